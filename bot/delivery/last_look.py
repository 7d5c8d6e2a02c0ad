"""The last look before a call leaves: its connection is at hand, and nothing of it is written yet.

Between the decision to send and the first byte lies whatever else this process has to do, perhaps a wait for a
connection, perhaps minutes in which the machine stood still. What was true then (the lease holds, Telegram wants no
pause) is asked once more here, by whoever decided.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

Look = Callable[[], Awaitable[bool]]
"""Whether a call may still leave."""

_looks: ContextVar[tuple[Look, ...]] = ContextVar("looks", default=())


@contextmanager
def only_if(look: Look) -> Iterator[None]:
    """Calls that are made inside leave only if `look` says so, as do all that stand around it; the outermost is asked
    last. One that may not leave raises `transport.HeldBackError`.
    """
    token = _looks.set((look, *_looks.get()))
    try:
        yield
    finally:
        _looks.reset(token)


async def may_leave() -> bool:
    """Whether everybody who has a say in the call under way still wants it to leave."""
    for look in _looks.get():
        if not await look():
            return False
    return True
