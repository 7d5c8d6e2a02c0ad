"""Eight processes that read and then write one SQLite file at once, fifty thousand times: `make soak`. Nobody fails at once because
somebody wrote in between (SQLITE_BUSY_SNAPSHOT); who waited too long tries again, as the bot does, and nothing is lost.
"""

from __future__ import annotations

import multiprocessing
import sqlite3
import time
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy.exc import DBAPIError

from bot.errors import Mistake
from bot.store import meta
from bot.store.store import Store, open_store
from bot.store.trouble import StoreTrouble
from tests.databases import new_database
from tests.proof.numbers import note
from tests.proof.size import size

WRITERS = 8
TRANSACTIONS = size("TRANSACTIONS", 50_000, 50_000)
NUMBERS = 16
A_THOUGHT_S = 0.002
"""Between two transactions of one writer. Without it those who wait would hardly get a turn: SQLite's lock has no queue."""


@dataclass
class End:
    """What one process saw."""

    failed_at_once: int = 0
    waited_in_vain: int = 0


def test_eight_processes_that_read_and_then_write_do_not_fail_and_lose_nothing(tmp_path: Path) -> None:
    url = new_database("sqlite", tmp_path, migrated=True)
    each = TRANSACTIONS // WRITERS
    with ProcessPoolExecutor(WRITERS, multiprocessing.get_context("spawn")) as pool:
        ends = list(pool.map(counts, [url] * WRITERS, [each] * WRITERS, range(WRITERS)))
    store = open_store(url)
    with store.read() as tx:
        counted = sum(int(meta.get(tx, f"count-{number}") or 0) for number in range(NUMBERS))
    store.close()
    numbers = {
        "transactions": counted,
        "failed_at_once": sum(end.failed_at_once for end in ends),
        "waited_in_vain": sum(end.waited_in_vain for end in ends),
    }
    note("F28 writers", numbers)
    assert not numbers["failed_at_once"]
    assert counted == each * WRITERS


def counts(url: str, times: int, first: int) -> End:
    """One process: again and again it adds one to a number that it has just read."""
    end = End()
    store = opened(url, end)
    for turn in range(times):
        name = f"count-{(first + turn) % NUMBERS}"
        while not added(store, name, end):
            pass
        time.sleep(A_THOUGHT_S)
    store.close()
    return end


def opened(url: str, end: End) -> Store:
    """The store: to open it is a transaction as well."""
    while True:
        try:
            return open_store(url)
        except Mistake:
            end.waited_in_vain += 1


def added(store: Store, name: str, end: End) -> bool:
    """One transaction. False if it could not be had."""
    try:
        with store.transaction() as tx:
            meta.put(tx, name, str(int(meta.get(tx, name) or 0) + 1))
    except StoreTrouble as trouble:
        cause = trouble.__context__
        code = getattr(cause.orig, "sqlite_errorcode", None) if isinstance(cause, DBAPIError) else None
        end.failed_at_once += code == sqlite3.SQLITE_BUSY_SNAPSHOT
        end.waited_in_vain += code != sqlite3.SQLITE_BUSY_SNAPSHOT
        return False
    return True
