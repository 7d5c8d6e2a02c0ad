"""One pace for every process on one database: moments to send at are taken from it for a second's worth of messages at
once, if so many are ready, so that a busy hour costs one write a second and not one a message.
"""

from __future__ import annotations

import asyncio
import time
from collections import deque
from collections.abc import Awaitable, Callable
from datetime import timedelta
from functools import partial

from bot.delivery.patience import patiently
from bot.logs import log
from bot.store import pace
from bot.store.store import Store
from bot.store.trouble import StoreTrouble

SHARE = 0.8
"""Part of what Telegram allows that is handed out: a message leaves a little after its moment, and answers to people,
which do not wait, need room.
"""
LATE_S = 0.1
"""How late a moment may still be used. Older ones are given up, or two seconds' worth could leave in one."""
LOOK_S = 0.02
"""How long what was read of a pause is taken as true."""


class SharedPace:
    """The pace of one process among several. `per_second`: what Telegram allows all of them together."""

    def __init__(
        self,
        store: Store,
        per_second: int,
        *,
        monotonic: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._store = store
        self._apart = 1.0 / (per_second * SHARE)
        self._monotonic = monotonic
        self._sleep = sleep
        self._moments: deque[float] = deque()
        self._waiting = 0
        self._expected = 0
        self._line = asyncio.Lock()
        self._looked_at = float("-inf")
        self._telling: set[asyncio.Task[None]] = set()

    async def turn(self) -> None:
        """Returns at the next moment that is ours."""
        self._waiting += 1
        try:
            async with self._line:
                moment = await self._next()
        finally:
            self._waiting -= 1
        wait = moment - self._monotonic()
        if wait > 0:
            await self._sleep(wait)

    def expect(self, count: int) -> None:
        """So many are ready to leave, beside those that wait."""
        self._expected = count

    async def look(self, *, anew: bool = False) -> float:
        """For how many seconds nobody may send, as the database has it; 0 while what was read is still fresh, unless it
        is to be read `anew`.
        """
        if not anew and self._monotonic() - self._looked_at < LOOK_S:
            return 0.0
        left = await patiently(self._paused)
        self._looked_at = self._monotonic()
        if left > 0:
            self._moments.clear()  # those behind the pause lie closer together than they may now
        return left

    def pause(self, seconds: float) -> None:
        """Tells the others. If the database cannot take it, each of them learns it from Telegram."""
        self._moments.clear()
        task = asyncio.create_task(self._tell(seconds))
        self._telling.add(task)
        task.add_done_callback(self._telling.discard)

    async def _next(self) -> float:
        while self._moments and self._moments[0] < self._monotonic() - LATE_S:
            self._moments.popleft()
        if not self._moments:
            taken = await patiently(partial(self._take, self._waiting + self._expected))
            first, apart = self._monotonic() + taken.ahead.total_seconds(), taken.apart.total_seconds()
            self._moments.extend(first + index * apart for index in range(taken.count))
        return self._moments.popleft()

    async def _tell(self, seconds: float) -> None:
        try:
            await asyncio.to_thread(self._pause, seconds)
        except StoreTrouble as trouble:
            log("delivery").error("pause_untold", reason=trouble.kind.value)

    def _take(self, count: int) -> pace.Moments:
        with self._store.transaction() as tx:
            return pace.take(tx, count, timedelta(seconds=self._apart))

    def _paused(self) -> float:
        with self._store.read() as tx:
            return max(0.0, pace.paused(tx).total_seconds())

    def _pause(self, seconds: float) -> None:
        with self._store.transaction() as tx:
            pace.pause(tx, timedelta(seconds=seconds))
