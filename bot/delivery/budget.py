"""How fast reminders may leave, and the pause that Telegram asks for.

Reminders wait for each other here; answers to people do not, but they are counted, and a pause holds everybody. Seconds
are those of `time.monotonic`. One process has one budget; replicas will share one through the database behind the same
three methods.
"""

from __future__ import annotations

import asyncio
import time
from collections import deque
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

IN_FLIGHT = 4
"""How many reminders may be on the wire at once: what a kill leaves in doubt."""
PER_SECOND = 30
"""Sends in any one second, over all chats: core.telegram.org/bots/faq."""
CHAT_GAP_S = 1.0
"""Least time between two messages in one chat: the same page."""


class Budget:
    """The right to send now. `chat_gap_s` is shorter where a moved clock makes days pass in a second; `monotonic` and
    `sleep` are replaced by tests that want no real seconds.
    """

    def __init__(
        self,
        *,
        chat_gap_s: float = CHAT_GAP_S,
        monotonic: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._chat_gap_s = chat_gap_s
        self._monotonic = monotonic
        self._sleep = sleep
        self._slots = asyncio.Semaphore(IN_FLIGHT)
        self._recent: deque[float] = deque(maxlen=PER_SECOND)
        self._last_in_chat: dict[int, float] = {}
        self._paused_until = 0.0
        self._chat_paused_until: dict[int, float] = {}

    @asynccontextmanager
    async def reminder(self, chat_id: int) -> AsyncIterator[None]:
        """Waits until a reminder may leave for this chat, and holds one of the places in flight while it is on the
        wire.
        """
        async with self._slots:
            while (wait := self._wait_for(chat_id)) > 0:
                await self._sleep(wait)
            self.count(chat_id)
            yield

    def count(self, chat_id: int) -> None:
        """Notes that something leaves for this chat now."""
        now = self._monotonic()
        self._recent.append(now)
        if len(self._last_in_chat) > 1000:
            self._last_in_chat = {chat: at for chat, at in self._last_in_chat.items() if now - at < self._chat_gap_s}
        self._last_in_chat[chat_id] = now

    def pause(self, chat_id: int, seconds: float) -> None:
        """Telegram said 429. It does not say for what: in a group it is the group, elsewhere it may be everything."""
        until = self._monotonic() + seconds
        if chat_id < 0:
            self._chat_paused_until[chat_id] = max(until, self._chat_paused_until.get(chat_id, 0.0))
        else:
            self._paused_until = max(until, self._paused_until)

    def paused(self, chat_id: int | None = None) -> float:
        """For how many seconds nothing may be sent to this chat; without one, to any chat at all."""
        until = max(self._paused_until, self._chat_paused_until.get(chat_id, 0.0) if chat_id is not None else 0.0)
        return max(0.0, until - self._monotonic())

    def _wait_for(self, chat_id: int) -> float:
        now = self._monotonic()
        full = len(self._recent) == PER_SECOND
        overall = self._recent[0] + 1.0 - now if full else 0.0
        chat = self._last_in_chat.get(chat_id, now - self._chat_gap_s) + self._chat_gap_s - now
        return max(overall, chat, 0.0)
