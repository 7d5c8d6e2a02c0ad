"""Forgetting somebody: every row about them goes, and a keyed hash stays so that a restored backup can forget them
again.
"""

from __future__ import annotations

import hashlib
import hmac
from datetime import datetime

from sqlalchemy import delete, update
from sqlmodel import col

from bot.store import meta
from bot.store.records import Inbox, Patient, Tombstone
from bot.store.states import InboxState
from bot.store.store import Tx

KEY = "tombstones"
"""Name of the key under which accounts are hashed."""


def forget(tx: Tx, patient: Patient, now: datetime) -> None:
    """Deletes everything about a patient who asked for it, and leaves a tombstone."""
    telegram_id = patient.telegram_id
    erase(tx, patient)
    tx.insert_new(Tombstone, [{"keyed_hash": _keyed_hash(meta.secret(tx, KEY), telegram_id), "at": now}])


def erase(tx: Tx, patient: Patient) -> None:
    """Deletes everything about a patient. After the commit, `Store.scrub` removes it from the files as well.

    Updates of theirs that still wait, the one that says /forget among them, stay until they are answered, and are
    wiped then.
    """
    tx.execute(
        update(Inbox)
        .where(col(Inbox.lane) == patient.telegram_id, col(Inbox.state) == InboxState.PARKED)
        .values(raw=None, reply=None, lane=None)
    )
    tx.expunge(patient)
    tx.execute(delete(Patient).where(col(Patient.id) == patient.id).execution_options(synchronize_session=False))


def is_forgotten(tx: Tx, telegram_id: int) -> bool:
    """Whether this account has asked to be forgotten before."""
    secret = meta.get(tx, KEY)
    return secret is not None and tx.get(Tombstone, _keyed_hash(bytes.fromhex(secret), telegram_id)) is not None


def _keyed_hash(key: bytes, telegram_id: int) -> str:
    return hmac.new(key, str(telegram_id).encode(), hashlib.sha256).hexdigest()
