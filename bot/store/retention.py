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
"""The fact, kept in the database, when the clock was looked at last."""
_EVEN_SINCE = "clock-even-since"
"""Since when it has gone on evenly. Apart, because an older release reads the other."""
_APART = timedelta(days=2)
"""Further apart are two rounds of chores only if the bot was away, or the clock is wrong."""
_EVENLY = timedelta(days=1)


def clock_is_credible(tx: Tx, now: datetime) -> bool:
    """Whether `now` follows from when this was asked before: what a wrong clock erases is gone for ever. A clock that has
    jumped, because it is right after all or stays wrong, is believed when it has gone on evenly for a day, however often the
    bot was started meanwhile.
    """
    seen, even_since = meta.get(tx, _SEEN), meta.get(tx, _EVEN_SINCE)
    since = datetime.fromisoformat(even_since) if even_since is not None else now - _EVENLY
    if seen is not None and abs(now - datetime.fromisoformat(seen)) > _APART:
        since = now
    meta.put(tx, _SEEN, now.isoformat())
    meta.put(tx, _EVEN_SINCE, since.isoformat())
    return now - since >= _EVENLY


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
