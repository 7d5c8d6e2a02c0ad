"""What is done at start, every few hours and after a jump of the clock: old updates and finished patients are forgotten, holds
that no process can mean are ended, and it is looked whether everybody is going to be looked at when their plan says so.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable
from functools import partial

from bot.clock import Clock
from bot.delivery.faults import where
from bot.delivery.patience import patiently
from bot.delivery.ticker import Ticker
from bot.logs import log
from bot.schedules.days import read_zones_anew
from bot.schedules.protocol import Protocol
from bot.store import due_audit, holds, inbox, retention
from bot.store.store import Store

_log = log("app")


class Chores:
    """The chores of one process. Two processes that do them at once do no harm."""

    def __init__(self, store: Store, protocol: Protocol, clock: Clock, ticker: Ticker) -> None:
        self._store = store
        self._protocol = protocol
        self._clock = clock
        self._ticker = ticker
        self._stopping = False

    async def run(self) -> None:
        """Does them at once, and whenever the ticker says so, until `stop`."""
        self._ticker.tidy.set()
        while True:
            await self._ticker.tidy.wait()
            if self._stopping:
                return
            self._ticker.tidy.clear()
            gone = await patiently(self._forget_old_updates) + await patiently(self._forget_finished)
            await patiently(self._store.scrub)
            await patiently(self._shorten_holds)
            read_zones_anew()
            await self.reopen()
            await self.audit()
            _log.info("chores_done", count=gone)

    def stop(self) -> None:
        """Ends `run` before its next chore."""
        self._stopping = True
        self._ticker.tidy.set()

    async def reopen(self) -> int:
        """Opens again what a clock that was ahead has closed, and returns for how many people."""
        opened = await self._each(await patiently(self._closed_ahead), self._reopened)
        if opened:
            _log.warning("steps_reopened", count=opened)
            self._ticker.wake()
        return opened

    async def audit(self) -> int:
        """Mends every `next_due_at` that is not what the plan says, and returns how many there were."""
        mended = await self._each(await patiently(self._to_audit), self._mended)
        if mended:
            _log.error("due_repaired", count=mended)
            self._ticker.wake()
        return mended

    async def _each(self, patient_ids: Iterable[str], work: Callable[[str], Awaitable[bool]]) -> int:
        """For how many of them it was done. One with whom nobody can plan must not end the bot for all."""
        done = 0
        for patient_id in patient_ids:
            if self._stopping:
                break
            try:
                done += await work(patient_id)
            except Exception as error:  # noqa: BLE001 - see above
                _log.error("plan_failed", error=type(error).__name__, where=where(error))
        return done

    async def _mended(self, patient_id: str) -> bool:
        right = await patiently(partial(self._is_right, patient_id))
        return not right and await patiently(partial(self._repair, patient_id))

    async def _reopened(self, patient_id: str) -> bool:
        return await patiently(partial(self._reopen, patient_id))

    def _forget_old_updates(self) -> int:
        with self._store.transaction() as tx:
            return inbox.delete_old(tx)

    def _forget_finished(self) -> int:
        now = self._clock()
        with self._store.transaction() as tx:
            return retention.forget_finished(tx, now) if retention.clock_is_credible(tx, now) else 0

    def _shorten_holds(self) -> None:
        with self._store.transaction() as tx:
            holds.shorten(tx)

    def _to_audit(self) -> list[str]:
        with self._store.read() as tx:
            return due_audit.to_audit(tx, self._clock())

    def _is_right(self, patient_id: str) -> bool:
        with self._store.read() as tx:
            return due_audit.is_right(tx, patient_id, self._protocol, self._clock())

    def _repair(self, patient_id: str) -> bool:
        with self._store.transaction() as tx:
            return due_audit.repair(tx, patient_id, self._protocol, self._clock())

    def _closed_ahead(self) -> list[str]:
        with self._store.read() as tx:
            return due_audit.closed_ahead(tx, self._clock())

    def _reopen(self, patient_id: str) -> bool:
        with self._store.transaction() as tx:
            return due_audit.reopen(tx, patient_id, self._protocol, self._clock())
