"""What a person told in their last screening: only the points that apply or that they are not sure of. A new one takes
the place of the one before.

`keep` and `clear` move the plan: stand inside `facts.changing`.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from bot.schedules.screening import Point
from bot.store import consents
from bot.store.records import Patient, Screening
from bot.store.retries import release_waiting
from bot.store.store import Tx


def keep(tx: Tx, patient: Patient, points: Iterable[Point], now: datetime) -> None:
    """Keeps the answers, in place of the earlier ones. `NotAgreed` before they agreed."""
    release_waiting(tx, patient, now)
    row = tx.get(Screening, patient.id) or Screening(
        patient_id=patient.id, consent_id=consents.needed(tx, patient), points=(), at=now
    )
    row.points = tuple(sorted(map(str, points)))
    row.at = now
    tx.add(row)
    tx.flush()


def last(tx: Tx, patient: Patient) -> Screening | None:
    """The screening that counts; `None` for somebody who went through none, or took it back."""
    return tx.get(Screening, patient.id)


def points_of(screening: Screening) -> frozenset[Point]:
    """The answers in it."""
    return frozenset(Point(*text.split("/", 1)) for text in screening.points)


def clear(tx: Tx, patient: Patient, now: datetime) -> bool:
    """Deletes the answers. False if there were none."""
    row = last(tx, patient)
    if row is None:
        return False
    release_waiting(tx, patient, now)
    tx.delete(row)
    tx.flush()
    return True
