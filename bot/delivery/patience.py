"""The store from the event loop: in a worker thread, and again when the database could not do it now."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import TypeVar

from bot.logs import log
from bot.store.trouble import StoreTrouble

LONGEST_S = 20.0
"""Longest wait between two tries: a server that is back is noticed within half a minute."""

T = TypeVar("T")


async def patiently(work: Callable[[], T]) -> T:
    """Runs `work` in a worker thread until the database is able to do it, and answers what it answers.

    What `work` does must be one transaction: nothing of a failed try was kept. Real seconds between tries: 0.2,
    doubling.
    """
    wait = 0.2
    while True:
        try:
            return await asyncio.to_thread(work)
        except StoreTrouble as trouble:
            log("store").error("store_troubled", reason=trouble.kind.value, retry_s=wait)
        await asyncio.sleep(wait)
        wait = min(wait * 2, LONGEST_S)
