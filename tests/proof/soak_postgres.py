"""Another PostgreSQL server takes over, or the server has no connection to spare, while messages leave: `make soak`."""

from __future__ import annotations

import asyncio
import time
from contextlib import ExitStack, suppress
from pathlib import Path

from sqlalchemy import NullPool, create_engine, make_url, text
from sqlalchemy.exc import OperationalError

from tests.databases import another_postgres, postgres_stopped
from tests.proof.arena import Arena, an_arena
from tests.proof.forks import Zygote
from tests.proof.test_database_trouble import a_line_to
from tests.proof.test_postgres_away import AWAY_S, goes_on_by_itself, sending


async def test_another_server_that_takes_over_costs_nothing(zygote: Zygote, tmp_path: Path) -> None:
    async with an_arena(zygote, "postgresql", tmp_path) as arena, a_line_to(arena) as line:
        arena.settings["DATABASE_URL"] = line.url
        bot, people = await sending(arena)
        began = time.monotonic()
        with postgres_stopped() as data, another_postgres(data) as there:
            arena.world.person_says(people[0], "/help")
            await asyncio.sleep(AWAY_S)
            arena.store.close()
            url = make_url(arena.database_url).set(query={"host": str(there.parent)})
            arena.database_url, arena._store = url.render_as_string(hide_password=False), None
            line.target = there
            line.cut()
            await goes_on_by_itself(arena, bot, began, "F30 failover")
            arena.store.close()


async def test_a_server_without_a_connection_to_spare_costs_nothing(zygote: Zygote, tmp_path: Path) -> None:
    async with an_arena(zygote, "postgresql", tmp_path) as arena:
        bot, people = await sending(arena)
        began = time.monotonic()
        with ExitStack() as taken:
            await asyncio.to_thread(take_every_connection, arena, taken)
            arena.world.person_says(people[0], "/help")
            await arena.until(lambda: bool(bot.events("store_troubled")), patience=30)
            await asyncio.sleep(AWAY_S)
        await goes_on_by_itself(arena, bot, began, "F30 connections")


def take_every_connection(arena: Arena, taken: ExitStack) -> None:
    """Somebody else takes all that the server has, those of the bot as well."""
    url = make_url(arena.database_url)
    engine = create_engine(url.set(database="postgres"), poolclass=NullPool)
    first = taken.enter_context(engine.connect().execution_options(isolation_level="AUTOCOMMIT"))
    theirs = text("SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE datname = :name")
    while first.execute(theirs, {"name": url.database}).scalar_one():
        with suppress(OperationalError):
            while True:
                taken.enter_context(engine.connect())
