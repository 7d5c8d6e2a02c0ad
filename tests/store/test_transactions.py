"""Transactions: kept or undone as a whole, never in each other's way, and trouble told without what was written."""

from __future__ import annotations

import resource
import socket
import sqlite3
import subprocess
import sys
import traceback
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import cast

import pytest
from sqlalchemy import text
from sqlmodel import col, select

from bot.errors import Mistake
from bot.store import engines, meta, migrate, patients
from bot.store.patients import patient_by_telegram
from bot.store.records import Meta, Patient
from bot.store.states import PatientState
from bot.store.store import Store, open_store
from bot.store.trouble import StoreRefused, StoreTrouble, Trouble
from tests.databases import new_database
from tests.store.someone import AMIR, MARIA, NOON, a_patient


def test_what_a_transaction_did_is_there_afterwards(store: Store) -> None:
    with store.transaction() as tx:
        a_patient(tx)

    with store.read() as tx:
        assert patient_by_telegram(tx, MARIA) is not None


def test_an_exception_undoes_all_of_it(store: Store) -> None:
    def begins_and_fails() -> None:
        with store.transaction() as tx:
            a_patient(tx)
            raise KeyError

    with pytest.raises(KeyError):
        begins_and_fails()

    with store.read() as tx:
        assert patient_by_telegram(tx, MARIA) is None


def test_rows_can_be_looked_at_after_the_end(store: Store) -> None:
    with store.transaction() as tx:
        maria = a_patient(tx)
    assert maria.zone == "Europe/Lisbon"

    with store.read() as tx:
        read = patient_by_telegram(tx, MARIA)
    assert read is not None
    assert read.id == maria.id


def test_reading_cannot_write(store: Store) -> None:
    with pytest.raises((StoreTrouble, StoreRefused)), store.read() as tx:
        meta.put(tx, "colour", "blue")

    with store.transaction() as tx:
        assert meta.get(tx, "colour") is None


def test_a_reader_sees_one_moment_while_somebody_writes(store: Store) -> None:
    with store.transaction() as tx:
        meta.put(tx, "colour", "blue")

    with store.read() as reading:
        assert meta.get(reading, "colour") == "blue"
        with store.transaction() as writing:
            meta.put(writing, "colour", "red")
            meta.put(writing, "shape", "round")
        assert list(reading.exec(select(Meta.value).order_by(col(Meta.name)))) == ["blue"]


def test_eight_threads_that_read_and_then_write_neither_fail_nor_lose_anything(store: Store) -> None:
    with store.transaction() as tx:
        meta.put(tx, "count", "0")
        maria = a_patient(tx)

    def counts(times: int) -> None:
        for _ in range(times):
            with store.transaction() as tx:
                patient = patient_by_telegram(tx, MARIA)
                assert patient is not None
                seen = meta.get(tx, "count")
                assert seen is not None
                meta.put(tx, "count", str(int(seen) + 1))
                patient.rev += 1

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(counts, [12] * 8))

    with store.read() as tx:
        assert meta.get(tx, "count") == "96"
        now = patients.patient_by_id(tx, maria.id)
        assert now is not None
        assert now.rev == 96


def test_whoever_opens_a_file_that_the_same_process_has_open_takes_nothing_from_it(tmp_path: Path) -> None:
    first = a_file(tmp_path)
    with first.transaction() as tx:
        meta.put(tx, "one", "x")
    open_store(f"sqlite:///{tmp_path / 'bot.db'}").close()
    visit = "import sqlite3, sys; db = sqlite3.connect(sys.argv[1]); db.execute('SELECT * FROM meta').fetchall(); db.close()"
    subprocess.run([sys.executable, "-c", visit, tmp_path / "bot.db"], check=True)
    assert (tmp_path / "bot.db-wal").exists(), "another program thought itself the last one"
    with first.transaction() as tx:
        meta.put(tx, "two", "x")
    first.close()
    again = a_file(tmp_path)
    with again.read() as tx:
        assert {"one", "two"} <= set(tx.exec(select(Meta.name)))
    again.close()


def test_a_file_that_cannot_be_opened_is_told_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "bot.db").mkdir()
    with pytest.raises(Mistake, match=r"The database file cannot be opened: Is a directory\."):
        open_store(f"sqlite:///{tmp_path / 'bot.db'}")


def wrote(store: Store, name: str) -> bool:
    """One try, as each of the programs makes it."""
    try:
        with store.transaction() as tx:
            meta.put(tx, name, "x")
    except StoreTrouble as trouble:
        if trouble.kind is Trouble.BUSY:
            return False
        raise
    return True


def test_two_programs_on_one_file_take_turns(store: Store, migrated_url: str) -> None:
    other = open_store(migrated_url)

    def writes(on: Store, name: str) -> None:
        for number in range(15):
            while not wrote(on, f"{name}{number}"):
                pass  # the other one was quicker for five seconds

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(writes, [store, other], ["a", "b"]))
    other.close()

    with store.read() as tx:
        assert len(tx.exec(select(Meta.name)).all()) == 30


