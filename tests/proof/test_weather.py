"""Telegram at its worst, while real processes send: answers that get lost, storms of 429, hours without it."""

from __future__ import annotations

import asyncio
import time
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path

import pytest

from bot.delivery.budget import IN_FLIGHT
from bot.playground.faults import FaultKind, Rule
from bot.playground.ledger import Call
from bot.store import pace
from tests.proof.arena import Arena, an_arena
from tests.proof.checker import SENDS, check
from tests.proof.forks import Zygote
from tests.proof.numbers import note
from tests.proof.size import LONG, seed_of_this_run


async def test_when_every_tenth_answer_gets_lost_nothing_is_and_each_second_copy_is_silent(
    zygote: Zygote, tmp_path: Path
) -> None:
    async with an_arena(zygote, "sqlite", tmp_path, seed=seed_of_this_run(5)) as arena:
        arena.served.faults.add(Rule(FaultKind.DELIVER_THEN_DROP, "sendMessage", rate=0.1))
        for who in arena.comes(500 if LONG else 24):
            arena.world.person_says(who, "/about")
        await arena.start()
        await arena.walk(timedelta(days=90 if LONG else 2), patience=600)
        report = check(arena, steps=("D0-1", "D0-2", "D1-1"))
        note("F8 sqlite", report.numbers())
        assert not report.wrong
        assert report.most_copies <= 2
        assert report.duplicated, "answers did get lost"


@pytest.mark.parametrize("paid", ["off", "on"] if LONG else ["off"])
async def test_in_a_storm_of_429_with_two_replicas_nobody_calls_inside_a_pause(
    paid: str, zygote: Zygote, tmp_path: Path
) -> None:
    async with an_arena(zygote, "postgresql", tmp_path, seed=seed_of_this_run(5)) as arena:
        arena.settings |= {"WAITS_SCALE": "0.2", "PAID_BROADCAST": paid}
        for seconds in (1, 2, 5, 60) if LONG else (1,):
            rate = 0.3 / seconds if LONG else 0.12
            arena.served.faults.add(Rule(FaultKind.TOO_MANY, "sendMessage", rate=rate, seconds=seconds))
        arena.slow(0.02)
        arena.comes(200 if LONG else 8)
        async with pauses_as_written(arena) as written:
            for _ in range(2):
                await arena.start()
            await arena.all_said(1800 if LONG else 120)
        report = check(arena, steps=("D0-1", "D0-2"))
        inside = calls_inside_pauses(arena.served.ledger.calls)
        refused = [one for one in arena.served.ledger.calls if one.status == 429]
        last = 1000 * max((max(one, default=0.0) for one in inside), default=0.0)
        numbers = {"refused": len(refused), "calls_inside_a_pause": sum(map(len, inside)), "most_ms_after": round(last)}
        note(f"F11 {'paid' if paid == 'on' else 'free'} pace", {**report.numbers(), **numbers})
        assert not report.wrong
        assert report.duplicated == 0
        assert refused
        assert written
        sends = [one.started for one in arena.served.ledger.calls if one.method in SENDS]
        assert all(sum(begins < one < ends for one in sends) < 2 * IN_FLIGHT for begins, ends in written), (
            "beyond what both had let go before a pause was written down, nobody calls"
        )


@asynccontextmanager
async def pauses_as_written(arena: Arena) -> AsyncIterator[list[tuple[float, float]]]:
    """Every pause as anybody could read it in the database: since when, and until when, in monotonic seconds."""
    written = [(0.0, 0.0)]

    def look() -> None:
        asked = time.monotonic()
        with arena.store.read() as tx:
            ends = asked + pace.paused(tx).total_seconds()
        if ends > max(asked, written[-1][1] + 0.1):
            written.append((time.monotonic(), ends))

    async def watch() -> None:
        while True:
            await asyncio.to_thread(look)
            await asyncio.sleep(0.01)

    watching = asyncio.create_task(watch())
    try:
        yield written
    finally:
        watching.cancel()
        await asyncio.gather(watching, return_exceptions=True)
        del written[0]


def calls_inside_pauses(calls: list[Call]) -> list[list[float]]:
    """For each 429: how many seconds after it was answered other calls began, before its pause was over."""
    sends = [one for one in calls if one.method in SENDS]
    return [
        [after for other in sends if 0 < (after := other.started - one.finished) < one.retry_after]
        for one in sends
        if one.status == 429
    ]


async def test_after_six_hours_without_telegram_nobody_is_flooded(zygote: Zygote, tmp_path: Path) -> None:
    async with an_arena(zygote, "sqlite", tmp_path) as arena:
        arena.settings |= {"PAID_BROADCAST": "off", "CLOCK_URL": await arena.waits_for_no_clock()}
        arena.comes(500 if LONG else 12)
        await arena.start()
        await arena.until(lambda: arena.bots[-1].events("bot_started"))
        await arena.served.door.shut()
        started = arena.arrived
        for _ in range(6):
            arena.clock.move(timedelta(hours=1))
            await arena.until(lambda: bool(arena.bots[-1].events("message_settled")), patience=60)
        await arena.served.door.open()
        back = arena.clock()
        await arena.walk(timedelta(minutes=10), patience=300)
        most, drained = first_minute(arena, started, back.timestamp())
        await arena.walk(timedelta(days=2), patience=300)  # then everything that was summed up has its row
        report = check(arena, steps=("D0-1", "D0-2"))
        note("F13 sqlite", {**report.numbers(), "most_in_the_first_minute": most, "drained_s": drained})
        assert not report.wrong
        assert report.duplicated == 0
        assert most <= 3


def first_minute(arena: Arena, before: int, back: float) -> tuple[int, int]:
    """The most that anybody got in the first minute, and the seconds until the last of it all."""
    later = [one for one in arena.served.ledger.entries if one.action == "sent"][before:]
    counted = Counter(one.chat_id for one in later if one.at.timestamp() - back < 60)
    return max(counted.values(), default=0), round(max((one.at.timestamp() - back for one in later), default=0))
