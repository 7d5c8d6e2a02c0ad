"""A clock that goes with a playground's: for a bot in a process of its own, in tests and in the demo."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import aiohttp

from bot.clock import MovableClock, system_clock
from bot.errors import Exit, Mistake
from bot.logs import log

WAIT_S = 70.0
"""A playground answers a wait for its next jump after 50 s at most."""
AGAIN_S = 1.0


class FollowedClock:
    """`clock` shows the playground's time as long as `run` is running. `url` is the playground's address."""

    def __init__(self, url: str) -> None:
        self.clock = MovableClock()
        self._url = f"{url}/control/clock"
        self._revision: int | None = None

    async def set(self) -> None:
        """Sets the clock once, now. `Mistake` when there is no playground."""
        try:
            async with self._session() as session:
                await self._ask(session)
        except (aiohttp.ClientError, TimeoutError, KeyError, TypeError, ValueError):
            raise Mistake(f"CLOCK_URL: no playground's clock answers at {self._url}.", Exit.UNREACHABLE) from None

    async def run(self) -> None:
        """Follows every jump until it is cancelled."""
        async with self._session() as session:
            while True:
                try:
                    await self._ask(session)
                except (aiohttp.ClientError, TimeoutError, KeyError, TypeError, ValueError) as error:
                    log("app").warning("clock_lost", error=type(error).__name__, retry_s=AGAIN_S)
                    await asyncio.sleep(AGAIN_S)

    async def _ask(self, session: aiohttp.ClientSession) -> None:
        after = {} if self._revision is None else {"after": str(self._revision)}
        async with session.get(self._url, params=after) as answer:
            told = await answer.json()
        offset, revision = timedelta(seconds=float(told["offset_seconds"])), int(told["revision"])
        if revision != self._revision:
            self._revision = revision
            self.clock.set(system_clock() + offset)

    def _session(self) -> aiohttp.ClientSession:
        return aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=WAIT_S, connect=5))
