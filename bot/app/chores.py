"""What is done at start and every few hours: old updates and finished patients are forgotten, and it is looked whether
everybody else is going to be looked at when their plan says so.
"""

from __future__ import annotations

from functools import partial

from bot.clock import Clock
from bot.delivery.patience import patiently
from bot.delivery.ticker import Ticker
from bot.logs import log
from bot.schedules.protocol import Protocol
from bot.store import due_audit, inbox, retention
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
            await self.audit()
            _log.info("chores_done", count=gone)

    def stop(self) -> None:
        """Ends `run` before its next chore."""
        self._stopping = True
        self._ticker.tidy.set()

    async def audit(self) -> int:
        """Mends every `next_due_at` that is not what the plan says, and returns how many there were."""
        mended = 0
        for patient_id in await patiently(self._to_audit):
            if self._stopping:
                break
            if not await patiently(partial(self._is_right, patient_id)):
                mended += await patiently(partial(self._repair, patient_id))
        if mended:
            _log.error("due_repaired", count=mended)
            self._ticker.wake()
        return mended

    def _forget_old_updates(self) -> int:
        with self._store.transaction() as tx:
            return inbox.delete_old(tx)

    def _forget_finished(self) -> int:
        with self._store.transaction() as tx:
            return retention.forget_finished(tx, self._clock())

    def _to_audit(self) -> list[str]:
        with self._store.read() as tx:
            return due_audit.to_audit(tx, self._clock())

    def _is_right(self, patient_id: str) -> bool:
        with self._store.read() as tx:
            return due_audit.is_right(tx, patient_id, self._protocol, self._clock())

    def _repair(self, patient_id: str) -> bool:
        with self._store.transaction() as tx:
            return due_audit.repair(tx, patient_id, self._protocol, self._clock())
