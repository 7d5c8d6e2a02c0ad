"""A month of five hundred people, in which everything goes wrong that a month can bring: `make soak`.

Answers get lost, calls are refused, the line to Telegram goes, the clock jumps; people ask, pause, block the bot and come back. In the
first half of it the bot is killed again and again; in the second half one process lives on, and must not grow.
"""

from __future__ import annotations

import asyncio
import random
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import NullPool, create_engine, make_url, text

from bot.playground.faults import FaultKind, Rule
from tests.databases import KINDS
from tests.proof.arena import Arena, an_arena
from tests.proof.checker import check
from tests.proof.forks import Zygote
from tests.proof.numbers import note
from tests.proof.size import seed_of_this_run, size

PEOPLE = size("PEOPLE", 500, 500)
DAYS = size("DAYS", 31, 31)
SETTLED = 6
"""Half days after which a process has seen everything once: from then on it is measured."""
WEATHER = (
    Rule(FaultKind.DELIVER_THEN_DROP, "sendMessage", rate=0.01),
    Rule(FaultKind.DELIVER_THEN_502, "sendMessage", rate=0.01),
    Rule(FaultKind.HALF_BODY, "sendMessage", rate=0.01),
    Rule(FaultKind.BAD_GATEWAY, "sendMessage", rate=0.01),
    Rule(FaultKind.TOO_MANY, "sendMessage", rate=0.002, seconds=1),
    Rule(FaultKind.LATE_ANSWER, "sendMessage", seconds=0.01),
)
SAYINGS = ("/help", "/privacy", "/about", "Is it normal that it is red?", "What is retinol?", "thank you")
"""Everybody says each of them at most once: nobody in a proof asks the same thing twice."""


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
        for half in range(DAYS * 2):
            life.kills = half < DAYS
            await arena.walk(timedelta(hours=12), life, patience=600)
            life.half_a_day()
        arena.served.faults.clear()
        life.everybody_is_back()
        await arena.all_said(120)
        report = check(arena, steps=("D0-1", "D1-1", "D7-1") if DAYS > 7 else ("D0-1",))
        times = await how_many_times_its_content(arena, life)
        grown = round(100 * (life.memory_kib[-1] / life.memory_kib[0] - 1), 1) if life.memory_kib else 0.0
        numbers = {
            "seed": seed,
            "said": life.said,
            "blocked": life.blocked,
            "paused": life.paused,
            "most_rss_mib": round(max(life.memory_kib) / 1024),
            "most_grown_percent": grown,
            "most_file_mib": round(max(one.used for one in life.sizes) / 2**20, 1),
            "most_log_mib": round(max(one.log for one in life.sizes) / 2**20, 1),
            "most_times_its_content": round(times, 2),
        }
        note(f"F44 month {kind}", {**report.numbers(), **numbers})
        assert not report.wrong
        assert report.most_copies <= 2
        assert report.duplicated <= report.in_flight + life.answers_lost
        assert grown <= 10
        assert times <= 2


async def how_many_times_its_content(arena: Arena, life: Life) -> float:
    """How much larger the database was at its worst than what is in it; on PostgreSQL, at the end."""
    if not arena.postgres:
        return max(one.used / one.content for one in life.sizes)
    await arena.stop(arena.bots[-1])
    before = sizes_of(arena).used
    await asyncio.to_thread(rewritten, arena)
    return before / sizes_of(arena).used


class Life:
    """What happens beside the messages."""

    def __init__(self, arena: Arena, people: list[int], chance: random.Random) -> None:
        self._arena = arena
        self._chance = chance
        self._next_kill = 50
        self._talk = iter(self._talk_of(people))
        self._calm = iter(chance.sample(people, len(people)))
        self._away: dict[int, str] = {}
        self._lived = 0
        self.kills = True
        self.said = self.blocked = self.paused = 0
        self.memory_kib: list[int] = []
        self.sizes: list[Sizes] = []

    @property
    def answers_lost(self) -> int:
        return sum(one.fault is not None and one.fault != "late-answer" for one in self._arena.served.ledger.calls)

    async def __call__(self) -> None:
        if not self.kills or self._arena.arrived < self._next_kill:
            return
        self._next_kill = self._arena.arrived + self._chance.randint(20, 200)
        await asyncio.sleep(self._chance.uniform(0, 0.03))
        await self._arena.kill(self._arena.bots[-1])
        await self._arena.start()

    def half_a_day(self) -> None:
        """The line goes for a moment, or the clock jumps by up to two hours; some people do something."""
        if self._chance.random() < 0.3:
            self._arena.clock.move(timedelta(minutes=self._chance.choice([-30, 30, 120])))
        if self._chance.random() < 0.3:
            self._flap = asyncio.create_task(self._arena.served.door.shut_for(0.5))
        for who in [who for who in self._away if self._chance.random() < 0.3]:
            self._comes_back(who)
        for _ in range(max(1, PEOPLE // 100)):
            who, words = next(self._talk)
            self._arena.world.person_says(who, words)
            self.said += 1
            self._goes_away(next(self._calm, None))
        self._measure()

    def everybody_is_back(self) -> None:
        for who in list(self._away):
            self._comes_back(who)

    def _talk_of(self, people: list[int]) -> Iterator[tuple[int, str]]:
        pairs = [(who, words) for who in people for words in SAYINGS]
        self._chance.shuffle(pairs)
        yield from pairs

    def _goes_away(self, who: int | None) -> None:
        if who is None:
            return
        if self._chance.random() < 0.5:
            self._arena.world.person_blocks(who)
            self._away[who] = "/start"
            self.blocked += 1
        else:
            self._arena.world.person_says(who, "/pause")
            self._away[who] = "/resume"
            self.paused += 1

    def _comes_back(self, who: int) -> None:
        words = self._away.pop(who)
        if words == "/start":
            self._arena.world.person_unblocks(who)
        self._arena.world.person_says(who, words)

    def _measure(self) -> None:
        self.sizes.append(sizes_of(self._arena))
        self._lived += not self.kills
        if self._lived > SETTLED:
            self.memory_kib.append(self._arena.bots[-1].memory_kib)


@dataclass(frozen=True, slots=True)
class Sizes:
    """Bytes of a database: on the disk, of that its log of changes, and what it needs for its content."""

    used: int
    log: int
    content: int


def sizes_of(arena: Arena) -> Sizes:
    """Now. What PostgreSQL needs for the content alone is known only after it was rewritten, at the end."""
    if arena.postgres:
        with arena.store.read() as tx:
            used = tx.execute(text("SELECT pg_database_size(current_database())")).scalar_one()
        return Sizes(used, 0, used)
    path = Path(make_url(arena.database_url).database or "")
    log = path.with_name(f"{path.name}-wal")
    with closing(sqlite3.connect(path)) as file:
        pages, free, page = (
            file.execute(f"PRAGMA {name}").fetchone()[0] for name in ("page_count", "freelist_count", "page_size")
        )
    return Sizes(path.stat().st_size, log.stat().st_size if log.exists() else 0, (pages - free) * page)


def rewritten(arena: Arena) -> None:
    """PostgreSQL gives back what it does not need."""
    engine = create_engine(arena.database_url, poolclass=NullPool, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text("VACUUM FULL"))
