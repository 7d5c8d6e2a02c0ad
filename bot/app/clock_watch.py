"""Notices that the clock was set: by hand, by a time server, or because the machine slept. Then everybody is planned anew."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable

from bot.clock import Clock
from bot.delivery.ticker import Ticker
from bot.logs import log

JUMP_S = 120.0
"""What the clock may go wrong by against the machine's monotonic one before it is called a jump."""
SLEWED_S = 1.0
"""By so much between two looks a time server moves a clock that it finds a little wrong: no part of a jump."""

_log = log("app")


class ClockWatch:
    """Compares `clock` with `monotonic` every `every_s` real seconds. A clock that stands still is one that goes back."""

    def __init__(
        self,
        clock: Clock,
        ticker: Ticker,
        every_s: float,
        *,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._clock = clock
        self._ticker = ticker
        self._every_s = every_s
        self._monotonic = monotonic
        self._known = self._ahead()
        self._jumped = 0.0

    async def run(self) -> None:
        """Looks until it is cancelled."""
        while True:
            await asyncio.sleep(self._every_s)
            self.look()

    def look(self) -> None:
        """Wakes the dispatcher at once after a jump; once the clock goes on evenly, says it and has the chores done, of
        which one is to look whether everybody is awaited at the right moment.
        """
        ahead = self._ahead()
        moved = ahead - self._known
        if abs(moved) <= SLEWED_S:
            self._known = ahead
        if abs(moved) > JUMP_S:
            self._known, self._jumped = ahead, self._jumped + moved
            self._ticker.wake()
        elif self._jumped:
            _log.warning("clock_jumped", seconds=round(self._jumped))
            self._jumped = 0.0
            self._ticker.tidy.set()

    def _ahead(self) -> float:
        return self._clock().timestamp() - self._monotonic()
