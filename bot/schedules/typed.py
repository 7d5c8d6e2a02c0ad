"""Strict reading of what people type: when it ended or will end, how deep, where, who did it.

Nothing is guessed. What can be meant in two ways comes back as both (`Choices`), what cannot be as `Impossible` with
the reason, what says too little as `Unclear`. Nothing typed can make a function here raise.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from bot.schedules.days import instant, is_in_gap, later_of_fold, local
from bot.schedules.protocol import Area, Modifier, Setting
from bot.schedules.spotting import FURTHEST, LONGEST, OLDEST, Problem, Spotted, plain, spot

SHALLOWEST, DEEPEST = 0.1, 2.5
"""Needle lengths in mm that the protocol has windows for. Clinical evidence, section 2.2."""
MOST_CHOICES = 6
"""More readings than this are no help: the question is asked again."""

_END_OF_DAY = time(23, 59)
_EVENING = time(17)
_EVENING_HOURS = tuple(time(hour) for hour in range(18, 24))
"""What "last night" is asked back as: who ended in between taps the later one, which is the safe error, or types it."""
_PLANNED_END = time(20)
"""When a booked session ends of which only the day is known."""


@dataclass(frozen=True, slots=True)
class Told:
    """One moment that somebody told."""

    at: datetime
    """Aware UTC. With only a day known: the latest that it allows and that is not in the future (a longer wait is the
    safe error); for a day to come, its evening."""
    exact: bool
    """Whether a time was told, not only a day or a part of it."""
    elapsed: bool = False
    """Told as a span, "an hour ago": the same instant in whatever zone the person turns out to be."""


@dataclass(frozen=True, slots=True)
class Choices:
    """It can be read in these ways, two to six, the earliest first."""

    options: tuple[Told, ...]


@dataclass(frozen=True, slots=True)
class Impossible:
    """It cannot be."""

    problem: Problem


@dataclass(frozen=True, slots=True)
class Unclear:
    """It tells something about a day or time, but not enough, or in words that are not understood."""


When = Told | Choices | Impossible | Unclear


@dataclass(frozen=True, slots=True)
class Sentence:
    """What a typed sentence says about a treatment. Anything that it does not say is `None` or empty."""

    when: When | None = None
    depth_mm: float | None = None
    """The deepest length in mm, not yet checked against the limits."""
    depth_unknown: bool = False
    """It says that the depth is not known."""
    areas: frozenset[Area] = frozenset()
    modifiers: frozenset[Modifier] = frozenset()
    """What it says applies to the person: ticked, and still asked."""
    setting: Setting | None = None
    radiofrequency: bool = False
    """It names a device or method with radio waves."""
    treatment: bool = False
    """It names the treatment, so that it is about one even without a question before it."""
    just_now: bool = False
    bare: bool = False
    """Nothing else is said."""
    nothing: bool = False
    """It says "none" or "no", and nothing else."""
    yes: bool = False
    """It says "yes", and nothing else."""


def read_sentence(text: str, *, now: datetime, zone: str, language: str = "en") -> Sentence:
    """Reads a whole sentence: "yesterday 15:00, 1.5 mm, face"."""
    found, today = _spotted(text, now, zone, language)
    settings = found.found.get("settings", frozenset())
    areas = frozenset() if found.unreadable else frozenset(Area(one) for one in found.found.get("areas", ()))
    return Sentence(
        when=_when(found, now=now, zone=zone, today=today),
        depth_mm=max(found.depths, default=None),
        depth_unknown=bool(found.found.get("unknown_depth")),
        areas=areas,
        modifiers=frozenset() if found.unreadable else frozenset(map(Modifier, found.found.get("modifiers", ()))),
        setting=Setting(next(iter(settings))) if len(settings) == 1 and not found.unreadable else None,
        radiofrequency=bool(found.found.get("radiofrequency")),
        treatment=bool(found.found.get("treatment")),
        just_now=found.just_now,
        bare=found.bare,
        nothing=bool(found.found.get("nothing")),
        yes=bool(found.found.get("yes")),
    )


def read_when(text: str, *, now: datetime, zone: str, language: str = "en") -> When | None:
    """Reads a day and a time. `None` where nothing of the kind is told."""
    found, today = _spotted(text, now, zone, language)
    return _when(found, now=now, zone=zone, today=today)


def read_time(text: str, *, day: date, now: datetime, zone: str, language: str = "en") -> When | None:
    """Reads the answer to "at what time?" of a day that is already known."""
    found, today = _spotted(text, now, zone, language)
    if found.days or found.weekdays or found.instants or found.just_now:
        return _when(found, now=now, zone=zone, today=today)
    found.times += [times for _, times in found.dotted if times]
    found.dotted = []
    bare = re.fullmatch(r"\d{1,2}", plain(text))
    if bare and int(bare[0]) < 24:
        found.times, found.unreadable = [frozenset(_hours(int(bare[0]), leading_zero=bare[0][0] == "0"))], False
    if found.times or found.parts:
        found.days = [frozenset({day})]
    return _when(found, now=now, zone=zone, today=today)


def read_depth(text: str) -> float | None:
    """Reads the answer to "how deep?": "1.5", "1,5 mm", "1 to 1.5 mm". The deepest, in mm. `None` for anything else."""
    length = r"\d{1,3}(?:[.,]\d{1,3})?"
    words = plain(text)[:LONGEST]
    lengths = re.findall(length, words)
    rest = re.sub(rf"{length}|millimet(?:er|re)s?|mm|to|up|and|about|depth|deep|[\s–.:,/-]", "", words)
    return max(float(one.replace(",", ".")) for one in lengths) if lengths and not rest else None


def read_clock(text: str, *, language: str = "en") -> frozenset[time]:
    """Reads the answer to "what time is it where you are?". Both halves of the day for "3:04"; empty for anything else."""
    bare = re.fullmatch(r"(?:it'?s |it is )?(.{1,12})", plain(text)[:LONGEST])
    if bare is None:
        return frozenset()
    found, _ = _spotted(bare[1], datetime(2000, 1, 1, tzinfo=UTC), "UTC", language)
    times = [*found.times, *(times for _, times in found.dotted)]
    only = len(times) == 1 and not (found.days or found.instants or found.weekdays or found.unreadable or found.problem)
    return times[0] if only else frozenset()


def instant_told(wall: datetime, *, now: datetime, zone: str) -> datetime:
    """The instant of a wall-clock time that exists. Of a time that comes twice the later one, unless that is still ahead
    and the first is not.
    """
    later = later_of_fold(wall, zone)
    first = instant(wall.date(), wall.time(), zone)
    return first if first <= now < later else later


def check(at: datetime, *, now: datetime, zone: str) -> Problem | None:
    """Whether a moment lies within the limits, counted in days of the person's calendar: a year back, sixty days ahead."""
    away = local(at, zone).date() - local(now, zone).date()
    if away < -OLDEST:
        return Problem.TOO_LONG_AGO
    return Problem.TOO_FAR_AHEAD if away > FURTHEST else None


