"""The plan of one patient: a pure function of facts, protocol and now.

    gather what is owed -> quiet hours, concerns, pauses, late starts -> one bubble for the same step on the same day
    -> caps -> outage -> moments -> rings -> second askings

Nothing here reads a clock, a database or a word. The same function answers /plan, draws the picture, previews an edit and drives delivery.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from bot.schedules.asking import ask_again
from bot.schedules.facts import PatientFacts, SaidState
from bot.schedules.moments import moments_of
from bot.schedules.other_steps import booking_steps, concern_steps, snoozed_steps
from bot.schedules.overlaps import cap, join, merge, take_over
from bot.schedules.owed import Basket, ledger_of, not_at_all
from bot.schedules.phases import LAST_DAY, day_of
from bot.schedules.plan import Difference, Moved, Plan, Reason, Skipped
from bot.schedules.protocol import Protocol, Role
from bot.schedules.shifts import Shifts
from bot.schedules.treatment_steps import TreatmentSteps

_STANDING = frozenset(
    {
        Reason.NOT_FOR_YOU, Reason.NO_BOOKING, Reason.NO_CONCERN, Reason.NO_COURSE, Reason.NOT_LATE, Reason.IN_REPLY,
        Reason.SAID_ELSEWHERE, Reason.HOST_NOT_SAID, Reason.PAST, Reason.NOT_CLEAR,
    }
)  # fmt: skip
"""Reasons that follow from the facts at any time: they need no row in the ledger."""


def plan(facts: PatientFacts, protocol: Protocol, now: datetime) -> Plan:
    """What is still to be said, in order, and what is not, each with its reason. `now` is aware UTC.

    Moments that are due by `now` and still worth sending come first, with the due time that they had.
    """
    basket = _gather(facts, protocol, now)
    shifts = Shifts(facts, protocol, now, basket)
    shifts.apply()
    take_over(facts, basket)
    merge(facts, basket)
    join(basket)
    cap(facts, protocol, basket)
    shifts.outage()
    _spare_the_summary(facts, basket, now)
    if not any(item.step.role is Role.SUMMARY for item in basket.owed) and not _said_summary(facts, protocol):
        summary = next(step for step in protocol.steps if step.role is Role.SUMMARY)
        basket.skipped.append(Skipped("", summary.id, 0, Reason.NOT_LATE, None, None, None))
    moments = moments_of(facts, protocol, now, basket.owed)
    return Plan(ask_again(facts, protocol, moments, now), tuple(basket.skipped))


def _gather(facts: PatientFacts, protocol: Protocol, now: datetime) -> Basket:
    """Every step of the protocol, once for each treatment, booking or concern that it could be about."""
    basket = Basket([], [])
    ledger = ledger_of(facts, protocol)
    for treatment in sorted(facts.treatments, key=lambda one: (one.ended_at, one.registered_at, one.id)):
        TreatmentSteps(facts, protocol, treatment, ledger, basket, now).gather()
    if not facts.treatments:
        not_at_all(protocol, (Role.HEALING, Role.RESULT), Reason.NOT_FOR_YOU, basket)
    booking_steps(facts, protocol, ledger, basket)
    concern_steps(facts, protocol, ledger, basket)
    snoozed_steps(facts, protocol, ledger, basket)
    return basket


def _spare_the_summary(facts: PatientFacts, basket: Basket, now: datetime) -> None:
    """A summary after the last day of every treatment has nothing to say, unless it stands for a step that is still worth
    saying.
    """
    for item in [one for one in basket.owed if one.step.role is Role.SUMMARY]:
        at = max(item.due, now)
        over = all(day_of(one, at, facts.zone) > LAST_DAY for one in facts.treatments)
        stands = any(one.reason is Reason.COVERED and one.latest and one.latest > at for one in basket.skipped)
        if over and not stands:
            basket.owed.remove(item)
            basket.drop(item, Reason.PAST)


def _said_summary(facts: PatientFacts, protocol: Protocol) -> bool:
    return any(protocol.has_step(row.step) and protocol.step(row.step).role is Role.SUMMARY for row in facts.said)


def closing(facts: PatientFacts, protocol: Protocol, now: datetime) -> tuple[Skipped, ...]:
    """Steps whose latest has passed unsaid: what must be written as skipped before the facts change, so that they stay so."""
    known = {(row.about, row.step, row.occurrence, row.host) for row in facts.said}
    return tuple(
        one
        for one in plan(facts, protocol, now).skipped
        if one.reason not in _STANDING
        and one.latest is not None
        and one.latest <= now
        and (one.about, one.step, one.occurrence, one.host) not in known
    )


def next_wake(facts: PatientFacts, protocol: Protocol, now: datetime) -> datetime | None:
    """When this patient next needs the dispatcher: the first moment (possibly already past), or the next closing."""
    result = plan(facts, protocol, now)
    closings = (
        one.latest
        for one in result.skipped
        if one.reason not in _STANDING and one.latest is not None and one.latest > now
    )
    return min((*(moment.due for moment in result.moments[:1]), *closings), default=None)


def diff(before: Plan, after: Plan, facts: PatientFacts) -> Difference:
    """What an edit changes, for its preview: `before` and `after` are plans of the old and the new facts at one `now`."""
    old, new = _dues(before), _dues(after)
    return Difference(
        moved=tuple(Moved(key[1], old[key], new[key]) for key in old if key in new and old[key] != new[key]),
        dropped=tuple(key[1] for key in old if key not in new),
        added=tuple(key[1] for key in new if key not in old),
        said=tuple(row.step for row in facts.said if row.state is SaidState.SAID and row.host is None and row.bubble),
    )


def _dues(result: Plan) -> dict[tuple[str, str], datetime]:
    return {
        (part.about, part.step): moment.due
        for moment in result.moments
        for bubble in moment.bubbles
        for part in bubble.parts
        if part.host is None
    }


def without(facts: PatientFacts, treatment_ids: Iterable[str]) -> PatientFacts:
    """The facts without some treatments: what cancelling them would leave."""
    gone = set(treatment_ids)
    return replace(facts, treatments=tuple(one for one in facts.treatments if one.id not in gone))
