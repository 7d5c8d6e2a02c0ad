"""What a process knows about itself without asking anybody: from what it logs, and from a heart that beats every second."""

from __future__ import annotations

import asyncio
import time
from collections import deque
from collections.abc import Callable, Mapping
from typing import Any

BEAT_S = 1.0
"""How often the heart beats."""
SLOW_S = 2.0
"""How late a beat may come before the loop counts as blocked."""
STUCK_S = 60.0
"""For how long the dispatcher may not look who is due."""
SILENT_S = 120.0
"""For how long nothing may be heard of Telegram."""
TROUBLED_S = 90.0
"""How long after trouble with the database whoever waits for it is not stuck: it is tried again every twenty seconds."""
MINUTE = 60.0
HOUR = 3600.0

_CONTACTS = frozenset({"poll_answered", "webhook_seen", "updates_received"})
_LOOKS = frozenset({"dispatcher_looked", "message_settled"})
TROUBLES = frozenset({"store_troubled", "update_delayed", "pause_untold"})
"""Events that say that the database could not do its part, with the kind of trouble as `reason`."""


class Pulse:
    """Made when a process starts, and told everything that it logs."""

    def __init__(self, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._monotonic = monotonic
        self._contact = monotonic()
        self._looked: float | None = None
        self._troubles: deque[float] = deque(maxlen=100)
        self._refusals: deque[float] = deque(maxlen=1000)
        self.lag_s = 0.0
        """How late the last beat came, in seconds."""
        self.missed = 0
        """Steps whose time passed while the bot was away, since the start."""
        self.jumps = 0
        """How often the clock jumped, since the start."""
        self.paused: Callable[[], float] = lambda: 0.0
        """For how many seconds Telegram wants nothing to be sent."""

    def hear(self, event: Mapping[str, Any]) -> None:
        """One event of the log."""
        name = event["event"]
        if name in _CONTACTS:
            self._contact = self._monotonic()
        elif name in _LOOKS:  # the first of them comes when everything is connected
            self._looked = self._monotonic()
        elif name in TROUBLES:
            self._troubles.append(self._monotonic())
        elif name == "call_failed" and event["outcome"] == "later":
            self._refusals.append(self._monotonic())
        elif name == "steps_missed":
            self.missed += event["count"]
        elif name == "clock_jumped":
            self.jumps += 1

    async def beat(self) -> None:
        """Beats until it is cancelled."""
        while True:
            began = self._monotonic()
            await asyncio.sleep(BEAT_S)
            self.lag_s = max(0.0, self._monotonic() - began - BEAT_S)

    @property
    def silent_s(self) -> float:
        """For how long nothing has been heard of Telegram; at first, since the start."""
        return self._monotonic() - self._contact

    @property
    def troubles(self) -> int:
        """How often the database was in trouble in the last minute."""
        return sum(at > self._monotonic() - MINUTE for at in self._troubles)

    @property
    def refusals(self) -> int:
        """How often Telegram asked for a pause (429) in the last hour."""
        return sum(at > self._monotonic() - HOUR for at in self._refusals)

    @property
    def is_dispatching(self) -> bool:
        """Whether the dispatcher looks who is due, has not begun to, or is known to wait for the database or for
        Telegram.
        """
        if self._looked is None:
            return True
        now = self._monotonic()
        waits = bool(self._troubles) and now - self._troubles[-1] < TROUBLED_S
        return now - self._looked < STUCK_S or waits or self.paused() > 0

    @property
    def is_alive(self) -> bool:
        """Whether everything in this process goes on. Whoever asks from outside may end it if not."""
        return self.lag_s < SLOW_S and self.is_dispatching

    @property
    def is_in_touch(self) -> bool:
        """Whether Telegram has been heard of lately."""
        return self.silent_s < SILENT_S
