"""APScheduler as a clock: it says "look now" and knows nothing of whom or what.

Two jobs only set an event: one at the earliest moment at which something falls due, set anew after every change, and
one every few real seconds in any case, so that a clock that was stepped, a machine that slept or a change by somebody
else costs seconds at most.
"""

from __future__ import annotations

import asyncio
from contextlib import suppress
from datetime import UTC, datetime, timedelta

from apscheduler.schedulers.asyncio import AsyncIOScheduler

from bot.clock import Clock, system_clock
from bot.logs import log

BEAT_S = 5.0
"""Real seconds between two looks when nothing is known to be due, unless it is said otherwise."""
TIDY_H = 6
"""Real hours between two rounds of chores."""


class Ticker:
    """Wakes the dispatcher. `clock` is the clock by which things fall due, which a playground may move."""

    def __init__(self, clock: Clock, beat_s: float = BEAT_S) -> None:
        self._clock = clock
        self._beat_s = beat_s
        self._woken = asyncio.Event()
        self.tidy = asyncio.Event()
        """Set when chores are due; whoever does them clears it."""
        self._scheduler = AsyncIOScheduler(
            timezone=UTC, job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": None}
        )

    def start(self) -> None:
        """Begins to tick."""
        self._scheduler.add_job(self._tick, "interval", seconds=self._beat_s, id="beat")
        self._scheduler.add_job(self._time_to_tidy, "interval", hours=TIDY_H, id="tidy")
        self._scheduler.start()

    def stop(self) -> None:
        """Ticks no more."""
        if self._scheduler.running:
            self._scheduler.shutdown(wait=False)

    def wake(self) -> None:
        """Look now. To be called in the loop's own thread."""
        self._woken.set()

    def arm(self, due: datetime | None) -> None:
        """Look at `due` (aware); an earlier request is forgotten."""
        if due is None:
            if self._scheduler.get_job("due"):
                self._scheduler.remove_job("due")
            return
        wait = max(due - self._clock(), timedelta(0))
        at = system_clock() + min(wait, timedelta(days=1))
        self._scheduler.add_job(self._tick, "date", run_date=at, id="due", replace_existing=True)

    @property
    def woken(self) -> bool:
        """Whether somebody asked for a look that has not begun."""
        return self._woken.is_set()

    async def wait(self) -> None:
        """Returns when somebody asked for a look since the last wait; after three missed beats in any case, since a
        machine's clock that is set back keeps APScheduler waiting.
        """
        with suppress(TimeoutError):
            async with asyncio.timeout(3 * self._beat_s):
                await self._woken.wait()
        self._woken.clear()
        log("delivery").debug("dispatcher_looked")

    async def _tick(self) -> None:
        """A coroutine, so that APScheduler runs it in the event loop and not in a thread."""
        self._woken.set()

    async def _time_to_tidy(self) -> None:
        self.tidy.set()
