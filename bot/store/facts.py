"""From rows to the facts that a plan is computed from, and from a plan to the moment when the patient is looked at
next.

Every transaction that changes what a plan depends on goes through `changing`: it locks the patient, closes what the
old facts left unsaid, lets the change happen, raises `rev` and sets `next_due_at`.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam
from sqlmodel import col, select

from bot.schedules.facts import Answered, BookingFacts, PatientFacts, Said, SaidState, TreatmentFacts
from bot.schedules.facts import Concern as ConcernFacts
from bot.schedules.facts import Pause as PauseFacts
from bot.schedules.facts import Snooze as SnoozeFacts
from bot.schedules.loader import default_protocol
from bot.schedules.plan import Reason
from bot.schedules.planner import closing, next_wake
from bot.schedules.protocol import Modifier, Protocol
from bot.schedules.screening import Item, Point, modifiers_of, result
from bot.store import ledger, retries, screenings
from bot.store.patients import patient_by_id
from bot.store.records import Answer, Concern, Patient, Pause, Reminder, Snooze, Treatment
from bot.store.retries import earliest_retry
from bot.store.states import PatientState, ReminderState, TreatmentState
from bot.store.store import Tx

_REASONS = frozenset(Reason)
"""Others, such as a message that Telegram refused, are nothing that the plan could mend: for it the step is past."""

# Every plan begins with these. They are put together once: that takes longer than asking them.
_SESSIONS = (
    select(Treatment)
    .where(col(Treatment.patient_id) == bindparam("patient"))
    .order_by(col(Treatment.ends_at), col(Treatment.registered_at), col(Treatment.id))
)
_REMINDERS = (
    select(Reminder)
    .where(col(Reminder.patient_id) == bindparam("patient"))
    .order_by(col(Reminder.at), col(Reminder.id))
)
_ANSWERS = select(Answer).where(col(Answer.patient_id) == bindparam("patient")).order_by(col(Answer.id))
"""In the order in which they were given, which a clock that was set back does not change."""
_SNOOZES = select(Snooze).where(col(Snooze.patient_id) == bindparam("patient")).order_by(col(Snooze.at), col(Snooze.id))
_CONCERNS = (
    select(Concern)
    .where(col(Concern.patient_id) == bindparam("patient"))
    .order_by(col(Concern.opened_at), col(Concern.id))
)
_PAUSES = (
    select(Pause).where(col(Pause.patient_id) == bindparam("patient")).order_by(col(Pause.started_at), col(Pause.id))
)


class PatientGone(LookupError):
    """The patient was forgotten in the meantime."""


def facts_of(tx: Tx, patient: Patient) -> PatientFacts:
    """Everything that the plan of this patient depends on, as the transaction sees it."""
    sessions = tx.exec(_SESSIONS, params={"patient": patient.id}).all()
    screened = _screened(tx, patient)
    given = modifiers_of(_items(), screened)
    return PatientFacts(
        zone=patient.zone,
        treatments=tuple(_treatment(one, given) for one in sessions if one.state is TreatmentState.DONE),
        bookings=tuple(_booking(one) for one in sessions if one.state is TreatmentState.BOOKED),
        said=_said(tx, patient),
        answered=_answered(tx, patient),
        snoozes=_snoozes(tx, patient),
        concerns=_concerns(tx, patient),
        pauses=_pauses(tx, patient),
        morning=patient.morning,
        quiet_from=patient.quiet_from,
        quiet_until=patient.quiet_until,
        essentials_only=patient.essentials_only,
        closed_until=patient.closed_until,
        stopped=bool(result(_items(), screened).stop),
    )


def close_steps(tx: Tx, patient: Patient, protocol: Protocol, now: datetime) -> None:
    """Writes down what can no longer be said, under the facts as they stand, and moves `closed_until` to `now`."""
    ledger.close(tx, patient, closing(facts_of(tx, patient), protocol, now), now)


@dataclass(frozen=True, slots=True)
class Wake:
    """When a patient is to be looked at, as it was computed from the facts of one revision."""

    rev: int
    at: datetime | None


def reschedule(tx: Tx, patient: Patient, protocol: Protocol, now: datetime, known: Wake | None = None) -> None:
    """Sets when the dispatcher looks at the patient next. The only writer of `next_due_at`.

    `known`: computed just before this transaction, by whoever holds the patient, so that no planning stands inside it;
    of another revision it counts for nothing.
    """
    if known is None or known.rev != patient.rev:
        known = wake(tx, patient, protocol, now)
    patient.next_due_at = known.at
    tx.flush()


def wake(tx: Tx, patient: Patient, protocol: Protocol, now: datetime) -> Wake:
    """When the dispatcher has to look at the patient, for `reschedule`."""
    return Wake(patient.rev, wake_of(tx, patient, protocol, now))


def wake_of(tx: Tx, patient: Patient, protocol: Protocol, now: datetime) -> datetime | None:
    """When the dispatcher has to look at the patient: at the next moment or the next closing of the plan, or the retry
    of a message that waits, whichever is first; never at somebody who has stopped or cannot be reached.
    """
    wakes: list[datetime | None] = []
    if patient.state is PatientState.ACTIVE:
        wakes = [next_wake(facts_of(tx, patient), protocol, now), earliest_retry(tx, patient)]
    return min((wake for wake in wakes if wake is not None), default=None)


@contextmanager
def changing(tx: Tx, patient: Patient, protocol: Protocol, now: datetime) -> Iterator[Patient]:
    """Stands around every change of a patient's facts, and gives the patient's row as it is now, locked.
    `PatientGone` if there is none.
    """
    locked = patient_by_id(tx, patient.id)
    if locked is None:
        raise PatientGone
    close_steps(tx, locked, protocol, now)
    yield locked
    retries.ask_anew(tx, locked, now)
    locked.rev += 1
    reschedule(tx, locked, protocol, now)


def _screened(tx: Tx, patient: Patient) -> frozenset[Point]:
    screening = screenings.last(tx, patient)
    return screenings.points_of(screening) if screening is not None else frozenset()


def _items() -> tuple[Item, ...]:
    """What the stored answers are about: ids are for ever, so a better text or level reaches those who answered before."""
    return default_protocol().screening


def _treatment(one: Treatment, given: frozenset[Modifier]) -> TreatmentFacts:
    """`given`: what was told in the last screening. It holds for every treatment, and is stored in none."""
    return TreatmentFacts(
        id=one.id,
        ended_at=one.ends_at,
        zone=one.zone,
        registered_at=one.registered_at,
        areas=one.areas,
        depth_mm=one.depth_mm,
        setting=one.setting,
        goal=one.goal,
        modifiers=one.modifiers | given,
        sessions_left=one.sessions_left,
        protocol=one.protocol,
    )


def _booking(one: Treatment) -> BookingFacts:
    return BookingFacts(id=one.id, ends_at=one.ends_at, zone=one.zone, booked_at=one.registered_at)


def _said(tx: Tx, patient: Patient) -> tuple[Said, ...]:
    rows = tx.exec(_REMINDERS, params={"patient": patient.id})
    return tuple(
        Said(
            about=row.about,
            step=row.step,
            occurrence=row.occurrence,
            state=SaidState.SKIPPED if row.state is ReminderState.SKIPPED else SaidState.SAID,
            reason=row.reason if row.reason is None or row.reason in _REASONS else Reason.PAST,
            due=row.due_at,
            at=row.at,
            rang=row.rang,
            host=row.host or None,
            bubble=row.bubble,
        )
        for row in rows
    )


def _answered(tx: Tx, patient: Patient) -> tuple[Answered, ...]:
    rows = tx.exec(_ANSWERS, params={"patient": patient.id})
    return tuple(Answered(row.about, row.step, row.occurrence, row.choice, row.at) for row in rows)


def _snoozes(tx: Tx, patient: Patient) -> tuple[SnoozeFacts, ...]:
    rows = tx.exec(_SNOOZES, params={"patient": patient.id})
    return tuple(SnoozeFacts(row.about, row.step, row.occurrence, row.due_at, row.at) for row in rows)


def _concerns(tx: Tx, patient: Patient) -> tuple[ConcernFacts, ...]:
    rows = tx.exec(_CONCERNS, params={"patient": patient.id})
    return tuple(ConcernFacts(row.id, row.level, row.opened_at, row.closed_at) for row in rows)


def _pauses(tx: Tx, patient: Patient) -> tuple[PauseFacts, ...]:
    rows = tx.exec(_PAUSES, params={"patient": patient.id})
    return tuple(PauseFacts(row.started_at, row.ended_at) for row in rows)
