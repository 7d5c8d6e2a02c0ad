"""Fetches updates from Telegram: stored first, then acknowledged.

Asking for the next number is what tells Telegram that everything below it arrived, so the offset moves only after the
commit. The library's own poller acknowledges first, ends for good at one 401, and repeats a batch with one bad update
for ever (reliability.md B1, B4, B5).
"""

from __future__ import annotations

import asyncio
import random
import time
from collections import Counter
from collections.abc import Awaitable, Callable
from functools import partial

from telegram import Bot
from telegram.error import Conflict, EndPointNotFound, InvalidToken, RetryAfter, TelegramError

from bot.delivery.patience import patiently
from bot.delivery.refusals import seconds
from bot.errors import Exit, Mistake
from bot.intake.inbox import KINDS, arrived
from bot.logs import log
from bot.store import inbox
from bot.store.store import Store

POLL_S = 25
"""How long Telegram holds a poll open when there is nothing."""
ANSWER_S = 10.0
"""How much longer than that a poll may take."""
BATCH = 25
"""How many updates one poll brings at most. A hundred of the longest would take 60 MB of memory at once; several polls a second
are more than anybody needs.
"""
LONGEST_S = 30.0
"""Longest wait after a failure."""
CONFLICT_S = 60.0
"""How often the log says that somebody else polls with this token."""
VERIFY_S = (0.0, 2.0, 8.0)
"""Waits before each question whether the token is still good."""

_log = log("intake")


class Poller:
    """The one long poll. `stored` is called after each commit that holds new updates; `reconnect` gives the polling
    connection up for a new one, when a poll did not even time out.
    """

    def __init__(
        self,
        bot: Bot,
        store: Store,
        *,
        stored: Callable[[], None],
        reconnect: Callable[[], Awaitable[None]],
        poll_s: int = POLL_S,
    ) -> None:
        self._bot = bot
        self._store = store
        self._stored = stored
        self._reconnect = reconnect
        self._poll_s = poll_s
        self._offset: int | None = None
        self._failures = 0
        self._conflict_said = float("-inf")

    async def run(self) -> None:
        """Polls until it is cancelled. Between the answer of a poll and its commit a cancellation loses nothing:
        Telegram still has it.

        `Mistake` with `Exit.BAD_TOKEN` when Telegram says, and repeats, that the token is not good any more.
        """
        highest = await patiently(self._highest)
        self._offset = None if highest is None else highest + 1
        while True:
            try:
                updates = await self._poll()
            except TelegramError as error:
                await asyncio.sleep(await self._after(error))
                continue
            except TimeoutError:
                # The connection hangs in a way that its own limits do not see.
                _log.error("poll_hung")
                await self._reconnect()
                continue
            if self._failures:
                _log.info("poll_recovered", attempt=self._failures)
            self._failures = 0
            _log.debug("poll_answered")
            await self._keep(updates)

    async def _poll(self) -> object:
        kinds = list(KINDS)
        asked = {"timeout": self._poll_s, "allowed_updates": kinds, "limit": BATCH, "offset": self._offset}
        limit = self._poll_s + ANSWER_S
        async with asyncio.timeout(limit + ANSWER_S):
            # Not `get_updates`, which raises for a whole batch when one update is malformed; the odd spelling is read
            # as getUpdates.
            return await self._bot.do_api_request("get_Updates", asked, read_timeout=limit)

    async def _keep(self, updates: object) -> None:
        rows = list(arrived(updates))
        if not rows:
            if updates:  # nothing that could be stored, and so nothing that could be acknowledged: not in a hurry
                _log.error("poll_unreadable")
                await asyncio.sleep(LONGEST_S)
            return
        fresh = await patiently(partial(self._put, rows))
        _log.debug("updates_received", counts=Counter(row.kind for row in rows), known=len(rows) - fresh)
        self._offset = max(row.update_id for row in rows) + 1
        if fresh:
            self._stored()

    async def _after(self, error: TelegramError) -> float:
        """What a failed poll calls for, and how many seconds to wait before the next."""
        self._failures += 1
        wait = min(LONGEST_S, 2.0 ** min(self._failures - 1, 8)) * random.uniform(0.75, 1.0)  # noqa: S311 - not a secret
        match error:
            case RetryAfter():
                wait = seconds(error)
            case Conflict():
                self._say_conflict(error)
                return min(wait, 5.0)
            case InvalidToken() | EndPointNotFound():
                await self._verify_token()
        _log.warning("poll_failed", error=type(error).__name__, attempt=self._failures, retry_s=round(wait, 1))
        return wait

    def _say_conflict(self, error: Conflict) -> None:
        now = time.monotonic()
        if now - self._conflict_said >= CONFLICT_S:
            self._conflict_said = now
            _log.error("poll_conflict", reason="webhook" if "webhook" in error.message.lower() else "another-poller")

    async def _verify_token(self) -> None:
        """One 401 or 404 proves nothing: proxies and restarts of the server give them too."""
        for wait in VERIFY_S:
            await asyncio.sleep(wait)
            try:
                await self._bot.get_me()
            except InvalidToken:
                continue
            except TelegramError:
                return
            return
        raise Mistake("Telegram does not accept the token any more.", Exit.BAD_TOKEN)

    def _highest(self) -> int | None:
        with self._store.read() as tx:
            return inbox.highest_update_id(tx, self._bot.id)

    def _put(self, rows: list[inbox.Arrived]) -> int:
        with self._store.transaction() as tx:
            return inbox.put(tx, self._bot.id, rows)
