"""What people type: every key has its answer, and the phrases that matter are recognised."""

from __future__ import annotations

import pytest

from bot.schedules.asked import About, hear, plain_words
from bot.schedules.protocol import Activity
from tests.content.measures import book
from tests.content.typed import asked, typing

ANSWERED = {key for key, table in asked().items() if table["kind"] in ("topic", "activity")}


def test_every_question_has_a_title_and_an_answer() -> None:
    for key in ANSWERED:
        assert {f"can-{key}", f"can-title-{key}"} <= book().ids(), key


def test_every_activity_can_be_asked_for() -> None:
    assert set(Activity) <= ANSWERED


def test_every_slip_belongs_to_a_question() -> None:
    slips = {id_.removeprefix("slip-") for id_ in book().ids() if id_.startswith("slip-")}
    assert slips - {"watch", "open", "held"} <= ANSWERED


def test_no_phrase_stands_twice() -> None:
    phrases = [phrase for table in asked().values() for phrase in table["words"]]
    assert len(phrases) == len(set(phrases))


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("can I go to the gym", "exercise"),
        ("When can I wash my hair?", "hair-wash"),
        ("sunscreen", "sunscreen"),
        ("SPF 50 ok?", "sunscreen"),
        ("may I take ibuprofen", "painkillers"),
        ("shower tonight?", "shower"),
        ("hyaluronic acid serum", "hyaluronic"),
        ("vaseline", "petroleum-jelly"),
        ("can i wear mascara", "mascara"),
        ("lip balm", "lip-balm"),
        ("do I have to wear a mask", "mask"),
        ("I'm flying tomorrow", "flying"),
        ("can I sleep on my side", "side-sleeping"),
        ("my clinic gave me nothing", "nothing-given"),
        ("I had it with PRP", "prp"),
        ("needles under my eyes", "under-eyes"),
        ("how long sunscreen", "daily-spf-ends"),
        ("Rétinol", "acids"),
        ("tretinoin", "retinoid"),
        ("botox next week", "procedure"),
        ("beard", "shaving"),
    ],
)
def test_a_question_is_recognised(typed: str, key: str) -> None:
    assert key in hear(typed).keys


@pytest.mark.parametrize(
    ("typed", "kind"),
    [
        ("I want to die", About.CRISIS),
        ("i can’t breathe properly", About.DANGER),
        ("my lips are swollen", About.DANGER),
        ("there is pus", About.DANGER),
        ("ringing in my ears", About.DANGER),
        ("I have a fever of 38.5", About.DANGER),
        ("my friend shared the needle", About.DANGER),
        ("it was Morpheus8", About.DEVICE),
        ("RF needling", About.DEVICE),
        ("I already went to the gym", About.SLIP),
        ("oops, I put make-up on", About.SLIP),
        ("thanks!", About.THANKS),
        ("Are you real?", About.REAL),
        ("yes", About.YES),
        ("Nope.", About.NO),
    ],
)
def test_what_else_people_say_is_recognised(typed: str, kind: About) -> None:
    assert kind in hear(typed)


@pytest.mark.parametrize(
    "typed", ["does this fit my plan", "I am confused about the dates", "no scrub then", "what about tomorrow"]
)
def test_harmless_words_raise_no_alarm(typed: str) -> None:
    assert About.DANGER not in hear(typed)
    assert About.CRISIS not in hear(typed)


