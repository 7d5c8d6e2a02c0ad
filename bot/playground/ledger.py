"""The record of what the bot did: every accepted send, edit, deletion and pin, and every call. Tests compare it with
the bot's database.
"""

from __future__ import annotations

import hashlib
import time
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from bot.clock import Clock
from bot.playground.values import Keyboard, Message

POLLING = "getUpdates"


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that a person could see change. `action`: `sent`, `edited`, `deleted`, `pinned` or `unpinned`."""

    number: int
    action: str
    method: str
    at: datetime
    """World time."""
    monotonic: float
    chat_id: int
    message_id: int
    text: str
    text_hash: str
    keyboard: Keyboard
    silent: bool
    source: str = ""
    """The text as the bot wrote it, markup included."""


@dataclass(frozen=True, slots=True)
class Call:
    """One call of a method. `started` and `finished` are monotonic seconds; `status` is 0 when no HTTP answer was
    given. `retry_after`: the seconds of the pause that was asked for.
    """

    method: str
    chat_id: int | None
    at: datetime
    started: float
    finished: float
    status: int
    fault: str | None
    retry_after: int = 0


class Ledger:
    """Entries and calls in the order in which they were accepted and finished."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self.entries: list[Entry] = []
        self.calls: list[Call] = []

    def record(self, action: str, method: str, message: Message, *, silent: bool, source: str = "") -> None:
        """Notes what was done to a message, as it is afterwards (of a deleted one: as it was)."""
        entry = Entry(
            number=len(self.entries) + 1,
            action=action,
            method=method,
            at=self._clock(),
            monotonic=time.monotonic(),
            chat_id=message.chat_id,
            message_id=message.id,
            text=message.text,
            text_hash=text_hash(message.text),
            keyboard=message.keyboard,
            silent=silent,
            source=source,
        )
        self.entries.append(entry)

    def note_call(self, call: Call) -> None:
        """Notes a call that has ended, however it ended."""
        self.calls.append(call)

    def sent(self, chat_id: int | None = None) -> list[Entry]:
        """New messages, of one chat or of all."""
        return [e for e in self.entries if e.action == "sent" and chat_id in {None, e.chat_id}]

    def in_flight_at(self, monotonic: float) -> int:
        """How many calls, polling aside, were under way at an instant."""
        return sum(1 for c in self.calls if c.method != POLLING and c.started <= monotonic < c.finished)

    def most_in_flight(self) -> int:
        """The largest number of calls, polling aside, that were ever under way together."""
        edges = [(c.started, 1) for c in self.calls if c.method != POLLING]
        edges += [(c.finished, -1) for c in self.calls if c.method != POLLING]
        most = now = 0
        for _, step in sorted(edges):
            now += step
            most = max(most, now)
        return most

    def as_json(self, after: int = 0) -> dict[str, Any]:
        """Entries with a number above `after`, and all calls, for a test in another process."""
        return {
            "entries": [{**asdict(e), "at": e.at.isoformat()} for e in self.entries[after:]],
            "calls": [{**asdict(c), "at": c.at.isoformat()} for c in self.calls],
        }


def text_hash(text: str) -> str:
    """SHA-256 of a plain text, in hexadecimal."""
    return hashlib.sha256(text.encode()).hexdigest()
