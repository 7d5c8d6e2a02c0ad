"""The open database, and transactions on it.

    with store.transaction() as tx:
        patient = patient_by_telegram(tx, 4711)

Every query stands in a topic module of this package, as a function whose first argument is the transaction. All of it
is synchronous: call it from a worker thread.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Engine, func, inspect, select, text
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import SQLAlchemyError
from sqlmodel import Session, SQLModel

from bot.clock import Clock, system_clock
from bot.errors import Exit, Mistake
from bot.store import engines
from bot.store.migrations import REVISIONS
from bot.store.trouble import StoreTrouble, Trouble, explained, kind_of


class Tx(Session):
    """One transaction. What it reads may be looked at after its end, but not changed."""

    def __init__(self, engine: Engine, *, writing: bool, real_clock: Clock | None) -> None:
        super().__init__(engine, expire_on_commit=False)
        self.writing = writing
        """Whether it may write: then a patient that it loads is locked until it ends."""
        self._real_clock = real_clock

    @property
    def postgres(self) -> bool:
        return self.get_bind().dialect.name == "postgresql"

    def real_now(self) -> datetime:
        """Real time, for leases and for how long an update has waited: of the database where several machines share
        one.
        """
        if self._real_clock is not None:
            return self._real_clock()
        now: datetime = self.scalars(select(func.clock_timestamp())).one()
        return now.astimezone(UTC)

    def stand_in_line(self, key: int) -> None:
        """Waits until no other transaction that stands in line at `key` is open. On SQLite writers do so anyway."""
        if self.postgres:
            self.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": key})

    def insert_new(self, record: type[SQLModel], rows: Sequence[dict[str, Any]]) -> int:
        """Inserts the rows that break no rule of uniqueness, leaves out the others, and returns how many were new."""
        if not rows:
            return 0
        insert = postgresql.insert if self.postgres else sqlite.insert
        statement = insert(record).values(rows).on_conflict_do_nothing()
        return len(self.execute(statement.returning(*inspect(record).primary_key)).all())


class Store:
    """An open database. Made by `open_store`; safe to use from many threads."""

    def __init__(self, writer: Engine, reader: Engine | None, real_clock: Clock | None) -> None:
        self._writer = writer
        self._reader = reader
        self._real_clock = real_clock

    @contextmanager
    def transaction(self) -> Iterator[Tx]:
        """A transaction that may write: committed at the end of the block, undone if the block raises.

        On SQLite it is the only writer from its first line on. `StoreTrouble` if the database is busy, full, lost or
        damaged; `StoreRefused` if a rule of the tables was broken. Not to be nested.
        """
        with _in_our_words(), Tx(self._writer, writing=True, real_clock=self._real_clock) as tx, tx.begin():
            tx.connection()
            yield tx

    @contextmanager
    def read(self) -> Iterator[Tx]:
        """A transaction that sees one moment of the database and cannot write. `StoreTrouble` as above."""
        engine = self._reader or self._writer
        with _in_our_words(), Tx(engine, writing=False, real_clock=self._real_clock) as tx, tx.begin():
            if tx.postgres:
                tx.connection(execution_options={"isolation_level": "REPEATABLE READ", "postgresql_readonly": True})
            yield tx

    def is_current(self) -> bool:
        """Whether it answers, and its schema is still that of this program. `StoreTrouble` as above."""
        with self.read() as tx:
            return tx.scalars(text("SELECT version_num FROM alembic_version")).one_or_none() == REVISIONS[-1]

    def scrub(self) -> bool:
        """Removes from SQLite's files what was deleted: until then it can still be read in the write-ahead log.

        False if somebody was reading: try again later. On PostgreSQL, whose VACUUM does it by itself, always true.
        """
        if self._reader is None:
            return True
        with _in_our_words():
            connection = self._writer.raw_connection()
            try:
                row = connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
            except sqlite3.Error as error:  # past SQLAlchemy, which would say it in its own words: a full disk, for one
                raise StoreTrouble(kind_of(error) or Trouble.LOST) from None
            finally:
                connection.close()
        return bool(row[0] == 0)

    def close(self) -> None:
        """Closes every connection."""
        self._writer.dispose()
        if self._reader is not None:
            self._reader.dispose()


def open_store(database_url: str, *, real_clock: Clock | None = None) -> Store:
    """Opens a database whose schema is that of this program; `migrate.upgrade` makes it so.

    `real_clock` gives real time for leases; by default it is the database's own on PostgreSQL, the machine's on
    SQLite. `Mistake` (exit code 5) if the database cannot be opened, or its schema is older or newer than this
    program.
    """
    url = engines.url_of(database_url)
    if real_clock is None and url.get_backend_name() == "sqlite":
        real_clock = system_clock
    store = Store(engines.writer(url), engines.reader(url), real_clock)
    try:
        with store.transaction() as tx:
            _check_schema(tx)
    except StoreTrouble as trouble:
        store.close()
        raise Mistake(f"The database cannot be opened: {trouble.kind.plainly}.", Exit.DATABASE) from None
    except Mistake:
        store.close()
        raise
    return store


def _check_schema(tx: Tx) -> None:
    version = None
    if inspect(tx.connection()).has_table("alembic_version"):
        version = tx.scalars(text("SELECT version_num FROM alembic_version")).one_or_none()
    if version == REVISIONS[-1]:
        return
    if version is None or version in REVISIONS:
        raise Mistake(
            "The database's schema is older than this program: run `python -m bot migrate` first.", Exit.DATABASE
        )
    raise Mistake("The database's schema is newer than this program: start the newer program.", Exit.DATABASE)


@contextmanager
def _in_our_words() -> Iterator[None]:
    try:
        yield
    except SQLAlchemyError as error:
        raise explained(error).with_traceback(error.__traceback__) from None
