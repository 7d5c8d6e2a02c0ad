"""Who decided how this bot answers, and since when: kept beside the answers, as long as the database lives."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime

from bot.store import meta
from bot.store.store import Tx

TRIAGE = "triage"
"""The fact under which the choices stand, oldest first, as JSON."""

_LINE = 0x7472_6961
"""Replicas start together: each has to see what the one before it wrote."""


@dataclass(frozen=True, slots=True)
class Choice:
    """A choice of the host."""

    mode: str
    """What was chosen: `graded` or `list`."""
    by: str
    """Who decided, as they wrote it."""
    at: datetime
    """From when on it held, aware UTC."""


def triage_choices(tx: Tx) -> tuple[Choice, ...]:
    """Every choice that held, the oldest first; the last one holds now."""
    rows = json.loads(meta.get(tx, TRIAGE) or "[]")
    return tuple(Choice(row["mode"], row["by"], datetime.fromisoformat(row["at"])) for row in rows)


def record_triage(tx: Tx, mode: str, by: str, now: datetime) -> bool:
    """Adds a choice to the record. False if it is the one that holds already."""
    tx.stand_in_line(_LINE)
    known = triage_choices(tx)
    if known and (known[-1].mode, known[-1].by) == (mode, by):
        return False
    rows = [{"mode": one.mode, "by": one.by, "at": one.at.isoformat()} for one in (*known, Choice(mode, by, now))]
    meta.put(tx, TRIAGE, json.dumps(rows, ensure_ascii=False))
    return True
