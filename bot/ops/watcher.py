"""Looks every few seconds how the bot is doing, shows it in the metrics and tells the operators what is the matter."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from bot.clock import Clock
from bot.delivery.faults import where
from bot.logs import log
from bot.ops import rules
from bot.ops.alarm import Alarm
from bot.ops.metrics import Metrics
from bot.ops.pulse import Pulse
from bot.ops.rules import Finding
from bot.store import condition
from bot.store.condition import Condition
from bot.store.store import Store
from bot.store.trouble import StoreTrouble

GOODBYE_S = 3.0
"""How long the end of a process waits for its last line to the operators."""

_log = log("ops")


class Watcher:
    """The watcher of one process. `free`: which part of the database's disk is free, `None` if that is not ours to
    know; `every_s`: real seconds between two looks.
    """

    def __init__(
        self,
        store: Store,
        clock: Clock,
        pulse: Pulse,
        metrics: Metrics,
        alarm: Alarm,
        *,
        free: Callable[[], float | None],
        every_s: float,
    ) -> None:
        self._store = store
        self._clock = clock
        self._pulse = pulse
        self._metrics = metrics
        self._alarm = alarm
        self._free = free
        self._every_s = every_s
        self._missed_told = 0
        self._jumps_told = 0
        self._stopped = asyncio.Event()

    async def run(self) -> None:
        """Looks until `stop`."""
        await self._mention("started", "The bot has started.")
        while not self._stopped.is_set():
            await self.look()
            with suppress(TimeoutError):
                async with asyncio.timeout(self._every_s):
                    await self._stopped.wait()
        with suppress(TimeoutError):
            async with asyncio.timeout(GOODBYE_S):
                await self._mention("stopping", "The bot is stopping.")

    def stop(self) -> None:
        """Ends `run` after its look, and a last line to the operators."""
        self._stopped.set()

    async def look(self) -> None:
        """One look. Whatever breaks in it is logged and left."""
        try:
            told = await self._alarm.tell([*await self._of_the_database(), *self._of_this_machine()])
        except Exception as error:  # noqa: BLE001 - a mistake of the watcher is nobody else's
            _log.error("watch_failed", error=type(error).__name__, where=where(error))
            return
        if "missed" in told:
            self._missed_told = self._pulse.missed
        if "clock" in told:
            self._jumps_told = self._pulse.jumps

    async def _of_the_database(self) -> list[Finding]:
        try:
            seen = await asyncio.to_thread(self._read)
        except StoreTrouble as trouble:
            _log.error("store_troubled", reason=trouble.kind.value)
            return []
        self._metrics.see(seen)
        return list(rules.of_the_database(seen))

    def _of_this_machine(self) -> list[Finding]:
        missed, jumps = self._pulse.missed - self._missed_told, self._pulse.jumps - self._jumps_told
        return [
            *rules.of_the_process(self._pulse),
            *rules.of_what_happened(missed, jumps),
            *rules.of_the_disk(self._free()),
        ]

    def _read(self) -> Condition:
        with self._store.read() as tx:
            return condition.look(tx, self._clock())

    async def _mention(self, key: str, line: str) -> None:
        try:
            await self._alarm.mention(key, line)
        except Exception as error:  # noqa: BLE001 - as above
            _log.error("watch_failed", error=type(error).__name__, where=where(error))


def free_part(file: Path) -> Callable[[], float | None]:
    """Which part of the disk on which a file lies is free."""

    def free() -> float | None:
        try:
            usage = shutil.disk_usage(file.parent)
        except OSError:
            return None
        return usage.free / usage.total

    return free
