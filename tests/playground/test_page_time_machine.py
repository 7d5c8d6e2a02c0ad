"""The time machine walks: no moment is passed over, and the bot has come to rest before the clock moves on."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta

from bot.clock import FrozenClock
from bot.playground.time_machine import Outcome, TimeMachine, WorldClock

from .page_bot import MORNING, a_year

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)


class Bot:
    """A bot that needs a moment for each thing, and writes down at what time it did it."""

    def __init__(self, clock: WorldClock, schedule: list[datetime]) -> None:
        self.clock = clock
        self.schedule = schedule
        self.done: list[tuple[datetime, datetime]] = []
        self.hangs = False
        self.did_three = asyncio.Event()

    async def live(self) -> None:
        while True:
            await asyncio.sleep(0.001)
            if self.schedule and self.schedule[0] <= self.clock() and not self.hangs:
                await asyncio.sleep(0.003)
                self.done.append((self.schedule.pop(0), self.clock()))
                if len(self.done) == 3:
                    self.did_three.set()

    async def next_moment(self) -> datetime | None:
        return self.schedule[0] if self.schedule else None

    async def is_idle(self) -> bool:
        return True


@asynccontextmanager
async def machine_for(schedule: list[datetime]) -> AsyncIterator[tuple[TimeMachine, Bot, WorldClock]]:
    clock = WorldClock(FrozenClock(MORNING))
    bot = Bot(clock, schedule)
    machine = TimeMachine(clock, bot.next_moment, bot.is_idle, glance=0)
    living = asyncio.create_task(bot.live())
    yield machine, bot, clock
    living.cancel()


async def test_a_year_is_walked_and_every_moment_happens_at_its_own_time() -> None:
    async with machine_for(a_year()) as (machine, bot, clock):
        assert await machine.play() is Outcome.ARRIVED
        assert bot.done == [(moment, moment) for moment in a_year()]
        assert clock() == MORNING + timedelta(days=366)


async def test_what_is_due_already_is_done_before_the_clock_moves() -> None:
    async with machine_for([MORNING - HOUR, MORNING, MORNING + HOUR]) as (machine, bot, _):
        await machine.walk(DAY)
        assert [at for _, at in bot.done] == [MORNING, MORNING, MORNING + HOUR]


async def test_a_step_of_an_hour_ends_exactly_an_hour_later_and_does_not_touch_what_comes_after() -> None:
    async with machine_for([MORNING + HOUR, MORNING + HOUR + timedelta(seconds=1)]) as (machine, bot, clock):
        await machine.walk(HOUR)
        assert clock() == MORNING + HOUR
        assert len(bot.done) == 1


async def test_moments_that_appear_while_it_walks_are_not_missed() -> None:
    async with machine_for([MORNING + HOUR]) as (machine, bot, _):
        bot_next = bot.next_moment

        async def one_more_after_the_first() -> datetime | None:
            if len(bot.done) == 1 and not bot.schedule:
                bot.schedule.append(MORNING + 2 * HOUR)
            return await bot_next()

        machine = TimeMachine(bot.clock, one_more_after_the_first, bot.is_idle)
        await machine.walk(DAY)
        assert [at for _, at in bot.done] == [MORNING + HOUR, MORNING + 2 * HOUR]


async def test_to_the_next_message_passes_moments_at_which_nothing_was_said() -> None:
    async with machine_for([MORNING + DAY, MORNING + 2 * DAY, MORNING + 3 * DAY]) as (machine, bot, clock):
        assert await machine.walk_until(lambda: len(bot.done) == 2) is Outcome.ARRIVED
        assert clock() == MORNING + 2 * DAY


async def test_when_nothing_more_is_planned_the_clock_stays() -> None:
    async with machine_for([]) as (machine, _, clock):
        assert await machine.walk_until(lambda: False) is Outcome.NOTHING
        assert clock() == MORNING


async def test_a_bot_that_hangs_stops_the_walk_instead_of_losing_a_moment() -> None:
    async with machine_for([MORNING + HOUR, MORNING + 2 * HOUR]) as (machine, bot, clock):
        bot.hangs = True
        impatient = TimeMachine(clock, bot.next_moment, bot.is_idle, patience=0.2)
        assert await impatient.walk(DAY) is Outcome.STUCK
        assert clock() == MORNING + HOUR
        bot.hangs = False
        assert await machine.walk(DAY) is Outcome.ARRIVED
        assert [at for _, at in bot.done] == [MORNING + HOUR, MORNING + 2 * HOUR]


async def test_a_bot_that_is_busy_is_waited_for() -> None:
    async with machine_for([MORNING + HOUR]) as (_, bot, clock):
        asked = 0

        async def idle_at_the_fifth_look() -> bool:
            nonlocal asked
            asked += 1
            return asked >= 5

        machine = TimeMachine(clock, bot.next_moment, idle_at_the_fifth_look)
        await machine.walk(HOUR)
        assert asked >= 6


async def test_stop_ends_a_walk_between_two_moments_and_the_next_walk_goes_on_from_there() -> None:
    async with machine_for(a_year()) as (_, bot, clock):
        machine = TimeMachine(clock, bot.next_moment, bot.is_idle, glance=0.05)
        playing = asyncio.create_task(machine.play())
        await bot.did_three.wait()
        await machine.stop()
        assert await playing is Outcome.STOPPED
        assert machine.state().walk is None
        assert clock() < MORNING + 2 * DAY
        await machine.play()
        assert bot.done == [(moment, moment) for moment in a_year()]


async def test_a_second_walk_ends_the_first() -> None:
    async with machine_for(a_year()) as (_, bot, clock):
        machine = TimeMachine(clock, bot.next_moment, bot.is_idle, glance=0.05)
        first = asyncio.create_task(machine.play())
        await asyncio.sleep(0.02)
        assert await machine.walk(HOUR) is Outcome.ARRIVED
        assert await first is Outcome.STOPPED
        assert all(due == at for due, at in bot.done)


async def test_a_jump_is_an_outage_what_fell_due_meanwhile_is_late() -> None:
    async with machine_for([MORNING + HOUR, MORNING + 5 * HOUR]) as (machine, bot, clock):
        await machine.jump(2 * DAY)
        assert clock() == MORNING + 2 * DAY
        await machine.walk(HOUR)
        assert [at for _, at in bot.done] == [MORNING + 2 * DAY, MORNING + 2 * DAY]


async def test_a_held_clock_stands_still_can_be_set_and_goes_on_from_there() -> None:
    wall = FrozenClock(MORNING)
    clock = WorldClock(wall)
    wall.move(HOUR)
    assert clock() == MORNING + HOUR
    clock.hold()
    clock.hold()
    wall.move(DAY)
    assert clock() == MORNING + HOUR
    assert not clock.running
    clock.move(timedelta(minutes=5))
    assert clock() == MORNING + HOUR + timedelta(minutes=5)
    clock.run()
    wall.move(HOUR)
    assert clock() == MORNING + 2 * HOUR + timedelta(minutes=5)


async def test_those_who_sleep_by_the_clock_are_woken_at_every_moment() -> None:
    async with machine_for(a_year()) as (machine, _, clock):
        woken: list[datetime] = []
        clock.on_jump(lambda: woken.append(clock()))
        await machine.play()
        assert woken[:-1] == a_year()


async def test_a_clock_that_somebody_else_turns_is_told_of_too() -> None:
    async with machine_for([]) as (machine, _, clock):
        seen: list[datetime] = []
        machine.subscribe(lambda: seen.append(machine.state().now))
        clock.move(HOUR)
        assert seen == [MORNING + HOUR]


async def test_listeners_are_told_of_the_walk_its_moments_and_its_end() -> None:
    async with machine_for([MORNING + HOUR]) as (machine, _, _clock):
        seen: list[tuple[bool, datetime]] = []
        stop = machine.subscribe(lambda: seen.append((machine.state().walk is not None, machine.state().now)))
        await machine.walk(DAY)
        stop()
        await machine.walk(DAY)
        assert seen[0] == (True, MORNING)
        assert (True, MORNING + HOUR) in seen
        assert seen[-1] == (False, MORNING + DAY)
        assert machine.state().now == datetime(2026, 3, 29, 9, 30, tzinfo=UTC)
