"""Whether everybody is going to be looked at when their plan says so. `next_due_at` is computed with every change, so a
difference is a mistake of this program, or of the one before it: it is mended and counted.
"""

from __future__ import annotations

from datetime import datetime

from sqlmodel import col, or_, select

from bot.schedules.protocol import Protocol
from bot.store.facts import reschedule, wake_of
from bot.store.patients import patient_by_id
from bot.store.records import Patient
from bot.store.states import PatientState
from bot.store.store import Tx


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
