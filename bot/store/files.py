"""Files on the disk, as databases need them."""

from __future__ import annotations

import os
from pathlib import Path


def synced(path: Path) -> None:
    """Waits until a file, or the names in a folder, are on the disk."""
    number = os.open(path, os.O_RDONLY)
    try:
        os.fsync(number)
    finally:
        os.close(number)


def remove_database(file: Path) -> None:
    """Removes an SQLite file, if it is there, and everything beside it."""
    file.unlink(missing_ok=True)
    remove_beside(file)


def remove_beside(file: Path) -> None:
    """Removes what SQLite puts beside a file: logs that would be taken for those of another file of this name."""
    for ending in ("-wal", "-shm", "-journal"):
        file.with_name(file.name + ending).unlink(missing_ok=True)
