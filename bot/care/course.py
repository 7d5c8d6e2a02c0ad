"""Courses: which sessions follow one another, how many are left, and the first day on which another one may be.

Nothing of it is stored but how many more were planned at each session: a session that is deleted or brought back
changes the count by itself. Protocol, section 5; clinical evidence, section 5.1.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum

from bot.schedules.days import local
from bot.schedules.facts import BookingFacts, PatientFacts, TreatmentFacts
from bot.schedules.protocol import Area, Protocol
from bot.schedules.timing import earliest_next
from bot.store.treatments import Told

COLOUR_LASTS = timedelta(hours=72)
"""Who needles at home stops if redness lasts longer. Clinical evidence, section 5.1 and F73."""
VOUCHED_AT = "PRE-1"
"""The step under which an answer about an early date is kept: it is what comes first before a booked session."""


class Vouched(StrEnum):
    """What somebody said about a date that is earlier than the skin needs."""

    CLINIC = "clinic-set"
    """Their clinic set it: the clinic's advice comes first."""
    AREA = "other-area"
    """It is for an area that had no session lately."""


@dataclass(frozen=True, slots=True)
class Standing:
    """Where one session stands in its course, counted from the first one that the bot was told of."""

    number: int
    """From 1."""
    total: int
    """With those that are still planned."""
    left: int
    """How many are planned after the latest one."""
    latest: TreatmentFacts


def standing(facts: PatientFacts, treatment: TreatmentFacts) -> Standing:
    """Where a session stands among those on its areas, for its goal, and by the same hands."""
    course = sorted(
        (one for one in facts.treatments if one.id == treatment.id or _same_course(one, treatment)),
        key=lambda one: one.ended_at,
    )
    number = next(place for place, one in enumerate(course, 1) if one.id == treatment.id)
    left = course[-1].sessions_left
    return Standing(number, len(course) + left, left, course[-1])


def carried_on(told: Told, facts: PatientFacts, own: str | None = None) -> Told:
    """A session with what it has from the one before it on its areas: the goal, and one session less to go.

    `own`: its id, where it is known already. One that was told later but took place earlier changes no other.
    """
    before = [one for one in facts.treatments if one.id != own and one.ended_at < told.ends_at]
    shared = [one for one in before if one.areas & told.areas]
    if not shared:
        return told
    goal = max(shared, key=lambda one: one.ended_at).goal
    course = [one for one in shared if one.setting is told.setting and one.goal is goal]
    left = max(course, key=lambda one: one.ended_at).sessions_left - 1 if course else 0
    return replace(told, goal=goal, sessions_left=max(0, left))


def too_early(facts: PatientFacts, protocol: Protocol, booking: BookingFacts) -> date | None:
    """The first day on which a booked session may be, if it is booked before that; else `None`.

    Nobody says for which area a booking is. It counts as one for the areas of the courses that run, or of the latest
    session; other bookings before it count as sessions that take place; the longest wait counts. What the person
    vouched for stands.
    """
    day = local(booking.ends_at, facts.zone).date()
    if _vouched(facts, booking.id, day):
        return None
    before = [one for one in facts.treatments if one.ended_at < booking.ends_at]
    if not before:
        return None
    areas = areas_of_next(before)
    like = max((one for one in before if one.areas & areas), key=lambda one: one.ended_at)
    booked = (
        replace(like, id=one.id, ended_at=one.ends_at, zone=one.zone, areas=areas)
        for one in facts.bookings
        if one.id != booking.id and one.ends_at < booking.ends_at and not _for_another_area(facts, one)
    )
    earliest = earliest_next(replace(facts, treatments=(*before, *booked)), protocol, areas)
    return earliest if earliest is not None and day < earliest else None


def was_early(facts: PatientFacts, protocol: Protocol, told: Told, own: str) -> tuple[date, date] | None:
    """Of a session that took place too early after another one: the day of that one, and the first that was due."""
    before = tuple(one for one in facts.treatments if one.id != own and one.ended_at < told.ends_at)
    earliest = earliest_next(replace(facts, treatments=before), protocol, told.areas)
    if earliest is None or local(told.ends_at, facts.zone).date() >= earliest:
        return None
    last = max((one for one in before if one.areas & told.areas), key=lambda one: one.ended_at)
    return last.day0, earliest


def areas_of_next(treatments: Sequence[TreatmentFacts]) -> frozenset[Area]:
    """For which areas the next session probably is: those of the courses that run, else those of the latest session."""
    running = [one for one in treatments if one.sessions_left > 0 and not _goes_on(one, treatments)]
    chosen = running or [max(treatments, key=lambda one: one.ended_at)]
    return frozenset(area for one in chosen for area in one.areas)


def vouched_for(why: Vouched, day: date) -> str:
    """The answer that is kept: it holds for this day alone, so that a booking that moves is asked about again."""
    return f"{why}-{day.isoformat()}"


def clinic_set(facts: PatientFacts, booking: BookingFacts) -> bool:
    """Whether the person said that their clinic set the date as it stands."""
    return _answered(facts, booking.id, vouched_for(Vouched.CLINIC, local(booking.ends_at, facts.zone).date()))


def _for_another_area(facts: PatientFacts, booking: BookingFacts) -> bool:
    return _answered(facts, booking.id, vouched_for(Vouched.AREA, local(booking.ends_at, facts.zone).date()))


def _vouched(facts: PatientFacts, about: str, day: date) -> bool:
    return any(_answered(facts, about, vouched_for(why, day)) for why in Vouched)


def _answered(facts: PatientFacts, about: str, choice: str) -> bool:
    return any((one.about, one.step, one.choice) == (about, VOUCHED_AT, choice) for one in facts.answered)


def _same_course(one: TreatmentFacts, other: TreatmentFacts) -> bool:
    return bool(one.areas & other.areas) and one.goal is other.goal and one.setting is other.setting


def _goes_on(treatment: TreatmentFacts, treatments: Iterable[TreatmentFacts]) -> bool:
    """Whether a later session of the same course is known."""
    return any(_same_course(treatment, one) and one.ended_at > treatment.ended_at for one in treatments)


def next_day(facts: PatientFacts, protocol: Protocol, treatment: TreatmentFacts, now: datetime) -> date | None:
    """The first day for another session on the areas of this one; `None` if a later session took them all over."""
    later = [one for one in facts.treatments if treatment.ended_at < one.ended_at <= now]
    left = treatment.areas - frozenset(area for one in later for area in one.areas)
    return earliest_next(facts, protocol, left) if left else None
