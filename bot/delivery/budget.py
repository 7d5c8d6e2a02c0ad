"""How fast reminders may leave, and the pause that Telegram asks for.

Reminders wait for each other here. Answers to people wait for nobody but others in the same chat: whoever types without
end must not bring a pause upon everybody. They are counted, and a pause holds them too. Seconds
are those of `time.monotonic`. Processes that share a database share its pace (`Shared`): each reminder then also waits
for a moment that no other process has, and a pause is everybody's.
"""

from __future__ import annotations

import asyncio
import time
from collections import deque
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Protocol

IN_FLIGHT = 4
"""How many reminders may be on the wire at once: what a kill leaves in doubt."""
PER_SECOND = 30
"""Sends in any one second, over all chats: core.telegram.org/bots/faq."""
PER_SECOND_PAID = 1000
"""The same for a bot that pays for broadcasts: core.telegram.org/bots/api#paid-broadcasts."""
CHAT_GAP_S = 1.0
"""Least time between two messages in one chat: core.telegram.org/bots/faq."""
GROUP_PER_MINUTE = 20
"""Messages to one group in any one minute: the same page."""
CROWDED = 3
"""A chat that got so many answers more than one in every gap is the likeliest reason for a 429 there."""
ANSWERS_AT_ONCE = 10
"""Answers that one chat may get without a gap: Telegram allows short bursts (the same page), and refuses what goes on."""


class Shared(Protocol):
    """What several processes agree on."""

    async def turn(self) -> None:
        """Returns at a moment that is this process's alone."""

    async def look(self, *, anew: bool = False) -> float:
        """For how many seconds nobody may send. `anew`: not what was read a moment ago."""

    def expect(self, count: int) -> None:
        """So many reminders are going to wait for their turn soon."""

    def pause(self, seconds: float) -> None:
        """Telegram wants nothing for so long: the others are told."""


@dataclass(slots=True)
class _Group:
    """When the last messages went to one group."""

    sent: deque[float] = field(default_factory=lambda: deque(maxlen=GROUP_PER_MINUTE))


