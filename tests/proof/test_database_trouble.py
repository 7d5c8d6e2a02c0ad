"""The database away, locked, full or cut off while messages leave: nothing leaves that was not written down, and the same process goes
on by itself.
"""

from __future__ import annotations

import asyncio
import resource
import sqlite3
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import Any

import aiohttp
from sqlalchemy import NullPool, create_engine, make_url, text

from tests.app.ports import free_port
from tests.proof.arena import SECRET, Arena, Cause, Incident, an_arena
from tests.proof.checker import check
from tests.proof.forks import Zygote
from tests.proof.numbers import note
from tests.proof.size import LONG

PEOPLE = 200 if LONG else 16
AWAY_S = 30.0 if LONG else 2.0
AT_ONCE_S = 1.0
"""A process that gets no time for longer is not healthy, and says so."""


async def test_while_somebody_else_holds_the_file_the_process_lives_and_afterwards_it_goes_on(
    zygote: Zygote, tmp_path: Path
) -> None:
    async with an_arena(zygote, "sqlite", tmp_path) as arena:
        port = free_port()
        people = arena.comes(PEOPLE)
        settings = {"WEBHOOK_URL": f"http://127.0.0.1:{port}", "WEBHOOK_SECRET": SECRET, "PORT": str(port)}
        await arena.start("serve", settings)
        await arena.until(lambda: arena.arrived >= 3)
        other = sqlite3.connect(make_url(arena.database_url).database or "", isolation_level=None, timeout=10)
        other.execute("BEGIN EXCLUSIVE")
        before = arena.arrived
        arena.world.person_says(people[0], "/help")
        async with aiohttp.ClientSession() as session:
            until, at_once = time.monotonic() + AWAY_S, True
            while (asked := time.monotonic()) < until:
                async with session.get(f"http://127.0.0.1:{port}/healthz") as answer:
                    before_it, at_once = at_once, time.monotonic() - asked < AT_ONCE_S
                    assert answer.status == 200 or not (before_it and at_once), (
                        "it lives, unless the machine stood still"
                    )
                await asyncio.sleep(0.1)
        assert arena.arrived - before <= 4, "nothing leaves that was not written down"
        other.execute("ROLLBACK")
        other.close()
        note("F27 sqlite", await gone_on(arena))


async def test_on_a_full_disk_nothing_leaves_unwritten_and_with_room_the_same_process_goes_on(
    zygote: Zygote, tmp_path: Path
) -> None:
    async with an_arena(zygote, "sqlite", tmp_path) as arena:
        people = arena.comes(PEOPLE)
        bot = await arena.start()
        await arena.until(lambda: arena.arrived >= 3)
        _, hard = resource.prlimit(bot.pid, resource.RLIMIT_FSIZE)
        resource.prlimit(bot.pid, resource.RLIMIT_FSIZE, (FULL_AT, hard))
        await arena.until(lambda: bool(bot.events("store_troubled")))
        written = arena.doubts(bot).messages
        before = arena.arrived
        arena.world.person_says(people[0], "/help")
        await asyncio.sleep(AWAY_S)
        assert arena.arrived - before <= len(written) <= 4, "nothing leaves that was not written down"
        assert bot.alive
        resource.prlimit(bot.pid, resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, hard))
        note("F29 limit", await gone_on(arena))
        assert bot.alive


FULL_AT = 32 * 1024
"""Bytes at which every file of the process ends: less than the database has already."""


async def test_connections_that_the_server_ends_again_and_again_cost_nothing(zygote: Zygote, tmp_path: Path) -> None:
    async with an_arena(zygote, "postgresql", tmp_path) as arena:
        arena.slow(0.02)
        people = arena.comes(PEOPLE)
        bot = await arena.start()
        await arena.until(lambda: arena.arrived >= 3)
        for turn in range(30 if LONG else 4):
            arena.world.person_says(people[turn], "/help")
            await asyncio.to_thread(cut_all, arena)
            await asyncio.sleep(2.0 if LONG else 0.3)
        note("F30 backends ended", await gone_on(arena))
        assert bot.alive


async def test_a_line_to_the_database_that_falls_silent_and_is_cut_costs_nothing(
    zygote: Zygote, tmp_path: Path
) -> None:
    async with an_arena(zygote, "postgresql", tmp_path) as arena, a_line_to(arena) as line:
        arena.settings["DATABASE_URL"] = line.url
        arena.slow(0.02)
        people = arena.comes(PEOPLE)
        bot = await arena.start()
        await arena.until(lambda: arena.arrived >= 3)
        line.silent = True
        arena.world.person_says(people[0], "/help")
        await asyncio.sleep(AWAY_S)
        arena.incidents.append(Incident(Cause.DATABASE, time.monotonic() - AWAY_S, time.monotonic()))
        line.cut()
        line.silent = False
        note("F30 silent line", await gone_on(arena))
        assert bot.alive


async def gone_on(arena: Arena) -> dict[str, Any]:
    """Waits until everything is done, what had to be tried again as well, and compares. The numbers, with after how long the first message
    came.
    """
    began, arrived = time.monotonic(), arena.arrived
    came: list[float] = []

    async def looks() -> None:
        if not came and arena.arrived > arrived:
            came.append(time.monotonic() - began)

    await arena.all_said(180, looks)
    report = check(arena, steps=("D0-1", "D0-2"))
    assert not report.wrong
    assert report.duplicated <= 4
    return {**report.numbers(), "most_seconds": round(came[0], 1) if came else 0}


def cut_all(arena: Arena) -> None:
    """Ends every connection to the database, our own included."""
    engine = create_engine(make_url(arena.database_url).set(database="postgres"), poolclass=NullPool)
    with engine.connect() as connection:
        query = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = :name"
        connection.execute(text(query), {"name": make_url(arena.database_url).database})
    engine.dispose()
    arena.incidents.append(Incident(Cause.DATABASE, time.monotonic(), time.monotonic()))


class Line:
    """A way to the database that can fall silent: what is sent is taken, and nothing comes back."""

    def __init__(self, socket_file: Path) -> None:
        self.target = socket_file
        self._open: set[asyncio.StreamWriter] = set()
        self.silent = False
        self.url = ""

    def cut(self) -> None:
        """Ends every connection, as the system does when it gives a silent one up."""
        for writer in self._open:
            writer.transport.abort()

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        there, back = await asyncio.open_unix_connection(str(self.target))
        self._open |= {writer, back}
        await asyncio.gather(self._pour(reader, back), self._pour(there, writer))
        self._open -= {writer, back}

    async def _pour(self, source: asyncio.StreamReader, target: asyncio.StreamWriter) -> None:
        with suppress(OSError):
            while data := await source.read(65536):
                if not self.silent:
                    target.write(data)
                    await target.drain()
        target.close()


@asynccontextmanager
async def a_line_to(arena: Arena) -> AsyncIterator[Line]:
    """Opens a port in front of the database's socket."""
    url = make_url(arena.database_url)
    line = Line(Path(str(url.query["host"])) / ".s.PGSQL.5432")
    server = await asyncio.start_server(line.serve, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    line.url = url.set(host="127.0.0.1", port=port, query={}).render_as_string(hide_password=False)
    try:
        yield line
    finally:
        server.close()
        line.cut()
