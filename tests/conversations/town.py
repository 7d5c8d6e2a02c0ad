"""A town: Telegram on loopback, the whole bot as `app` puts it together, a clock that the test turns, and people.

async def test_…(town: Town) -> None:
    maria = town.person("Maria")
    await maria.says("/start")
    await maria.taps("I am 18 or over and I agree")

    assert "Portugal" in maria.screen
"""

from __future__ import annotations

import asyncio
import atexit
import os
import shutil
import tempfile
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import count
from pathlib import Path
from typing import Any

from bot.app import process
from bot.app.assembly import Assembly
from bot.clock import MovableClock
from bot.playground.server import Served, serve
from bot.playground.values import Message, Tap
from bot.playground.world import World
from bot.settings import Settings
from bot.store.records import Inbox, Patient
from bot.store.store import Store, open_store
from tests.databases import compiled_once, new_database
from tests.people import LISBON, at

TOKEN = "4711:a-token-of-the-tests"
PATIENCE_S = 15.0
"""How long a test waits for the bot before it says that the bot hangs."""

_numbers = count(7_000_000_001)


@dataclass(repr=False)  # when a fixture is set up, asyncio has its result printed: here, the whole world
class Town:
    """Everything at once. Times are wall-clock times of `zone`, as the host has set it."""

    served: Served
    assembly: Assembly
    clock: MovableClock
    store: Store
    zone: str

    @property
    def world(self) -> World:
        return self.served.world

    def person(self, name: str, language: str = "en") -> Human:
        """Somebody new, who has not spoken to the bot yet."""
        human = Human(self, next(_numbers), name)
        self.world.add_person(human.id, name, language)
        return human

    async def clock_reads(self, text: str, zone: str = "") -> None:
        """Turns the clock in one jump, like an outage, to "2026-03-06 15:04", and waits until the bot is at rest."""
        self.clock.set(at(text, zone or self.zone))
        await self.settle()

    async def passes(self, **span: float) -> None:
        """Lets time pass (`days=2`, `hours=1`): to each moment at which the bot has something to do, and on."""
        until = self.clock() + timedelta(**span)
        while (due := await self.assembly.next_moment()) is not None and due <= until:
            self.clock.set(max(due, self.clock()))
            await self.settle()
        self.clock.set(until)
        await self.settle()

    async def settle(self) -> None:
        """Waits until every update is answered and everything due is sent."""
        deadline = time.monotonic() + PATIENCE_S
        while not await self._at_rest():
            assert time.monotonic() < deadline, "the bot does not come to rest"
            await asyncio.sleep(0.004)

    async def _at_rest(self) -> bool:
        if self.world.updates.count() or not await self.assembly.is_idle():
            return False
        due = await self.assembly.next_moment()
        return due is None or due > self.clock()