def test_a_transaction_inside_a_transaction_is_an_error_and_not_a_deadlock(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.store.engines.BUSY_SECONDS", 0.05)
    store = a_file(tmp_path)

    with pytest.raises(StoreTrouble) as trouble, store.transaction(), store.transaction():
        pass
    store.close()

    assert trouble.value.kind is Trouble.BUSY


def test_a_second_patient_of_one_account_is_refused_without_saying_which(store: Store) -> None:
    with store.transaction() as tx:
        a_patient(tx)

    with pytest.raises(StoreRefused) as refused, store.transaction() as tx:
        a_patient(tx)

    told = "".join(traceback.format_exception(refused.value))
    assert str(MARIA) not in told
    assert refused.value.what in {"IntegrityError", "UniqueViolation"}


def test_a_time_without_a_zone_is_refused(store: Store) -> None:
    with pytest.raises(StoreRefused), store.transaction() as tx:
        a_patient(tx, now=NOON.replace(tzinfo=None))


def test_nothing_that_was_written_stands_in_a_trace(store: Store) -> None:
    def writes(spoil: Callable[[Patient], None]) -> None:
        with store.transaction() as tx:
            patient = a_patient(tx, AMIR)
            patient.clinic_phone = "canary-0049"
            spoil(patient)

    for spoil in (no_language, a_state_that_is_none):
        with pytest.raises(StoreRefused) as refused:
            writes(spoil)

        told = "".join(traceback.format_exception(refused.value, chain=True))
        assert "canary" not in told
        assert str(AMIR) not in told


def test_a_file_that_somebody_else_locked_is_busy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.store.engines.BUSY_SECONDS", 0.05)
    store = a_file(tmp_path)
    somebody = sqlite3.connect(tmp_path / "bot.db", isolation_level=None)
    somebody.execute("BEGIN IMMEDIATE")

    with pytest.raises(StoreTrouble) as trouble, store.transaction():
        pass
    assert trouble.value.kind is Trouble.BUSY

    somebody.close()
    with store.transaction() as tx:
        a_patient(tx)
    store.close()


def test_a_full_disk_is_full_and_recovers_by_itself(tmp_path: Path) -> None:
    store = a_file(tmp_path)
    with store.transaction() as tx:
        pages = tx.execute(text("PRAGMA page_count")).scalar_one()
        tx.execute(text(f"PRAGMA max_page_count = {pages}"))

    with pytest.raises(StoreTrouble) as trouble, store.transaction() as tx:
        meta.put(tx, "large", "x" * 100_000)
    assert trouble.value.kind is Trouble.FULL
    with store.read() as tx:
        assert meta.get(tx, "large") is None

    with store.transaction() as tx:
        tx.execute(text(f"PRAGMA max_page_count = {pages * 10}"))
        meta.put(tx, "small", "x")
    store.close()


def test_a_server_that_hangs_up_is_lost_for_one_transaction(tmp_path: Path) -> None:
    url = new_database("postgresql", tmp_path, migrated=True)
    store, admin = open_store(url), open_store(url)

    def loses_its_server() -> None:
        with store.transaction() as tx:
            a_patient(tx)
            process = tx.execute(text("SELECT pg_backend_pid()")).scalar_one()
            with admin.transaction() as other:
                other.execute(text("SELECT pg_terminate_backend(:process)"), {"process": process})
            a_patient(tx, AMIR)

    with pytest.raises(StoreTrouble) as trouble:
        loses_its_server()
    assert trouble.value.kind is Trouble.LOST

    with store.transaction() as tx:
        assert patient_by_telegram(tx, MARIA) is None
    store.close()
    admin.close()


def test_a_server_that_only_reads_is_lost_until_one_writes_again(tmp_path: Path) -> None:
    url = engines.url_of(new_database("postgresql", tmp_path, migrated=True))
    admin = engines.writer(url.set(database="postgres")).execution_options(isolation_level="AUTOCOMMIT")

    def reads_only(setting: str) -> None:
        with admin.connect() as server:
            server.execute(text(f"ALTER DATABASE {url.database} SET default_transaction_read_only = {setting}"))

    reads_only("on")
    store = open_store(url.render_as_string(hide_password=False))
    with pytest.raises(StoreTrouble) as trouble, store.transaction() as tx:
        a_patient(tx)
    assert trouble.value.kind is Trouble.LOST

    reads_only("off")
    with store.transaction() as tx:
        assert a_patient(tx).telegram_id == MARIA, "over a new connection"
    store.close()
    admin.dispose()


def test_a_disk_that_is_full_while_the_log_is_scrubbed_is_trouble_that_passes(tmp_path: Path) -> None:
    store = a_file(tmp_path)
    with store.read() as reading:
        meta.get(reading, "colour")
        with store.transaction() as tx:
            meta.put(tx, "colour", "blue" * 50_000)
    allowed = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, ((tmp_path / "bot.db").stat().st_size, allowed[1]))
    try:
        with pytest.raises(StoreTrouble):
            store.scrub()
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, allowed)
    assert store.scrub()
    store.close()


def test_a_server_that_takes_a_connection_and_says_nothing_is_lost(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.store.engines.CONNECT_SECONDS", 2)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        engine = engines.writer(engines.url_of(f"postgresql://somebody@127.0.0.1:{silent.getsockname()[1]}/bot"))
        with pytest.raises(StoreTrouble) as trouble, Store(engine, None, None).read():
            pass
    assert trouble.value.kind is Trouble.LOST
    engine.dispose()


def test_waiting_too_long_for_a_patient_whom_somebody_else_changes_is_busy(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.store.engines.BUSY_SECONDS", 0.05)
    store = open_store(new_database("postgresql", tmp_path, migrated=True))
    with store.transaction() as tx:
        a_patient(tx)

    with store.transaction() as tx:
        patient_by_telegram(tx, MARIA)
        with pytest.raises(StoreTrouble) as trouble, store.transaction() as other:
            patient_by_telegram(other, MARIA)
        with store.read() as reading:
            assert patient_by_telegram(reading, MARIA) is not None
    store.close()

    assert trouble.value.kind is Trouble.BUSY


def no_language(patient: Patient) -> None:
    patient.language = cast(str, None)


def a_state_that_is_none(patient: Patient) -> None:
    patient.state = cast(PatientState, "canary-state")


def a_file(folder: Path) -> Store:
    url = f"sqlite:///{folder / 'bot.db'}"
    migrate.upgrade(url)
    return open_store(url)
