"""Typed words and the symptom that they name: what frightened people really write, and what must not be taken for it."""

from __future__ import annotations

import pytest

from bot.schedules.asked import About, hear, plain_words
from bot.schedules.loader import default_protocol
from bot.schedules.symptom_words import asks_leave, phrases, symptoms_in

NAMED: dict[str, tuple[str, ...]] = {
    "my face is burning": ("soreness",),
    "is peeling ok": ("dryness",),
    "is peeling ok?": ("dryness",),
    "pus": ("infection",),
    "there is PUS coming out": ("infection",),
    "puss??": ("infection",),
    "I think it's infected": ("infection",),
    "red streak on my cheek": ("infection",),
    "it smells bad": ("infection",),
    "cheek is purple": ("redness", "bruising"),
    "my cheeks are purple": ("redness", "bruising"),
    "white bumps": ("milia",),
    "tiny white bumps around my eyes": ("milia",),
    "still red": ("redness",),
    "my face is still so red": ("redness",),
    "STILL RED on day 4": ("redness",),
    "my skin is very red": ("redness",),
    "is this redness normal": ("redness",),
    "my face looks like a sunburn": ("redness",),
    "my skin got darker": ("redness",),
    "the red comes back": ("redness",),
    "red again": ("redness",),
    "so swollen": ("swelling",),
    "my cheek is swolen": ("swelling",),
    "my face is puffy": ("swelling",),
    "one side is bigger": ("swelling",),
    "is swelling normal on day 1?": ("swelling",),
    "swollen cheeks": ("swelling",),
    "itchy": ("itching",),
    "it itches so much": ("itching",),
    "iching like crazy": ("itching",),
    "my skin itches at night": ("itching",),
    "dark patches": ("darkening",),
    "brown spots on my forehead": ("darkening",),
    "grey patches": ("darkening",),
    "my skin is getting darker": ("darkening",),
    "tiny dark dots": ("darkening",),
    "hyperpigmentation": ("darkening",),
    "hair falling out": ("hair-loss",),
    "my hair is falling out": ("hair-loss",),
    "is hair loss normal": ("hair-loss",),
    "bald spots": ("hair-loss",),
    "I am losing so much hair": ("hair-loss",),
    "flaky": ("dryness", "scalp"),
    "my scalp is flaky": ("scalp",),
    "flaky scalp": ("scalp",),
    "my scalp hurts": ("scalp",),
    "dandruff": ("scalp",),
    "oozing": ("fluid",),
    "is it normal that it's oozing": ("fluid",),
    "clear fluid on my pillow": ("fluid",),
    "it still bleeds": ("fluid",),
    "still bleeding": ("fluid",),
    "blood on the pillow": ("fluid",),
    "leaking yellow fluid": ("fluid",),
    "bruises under my eyes": ("bruising",),
    "big bruse": ("bruising",),
    "black and blue": ("bruising",),
    "purple marks": ("bruising",),
    "it stings": ("soreness",),
    "it hurts": ("soreness",),
    "my face hurts a lot": ("soreness",),
    "so sore": ("soreness",),
    "it feels tender": ("soreness",),
    "my face is on fire": ("soreness",),
    "unbearable pain": ("soreness",),
    "skin feels like sandpaper": ("dryness",),
    "my skin feels so tight": ("dryness",),
    "very dry": ("dryness",),
    "scabs": ("dryness",),
    "yellow crust": ("dryness",),
    "my skin is peeling off": ("dryness",),
    "pealing": ("dryness",),
    "breakout": ("breakouts",),
    "I'm breaking out": ("breakouts",),
    "so many pimples": ("breakouts",),
    "zits everywhere": ("breakouts",),
    "is it purging?": ("breakouts",),
    "whiteheads": ("breakouts",),
    "milia": ("milia",),
    "grid marks": ("grid-marks",),
    "there are lines on my face": ("grid-marks",),
    "needle marks still visible": ("grid-marks",),
    "track marks": ("grid-marks",),
    "scratches on my cheek": ("grid-marks",),
    "white patches": ("lighter",),
    "pale spots? lighter patches": ("lighter",),
    "cold sore": ("cold-sore",),
    "coldsores coming": ("cold-sore",),
    "my lip is tingling": ("cold-sore",),
    "blisters": ("cold-sore",),
    "I have a blister": ("cold-sore",),
    "fever": ("fever",),
    "I have a fever of 39": ("fever",),
    "chills since this morning": ("fever",),
    "swollen glands": ("glands",),
    "lymph nodes": ("glands",),
    "a lump behind my ear": ("glands",),
    "red bumps that stay": ("bumps",),
    "bumps": ("breakouts", "milia", "bumps"),
    "my skin is bumpy": ("breakouts", "milia", "bumps"),
    "one cheek is hot to the touch": ("soreness", "infection"),
    "a new lump": ("lump",),
    "hard lump on cheek": ("lump",),
    "raised scar": ("scar",),
    "my scar is growing": ("scar",),
    "keloid?": ("scar",),
    "rash": ("rash",),
    "a reaction to the serum": ("rash",),
    "ringing in my ears": ("numbing-reaction",),
    "metallic taste": ("numbing-reaction",),
    "my heart is racing": ("numbing-reaction",),
    "I can't breathe": ("allergy",),
    "my lips are swollen": ("allergy",),
    "my throat feels tight": ("allergy",),
    "tongue is swollen": ("allergy",),
    "dizzy": ("fainting",),
    "I nearly fainted": ("fainting",),
    "light-headed": ("fainting",),
    "my eye hurts": ("eye",),
    "my eyes are watering": ("eye",),
    "my eyelid is swollen": ("eye",),
    "eye swollen shut": ("eye",),
    "blurry vision": ("eye",),
    "my cheek is numb": ("numbness",),
    "pins and needles": ("numbness",),
    "sunburn": ("sunburn",),
    "I got sunburnt": ("sunburn",),
    "we shared a needle": ("needle",),
    "the roller was not sterile": ("needle",),
    "I look ugly": ("mood",),
    "it ruined my face": ("mood",),
    "red and itchy": ("itching",),
    "swollen and itchy": ("swelling", "itching"),
    "burning, peeling and swollen": ("soreness", "dryness", "swelling"),
    "my left eye is swollen shut since this morning": ("eye",),
    "eye swolen shut": ("eye",),
    "my eye is completely shut": ("eye",),
    "cant open my eyes": ("eye",),
    "white stuff coming out": ("infection",),
    "its wet and sticky": ("fluid",),
    "ashy patches": ("dryness", "darkening", "lighter"),
    "itchy but no swelling": ("itching",),
    "not red any more but it itches": ("itching",),
}
"""What is typed, and the symptoms that it names, in order."""

