"""A few facts about this database itself, and a record of what was done to people's data."""

from __future__ import annotations

import secrets
from datetime import datetime

from bot.store.records import Audit, Meta, Patient
from bot.store.store import Tx


def get(tx: Tx, name: str) -> str | None:
    """The value of a fact, such as `refuses-tg-time`."""
    row = tx.get(Meta, name)
    return row.value if row is not None else None


def put(tx: Tx, name: str, value: str) -> None:
    """Keeps a fact in place of what was there."""
    if not tx.insert_new(Meta, [{"name": name, "value": value}]):  # two processes may put the first one at once
        tx.get_one(Meta, name, with_for_update=True, populate_existing=True).value = value
        tx.flush()


def secret(tx: Tx, name: str) -> bytes:
    """A random key of 32 bytes, made when it is first asked for; kept in hex."""
    tx.insert_new(Meta, [{"name": name, "value": secrets.token_hex(32)}])
    return bytes.fromhex(tx.get_one(Meta, name).value)


def note(tx: Tx, patient: Patient | None, what: str, now: datetime) -> None:
    """Writes into the record what was done. `what` is a verb from the code, such as `export`."""
    tx.add(Audit(patient_id=patient.id if patient is not None else None, what=what, at=now))
    tx.flush()
