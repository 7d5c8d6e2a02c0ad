"""How long this process holds on to what it has in hand, and how often it looks after what others left.

Real seconds. A call to Telegram takes 15 s at most; a lease is much longer, so that whoever holds one can finish. Tests
run with a part of them.
"""

from __future__ import annotations

from dataclasses import dataclass, fields


@dataclass(frozen=True, slots=True)
class Waits:
    """The waits of one process, the same for all that share a database."""

    lease_s: float = 60.0
    """How long a patient is held. Nobody else sends to them meanwhile."""
    left_s: float = 20.0
    """What must be left of that when a message leaves."""
    recover_s: float = 30.0
    """How often messages that another process left behind are looked for."""
    hold_s: float = 45.0
    """How long an update in hand is held, if it is not said again that it is: every third of that. Answers leave while
    `left_s` is left of it.
    """
    watch_s: float = 60.0
    """How often Telegram is asked whether it still brings updates here."""
    doubt_s: float = 5.0
    """How long an answer that may have arrived waits before it is said once more, if it is not urgent."""
    beat_s: float = 5.0
    """How often it is looked who is due when nothing is known to be: somebody else may have left them."""
    clock_s: float = 30.0
    """How often it is looked whether the clock was set."""
    look_s: float = 10.0
    """How often it is looked how the bot is doing, for metrics and alerts."""

    def scaled(self, by: float) -> Waits:
        """All of them longer or shorter."""
        return Waits(*(getattr(self, one.name) * by for one in fields(self)))
