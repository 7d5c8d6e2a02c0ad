"""The last look before a call leaves: its connection is at hand, and nothing of it is written yet.

Between the decision to send and the first byte lies whatever else this process has to do, perhaps a wait for a
connection, perhaps minutes in which the machine stood still. What was true then (the lease holds, Telegram wants no
pause) is asked once more here, by whoever decided.

Who has to ask a database for it looks first, and that takes a while. So everybody also has a glance, which takes none:
it is taken again when the first byte is just about to be written, with nothing in between.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

Glance = Callable[[], bool]
"""Whether a call may still leave, as far as this process knows by itself."""
Look = Callable[[], Awaitable[bool]]
"""Whether a call may still leave, as far as anybody knows."""

_asked: ContextVar[tuple[tuple[Glance, Look | None], ...]] = ContextVar("asked", default=())


@contextmanager
def only_if(glance: Glance, look: Look | None = None) -> Iterator[None]:
    """Calls that are made inside leave only if both say so, as do all that stand around them; the outermost is asked last.
    One that may not leave raises `transport.HeldBackError`.
    """
    token = _asked.set(((glance, look), *_asked.get()))
    try:
        yield
    finally:
        _asked.reset(token)


async def may_leave() -> bool:
    """Whether everybody who has a say in the call under way still wants it to leave."""
    for _, look in _asked.get():
        if look is not None and not await look():
            return False
    return still_may_leave()


def still_may_leave() -> bool:
    """The same, as far as it can be told without waiting for anything."""
    return all(glance() for glance, _ in _asked.get())
