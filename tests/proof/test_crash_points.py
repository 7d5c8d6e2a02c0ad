"""Killed at every place that matters, each time at the first passing and at the second: whoever wrote is answered, whoever is owed
something gets it, nothing is done twice.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest

from tests.app.ports import free_port
from tests.proof.arena import SECRET, an_arena
from tests.proof.busy_hour import BusyHour
from tests.proof.checker import check
from tests.proof.crash_points import POINTS, Point, Scene
from tests.proof.forks import Zygote
from tests.proof.numbers import note
from tests.proof.size import LONG

HITS = (1, 2) if LONG else (1,)
"""The second passing of each point is for `make soak`."""
AT_ONCE = 3
GROUPS = 6
KIND = {Scene.FRONT: "postgresql"}
RUNS = [(point, hit) for point in POINTS for hit in HITS if hit == 1 or not point.once]


def test_there_are_enough_points_and_no_two_of_the_same_name() -> None:
    assert len(POINTS) >= 25
    assert len({(point.name, point.scene) for point in POINTS}) == len(POINTS)


@pytest.mark.parametrize("group", range(GROUPS))
async def test_killed_at_a_named_place_nothing_is_lost_and_nothing_is_done_twice(
    group: int, zygote: Zygote, tmp_path: Path
) -> None:
    runs = iter(RUNS[group::GROUPS])
    wrong: list[str] = []
    done = count()

    async def work(runs: Iterator[tuple[Point, int]]) -> None:
        for point, hit in runs:
            folder = tmp_path / str(next(done))
            folder.mkdir()
            wrong.extend(f"{point.name}, time {hit}: {one}" for one in await crashed_at(point, hit, zygote, folder))

    await asyncio.gather(*(work(runs) for _ in range(AT_ONCE)))
    note(f"F2 group {group}", {"points": len(RUNS[group::GROUPS]), "violations": len(wrong)})
    assert not wrong


async def crashed_at(point: Point, hit: int, zygote: Zygote, folder: Path) -> list[str]:
    """One run: killed there, started again, compared. Returns what is wrong."""
    empty = point.scene is Scene.FIRST_START
    async with an_arena(zygote, KIND.get(point.scene, "sqlite"), folder, migrated=not empty) as arena:
        hour = None if empty else BusyHour(arena)
        if hour is not None:
            await hour.begins()
        crash = {"place": point.place, "when": point.when.value, "hit": hit}
        command, settings = ("serve" if point.scene is Scene.FRONT else "run"), front()
        later = asyncio.create_task(hour.goes_on()) if hour is not None else None
        try:
            await arena.crashed(await arena.start(command, settings, crash=crash))
            await arena.start(command, settings)
            if empty:
                await arena.until(lambda: arena.bots[-1].events("bot_started"))
            if later is not None:
                await later
            await arena.all_said()
        except AssertionError as error:
            return [str(error)]
        report = check(arena, steps=())
        return report.wrong + (hour.wrong() if hour is not None else [])


def front() -> dict[str, str]:
    """The settings of one replica."""
    port = free_port()
    return {"WEBHOOK_URL": f"http://127.0.0.1:{port}", "WEBHOOK_SECRET": SECRET, "PORT": str(port)}
