"""Tells the operators: in the log always, in their chat if they have one. A key is told at most once in ten minutes by
all processes together, a chat gets at most five messages a minute, and what could not be brought waits for the next.
Whatever goes wrong here touches nobody else.
"""

from __future__ import annotations

import asyncio
import time
from collections import deque
from collections.abc import Callable, Iterable
from contextlib import suppress
from datetime import timedelta
from functools import partial
from html import escape

from bot.delivery.messenger import Messenger
from bot.delivery.receipts import Later, Migrated, NotSent, Receipt, Sent
from bot.logs import log
from bot.ops.rules import Finding
from bot.store import told
from bot.store.store import Store
from bot.store.trouble import StoreTrouble
from bot.words.message import OutgoingMessage

AT_MOST_EVERY = timedelta(minutes=10)
WHILE_IT_LASTS = timedelta(hours=1)
"""How often something is told again that has not ended meanwhile."""
A_MINUTE = 5
"""Messages to the chat in any minute. What comes meanwhile goes together."""
AGAIN_S = 30.0
"""When to try again what did not leave."""

_log = log("ops")


class Alarm:
    """The alarm of one process. `chat_id`: the operators' chat."""

    def __init__(
        self,
        store: Store,
        messenger: Messenger,
        chat_id: int | None,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._store = store
        self._messenger = messenger
        self._chat_id = chat_id
        self._monotonic = monotonic
        self._told: dict[str, float] = {}
        self._lasting: set[str] = set()
        self._waiting: dict[str, str] = {}
        self._unsent: set[str] = set()
        self._held_back: set[str] = set()
        self._sent: deque[float] = deque(maxlen=A_MINUTE)
        self._not_before = float("-inf")

    async def tell(self, findings: Iterable[Finding]) -> set[str]:
        """Tells what is new among everything that is the matter now, and what is left from before. Returns the keys of
        what is new.
        """
        lasting, fresh = set[str](), set[str]()
        for finding in findings:
            if finding.count is None and not finding.happened:
                lasting.add(finding.key)
            new = await self._right_to_tell(finding)
            if new is not None:
                fresh.add(finding.key)
                self._waiting[finding.key] = finding.line.replace("{new}", str(new))
                _log.error("alert_raised", reason=finding.key, count=new or None)
        self._lasting = lasting
        await self._bring()
        return fresh

    async def mention(self, key: str, line: str) -> None:
        """Tells the chat of something that the log has already and that is no trouble."""
        if self._chat_id is not None and await self._right_to_tell(Finding(key, line)) is not None:
            self._waiting[key] = line
            await self._bring()

    async def _right_to_tell(self, finding: Finding) -> int | None:
        """How many are new, 0 where nothing is counted; `None` if it has been told. If the database cannot say what
        others told, what this process told decides.
        """
        every = WHILE_IT_LASTS if finding.key in self._lasting else AT_MOST_EVERY
        last = self._told.get(finding.key, float("-inf"))
        told_here = self._monotonic() < last + every.total_seconds()
        if told_here and finding.count is None:
            return None
        try:
            new = await asyncio.to_thread(partial(self._claim, finding, every))
        except StoreTrouble:
            new = None if told_here else finding.count or 0
        if new is not None:
            self._told[finding.key] = self._monotonic()
        return new

    def _claim(self, finding: Finding, every: timedelta) -> int | None:
        with self._store.read() as tx:
            if not told.is_new(tx, finding.key, every, finding.count):
                return None
        with self._store.transaction() as tx:
            return told.claim(tx, finding.key, every, finding.count)

    async def _bring(self) -> None:
        """Sends what waits, as one message."""
        now, chat_id = self._monotonic(), self._chat_id
        if chat_id is None:
            self._waiting.clear()
            return
        crowded = len(self._sent) == A_MINUTE and now < self._sent[0] + 60.0
        if not self._waiting or crowded or now < self._not_before:
            self._held_back.update(self._waiting)
            return
        self._sent.append(now)
        receipt = await self._send(chat_id, "\n".join(self._waiting.values()))
        unsaid = self._waiting.keys() - self._unsent
        if not isinstance(receipt, Sent) and unsaid:
            _log.critical("alert_unsent", outcome=type(receipt).__name__.lower(), count=len(unsaid))
        if isinstance(receipt, NotSent | Later):
            self._not_before = now + AGAIN_S
            self._unsent.update(self._waiting)
            self._held_back.update(self._waiting)
        else:
            self._waiting.clear()
            self._unsent.clear()
            await self._told_only_now(now)

    async def _told_only_now(self, now: float) -> None:
        """What was held back may not be told again soon, by whomever: its ten minutes begin when somebody reads it."""
        late, self._held_back = self._held_back, set()
        self._told |= dict.fromkeys(late, now)
        if late:
            with suppress(StoreTrouble):  # then this process at least knows
                await asyncio.to_thread(self._claim_anew, late)

    def _claim_anew(self, keys: set[str]) -> None:
        with self._store.transaction() as tx:
            told.only_now(tx, keys)

    async def _send(self, chat_id: int, text: str) -> Receipt:
        message = OutgoingMessage(escape(text, quote=False))
        receipt = await self._messenger.send(chat_id, message, waits=False)
        if isinstance(receipt, Migrated):  # the group became another one: until a restart the new id is known here
            self._chat_id = receipt.chat_id
            receipt = await self._messenger.send(receipt.chat_id, message, waits=False)
        return receipt
