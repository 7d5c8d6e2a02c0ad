"""A patient described on the command line, turned into facts; whatever is wrong with the description is one line."""

from __future__ import annotations

from datetime import datetime
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


def read_moment(option: str, text: str, zone: str) -> datetime:
    """An instant, in UTC, from a local ISO date and time. In a fold the later one; a time that a clock change left out is a mistake."""
    try:
        naive = datetime.fromisoformat(text)
    except ValueError:
        raise Mistake(f"{option}: should be a date and time such as 2026-03-27T15:30") from None
    if naive.tzinfo is not None or "T" not in text.upper().replace(" ", "T"):
        raise Mistake(
            f"{option}: should be a local date and time such as 2026-03-27T15:30; the zone has its own option"
        )
    if days.is_in_gap(naive, zone):
        raise Mistake(f"{option}: {naive:%Y-%m-%d %H:%M} did not exist in {zone}: the clocks went forward")
    return days.later_of_fold(naive, zone)


def read_zone(text: str) -> str:
    """The IANA name of a zone."""
    try:
        days.zone_of(text)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise Mistake(f"--zone: there is no time zone {text!r}; it should be a name such as Europe/Berlin") from None
    return text


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
) -> tuple[PatientFacts, datetime]:
    """The facts of one patient with one treatment, and the moment at which it is registered (in UTC)."""
    zone = read_zone(zone)
    ended_at = read_moment("--treated", treated, zone)
    registered_at = ended_at if now is None else read_moment("--now", now, zone)
    if registered_at < ended_at:
        raise Mistake("--now: is before the end of the treatment")
    treatment = TreatmentFacts(
        id="treatment",
        ended_at=ended_at,
        zone=zone,
        registered_at=registered_at,
        areas=frozenset(Area(area) for area in areas),
        depth_mm=read_depth(depth, Setting(setting)),
        setting=Setting(setting),
        goal=None if goal is None else Goal(goal),
        modifiers=frozenset(Modifier(modifier) for modifier in modifiers),
    )
    return PatientFacts(zone=zone, treatments=(treatment,)), registered_at
