"""The patient's calendar: local dates and times of day to instants and back, and quiet hours.

A date plus a time of day is calendar arithmetic in the patient's zone. A time that a clock change left out becomes the first instant after
the gap; a time that came twice is the first of the two. A date that the zone never had (Samoa, 30 December 2011) is not a day.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

ONE_DAY = timedelta(days=1)
_DATELINE = timedelta(hours=20)
"""A zone whose offset changed by more than this crossed the date line, and lost or repeated a date."""


def read_zones_anew() -> None:
    """Forgets what was read of zones: governments change them, and systems the files, while this runs."""
    ZoneInfo.clear_cache()
    instant.cache_clear()
    nth_day.cache_clear()


def zone_of(name: str) -> ZoneInfo:
    """The zone of an IANA name. `ZoneInfoNotFoundError` or `ValueError` if there is none."""
    return ZoneInfo(name)


@lru_cache(maxsize=65_536)
def instant(day: date, at: time, zone: str) -> datetime:
    """The instant, in UTC, of a wall-clock time on a local date: the first after a gap, the first of a fold."""
    tz = ZoneInfo(zone)
    naive = datetime.combine(day, at)
    guess = naive.replace(tzinfo=tz).astimezone(UTC)
    if guess.astimezone(tz).replace(tzinfo=None) == naive:
        return guess
    return _end_of_gap(naive, tz)


def _end_of_gap(naive: datetime, tz: ZoneInfo) -> datetime:
    """The first instant whose local time is not before `naive`, by halving: clock changes fall on whole seconds."""
    low = int(naive.replace(tzinfo=UTC).timestamp()) - 26 * 3600
    high = low + 52 * 3600
    while low < high:
        middle = (low + high) // 2
        if datetime.fromtimestamp(middle, tz).replace(tzinfo=None) >= naive:
            high = middle
        else:
            low = middle + 1
    return datetime.fromtimestamp(low, UTC)


def is_in_gap(naive: datetime, zone: str) -> bool:
    """Whether this wall-clock time never existed in the zone."""
    tz = ZoneInfo(zone)
    return naive.replace(tzinfo=tz).astimezone(UTC).astimezone(tz).replace(tzinfo=None) != naive


def later_of_fold(naive: datetime, zone: str) -> datetime:
    """The instant, in UTC, of a wall-clock time as a person tells it: the later one where it came twice.

    A longer wait is the safe error.
    """
    return naive.replace(tzinfo=ZoneInfo(zone), fold=1).astimezone(UTC)


def local(at: datetime, zone: str) -> datetime:
    """The same instant on the patient's clock."""
    return at.astimezone(ZoneInfo(zone))


def _exists(day: date, tz: ZoneInfo) -> bool:
    noon = datetime.combine(day, time(12), tz)
    return noon.astimezone(UTC).astimezone(tz).date() == day


@lru_cache(maxsize=65_536)
def nth_day(day0: date, number: int, zone: str) -> date:
    """The local date of day `number`, counting only dates that the zone had. `number` may be negative."""
    tz = ZoneInfo(zone)
    plain = day0 + timedelta(days=number)
    if abs(_offset(day0, tz) - _offset(plain, tz)) < _DATELINE and _exists(plain, tz):
        return plain
    step = ONE_DAY if number >= 0 else -ONE_DAY
    day, left = day0, abs(number)
    while left:
        day += step
        if _exists(day, tz):
            left -= 1
    return day


def _offset(day: date, tz: ZoneInfo) -> timedelta:
    return datetime.combine(day, time(12), tz).utcoffset() or timedelta(0)


def day_number(day0: date, today: date, zone: str) -> int:
    """Which day of the patient's calendar `today` is, day 0 being `day0`."""
    number = (today - day0).days
    while number > 0 and nth_day(day0, number, zone) > today:
        number -= 1
    return number


@dataclass(frozen=True, slots=True)
class QuietHours:
    """The hours in which nothing rings: `start` is quiet, `end` is not. Equal times mean no quiet hours."""

    start: time
    end: time

    def holds(self, at: datetime, zone: str) -> bool:
        """Whether an instant lies in the quiet hours of a zone."""
        clock = local(at, zone).time()
        if self.start > self.end:
            return clock >= self.start or clock < self.end
        return self.start <= clock < self.end

    def span(self, at: datetime, zone: str) -> tuple[datetime, datetime]:
        """Begin and end, in UTC, of the quiet hours in which an instant lies."""
        there = local(at, zone)
        began = there.date()
        if self.start > self.end and there.time() < self.end:
            began -= ONE_DAY
        ended = began + ONE_DAY if self.start > self.end else began
        return instant(began, self.start, zone), instant(ended, self.end, zone)

    def next_allowed(self, at: datetime, zone: str) -> datetime:
        """The instant itself, or the end of the quiet hours in which it lies."""
        return self.span(at, zone)[1] if self.holds(at, zone) else at
