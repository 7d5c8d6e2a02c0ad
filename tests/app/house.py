"""A whole bot in this process, over HTTP against a playground, with a person at the other end."""

from __future__ import annotations

import asyncio
import io
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

from pydantic import SecretStr

from bot import logs
from bot.app.assembly import Assembly
from bot.app.demo import BotSide
from bot.app.process import serve
from bot.errors import Exit
from bot.playground.server import Served
from bot.playground.server import serve as serve_playground
from bot.playground.time_machine import Outcome, TimeMachine, WorldClock
from bot.playground.values import Message
from bot.playground.world import World
from bot.settings import Settings
from tests.people import LISBON, at

TOKEN = "4711:a-token-of-the-tests"
MARIA = 7_000_000_001
AFTERNOON = at("2026-03-06 14:20", LISBON)


@dataclass
class House:
    """Maria's Telegram and the bot behind it."""

    served: Served
    side: BotSide
    machine: TimeMachine
    log: io.StringIO
    running: asyncio.Task[Exit]
    stop: asyncio.Event
    looked_at: bool = False

    @property
    def world(self) -> World:
        return self.served.world

    @property
    def bot(self) -> Assembly:
        assert self.side.assembly is not None
        return self.side.assembly

    async def rest(self) -> None:
        """Waits until the bot has done what there is to do."""
        async with asyncio.timeout(15):
            while not await self.side.is_idle():  # noqa: ASYNC110 - the time machine asks the same way
                await asyncio.sleep(0.01)

    async def maria_says(self, text: str) -> None:
        self.world.person_says(MARIA, text)
        await self.rest()

    async def maria_taps(self, label: str = "") -> None:
        """Presses the button of this label under the newest message that has it; without one, the first button there."""
        for message in reversed(self.from_bot()):
            for button in (one for row in message.keyboard for one in row):
                if not label or button.text == label:
                    self.world.person_taps(MARIA, message.id, button.value)
                    await self.rest()
                    return
        raise AssertionError(f"no button {label!r}")

    async def registered(self) -> None:
        """Seven taps from /start to the running plan."""
        await self.maria_says("/start")
        for label in ("", "Yes", "", "Face", "", "None of these", "Start"):
            await self.maria_taps(label)

    async def walk(self, by: timedelta) -> None:
        assert await self.machine.walk(by) is Outcome.ARRIVED

    def from_bot(self) -> list[Message]:
        return [one for one in self.world.history(MARIA) if one.from_bot and one.kind != "service"]

    def texts(self) -> list[str]:
        return [one.text for one in self.from_bot()]

    def forget(self) -> None:
        """How it ended has been looked at: closing does not raise it again."""
        self.looked_at = True

    async def close(self) -> Exit:
        self.stop.set()
        return await self.running


@asynccontextmanager
async def a_playground(api: str = "10.0") -> AsyncIterator[Served]:
    """Telegram with Maria in it, on an afternoon in March."""
    clock = WorldClock()
    clock.set(AFTERNOON)
    world = World(clock, TOKEN, api=api)
    world.add_person(MARIA, "Maria Zaragoza")
    async with serve_playground(world) as served:
        yield served


@asynccontextmanager
async def a_house(folder: Path, served: Served, **changes: Any) -> AsyncIterator[House]:
    """Opens the bot on that playground, connected; closes it in order. `changes` are settings."""
    clock = served.world.clock
    assert isinstance(clock, WorldClock)
    log = io.StringIO()
    logs.configure("DEBUG", log)
    settings = Settings(
        bot_token=SecretStr(TOKEN),
        bot_api_url=served.url,
        database_url=f"sqlite:///{folder}/bot.db",
        home_zone=LISBON,
        home_country="PT",
        triage="graded",
        triage_chosen_by="the tests",
        **changes,
    )
    side, stop, connected = BotSide(served.world), asyncio.Event(), asyncio.Event()

    def ready(assembly: Assembly) -> None:
        side.assembly = assembly
        connected.set()

    running = asyncio.create_task(serve(settings, stop, clock=clock, ready=ready))
    waiting = asyncio.create_task(connected.wait())
    await asyncio.wait({running, waiting}, return_when=asyncio.FIRST_COMPLETED)
    waiting.cancel()
    machine = TimeMachine(clock, side.next_moment, side.is_idle)
    house = House(served, side, machine, log, running, stop)
    try:
        yield house
    finally:
        stop.set()
        if not house.looked_at:
            await running
