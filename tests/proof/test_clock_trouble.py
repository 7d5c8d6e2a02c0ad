"""The clock is turned while people are owed something, or the machine sleeps: nothing comes early, nothing comes twice."""

from __future__ import annotations

import asyncio
import os
import signal
import time
from datetime import timedelta
from pathlib import Path

import pytest
from sqlmodel import select

from bot.store.records import Patient
from tests.databases import KINDS
from tests.people import LISBON, at
from tests.proof.arena import Arena, Cause, Incident, an_arena
from tests.proof.checker import check
from tests.proof.forks import Bot, Zygote
from tests.proof.numbers import note
from tests.proof.size import LONG, size

PEOPLE = size("PEOPLE", 6, 200)
BEFORE_THE_EVENING_CARD = at("2026-03-06 18:40", LISBON)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
MORE_THAN_A_YEAR = timedelta(days=400)
"""Nobody is kept for so long after a treatment."""
SCALE = 0.02
"""A jump is noticed within a second or two."""
LEASE_S = 60 * SCALE
SOON = {"WAITS_SCALE": str(SCALE)}
PATIENCE_S = 180.0


@pytest.mark.parametrize("kind", KINDS if LONG else KINDS[:1])
async def test_a_clock_that_jumps_back_and_forth_brings_nothing_early_and_nothing_twice(
    kind: str, zygote: Zygote, tmp_path: Path
) -> None:
    async with an_arena(zygote, kind, tmp_path, now=BEFORE_THE_EVENING_CARD) as arena:
        arena.settings |= SOON
        arena.comes(PEOPLE)
        bot = await arena.start()
        await arena.settled(PATIENCE_S)
        for by in (HOUR, -HOUR, -DAY, DAY + HOUR) if LONG else (HOUR, -DAY):
            await turned(arena, bot, by)
        await sleeps(arena, bot, 8 * HOUR)
        await arena.walk(2 * DAY)
        report = check(arena, steps=("D0-1", "D0-2", "D0-3", "D1-1"))
        note(f"F32 jumps {kind}", {**report.numbers(), "jumps": len(bot.events("clock_jumped"))})
        assert not report.wrong
        assert report.duplicated == 0
        assert report.reply_copies == 0


async def test_a_clock_that_is_more_than_a_year_ahead_for_a_while_floods_nobody_and_takes_nothing_from_anybody(
    zygote: Zygote, tmp_path: Path
) -> None:
    async with an_arena(zygote, "sqlite", tmp_path) as arena:
        arena.settings |= SOON
        people = arena.comes(PEOPLE)
        bot = await arena.start()
        await arena.settled(PATIENCE_S)
        said = arena.arrived
        await turned(arena, bot, MORE_THAN_A_YEAR)
        assert arena.arrived - said <= len(people)
        assert bot.events("steps_reopened") == []
        await turned(arena, bot, -MORE_THAN_A_YEAR)
        assert bot.events("steps_reopened")[-1]["count"] == len(people)
        await arena.walk(3 * DAY)
        assert arena.arrived - said >= 4 * len(people), "what the clock had passed over is said after all"
        with arena.store.read() as tx:
            assert len(tx.exec(select(Patient)).all()) == len(people)
        report = check(arena, steps=("D0-1", "D0-2", "D0-3", "D1-1"))
        note("F32 year", {**report.numbers(), "jumps": len(bot.events("clock_jumped"))})
        assert not report.wrong
        assert report.duplicated == 0


async def turned(arena: Arena, bot: Bot, by: timedelta) -> None:
    """The clock is set, it is noticed, everybody is planned anew, and everything that is due now is done."""
    await arena.until(lambda: bool(bot.events("chores_done")), PATIENCE_S, what="the chores of a start")
    before, done = len(bot.events("clock_jumped")), len(bot.events("chores_done"))
    arena.clock.move(by)
    await arena.until(lambda: len(bot.events("clock_jumped")) > before, PATIENCE_S)
    await arena.until(lambda: len(bot.events("chores_done")) > done, PATIENCE_S)
    said = bot.events("clock_jumped")[-1]["seconds"]
    assert abs(said - by.total_seconds()) < 60
    await arena.settled(PATIENCE_S)


async def sleeps(arena: Arena, bot: Bot, span: timedelta) -> None:
    """The machine is put to sleep while messages leave, and wakes hours later."""
    arena.slow(0.05)
    before, arrived = len(bot.events("clock_jumped")), arena.arrived
    due = arena.next_due()
    assert due is not None
    arena.clock.set(due + timedelta(seconds=1))
    await arena.until(lambda: arena.arrived > arrived)
    began = time.monotonic()
    os.kill(bot.pid, signal.SIGSTOP)
    doubts = arena.doubts(bot)
    await asyncio.sleep(LEASE_S)  # of what had not left nothing may leave by the time that it kept when it fell asleep
    arena.clock.move(span)
    os.kill(bot.pid, signal.SIGCONT)
    arena.incidents.append(Incident(Cause.PAUSE, began, time.monotonic(), doubts))
    await arena.until(lambda: len(bot.events("clock_jumped")) > before, PATIENCE_S)
    await arena.settled(PATIENCE_S)
