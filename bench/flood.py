"""How long people wait for an answer, alone and beside somebody who sends 50 messages a second. Run: `make bench`.

One bot process on SQLite, Telegram on loopback, 20 people who each write about once a second.
"""

from __future__ import annotations

import asyncio
import os
import statistics
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.proof.arena import Arena, an_arena
from tests.proof.forks import Zygote
from tests.proof.numbers import note

SECONDS = int(os.environ.get("SECONDS", "20"))
OTHERS = 20
A_SECOND = 50
"""Messages of the one person."""


async def main() -> None:
    """Measures both, prints them, and keeps them for the table."""
    zygote = Zygote()
    with TemporaryDirectory() as folder:
        async with an_arena(zygote, "sqlite", Path(folder)) as arena:
            others, (busy,) = arena.comes(OTHERS, treated=False), arena.comes(1, treated=False)
            await arena.start()
            await arena.until(lambda: bool(arena.bots[-1].events("bot_started")))
            await waits(arena, others, 2)  # what is done for the first time takes longer
            alone = await waits(arena, others, SECONDS)
            flood = asyncio.create_task(floods(arena, busy))
            beside = await waits(arena, others, SECONDS)
            flood.cancel()
    zygote.close()
    numbers = {"p99_alone_ms": p99(alone), "p99_beside_ms": p99(beside)}
    note("F40 flood", numbers)
    for name, times in (("alone", alone), ("beside 50 messages a second", beside)):
        print(
            f"{name:30} median {statistics.median(times):6.0f} ms   p99 {p99(times):6.0f} ms   ({len(times)} answers)"
        )


async def waits(arena: Arena, people: list[int], seconds: int) -> list[float]:
    """Milliseconds that each of many questions waited for its answer."""
    times: list[float] = []

    async def asks(who: int, after: float) -> None:
        await asyncio.sleep(after)
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            asked = time.monotonic()
            arena.world.person_says(who, "/help")
            before = answers(arena, who)
            while answers(arena, who) == before:  # noqa: ASYNC110 - another process answers
                await asyncio.sleep(0.002)
            times.append((time.monotonic() - asked) * 1000)
            await asyncio.sleep(max(0.0, 1 - (time.monotonic() - asked)))

    await asyncio.gather(*(asks(who, place / len(people)) for place, who in enumerate(people)))
    return times


def answers(arena: Arena, who: int) -> int:
    """How many messages of the bot somebody has."""
    return len(arena.world.chat(who).messages)


async def floods(arena: Arena, who: int) -> None:
    """50 messages a second, whatever is answered."""
    while True:
        arena.world.person_says(who, "hello?")
        await asyncio.sleep(1 / A_SECOND)


def p99(times: list[float]) -> int:
    """What one answer in a hundred takes longer than."""
    return round(statistics.quantiles(times, n=100)[98])


if __name__ == "__main__":
    asyncio.run(main())
