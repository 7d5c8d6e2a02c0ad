"""Forgetting: no row, no byte, and a tombstone that names nobody."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from sqlmodel import SQLModel, select

from bot.schedules.plan import Reason, Skipped
from bot.schedules.protocol import ConcernLevel
from bot.schedules.screening import Point
from bot.store import answers, drafts, forgetting, inbox, ledger, meta, patients, pauses, screenings, treatments
from bot.store.inbox import Arrived
from bot.store.ledger import Outcome
from bot.store.records import Inbox, Patient, Tombstone
from bot.store.states import MessageState
from bot.store.store import Store, Tx, open_store
from tests.databases import new_database
from tests.store.someone import AMIR, MARIA, NOON, PROTOCOL, a_message, a_treated_patient, told

BOT = 99
CANARY = "canary"
HOUR = timedelta(hours=1)
KEPT_OF_NOBODY = {"tombstone", "meta", "inbox"}


@pytest.fixture
def file(tmp_path: Path) -> Iterator[Store]:
    store = open_store(new_database("sqlite", tmp_path, migrated=True))
    yield store
    store.close()


def test_after_forget_no_table_holds_a_row_about_the_patient(store: Store) -> None:
    with store.transaction() as tx:
        maria = somebody_with_everything(tx, MARIA)
        somebody_with_everything(tx, AMIR)
    before = counts(store)
    assert all(
        before[table] == 2
        for table in ("patient", "consent", "draft", "answer", "concern", "pause", "snooze", "screening")
    )

    with store.transaction() as tx:
        found = patients.patient_by_telegram(tx, MARIA)
        assert found is not None
        forgetting.forget(tx, found, NOON)

    with store.read() as tx:
        assert patients.patient_by_telegram(tx, MARIA) is None
        assert patients.patient_by_telegram(tx, AMIR) is not None
        for table in SQLModel.metadata.sorted_tables:
            rows = tx.execute(table.select()).mappings().all()
            assert all(row.get("patient_id") != maria.id for row in rows)
            assert all(maria.id not in row.values() and MARIA not in row.values() for row in rows), table.name
    after = counts(store)
    assert {name: after[name] * 2 for name in before if name not in KEPT_OF_NOBODY} == {
        name: before[name] for name in before if name not in KEPT_OF_NOBODY
    }


def test_a_tombstone_knows_the_account_and_names_nobody(store: Store) -> None:
    with store.transaction() as tx:
        maria, _ = a_treated_patient(tx)
        assert not forgetting.is_forgotten(tx, MARIA)
        forgetting.forget(tx, maria, NOON)
        again, _ = a_treated_patient(tx)
        forgetting.forget(tx, again, NOON + HOUR)

    with store.read() as tx:
        assert forgetting.is_forgotten(tx, MARIA)
        assert not forgetting.is_forgotten(tx, AMIR)
        (stone,) = tx.exec(select(Tombstone))
        assert stone.at == NOON + HOUR, "the last time: who came back in between is in backups that are younger"
        assert str(MARIA) not in stone.keyed_hash


def test_two_databases_make_different_tombstones_of_one_account(store: Store, file: Store) -> None:
    stones: set[str] = set()
    for one in (store, file):
        with one.transaction() as tx:
            maria, _ = a_treated_patient(tx)
            forgetting.forget(tx, maria, NOON)
            stones.add(tx.exec(select(Tombstone.keyed_hash)).one())

    assert len(stones) == 2


def test_the_update_that_says_forget_is_still_answered_and_then_wiped(store: Store) -> None:
    with store.transaction() as tx:
        maria, _ = a_treated_patient(tx)
        inbox.put(tx, BOT, [Arrived(1, MARIA, "callback_query", CANARY)])
        inbox.next_batch(tx, BOT, limit=1)
        forgetting.forget(tx, maria, NOON)
        assert inbox.mark_applied(tx, BOT, 1, "[]")

    with store.transaction() as tx:
        (row,) = inbox.next_batch(tx, BOT, limit=1)
        assert row.reply == "[]"
        inbox.mark_answered(tx, BOT, 1)
        (row,) = tx.exec(select(Inbox))
        assert (row.raw, row.reply, row.lane) == (None, None, None)


def test_after_scrub_no_byte_of_the_patient_is_in_the_files(file: Store, tmp_path: Path) -> None:
    with file.transaction() as tx:
        maria = somebody_with_everything(tx, MARIA)
    needles = (CANARY.encode(), maria.id.encode(), str(MARIA).encode(), struct.pack(">q", MARIA)[2:])
    assert all(needle in contents(tmp_path) for needle in needles if needle != str(MARIA).encode())

    with file.transaction() as tx:
        found = patients.patient_by_telegram(tx, MARIA)
        assert found is not None
        forgetting.forget(tx, found, NOON)
    assert any(needle in contents(tmp_path) for needle in needles)

    assert file.scrub()
    assert not any(needle in contents(tmp_path) for needle in needles)


def test_scrub_says_when_a_reader_is_in_its_way(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.store.engines.BUSY_SECONDS", 0.05)
    impatient = open_store(new_database("sqlite", tmp_path, migrated=True))
    with impatient.transaction() as tx:
        meta.put(tx, "colour", "blue")
    with impatient.read() as tx:
        meta.get(tx, "colour")
        with impatient.transaction() as writing:
            meta.put(writing, "colour", "red")
        assert not impatient.scrub()
    assert impatient.scrub()
    impatient.close()


def test_scrub_has_nothing_to_do_on_postgresql_and_says_so(store: Store) -> None:
    assert store.scrub()


def somebody_with_everything(tx: Tx, telegram_id: int) -> Patient:
    """A patient of whom every table holds a row, with a canary in every text of theirs."""
    patient, treatment = a_treated_patient(tx, telegram_id)
    patients.change(tx, patient, clinic_phone=CANARY, emergency=CANARY)
    drafts.put(tx, patient, "registration", step="depth", known={"said": CANARY}, now=NOON)
    treatments.correct_treatment(tx, patient, treatment, told(NOON + HOUR), NOON)
    treatments.add_booking(tx, patient, told(NOON + 48 * HOUR), PROTOCOL, NOON)
    answers.record_answer(tx, patient, about=treatment.id, step="D1-3", occurrence=0, choice=CANARY, now=NOON)
    answers.snooze(tx, patient, about=treatment.id, step="D1-3", due=NOON, now=NOON)
    answers.open_concern(tx, patient, ConcernLevel.TODAY, NOON)
    screenings.keep(tx, patient, [Point(CANARY, "yes")], NOON)
    pauses.pause(tx, patient, NOON)
    message = a_message(treatment.id)
    ledger.begin_sending(tx, patient.id, patient.rev, [message], NOON)
    ledger.settle(tx, message.id, 1, Outcome(MessageState.SENT, telegram_message_id=5), NOON)
    ledger.close(tx, patient, [Skipped(treatment.id, "D1-2", 0, Reason.QUIET, None, NOON, NOON)], NOON)
    meta.note(tx, patient, "export", NOON)
    inbox.put(tx, BOT, [Arrived(telegram_id % 1000, telegram_id, "message", CANARY)])
    for _ in range(inbox.TRIES):
        inbox.next_batch(tx, BOT, limit=1)
        inbox.failed(tx, BOT, telegram_id % 1000)
    return patient


def counts(store: Store) -> dict[str, int]:
    with store.read() as tx:
        return {table.name: len(tx.execute(table.select()).all()) for table in SQLModel.metadata.sorted_tables}


def contents(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in folder.iterdir())
