"""When one step is due, and until when it is worth sending: offsets from the treatment, never from the message before."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time, timedelta

from bot.schedules import days
from bot.schedules.facts import BookingFacts, PatientFacts, TreatmentFacts
from bot.schedules.grammar import DAY_ENDS
from bot.schedules.offsets import (
    AfterDue,
    AtInterval,
    AtRegistration,
    BeforeBooking,
    BeforeSession,
    ByDay,
    DayAfterBooking,
    HoursAfterEnd,
    OnDay,
)
from bot.schedules.protocol import Area, Protocol, Slot, Step

ON_TIME = timedelta(hours=2)
"""Registered within this time of the end, a treatment starts with D0-1 and D0-2; later with a summary. Protocol, section 4."""
BEFORE_MORNING = timedelta(hours=1)
"""Somebody who is worried this shortly before their morning is asked on the next one."""
_SATURDAY = 5


def slot_time(facts: PatientFacts, protocol: Protocol, slot: Slot) -> time:
    """The time of day of a slot for one patient: only the morning can be their own."""
    if slot is Slot.MORNING and facts.morning is not None:
        return facts.morning
    return protocol.slots[slot]


def quiet_hours(facts: PatientFacts, protocol: Protocol) -> days.QuietHours:
    """The patient's quiet hours, or the protocol's."""
    return days.QuietHours(facts.quiet_from or protocol.quiet_from, facts.quiet_until or protocol.quiet_until)


def registered_late(treatment: TreatmentFacts) -> bool:
    """Whether the bot was told more than two hours after the end."""
    return treatment.registered_at - treatment.ended_at > ON_TIME


def due_on_day(facts: PatientFacts, protocol: Protocol, treatment: TreatmentFacts, when: OnDay) -> datetime:
    """A slot of day N of the patient's calendar, in UTC."""
    day = days.nth_day(treatment.day0, when.day, facts.zone)
    return days.instant(day, slot_time(facts, protocol, when.slot), facts.zone)


def starts_with_the_first(facts: PatientFacts, treatment: TreatmentFacts, step: Step) -> bool:
    """Whether an evening step is said with the reply to registering, because the treatment ended late in its day."""
    if step.with_first_after is None or registered_late(treatment):
        return False
    ended = days.local(treatment.ended_at, facts.zone)
    return ended.date() > treatment.day0 or ended.time() > step.with_first_after


def interval_days(protocol: Protocol, treatment: TreatmentFacts) -> int:
    """The longest minimum interval, in days, between two sessions like this one. Clinical evidence, section 5.1.

    A goal has its own intervals where the evidence gives them; otherwise the general ones by depth count. Areas add theirs.
    """
    depth = 1.5 if treatment.depth_mm is None else treatment.depth_mm
    fitting = [interval for interval in protocol.intervals if depth <= interval.depth_to]
    general = [i for i in fitting if i.goal is None and i.area is None]
    own = [i for i in fitting if i.goal is not None and i.goal is treatment.goal]
    areas = [i for i in fitting if i.area is not None and i.area in treatment.areas]
    narrowest = [min(group, key=lambda i: i.depth_to).days for group in (own or general, areas) if group]
    return max(narrowest)


def earliest_next(facts: PatientFacts, protocol: Protocol, areas: frozenset[Area]) -> date | None:
    """The first local date on which another session on any of these areas keeps the longest minimum interval that applies.

    `None` if no earlier session shares an area. Earlier sessions count with the areas that they share: what a neck needs
    does not keep a face waiting.
    """
    shared = ((one, one.areas & areas) for one in facts.treatments)
    return max(
        (
            days.nth_day(one.day0, interval_days(protocol, replace(one, areas=common)), facts.zone)
            for one, common in shared
            if common
        ),
        default=None,
    )


def due_at_interval(facts: PatientFacts, protocol: Protocol, treatment: TreatmentFacts, when: AtInterval) -> datetime:
    """`when.days` after the interval, at a slot, in UTC."""
    day = days.nth_day(treatment.day0, interval_days(protocol, treatment) + when.days, facts.zone)
    return days.instant(day, slot_time(facts, protocol, when.slot), facts.zone)


def due_before_booking(facts: PatientFacts, protocol: Protocol, booking: BookingFacts, when: BeforeBooking) -> datetime:
    """A slot some days before a booked session, moved back to a weekday if the step asks for it, in UTC."""
    day = days.nth_day(days.local(booking.ends_at, facts.zone).date(), -when.days, facts.zone)
    if when.weekday and day.weekday() >= _SATURDAY:
        day -= timedelta(days=day.weekday() - _SATURDAY + 1)
    return days.instant(day, slot_time(facts, protocol, when.slot), facts.zone)


def next_morning(facts: PatientFacts, protocol: Protocol, after: datetime) -> datetime:
    """The patient's morning on the calendar day after an instant, in UTC."""
    day = days.nth_day(days.local(after, facts.zone).date(), 1, facts.zone)
    return days.instant(day, slot_time(facts, protocol, Slot.MORNING), facts.zone)


def morning_to_come(facts: PatientFacts, protocol: Protocol, after: datetime) -> datetime:
    """The morning that somebody awake at an instant calls "in the morning", in UTC: after midnight it is the same
    calendar day's, unless that is less than `BEFORE_MORNING` away.
    """
    morning = days.instant(days.local(after, facts.zone).date(), slot_time(facts, protocol, Slot.MORNING), facts.zone)
    return morning if morning - after >= BEFORE_MORNING else next_morning(facts, protocol, after)


def latest_of_treatment_step(facts: PatientFacts, step: Step, treatment: TreatmentFacts, due: datetime) -> datetime:
    """Until when a step of a treatment is worth sending, in UTC."""
    latest = step.latest
    match latest:
        case HoursAfterEnd():
            return treatment.ended_at + latest.wait
        case ByDay():
            by = days.instant(days.nth_day(treatment.day0, latest.day, facts.zone), latest.at, facts.zone)
            if latest.or_after_registering is not None:
                by = max(by, treatment.registered_at + latest.or_after_registering)
            return by
        case AfterDue():
            return _after_due(facts, latest, due)
        case _:
            raise AssertionError(step.id)


def latest_of_booking_step(facts: PatientFacts, step: Step, booking: BookingFacts) -> datetime:
    """Until when a step of a booked session is worth sending, in UTC."""
    latest = step.latest
    session = days.local(booking.ends_at, facts.zone).date()
    match latest:
        case BeforeSession() if latest.days:
            return days.instant(days.nth_day(session, -latest.days, facts.zone), DAY_ENDS, facts.zone)
        case BeforeSession():
            return booking.ends_at - latest.wait
        case DayAfterBooking():
            return days.instant(days.nth_day(session, 1, facts.zone), latest.at, facts.zone)
        case _:
            raise AssertionError(step.id)


def latest_after_due(facts: PatientFacts, step: Step, due: datetime) -> datetime:
    """Until when a step is worth sending that counts from its own due moment, in UTC."""
    if not isinstance(step.latest, AfterDue):
        raise AssertionError(step.id)
    return _after_due(facts, step.latest, due)


def _after_due(facts: PatientFacts, latest: AfterDue, due: datetime) -> datetime:
    if latest.days:
        day = days.nth_day(days.local(due, facts.zone).date(), latest.days, facts.zone)
        return days.instant(day, DAY_ENDS, facts.zone)
    return due + latest.wait


def is_reply_to_registering(step: Step) -> bool:
    """Whether a step answers registering itself."""
    return isinstance(step.when, AtRegistration)
