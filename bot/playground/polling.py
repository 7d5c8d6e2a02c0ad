"""getUpdates: the long poll, and the quarrel of two pollers."""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass, field
from typing import Any

from bot.playground.answers import conflict
from bot.playground.rules import Rules
from bot.playground.updates import UpdateQueue

HOLD_BACK = 3
"""Seconds by which a strict server delays repeated conflicts, and to which it stretches polls that come too soon."""
OTHER_POLLER = "terminated by other getUpdates request; make sure that only one bot instance is running"
WEBHOOK_SET = "terminated by setWebhook request"


@dataclass(slots=True)
class _Wait:
    """A poll that waits. `woken` is set when the queue changes or somebody ends the wait, for the reason in
    `ended_by`.
    """

    woken: asyncio.Event = field(default_factory=asyncio.Event)
    ended_by: str = ""


class Polling:
    """The one long poll that a bot may have. A second one that has to wait as well ends the first."""

    def __init__(self, queue: UpdateQueue, rules: Rules) -> None:
        self._queue = queue
        self._strict = rules.strict
        self._current: _Wait | None = None
        self._last_offset: int | None = None
        self._last_start = 0.0
        self._last_conflict = float("-inf")

    async def get(self, offset: int, limit: int, seconds: int) -> list[dict[str, Any]]:
        """The updates from `offset` on, waited for up to so many real seconds. Raises a 409 when another poller
        comes.
        """
        limit, seconds = self._slow_down(offset, limit, seconds)
        ready = self._queue.from_offset(offset, limit)
        if not ready and seconds > 0:
            self.end_wait(OTHER_POLLER)
            mine = self._current = _Wait()
            unsubscribe = self._queue.on_change(mine.woken.set)
            deadline = time.monotonic() + seconds
            try:
                while not ready and (left := deadline - time.monotonic()) > 0:
                    await _woken(mine, left)
                    if mine.ended_by:
                        await self._give_way(mine.ended_by)
                    ready = self._queue.from_offset(offset, limit)
            finally:
                unsubscribe()
                if self._current is mine:
                    self._current = None
        return [update.body for update in ready]

    def end_wait(self, reason: str) -> None:
        """Ends the waiting poll with a 409: another poller has come, or a webhook."""
        if self._current is not None:
            self._current.ended_by = reason
            self._current.woken.set()

    async def _give_way(self, reason: str) -> None:
        now = time.monotonic()
        held = self._strict and now - self._last_conflict < HOLD_BACK
        self._last_conflict = now
        if held:
            await asyncio.sleep(HOLD_BACK)
        raise conflict(reason)

    def _slow_down(self, offset: int, limit: int, seconds: int) -> tuple[int, int]:
        """A strict server lets a poller that asks again for the same offset too soon wait, and gives it one update at
        a time.
        """
        now = time.monotonic()
        again = self._strict and offset == self._last_offset
        since = now - self._last_start
        self._last_offset, self._last_start = offset, now
        if again and since < 0.5:
            limit = 1
        if again and since < HOLD_BACK and seconds < HOLD_BACK:
            seconds = HOLD_BACK
        return limit, seconds


async def _woken(wait: _Wait, seconds: float) -> None:
    wait.woken.clear()
    try:
        await asyncio.wait_for(wait.woken.wait(), seconds)
    except TimeoutError:
        return
