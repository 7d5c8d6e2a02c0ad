"""One update at a time per person, in order, and people side by side.

The inbox is the queue: what waits is in the database, not in memory, so a restart goes on where the last process was. A
lane that failed rests before its next try; nobody else waits for it. Several processes may work on one inbox: a lane is
in one hand at a time, and what a dead one held is taken up when its hold ends. An answer leaves only while the hold
lasts for a whole call more.
"""

from __future__ import annotations

import asyncio
import secrets
import time
from collections import Counter
from collections.abc import Awaitable, Callable
from contextlib import suppress
from datetime import datetime, timedelta
from functools import partial

from telegram import Bot, Update

from bot.delivery.faults import where
from bot.delivery.last_look import only_if
from bot.delivery.patience import patiently
from bot.intake.inbox import MalformedError, read
from bot.logs import log
from bot.store import inbox
from bot.store.records import Inbox
from bot.store.states import InboxState
from bot.store.store import Store
from bot.store.trouble import StoreTrouble

WORKERS = 8
"""How many updates are handled at once."""
AFTER_FAILURE_S = (0.2, 1.0)
"""How long a lane rests after the first and the second failure of an update."""
UNSENT_S = (1.0, 2.0, 5.0, 15.0, 30.0)
"""How long a lane rests before each further try to send a reply; the last one is repeated."""
LOOK_S = 5.0
"""How often the inbox is looked into without being woken: for what another process left, or took in but cannot handle."""

REFERENCE_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ"
"""Of which the number of a mistake is made, to be read aloud. No digits: the log hides long numbers."""

Handle = Callable[[Update], Awaitable[None]]
"""Handles an update to the end, its reply included. Raises what its handlers raised."""

Resend = Callable[[Inbox], Awaitable[None]]
"""Sends the stored reply of an update that was applied, and settles it; or settles it unsent when it is too old."""

Rests = Callable[[Inbox], float]
"""For how many seconds at least a lane rests before the stored reply of this update is sent again."""

Apologise = Callable[[Update, str], Awaitable[None]]
"""Tells the sender of an update that nothing came of it; the number is the one in the log."""

_log = log("intake")


