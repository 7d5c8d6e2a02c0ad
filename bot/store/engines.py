"""Connections to SQLite and to PostgreSQL, set up so that both keep the same promises."""

from __future__ import annotations

import errno
import os
import sqlite3
from contextlib import suppress
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, ExceptionContext, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError

from bot.errors import Exit, Mistake

BUSY_SECONDS = 5.0
"""How long a writer waits for the lock before it gives up."""

CONNECT_SECONDS = 5
"""How long a server may take to answer."""

SILENT_SECONDS = 20
"""After how long without a sign of the server what was sent to it counts as lost."""

NAME = "aftercare-bot"
"""As what this program's connections are known to PostgreSQL: by it a restore sees that somebody is there."""

READERS = 8
"""Connections that may read at once."""

ONLY_READS = frozenset({"25006", "0A000"})
"""SQLSTATEs of a server that does not write: a stand-by after a failover, or one whose provider found its disk full. A
connection to it may never write again, even when a new one would: so it is given up.
"""


def url_of(text: str) -> URL:
    """A database address as SQLAlchemy wants it. `Mistake` for one that is none, without repeating it: it may hold a
    password.

    `postgres://` and `postgresql://`, as platforms write it, become psycopg's. SQLite has to be a file: what is kept
    in memory is lost by a restart.
    """
    try:
        url = make_url(text)
    except ArgumentError:
        raise Mistake(
            "DATABASE_URL is not a database address: sqlite:///data/bot.db or postgresql://…", Exit.WRONG_USE
        ) from None
    kind = url.get_backend_name()
    if kind in {"postgres", "postgresql"}:
        return url.set(drivername="postgresql+psycopg")
    if kind != "sqlite":
        raise Mistake("DATABASE_URL must begin with sqlite:/// or postgresql://", Exit.WRONG_USE)
    if url.database in {None, "", ":memory:"}:
        raise Mistake("DATABASE_URL names no file: sqlite:///data/bot.db", Exit.WRONG_USE)
    return url


def writer(url: URL, *, foreign_keys: bool = True) -> Engine:
    """An engine for transactions that write.

    SQLite gets one connection: its writers stand in line inside the process instead of polling the file for its lock.
    Each begins with BEGIN IMMEDIATE, because a transaction that reads first and writes later fails at once when
    somebody wrote in between (SQLITE_BUSY_SNAPSHOT).
    """
    if url.get_backend_name() != "sqlite":
        return _postgres(url)
    _make_private(Path(str(url.database)).resolve())
    return _sqlite(url, begin="BEGIN IMMEDIATE", connections=1, foreign_keys=foreign_keys, query_only=False)


def reader(url: URL) -> Engine | None:
    """An engine that can only read; `None` where the writer's serves for both."""
    if url.get_backend_name() != "sqlite":
        return None
    return _sqlite(url, begin="BEGIN", connections=READERS, foreign_keys=True, query_only=True)


def _sqlite(url: URL, *, begin: str, connections: int, foreign_keys: bool, query_only: bool) -> Engine:
    engine = create_engine(
        url,
        hide_parameters=True,
        pool_size=connections,
        max_overflow=0,
        pool_timeout=BUSY_SECONDS,
        connect_args={"timeout": BUSY_SECONDS},
    )

    def set_up(connection: sqlite3.Connection, _record: Any) -> None:
        # The driver would begin transactions of its own, late and deferred.
        connection.isolation_level = None
        for pragma in (
            f"busy_timeout = {int(BUSY_SECONDS * 1000)}",
            "journal_mode = WAL",
            "synchronous = FULL",
            f"foreign_keys = {'ON' if foreign_keys else 'OFF'}",
            "secure_delete = ON",
            f"query_only = {'ON' if query_only else 'OFF'}",
        ):
            connection.execute(f"PRAGMA {pragma}").close()

    def begin_ourselves(connection: Connection) -> None:
        connection.exec_driver_sql(begin)

    event.listen(engine, "connect", set_up)
    event.listen(engine, "begin", begin_ourselves)
    return engine


def _postgres(url: URL) -> Engine:
    milliseconds = int(BUSY_SECONDS * 1000)
    # A server that is gone without a word is noticed within some twenty seconds, not after two hours.
    watch = {
        "keepalives_idle": 10,
        "keepalives_interval": 3,
        "keepalives_count": 3,
        "tcp_user_timeout": SILENT_SECONDS * 1000,
    }
    engine = create_engine(
        url,
        hide_parameters=True,
        pool_size=READERS,
        max_overflow=0,
        pool_timeout=BUSY_SECONDS,
        pool_pre_ping=True,
        connect_args={
            "application_name": NAME,
            "connect_timeout": CONNECT_SECONDS,
            "options": f"-c lock_timeout={milliseconds} -c timezone=UTC",
            **watch,
        },
    )

    def look_elsewhere(context: ExceptionContext) -> None:
        if getattr(context.original_exception, "sqlstate", None) in ONLY_READS:
            context.is_disconnect = True

    event.listen(engine, "handle_error", look_elsewhere)
    return engine


def _make_private(path: Path) -> None:
    """A new database file, and its folder if that is new, that only its owner can read. What SQLite puts beside it
    gets the same mode.

    One that is there is not opened: to close it again would drop every lock that this process has on it.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        if path.is_dir():
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
        if path.exists() and not os.access(path, os.R_OK | os.W_OK):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
        with suppress(FileExistsError):
            os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
    except OSError as error:
        raise Mistake(f"The database file cannot be opened: {error.strerror}.", Exit.DATABASE) from None
