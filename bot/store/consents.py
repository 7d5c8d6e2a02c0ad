"""What patients agreed to. Nothing about health is stored without it: the tables see to that."""

from __future__ import annotations

from datetime import datetime

from sqlmodel import col, select, update

from bot.store.records import Consent, Patient
from bot.store.store import Tx


class NotAgreed(LookupError):
    """Something about health was to be stored for somebody who has not agreed to it: a mistake in the program."""


def give(
    tx: Tx, patient: Patient, *, text_version: str, text_hash: str, language: str, update_id: int, now: datetime
) -> Consent:
    """They agreed to this text (`text_hash`: SHA-256 of what was shown, in hex) by the tap in this update."""
    consent = Consent(
        patient_id=patient.id,
        text_version=text_version,
        text_hash=text_hash,
        language=language,
        update_id=update_id,
        at=now,
    )
    tx.add(consent)
    tx.flush()
    return consent


def current(tx: Tx, patient: Patient) -> Consent | None:
    """The last consent that was not withdrawn."""
    query = select(Consent).where(Consent.patient_id == patient.id, col(Consent.withdrawn_at).is_(None))
    return tx.exec(query.order_by(col(Consent.id).desc())).first()


def needed(tx: Tx, patient: Patient) -> int:
    """The id of the current consent, which rows about health point to. `NotAgreed` if there is none."""
    consent = current(tx, patient)
    if consent is None or consent.id is None:
        raise NotAgreed
    return consent.id


def withdraw(tx: Tx, patient: Patient, now: datetime) -> int:
    """They agree no more. Returns how many consents that ended."""
    ended = tx.exec(
        update(Consent)
        .where(col(Consent.patient_id) == patient.id, col(Consent.withdrawn_at).is_(None))
        .values(withdrawn_at=now)
        .returning(col(Consent.id))
    )
    return len(ended.all())
