"""Backups of a database in use, backups and restores that are killed: whole or not there, replaced or untouched."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest
from sqlmodel import select

from bot.ops.backup import UNFINISHED, backup
from bot.store import forgetting, ledger, meta
from bot.store.ledger import Outcome
from bot.store.manifest import verify
from bot.store.patients import patient_by_telegram
from bot.store.records import Message, Patient, Reminder, Treatment
from bot.store.states import MessageState, ReminderState
from bot.store.store import open_store
from tests.databases import KINDS, new_database
from tests.ops.past import known, lived
from tests.proof.crash_points import (
    BACKUP_POINTS,
    RESTORE_FILE_POINTS,
    RESTORE_POINTS,
    RESTORE_SERVER_POINTS,
    Point,
    When,
)
from tests.proof.forks import ROOT, Zygote
from tests.proof.numbers import note
from tests.proof.size import LONG, size
from tests.store import someone
from tests.store.someone import AMIR, MARIA, NOON

BACKUPS = size("BACKUPS", 2, 20)
EVERY = {"sqlite": 1 if LONG else 4, "postgresql": 1 if LONG else 20}
"""`make test` kills at every fourth place on SQLite, and at one on PostgreSQL."""
PATIENCE_S = 60


@pytest.mark.parametrize("kind", KINDS)
def test_backups_of_a_database_in_use_are_whole_each_of_one_moment(kind: str, tmp_path: Path) -> None:
    url = new_database(kind, tmp_path, migrated=True)
    sizes = []
    with people_coming(url) as come:
        for number in range(BACKUPS):
            out, before = tmp_path / f"backup-{number}", come()
            wait_until(come, before + 1)
            backup(url, out, NOON)
            sizes.append((before, verify(out).rows, come()))
            assert whole(f"sqlite:///{out}"), "nobody is in it with half of what was committed at once"
    note(f"F39 {kind} load", {"backups": BACKUPS, "verified": len(sizes)})
    for before, rows, after in sizes:
        assert before <= rows["patient"] <= after + 1
    assert come() > BACKUPS


@pytest.mark.parametrize("kind", KINDS)
async def test_a_backup_that_is_killed_leaves_nothing_that_looks_like_one(
    kind: str, zygote: Zygote, tmp_path: Path
) -> None:
    url = new_database(kind, tmp_path, migrated=True)
    lived(url)
    points = (*BACKUP_POINTS[2:], *BACKUP_POINTS[:2])[:: EVERY[kind]]
    half: list[str] = []
    for number, point in enumerate(points):
        folder = tmp_path / str(number)
        folder.mkdir()
        assert await ran(zygote, folder, url, "backup out", point) == -signal.SIGKILL, point.name
        if point.place.endswith("_put_in_place") and point.when is When.AFTER:
            assert verify(folder / "out").rows["patient"] == 2
            continue
        left = {one.name for one in folder.iterdir()} - {"tombstones", "log"}
        half += [f"{point.name}: {name}" for name in left if not name.startswith(f"out{UNFINISHED}")]
        assert await ran(zygote, folder, url, "backup out") == 0, point.name
        assert {one.name for one in folder.iterdir()} == {"out", "tombstones", "log"}
        assert verify(folder / "out").rows["patient"] == 2
    note(f"F39 {kind} killed", {"kills": len(points), "half": len(half)})
    assert not half


@pytest.mark.parametrize("kind", KINDS)
async def test_a_restore_that_is_killed_has_replaced_everything_or_nothing(
    kind: str, zygote: Zygote, tmp_path: Path
) -> None:
    own = RESTORE_FILE_POINTS if kind == "sqlite" else RESTORE_SERVER_POINTS
    points = (*reversed(own), *RESTORE_POINTS)[:: EVERY[kind]]
    half: list[str] = []
    for number, point in enumerate(points):
        folder = tmp_path / str(number)
        folder.mkdir()
        url = new_database(kind, folder, migrated=True)
        lived(url)
        backup(url, folder / "out", NOON)
        goes_on(url)
        files = {one.name for one in folder.iterdir()}

        assert await ran(zygote, folder, url, "restore out", point) == -signal.SIGKILL, point.name

        there = people(url)
        if there not in ({AMIR, MARIA + 50}, {AMIR}):  # the old one or the new one, and never Maria
            half.append(f"{point.name}: {there}")
        assert await ran(zygote, folder, url, "restore out") == 0, (point.name, (folder / "log").read_text())
        assert people(url) == {AMIR}
        extra = {one.name for one in folder.iterdir()} - files - {"log"}
        assert {name for name in extra if not name.endswith((".lock", "-wal", "-shm"))} == set(), point.name
    note(f"F38 {kind} killed", {"kills": len(points), "half": len(half)})
    assert not half


def goes_on(url: str) -> None:
    """After the backup Maria asked to be forgotten, and somebody came."""
    store = open_store(url)
    with store.transaction() as tx:
        maria = patient_by_telegram(tx, MARIA)
        assert maria is not None
        forgetting.forget(tx, maria, NOON + timedelta(hours=1))
        someone.a_patient(tx, MARIA + 50)
    store.close()


def people(url: str) -> set[int]:
    """Who is there, in a database that can be written to."""
    store = open_store(url)
    with store.transaction() as tx:
        meta.put(tx, "written", "yes")
    store.close()
    return known(url)


async def ran(zygote: Zygote, folder: Path, url: str, command: str, point: Point | None = None) -> int:
    """The exit code of a command in a process of its own, killed at a point if there is one."""
    crash = {"place": point.place, "when": point.when.value, "hit": 1} if point else None
    environment = {"PATH": os.environ.get("PATH", ""), "PYTHONPATH": str(ROOT), "DATABASE_URL": url}
    order = {"argv": command.split(), "env": environment, "cwd": str(folder), "crash": crash}
    return await zygote.fork(order, folder / "log").ended(PATIENCE_S)


@contextmanager
def people_coming(url: str) -> Iterator[Callable[[], int]]:
    """Somebody new every few milliseconds, each with a treatment and a message in one transaction. Gives how many came."""
    came, stop = [0], threading.Event()

    def come() -> None:
        store = open_store(url)
        while not stop.wait(0.002):
            with store.transaction() as tx:
                patient, session = someone.a_treated_patient(tx, 8_000_000_000 + came[0])
                message = someone.a_message(session.id)
                assert ledger.begin_sending(tx, patient.id, patient.rev, [message], NOON)
                ledger.settle(tx, message.id, 1, Outcome(MessageState.SENT, telegram_message_id=1), NOON)
            came[0] += 1
        store.close()

    def how_many() -> int:
        if coming.done():
            coming.result()
        return came[0]

    with ThreadPoolExecutor(1) as thread:
        coming = thread.submit(come)
        try:
            yield how_many
        finally:
            stop.set()
    coming.result()


def wait_until(come: Callable[[], int], number: int) -> None:
    """Waits until so many have come, without counting the seconds."""
    pause = threading.Event()
    while come() < number:
        pause.wait(0.005)


def whole(url: str) -> bool:
    """Whether everybody has what was committed together with them."""
    store = open_store(url)
    with store.read() as tx:
        came = set(tx.exec(select(Patient.id)))
        treated = set(tx.exec(select(Treatment.patient_id)))
        sent = set(tx.exec(select(Message.patient_id).where(Message.state == MessageState.SENT)))
        said = set(tx.exec(select(Reminder.patient_id).where(Reminder.state == ReminderState.SAID)))
    store.close()
    return came == treated == sent == said
