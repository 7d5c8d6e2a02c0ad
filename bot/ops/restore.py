"""Puts a backup in the place of the database."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from bot.ops import tombstones
from bot.schedules.loader import default_protocol
from bot.store.forgetting import Buried
from bot.store.manifest import verify
from bot.store.replacing import replace
from bot.store.restoring import Restored, make_ready


def restore(database_url: str, file: Path, now: datetime) -> tuple[Restored, bool]:
    """Restores a backup as of `now`. Returns what the database holds then, and whether anything was known of who was
    forgotten after the backup.

    `Mistake` if the file is no whole backup, somebody uses the database, or a disk or a database cannot do it: then
    everything is as it was.
    """
    verify(file)
    beside = tombstones.read(file.parent)
    sources: list[Buried] = [beside] if beside else []

    def prepare(copy: Path, there: Buried | None) -> Restored:
        # One without a key has never been backed up, nor was anybody forgotten in it: it is new.
        sources.extend([there] if there and there.keys else [])
        return make_ready(copy, sources, default_protocol(), now)

    restored = replace(database_url, file, prepare)
    return restored, bool(sources)
