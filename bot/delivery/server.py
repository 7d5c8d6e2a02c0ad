"""What the Bot API server at the other end turned out not to know."""

from __future__ import annotations

from collections.abc import Callable

from bot.logs import log


def _forget() -> None:
    """Keeps nothing."""


class ServerTraits:
    """Learnt from refusals. That `<tg-time>` is unknown is worth keeping: `remember` is called once, when it is learnt.
    Missing methods are only remembered for the process, so that a newer server is used as soon as the bot is started
    again.
    """

    def __init__(self, *, date_times: bool = True, remember: Callable[[], None] = _forget) -> None:
        self.date_times = date_times
        """Whether the server reads `<tg-time>` (Bot API 9.5)."""
        self._remember = remember
        self._missing: set[str] = set()

    def lacks_date_times(self) -> None:
        """The server refused `<tg-time>`."""
        if self.date_times:
            self.date_times = False
            log("delivery").warning("entity_unsupported", reason="date-time")
            self._remember()

    def has(self, method: str) -> bool:
        """Whether an optional method is worth a call."""
        return method not in self._missing

    def lacks(self, method: str) -> None:
        """The server does not have this optional method, or does not let us use it: said once in the log."""
        if method not in self._missing:
            self._missing.add(method)
            log("delivery").warning("method_unsupported", method=method)
