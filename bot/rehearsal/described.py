"""A patient described on the command line, turned into facts; whatever is wrong with the description is one line."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum
from typing import TypeVar
from zoneinfo import ZoneInfoNotFoundError

from bot.errors import Mistake
from bot.schedules import days
from bot.schedules.facts import PatientFacts, TreatmentFacts
from bot.schedules.protocol import Area, Goal, Modifier, Setting

DEEPEST = 2.5
"""Longest needle, in mm, that the protocol covers. Clinical evidence, section 2.2."""
DEEPEST_AT_HOME = 0.5
SHORTEST = 0.1
UNKNOWN = "unknown"
MOST_SESSIONS = 6
"""More sessions than any plan of the evidence holds. Clinical evidence, section 5.1."""

_DAY = re.compile(r"d(\d{1,3})(?:@(\d{1,2}):(\d{2}))?")
_Choice = TypeVar("_Choice", bound=StrEnum)


@dataclass(frozen=True, slots=True)
class Described:
    """What one session is described by, as it stands on the command line."""

    treated: str
    areas: tuple[str, ...]
    depth: str = UNKNOWN
    goal: str | None = None
    setting: str = Setting.PROFESSIONAL.value
    modifiers: tuple[str, ...] = ()
    course: int = 0
    """Further sessions that are planned."""
    now: str | None = None
    """When it is told; the moment it ended if not given."""


def read_depth(text: str, setting: Setting) -> float | None:
    """Needle length in mm; `None` is unknown. `Mistake` if nobody should be needled like that, or not at home."""
    if text == UNKNOWN:
        return None
    try:
        depth = float(text.removesuffix("mm").strip())
    except ValueError:
        raise Mistake(f"--depth: should be millimetres such as 1.2, or {UNKNOWN}") from None
    if not SHORTEST <= depth <= DEEPEST:
        hint = f" (did you mean {depth / 10:g}?)" if DEEPEST < depth <= DEEPEST * 10 else ""
        raise Mistake(f"--depth: needles from {SHORTEST} to {DEEPEST} mm are covered, not {depth:g} mm{hint}")
    if setting is Setting.HOME and depth > DEEPEST_AT_HOME:
        raise Mistake(
            f"--depth: needles over {DEEPEST_AT_HOME} mm are not for home use: please do not repeat, and ask a professional"
        )
    return depth


def read_moment(option: str, text: str, zone: str, day0: date | None = None) -> datetime:
    """An instant, in UTC, from a local ISO date and time; with a `day0` also from "d2@23:00", day 2 of the calendar at that time.

    In a fold it is the later one; a time that a clock change left out is a mistake.
    """
    naive = _local(option, text, zone, day0)
    if days.is_in_gap(naive, zone):
        raise Mistake(f"{option}: {naive:%Y-%m-%d %H:%M} did not exist in {zone}: the clocks went forward")
    try:
        return days.later_of_fold(naive, zone)
    except OverflowError:
        raise Mistake(f"{option}: the year {naive.year} is out of bounds") from None


def _local(option: str, text: str, zone: str, day0: date | None) -> datetime:
    day = _DAY.fullmatch(text)
    also = ", or d2@23:00" if day0 is not None else ""
    try:
        if day is not None and day0 is not None:
            at = time(int(day[2]), int(day[3])) if day[2] else time(12)
            return datetime.combine(days.nth_day(day0, int(day[1]), zone), at)
        naive = datetime.fromisoformat(text)
    except ValueError:
        raise Mistake(f"{option}: should be a date and time such as 2026-03-27T15:30{also}, not {text!r}") from None
    if naive.tzinfo is not None or "T" not in text.upper().replace(" ", "T"):
        raise Mistake(
            f"{option}: should be a local date and time such as 2026-03-27T15:30{also}; the zone has its own option"
        )
    if not 1970 < naive.year < 2200:
        raise Mistake(f"{option}: the year {naive.year} is out of bounds")
    return naive


def read_zone(text: str) -> str:
    """The IANA name of a zone."""
    try:
        days.zone_of(text)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise Mistake(f"--zone: there is no time zone {text!r}; it should be a name such as Europe/Berlin") from None
    return text


def one_of(option: str, text: str, kind: type[_Choice]) -> _Choice:
    """The value of this name. `Mistake` with every name there is."""
    try:
        return kind(text)
    except ValueError:
        raise Mistake(f"{option}: {text!r} is not one of {', '.join(kind)}") from None


def read_session(one: Described, zone: str, name: str = "treatment") -> TreatmentFacts:
    """The facts of one session, as told to the bot at `registered_at`."""
    ended_at = read_moment("--treated", one.treated, zone)
    registered_at = ended_at if one.now is None else read_moment("--now", one.now, zone)
    if registered_at < ended_at:
        raise Mistake("--now: is before the end of the treatment")
    if not 0 <= one.course <= MOST_SESSIONS:
        raise Mistake(f"--course: from 0 to {MOST_SESSIONS} further sessions can be planned")
    setting = one_of("--setting", one.setting, Setting)
    return TreatmentFacts(
        id=name,
        ended_at=ended_at,
        zone=zone,
        registered_at=registered_at,
        areas=frozenset(one_of("--area", area, Area) for area in one.areas),
        depth_mm=read_depth(one.depth, setting),
        setting=setting,
        goal=None if one.goal is None else one_of("--goal", one.goal, Goal),
        modifiers=frozenset(one_of("--modifier", modifier, Modifier) for modifier in one.modifiers),
        sessions_left=one.course,
    )


def described_patient(
    *,
    treated: str,
    zone: str,
    areas: tuple[str, ...],
    depth: str,
    goal: str | None,
    setting: str,
    modifiers: tuple[str, ...],
    now: str | None,
    course: int = 0,
) -> tuple[PatientFacts, datetime]:
    """The facts of one patient with one treatment, and the moment at which it is registered (in UTC)."""
    zone = read_zone(zone)
    one = Described(treated, areas, depth, goal, setting, modifiers, course, now)
    treatment = read_session(one, zone)
    return PatientFacts(zone=zone, treatments=(treatment,)), treatment.registered_at
