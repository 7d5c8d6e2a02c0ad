"""Killed again and again while it sends: nothing is lost, and twice comes only what was on the wire.

`make soak`: ten thousand messages and 200 kills, and then 1,000 kills, on each database.
"""

from __future__ import annotations

import asyncio
import random
from datetime import timedelta
from pathlib import Path

import pytest

from tests.databases import KINDS
from tests.proof.arena import Arena, an_arena
from tests.proof.checker import check
from tests.proof.forks import Zygote
from tests.proof.numbers import note
from tests.proof.size import LONG, seed_of_this_run, size

KILLS = size("KILLS", 8, 200)
PEOPLE = size("PEOPLE", 24, 480)
DAYS = size("DAYS", 2, 400)
EACH = 20 if LONG else 5
"""Messages that everybody gets in these days, at least."""
REAL = 20 if LONG else 1
"""So many of the kills hit the command itself, and not a bot that was forked from one that had imported everything."""
ANSWER_S = 0.02


class Killer:
    """Kills the bot after every so many messages, at a random moment, and starts it again."""

    def __init__(self, arena: Arena, kills: int, every: int, seed: int) -> None:
        self._arena = arena
        self.left = kills
        self._every = every
        self._random = random.Random(seed)
        self._next = arena.arrived + self._random.randint(1, every)

    async def __call__(self) -> None:
        bot = self._arena.bots[-1]
        if not self.left or self._arena.arrived < self._next:
            return
        await asyncio.sleep(self._random.uniform(0, 2 * ANSWER_S))
        await self._arena.kill(bot)
        self.left -= 1
        self._next = self._arena.arrived + self._random.randint(1, 2 * self._every)
        await self._arena.start(anew=self.left % (KILLS // REAL) == 1)


@pytest.mark.parametrize("kind", KINDS)
async def test_killed_again_and_again_it_loses_nothing_and_doubles_only_what_was_on_the_wire(
    kind: str, zygote: Zygote, tmp_path: Path
) -> None:
    async with an_arena(zygote, kind, tmp_path) as arena:
        arena.slow(ANSWER_S)
        arena.comes(PEOPLE)
        arena.settings["WAITS_SCALE"] = "0.02"  # leases of a second: a killed bot's are waited for
        killer = Killer(arena, KILLS, max(2, PEOPLE * EACH // KILLS), seed_of_this_run(11))
        await arena.start()
        await arena.walk(timedelta(days=DAYS), killer, patience=900)
        for _ in range(DAYS):  # on a busy machine more messages lie between two kills
            if killer.left:
                await arena.walk(timedelta(days=1), killer, patience=900)
        await arena.all_said()
        report = check(arena, steps=("D0-1", "D0-2", "D1-1"))
        note(f"F1 {kind}" if KILLS < 1000 else f"F1 thousands {kind}", report.numbers())
        assert not report.wrong
        assert report.kills == KILLS
        assert report.duplicated <= report.in_flight
        assert report.most_copies <= 2
        assert report.recovered, "the kills did fall into the middle"
