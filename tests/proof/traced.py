"""A bot that strace watches from its first line on, and whose database is written by one thread only: strace counts what it breaks
for each thread by itself, so only then is the n-th the n-th.
"""

from __future__ import annotations

import asyncio
import os
import time
from asyncio.subprocess import Process
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tests.proof.forks import Bot

PATIENCE_S = 20.0


def wait_for_a_tracer() -> None:
    """In the child, before it becomes a bot: waits until somebody is attached, and gives every loop a single worker."""
    asyncio.set_event_loop_policy(_OneWorker())
    deadline = time.monotonic() + PATIENCE_S
    while not _tracer():
        if time.monotonic() > deadline:
            os._exit(70)
        time.sleep(0.005)


class _OneWorker(asyncio.DefaultEventLoopPolicy):
    def new_event_loop(self) -> asyncio.AbstractEventLoop:
        loop = super().new_event_loop()
        loop.set_default_executor(ThreadPoolExecutor(1))
        return loop


def _tracer() -> int:
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return next(int(line.split()[1]) for line in status.splitlines() if line.startswith("TracerPid:"))


async def attach(bot: Bot, injection: str, calls: str) -> Process:
    """Starts strace on a bot that waits for it. It ends with the bot."""
    return await asyncio.create_subprocess_exec(
        *("strace", "-f", "-qq", "-o", "/dev/null", "-p", str(bot.pid)),
        *("-e", f"trace={calls}", "-e", f"inject={calls}:{injection}"),
        stderr=asyncio.subprocess.DEVNULL,
    )
