"""A restore never says the past again, and whoever was forgotten stays forgotten."""

from __future__ import annotations

import resource
import sqlite3
from datetime import timedelta
from pathlib import Path

import pytest
from sqlmodel import col, select

from bot.errors import Exit, Mistake
from bot.ops.backup import backup
from bot.ops.restore import restore
from bot.schedules.plan import Reason
from bot.store import engines, facts, forgetting, inbox, ledger, patients, pauses
from bot.store.inbox import Arrived
from bot.store.ledger import Outcome
from bot.store.patients import patient_by_telegram
from bot.store.records import Inbox, Message, Patient, Reminder
from bot.store.sole import sole_user
from bot.store.states import InboxState, MessageState, PatientState, ReminderState
from bot.store.store import open_store
from tests.databases import KINDS, new_database
from tests.delivery.conftest import AMIR, MARIA
from tests.delivery.office import HOUR, HOUSE
from tests.ops.past import ZOE, everything, forgets, known, lived
from tests.store import someone
from tests.store.someone import NOON, PROTOCOL

DAY = timedelta(days=1)


@pytest.mark.parametrize("target", KINDS)
def test_a_backup_of_either_database_becomes_either_database(migrated_url: str, target: str, tmp_path: Path) -> None:
    lived(migrated_url)
    out, new = tmp_path / "out", new_database(target, tmp_path)
    before = everything(migrated_url)
    backup(migrated_url, out, NOON + HOUR)

    restored, any_source = restore(new, out, NOON + HOUR)

    assert (restored.patients, restored.forgotten, restored.unplanned, any_source) == (2, 0, 0, True)
    assert known(new) == known(migrated_url) == {MARIA, AMIR}
    after = everything(new)
    for table in ("treatment", "answer", "concern", "consent", "tombstone"):
        assert after[table] == before[table]
    life_goes_on(new)


def test_what_was_under_way_at_the_backup_is_neither_repeated_nor_answered(migrated_url: str, tmp_path: Path) -> None:
    store = open_store(migrated_url)
    with store.transaction() as tx:
        maria, session = someone.a_treated_patient(tx)
        on_the_wire, waiting = (someone.a_message(session.id, step) for step in ("D0-1", "D0-2"))
        assert ledger.begin_sending(tx, maria.id, maria.rev, [waiting], NOON)
        ledger.settle(tx, waiting.id, 1, Outcome(MessageState.LATER, retry_at=NOON + HOUR), NOON)
        assert ledger.begin_sending(tx, maria.id, maria.rev, [on_the_wire], NOON)
        patients.hold(tx, maria, HOUR)
        inbox.put(tx, 4711, [Arrived(1, MARIA, "message", "{}"), Arrived(2, MARIA, "message", "{}")])
        inbox.mark_applied(tx, 4711, 1, '["late"]')
    out = tmp_path / "out"
    backup(migrated_url, out, NOON)
    store.close()

    restore(migrated_url, out, NOON + DAY)

    store = open_store(migrated_url)
    with store.read() as tx:
        messages = {one.id: one for one in tx.exec(select(Message))}
        assert messages[on_the_wire.id].state is MessageState.UNKNOWN
        assert {one.retry_at for one in messages.values()} == {None}
        (patient,) = tx.exec(select(Patient))
        assert (patient.lease_owner, patient.lease_until) == (None, None)
        rows = {row.step: row for row in tx.exec(select(Reminder).where(Reminder.host == ""))}
        assert rows["D0-1"].state is ReminderState.SAID
        assert rows["D0-2"].reason == Reason.RESTORE.value
        updates = list(tx.exec(select(Inbox)))
        assert {(one.state, one.raw, one.reply, one.lane) for one in updates} == {
            (InboxState.ANSWERED, None, None, None)
        }
    store.close()


