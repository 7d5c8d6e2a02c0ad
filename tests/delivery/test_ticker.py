"""APScheduler as a clock."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta

from bot.clock import FrozenClock, MovableClock
from bot.delivery.ticker import Ticker

NOON = datetime(2026, 3, 6, 12, 0, tzinfo=UTC)


async def test_it_wakes_at_the_moment_that_it_was_armed_for() -> None:
    ticker = Ticker(FrozenClock(NOON))
    ticker.start()
    ticker.arm(NOON + timedelta(hours=3))
    ticker.arm(NOON + timedelta(seconds=0.05))
    async with asyncio.timeout(3):
        await ticker.wait()
    assert not ticker.woken
    ticker.stop()


async def test_it_looks_every_few_seconds_in_any_case() -> None:
    ticker = Ticker(FrozenClock(NOON), beat_s=0.1)
    ticker.start()
    async with asyncio.timeout(8):
        await ticker.wait()
    ticker.stop()


async def test_a_jump_of_the_clock_wakes_it_at_once() -> None:
    clock = MovableClock(lambda: NOON)
    ticker = Ticker(clock)
    clock.on_jump(ticker.wake)
    clock.move(timedelta(days=30))
    async with asyncio.timeout(1):
        await ticker.wait()


async def test_several_calls_are_one_look() -> None:
    ticker = Ticker(FrozenClock(NOON))
    for _ in range(3):
        ticker.wake()
    await ticker.wait()
    assert not ticker.woken


async def test_a_scheduler_that_says_nothing_any_more_is_not_waited_for() -> None:
    silent = Ticker(FrozenClock(NOON), beat_s=0.02)
    async with asyncio.timeout(3):
        await silent.wait()
