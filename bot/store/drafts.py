"""Things half entered: a registration, a correction. They survive a restart, and a week of thinking it over."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import delete as delete_rows
from sqlmodel import col, select

from bot.store import consents
from bot.store.records import Draft, Patient
from bot.store.store import Tx


def get(tx: Tx, patient: Patient, kind: str) -> Draft | None:
    """The patient's draft of this kind."""
    return tx.get(Draft, (patient.id, kind))


def latest(tx: Tx, patient: Patient) -> Draft | None:
    """The draft that was touched last: what a typed text most likely belongs to."""
    query = select(Draft).where(Draft.patient_id == patient.id)
    return tx.exec(query.order_by(col(Draft.updated_at).desc(), col(Draft.kind))).first()


def put(tx: Tx, patient: Patient, kind: str, *, step: str, known: dict[str, Any], now: datetime) -> Draft:
    """Keeps what is known so far (plain JSON data) and what is asked next, in place of what was there. `NotAgreed`
    before they agreed.
    """
    draft = get(tx, patient, kind) or Draft(
        patient_id=patient.id,
        kind=kind,
        consent_id=consents.needed(tx, patient),
        step=step,
        known={},
        updated_at=now,
    )
    draft.step = step
    draft.known = dict(known)
    draft.updated_at = now
    tx.add(draft)
    tx.flush()
    return draft


def delete(tx: Tx, patient: Patient, kind: str | None = None) -> int:
    """Drops the draft of this kind, or all of them. Returns how many there were."""
    query = delete_rows(Draft).where(col(Draft.patient_id) == patient.id)
    if kind is not None:
        query = query.where(col(Draft.kind) == kind)
    return len(tx.exec(query.returning(col(Draft.kind))).all())
