"""Killed at the n-th time that the database makes sure of its file, for n = 1 … 60: `make soak`, where strace is installed.

The stand-in for a power cut: what was not on the disk at that moment is not committed.
"""

from __future__ import annotations

import asyncio
import sqlite3
import sys
from pathlib import Path

from sqlalchemy import make_url

from tests.proof.arena import an_arena
from tests.proof.checker import check
from tests.proof.forks import Zygote
from tests.proof.numbers import note
from tests.proof.size import size

TIMES = range(1, size("FSYNCS", 60, 60) + 1)


async def test_killed_at_the_nth_fsync_the_database_is_whole_and_nothing_is_lost(
    zygote: Zygote, tmp_path: Path
) -> None:
    wrong: list[str] = []
    whole = 0
    for number in TIMES:
        folder = tmp_path / str(number)
        folder.mkdir()
        async with an_arena(zygote, "sqlite", folder) as arena:
            arena.comes(4)
            tracer = (
                *("strace", "-f", "-qq", "-o", "/dev/null", "-e", "trace=fsync,fdatasync"),
                *("-e", f"inject=fsync,fdatasync:signal=SIGKILL:when={number}"),
            )
            process = await asyncio.create_subprocess_exec(
                *tracer, sys.executable, "-m", "bot", "run", env=arena.environment(), cwd=arena.folder
            )
            try:
                async with asyncio.timeout(30):
                    await process.wait()
            except TimeoutError:
                process.kill()
                await process.wait()
            arena.was_killed()
            file = sqlite3.connect(make_url(arena.database_url).database or "")
            whole += file.execute("PRAGMA integrity_check").fetchone() == ("ok",)
            file.close()
            await arena.start()
            await arena.settled()
            wrong += [f"fsync {number}: {one}" for one in check(arena, steps=("D0-1", "D0-2")).wrong]
    note("F3 sqlite", {"runs": len(TIMES), "whole": whole, "violations": len(wrong)})
    assert whole == len(TIMES)
    assert not wrong
