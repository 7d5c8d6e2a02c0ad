"""What can go wrong with the database, in words of ours: never a statement, never a parameter, because those hold
what people told.
"""

from __future__ import annotations

import sqlite3
from enum import StrEnum

from sqlalchemy.exc import DBAPIError, SQLAlchemyError, StatementError
from sqlalchemy.exc import TimeoutError as PoolTimeout


class Trouble(StrEnum):
    """Why the database did not do its part. All of them pass, with or without an operator."""

    BUSY = "busy"
    """Somebody else held the lock for longer than five seconds."""
    FULL = "full"
    LOST = "lost"
    """No connection, or a file that cannot be opened or written."""
    DAMAGED = "damaged"

    @property
    def plainly(self) -> str:
        """The same, as the end of a sentence for the operator."""
        return _PLAINLY[self]


_PLAINLY = {
    Trouble.BUSY: "another program holds on to it",
    Trouble.FULL: "its disk is full",
    Trouble.LOST: "it cannot be reached or written",
    Trouble.DAMAGED: "it is damaged, or no database",
}


class StoreTrouble(Exception):
    """The database could not do it now. Nothing of the transaction was kept; it may be tried again."""

    def __init__(self, kind: Trouble) -> None:
        super().__init__(kind.value)
        self.kind = kind


class StoreRefused(Exception):
    """A rule of the tables refused a value: a mistake in the program. Nothing of the transaction was kept.

    `what` is the name of the library's exception, without its text.
    """

    def __init__(self, what: str) -> None:
        super().__init__(what)
        self.what = what


_SQLITE = {
    sqlite3.SQLITE_BUSY: Trouble.BUSY,
    sqlite3.SQLITE_LOCKED: Trouble.BUSY,
    sqlite3.SQLITE_FULL: Trouble.FULL,
    sqlite3.SQLITE_IOERR: Trouble.LOST,
    sqlite3.SQLITE_CANTOPEN: Trouble.LOST,
    sqlite3.SQLITE_READONLY: Trouble.LOST,
    sqlite3.SQLITE_PERM: Trouble.LOST,
    sqlite3.SQLITE_PROTOCOL: Trouble.BUSY,
    sqlite3.SQLITE_CORRUPT: Trouble.DAMAGED,
    sqlite3.SQLITE_NOTADB: Trouble.DAMAGED,
}
"""By primary result code, the low byte of the extended one. https://www.sqlite.org/rescode.html"""

_POSTGRES = {
    "08": Trouble.LOST,
    "40": Trouble.BUSY,
    "53": Trouble.FULL,
    "55": Trouble.BUSY,
    "57": Trouble.LOST,
    "58": Trouble.LOST,
    "XX": Trouble.DAMAGED,
}
"""By SQLSTATE class. https://www.postgresql.org/docs/current/errcodes-appendix.html"""

_POSTGRES_STATES = {
    "0A000": Trouble.LOST,
    "25006": Trouble.LOST,
    "53300": Trouble.BUSY,
}
"""States that mean something else than their class: a server that only reads (`engines.ONLY_READS`), too many connections."""


def explained(error: SQLAlchemyError) -> StoreTrouble | StoreRefused:
    """The same in words of ours, with nothing of what was written or asked."""
    kind = _trouble(error)
    if kind is not None:
        return StoreTrouble(kind)
    cause = error.orig if isinstance(error, StatementError) and error.orig is not None else error
    return StoreRefused(type(cause).__name__)


def kind_of(error: sqlite3.Error) -> Trouble | None:
    """What kind of trouble an error of SQLite is; `None` for a mistake in the program."""
    return _SQLITE.get(getattr(error, "sqlite_errorcode", 0) & 0xFF)


def _trouble(error: SQLAlchemyError) -> Trouble | None:
    if isinstance(error, PoolTimeout):
        return Trouble.BUSY
    if not isinstance(error, DBAPIError):
        return None
    cause = error.orig
    if isinstance(cause, sqlite3.Error):
        return kind_of(cause)
    state = getattr(cause, "sqlstate", None)
    if state is None:
        # psycopg gives no state when there was no server to give one. A time-out is a kind of OperationalError.
        kinds = {one.__name__ for one in type(cause).__mro__}
        return Trouble.LOST if kinds & {"OperationalError", "InterfaceError"} else None
    return _POSTGRES_STATES.get(state) or _POSTGRES.get(state[:2])
