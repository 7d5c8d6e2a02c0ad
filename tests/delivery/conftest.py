"""A playground on loopback, and a messenger that speaks to it over HTTP."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest
from telegram.ext import ExtBot

from bot.clock import MovableClock
from bot.delivery.budget import Budget
from bot.delivery.messenger import Messenger
from bot.delivery.server import ServerTraits
from bot.delivery.transport import Transport
from bot.playground.server import Served, serve
from bot.playground.world import World
from bot.store.store import Store, open_store
from tests.databases import compiled_once, new_database

TOKEN = "4711:a-token-of-the-tests"
MARIA, AMIR = 7_000_000_001, 7_000_000_002


@dataclass(frozen=True, slots=True)
class Line:
    """A bot's side of the line to a playground."""

    served: Served
    bot: ExtBot[None]
    messenger: Messenger
    budget: Budget
    traits: ServerTraits
    learnt: list[str]

    @property
    def world(self) -> World:
        return self.served.world

    def texts(self, chat_id: int = MARIA) -> list[str]:
        """What stands in a chat from the bot."""
        return [message.text for message in self.world.history(chat_id) if message.from_bot]


Connect = Callable[..., AbstractAsyncContextManager[Line]]


@pytest.fixture
def connect() -> Connect:
    """Opens a playground with Maria in it, who has spoken to the bot, and a line to it."""

    @asynccontextmanager
    async def open_line(api: str = "10.0", total_s: float = 5.0) -> AsyncIterator[Line]:
        world = World(MovableClock(lambda: datetime(2026, 3, 2, 10, 0, tzinfo=UTC)), TOKEN, api=api)
        world.add_person(MARIA, "Maria")
        world.person_says(MARIA, "/start")
        async with serve(world) as served:
            calls, polls = Transport(total_s=total_s), Transport()
            bot: ExtBot[None] = ExtBot(TOKEN, base_url=served.base_url, request=calls, get_updates_request=polls)
            learnt: list[str] = []
            traits, budget = ServerTraits(remember=lambda: learnt.append("no date-time")), Budget()
            async with bot:
                yield Line(served, bot, Messenger(bot, budget, traits), budget, traits, learnt)

    return open_line


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """An SQLite file with the schema and nothing in it."""
    opened = open_store(compiled_once(new_database("sqlite", tmp_path, migrated=True)))
    yield opened
    opened.close()


@pytest.fixture
async def served() -> AsyncIterator[Served]:
    """A playground in which Maria and Amir have spoken to the bot."""
    world = World(MovableClock(lambda: datetime(2026, 3, 2, 10, 0, tzinfo=UTC)), TOKEN)
    for telegram_id, name in ((MARIA, "Maria"), (AMIR, "Amir")):
        world.add_person(telegram_id, name)
        world.person_says(telegram_id, "/start")
    async with serve(world) as playground:
        yield playground