class Budget:
    """The right to send now. `chat_gap_s` is shorter where a moved clock makes days pass in a second; `monotonic` and
    `sleep` are replaced by tests that want no real seconds.
    """

    def __init__(
        self,
        *,
        chat_gap_s: float = CHAT_GAP_S,
        per_second: int = PER_SECOND,
        shared: Shared | None = None,
        monotonic: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._chat_gap_s = chat_gap_s
        self._shared = shared
        self._monotonic = monotonic
        self._sleep = sleep
        self._slots = asyncio.Semaphore(IN_FLIGHT)
        self._recent: deque[float] = deque(maxlen=per_second)
        self._last_in_chat: dict[int, float] = {}
        self._answered_until: dict[int, float] = {}
        self._groups: dict[int, _Group] = {}
        self._paused_until = 0.0
        self._chat_paused_until: dict[int, float] = {}
        self._careful = False
        self._closing = asyncio.Event()

    def close(self) -> None:
        """Nobody waits for the end of a pause any more: this process is about to stop."""
        self._closing.set()

    async def outwait(self, seconds: float) -> bool:
        """Waits until a pause is over. False: it is not, and this process is about to stop."""
        return await self._unless_closing(asyncio.sleep(seconds))

    @property
    def places(self) -> int:
        """How many reminders may be on the wire at once: after a pause one, until Telegram has taken something again.
        All of them at once would be refused together.
        """
        return 1 if self._careful else IN_FLIGHT

    def taken(self) -> None:
        """Telegram has answered a call with something else than a 429. In a pause that tells nothing: it left before."""
        if not self.paused():
            self._careful = False

    @asynccontextmanager
    async def reminder(self, chat_id: int) -> AsyncIterator[bool]:
        """Waits until a reminder may leave for this chat, and holds one of the places in flight while it is on the
        wire. False if this process is about to stop and its turn has not come: then it may not leave.
        """
        async with self._slots:
            if self._shared is not None and not await self._unless_closing(self._shared.turn()):
                yield False
                return
            while (wait := self._wait_for(chat_id)) > 0:
                await self._sleep(wait)
            self.count(chat_id)
            await self.look()
            yield True

    async def answer(self, chat_id: int) -> None:
        """Waits until an answer may leave for this chat, and counts it: some at once, and then one in every gap."""
        now = self._monotonic()
        if len(self._answered_until) > 1000:
            self._answered_until = {chat: until for chat, until in self._answered_until.items() if until > now}
        until = max(now, self._answered_until.get(chat_id, now)) + self._chat_gap_s
        self._answered_until[chat_id] = until
        wait = until - now - ANSWERS_AT_ONCE * self._chat_gap_s
        if wait > 0:
            await self._unless_closing(self._sleep(wait))
        self.count(chat_id)

    def count(self, chat_id: int) -> None:
        """Notes that something leaves for this chat now."""
        now = self._monotonic()
        self._recent.append(now)
        if len(self._last_in_chat) > 1000:
            self._last_in_chat = {chat: at for chat, at in self._last_in_chat.items() if now - at < self._chat_gap_s}
        self._last_in_chat[chat_id] = now
        if _is_group(chat_id):
            self._groups.setdefault(chat_id, _Group()).sent.append(now)

    def pause(self, chat_id: int, seconds: float) -> None:
        """Telegram said 429. It does not say for what: in a group, or where somebody gets one answer after the other, it is
        the chat; elsewhere it may be everything. Where that was wrong the next refusal in another chat says so.
        """
        until = self._monotonic() + seconds
        if _is_group(chat_id) or self._is_crowded(chat_id):
            lasting = {chat: end for chat, end in self._chat_paused_until.items() if end > self._monotonic()}
            self._chat_paused_until = {**lasting, chat_id: max(until, lasting.get(chat_id, 0.0))}
            return
        self._paused_until = max(until, self._paused_until)
        self._careful = True
        if self._shared is not None:
            self._shared.pause(seconds)

    def expect(self, count: int) -> None:
        """So many reminders are ready to leave, beside those that wait already: their moments are taken together."""
        if self._shared is not None:
            self._shared.expect(count)

    async def look(self, *, anew: bool = False) -> None:
        """Learns of a pause that another process was asked for. `anew`: even one of the last few milliseconds."""
        left = await self._shared.look(anew=anew) if self._shared is not None else 0.0
        if left > 0:
            self._paused_until = max(self._paused_until, self._monotonic() + left)
            self._careful = True

    async def allows(self, chat_id: int) -> bool:
        """Whether a message may leave for this chat at this instant, as far as any process knows."""
        await self.look(anew=True)
        return not self.paused(chat_id)

    def paused(self, chat_id: int | None = None) -> float:
        """For how many seconds nothing may be sent to this chat; without one, to any chat at all."""
        until = max(self._paused_until, self._chat_paused_until.get(chat_id, 0.0) if chat_id is not None else 0.0)
        return max(0.0, until - self._monotonic())

    async def _unless_closing(self, wait: Awaitable[None]) -> bool:
        """Waits for something, or for the wish to stop: then it is false, if that came first."""
        waiting, closing = asyncio.ensure_future(wait), asyncio.ensure_future(self._closing.wait())
        try:
            await asyncio.wait((waiting, closing), return_when=asyncio.FIRST_COMPLETED)
            if waiting.done():
                waiting.result()
            return waiting.done()
        finally:
            waiting.cancel()
            closing.cancel()

    def _wait_for(self, chat_id: int) -> float:
        now = self._monotonic()
        full = len(self._recent) == self._recent.maxlen
        overall = self._recent[0] + 1.0 - now if full else 0.0
        chat = self._last_in_chat.get(chat_id, now - self._chat_gap_s) + self._chat_gap_s - now
        return max(overall, chat, self._group_wait(chat_id, now), 0.0)

    def _is_crowded(self, chat_id: int) -> bool:
        """Whether one chat got many answers lately, and all of them together are far from what is allowed."""
        now = self._monotonic()
        ahead = self._answered_until.get(chat_id, now) - now
        busy = sum(at > now - 1.0 for at in self._recent) > (self._recent.maxlen or 0) / 2
        return ahead > CROWDED * self._chat_gap_s and not busy

    def _group_wait(self, chat_id: int, now: float) -> float:
        group = self._groups.get(chat_id)
        if group is None or len(group.sent) < GROUP_PER_MINUTE:
            return 0.0
        return group.sent[0] + 60.0 - now


def _is_group(chat_id: int) -> bool:
    return chat_id < 0