class Lanes:
    """Takes updates out of the inbox and has them handled. `done` is called after each one that is finished.
    `alone_since`: since then, in real time, it is known that nobody who held anything before is alive. `left`: what
    must be left of the `hold_for` of an update when an answer to it leaves.
    """

    def __init__(
        self,
        bot: Bot,
        store: Store,
        *,
        handle: Handle,
        resend: Resend,
        apologise: Apologise,
        done: Callable[[], None],
        hold_for: timedelta,
        left: timedelta,
        rests: Rests = lambda _row: 0.0,
        alone_since: datetime | None = None,
    ) -> None:
        self._bot = bot
        self._store = store
        self._handle = handle
        self._resend = resend
        self._apologise = apologise
        self._done = done
        self._rests = rests
        self._alone_since = alone_since
        self._hold_for = hold_for
        self._left = left
        self._holder = secrets.token_hex(8)
        self._held_until: dict[int, float] = {}
        self._said_held = time.monotonic()
        self._woken = asyncio.Event()
        self._slots = asyncio.Semaphore(WORKERS)
        self._busy: dict[int, asyncio.Task[None]] = {}
        self._resting: set[int] = set()
        self._broken_replies: Counter[int] = Counter()
        self._stopping = asyncio.Event()

    def wake(self) -> None:
        """Something was put into the inbox."""
        self._woken.set()

    async def run(self) -> None:
        """Works until `stop`. What is in hand then goes on: see `drain`."""
        if self._alone_since is not None:
            # Not what somebody has taken since: a second process may have started meanwhile.
            await patiently(partial(self._let_go_of_the_dead, self._alone_since + self._hold_for))
        while not self._stopping.is_set():
            self._woken.clear()
            await self._hold_on()
            asked = time.monotonic()
            rows = await self._take()
            for row in rows:
                self._held_until[row.update_id] = asked + self._hold_for.total_seconds()
                self._busy[row.lane or 0] = asyncio.create_task(self._in_hand(row))
            if not rows:
                with suppress(TimeoutError):
                    async with asyncio.timeout(min(LOOK_S, self._hold_for.total_seconds() / 3)):
                        await self._woken.wait()

    def stop(self) -> None:
        """Takes nothing more in hand."""
        self._stopping.set()
        self.wake()

    @property
    def idle(self) -> bool:
        """Whether nothing is in hand."""
        return not self._busy

    async def drain(self) -> None:
        """Waits for what is in hand. What cannot be finished now waits in the inbox."""
        await asyncio.gather(*self._busy.values(), return_exceptions=True)
        with suppress(StoreTrouble):  # then the hold ends by itself
            await asyncio.to_thread(self._let_go)

    async def _hold_on(self) -> None:
        if self._busy and time.monotonic() - self._said_held >= self._hold_for.total_seconds() / 3:
            asked = self._said_held = time.monotonic()
            held = await patiently(self._say_held)
            self._held_until = dict.fromkeys(held, asked + self._hold_for.total_seconds())

    async def _take(self) -> list[Inbox]:
        """The next updates of lanes that are neither busy nor resting, as many as there are free workers."""
        free = WORKERS - (len(self._busy) - len(self._resting))
        return await patiently(partial(self._take_in_hand, free, tuple(self._busy))) if free > 0 else []

    def _take_in_hand(self, limit: int, busy: tuple[int, ...]) -> list[Inbox]:
        with self._store.transaction() as tx:
            return inbox.next_batch(
                tx, self._bot.id, limit=limit, busy=busy, holder=self._holder, hold_for=self._hold_for
            )

    def _say_held(self) -> set[int]:
        with self._store.transaction() as tx:
            return inbox.hold_on(tx, self._bot.id, self._holder, self._hold_for)

    def _let_go(self) -> None:
        with self._store.transaction() as tx:
            inbox.let_go(tx, self._bot.id, self._holder)

    def _let_go_of_the_dead(self, until: datetime) -> None:
        with self._store.transaction() as tx:
            inbox.let_go_of_the_dead(tx, self._bot.id, until)

    async def _in_hand(self, row: Inbox) -> None:
        lane = row.lane or 0

        def still_ours() -> bool:
            return time.monotonic() < self._held_until.get(row.update_id, 0.0) - self._left.total_seconds()

        try:
            with only_if(still_ours):
                await self._until_given_back(row, lane)
        finally:
            self._held_until.pop(row.update_id, None)
            self._resting.discard(lane)
            del self._busy[lane]
            self.wake()

    async def _until_given_back(self, row: Inbox, lane: int) -> None:
        unsent = 0
        while True:
            async with self._slots:
                self._resting.discard(lane)
                failed = await self._try(row)
            found = await patiently(partial(self._look, row.update_id))
            if found is None or found.state in {InboxState.ANSWERED, InboxState.PARKED}:
                if found is not None:
                    _log.debug("update_finished", outcome=found.state.value, update_kind=row.kind)
                self._done()
                return
            if found.holder != self._holder:
                _log.warning("lane_lost")
                return
            row = found
            if failed:
                await self._rest(lane, AFTER_FAILURE_S[min(row.attempts, len(AFTER_FAILURE_S)) - 1])
                return
            await self._rest(lane, max(UNSENT_S[min(unsent, len(UNSENT_S) - 1)], self._rests(found)))
            if self._stopping.is_set():
                return
            unsent += 1

    async def _rest(self, lane: int, seconds: float) -> None:
        """Leaves the place among the workers to others for a while, or until `stop`."""
        self._resting.add(lane)
        self.wake()
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self._stopping.wait()

    async def _try(self, row: Inbox) -> bool:
        """One try. True if it failed in a way that counts: three of those and the update is parked."""
        try:
            if row.state is InboxState.APPLIED:
                await self._resend(row)
                return False
            await self._handle(read(row.raw or "", self._bot))
        except StoreTrouble as trouble:
            _log.error("update_delayed", reason=trouble.kind.value)
            return False
        except MalformedError:
            _log.error("update_parked", reason="malformed", update_kind=row.kind)
            await patiently(partial(self._settle, inbox.park, row.update_id))
            return False
        except Exception as error:  # noqa: BLE001 - whatever one update breaks must not stop the others
            await self._failed(row, error)
            return True
        await patiently(partial(self._close_unclaimed, row.update_id))
        return False

    async def _failed(self, row: Inbox, error: Exception) -> None:
        reference = "".join(secrets.choice(REFERENCE_LETTERS) for _ in range(5))
        state = await patiently(partial(self._settle, inbox.failed, row.update_id))
        if state is InboxState.APPLIED and self._is_unsayable(row.update_id):
            await patiently(partial(self._settle, inbox.park, row.update_id))
            state = InboxState.PARKED
        _log.error(
            "update_failed",
            error=type(error).__name__,
            where=where(error),
            update_kind=row.kind,
            attempt=row.attempts,
            state=state,
            reference=reference,
        )
        if state is not InboxState.PARKED:
            return
        try:
            await self._apologise(read(row.raw or "", self._bot), reference)
        except Exception as second:  # noqa: BLE001 - what broke the update may break the apology too
            _log.error("apology_failed", error=type(second).__name__, where=where(second), reference=reference)

    def _is_unsayable(self, update_id: int) -> bool:
        """Whether a stored reply has now broken too often. A reply that Telegram did not take yet does not count: that raises nothing."""
        self._broken_replies[update_id] += 1
        if self._broken_replies[update_id] < inbox.TRIES:
            return False
        del self._broken_replies[update_id]
        return True

    def _look(self, update_id: int) -> Inbox | None:
        with self._store.read() as tx:
            return inbox.find(tx, self._bot.id, update_id)

    def _close_unclaimed(self, update_id: int) -> None:
        """An update that no handler took: there is nothing to say to it."""
        found = self._look(update_id)
        if found is not None and found.state is InboxState.NEW:
            with self._store.transaction() as tx:
                inbox.mark_applied(tx, self._bot.id, update_id, None)

    def _settle(self, how: Callable[..., object], update_id: int) -> object:
        with self._store.transaction() as tx:
            return how(tx, self._bot.id, update_id)
