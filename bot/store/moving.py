"""Moves everything from an SQLite file to a PostgreSQL database, in one transaction, and compares afterwards."""

from __future__ import annotations

from sqlalchemy.exc import SQLAlchemyError

from bot.errors import Exit, Mistake
from bot.store import engines
from bot.store.copying import NotTheSame, copy_everything, is_empty
from bot.store.migrate import upgrade
from bot.store.sole import sole_user
from bot.store.trouble import StoreTrouble, explained


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
        except NotTheSame as wrong:
            raise Mistake(f"Nothing was moved: the copy of {wrong.args[0]} is not the same.", Exit.DATABASE) from None
        except SQLAlchemyError as error:
            trouble = explained(error)
            if isinstance(trouble, StoreTrouble):
                raise Mistake(f"Nothing was moved: a database {trouble.kind.plainly}.", Exit.DATABASE) from None
            raise trouble.with_traceback(error.__traceback__) from None


def _move(source: str, target: str) -> int:
    from_engine, to_engine = engines.writer(engines.url_of(source)), engines.writer(engines.url_of(target))
    try:
        with from_engine.begin() as old, to_engine.begin() as new:
            if not is_empty(new):
                raise Mistake("The PostgreSQL database is not empty: nothing was moved.", Exit.DATABASE)
            return copy_everything(old, new)
    finally:
        from_engine.dispose()
        to_engine.dispose()
