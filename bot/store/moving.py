"""Moves everything from an SQLite file to a PostgreSQL database, in one transaction, and compares afterwards."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import zip_longest
from typing import Any

from sqlalchemy import Column, ColumnElement, Connection, CursorResult, Row, String, Table, func, insert, select, text
from sqlalchemy.exc import SQLAlchemyError

from bot.errors import Exit, Mistake
from bot.store import engines
from bot.store.migrate import upgrade
from bot.store.records import Patient
from bot.store.sole import sole_user
from bot.store.trouble import StoreTrouble, explained

BATCH = 1000
"""Rows that are read and written at once."""
TABLES = Patient.metadata.sorted_tables
"""Every table, those before that others point to."""


def move(source: str, target: str) -> int:
    """Copies every row of an SQLite file into an empty PostgreSQL database, and returns how many there are. The file
    stays as it is.

    `Mistake` if the addresses are the wrong way round, somebody uses the file, the target holds something already, or
    a database cannot do it: then nothing of it is in the target.
    """
    if engines.url_of(source).get_backend_name() != "sqlite":
        raise Mistake("DATABASE_URL is not an SQLite file: only from there things can be moved.")
    if engines.url_of(target).get_backend_name() == "sqlite":
        raise Mistake("--to is not a PostgreSQL address, such as postgresql://user:password@host/name.")
    with sole_user(source) as alone:
        if not alone:
            raise Mistake("The SQLite file is in use: stop the bot first.", Exit.DATABASE)
        upgrade(source)
        upgrade(target)
        try:
            return _move(source, target)
        except SQLAlchemyError as error:
            trouble = explained(error)
            if isinstance(trouble, StoreTrouble):
                raise Mistake(f"Nothing was moved: a database {trouble.kind.plainly}.", Exit.DATABASE) from None
            raise trouble.with_traceback(error.__traceback__) from None


def _move(source: str, target: str) -> int:
    from_engine, to_engine = engines.writer(engines.url_of(source)), engines.writer(engines.url_of(target))
    try:
        with from_engine.begin() as old, to_engine.begin() as new:
            if any(_count(new, table) for table in TABLES):
                raise Mistake("The PostgreSQL database is not empty: nothing was moved.", Exit.DATABASE)
            for table in TABLES:
                _copy(old, new, table)
                _compare(old, new, table)
            return sum(_count(new, table) for table in TABLES)
    finally:
        from_engine.dispose()
        to_engine.dispose()


def _copy(old: Connection, new: Connection, table: Table) -> None:
    for rows in _rows(old, table).mappings().partitions(BATCH):
        new.execute(insert(table), [dict(row) for row in rows])
    if "id" in table.c and table.c["id"].type.python_type is int:
        # Numbers that were copied are unknown to the sequence, which would give them out again.
        new.execute(
            text(
                f"SELECT setval(pg_get_serial_sequence('{table.name}', 'id'), "  # noqa: S608 - names of our own tables
                f"COALESCE((SELECT MAX(id) FROM {table.name}), 0) + 1, false)"
            )
        )


def _compare(old: Connection, new: Connection, table: Table) -> None:
    def all_of(connection: Connection) -> Iterator[Row[tuple[object, ...]]]:
        return iter(_rows(connection, table))

    for ours, theirs in zip_longest(all_of(old), all_of(new)):
        if ours is None or theirs is None or tuple(ours) != tuple(theirs):
            raise Mistake(f"Nothing was moved: the copy of {table.name} is not the same.", Exit.DATABASE)


def _rows(connection: Connection, table: Table) -> CursorResult[tuple[object, ...]]:
    order = [_by_bytes(column) if connection.dialect.name == "postgresql" else column for column in table.primary_key]
    return connection.execute(select(table).order_by(*order).execution_options(yield_per=BATCH))


def _by_bytes(column: Column[Any]) -> ColumnElement[Any]:
    """Texts in the order that SQLite has them in, whatever language the server speaks."""
    return column.collate("C") if isinstance(column.type, String) else column


def _count(connection: Connection, table: Table) -> int:
    return connection.execute(select(func.count()).select_from(table)).scalar_one()
