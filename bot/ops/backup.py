"""Writes a backup: under another name until it was read again and found whole."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from bot.errors import Exit, Mistake
from bot.ops import tombstones
from bot.ops.folders import alone_in
from bot.ops.release import release
from bot.store.backing_up import back_up
from bot.store.files import remove_database, synced
from bot.store.manifest import Manifest, verify

UNFINISHED = ".unfinished"
"""How the name of a backup ends that is being written, or was when its process died. The next one removes it."""


def backup(database_url: str, out: Path, now: datetime) -> Manifest:
    """Copies the database into a new file that only its owner can read, while the bot runs, and adds to the tombstones
    beside it. `Mistake` if there is such a file already, or a disk or a database cannot do it.
    """
    if out.exists() or out.is_symlink():
        raise Mistake(f"{out.name} is there already: a backup never replaces anything.", Exit.BACKUP)
    try:
        with alone_in(out.parent):
            return _backup(database_url, out, now)
    except OSError as error:
        raise Mistake(f"The backup cannot be written: {error.strerror}.", Exit.DATABASE) from None


def _backup(database_url: str, out: Path, now: datetime) -> Manifest:
    unfinished = out.with_name(out.name + UNFINISHED)
    remove_database(unfinished)
    try:
        written, buried = back_up(database_url, unfinished, release(), now)
        synced(unfinished)
        if verify(unfinished) != written:
            raise Mistake("The backup was not what was written: nothing was kept.", Exit.DATABASE)
        tombstones.add(out.parent, buried)
        _put_in_place(unfinished, out)
    finally:
        remove_database(unfinished)
    return written


def _put_in_place(unfinished: Path, out: Path) -> None:
    unfinished.rename(out)
    synced(out.parent)
