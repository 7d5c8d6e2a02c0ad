"""Every row of every table from one database to another, and whether all of them arrived as they were."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import zip_longest
from typing import Any

from sqlalchemy import Column, ColumnElement, Connection, CursorResult, Row, String, Table, func, insert, select, text

from bot.store.records import Patient

BATCH = 1000
"""Rows that are read and written at once."""
TABLES = Patient.metadata.sorted_tables
"""Every table, those before that others point to."""


class NotTheSame(Exception):
    """A copy differs from what it was made of: rows came or went, or a database changed a value. `args[0]`: its table."""


def is_empty(connection: Connection) -> bool:
    """Whether no table holds a row."""
    return not any(_count(connection, table) for table in TABLES)


def copy_everything(old: Connection, new: Connection) -> int:
    """Copies every row of one database with this program's schema into another one that is empty, each in an open
    transaction, and compares. Returns how many rows there are; `NotTheSame` if the copy is none.
    """
    for table in TABLES:
        _copy(old, new, table)
        _compare(old, new, table)
    return sum(_count(new, table) for table in TABLES)


def _copy(old: Connection, new: Connection, table: Table) -> None:
    for rows in _rows(old, table).mappings().partitions(BATCH):
        new.execute(insert(table), [dict(row) for row in rows])
    if new.dialect.name == "postgresql" and "id" in table.c and table.c["id"].type.python_type is int:
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
            raise NotTheSame(table.name)


def _rows(connection: Connection, table: Table) -> CursorResult[tuple[object, ...]]:
    order = [_by_bytes(column) if connection.dialect.name == "postgresql" else column for column in table.primary_key]
    return connection.execute(select(table).order_by(*order).execution_options(yield_per=BATCH))


def _by_bytes(column: Column[Any]) -> ColumnElement[Any]:
    """Texts in the order that SQLite has them in, whatever language the server speaks."""
    return column.collate("C") if isinstance(column.type, String) else column


def _count(connection: Connection, table: Table) -> int:
    return connection.execute(select(func.count()).select_from(table)).scalar_one()
