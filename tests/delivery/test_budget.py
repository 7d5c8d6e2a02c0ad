"""The budget of reminders, on a clock that only its own sleep moves."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field

from bot.delivery.budget import ANSWERS_AT_ONCE, GROUP_PER_MINUTE, IN_FLIGHT, PER_SECOND, Budget

MARIA, AMIR, CLINIC = 11, 22, -33


@dataclass
class Seconds:
    """Time that passes by sleeping."""

    now: float = 100.0
    slept: list[float] = field(default_factory=list)

    def monotonic(self) -> float:
        return self.now

    async def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds


def a_budget() -> tuple[Budget, Seconds]:
    seconds = Seconds()
    return Budget(monotonic=seconds.monotonic, sleep=seconds.sleep), seconds


async def test_two_messages_to_one_person_are_a_second_apart() -> None:
    budget, seconds = a_budget()
    for _ in range(2):
        async with budget.reminder(MARIA):
            pass
    assert seconds.now == 101.0


async def test_an_answer_counts_for_the_gap_but_does_not_wait_itself() -> None:
    budget, seconds = a_budget()
    budget.count(MARIA)
    async with budget.reminder(MARIA):
        assert seconds.now == 101.0


async def test_answers_to_one_who_types_without_end_come_a_second_apart_after_the_first_ten_and_others_do_not_wait() -> (
    None
):
    budget, seconds = a_budget()
    for _ in range(ANSWERS_AT_ONCE):
        await budget.answer(MARIA)
    assert seconds.now == 100.0
    for later in (101.0, 102.0, 103.0):
        await budget.answer(MARIA)
        assert seconds.now == later
        await budget.answer(AMIR)
        assert seconds.now == later
    seconds.now += 60
    for _ in range(ANSWERS_AT_ONCE):
        await budget.answer(MARIA)
    assert seconds.now == 163.0


async def test_different_people_do_not_wait_for_each_other_until_the_second_is_full() -> None:
    budget, seconds = a_budget()
    for person in range(PER_SECOND):
        async with budget.reminder(person + 1):
            pass
    assert seconds.slept == []
    async with budget.reminder(999):
        assert seconds.now == 101.0


async def test_no_second_ever_holds_more_than_thirty_sends() -> None:
    budget, seconds = a_budget()
    times: list[float] = []
    for person in range(200):
        async with budget.reminder(person + 1):
            times.append(seconds.now)
            seconds.now += 0.004
    for i, first in enumerate(times):
        assert sum(1 for at in times[i:] if at < first + 1.0) <= PER_SECOND


async def test_at_most_four_reminders_are_on_the_wire() -> None:
    budget = Budget()
    on_the_wire = most = 0

    async def remind(person: int) -> None:
        nonlocal on_the_wire, most
        async with budget.reminder(person):
            on_the_wire += 1
            most = max(most, on_the_wire)
            await asyncio.sleep(0.001)
            on_the_wire -= 1

    await asyncio.gather(*(remind(person) for person in range(1, 13)))
    assert most == IN_FLIGHT


async def test_a_429_to_one_who_types_without_end_is_theirs_alone_unless_much_is_sent() -> None:
    budget, seconds = a_budget()
    for _ in range(5):
        await budget.answer(MARIA)
    budget.pause(MARIA, 30)
    assert (budget.paused(MARIA), budget.paused(AMIR), budget.places) == (30, 0, IN_FLIGHT)

    seconds.now += 60
    for _ in range(5):
        await budget.answer(MARIA)
    for other in range(PER_SECOND):
        budget.count(1000 + other)
    budget.pause(MARIA, 30)
    assert budget.paused(AMIR) == 30, "so many at once may be what Telegram means"


async def test_a_429_to_one_who_was_answered_once_stops_everybody() -> None:
    budget, _ = a_budget()
    await budget.answer(MARIA)
    budget.pause(MARIA, 30)
    assert budget.paused(AMIR) == 30


async def test_a_429_in_a_private_chat_stops_everybody_and_one_in_a_group_only_the_group() -> None:
    budget, seconds = a_budget()
    budget.pause(CLINIC, 40)
    assert budget.paused(CLINIC) == 40
    assert budget.paused(MARIA) == 0
    budget.pause(MARIA, 5)
    assert budget.paused(AMIR) == 5
    assert budget.paused() == 5
    seconds.now += 5
    assert budget.paused(AMIR) == 0
    assert budget.paused(CLINIC) == 35


async def test_a_shorter_pause_never_ends_a_longer_one() -> None:
    budget, _ = a_budget()
    budget.pause(MARIA, 30)
    budget.pause(AMIR, 2)
    assert budget.paused() == 30


async def test_a_group_gets_at_most_twenty_messages_in_any_minute() -> None:
    budget, seconds = a_budget()
    times: list[float] = []
    for _ in range(45):
        async with budget.reminder(CLINIC):
            times.append(seconds.now)
    for first in times:
        assert sum(1 for at in times if first <= at < first + 60.0) <= GROUP_PER_MINUTE
