"""Makes of a copy of a backup the database that takes over: nobody who was forgotten is in it, and nothing that was due by
now will be said.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import update
from sqlmodel import col, select

from bot.schedules.protocol import Protocol
from bot.schedules.restored import unsaid
from bot.store import forgetting, ledger, meta, retries
from bot.store.backing_up import address_of
from bot.store.facts import facts_of, reschedule
from bot.store.forgetting import Buried
from bot.store.manifest import unseal, verify
from bot.store.migrate import upgrade
from bot.store.patients import patient_by_id
from bot.store.records import Inbox, Patient
from bot.store.states import InboxState
from bot.store.store import Tx, open_store


@dataclass(frozen=True, slots=True)
class Restored:
    """What a restored database holds."""

    patients: int
    forgotten: int
    """How many were in the backup and have asked to be forgotten since: they are not in the database."""
    unplanned: int
    """Of how many nobody can tell what they are owed, because something about them is wrong: the bot says it of them."""


def make_ready(copy: Path, known: Collection[Buried], protocol: Protocol, now: datetime) -> Restored:
    """Turns a private copy of a backup into a database of this program's schema, as it has to be at `now`.

    `known`: who was forgotten, as far as anybody knows. `Mistake` if the copy is not a whole backup.
    """
    manifest = verify(copy)
    unseal(copy)
    upgrade(address_of(copy))
    store = open_store(address_of(copy))
    try:
        with store.transaction() as tx:
            forgotten = forgetting.forget_again(tx, known)
            _drop_what_waits_for_an_answer(tx)
            everybody = list(tx.exec(select(Patient.id)))
            unplanned = sum(not _cut_off(tx, one, protocol, min(manifest.at, now), now) for one in everybody)
            meta.note(tx, None, "restore", now)
        store.scrub()
    finally:
        store.close()
    return Restored(len(everybody), forgotten, unplanned)


def _drop_what_waits_for_an_answer(tx: Tx) -> None:
    """What people wrote just before the backup was answered long ago, or asked again: no late reply."""
    waiting = col(Inbox.state).in_((InboxState.NEW, InboxState.APPLIED))
    done = {"state": InboxState.ANSWERED, "raw": None, "reply": None, "lane": None, "holder": None, "held_until": None}
    tx.execute(update(Inbox).where(waiting).values(done).execution_options(synchronize_session=False))


def _cut_off(tx: Tx, patient_id: str, protocol: Protocol, since: datetime, now: datetime) -> bool:
    """Closes what is past for one patient: messages under way have an unknown outcome and are not repeated, those that
    wait are dropped, steps that have come are skipped. False if their plan cannot be made.
    """
    patient = patient_by_id(tx, patient_id)
    if patient is None:
        raise LookupError
    patient.lease_owner = patient.lease_until = None
    ledger.doubt_left_over(tx, patient, now)
    retries.release_waiting(tx, patient, now)
    retries.give_up(tx, patient)
    try:
        missed = unsaid(facts_of(tx, patient), protocol, since, now)
        ledger.close(tx, patient, missed, now)
        reschedule(tx, patient, protocol, now)
    except (LookupError, ValueError):  # facts that nobody can plan with: the dispatcher says so when it looks at them
        ledger.close(tx, patient, (), now)
        patient.next_due_at = now
        return False
    finally:
        patient.rev += 1
    return True
