"""The only place where the time of day is read. Everything else is given `now`.

`now()` is an aware UTC instant that a playground may move. Leases, time-outs and backoff use `time.monotonic`,
which nobody can move.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

Clock = Callable[[], datetime]
"""Answers the present moment as an aware datetime in UTC."""


def system_clock() -> datetime:
    """The machine's own time."""
    return datetime.now(UTC)  # noqa: TID251 - here and nowhere else


class MovableClock:
    """A clock that runs as its base does, and can be set: what the time machine and the tests turn."""

    def __init__(self, base: Clock = system_clock) -> None:
        self._base = base
        self._offset = timedelta(0)
        self._listeners: list[Callable[[], None]] = []

    def __call__(self) -> datetime:
        return self._base() + self._offset

    def set(self, instant: datetime) -> None:
        """Makes `instant` (aware) the present moment and tells everyone who asked to be told."""
        self._offset = instant.astimezone(UTC) - self._base()
        for listener in self._listeners:
            listener()

    def move(self, by: timedelta) -> None:
        """Turns the clock by an elapsed duration, which may be negative."""
        self.set(self() + by)

    def on_jump(self, listener: Callable[[], None]) -> None:
        """Calls `listener` after every jump, so that sleepers wake up."""
        self._listeners.append(listener)


class FrozenClock:
    """A clock that stands still until it is set: the clock of tests and rehearsals."""

    def __init__(self, instant: datetime) -> None:
        self._instant = instant.astimezone(UTC)

    def __call__(self) -> datetime:
        return self._instant

    def set(self, instant: datetime) -> None:
        """Makes `instant` (aware) the present moment."""
        self._instant = instant.astimezone(UTC)

    def move(self, by: timedelta) -> None:
        """Moves on by an elapsed duration."""
        self._instant += by
