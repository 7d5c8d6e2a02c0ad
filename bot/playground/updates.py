"""The queue of updates that wait for the bot, with Telegram's rules for numbers, confirmation and age.

An update is kept until the bot confirms it (by asking for a higher offset, or by answering its webhook) or it
expires: a message a day after its date, a tap after 150 s, on the world's clock. Its number never comes twice, not
even after a new start.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import timedelta
from itertools import islice
from typing import Any

from bot.clock import Clock, system_clock

DAY = timedelta(days=1)
TAP_AGE = timedelta(seconds=150)

KINDS = frozenset(
    {
        "message", "edited_message", "channel_post", "edited_channel_post", "business_connection", "business_message",
        "edited_business_message", "deleted_business_messages", "message_reaction", "message_reaction_count",
        "inline_query", "chosen_inline_result", "callback_query", "shipping_query", "pre_checkout_query",
        "purchased_paid_media", "poll", "poll_answer", "my_chat_member", "chat_member", "chat_join_request",
        "chat_boost", "removed_chat_boost",
    }
)  # fmt: skip
"""Names of update types; others in `allowed_updates` are skipped."""

DEFAULT_KINDS = KINDS - {"chat_member", "message_reaction", "message_reaction_count"}


def first_number() -> int:
    """A number to begin with, derived from the machine's own time, so that a new start does not repeat what an
    earlier one gave out.

    Eight a second since 2025, within 32 bits until 2033.
    """
    seconds = int(system_clock().timestamp()) - 1_735_689_600
    return seconds * 8 % (1 << 31)


@dataclass(frozen=True, slots=True)
class Pending:
    """An update that waits. `lane` is what it is in order with; `body` is the update as the bot receives it, number
    included.
    """

    number: int
    lane: str
    body: dict[str, Any]
    expires_at: float
    """Unix seconds on the world's clock."""


class UpdateQueue:
    """What waits for the bot. To be used from one thread."""

    def __init__(self, clock: Clock, first: int | None = None) -> None:
        self._clock = clock
        self._next = first_number() if first is None else first
        self._pending: dict[int, Pending] = {}
        self._lanes: dict[str, dict[int, Pending]] = {}
        self._next_expiry = math.inf
        self._listeners: list[Callable[[], None]] = []
        self.allowed: frozenset[str] = DEFAULT_KINDS

    def add(self, kind: str, content: dict[str, Any], lane: str, lives: timedelta = DAY) -> int | None:
        """Queues an update and answers its number, or None when the bot did not ask for this kind."""
        if kind not in self.allowed:
            return None
        return self.add_raw({kind: content}, lane, lives)

    def add_raw(self, body: dict[str, Any], lane: str, lives: timedelta = DAY) -> int:
        """Queues whatever is given, under the next number."""
        number = self._next
        self._next += 1
        expires_at = (self._clock() + lives).timestamp()
        update = Pending(number, lane, {"update_id": number, **body}, expires_at)
        self._pending[number] = update
        self._lanes.setdefault(lane, {})[number] = update
        self._next_expiry = min(self._next_expiry, expires_at)
        self._tell()
        return number

    def allow(self, kinds: Iterable[str]) -> None:
        """Sets which kinds are queued from now on. None of them: the default. Names that Telegram does not know are
        skipped.
        """
        self.allowed = (frozenset(kinds) & KINDS) or DEFAULT_KINDS

    def waiting(self) -> list[Pending]:
        """What is neither confirmed nor expired, in order."""
        self._expire()
        return list(self._pending.values())

    def count(self) -> int:
        """How many updates wait."""
        self._expire()
        return len(self._pending)

    def lanes(self) -> list[str]:
        """The lanes in which something waits."""
        self._expire()
        return list(self._lanes)

    def first_of(self, lane: str) -> Pending | None:
        """What waits longest in a lane."""
        self._expire()
        return next(iter(self._lanes.get(lane, {}).values()), None)

    def from_offset(self, offset: int, limit: int) -> list[Pending]:
        """What getUpdates answers: confirms all below `offset`; a negative one keeps the newest `-offset`; one that is
        not in the queue's range falls back to its head.
        """
        self._expire()
        numbers = list(self._pending)
        if offset < 0:
            self.drop(numbers[:offset])
        elif numbers and numbers[0] < offset <= self._next:
            self.drop(number for number in numbers if number < offset)
        return list(islice(self._pending.values(), limit))

    def drop(self, numbers: Iterable[int]) -> None:
        """Confirms updates: they are gone."""
        gone = [self._remove(number) for number in list(numbers)]
        if any(gone):
            self._tell()

    def drop_all(self) -> None:
        """Forgets everything that waits."""
        self.drop(self._pending)

    def on_change(self, listener: Callable[[], None]) -> Callable[[], None]:
        """Calls `listener` when an update comes or is confirmed; answers how to stop that."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    def _expire(self) -> None:
        now = self._clock().timestamp()
        if now < self._next_expiry:
            return
        for number in [n for n, update in self._pending.items() if update.expires_at <= now]:
            self._remove(number)
        self._next_expiry = min((update.expires_at for update in self._pending.values()), default=math.inf)

    def _remove(self, number: int) -> bool:
        update = self._pending.pop(number, None)
        if update is None:
            return False
        lane = self._lanes[update.lane]
        del lane[number]
        if not lane:
            del self._lanes[update.lane]
        return True

    def _tell(self) -> None:
        for listener in list(self._listeners):
            listener()
