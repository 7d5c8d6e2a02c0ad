"""A government changes its mind about summer time, people travel, a zone gets another name: the plan keeps the local time."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from pathlib import Path

from sqlmodel import col, select

from bot.schedules.loader import default_protocol
from bot.store import facts, patients, treatments
from bot.store.records import Message, Patient
from tests.people import at
from tests.proof.arena import Arena, an_arena
from tests.proof.checker import check
from tests.proof.forks import Zygote
from tests.proof.numbers import note
from tests.proof.size import size
from tests.proof.zone_files import write_zone
from tests.store import someone

PEOPLE = size("PEOPLE", 4, 200)
BEIRUT = "Asia/Beirut"
TREATED = at("2026-03-27 15:00", BEIRUT)
SUMMER = (datetime(2026, 3, 28, 22, tzinfo=UTC), datetime(2026, 10, 24, 21, tzinfo=UTC))
PUT_OFF = (datetime(2026, 4, 20, 22, tzinfo=UTC), SUMMER[1])
MORNING = time(9, 30)
PROTOCOL = default_protocol()
WAY = ("Europe/Kyiv", "Asia/Tokyo", "Pacific/Honolulu", "Pacific/Kiritimati", "Asia/Calcutta", "Asia/Kolkata")
STEPS = ("D1-1", "D2-1", "D3-1", "D4-1", "D5-1", "D6-1")
HOPS = size("HOPS", 3, 6)


async def test_summer_time_is_put_off_two_days_before_and_then_after_all_it_is_not(
    zygote: Zygote, tmp_path: Path
) -> None:
    zones = tmp_path / "zones"
    write_zone(zones, BEIRUT, 2, [SUMMER])
    async with an_arena(zygote, "sqlite", tmp_path, now=TREATED) as arena:
        arena.settings |= {"PYTHONTZPATH": str(zones), "WAITS_SCALE": "0.02"}
        live_in(arena, BEIRUT)
        bot = await arena.start()
        await arena.walk(timedelta(hours=6))
        await arena.stop(bot)

        write_zone(zones, BEIRUT, 2, [PUT_OFF])
        bot = await arena.start()
        await arena.until(lambda: bool(bot.events("chores_done")))
        await arena.walk(timedelta(days=2, hours=18))
        assert mornings_of(arena, "D2-1", "D3-1") == {(2, MORNING)}

        write_zone(zones, BEIRUT, 2, [SUMMER])
        before = moved(arena)
        arena.clock.move(timedelta(minutes=5))
        await arena.until(lambda: moved(arena) > before, what="to read the zone data anew")
        await arena.walk(timedelta(days=1))
        assert mornings_of(arena, "D4-1") == {(3, MORNING)}

        report = check(arena, steps=("D1-1", "D2-1", "D3-1", "D4-1"))
        note("F34 sqlite", {**report.numbers(), "moved": moved(arena)})
        assert not report.wrong
        assert report.duplicated == 0


async def test_people_who_fly_around_the_world_and_zones_that_get_other_names_cost_nobody_a_step(
    zygote: Zygote, tmp_path: Path
) -> None:
    async with an_arena(zygote, "sqlite", tmp_path, now=TREATED) as arena:
        live_in(arena, "Europe/Kiev")
        bot = await arena.start()
        for there in WAY[:HOPS]:
            await arena.walk(timedelta(days=1, hours=5))
            move_to(arena, there)
        await arena.walk(timedelta(days=1))
        report = check(arena, steps=STEPS[:HOPS])
        note("F35 travels", {**report.numbers(), "zones": HOPS})
        assert not report.wrong
        assert report.duplicated == 0
        assert not bot.events("plan_failed")


def live_in(arena: Arena, zone: str) -> None:
    """Everybody lives there, and was treated just now."""
    new, now = arena.comes(PEOPLE, treated=False), arena.clock()
    with arena.store.transaction() as tx:
        for who in new:
            patient = someone.a_patient(tx, who, now=now, zone=zone)
            with facts.changing(tx, patient, PROTOCOL, now) as locked:
                treatments.add_treatment(tx, locked, someone.told(now), PROTOCOL, now)


def move_to(arena: Arena, zone: str) -> None:
    """Everybody says that they are somewhere else now."""
    now = arena.clock()
    with arena.store.transaction() as tx:
        for patient in tx.exec(select(Patient)):
            with facts.changing(tx, patient, PROTOCOL, now) as locked:
                patients.change(tx, locked, zone=zone)


def mornings_of(arena: Arena, *steps: str) -> set[tuple[int, time]]:
    """When these steps were due, on a clock that is so many hours ahead of UTC: the one that shows the usual morning."""
    found = set()
    with arena.store.read() as tx:
        for message in tx.exec(select(Message).order_by(col(Message.id))):
            if message.ids[0] in steps:
                ahead = MORNING.hour - message.due_at.hour
                found.add((ahead, (message.due_at + timedelta(hours=ahead)).time()))
    return found


def moved(arena: Arena) -> int:
    """How many people had to be awaited at another moment, as the bots said."""
    return sum(line["count"] for bot in arena.bots for line in bot.events("due_repaired"))