def test_who_stopped_stays_stopped_and_who_has_no_plan_keeps_nobody_out(migrated_url: str, tmp_path: Path) -> None:
    lived(migrated_url)
    store = open_store(migrated_url)
    with store.transaction() as tx:
        maria, amir = (patient_by_telegram(tx, who) for who in (MARIA, AMIR))
        assert maria is not None
        assert amir is not None
        with facts.changing(tx, maria, PROTOCOL, NOON + HOUR) as locked:
            pauses.suspend(tx, locked, PatientState.STOPPED, NOON + HOUR)
        amir.zone = "Mars/Olympus"
    store.close()
    backup(migrated_url, tmp_path / "out", NOON + HOUR)

    restored, _ = restore(migrated_url, tmp_path / "out", NOON + 3 * DAY)

    assert (restored.patients, restored.unplanned) == (2, 1)
    store = open_store(migrated_url)
    with store.read() as tx:
        maria, amir = (patient_by_telegram(tx, who) for who in (MARIA, AMIR))
        assert maria is not None
        assert amir is not None
        assert (maria.state, maria.next_due_at) == (PatientState.STOPPED, None)
        assert amir.next_due_at == amir.closed_until == NOON + 3 * DAY
    store.close()


def test_who_was_forgotten_is_found_in_the_database_that_goes_or_in_the_file_beside(
    migrated_url: str, tmp_path: Path
) -> None:
    lived(migrated_url)
    folder = tmp_path / "backups"
    folder.mkdir()
    backup(migrated_url, folder / "first", NOON)
    store = open_store(migrated_url)
    forgets(store, MARIA, 1)
    backup(migrated_url, folder / "second", NOON + 2 * HOUR)
    forgets(store, AMIR, 3)
    store.close()

    lost = new_database("sqlite", tmp_path)
    assert restore(lost, folder / "first", NOON + DAY)[0].forgotten == 1, "the file beside knows of Maria"
    assert known(lost) == {AMIR}
    assert restore(migrated_url, folder / "first", NOON + DAY)[0].forgotten == 2, "the database knows of both"
    assert known(migrated_url) == set()
    (folder / "tombstones").unlink()
    restored, any_source = restore(migrated_url, folder / "first", NOON + DAY)
    assert (restored.forgotten, any_source) == (2, True), "what was restored still knows"
    alone = new_database("sqlite", tmp_path, migrated=True)
    restored, any_source = restore(alone, folder / "first", NOON + DAY)
    assert (restored.patients, any_source) == (2, False), "and where nobody knows, that is said"


def test_the_first_who_is_ever_forgotten_is_found_in_a_backup_from_before(tmp_path: Path) -> None:
    url = new_database("sqlite", tmp_path, migrated=True)
    store = open_store(url)
    with store.transaction() as tx:
        patients.change(tx, someone.a_patient(tx, MARIA), clinic_phone="where Maria goes")
    backup(url, tmp_path / "first", NOON)
    forgets(store, MARIA, 1)
    backup(url, tmp_path / "second", NOON + 2 * HOUR)
    store.close()

    lost = new_database("sqlite", tmp_path)
    assert restore(lost, tmp_path / "first", NOON + DAY)[0].forgotten == 1
    assert known(lost) == set()
    assert b"where Maria goes" in (tmp_path / "first").read_bytes()
    assert b"where Maria goes" not in Path(str(engines.url_of(lost).database)).read_bytes(), "no byte of her"


def test_who_was_forgotten_and_came_back_stays_unless_forgotten_again(migrated_url: str, tmp_path: Path) -> None:
    store = open_store(migrated_url)
    with store.transaction() as tx:
        forgetting.forget(tx, someone.a_patient(tx, MARIA), NOON + HOUR)
        someone.a_patient(tx, MARIA, now=NOON + 2 * HOUR)
    backup(migrated_url, tmp_path / "out", NOON + 3 * HOUR)
    store.close()

    assert restore(migrated_url, tmp_path / "out", NOON + DAY)[0].forgotten == 0
    assert known(migrated_url) == {MARIA}
    store = open_store(migrated_url)
    forgets(store, MARIA, 30)
    store.close()
    assert restore(migrated_url, tmp_path / "out", NOON + 2 * DAY)[0].forgotten == 1
    assert known(migrated_url) == set()


