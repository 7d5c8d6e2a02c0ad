"""Puts a database that was made ready in the place of the one that is there: all of it, or nothing."""

from __future__ import annotations

import os
import shutil
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

from sqlalchemy import Engine, text
from sqlalchemy.exc import SQLAlchemyError

from bot.errors import Exit, Mistake
from bot.store import engines
from bot.store.backing_up import address_of
from bot.store.copying import TABLES, NotTheSame, copy_everything
from bot.store.files import remove_beside, remove_database, synced
from bot.store.forgetting import Buried, buried
from bot.store.migrate import upgrade
from bot.store.sole import sole_user
from bot.store.trouble import StoreTrouble, explained

GONE_WITHIN_S = 3.0
"""A connection that was closed is known to PostgreSQL for some moments more."""
_LET_GO_S = 1.0
"""How long a reader of the file may take to end."""
_IN_USE = "The database is in use: stop the bot first."

T = TypeVar("T")


def replace(database_url: str, backup: Path, prepare: Callable[[Path, Buried | None], T]) -> T:
    """Copies the backup beside the database (on PostgreSQL: beside the backup), has the copy made ready by `prepare`, and
    puts it in place. Returns what `prepare` did.

    `prepare` is given the copy, and who was forgotten in the database that is there; `None` if that cannot be read.
    `Mistake` if somebody uses the database, or a disk or a database cannot do it: then everything is as it was.
    """
    url = engines.url_of(database_url)
    try:
        if url.get_backend_name() == "sqlite":
            return _replace_file(database_url, Path(str(url.database)), backup, prepare)
        return _replace_on_server(database_url, backup, prepare)
    except NotTheSame as wrong:
        raise Mistake(f"Nothing was restored: the copy of {wrong.args[0]} is not the same.", Exit.DATABASE) from None
    except StoreTrouble as trouble:
        raise Mistake(f"Nothing was restored: a database {trouble.kind.plainly}.", Exit.DATABASE) from None
    except SQLAlchemyError as error:
        refused = explained(error)
        if isinstance(refused, StoreTrouble):
            raise Mistake(f"Nothing was restored: a database {refused.kind.plainly}.", Exit.DATABASE) from None
        raise refused.with_traceback(error.__traceback__) from None
    except sqlite3.Error:
        raise Mistake("Nothing was restored: the database cannot be written.", Exit.DATABASE) from None
    except OSError as error:
        raise Mistake(f"Nothing was restored: {error.strerror}.", Exit.DATABASE) from None


def _replace_file(database_url: str, file: Path, backup: Path, prepare: Callable[[Path, Buried | None], T]) -> T:
    file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with sole_user(database_url) as alone:
        if not alone:
            raise Mistake(_IN_USE, Exit.DATABASE)
        with _private_copy(backup, file.with_name(f"{file.name}.restoring")) as copy:
            done = prepare(copy, _buried_in_file(database_url, file))
            _made_one_file(copy)
            synced(copy)
            if file.exists():
                _put_to_rest(file)
            _put_in_place(copy, file)
        return done


def _replace_on_server(database_url: str, backup: Path, prepare: Callable[[Path, Buried | None], T]) -> T:
    names = ", ".join(table.name for table in TABLES)
    engine = engines.writer(engines.url_of(database_url))
    try:
        _refuse_company(engine)
        upgrade(database_url)
        with engine.begin() as server, _private_copy(backup, backup.with_name(f"{backup.name}.restoring")) as copy:
            server.execute(text(f"LOCK TABLE {names} IN ACCESS EXCLUSIVE MODE"))
            done = prepare(copy, buried(server))
            server.execute(text(f"TRUNCATE {names}"))
            ready = engines.writer(engines.url_of(address_of(copy)))
            try:
                with ready.begin() as old:
                    copy_everything(old, server)
            finally:
                ready.dispose()
            return done
    finally:
        engine.dispose()


def _refuse_company(engine: Engine) -> None:
    """`Mistake` while another connection of this program to the same database is open: a bot always has one."""
    others = text(
        "SELECT count(*) FROM pg_stat_activity "
        "WHERE datname = current_database() AND application_name = :name AND pid <> pg_backend_pid()"
    )
    until = time.monotonic() + GONE_WITHIN_S
    while True:
        with engine.begin() as server:  # what it sees of others stays as it is for one transaction
            if not server.execute(others, {"name": engines.NAME}).scalar_one():
                return
        if time.monotonic() > until:
            raise Mistake(_IN_USE, Exit.DATABASE)
        time.sleep(0.1)


def _buried_in_file(database_url: str, file: Path) -> Buried | None:
    if not file.exists():
        return None
    engine = engines.reader(engines.url_of(database_url))
    if engine is None:
        raise TypeError(database_url)
    try:
        with engine.begin() as connection:
            return buried(connection)
    except SQLAlchemyError:
        return None
    finally:
        engine.dispose()


@contextmanager
def _private_copy(backup: Path, copy: Path) -> Iterator[Path]:
    """A copy that only its owner can read, gone at the end if nobody has put it elsewhere. What an attempt before this one
    left is gone first.
    """
    remove_database(copy)
    try:
        with backup.open("rb") as old, open(os.open(copy, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as new:  # noqa: PTH123 - a mode from the start
            shutil.copyfileobj(old, new)
        yield copy
    finally:
        remove_database(copy)


def _put_to_rest(file: Path) -> None:
    """Takes everything from beside the file that is to be replaced: its log would be taken for that of the new one."""
    try:
        _made_one_file(file)
    except sqlite3.Error as error:
        if getattr(error, "sqlite_errorcode", 0) & 0xFF in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}:
            raise Mistake(_IN_USE, Exit.DATABASE) from None
    remove_beside(file)  # of a damaged one they are still there


def _made_one_file(file: Path) -> None:
    """Brings everything that stands in the log into the file. `sqlite3.Error` if somebody has it open, or it is damaged."""
    connection = sqlite3.connect(file, timeout=_LET_GO_S, isolation_level=None)
    try:
        connection.execute("PRAGMA journal_mode = DELETE").fetchall()
    finally:
        connection.close()


def _put_in_place(copy: Path, file: Path) -> None:
    copy.replace(file)
    synced(file.parent)
