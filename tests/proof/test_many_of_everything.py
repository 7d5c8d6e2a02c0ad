"""Two of everything, on purpose and by mistake: dispatchers, pollers, replicas; one is stopped for longer than its lease, one killed."""

from __future__ import annotations

import asyncio
import os
import signal
from datetime import timedelta
from pathlib import Path

import pytest

from tests.app.balancer import balancer
from tests.app.ports import free_port
from tests.databases import KINDS
from tests.proof.arena import SECRET, Arena, an_arena
from tests.proof.checker import check
from tests.proof.forks import Zygote
from tests.proof.numbers import note
from tests.proof.size import LONG, size

PAUSES = size("PAUSES", 2, 20)
PEOPLE = size("PEOPLE", 24, 100)
LONGER = {"WAITS_SCALE": "0.1"}
LEASE_S = 6.0
"""Two seconds of that are left when a message leaves: a machine that is only busy does not cost one its lease."""
WORDS = ("/help", "/privacy", "/about", "hello", "/plan", "/settings")


@pytest.mark.parametrize("kind", KINDS)
async def test_two_bots_by_mistake_send_nothing_twice_and_do_not_flood_the_log(
    kind: str, zygote: Zygote, tmp_path: Path
) -> None:
    async with an_arena(zygote, kind, tmp_path) as arena:
        arena.settings["WAITS_SCALE"] = "1"  # nobody dies here, so nobody is waited for
        arena.slow(0.01)
        people = arena.comes(PEOPLE)
        bots = [await arena.start(), await arena.start()]
        await speaks(arena, people)
        await arena.all_have_sent(*bots)
        await arena.walk(timedelta(hours=8))
        report = check(arena, steps=("D0-1", "D0-2"))
        lines = [len(bot.events("poll_conflict")) + len(bot.events("poll_failed")) for bot in bots]
        note(f"F6 {kind}", {**report.numbers(), "most_conflict_lines": max(lines)})
        assert not report.wrong
        assert report.duplicated == report.reply_copies == 0
        assert max(lines) <= 5
        assert [await arena.stop(bot) for bot in bots] == [0, 0]


async def test_a_bot_that_was_stopped_for_longer_than_its_lease_does_not_send_when_it_wakes(
    zygote: Zygote, tmp_path: Path
) -> None:
    async with an_arena(zygote, "postgresql", tmp_path) as arena:
        arena.settings |= LONGER
        arena.slow(0.02)
        arena.comes(PEOPLE)
        bots = [await arena.start(), await arena.start()]
        left = PAUSES

        async def pause() -> None:
            nonlocal left
            if left and any(arena.doubts(bot).messages for bot in bots):
                left -= 1
                await arena.pause(bots[left % 2], 2 * LEASE_S)

        await arena.walk(timedelta(days=150 if LONG else 2), pause)
        await arena.all_said()
        report = check(arena, steps=("D0-1", "D0-2"))
        note("F5 postgresql", report.numbers())
        assert not report.wrong
        assert report.overtaken <= PAUSES
        assert report.pauses == PAUSES
        assert report.duplicated <= report.in_flight
        assert report.most_copies <= 2


async def test_two_replicas_and_a_poller_by_mistake_one_stopped_and_one_killed(zygote: Zygote, tmp_path: Path) -> None:
    async with an_arena(zygote, "postgresql", tmp_path) as arena:
        arena.settings |= LONGER
        arena.slow(0.02)
        people = arena.comes(PEOPLE)
        ports = [free_port(), free_port()]
        async with balancer(ports) as address:
            settings = {"WEBHOOK_URL": address, "WEBHOOK_SECRET": SECRET}
            replicas = [await arena.start("serve", {**settings, "PORT": str(port)}) for port in ports]
            for one in replicas:
                await arena.until(lambda one=one: one.events("webhook_set"), what="a webhook")  # type: ignore[misc]
            refused = await arena.start("run")
            assert await refused.ended() == 2, "a poller is told that there is a webhook"
            await arena.start("run --take-over")
            talking = asyncio.create_task(speaks(arena, people, apart=0.05))
            await arena.until(lambda: arena.arrived > PEOPLE // 2)
            await arena.pause(replicas[0], 2 * LEASE_S)
            await arena.kill(replicas[1])
            await arena.start("serve", {**settings, "PORT": str(ports[1])})
            await arena.walk(timedelta(days=1))
            await talking
            await arena.all_said()
        report = check(arena, steps=("D0-1", "D0-2"))
        note("P18 replicas", report.numbers())
        assert not report.wrong
        assert report.duplicated <= report.in_flight
        assert report.most_copies <= 2


async def test_a_bot_that_is_killed_while_it_drains_doubles_only_what_was_on_the_wire(
    zygote: Zygote, tmp_path: Path
) -> None:
    async with an_arena(zygote, "sqlite", tmp_path) as arena:
        arena.comes(8)
        arena.slow(0.4)
        bot = await arena.start()
        await arena.until(lambda: arena.arrived >= 2)
        os.kill(bot.pid, signal.SIGTERM)
        await asyncio.sleep(0.1)
        await arena.kill(bot)
        arena.served.faults.clear()
        await arena.start()
        await arena.settled()
        assert await arena.stop(arena.bots[-1], signal.SIGINT) == 0
        await arena.start()
        await arena.all_said()
        report = check(arena, steps=("D0-1", "D0-2"))
        note("F4 killed while it drains", report.numbers())
        assert not report.wrong
        assert report.duplicated <= report.in_flight <= 4


async def speaks(arena: Arena, people: list[int], apart: float = 0.0) -> None:
    """Everybody says one thing or another, each of them once."""
    for number, who in enumerate(people):
        arena.world.person_says(who, WORDS[number % len(WORDS)])
        await asyncio.sleep(apart)
