"""Every answer to "is this normal?" that somebody can get: plain, whole, never a promise, and never without its end and its number."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from bot.care import check, worried
from bot.care.work import House, Person, Triage, Work, reader_of
from bot.schedules.loader import default_protocol
from bot.schedules.protocol import Area, Modifier, Setting
from bot.schedules.symptoms import Level, Symptom
from bot.store import consents, patients
from bot.store.facts import changing
from bot.store.store import Store, open_store
from bot.store.treatments import Told, add_treatment
from bot.words.buttons import LIMIT, encode
from bot.words.markup import MESSAGE, units, visible
from bot.words.message import How, Reader, Say
from bot.words.render import render
from tests.content.measures import BANNED, WAITS, book, grade, sentences, words
from tests.content.typed import activity_words
from tests.databases import new_database
from tests.people import LISBON, at

PROTOCOL = default_protocol()
ENDED = at("2026-03-06 16:30", LISBON)
LATER = (timedelta(hours=2), timedelta(days=1, hours=3), timedelta(days=5), timedelta(days=12), timedelta(days=40))
RAISING = frozenset({Modifier.DIABETES, Modifier.WEAK_IMMUNITY, Modifier.BLOOD_THINNERS, Modifier.ECZEMA})
PEOPLE: tuple[tuple[frozenset[Area], float | None, Setting, frozenset[Modifier]], ...] = (
    (frozenset({Area.FACE}), None, Setting.PROFESSIONAL, frozenset()),
    (frozenset({Area.SCALP}), 0.3, Setting.HOME, frozenset({Modifier.MINOXIDIL})),
    (frozenset({Area.BODY, Area.SCALP, Area.FACE}), 2.0, Setting.PROFESSIONAL, RAISING),
)
NAMES_A_DISEASE = re.compile(
    r"\b(infect\w*|herpes|cellulitis|anaphyla\w*|allerg\w*|keloid\w*|granuloma\w*|sepsis|stroke|dermatitis|folliculitis|abscess|acne|"
    r"hyperpigment\w*|shingles|purging)\b",
    re.IGNORECASE,
)


class _UndoError(Exception):
    """Nothing of an answer is kept: each is asked of the same person."""


@dataclass
class Counter:
    """Where somebody asks, without Telegram in between; whatever an answer changes is undone."""

    store: Store
    now: datetime = ENDED

    def answer(self, symptom: str, choice: str) -> tuple[Say, str]:
        with suppress(_UndoError), self.store.transaction() as tx:
            work = Work(tx, self.now, House(LISBON, "PT", PROTOCOL, book(), Triage.GRADED))
            patient = patients.patient_by_telegram(tx, 1)
            person = Person(telegram_id=1, chat_id=1, language="en", update_id=1, patient=patient)
            said = next(say for say in check.felt(work, person, symptom, choice) if say.how is How.EDIT)
            text = visible(render(said, book(), reader_of(work, person, patient)).text)
            raise _UndoError
        return said, text


@pytest.fixture
def counter(tmp_path: Path) -> Iterator[Counter]:
    store = open_store(new_database("sqlite", tmp_path, migrated=True))
    yield Counter(store)
    store.close()


def treats(counter: Counter, who: tuple[frozenset[Area], float | None, Setting, frozenset[Modifier]]) -> None:
    areas, depth_mm, setting, modifiers = who
    told = Told(ENDED, "2026-03-06T16:30", LISBON, areas, depth_mm, setting, None, modifiers)
    with counter.store.transaction() as tx:
        patient = patients.create_patient(
            tx, telegram_id=1, chat_id=1, language="en", zone=LISBON, country="PT", now=ENDED
        )
        consents.give(tx, patient, text_version="1", text_hash="", language="en", update_id=1, now=ENDED)
        with changing(tx, patient, PROTOCOL, ENDED) as locked:
            add_treatment(tx, locked, told, PROTOCOL, ENDED)


def asked(row: Symptom) -> Iterator[str]:
    """Its choices; thoughts of self-harm get the crisis words instead, which have tests of their own."""
    return (one.id for one in row.choices if (row.id, one.id) != ("mood", "urgent"))


def holds(text: str, about: object) -> None:
    assert grade(text) <= 6.0, (about, grade(text), text)
    assert not [one for one in sentences(text) if words(one) > 20], (about, text)
    assert not BANNED.findall(text), (about, text)
    assert not NAMES_A_DISEASE.findall(text), (about, text)
    assert not [one for one in sentences(text) if WAITS.search(one) and activity_words(one)], (about, text)
    assert not re.findall(r"\n\n\n|  |[{}]| [.,:;?]|::|\.\.|,,|None", text), (about, text)
    assert units(text) <= MESSAGE
    assert " comes first." in text, (about, text)
    assert "112" in text, (about, text)


@pytest.mark.parametrize("who", PEOPLE, ids=("face", "scalp at home", "everywhere, with conditions"))
def test_an_answer_is_plain_and_ends_in_when_and_whom(
    counter: Counter, who: tuple[frozenset[Area], float | None, Setting, frozenset[Modifier]]
) -> None:
    treats(counter, who)
    for place, row in enumerate(PROTOCOL.symptoms):
        for nth, choice in enumerate(asked(row)):
            if who is not PEOPLE[0] and (place + nth) % 2:
                continue  # every answer for the face; every second one for the others
            counter.now = ENDED + LATER[(place + nth) % len(LATER)]
            said, text = counter.answer(row.id, choice)
            about = (row.id, choice, counter.now)
            holds(text, about)
            taps = {tap.verb for line in said.taps for tap in line}
            if text.startswith("Normal so far."):
                assert "Not better by" in text, about
                assert choice != "not-sure", about
                assert taps == {"again", "symptoms", "worried"}, about
                continue
            assert text.startswith(("Contact ", "This may be serious.")), (about, text)
            assert "sorted" in taps, about
            assert said.urgent, about
            assert "I ask you again: " in text, (about, text)
            if who[2] is Setting.HOME:
                assert "your clinic" not in text, (about, text)


FIRST_DO_SOMETHING_ELSE = re.compile(
    r"pharmacist|[Cc]ool it|cream is fine|Wash softly|Stay in the shade|Mark the edge", re.IGNORECASE
)


def test_after_call_now_nothing_is_to_be_done_but_what_helps_until_help_comes(counter: Counter) -> None:
    treats(counter, PEOPLE[0])
    for row in PROTOCOL.symptoms:
        for choice in asked(row):
            _, text = counter.answer(row.id, choice)
            if text.startswith("This may be serious."):
                assert not FIRST_DO_SOMETHING_ELSE.search(text), (row.id, choice, text)
    for row_id, helps in (
        ("allergy", "adrenaline pen"),
        ("swelling", "adrenaline pen"),
        ("fainting", "legs up"),
        ("fluid", "gauze"),
    ):
        assert helps in counter.answer(row_id, "urgent")[1], row_id


def test_a_stranger_gets_an_answer_to_everything_and_it_is_never_normal(counter: Counter) -> None:
    for row in PROTOCOL.symptoms:
        for choice in asked(row):
            said, text = counter.answer(row.id, choice)
            holds(text, (row.id, choice))
            assert text.startswith(("Contact ", "This may be serious.")), (row.id, choice)
            assert "112 is the number in this country: Portugal." in text, (row.id, choice)
            assert {tap.verb for line in said.taps for tap in line} <= {"symptoms", "lifted", "worried"}, (
                row.id,
                choice,
            )


def test_what_is_urgent_is_still_sent_after_a_crash(counter: Counter) -> None:
    treats(counter, PEOPLE[0])
    with counter.store.transaction() as tx:
        work = Work(tx, ENDED, House(LISBON, "PT", PROTOCOL, book()))
        patient = patients.patient_by_telegram(tx, 1)
        person = Person(telegram_id=1, chat_id=1, language="en", update_id=1, patient=patient)
        shown = (worried.worried, check.serious, check.not_here)
        urgent = [say for use_case in shown for say in use_case(work, person) if say.how is not How.CARD]

    assert [say.word for say in urgent] == ["worried-urgent", "check-serious", "check-not-here"]
    assert all(say.urgent for say in urgent)


def test_every_condition_that_lifts_an_answer_has_its_name() -> None:
    lifting = {one for row in PROTOCOL.symptoms for one in row.raised_by}
    assert lifting == RAISING
    assert {f"check-has-{one}" for one in lifting} <= book().ids()


def test_every_button_fits_and_every_label_can_be_read_on_a_phone(counter: Counter) -> None:
    longest = max(one.value for one in RAISING)
    reader = reader_of_nobody(counter)
    for row in PROTOCOL.symptoms:
        assert len(book().plain(f"symptom-{row.id}", {}, reader)) <= 28, row.id
        for choice in row.choices:
            assert len(book().plain(f"symptom-{row.id}-{choice.id}", {}, reader)) <= 28, (row.id, choice.id)
            assert len(encode("lifted", row.id, choice.id, longest)) <= LIMIT
    named = sorted((one.id for one in PROTOCOL.symptoms), key=len)[-check.AT_ONCE :]
    assert len(encode("which", *named)) <= LIMIT
    for level in Level:
        assert f"check-level-{level.name.lower()}" in book().ids()


def reader_of_nobody(counter: Counter) -> Reader:
    with counter.store.read() as tx:
        work = Work(tx, ENDED, House(LISBON, "PT", PROTOCOL, book()))
        return reader_of(work, Person(telegram_id=1, chat_id=1, language="en", update_id=1), None)
