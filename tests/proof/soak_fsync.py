"""Killed at the n-th time that the database makes sure of its file, for n = 1 … 60, in an hour in which everything happens: `make
soak`, where strace is installed.

The stand-in for a power cut: what was not on the disk at that moment is not committed.
"""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Iterator
from pathlib import Path

from sqlalchemy import make_url

from tests.proof.arena import Arena, an_arena
from tests.proof.busy_hour import BusyHour
from tests.proof.checker import check
from tests.proof.forks import Zygote
from tests.proof.numbers import note
from tests.proof.size import size
from tests.proof.traced import attach

TIMES = range(1, size("FSYNCS", 60, 60) + 1)
AT_ONCE = 2
BESIDE = 40
"""People who are due besides, so that there are sixty and more."""
CALLS = "fsync,fdatasync"


async def test_killed_at_the_nth_fsync_the_database_is_whole_and_nothing_is_lost(
    zygote: Zygote, tmp_path: Path
) -> None:
    wrong: list[str] = []
    whole: list[int] = []

    async def work(numbers: Iterator[int]) -> None:
        for number in numbers:
            folder = tmp_path / str(number)
            folder.mkdir()
            async with an_arena(zygote, "sqlite", folder) as arena:
                hour = BusyHour(arena)
                arena.comes(BESIDE)
                arena.slow(0.01)
                await hour.begins()
                later = asyncio.create_task(hour.goes_on())
                await killed_at(number, arena)
                whole.extend([number] * is_whole(arena))
                await arena.start()
                await later
                await arena.all_said()
                wrong.extend(f"fsync {number}: {one}" for one in [*check(arena).wrong, *hour.wrong()])

    numbers = iter(TIMES)
    await asyncio.gather(*(work(numbers) for _ in range(AT_ONCE)))
    note("F3 sqlite", {"runs": len(TIMES), "whole": len(whole), "violations": len(wrong)})
    assert sorted(whole) == list(TIMES)
    assert not wrong


async def killed_at(number: int, arena: Arena) -> None:
    """A bot that dies as it begins its n-th fsync."""
    bot = await arena.start(traced=True)
    tracer = await attach(bot, f"signal=SIGKILL:when={number}", CALLS)
    await arena.crashed(bot, patience=60)
    await tracer.wait()


def is_whole(arena: Arena) -> bool:
    """Whether the database opens, and finds nothing wrong with itself."""
    file = sqlite3.connect(make_url(arena.database_url).database or "")
    try:
        return bool(file.execute("PRAGMA integrity_check").fetchone() == ("ok",))
    finally:
        file.close()