def _hours(hour: int, *, leading_zero: bool) -> set[time]:
    return {time(hour)} | ({time(hour + 12)} if 1 <= hour <= 11 and not leading_zero else set())


def _spotted(text: str, now: datetime, zone: str, language: str) -> tuple[Spotted, date]:
    today = local(now, zone).date()
    return spot(text, now=now, zone=zone, today=today, language=language), today


def _when(found: Spotted, *, now: datetime, zone: str, today: date) -> When | None:
    """Puts together the days, times and spans that were found. Two that do not agree are not understood."""
    tells = bool(found.days or found.weekdays or found.times or found.dotted or found.instants or found.parts)
    if found.problem is not None:
        return Impossible(found.problem)
    if not (tells or found.just_now or found.vague):
        return None
    if found.unreadable or (found.vague and not tells):
        return Unclear()
    if found.just_now and found.days == [frozenset({today})]:
        tells = bool(found.weekdays or found.times or found.dotted or found.instants or found.parts)
    if found.instants:
        alone = len(found.instants) == 1 and not (found.days or found.weekdays or found.times or found.dotted)
        return _among([Told(found.instants[0], exact=True, elapsed=True)], now=now, zone=zone) if alone else Unclear()
    if not tells:
        return Told(now.astimezone(UTC).replace(second=0, microsecond=0), exact=True, elapsed=True)
    return _put_together(found, now=now, zone=zone, today=today)


def _put_together(found: Spotted, *, now: datetime, zone: str, today: date) -> When:
    pairs = _pairs(found)
    told: list[Told] = []
    gone = False
    for day, at in pairs:
        for on in _days(day, at, found.weekdays, now=now, zone=zone, today=today):
            on += timedelta(days=_is_past_midnight(at, found.parts))
            one = _moment(on, at, found.parts, now=now, zone=zone, today=today)
            gone = gone or one is None
            told += [one] if one else []
    if not told:
        return Impossible(Problem.NO_SUCH_TIME) if gone else Unclear()
    return _among(_evening_hours(told, found.parts, now=now, zone=zone) or told, now=now, zone=zone)