@dataclass
class Human:
    """Somebody with a phone. Sees only what Telegram shows: texts, buttons, toasts."""

    town: Town
    id: int
    name: str
    _seen: int = field(default=0, repr=False)
    _tap: Tap | None = field(default=None, repr=False)

    async def says(self, text: str) -> None:
        """Types something, and waits for the answer."""
        self._mark()
        self.town.world.person_says(self.id, text)
        await self.town.settle()

    async def taps(self, *labels: str) -> None:
        """Taps buttons one after the other, each on the latest message that has one of this label."""
        for label in labels:
            message, data = self._button(label)
            await self.taps_on(message, data)

    async def taps_on(self, message: Message, data: str) -> None:
        """Sends a tap under a message, whatever it says: buttons can be old, and forged."""
        self._mark()
        self._tap = self.town.world.person_taps(self.id, message.id, data)
        await self.town.settle()

    async def edits(self, text: str) -> None:
        """Edits the last message that they typed."""
        mine = [one for one in self._history if not one.from_bot]
        self._mark()
        self.town.world.person_edits(self.id, mine[-1].id, text)
        await self.town.settle()

    async def sends(self, kind: str, **fields: Any) -> None:
        """Sends a photo, a sticker, a location …"""
        self._mark()
        self.town.world.person_sends(self.id, kind, **fields)
        await self.town.settle()

    @property
    def screen(self) -> str:
        """What the newest message of the bot says; the pinned card does not count."""
        return self.message.text

    @property
    def message(self) -> Message:
        """The newest message of the bot that is not the card."""
        return self._said()[-1]

    @property
    def hears(self) -> list[str]:
        """What the bot has said anew since this person last did something; the card does not count."""
        return [one.text for one in self._said() if one.id > self._seen]

    @property
    def buttons(self) -> list[str]:
        """The labels under the newest message."""
        return labels(self.message)

    @property
    def toast(self) -> str | None:
        """The answer to the last tap: None if it was not answered, empty if it only stopped turning."""
        assert self._tap is not None, "nothing was tapped"
        return self._tap.answer.text if self._tap.answer else None

    @property
    def card(self) -> Message | None:
        """The pinned card."""
        return self.town.world.pinned(self.id)

    def patient(self) -> Patient:
        """The person as the bot knows them."""
        found = self.patient_or_none()
        assert found is not None, f"the bot does not know {self.name}"
        return found

    def patient_or_none(self) -> Patient | None:
        """The same, `None` for somebody of whom nothing is kept."""
        from bot.store.patients import patient_by_telegram

        with self.town.store.read() as tx:
            return patient_by_telegram(tx, self.id)

    async def registers(self, ended: str = "Just now", *, place: str | None = None) -> None:
        """The plain case: seven taps. `place`: a city that is typed on the second screen."""
        await self.says("/start")
        await self.taps("I am 18 or over and I agree")
        if place is not None:
            await self.says(place)
        await self.taps("Yes", ended, "Face", "Clinic, depth not known", "None of these", "Start")

    def _button(self, label: str) -> tuple[Message, str]:
        for message in reversed(self._history):
            for row in message.keyboard:
                for button in row:
                    if button.text == label:
                        return message, button.value
        raise AssertionError(f"no button {label!r}; there are {[labels(one) for one in self._said()[-3:]]}")

    def _said(self) -> Sequence[Message]:
        card = self.card
        return [one for one in self._history if one.from_bot and one.kind != "service" and one.id != (card and card.id)]

    def _mark(self) -> None:
        self._seen = max((one.id for one in self._history), default=0)

    @property
    def _history(self) -> list[Message]:
        return self.town.world.history(self.id)


def labels(message: Message) -> list[str]:
    """The labels of a message's buttons, row by row."""
    return [button.text for row in message.keyboard for button in row]


@asynccontextmanager
async def a_town(
    folder: Path,
    *,
    now: str = "2026-03-06 15:04",
    zone: str = LISBON,
    api: str = "10.0",
    triage: str = "graded",
    waits_scale: float = 1.0,
) -> AsyncIterator[Town]:
    """The whole bot beside a Telegram of its own. It is a Friday in Lisbon, unless a test says otherwise."""
    start = at(now, zone)
    clock = MovableClock(lambda: start)
    url = compiled_once(new_database("sqlite", quick(folder), migrated=True))
    store = open_store(url)
    async with serve(World(clock, TOKEN, api=api)) as served:
        settings = Settings(
            _env_file=None,
            bot_token=TOKEN,
            bot_api_url=served.url,
            database_url=url,
            home_zone=zone,
            triage=triage,
            triage_chosen_by="the tests",
            waits_scale=waits_scale,
        )
        async with _running(settings, clock) as assembly:
            yield Town(served, assembly, clock, store, zone)
    store.close()


def quick(folder: Path) -> Path:
    """A folder in memory where there is one: a conversation waits for the disk at every step."""
    memory = Path("/dev/shm")  # noqa: S108 - a file of its own name, gone with the test
    if not (memory.is_dir() and os.access(memory, os.W_OK)):
        return folder
    kept = Path(tempfile.mkdtemp(prefix="aftercare-town-", dir=memory))
    atexit.register(shutil.rmtree, kept, ignore_errors=True)
    return kept


@asynccontextmanager
async def _running(settings: Settings, clock: MovableClock) -> AsyncIterator[Assembly]:
    """One bot, from start to orderly stop."""
    stop = asyncio.Event()
    up: asyncio.Queue[Assembly] = asyncio.Queue()
    running = asyncio.create_task(process.serve(settings, stop, clock=clock, ready=up.put_nowait))
    try:
        async with asyncio.timeout(PATIENCE_S):
            assembly = await up.get()
        yield assembly
    finally:
        stop.set()
        await running


def unanswered(town: Town) -> list[Inbox]:
    """Updates that the bot has taken and not finished, parked ones included."""
    from sqlmodel import col, select

    with town.store.read() as tx:
        return list(tx.exec(select(Inbox).where(col(Inbox.state) != "answered")))
