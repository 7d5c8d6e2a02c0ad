"""Brings a database to the schema of this program. Alembic, which takes a moment to import, is imported when it is
needed.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sqlalchemy import Connection, inspect, text
from sqlalchemy.exc import SQLAlchemyError

from bot.errors import Exit, Mistake
from bot.store import engines
from bot.store.migrations import REVISIONS
from bot.store.trouble import StoreTrouble, explained

_LOCK = 0x6166_7465_7263_6172
"""Key of PostgreSQL's advisory lock: programs that start together migrate one after the other. SQLite locks the file.
"""


def upgrade(database_url: str) -> str:
    """Brings the database (an empty one, too) to this program's schema in one transaction, and returns the revision.

    `Mistake` with exit code 5 if it is newer than this program, or cannot be opened.
    """
    engine = engines.writer(engines.url_of(database_url), foreign_keys=False)
    try:
        with engine.begin() as connection:
            if connection.dialect.name == "postgresql":
                connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK})
            revision = revision_of(connection)
            _refuse_newer(revision)
            if revision != REVISIONS[-1]:
                _run(connection)
    except SQLAlchemyError as error:
        trouble = explained(error)
        if isinstance(trouble, StoreTrouble):
            raise Mistake(f"The database cannot be migrated: {trouble.kind.plainly}.", Exit.DATABASE) from None
        raise trouble.with_traceback(error.__traceback__) from None
    finally:
        engine.dispose()
    return REVISIONS[-1]


def revision_of(connection: Connection) -> str | None:
    """The revision that the database stands at; `None` for an empty one."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar_one_or_none()


def configuration(connection: Connection) -> Any:
    """Alembic's configuration for this package's revisions, on an open connection."""
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    config.attributes["connection"] = connection
    return config


def _run(connection: Connection) -> None:
    from alembic import command

    command.upgrade(configuration(connection), "head")


def _refuse_newer(revision: str | None) -> None:
    if revision is not None and revision not in REVISIONS:
        raise Mistake("The database's schema is newer than this program: start the newer program.", Exit.DATABASE)
