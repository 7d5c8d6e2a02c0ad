"""Patients made up to try a protocol on: few enough to be quick, different in everything that a protocol can tell apart."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, time

from bot.schedules.facts import PatientFacts, TreatmentFacts
from bot.schedules.protocol import Area, Goal, Modifier, Setting

DEPTHS: dict[Setting, tuple[float | None, ...]] = {
    Setting.PROFESSIONAL: (0.3, 0.8, 1.2, 2.0),
    Setting.HOME: (0.3, None),
}
"""Every band; at home nothing is longer than 0.5 mm, but the length may not be known."""
EVERYWHERE = frozenset(Area)
AREAS = (EVERYWHERE, *(frozenset({area}) for area in Area))
EVERYTHING = frozenset(Modifier)
HOURS = tuple(
    time.fromisoformat(text)
    for text in ("00:30", "03:59", "08:29", "12:00", "13:01", "16:00", "16:30", "16:31", "19:00", "20:31", "23:45")
)
"""Times of the day at which a session may have ended: around every time that the rules of a day turn on."""
MORNINGS = (time(8, 30), time(12))
"""The earliest and the latest morning that a patient can choose. Protocol, section 1."""
QUIET = ((time(20), time(9)), (time(22), time(10)))
"""The quiet hours on offer that begin earliest and end latest."""

_SHORT_AND_LONG = (0.3, 2.0)
_DAY = datetime(2026, 3, 6, tzinfo=UTC)


def treated(
    depth: float | None = 1.2,
    *,
    at: time = time(13),
    areas: frozenset[Area] = EVERYWHERE,
    goal: Goal | None = None,
    setting: Setting = Setting.PROFESSIONAL,
    modifiers: frozenset[Modifier] = EVERYTHING,
    course: int = 1,
) -> TreatmentFacts:
    """A session, told the minute it ended, of a course of two."""
    ended = datetime.combine(_DAY.date(), at, UTC)
    return TreatmentFacts("t", ended, "UTC", ended, areas, depth, setting, goal, modifiers, course)


def a_patient(treatment: TreatmentFacts) -> PatientFacts:
    """A patient with one session, the usual quiet hours, and nothing said yet."""
    return PatientFacts("UTC", (treatment,))


def everybody() -> Iterator[PatientFacts]:
    """Every band at a clinic and at home, for every area and with everything that can apply; and every goal."""
    for setting, depths in DEPTHS.items():
        for depth in depths:
            yield from (a_patient(treated(depth, areas=areas, setting=setting)) for areas in AREAS)
        yield from (a_patient(treated(depths[0], goal=goal, setting=setting)) for goal in Goal)


def at_every_hour() -> Iterator[PatientFacts]:
    """The same, ended at every hour that matters; and those who moved their morning or their quiet hours."""
    for facts in everybody():
        (treatment,) = facts.treatments
        for at in HOURS:
            ended = datetime.combine(_DAY.date(), at, UTC)
            moved = a_patient(replace(treatment, ended_at=ended, registered_at=ended))
            yield moved
            if treatment.areas == EVERYWHERE and treatment.goal is None and treatment.depth_mm in _SHORT_AND_LONG:
                yield from _with_their_own_day(moved)


def _with_their_own_day(facts: PatientFacts) -> Iterator[PatientFacts]:
    yield from (replace(facts, morning=morning) for morning in MORNINGS)
    yield from (replace(facts, quiet_from=start, quiet_until=end) for start, end in QUIET)
