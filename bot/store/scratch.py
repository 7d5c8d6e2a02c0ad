"""A database in memory, for a conversation that is only played: the same tables and transactions, gone with the process."""

from __future__ import annotations

import sqlite3
from typing import Any

from sqlalchemy import Connection, StaticPool, create_engine, event

from bot.clock import Clock
from bot.store.records import Patient
from bot.store.store import Store


def scratch_store(real_clock: Clock) -> Store:
    """An empty store of its own, for one thing at a time: everything shares one connection.

    Its tables are made from the models, which is quicker than the migrations; that both make the same ones is tested.
    """
    engine = create_engine(
        "sqlite://", hide_parameters=True, poolclass=StaticPool, connect_args={"check_same_thread": False}
    )
    event.listen(engine, "connect", _set_up)
    event.listen(engine, "begin", _begin)
    with engine.begin() as connection:
        Patient.metadata.create_all(connection)
    return Store(engine, None, real_clock)


def _set_up(connection: sqlite3.Connection, _record: Any) -> None:
    # The driver would begin transactions of its own, late and deferred.
    connection.isolation_level = None
    connection.execute("PRAGMA foreign_keys = ON").close()


def _begin(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN")