GRAVE = (
    "my eye is swollen shut", "my left eye is swollen shut since this morning", "eye swolen shut", "eyes are shut",
    "my eye is completely shut", "cant open my eyes", "I can't open my left eye", "my eye won't open", "eye has swollen shut",
    "i cant breath", "i can't breath", "cannot breath", "can not breath well", "hard to breath", "hard brething", "i am suffocating",
    "i can hardly breathe", "my heart is beating so fast", "heart attack", "112", "911!", "999", "call 112", "i see blurry",
    "everything is blurry", "my tongue is fat", "tongue is getting so thick", "my tongue feels big", "i am shaking and cold",
    "my ear rings", "my ears ring", "ears are ringing", "weird taste in mouth", "am i going to die", "will i die",
    "i took too many pills", "overdose", "my skin is turning black", "my skin looks grey now", "lips swolen",
    "lips are very swollin", "my face is drooping", "lips are fat", "my throat is really swollen",
    "my hands are shaking", "pain in my chest", "eyes swell shut",
    "my lips turned purple", "swallowing hurts", "puss", "im bleeding alot", "i can not open my eyes properly", "heart is going crazy",
)  # fmt: skip
"""What frightened people type, mistyped and with words in between."""

NOT_GRAVE = (
    "can i breathe deeply in the sauna", "my ring", "can I wear my ring", "can I wear my earrings", "when can I wear my ear rings",
    "heart-shaped", "I love it with all my heart", "112 minutes", "my number is 911 555", "I see no difference", "a fat cream",
    "thick cream on my lips", "my skin is black", "I have black skin", "I just used a roller", "I used my old dermaroller",
    "grey hair", "big pores", "is a big lunch ok", "weird question", "i keep my eyes shut in the shower", "does it taste of something",
    "cold cream", "I can't see any difference", "can you shake it", "blurry photo", "I'm dying to see the results", "turn black hair blond",
    "can i do breathing exercises", "will i be able to breathe with a mask", "can I close my eyes",
    "is my heart at risk", "can I dye my hair black", "tongue twister", "should i call a doctor",
)  # fmt: skip
"""What comes near to it and is something else."""


@pytest.mark.parametrize("typed", GRAVE)
def test_a_grave_sign_is_heard_however_it_is_typed(typed: str) -> None:
    assert About.DANGER in hear(typed)


@pytest.mark.parametrize("typed", NOT_GRAVE)
def test_what_only_comes_near_a_grave_sign_is_not_taken_for_one(typed: str) -> None:
    assert not {About.DANGER, About.CRISIS} & hear(typed).kinds


@pytest.mark.parametrize(
    "typed", ["overdose", "i took too many pills", "I took way too many painkillers", "took the whole pack"]
)
def test_too_many_pills_are_danger_and_perhaps_despair(typed: str) -> None:
    assert {About.DANGER, About.CRISIS} <= hear(typed).kinds


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("can i drink water", "drinking"),
        ("can I drink tea", "drinking"),
        ("is coffee ok", "drinking"),
        ("can i drink", "alcohol"),
        ("can I drink wine", "alcohol"),
        ("wrong date i did it yesterday", "correction"),
        ("i typed the wrong date", "correction"),
        ("i made a mistake it was on scalp", "correction"),
        ("pause", "pause"),
        ("resume", "resume"),
        ("delete my data", "forget"),
        ("im pregnant", "pregnant"),
        ("who should wait", "who-waits"),
        ("i am in another country", "moved"),
        ("all good now", "sorted"),
        ("is now the wrong time for the gym", "exercise"),
        ("i drank a coffee", "drinking"),
    ],
)
def test_what_leads_to_one_answer_or_screen_is_heard_as_that(typed: str, key: str) -> None:
    assert hear(typed).keys == (key,)


@pytest.mark.parametrize("typed", ["can you help me with my settings", "will it help my scars", "does cream help"])
def test_help_in_a_sentence_is_no_call_for_help(typed: str) -> None:
    assert not {About.WORRY, About.DANGER} & hear(typed).kinds


@pytest.mark.parametrize("typed", ["help", "Help me!", "please help me", "i feel sick"])
def test_help_alone_and_feeling_ill_are_a_worry(typed: str) -> None:
    assert About.WORRY in hear(typed)


def test_a_misspelling_is_folded_into_one_word_that_is_known() -> None:
    for wrong, right in typing()["spellings"].items():
        assert plain_words(wrong) == (wrong,)
        assert plain_words(right) == (right,)
        assert right not in typing()["spellings"], wrong
