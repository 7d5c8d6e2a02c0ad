"""A month of five hundred people, in which everything goes wrong that a month can bring: `make soak`.

A bot is killed, answers get lost, calls are refused, the line to Telegram goes, the clock jumps; people write and block and come back.
"""

from __future__ import annotations

import asyncio
import random
from datetime import timedelta
from pathlib import Path

import pytest

from bot.playground.faults import FaultKind, Rule
from tests.databases import KINDS
from tests.proof.arena import Arena, an_arena
from tests.proof.checker import check
from tests.proof.forks import Zygote
from tests.proof.numbers import note
from tests.proof.size import seed_of_this_run, size

PEOPLE = size("PEOPLE", 500, 500)
DAYS = size("DAYS", 31, 31)
WEATHER = (
    Rule(FaultKind.DELIVER_THEN_DROP, "sendMessage", rate=0.01),
    Rule(FaultKind.DELIVER_THEN_502, "sendMessage", rate=0.01),
    Rule(FaultKind.HALF_BODY, "sendMessage", rate=0.01),
    Rule(FaultKind.BAD_GATEWAY, "sendMessage", rate=0.01),
    Rule(FaultKind.TOO_MANY, "sendMessage", rate=0.002, seconds=1),
    Rule(FaultKind.LATE_ANSWER, "sendMessage", seconds=0.01),
)


@pytest.mark.parametrize("kind", KINDS)
async def test_a_month_of_five_hundred_people_with_kills_flaps_and_jumps(
    kind: str, zygote: Zygote, tmp_path: Path
) -> None:
    seed = seed_of_this_run(7)
    async with an_arena(zygote, kind, tmp_path, seed=seed) as arena:
        arena.settings |= {"WAITS_SCALE": "0.02", "CLOCK_URL": await arena.waits_for_no_clock()}
        for one in WEATHER:
            arena.served.faults.add(one)
        people = arena.comes(PEOPLE)
        life = Life(arena, people, random.Random(seed))
        await arena.start()
        for _ in range(DAYS * 2):
            await arena.walk(timedelta(hours=12), life, patience=600)
            life.half_a_day()
        arena.served.faults.clear()
        arena.clock.move(timedelta(minutes=2))
        await arena.settled(patience=120)
        report = check(arena, steps=("D0-1", "D1-1", "D7-1") if DAYS > 7 else ("D0-1",))
        note(f"F44 month {kind}", {**report.numbers(), "seed": seed})
        assert not report.wrong
        assert report.most_copies <= 2
        assert report.duplicated <= report.in_flight + life.answers_lost


class Life:
    """What happens beside the messages."""

    def __init__(self, arena: Arena, people: list[int], chance: random.Random) -> None:
        self._arena = arena
        self._people = people
        self._chance = chance
        self._next_kill = 50

    @property
    def answers_lost(self) -> int:
        return sum(one.fault is not None and one.fault != "late-answer" for one in self._arena.served.ledger.calls)

    async def __call__(self) -> None:
        if self._arena.arrived < self._next_kill:
            return
        self._next_kill = self._arena.arrived + self._chance.randint(20, 200)
        await asyncio.sleep(self._chance.uniform(0, 0.03))
        await self._arena.kill(self._arena.bots[-1])
        await self._arena.start()

    def half_a_day(self) -> None:
        """The line goes for a moment, or the clock jumps by up to two hours."""
        if self._chance.random() < 0.3:
            self._arena.clock.move(timedelta(minutes=self._chance.choice([-30, 30, 120])))
        if self._chance.random() < 0.3:
            self._flap = asyncio.create_task(self._arena.served.door.shut_for(0.5))
