"""Which steps about booked sessions, concerns and snoozes are owed."""

from __future__ import annotations

from bot.schedules import timing
from bot.schedules.asking import answers_to
from bot.schedules.concerns import URGENCY, end_of, holds
from bot.schedules.facts import BookingFacts, Concern, PatientFacts, Said, SaidState
from bot.schedules.offsets import AfterConcern, AtBookedEnd, BeforeBooking
from bot.schedules.owed import Basket, Ledger, Owed, not_at_all, note_if_skipped, standing_of
from bot.schedules.plan import Part, Reason, Skipped
from bot.schedules.protocol import ConcernLevel, Priority, Protocol, Role, Step


def booking_steps(facts: PatientFacts, protocol: Protocol, ledger: Ledger, basket: Basket) -> None:
    if not facts.bookings:
        not_at_all(protocol, (Role.BOOKING,), Reason.NO_BOOKING, basket)
    for booking in sorted(facts.bookings, key=lambda one: (one.ends_at, one.id)):
        for step in protocol.steps:
            if step.role is Role.BOOKING:
                _booking_step(facts, protocol, ledger, basket, booking, step)


def _booking_step(
    facts: PatientFacts, protocol: Protocol, ledger: Ledger, basket: Basket, booking: BookingFacts, step: Step
) -> None:
    rows = ledger.get((booking.id, step.id), [])
    latest = timing.latest_of_booking_step(facts, step, booking)
    if isinstance(step.when, AtBookedEnd):
        due = booking.ends_at
        # A visit that was moved has not been asked about before its new end.
        asked = next((row for row in rows if row.at >= due), None)
        standing = asked or max((row.occurrence for row in rows), default=-1) + 1
    elif isinstance(step.when, BeforeBooking):
        due = timing.due_before_booking(facts, protocol, booking, step.when)
        standing = standing_of(step, rows, due)
    else:
        raise AssertionError(step.id)
    if isinstance(standing, Said):
        note_if_skipped(standing, basket)
        answered = any(
            one.at >= standing.due for one in facts.answered if (one.about, one.step) == (booking.id, step.id)
        )
        # After a restore nobody knows whether it was asked, and an answer may be lost: it is asked anew next morning.
        unasked = standing.state is SaidState.SKIPPED and standing.reason != Reason.RESTORE
        if not step.re_ask or answered or unasked:
            return
        due = timing.next_morning(facts, protocol, standing.at)
        standing = standing.occurrence + 1
        if any(row.occurrence == standing for row in rows) or due > latest:
            return
    if booking.booked_at > due and (step.priority is not Priority.P0 or booking.booked_at >= latest):
        basket.skipped.append(Skipped(booking.id, step.id, standing, Reason.BOOKED_LATE, None, due, latest))
        return
    due = max(due, booking.booked_at) if isinstance(step.when, BeforeBooking) else due
    item = Owed(step, (Part(booking.id, step.id, standing, None, due),), due, latest, booking.booked_at)
    if latest <= facts.closed_until:
        basket.drop(item, Reason.PAST)
    elif facts.essentials_only and step.priority > Priority.P0:
        basket.drop(item, Reason.ESSENTIALS)
    else:
        basket.owed.append(item)


def concern_steps(facts: PatientFacts, protocol: Protocol, ledger: Ledger, basket: Basket) -> None:
    if not facts.concerns:
        not_at_all(protocol, (Role.CONCERN,), Reason.NO_CONCERN, basket)
    for concern in sorted(facts.concerns, key=lambda one: (one.opened_at, one.id)):
        for step in protocol.steps:
            if isinstance(step.when, AfterConcern):
                _concern_step(facts, protocol, ledger, basket, concern, step)


def _concern_step(
    facts: PatientFacts, protocol: Protocol, ledger: Ledger, basket: Basket, concern: Concern, step: Step
) -> None:
    when = step.when
    if not isinstance(when, AfterConcern):
        raise AssertionError(step.id)
    due = (
        timing.morning_to_come(facts, protocol, concern.opened_at)
        if when.next_morning
        else concern.opened_at + when.wait
    )
    due = timing.quiet_hours(facts, protocol).next_allowed(due, facts.zone)
    latest = timing.latest_after_due(facts, step, due)
    standing = standing_of(step, ledger.get((concern.id, step.id), []), due)
    if isinstance(standing, Said):
        note_if_skipped(standing, basket)
        return
    item = Owed(step, (Part(concern.id, step.id, standing, None, due),), due, latest, concern.opened_at)
    if not _asks_about(when, concern):
        basket.drop(item, Reason.NOT_FOR_YOU)
    elif (concern.closed_at is not None and end_of(concern) <= due) or _asked_by_a_later_one(facts, concern, item):
        basket.drop(item, Reason.SETTLED)
    elif latest <= facts.closed_until:
        basket.drop(item, Reason.PAST)
    else:
        basket.owed.append(item)


def _asks_about(when: AfterConcern, concern: Concern) -> bool:
    """Whether a question is for a concern of this level: one that only watches is asked about next morning, and no more."""
    match concern.level:
        case ConcernLevel.WATCH:
            return when.level is ConcernLevel.SOON
        case ConcernLevel.URGENT:
            return when.level in (None, ConcernLevel.TODAY)
        case level:
            return when.level in (None, level)


def _asked_by_a_later_one(facts: PatientFacts, concern: Concern, item: Owed) -> bool:
    """Whether a worry that came up since brings its own questions: nobody is asked twice over. A lesser one brings only
    that of the week.
    """
    of_the_week = isinstance(item.step.when, AfterConcern) and item.step.when.level is None
    return any(
        holds(other)
        and (concern.opened_at, concern.id) < (other.opened_at, other.id)
        and other.opened_at <= item.due < end_of(other)
        and (of_the_week or URGENCY.index(other.level) >= URGENCY.index(concern.level))
        for other in facts.concerns
    )


def snoozed_steps(facts: PatientFacts, protocol: Protocol, ledger: Ledger, basket: Basket) -> None:
    """A step once more because the patient asked: neither quiet hours nor caps apply, but never past its latest, nor once answered."""
    treatments = {one.id: one for one in facts.treatments}
    for snooze in facts.snoozes:
        treatment = treatments.get(snooze.about)
        if treatment is None or not protocol.has_step(snooze.step):
            continue
        step = protocol.step(snooze.step)
        rows = ledger.get((snooze.about, snooze.step), [])
        answered = answers_to(facts, (snooze.about,), snooze.step, snooze.occurrence)
        if answered or any(row.occurrence == snooze.occurrence for row in rows):
            continue
        latest = timing.latest_of_treatment_step(facts, step, treatment, snooze.due)
        part = Part(snooze.about, snooze.step, snooze.occurrence, None, snooze.due)
        item = Owed(
            step,
            (part,),
            snooze.due,
            latest,
            snooze.due,
            reply=True,
            asked=snooze.at,
            registered=treatment.registered_at,
        )
        if latest <= max(facts.closed_until, snooze.due):
            basket.drop(item, Reason.PAST)
        else:
            basket.owed.append(item)
