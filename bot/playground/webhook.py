"""Delivery of updates to the bot's own address, and its retries.

Updates of one lane (a chat, a person's taps, a membership) go one after another; lanes go beside each other. An
update that fails is tried again after 1, 2, 4 … seconds, at last every 60 to 120, or when `Retry-After` says; it
blocks its own lane only, and is dropped when it expires.
"""

from __future__ import annotations

import asyncio
import random
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

import aiohttp

from bot.clock import MovableClock
from bot.playground.rules import Rules
from bot.playground.updates import Pending
from bot.playground.world import World

RETRY_CEILING = 60
RETRY_AFTER_CEILING = 3600
GONE_FOR = timedelta(hours=23)
"""A webhook that answers 410 for so long is removed."""
ANSWER_WITHIN = 60.0
"""Real seconds for which an answer is waited for."""

Perform = Callable[[bytes], Awaitable[None]]
"""Carries out a method call that came as the answer to an update."""


@dataclass(frozen=True, slots=True)
class Address:
    """Where the bot wants its updates."""

    url: str
    secret: str = ""
    max_connections: int = 40


class Webhook:
    """The webhook of one bot. `start` and `stop` belong to the server's life; `perform` is set by the server."""

    def __init__(self, world: World, rules: Rules) -> None:
        self._world = world
        self._rules = rules
        self.address: Address | None = None
        self.last_error: tuple[datetime, str] | None = None
        self.perform: Perform | None = None
        self.set_at = float("-inf")
        """Monotonic time of the last setting."""
        self._gone_since: datetime | None = None
        self._lanes: dict[str, asyncio.Task[None]] = {}
        self._busy: asyncio.Semaphore = asyncio.Semaphore(40)
        self._session: aiohttp.ClientSession | None = None
        self._jumped = asyncio.Event()
        self._random = random.Random(self._world.bot_id)  # noqa: S311 - spreads retries, guards nothing
        world.updates.on_change(self._look)
        if isinstance(world.clock, MovableClock):
            world.clock.on_jump(self._jumped.set)

    def set(self, address: Address | None) -> None:
        """Sets or, with None, removes the address; what waits goes out at once."""
        self._forget_lanes()
        self.address = address
        self._gone_since = None
        self.last_error = None
        if address is not None:
            self._busy = asyncio.Semaphore(address.max_connections)
        self._look()

    async def stop(self) -> None:
        """Ends all deliveries."""
        self.address = None
        lanes = list(self._lanes.values())
        self._forget_lanes()
        await asyncio.gather(*lanes, return_exceptions=True)
        if self._session is not None:
            await self._session.close()
            self._session = None

    def _forget_lanes(self) -> None:
        for task in self._lanes.values():
            task.cancel()
        self._lanes.clear()

    def _look(self) -> None:
        """Gives every lane that has something to say, and no one who carries it, a carrier."""
        if self.address is None:
            return
        for lane in self._world.updates.lanes():
            if lane not in self._lanes:
                self._lanes[lane] = asyncio.create_task(self._carry(lane, self.address))

    async def _carry(self, lane: str, address: Address) -> None:
        delay = 0.0
        failed: int | None = None
        while (update := self._world.updates.first_of(lane)) is not None:
            if update.number != failed:
                delay, failed = 0.0, update.number
            async with self._busy:
                retry_after = await self._deliver(address, update)
            if retry_after is None:
                self._world.updates.drop([update.number])
                continue
            delay = min(delay * 2 or 1.0, self._random.uniform(RETRY_CEILING, 2 * RETRY_CEILING))
            if self._gone_too_long():
                break
            await self._sleep(retry_after or delay)
        if self._lanes.get(lane) is asyncio.current_task():
            del self._lanes[lane]

    async def _deliver(self, address: Address, update: Pending) -> float | None:
        """Tries once. None: done; otherwise the seconds that the bot asked for, or 0."""
        if self._session is None:
            self._session = aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=ANSWER_WITHIN))
        headers = {"X-Telegram-Bot-Api-Secret-Token": address.secret} if address.secret else {}
        try:
            async with self._session.post(address.url, json=update.body, headers=headers) as answer:
                body = await answer.read()
        except (aiohttp.ClientError, TimeoutError, OSError) as error:
            self._failed(f"Connection failed: {type(error).__name__}")
            return 0.0
        if 200 <= answer.status <= 299:
            self._gone_since = None
            if body.strip() and self.perform is not None:
                await self.perform(body)
            return None
        self._failed(f"Wrong response from the webhook: {answer.status} {answer.reason}")
        if answer.status != 410:
            self._gone_since = None
        elif self._gone_since is None:
            self._gone_since = self._world.clock()
        asked = answer.headers.get("Retry-After", "")
        return float(min(int(asked), RETRY_AFTER_CEILING)) if asked.isdigit() else 0.0

    def _failed(self, words: str) -> None:
        self.last_error = (self._world.clock(), words)

    def _gone_too_long(self) -> bool:
        if self._gone_since is None or self._world.clock() - self._gone_since < GONE_FOR:
            return False
        self.address = None
        return True

    async def _sleep(self, seconds: float) -> None:
        """Until the world's clock has moved on by so much, or the scaled time has passed for real."""
        due = self._world.clock() + timedelta(seconds=seconds)
        deadline = time.monotonic() + seconds * self._rules.webhook_scale
        while self._world.clock() < due and (left := deadline - time.monotonic()) > 0:
            self._jumped.clear()
            try:
                await asyncio.wait_for(self._jumped.wait(), left)
            except TimeoutError:
                return
