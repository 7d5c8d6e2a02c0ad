"""The plan as a calendar file: each message still to come, and each moment at which something opens.

Titles say nothing of the body, alarms there are none (the bot is the one that rings), and nothing blocks a day.
Imported again, the file replaces its own events: their ids stay the same.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from bot.schedules.facts import BookingFacts, PatientFacts
from bot.schedules.plan import Moment, Opening, Plan
from bot.schedules.protocol import Activity, Protocol
from bot.schedules.unlock import ENDS
from bot.words.markup import visible
from bot.words.message import FactValue, Reader, Word
from bot.words.moments import bubble_text
from bot.words.phrasebook import Phrasebook
from bot.words.step_facts import openings_of

if TYPE_CHECKING:
    from icalendar import Event

FILE_NAME = "dates.ics"

_PRODUCT = "-//aftercare-bot//EN"
_LENGTH = timedelta(minutes=15)


def calendar_file(plan: Plan, facts: PatientFacts, protocol: Protocol, book: Phrasebook, reader: Reader) -> bytes:
    """An iCalendar file (RFC 5545) with all times in UTC.

    The description of an event is the message as it would read at its moment. A discreet reader gets none of it.
    """
    # Imported on use: most people never ask for the file.
    from icalendar import Calendar

    calendar = Calendar()
    calendar.add("prodid", _PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", book.plain("calendar-name", {}, reader))
    for moment in plan.moments:
        calendar.add_component(_message(moment, facts, protocol, book, reader))
    for at, openings in _by_moment(openings_of(facts, protocol, reader.now), reader.now):
        calendar.add_component(_opening(at, openings, facts, book, reader))
    for booking in facts.bookings:
        if booking.ends_at > reader.now:
            calendar.add_component(_booked(booking, book, reader))
    return bytes(calendar.to_ical())


def _message(moment: Moment, facts: PatientFacts, protocol: Protocol, book: Phrasebook, reader: Reader) -> Event:
    then = replace(reader, now=moment.due, date_time_entity=False)
    texts = (visible(bubble_text(bubble, facts, protocol, book, then)) for bubble in moment.bubbles)
    first = moment.bubbles[0].parts[0]
    uid = f"{first.about or 'summary'}.{first.step}.{first.occurrence}"
    return _event(uid, moment.due, "calendar-title-message", "\n\n".join(texts), book, reader)


def _opening(at: datetime, openings: list[Opening], facts: PatientFacts, book: Phrasebook, reader: Reader) -> Event:
    groups: dict[str, list[Activity]] = {}
    for one in openings:
        groups.setdefault(_word_of(one), []).append(one.activity)
    lines = (book.plain(word, {"what": _listed(activities)}, reader) for word, activities in groups.items())
    latest = max(facts.treatments, key=lambda one: one.ended_at)
    uid = f"{latest.id}.opens.{openings[0].activity}"
    return _event(uid, at, "calendar-title-opening", "\n".join(lines), book, reader)


def _booked(booking: BookingFacts, book: Phrasebook, reader: Reader) -> Event:
    """A booked session, as a day: nobody has said when it begins, only when it should be over."""
    event = _event(f"{booking.id}.booked", booking.ends_at, "calendar-title-booked", "", book, reader)
    until = replace(reader, date_time_entity=False)
    for name in ("dtstart", "duration", "description"):
        event.pop(name)
    event.add("dtstart", booking.ends_at.astimezone(ZoneInfo(reader.zone)).date())
    word = "calendar-covered" if reader.discreet else "calendar-booked"
    event.add("description", book.plain(word, {"at": booking.ends_at}, until))
    return event


def _event(uid: str, at: datetime, title: str, text: str, book: Phrasebook, reader: Reader) -> Event:
    from icalendar import Event

    event = Event()
    event.add("uid", f"{uid}@aftercare-bot")
    event.add("dtstamp", reader.now)
    event.add("dtstart", at)
    event.add("duration", _LENGTH)
    event.add("summary", book.plain(title, {}, reader))
    event.add("description", book.plain("calendar-covered", {}, reader) if reader.discreet else text)
    event.add("transp", "TRANSPARENT")
    event.add("class", "PRIVATE")
    return event


def _by_moment(openings: tuple[Opening, ...], now: datetime) -> Iterator[tuple[datetime, list[Opening]]]:
    """What is still to open, grouped by its moment, the earliest first."""
    ahead: dict[datetime, list[Opening]] = {}
    for one in openings:
        if one.at is not None and one.at > now:
            ahead.setdefault(one.at, []).append(one)
    yield from sorted(ahead.items(), key=lambda item: item[0])


def _word_of(opening: Opening) -> str:
    if opening.activity in ENDS:
        return "calendar-until"
    return "calendar-withheld" if opening.withheld else "calendar-opens"


def _listed(activities: list[Activity]) -> FactValue:
    first, *rest = (Word(f"activity-{activity}") for activity in activities)
    listed = first
    for word in rest:
        listed = Word("opening-list", {"first": listed, "rest": word})
    return listed