def _evening_hours(told: list[Told], parts: list[tuple[time, time]], *, now: datetime, zone: str) -> list[Told]:
    """The hours of an evening that is over or has begun, of which no time was told; at least two, else none."""
    if len(told) != 1 or told[0].exact or told[0].at > now or not parts or parts[0][0] < _EVENING:
        return []
    day = local(told[0].at, zone).date()
    walls = [datetime.combine(day, hour) for hour in _EVENING_HOURS]
    hours = [instant_told(one, now=now, zone=zone) for one in walls if not is_in_gap(one, zone)]
    over = [Told(at, exact=True) for at in hours if at <= now]
    return over if len(over) > 1 else []


def _is_past_midnight(at: time | None, parts: list[tuple[time, time]]) -> bool:
    """Whether "last night at 1" is of the date after: the part of the day goes past midnight."""
    return at is not None and any(until < start and at < until for start, until in parts)


def _within(at: time, part: tuple[time, time]) -> bool:
    start, until = part
    return start <= at <= until if start <= until else at >= start or at < until


def _pairs(found: Spotted) -> set[tuple[date | None, time | None]]:
    """Days and times as they may go together; `None` is not told. Empty if what was told does not agree."""
    days, times = _agreed(found.days), _agreed(found.times)
    if len(found.dotted) > 1 or (days == frozenset()) or (times == frozenset()) or len(set(found.weekdays)) > 1:
        return set()
    if times is not None and found.parts:
        times = frozenset(at for at in times if all(_within(at, part) for part in found.parts))
        if not times:
            return set()
    if not found.dotted:
        return {(day, at) for day in days or (None,) for at in times or (None,)}
    dotted_days, dotted_times = found.dotted[0]
    as_days = {(day, at) for day in dotted_days for at in times or (None,)} if days is None else set()
    as_times = {(day, at) for at in dotted_times for day in days or (None,)} if times is None else set()
    return as_days | as_times


def _agreed(told: list[frozenset[Any]]) -> frozenset[Any] | None:
    """What all expressions can mean together; `None` if there is none, empty if they contradict each other."""
    return frozenset.intersection(*told) if told else None


def _days(
    day: date | None, at: time | None, weekdays: list[int], *, now: datetime, zone: str, today: date
) -> list[date]:
    """The dates that may be meant: "Friday" is the last one, today, or the next; a time alone is today's or
    yesterday's.
    """
    if day is not None:
        return [day] if not weekdays or day.weekday() in weekdays else []
    if weekdays:
        ahead = timedelta(days=(weekdays[0] - today.weekday()) % 7)
        week = timedelta(days=7)
        return [today - week, today, today + week] if not ahead else [today + ahead - week, today + ahead]
    if at is None or datetime.combine(today, at) <= local(now, zone).replace(tzinfo=None):
        return [today]
    return [today - timedelta(days=1), today]


def _moment(
    day: date, at: time | None, parts: list[tuple[time, time]], *, now: datetime, zone: str, today: date
) -> Told | None:
    """The instant, or `None` for a time that a clock change left out. A time that came twice is the later one."""
    if at is not None:
        wall = datetime.combine(day, at)
        return None if is_in_gap(wall, zone) else Told(instant_told(wall, now=now, zone=zone), exact=True)
    start, until = parts[0] if parts else (time(0), _END_OF_DAY)
    until = _END_OF_DAY if until < start else until
    clock = local(now, zone).time()
    if day < today or (day == today and start <= clock):
        return Told(min(later_of_fold(datetime.combine(day, until), zone), now.astimezone(UTC)), exact=False)
    return Told(later_of_fold(datetime.combine(day, min(until, _PLANNED_END)), zone), exact=False)


def _among(told: list[Told], *, now: datetime, zone: str) -> When:
    """Those within the limits: one is the answer, a few are a question, none is the reason why not."""
    possible = sorted({one for one in told if check(one.at, now=now, zone=zone) is None}, key=lambda one: one.at)
    if not possible:
        return Impossible(check(told[0].at, now=now, zone=zone) or Problem.TOO_LONG_AGO)
    if len(possible) > MOST_CHOICES:
        return Unclear()
    return possible[0] if len(possible) == 1 else Choices(tuple(possible))
