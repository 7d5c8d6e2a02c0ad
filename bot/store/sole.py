"""Whether this process is the only one on an SQLite file: then what a killed one held can be taken up at once.

The sign is a lock on a file beside the database, which the system lets go of when the process ends, however it ends.
"""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager

from bot.errors import Exit, Mistake
from bot.store.engines import url_of


@contextmanager
def sole_user(database_url: str) -> Iterator[bool]:
    """Whether no other process is inside this context on the same database. On PostgreSQL that is not known: false.

    `Mistake` if the lock's file cannot be written.
    """
    url = url_of(database_url)
    if url.get_backend_name() != "sqlite":
        yield False
        return
    try:
        lock = os.open(f"{url.database}.lock", os.O_CREAT | os.O_RDWR, 0o600)
    except OSError as error:
        raise Mistake(f"The database's folder cannot be written: {error.strerror}.", Exit.DATABASE) from None
    try:
        yield _locked(lock)
    finally:
        os.close(lock)


def _locked(lock: int) -> bool:
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
