"""A copy of the whole database in one SQLite file, while the bot runs: what one moment saw, and nothing of after it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection
from sqlalchemy.exc import SQLAlchemyError

from bot.errors import Exit, Mistake
from bot.store import engines, forgetting, meta
from bot.store.copying import NotTheSame, copy_everything
from bot.store.forgetting import Buried
from bot.store.manifest import Manifest, seal
from bot.store.migrate import upgrade
from bot.store.store import open_store
from bot.store.trouble import StoreTrouble, explained


def back_up(database_url: str, file: Path, version: str, now: datetime) -> tuple[Manifest, Buried]:
    """Copies everything into a new file and seals it. Returns what it holds, and who was forgotten by then.

    `now`: read before this is called. `Mistake` if a database cannot do it, or its schema is not this program's; the
    file may then be there, unsealed.
    """
    _refuse_nothing(database_url)
    address = address_of(file)
    try:
        store = open_store(database_url)
        try:
            with store.transaction() as tx:
                meta.secret(tx, forgetting.KEY)  # so that whoever is forgotten later can be found in this backup
        finally:
            store.close()
        revision = _empty_backup(address)
        with _snapshot(database_url) as old, _written(address) as new:
            copy_everything(old, new)
            buried = forgetting.buried(new)
        return seal(file, revision, version, now), buried
    except NotTheSame as wrong:
        raise Mistake(f"Nothing was kept: the copy of {wrong.args[0]} is not the same.", Exit.DATABASE) from None
    except StoreTrouble as trouble:
        raise Mistake(f"Nothing was kept: a database {trouble.kind.plainly}.", Exit.DATABASE) from None
    except SQLAlchemyError as error:
        refused = explained(error)
        if isinstance(refused, StoreTrouble):
            raise Mistake(f"Nothing was kept: a database {refused.kind.plainly}.", Exit.DATABASE) from None
        raise refused.with_traceback(error.__traceback__) from None
    except sqlite3.Error:
        raise Mistake("Nothing was kept: the backup cannot be written.", Exit.DATABASE) from None


def address_of(file: Path) -> str:
    """The database address of an SQLite file. `Mistake` for a name that an address cannot hold."""
    if "?" in str(file):
        raise Mistake("The name of a backup, or of its folder, cannot have a question mark in it.")
    return f"sqlite:///{file}"


def _empty_backup(address: str) -> str:
    try:
        return upgrade(address)
    except Mistake:
        raise Mistake("Nothing was kept: the backup cannot be written.", Exit.DATABASE) from None


def _refuse_nothing(database_url: str) -> None:
    url = engines.url_of(database_url)
    if url.get_backend_name() == "sqlite" and not Path(str(url.database)).is_file():
        raise Mistake("There is no database file: is DATABASE_URL right?", Exit.DATABASE)


@contextmanager
def _snapshot(database_url: str) -> Iterator[Connection]:
    """One moment of the database, for as long as it takes to read it; writers go on meanwhile."""
    url = engines.url_of(database_url)
    engine = engines.reader(url) or engines.writer(url)
    try:
        with engine.connect() as connection:
            if connection.dialect.name == "postgresql":
                connection = connection.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
            with connection.begin():
                yield connection
    finally:
        engine.dispose()


@contextmanager
def _written(address: str) -> Iterator[Connection]:
    engine = engines.writer(engines.url_of(address))
    try:
        with engine.begin() as connection:
            yield connection
    finally:
        engine.dispose()
