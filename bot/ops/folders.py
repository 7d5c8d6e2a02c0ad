"""Folders in which one process works at a time."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bot.errors import Exit, Mistake


@contextmanager
def alone_in(folder: Path) -> Iterator[None]:
    """Only one process at a time is inside this context with the same folder. `Mistake` if another one is."""
    number = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        try:
            fcntl.flock(number, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise Mistake("Another backup into this folder is under way.", Exit.DATABASE) from None
        yield
    finally:
        os.close(number)
