"""Retention: what a patient agreed to is kept until 13 months after their last treatment, and no longer."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import func
from sqlmodel import col, select

from bot.store import forgetting, meta
from bot.store.records import Patient, Treatment
from bot.store.store import Tx

KEPT_FOR = timedelta(days=396)
"""Thirteen months after the end of the last treatment, booked ones included; after joining, if there never was one."""

_SEEN = "clock-seen"
_APART = timedelta(days=2)
"""Further apart are two rounds of chores only if the bot was away, or the clock is wrong."""


def clock_is_credible(tx: Tx, now: datetime) -> bool:
    """Whether `now` follows from when this was last asked: what a wrong clock erases is gone for ever. A clock that is
    right after all, or stays wrong, is believed at the next asking.
    """
    seen = meta.get(tx, _SEEN)
    meta.put(tx, _SEEN, now.isoformat())
    return seen is None or abs(now - datetime.fromisoformat(seen)) <= _APART


def forget_finished(tx: Tx, now: datetime, *, limit: int = 100) -> int:
    """Deletes everything about patients whose time is over, at most `limit` at once. Returns how many."""
    last = (
        select(func.max(Treatment.ends_at)).where(col(Treatment.patient_id) == col(Patient.id)).correlate(Patient)
    ).scalar_subquery()
    finished = tx.exec(
        select(Patient).where(func.coalesce(last, col(Patient.created_at)) < now - KEPT_FOR).limit(limit)
    ).all()
    for patient in finished:
        forgetting.erase(tx, patient)
    return len(finished)
