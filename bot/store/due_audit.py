"""Whether everybody is going to be looked at when their plan says so. `next_due_at` is computed with every change, so a
difference is a mistake of this program, or of the one before it, or new zone data: it is mended and counted.

And what a clock that was ahead has closed is open again once the clock is right.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlmodel import col, delete, or_, select

from bot.schedules.plan import Reason
from bot.schedules.protocol import Protocol
from bot.store.facts import reschedule, wake_of
from bot.store.patients import patient_by_id
from bot.store.records import Patient, Reminder
from bot.store.states import PatientState, ReminderState
from bot.store.store import Tx

_AHEAD = timedelta(minutes=2)
"""By so much the clocks of two machines may differ."""


def closed_ahead(tx: Tx, now: datetime) -> list[str]:
    """Ids of the patients of whom something was closed at a time that has not come."""
    return list(tx.exec(select(Patient.id).where(col(Patient.closed_until) > now + _AHEAD)))


def reopen(tx: Tx, patient_id: str, protocol: Protocol, now: datetime) -> bool:
    """What was skipped at a time that has not come is owed again. Not what a restore skipped: it may have been said. False
    if the patient is gone, or was seen to meanwhile.
    """
    patient = patient_by_id(tx, patient_id)
    if patient is None or patient.closed_until <= now + _AHEAD:
        return False
    tx.execute(
        delete(Reminder).where(
            col(Reminder.patient_id) == patient.id,
            col(Reminder.state) == ReminderState.SKIPPED,
            col(Reminder.message_id).is_(None),
            col(Reminder.reason) != Reason.RESTORE.value,
            col(Reminder.at) > now,
        )
    )
    patient.closed_until = now
    patient.rev += 1
    reschedule(tx, patient, protocol, now)
    return True


def to_audit(tx: Tx, now: datetime) -> list[str]:
    """Ids of the patients who wait for a moment to come, or for none: who is due already is looked at anyway."""
    waiting = or_(col(Patient.next_due_at).is_(None), col(Patient.next_due_at) > now)
    return list(tx.exec(select(Patient.id).where(Patient.state == PatientState.ACTIVE, waiting)))


def is_right(tx: Tx, patient_id: str, protocol: Protocol, now: datetime) -> bool:
    """Whether a patient is going to be looked at when the plan says so. True of one who is gone."""
    patient = tx.get(Patient, patient_id)
    return patient is None or patient.next_due_at == wake_of(tx, patient, protocol, now)


def repair(tx: Tx, patient_id: str, protocol: Protocol, now: datetime) -> bool:
    """Sets the moment anew. False if it was right after all, or the patient is gone."""
    patient = patient_by_id(tx, patient_id)
    if patient is None:
        return False
    before = patient.next_due_at
    reschedule(tx, patient, protocol, now)
    return patient.next_due_at != before
