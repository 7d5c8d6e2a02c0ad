"""Reads the two small phrases of a step: `when` it is due and `latest` until when it is worth sending."""

from __future__ import annotations

import re
from datetime import time, timedelta

from bot.schedules.offsets import (
    AfterConcern,
    AfterDue,
    AtBookedEnd,
    AtInterval,
    AtRegistration,
    AtUnlock,
    BeforeBooking,
    BeforeSession,
    ByDay,
    DayAfterBooking,
    HoursAfterEnd,
    Latest,
    OnDay,
    When,
    WhenLate,
)
from bot.schedules.protocol import Activity, ConcernLevel, Slot
from bot.schedules.reading import Table

DAY_ENDS = time(20, 0)
"""A latest that names a day without a time."""

_SLOT = "(morning|afternoon|evening)"
_TIME = r"(\d\d):(\d\d)"


def read_when(table: Table) -> When:
    """The `when` of a step; a `Mistake` if it is not in the grammar at the head of schedule.toml."""
    text = table.text("when")
    if text == "registering":
        return AtRegistration()
    if text == "booked end":
        return AtBookedEnd()
    if text == "late":
        return WhenLate()
    if found := re.fullmatch(rf"d(\d{{1,3}})@{_SLOT}", text):
        return OnDay(int(found[1]), Slot(found[2]))
    if found := re.fullmatch(rf"unlock ([a-z-]+) d(\d) {_TIME}-{_TIME}", text):
        activity = table.one_of("when", found[1], Activity)
        return AtUnlock(
            activity,
            int(found[2]),
            _clock(table, found[3], found[4], "when"),
            _clock(table, found[5], found[6], "when"),
        )
    if found := re.fullmatch(rf"interval\+(\d)@{_SLOT}", text):
        return AtInterval(int(found[1]), Slot(found[2]))
    if found := re.fullmatch(rf"booked-(\d)@{_SLOT}( weekday)?", text):
        return BeforeBooking(int(found[1]), Slot(found[2]), weekday=found[3] is not None)
    if text == "concern soon next morning":
        return AfterConcern(ConcernLevel.SOON, timedelta(0), next_morning=True)
    if found := re.fullmatch(r"concern (today|soon|any) \+(\d+[hd])", text):
        level = None if found[1] == "any" else ConcernLevel(found[1])
        return AfterConcern(level, table.wait("when", found[2]), next_morning=False)
    raise table.wrong("when", f'"{text}" is not a time that is known here')


def read_latest(table: Table) -> Latest:
    """The `latest` of a step; a `Mistake` if it is not in the grammar at the head of schedule.toml."""
    text = table.text("latest")
    if found := re.fullmatch(r"h\+(\d{1,3})", text):
        return HoursAfterEnd(timedelta(hours=int(found[1])))
    if found := re.fullmatch(rf"d(\d{{1,3}})(?:@{_TIME})?(?: or registering\+(\d+[hd]))?", text):
        at = _clock(table, found[2], found[3]) if found[2] else DAY_ENDS
        return ByDay(int(found[1]), at, table.wait("latest", found[4]) if found[4] else None)
    if found := re.fullmatch(r"due\+(\d+)([hd])", text):
        amount = int(found[1])
        return AfterDue(timedelta(hours=amount)) if found[2] == "h" else AfterDue(timedelta(0), days=amount)
    if found := re.fullmatch(r"booked-(\d+)([hd])", text):
        amount = int(found[1])
        return BeforeSession(timedelta(hours=amount)) if found[2] == "h" else BeforeSession(timedelta(0), days=amount)
    if found := re.fullmatch(rf"day after booking {_TIME}", text):
        return DayAfterBooking(_clock(table, found[1], found[2]))
    raise table.wrong("latest", f'"{text}" is not a time that is known here')


def _clock(table: Table, hours: str, minutes: str, key: str = "latest") -> time:
    try:
        return time(int(hours), int(minutes))
    except ValueError:
        raise table.wrong(key, f'"{hours}:{minutes}" is not a time of day') from None
