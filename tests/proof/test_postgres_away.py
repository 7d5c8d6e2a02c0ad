"""PostgreSQL is started anew, another server takes over, or it has no connection to spare while messages leave."""

from __future__ import annotations

import asyncio
import socket
import time
from contextlib import ExitStack
from pathlib import Path

import pytest

from bot.store import engines
from bot.store.store import open_store
from bot.store.trouble import StoreTrouble, Trouble
from tests.databases import new_database, postgres_stopped
from tests.proof.arena import Arena, Cause, Incident, an_arena
from tests.proof.forks import Bot, Zygote
from tests.proof.numbers import note
from tests.proof.size import LONG
from tests.proof.test_database_trouble import a_line_to, gone_on

PEOPLE = 200 if LONG else 12
AWAY_S = 30.0 if LONG else 0.3


async def test_a_server_that_is_started_anew_costs_nothing(zygote: Zygote, tmp_path: Path) -> None:
    async with an_arena(zygote, "postgresql", tmp_path) as arena:
        bot, people = await sending(arena)
        began = time.monotonic()
        with postgres_stopped():
            arena.world.person_says(people[0], "/help")
            await asyncio.sleep(AWAY_S)
        await goes_on_by_itself(arena, bot, began, "F30 restart")


def test_somebody_who_waits_too_long_for_one_of_our_own_connections_is_told_busy(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.store.engines.BUSY_SECONDS", 0.1)
    store = open_store(new_database("postgresql", tmp_path, migrated=True))
    with ExitStack() as stack:
        for _ in range(engines.READERS):
            stack.enter_context(store.read())
        with pytest.raises(StoreTrouble) as trouble, store.transaction():
            pass
        assert trouble.value.kind is Trouble.BUSY
    with store.transaction():
        pass
    store.close()


async def test_a_silent_server_is_given_up_by_the_system_and_not_after_two_hours(
    zygote: Zygote, tmp_path: Path
) -> None:
    async with an_arena(zygote, "postgresql", tmp_path) as arena, a_line_to(arena) as line:
        assert await asyncio.to_thread(watched, line.url) == {
            "SO_KEEPALIVE": 1,
            "TCP_KEEPIDLE": 10,
            "TCP_KEEPINTVL": 3,
            "TCP_KEEPCNT": 3,
            "TCP_USER_TIMEOUT": engines.SILENT_SECONDS * 1000,
        }


async def sending(arena: Arena) -> tuple[Bot, list[int]]:
    """A bot in the middle of its messages."""
    arena.slow(0.02)
    people = arena.comes(PEOPLE)
    bot = await arena.start()
    await arena.until(lambda: arena.arrived >= 3)
    return bot, people


async def goes_on_by_itself(arena: Arena, bot: Bot, began: float, name: str) -> None:
    """The same process does the rest."""
    arena.incidents.append(Incident(Cause.DATABASE, began, time.monotonic()))
    note(name, await gone_on(arena))
    assert bot.alive


def watched(url: str) -> dict[str, int]:
    """What the system does about a silent line of one of our connections."""
    engine = engines.writer(engines.url_of(url))
    with engine.connect() as connection:
        driver = connection.connection.driver_connection
        assert driver is not None
        line = socket.socket(fileno=socket.dup(driver.pgconn.socket))
        found = {"SO_KEEPALIVE": line.getsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE)}
        for name in ("TCP_KEEPIDLE", "TCP_KEEPINTVL", "TCP_KEEPCNT", "TCP_USER_TIMEOUT"):
            found[name] = line.getsockopt(socket.IPPROTO_TCP, getattr(socket, name))
        line.close()
    engine.dispose()
    return found
