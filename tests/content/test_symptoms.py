"""The words of every symptom: there, short enough for a button, plain, and with a colour for every skin."""

from __future__ import annotations

import re
from functools import cache

import pytest

from bot.schedules.loader import default_protocol
from bot.schedules.protocol import Setting
from bot.schedules.symptoms import NOT_SURE, URGENT, Symptom, symptom_words
from bot.words.markup import MESSAGE, units
from bot.words.step_facts import step_facts
from tests.content.askers import everybody, said_to_everybody
from tests.content.measures import BANNED, WAITS, actions, book, grade, sentences, unsorted, words
from tests.content.reach import reader_for
from tests.content.reading import ids_in
from tests.content.typed import activity_words
from tests.people import a_patient, a_treatment

SYMPTOMS = default_protocol().symptoms
HARDEST, LONGEST_SENTENCE, LONGEST_LABEL = 6.0, 20, 28
MOST_ACTIONS, MOST_WORDS, QUESTION_WORDS = 3, 60, 30
EMERGENCIES = {"numbing-reaction", "allergy"}

_RED, _DARK = re.compile(r"\b(red|redder|redness|pink)\b", re.IGNORECASE), re.compile(r"\bdark", re.IGNORECASE)
_DISEASE = re.compile(
    r"\b(infect\w*|cellulitis|sepsis|herpes|keloid|granuloma\w*|anaphyla\w*|allerg\w*|shock|hyperpigment\w*|melasma|stroke|"
    r"tram-?track\w*|milia|acne|HIV|hepatitis|mycobacter\w*|depress\w*|alopecia)\b",
    re.IGNORECASE,
)
_BUTTONS = [f"symptom-{one.id}" for one in SYMPTOMS] + [
    f"symptom-{one.id}-{choice.id}" for one in SYMPTOMS for choice in one.choices
]
_TEXTS = [
    f"symptom-{one.id}-{part}"
    for one in SYMPTOMS
    for part in ("ask", "meanwhile", "signs")
    if part != "signs" or one.choice(URGENT)
]


def symptom(id_: str) -> Symptom:
    found = default_protocol().symptom(id_)
    assert found is not None
    return found


@cache
def texts(id_: str) -> frozenset[str]:
    """Every text of a word: all areas and depths, at a clinic and at home, early and late, with and without a worry."""
    return said_to_everybody(id_)


def test_every_word_that_a_symptom_needs_is_there_and_no_other_but_their_parts() -> None:
    needed = set(symptom_words(default_protocol()))
    written = set(ids_in("en-symptoms.ftl"))

    assert needed <= written
    assert {id_.removeprefix("symptom-") for id_ in written - needed} == {
        "cream", "cream-line", "wash", "wash-line", "shampoo", "sun", "sun-held", "raised", "head-high", "spreading-signs",
    }  # fmt: skip


@pytest.mark.parametrize("id_", _BUTTONS)
def test_a_button_is_short_and_no_name_of_a_disease(id_: str) -> None:
    (label,) = texts(id_)

    assert 0 < len(label) <= LONGEST_LABEL, label
    assert not _DISEASE.findall(label), label
    assert not BANNED.findall(label), label
    assert not _RED.search(label) or _DARK.search(label), label


@pytest.mark.parametrize("id_", _TEXTS)
def test_what_is_asked_and_advised_is_plain_and_promises_nothing(id_: str) -> None:
    for text in texts(id_):
        assert grade(text) <= HARDEST, (grade(text), text)
        assert words(text) <= (QUESTION_WORDS if id_.endswith("-ask") else MOST_WORDS), text
        assert not [one for one in sentences(text) if words(one) > LONGEST_SENTENCE], text
        assert not BANNED.findall(text), text
        assert not _DISEASE.findall(text), text
        assert not [one for one in sentences(text) if WAITS.search(one) and activity_words(one)], text
        assert not _RED.search(text) or _DARK.search(text), text
        assert not re.findall(r"\n\n|  |[{}]|\bNone\b| [.,:;?]|::|\.\.|,,|^\s|\s$", text), text
        assert units(text) <= MESSAGE


