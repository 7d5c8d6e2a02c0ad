"""The disk is full in two more ways: every write is refused with ENOSPC, and a small disk has no room left. `make soak`, where strace is
installed, in a mount namespace.
"""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.databases import new_database
from tests.proof.arena import Arena, an_arena
from tests.proof.forks import Bot, Zygote
from tests.proof.numbers import note
from tests.proof.test_database_trouble import AWAY_S, PEOPLE, gone_on
from tests.proof.traced import attach

WRITES = "pwrite64,pwritev,ftruncate,fallocate"
DISK_KIB = 16384
BLOCK = 4096


async def test_when_every_write_finds_no_space_nothing_leaves_unwritten_and_afterwards_the_same_process_goes_on(
    zygote: Zygote, tmp_path: Path
) -> None:
    async with an_arena(zygote, "sqlite", tmp_path) as arena:
        bot, people = await sending(arena)
        tracer = await attach(bot, "error=ENOSPC", WRITES)
        await stands_still(arena, bot, people)
        tracer.send_signal(signal.SIGTERM)  # it lets go of the bot
        await tracer.wait()
        await goes_on(arena, bot, "F29 ENOSPC")


async def test_on_a_small_disk_without_room_nothing_leaves_unwritten_and_with_room_the_same_process_goes_on(
    zygote: Zygote, tmp_path: Path
) -> None:
    with a_small_disk(tmp_path / "disk") as disk:
        async with an_arena(zygote, "sqlite", tmp_path) as arena:
            arena.database_url = new_database("sqlite", disk, migrated=True)
            bot, people = await sending(arena)
            ballast = fill(disk)
            await stands_still(arena, bot, people)
            ballast.unlink()
            await goes_on(arena, bot, "F29 tmpfs")


async def sending(arena: Arena) -> tuple[Bot, list[int]]:
    """A bot in the middle of its messages."""
    people = arena.comes(PEOPLE)
    bot = await arena.start()
    await arena.until(lambda: arena.arrived >= 3)
    return bot, people


async def stands_still(arena: Arena, bot: Bot, people: list[int]) -> None:
    """It says that it cannot write, lives, and nothing more leaves."""
    await arena.until(lambda: bool(bot.events("store_troubled")))
    before = arena.arrived
    arena.world.person_says(people[0], "/help")
    await asyncio.sleep(AWAY_S)
    assert arena.arrived == before, "nothing leaves that was not written down"
    assert bot.alive


async def goes_on(arena: Arena, bot: Bot, name: str) -> None:
    note(name, await gone_on(arena))
    assert bot.alive


@contextmanager
def a_small_disk(folder: Path) -> Iterator[Path]:
    """A disk of its own, in memory. Only this mount namespace sees it."""
    folder.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={DISK_KIB}k", "none", folder], check=True)
    try:
        yield folder
    finally:
        subprocess.run(["umount", "-l", folder], check=True)


def fill(disk: Path) -> Path:
    """A file that takes what room there is."""
    ballast = disk / "ballast"
    with ballast.open("wb", buffering=0) as file:
        try:
            while file.write(b"x" * BLOCK) == BLOCK:
                pass
        except OSError:
            os.fsync(file.fileno())
    return ballast
