"""How long people wait for an answer, alone and beside somebody who sends 50 messages a second; how long a thousand wait who write
at once; and what all that costs in memory and in rows. Run: `make bench`.

One bot process on SQLite, Telegram on loopback; the others are 20 people who each write about once a second.
"""

from __future__ import annotations

import asyncio
import statistics
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import ColumnElement
from sqlmodel import col, func, select

from bot.store.records import Inbox
from bot.store.states import InboxState
from tests.proof.arena import Arena, an_arena
from tests.proof.forks import Zygote
from tests.proof.numbers import note
from tests.proof.size import size

SECONDS = size("SECONDS", 20, 60)
OTHERS = 20
A_SECOND = 50
"""Messages of the one person."""
CROWD = 1000
ALBUMS, PHOTOS = 50, 10
LONG_TEXTS, LONGEST = 200, 64 * 1024
"""Telegram cuts a text at 4,096; who says so is Telegram."""
PATIENCE_S = 600


async def main() -> None:
    """Measures, prints, and keeps it for the table."""
    zygote = Zygote()
    with TemporaryDirectory() as folder:
        async with an_arena(zygote, "sqlite", Path(folder)) as arena:
            numbers = await measured(arena)
    zygote.close()
    note("F40 flood", numbers)
    for name, value in numbers.items():
        print(f"{name:38} {value:8}")


async def measured(arena: Arena) -> dict[str, float]:
    """Everything, one after the other, on one process."""
    others, (busy,), crowd = (arena.comes(count, treated=False) for count in (OTHERS, 1, CROWD))
    await arena.start()
    await arena.until(lambda: bool(arena.bots[-1].events("bot_started")))
    await waits(arena, others, 2)  # what is done for the first time takes longer
    alone = await waits(arena, others, SECONDS)
    memory = [arena.bots[-1].memory_kib]
    watching = asyncio.create_task(watches(arena, memory))

    before, flood = rows(arena), asyncio.create_task(floods(arena, busy))
    beside = await waits(arena, others, SECONDS)
    flood.cancel()
    sent = flood_of(arena, busy)
    left = rows(arena, col(Inbox.lane) == busy, col(Inbox.state).in_((InboxState.NEW, InboxState.APPLIED)))
    drained = await rests(arena)
    unread = rows(arena, col(Inbox.state) == InboxState.PARKED)
    stored, flooded = rows(arena) - before - len(beside), max(memory)

    for who in crowd:
        arena.world.person_says(who, "/help")
    crowded, together = await rests(arena), max(memory)
    for who in crowd[:ALBUMS]:
        for _ in range(PHOTOS):
            arena.world.person_sends(who, "photo", media_group_id=str(who))
    albums = await rests(arena)
    for who in crowd[:LONG_TEXTS]:
        says_at_length(arena, who)
    long_texts = await rests(arena)
    watching.cancel()
    return {
        "p99_alone_ms": p99(alone),
        "p99_beside_ms": p99(beside),
        "median_alone_ms": round(statistics.median(alone)),
        "median_beside_ms": round(statistics.median(beside)),
        "flood": sent,
        "left_when_it_ends": left,
        "unread": unread,
        "drained_s": drained,
        "rows_of_the_flood": stored,
        "crowd": len(crowd),
        "crowd_s": crowded,
        "photos": ALBUMS * PHOTOS,
        "photos_s": albums,
        "long_texts": LONG_TEXTS,
        "long_texts_s": long_texts,
        "memory_mib": mib(memory[0]),
        "grown_by_the_flood_mib": mib(flooded - memory[0]),
        "grown_by_the_crowd_mib": mib(together - flooded),
        "grown_by_pictures_and_long_texts_mib": mib(max(memory) - together),
    }


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


async def watches(arena: Arena, memory: list[int]) -> None:
    """What the process has in memory, twice a second."""
    while True:
        await asyncio.sleep(0.5)
        memory.append(arena.bots[-1].memory_kib)


async def rests(arena: Arena) -> float:
    """Seconds until every update is answered."""
    began = time.monotonic()
    await arena.settled(PATIENCE_S)
    return round(time.monotonic() - began, 1)


async def floods(arena: Arena, who: int) -> None:
    """50 messages a second, whatever is answered."""
    while True:
        arena.world.person_says(who, "hello?")
        await asyncio.sleep(1 / A_SECOND)


def says_at_length(arena: Arena, who: int) -> None:
    """A text that is longer than any that Telegram brings."""
    person, chat = {"id": who, "is_bot": False, "first_name": "Somebody"}, {"id": who, "type": "private"}
    message = {"message_id": 1, "date": int(arena.clock().timestamp()), "from": person, "chat": chat}
    arena.world.inject_update({"message": {**message, "text": "x" * LONGEST}})


def answers(arena: Arena, who: int) -> int:
    """How many messages of the bot somebody has."""
    return len(arena.world.chat(who).messages)


def flood_of(arena: Arena, who: int) -> int:
    """How many messages somebody has sent."""
    return sum(not one.from_bot for one in arena.world.history(who))


def rows(arena: Arena, *which: ColumnElement[bool]) -> int:
    """How many updates the database keeps, of which this is true."""
    with arena.store.read() as tx:
        return tx.exec(select(func.count()).select_from(Inbox).where(*which)).one()


def mib(kib: int) -> float:
    """Mebibytes."""
    return round(kib / 1024, 1)


def p99(times: list[float]) -> int:
    """What one answer in a hundred takes longer than."""
    return round(statistics.quantiles(times, n=100)[98])


if __name__ == "__main__":
    asyncio.run(main())