@pytest.mark.parametrize("one", SYMPTOMS, ids=lambda one: one.id)
def test_meanwhile_asks_for_no_more_than_a_frightened_person_can_do(one: Symptom) -> None:
    for text in texts(f"symptom-{one.id}-meanwhile"):
        assert not unsorted(text), text
        assert len(actions(text)) <= MOST_ACTIONS, text


@pytest.mark.parametrize("one", SYMPTOMS, ids=lambda one: one.id)
def test_two_choices_of_a_symptom_never_read_the_same(one: Symptom) -> None:
    labels = [next(iter(texts(f"symptom-{one.id}-{choice.id}"))) for choice in one.choices]

    assert len(set(labels)) == len(labels)
    assert 2 <= len(labels) <= 7


def test_no_two_symptoms_have_the_same_button() -> None:
    labels = [next(iter(texts(f"symptom-{one.id}"))) for one in SYMPTOMS]
    assert len(set(labels)) == len(labels)


@pytest.mark.parametrize("one", SYMPTOMS, ids=lambda one: one.id)
def test_who_knows_nothing_of_a_treatment_reads_whole_sentences_too(one: Symptom) -> None:
    now = a_treatment().ended_at
    for setting in Setting:
        reader = reader_for(setting, now)
        nobody = step_facts((), a_patient(), default_protocol(), reader)
        for part in ("ask", "meanwhile"):
            text = book().plain(f"symptom-{one.id}-{part}", nobody, reader)
            assert text
            assert not re.findall(r"  |[{}]|\bNone\b| [.,:;?]", text), text


def test_while_a_worry_is_open_nothing_is_allowed() -> None:
    allowed = re.compile(r"\b(is fine|Wash softly|Tinted sunscreen|from (Mon|Tue|Wed|Thu|Fri|Sat|Sun))\b")
    for one in SYMPTOMS:
        for text in _while_worried(f"symptom-{one.id}-meanwhile"):
            assert not allowed.findall(text), text


def _while_worried(id_: str) -> set[str]:
    return {book().plain(id_, asking.known, asking.reader) for asking in everybody()[::7] if asking.known["concern"]}


def test_cream_is_told_with_its_moment_before_it_opens_and_never_to_those_of_whom_only_the_scalp_was_treated() -> None:
    said = texts("symptom-redness-meanwhile")

    assert any("Plain cream: from Sat 7 March 09:00." in text for text in said)
    assert any("Plain cream is fine" in text for text in said)
    assert any("Plain cream: ask your clinic first." in text for text in said)
    assert any("cream" not in text for text in said)


def test_colour_is_asked_for_every_skin_and_the_grey_of_an_emergency_on_lips_and_palms() -> None:
    for id_ in ("redness", "infection", "sunburn", "bumps", "bruising"):
        for text in texts(f"symptom-{id_}-ask"):
            assert "brown and black skin" in text, text
    for id_ in EMERGENCIES:
        for text in texts(f"symptom-{id_}-signs"):
            assert all(place in text for place in ("Lips", "tongue", "palms", "soles", "blue", "grey", "pale")), text


@pytest.mark.parametrize("id_", sorted(EMERGENCIES))
def test_an_emergency_has_one_answer_and_not_sure_is_the_same(id_: str) -> None:
    assert [choice.id for choice in symptom(id_).choices] == [URGENT, NOT_SURE]


def test_somebody_who_feels_very_low_is_told_kindly_whom_to_talk_to() -> None:
    for text in texts("symptom-mood-meanwhile"):
        assert "alone" in text
        assert "photo" in text
    assert all("talk to" in text for text in texts("symptom-mood-signs"))


def test_an_eye_that_is_swollen_shut_is_named_wherever_an_eye_is_asked_about() -> None:
    for part in ("ask", "urgent", "signs"):
        assert all("swollen shut" in text.casefold() for text in texts(f"symptom-eye-{part}")), part
    assert all("swollen shut" in text for text in texts("symptom-swelling-signs"))
