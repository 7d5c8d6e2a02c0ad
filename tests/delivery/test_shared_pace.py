"""Two processes, one pace: on a clock that only their own waiting moves, and on both databases."""

from __future__ import annotations

import asyncio
import itertools
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from bot.clock import FrozenClock
from bot.delivery.budget import PER_SECOND, Budget
from bot.delivery.shared_pace import LATE_S, SHARE, SharedPace
from bot.store import pace
from bot.store.store import Store, open_store
from tests.databases import database_url, migrated_url

__all__ = ["database_url", "migrated_url"]

START = datetime(2026, 3, 2, 10, 0, tzinfo=UTC)
MARIA, AMIR = 11, 22


class Time:
    """Real time as two processes on two machines see it: the database's, and each one's own seconds."""

    def __init__(self) -> None:
        self.clock = FrozenClock(START)

    def seconds(self) -> float:
        return (self.clock() - START).total_seconds()

    async def sleep(self, seconds: float) -> None:
        self.clock.move(timedelta(seconds=seconds))


@pytest.fixture
def passing() -> Time:
    return Time()


@pytest.fixture
def store(migrated_url: str, passing: Time) -> Iterator[Store]:
    opened = open_store(migrated_url, real_clock=passing.clock)
    yield opened
    opened.close()


def a_process(store: Store, passing: Time) -> SharedPace:
    return SharedPace(store, PER_SECOND, monotonic=passing.seconds, sleep=passing.sleep)


async def test_two_processes_together_never_send_more_than_thirty_in_any_second(store: Store, passing: Time) -> None:
    one, two = a_process(store, passing), a_process(store, passing)
    left: list[float] = []
    for burst in range(20):
        for process in (one, two):
            turns = [asyncio.create_task(process.turn()) for _ in range(1 + burst % 7)]
            for turn in turns:
                await turn
                left.append(passing.seconds())

    assert len(left) > 100
    busiest = max(sum(1 for at in left if first <= at < first + 1.0) for first in left)
    assert 20 <= busiest <= PER_SECOND


async def test_moments_for_all_that_are_ready_are_taken_at_once_and_never_for_more_than_a_second(
    store: Store, passing: Time
) -> None:
    busy, other = a_process(store, passing), a_process(store, passing)
    busy.expect(500)
    await busy.turn()
    await other.turn()
    assert passing.seconds() == pytest.approx(1.0, abs=0.001), "a second is spoken for"
    busy.expect(3)
    await passing.sleep(10.0)
    await busy.turn()
    await other.turn()
    assert passing.seconds() == pytest.approx(11.0 + 4 / (PER_SECOND * SHARE), abs=0.001), "and then four moments"


async def test_whoever_is_alone_does_not_wait(store: Store, passing: Time) -> None:
    process = a_process(store, passing)
    for _ in range(3):
        await process.turn()
        await passing.sleep(1.0)
    assert passing.seconds() == 3.0


async def test_a_moment_that_was_missed_is_given_up(store: Store, passing: Time) -> None:
    process = a_process(store, passing)
    await asyncio.gather(*(process.turn() for _ in range(3)))
    before = passing.seconds()
    await passing.sleep(LATE_S * 30)
    await process.turn()
    assert passing.seconds() == pytest.approx(before + LATE_S * 30)


async def test_a_pause_that_one_was_asked_for_holds_the_other(store: Store, passing: Time) -> None:
    one = Budget(shared=a_process(store, passing), monotonic=passing.seconds, sleep=passing.sleep)
    two = Budget(shared=a_process(store, passing), monotonic=passing.seconds, sleep=passing.sleep)
    one.pause(MARIA, 40)
    await told(store)
    await two.look()

    assert two.paused(AMIR) == pytest.approx(40)
    async with two.reminder(AMIR):
        assert passing.seconds() >= 40


async def test_after_a_pause_calls_lie_so_far_apart_that_a_refusal_is_known_before_the_next(
    store: Store, passing: Time
) -> None:
    one, two = a_process(store, passing), a_process(store, passing)
    one.pause(40)
    await told(store)
    left: list[float] = []
    while not left or left[-1] < 60:
        for process in (one, two):
            process.expect(100)
            for _ in range(3):
                await process.turn()
                left.append(passing.seconds())
    gaps: dict[bool, list[float]] = {}
    for before, after in itertools.pairwise(sorted(left)):
        gaps.setdefault(before < 50, []).append(round(after - before, 6))

    assert min(left) == pytest.approx(40)
    assert min(gaps[True]) >= 0.5, "for ten seconds, whoever of them calls"
    assert min(gaps[False]) == pytest.approx(1 / (PER_SECOND * SHARE), abs=0.001), "and then as fast as ever"


async def test_moments_that_another_took_before_a_pause_are_not_used_after_it(store: Store, passing: Time) -> None:
    one, two = a_process(store, passing), a_process(store, passing)
    two.expect(24)
    await two.turn()  # and it has the rest of this second
    one.pause(0.9)
    await told(store)
    assert await two.look(anew=True) > 0
    await one.turn()
    first = passing.seconds()
    await two.turn()

    assert first >= 0.9
    assert passing.seconds() >= first + 0.5


async def test_a_shorter_pause_never_ends_a_longer_one(store: Store) -> None:
    with store.transaction() as tx:
        pace.pause(tx, timedelta(seconds=40))
        pace.pause(tx, timedelta(seconds=2))
        assert pace.paused(tx) == timedelta(seconds=40)
        assert pace.take(tx, 1, timedelta(seconds=1)).ahead == timedelta(seconds=40)


async def test_a_servers_clock_that_was_set_back_by_a_day_keeps_nobody_waiting_for_a_day(store: Store) -> None:
    with store.transaction() as tx:
        pace.take(tx, 1, timedelta(days=1))
    with store.transaction() as tx:
        assert pace.take(tx, 2, timedelta(seconds=0.5)).ahead == timedelta(0)
        assert pace.take(tx, 1, timedelta(seconds=0.5)).ahead > timedelta(seconds=0.9)


async def told(store: Store) -> None:
    """Waits until the pause is written down."""
    async with asyncio.timeout(5):
        while True:
            with store.read() as tx:
                if pace.paused(tx) > timedelta(0):
                    return
            await asyncio.sleep(0.005)
