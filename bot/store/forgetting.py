"""Forgetting somebody: every row about them goes, and a keyed hash stays so that a restored backup can forget them
again.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, delete, or_, update
from sqlmodel import col, select

from bot.store import meta
from bot.store.records import Inbox, Meta, Patient, Tombstone
from bot.store.states import InboxState
from bot.store.store import Tx

KEY = "tombstones"
"""Name of the key under which accounts are hashed. `tombstones/…` are keys of databases that this one has replaced."""


@dataclass(frozen=True, slots=True)
class Buried:
    """Who asked to be forgotten: what one database can tell another about it. It names nobody."""

    keys: frozenset[str]
    """The keys under which accounts were hashed, in hex."""
    stones: Mapping[str, datetime]
    """Each hash, with the last time that this account was forgotten."""


def forget(tx: Tx, patient: Patient, now: datetime) -> None:
    """Deletes everything about a patient who asked for it, and leaves a tombstone with the last time that they did."""
    telegram_id = patient.telegram_id
    erase(tx, patient)
    _bury(tx, _keyed_hash(meta.secret(tx, KEY), telegram_id), now)


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
    return any(tx.get(Tombstone, _keyed_hash(bytes.fromhex(key), telegram_id)) for key in _keys(tx.connection()))


def buried(connection: Connection) -> Buried:
    """Everybody who was forgotten in this database."""
    stones = connection.execute(select(Tombstone.keyed_hash, Tombstone.at)).all()
    return Buried(_keys(connection), {row.keyed_hash: row.at for row in stones})


def forget_again(tx: Tx, known: Collection[Buried]) -> int:
    """Erases everybody from a restored database who was forgotten after they came, as other databases and lists know
    it, and takes over their tombstones. Returns how many were erased.
    """
    meta.secret(tx, KEY)
    for key in sorted({key for one in known for key in one.keys}):
        if key not in _keys(tx.connection()):
            meta.put(tx, f"{KEY}/{hashlib.sha256(bytes.fromhex(key)).hexdigest()[:16]}", key)
    for one in known:
        for keyed_hash, at in one.stones.items():
            _bury(tx, keyed_hash, at)
    all_of_them = buried(tx.connection())
    gone = [patient for patient in tx.exec(select(Patient)) if _was_forgotten(all_of_them, patient)]
    for patient in gone:
        erase(tx, patient)
    return len(gone)


def _was_forgotten(known: Buried, patient: Patient) -> bool:
    """Whether they asked for it after they came: who was forgotten and came back later stays."""
    hashes = (_keyed_hash(bytes.fromhex(key), patient.telegram_id) for key in known.keys)
    return any(known.stones[one] >= patient.created_at for one in hashes if one in known.stones)


def _bury(tx: Tx, keyed_hash: str, at: datetime) -> None:
    if not tx.insert_new(Tombstone, [{"keyed_hash": keyed_hash, "at": at}]):
        stone = tx.get_one(Tombstone, keyed_hash, with_for_update=True, populate_existing=True)
        stone.at = max(stone.at, at)
        tx.flush()


def _keys(connection: Connection) -> frozenset[str]:
    named = or_(col(Meta.name) == KEY, col(Meta.name).startswith(f"{KEY}/"))
    return frozenset(connection.execute(select(Meta.value).where(named)).scalars())


def _keyed_hash(key: bytes, telegram_id: int) -> str:
    return hmac.new(key, str(telegram_id).encode(), hashlib.sha256).hexdigest()