UNNAMED = (
    "is this normal",
    "is this normal?",
    "help",
    "I'm worried",
    "something is wrong",
    "hello",
    "thanks!",
    "can I swim?",
    "I read a red book",
    "red wine",
    "a glass of red wine",
    "when can I drink red wine",
    "I have no pain",
    "no itching",
    "not swollen",
    "my face isn't red",
    "it does not hurt any more",
    "without any swelling",
    "never had cold sores",
    "I don't have a fever",
    "dry shampoo",
    "tight hat",
    "can I wear eye make-up",
    "needles under my eyes",
    "vitamin c serum",
    "I forgot",
    "I already went to the gym",
    "just finished, 1.5 mm, face, for acne scars",
    "second session for my stretch marks",
    "for melasma",
    "face and neck",
    "brown or black skin",
    "the weather is nice",
    "what is a symptom",
    "does this fit my plan",
    "bleach my hair",
    "dark chocolate",
    "white bread",
    "purpose",
    "eyeball",
    "sorely needed advice",
    "painting",
    "the lamp is on",
    "",
    "🙂",
    "سلام",
    "<b>bold</b>",
    "12345",
)
"""What names no symptom, however near it comes."""

ASKS_LEAVE = (
    "can I wash if it itches",
    "may I put cream on when it flakes?",
    "when can I wear make-up if my skin is dry skin",
    "is it ok to pick the flakes",
    "should I use a cream for the itching",
    "what can I put on",
)


@pytest.mark.parametrize(("typed", "named"), NAMED.items())
def test_a_symptom_is_heard(typed: str, named: tuple[str, ...]) -> None:
    assert symptoms_in(typed) == named


@pytest.mark.parametrize("typed", UNNAMED)
def test_what_names_no_symptom_is_taken_for_none(typed: str) -> None:
    assert symptoms_in(typed) == ()


@pytest.mark.parametrize("typed", ASKS_LEAVE)
def test_a_question_for_leave_is_told_from_a_worry(typed: str) -> None:
    assert asks_leave(typed)


def test_a_worry_asks_for_no_leave() -> None:
    assert not [typed for typed in NAMED if asks_leave(typed)]


def test_there_are_words_for_every_symptom_and_none_for_others() -> None:
    assert set(phrases()) == {one.id for one in default_protocol().symptoms}


def test_no_phrase_stands_twice_for_one_symptom() -> None:
    for symptom, listed in phrases().items():
        plain = [plain_words(phrase) for phrase in listed]
        assert len(plain) == len(set(plain)), symptom
        assert all(plain), symptom


def test_every_phrase_names_its_own_symptom() -> None:
    for symptom, listed in phrases().items():
        for phrase in listed:
            assert symptom in symptoms_in(phrase), phrase


def test_the_danger_words_that_name_a_symptom_lead_on_to_it() -> None:
    for typed in ("pus", "fever", "my lips are swollen", "blisters", "still bleeding", "we shared a needle"):
        assert About.DANGER in hear(typed)
        assert symptoms_in(typed), typed