def test_a_new_database_with_a_key_of_its_own_is_understood_and_its_tombstones_are_kept(tmp_path: Path) -> None:
    old, new = (new_database("sqlite", tmp_path, migrated=True) for _ in range(2))
    lived(old)
    backup(old, tmp_path / "out", NOON)
    store = open_store(new)
    with store.transaction() as tx:
        forgetting.forget(tx, someone.a_patient(tx, MARIA, now=NOON + HOUR), NOON + 2 * HOUR)
    store.close()

    for _ in range(2):
        restored, _known = restore(new, tmp_path / "out", NOON + DAY)
        assert (restored.patients, restored.forgotten) == (1, 1)
    store = open_store(new)
    with store.read() as tx:
        assert forgetting.is_forgotten(tx, MARIA)
        assert forgetting.is_forgotten(tx, ZOE)
        assert not forgetting.is_forgotten(tx, AMIR)
    store.close()


def test_while_somebody_uses_the_database_nothing_is_restored(migrated_url: str, tmp_path: Path) -> None:
    lived(migrated_url)
    backup(migrated_url, tmp_path / "out", NOON)
    before = everything(migrated_url)
    store = open_store(migrated_url)
    with store.read() as tx:
        assert tx.exec(select(Patient)).all()
    with pytest.raises(Mistake, match="in use: stop the bot first") as refused:
        restore(migrated_url, tmp_path / "out", NOON + DAY)
    assert refused.value.exit_code is Exit.DATABASE
    store.close()
    assert everything(migrated_url) == before


def test_a_bot_that_holds_the_lock_is_left_in_peace(tmp_path: Path) -> None:
    url = new_database("sqlite", tmp_path, migrated=True)
    lived(url)
    backup(url, tmp_path / "out", NOON)
    before = everything(url)
    with sole_user(url), pytest.raises(Mistake, match="in use: stop the bot first"):
        restore(url, tmp_path / "out", NOON + DAY)
    assert everything(url) == before


def test_on_a_full_disk_nothing_is_restored_and_nothing_is_left_over(tmp_path: Path) -> None:
    url = new_database("sqlite", tmp_path, migrated=True)
    lived(url)
    backup(url, tmp_path / "out", NOON)
    before, (soft, hard) = everything(url), resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, hard))
    try:
        with pytest.raises(Mistake) as refused:
            restore(url, tmp_path / "out", NOON + DAY)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))

    assert refused.value.exit_code is Exit.DATABASE
    assert everything(url) == before
    assert not [one.name for one in tmp_path.iterdir() if "restoring" in one.name]


def test_a_damaged_database_is_replaced_and_its_log_is_not_taken_for_the_new_ones(tmp_path: Path) -> None:
    url = new_database("sqlite", tmp_path, migrated=True)
    lived(url)
    backup(url, tmp_path / "out", NOON)
    file = Path(str(engines.url_of(url).database))
    open_again = sqlite3.connect(file)
    open_again.execute("PRAGMA journal_mode = WAL")
    open_again.execute("INSERT INTO meta VALUES ('only', 'in the log')")
    open_again.commit()
    log = file.with_name(file.name + "-wal").read_bytes()
    open_again.close()
    file.write_bytes(b"this is no database any more" * 400)
    file.with_name(file.name + "-wal").write_bytes(log)

    restored, _ = restore(url, tmp_path / "out", NOON + HOUR)

    assert restored.patients == 2
    assert "in the log" not in str(everything(url))
    assert [one.name for one in tmp_path.iterdir() if "restoring" in one.name] == []
    life_goes_on(url)


def life_goes_on(url: str) -> None:
    """What was restored can be written to: numbers are not given out again, the next thing is planned."""
    store = open_store(url)
    with store.transaction() as tx:
        patient = patient_by_telegram(tx, MARIA)
        assert patient is not None
        assert patient.next_due_at is not None
        facts.close_steps(tx, patient, HOUSE.protocol, NOON + DAY)
        numbers = list(tx.exec(select(Reminder.id).order_by(col(Reminder.id))))
        assert len(set(numbers)) == len(numbers)
    store.close()
