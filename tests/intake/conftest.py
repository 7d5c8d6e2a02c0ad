"""Intake between a playground and a tiny conversation that notes what it hears, on a real SQLite file."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from telegram import Update
from telegram.ext import ExtBot

from bot.clock import FrozenClock
from bot.delivery.transport import Transport
from bot.intake.lanes import Lanes
from bot.intake.poller import Poller
from bot.playground.faults import FaultKind, Rule
from bot.playground.server import Served, serve
from bot.playground.world import World
from bot.store import inbox
from bot.store.migrate import upgrade
from bot.store.records import Inbox
from bot.store.states import InboxState
from bot.store.store import Store, open_store
from tests.app.conftest import logging_as_before

__all__ = ["logging_as_before"]

TOKEN = "4711:a-token-of-the-tests"
MARIA, AMIR = 7_000_000_001, 7_000_000_002


@dataclass
class Conversation:
    """Notes each text that it heard, in one transaction with the update's state."""

    store: Store
    bot_id: int
    heard: list[tuple[int, str]] = field(default_factory=list)
    parked: list[str] = field(default_factory=list)
    resent: list[str] = field(default_factory=list)
    breaks_on: dict[str, int] = field(default_factory=dict)
    """Texts at which it breaks, and how often."""
    slow: dict[str, float] = field(default_factory=dict)
    keeps_back: set[str] = field(default_factory=set)
    """Texts whose reply cannot be sent at first."""
    unsayable: bool = False
    """Whether putting words to a stored reply breaks."""

    async def handle(self, update: Update) -> None:
        text, who = self._read(update)
        await asyncio.sleep(self.slow.get(text, 0.0))
        if self.breaks_on.get(text, 0):
            self.breaks_on[text] -= 1
            raise RuntimeError("a handler broke at " + text)
        await asyncio.to_thread(self._apply, update.update_id)
        self.heard.append((who, text))
        if text not in self.keeps_back:
            await asyncio.to_thread(self._answered, update.update_id)

    async def resend(self, row: Inbox) -> None:
        self.resent.append(row.reply or "")
        if self.unsayable:
            raise RuntimeError("a reply broke")
        await asyncio.to_thread(self._answered, row.update_id)

    async def apologise(self, _update: Update, reference: str) -> None:
        self.parked.append(reference)

    def texts(self, who: int) -> list[str]:
        return [text for person, text in self.heard if person == who]

    def _read(self, update: Update) -> tuple[str, int]:
        assert update.effective_user is not None
        text = update.callback_query.data if update.callback_query else getattr(update.effective_message, "text", None)
        return text or "", update.effective_user.id

    def _apply(self, update_id: int) -> None:
        with self.store.transaction() as tx:
            assert inbox.mark_applied(tx, self.bot_id, update_id, '["reply"]')

    def _answered(self, update_id: int) -> None:
        with self.store.transaction() as tx:
            inbox.mark_answered(tx, self.bot_id, update_id)


@dataclass
class Desk:
    """A running intake."""

    served: Served
    store: Store
    bot: ExtBot[None]
    talk: Conversation
    lanes: Lanes
    reconnect: Callable[[], Awaitable[None]]
    polling: asyncio.Task[None] | None = None

    @property
    def world(self) -> World:
        return self.served.world

    async def poll(self, *, bot: ExtBot[None] | None = None, poll_s: int = 2) -> asyncio.Task[None]:
        """Begins to poll, in place of whoever polled before."""
        if self.polling is not None:
            self.polling.cancel()
            await asyncio.gather(self.polling, return_exceptions=True)
        poller = Poller(bot or self.bot, self.store, stored=self.lanes.wake, reconnect=self.reconnect, poll_s=poll_s)
        self.polling = asyncio.create_task(poller.run())
        return self.polling

    async def until(self, happened: Callable[[], bool], patience: float = 8.0) -> None:
        """Waits for something to be so."""
        async with asyncio.timeout(patience):
            while not happened():  # noqa: ASYNC110 - what is waited for happens in a database
                await asyncio.sleep(0.01)

    async def until_empty(self) -> None:
        """Waits until Telegram holds nothing back and the inbox is done."""
        await self.until(lambda: not self.world.updates.waiting() and not self.unfinished())

    async def goes_on_after(self, kind: FaultKind) -> float:
        """Lets one poll go wrong. Answers how many seconds later somebody was heard again."""
        polls = self.served.ledger.calls
        self.served.faults.add(Rule(kind, "getUpdates", times=1))
        self.world.person_says(MARIA, "before " + kind.value)  # which ends the poll that waits
        await self.until(lambda: any(call.fault == kind.value for call in polls))
        self.world.person_says(MARIA, "after " + kind.value)
        await self.until(lambda: "after " + kind.value in self.talk.texts(MARIA))
        return time.monotonic() - next(call.finished for call in polls if call.fault == kind.value)

    def unfinished(self) -> int:
        with self.store.read() as tx:
            return inbox.unfinished(tx, self.bot.id)

    def state(self, update_id: int) -> InboxState | None:
        with self.store.read() as tx:
            row = inbox.find(tx, self.bot.id, update_id)
            return row.state if row else None


OpenDesk = Callable[..., AbstractAsyncContextManager[Desk]]


@pytest.fixture(autouse=True)
def _no_long_rests(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.intake.lanes.AFTER_FAILURE_S", (0.05, 0.05))
    monkeypatch.setattr("bot.intake.lanes.UNSENT_S", (0.05,))


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """An empty database."""
    url = f"sqlite:///{tmp_path}/bot.db"
    upgrade(url)
    return open_store(url)


@pytest.fixture
def open_desk(store: Store) -> OpenDesk:
    """Opens a playground with Maria and Amir, and an intake that listens to it (unless `listening` is false)."""

    @asynccontextmanager
    async def opened(
        *, listening: bool = True, world: World | None = None, hold_s: float = 45.0, left_s: float = 20.0
    ) -> AsyncIterator[Desk]:
        world = world or a_world()
        async with serve(world) as served, Transport(total_s=3) as polls:
            bot: ExtBot[None] = ExtBot(
                TOKEN, base_url=served.base_url, request=Transport(total_s=3), get_updates_request=polls
            )
            async with bot:
                talk = Conversation(store, bot.id)
                lanes = Lanes(
                    bot,
                    store,
                    handle=lambda update: talk.handle(update),
                    resend=talk.resend,
                    apologise=talk.apologise,
                    done=lambda: None,
                    hold_for=timedelta(seconds=hold_s),
                    left=timedelta(seconds=left_s),
                )

                async def reconnect() -> None:
                    await polls.shutdown()
                    await polls.initialize()

                desk = Desk(served, store, bot, talk, lanes, reconnect)
                working = [asyncio.create_task(lanes.run())] if listening else []
                if listening:
                    await desk.poll()
                try:
                    yield desk
                finally:
                    if desk.polling is not None:
                        working.append(desk.polling)
                    for task in working:
                        task.cancel()
                    await asyncio.gather(*working, return_exceptions=True)
                    await lanes.drain()
        store.close()

    return opened


NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)


def a_world(**changes: int) -> World:
    """Telegram with two people in it."""
    world = World(FrozenClock(NOON), TOKEN, first_update_id=changes.get("first_update_id"))
    world.add_person(MARIA, "Maria")
    world.add_person(AMIR, "Amir")
    return world
