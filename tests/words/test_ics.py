"""The plan as a calendar file, read back by the library that others read it with."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

import pytest
from icalendar import Calendar, Event

from bot.schedules.facts import Concern, PatientFacts
from bot.schedules.loader import default_protocol
from bot.schedules.planner import plan
from bot.schedules.protocol import ConcernLevel, Goal, Modifier
from bot.words.ics import calendar_file
from bot.words.message import Reader
from bot.words.phrasebook import Phrasebook
from tests.people import a_patient, a_treatment, at
from tests.words.readers import greta, our_book

NOW = at("2026-03-06 09:00")


@pytest.fixture(scope="module")
def book() -> Phrasebook:
    return our_book()


def written(facts: PatientFacts, book: Phrasebook, reader: Reader) -> bytes:
    return calendar_file(plan(facts, default_protocol(), reader.now), facts, default_protocol(), book, reader)


@dataclass(frozen=True)
class Shown:
    """An event by what a calendar shows of it."""

    uid: str
    start: datetime
    title: str
    text: str
    alarms: int


def events(file: bytes) -> list[Shown]:
    return [_shown(event) for event in Calendar.from_ical(file).walk("VEVENT") if isinstance(event, Event)]


def _shown(event: Event) -> Shown:
    start = event.DTSTART
    assert isinstance(start, datetime)
    return Shown(str(event["uid"]), start, str(event["summary"]), str(event["description"]), len(event.subcomponents))


def test_every_message_and_every_opening_is_an_event_in_utc(book: Phrasebook) -> None:
    facts = a_patient(a_treatment())
    moments = plan(facts, default_protocol(), NOW).moments

    found = events(written(facts, book, greta(NOW)))
    starts = [event.start for event in found if event.title == "A note for you"]
    assert starts == [moment.due for moment in moments]
    opens = {event.start for event in found if event.title == "A date to know"}
    assert NOW + timedelta(hours=24) in opens
    assert written(facts, book, greta(NOW)).count(b"DTSTART:") == len(found)
    assert all(event.start.utcoffset() == timedelta(0) for event in found)


def test_titles_give_nothing_away_and_nothing_rings_or_blocks_the_day(book: Phrasebook) -> None:
    facts = a_patient(a_treatment(goal=Goal.PIGMENT, modifiers=(Modifier.MELASMA,)))
    file = written(facts, book, greta(NOW))

    assert {event.title for event in events(file)} == {"A note for you", "A date to know"}
    assert {event.alarms for event in events(file)} == {0}
    assert file.count(b"TRANSP:TRANSPARENT") == file.count(b"CLASS:PRIVATE") == len(events(file))


def test_the_text_of_an_event_reads_as_the_message_at_its_hour(book: Phrasebook) -> None:
    found = events(written(a_patient(a_treatment()), book, greta(NOW)))

    day_two = next(event for event in found if event.start == at("2026-03-08 09:30"))
    assert "since Sun 8 March 09:00" in day_two.text
    assert not any("<" in event.text for event in found)


def test_a_discreet_readers_calendar_says_nothing_at_all(book: Phrasebook) -> None:
    found = events(written(a_patient(a_treatment()), book, replace(greta(NOW), discreet=True)))

    assert {event.text for event in found} == {"Open Telegram to read it."}


def test_a_new_file_takes_the_place_of_the_old_one(book: Phrasebook) -> None:
    before = events(written(a_patient(a_treatment()), book, greta(NOW)))
    after = events(written(a_patient(a_treatment("2026-03-06 08:30")), book, greta(NOW)))

    ids = [event.uid for event in before]
    assert len(ids) == len(set(ids))
    messages = {event.uid for event in before if "opens" not in event.uid}
    assert messages <= {event.uid for event in after}


def test_under_an_open_worry_no_event_is_a_permission(book: Phrasebook) -> None:
    worry = Concern("c1", ConcernLevel.SOON, NOW)
    found = events(written(replace(a_patient(a_treatment()), concerns=(worry,)), book, greta(NOW)))

    openings = [event.text for event in found if event.title == "A date to know"]
    assert any("ask your clinic first" in text for text in openings)
    assert not any("From now on" in text for text in openings)


def test_lines_are_folded_as_the_standard_asks(book: Phrasebook) -> None:
    file = written(a_patient(a_treatment()), book, greta(NOW))

    assert max(len(line) for line in file.split(b"\r\n")) <= 75
