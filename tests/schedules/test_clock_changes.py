"""Clock changes: the two rows that every scheduler gets wrong, and twenty zones over three years."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo, available_timezones

import pytest

from bot.schedules import days
from bot.schedules.loader import default_protocol
from bot.schedules.planner import plan
from bot.schedules.protocol import Activity
from bot.schedules.unlock import opening
from tests.people import BERLIN, LORD_HOWE, a_patient, a_treatment, at
from tests.proof.numbers import note
from tests.proof.size import LONG

PROTOCOL = default_protocol()

ZONES = [
    "Europe/Berlin", "America/New_York", LORD_HOWE, "Antarctica/Troll", "Africa/Cairo", "Africa/Casablanca", "Asia/Beirut",
    "America/Nuuk", "America/St_Johns", "Pacific/Chatham", "Asia/Kathmandu", "Pacific/Apia", "America/Asuncion", "America/Havana",
    "Asia/Gaza", "Asia/Tehran", "Europe/Lisbon", "America/Santiago", "Australia/Sydney", "Africa/El_Aaiun",
]  # fmt: skip
EVERYWHERE = sorted(available_timezones()) if LONG else ZONES
FIRST, AFTER = date(2025, 1, 1), date(2033 if LONG else 2028, 1, 1)
CLOCKS = (time(0, 30), time(2, 30), time(9, 30), time(19, 30))


@pytest.mark.parametrize(
    ("day0", "hours"),
    [
        pytest.param(date(2026, 10, 24), 49, id="two days across the autumn change are 49 hours"),
        pytest.param(date(2026, 3, 28), 47, id="two days across the spring change are 47 hours"),
        pytest.param(date(2026, 6, 10), 48, id="two plain days are 48 hours"),
    ],
)
def test_two_days_later_is_the_same_time_of_day_in_berlin(day0: date, hours: int) -> None:
    start = days.instant(day0, time(9, 30), BERLIN)
    end = days.instant(days.nth_day(day0, 2, BERLIN), time(9, 30), BERLIN)

    assert end - start == timedelta(hours=hours)


def test_a_wait_of_48_hours_stays_48_hours_across_the_autumn_change() -> None:
    treated = a_treatment("2026-10-24 15:00", depth_mm=0.8)

    opens = opening(PROTOCOL, treated, Activity.MAKE_UP)

    assert opens == treated.ended_at + timedelta(hours=48)
    assert opens is not None
    assert days.local(opens, BERLIN).strftime("%H:%M") == "14:00"


def test_a_time_that_the_spring_change_left_out_becomes_the_first_instant_after_it() -> None:
    assert days.instant(date(2026, 3, 29), time(2, 30), BERLIN) == at("2026-03-29 03:00")
    assert days.is_in_gap(datetime(2026, 3, 29, 2, 30), BERLIN)  # noqa: DTZ001 - a wall-clock time that never was


def test_a_time_that_came_twice_is_the_first_for_a_slot_and_the_later_for_what_a_person_tells() -> None:
    first = days.instant(date(2026, 10, 25), time(2, 30), BERLIN)
    told = days.later_of_fold(datetime(2026, 10, 25, 2, 30), BERLIN)  # noqa: DTZ001 - as a person tells it

    assert told - first == timedelta(hours=1)
    assert days.local(first, BERLIN).fold == 0


def test_lord_howe_moves_its_clock_by_half_an_hour() -> None:
    start = days.instant(date(2026, 4, 4), time(9, 30), LORD_HOWE)
    end = days.instant(date(2026, 4, 5), time(9, 30), LORD_HOWE)

    assert end - start == timedelta(hours=24, minutes=30)


def test_the_date_that_samoa_never_had_is_not_a_day() -> None:
    assert days.nth_day(date(2011, 12, 28), 2, "Pacific/Apia") == date(2011, 12, 31)
    assert days.day_number(date(2011, 12, 28), date(2011, 12, 31), "Pacific/Apia") == 2


@pytest.mark.parametrize("zone", EVERYWHERE)
def test_every_local_date_of_three_years_has_exactly_one_morning_and_it_is_the_first(zone: str) -> None:
    day, number = FIRST, 0
    seen: set[datetime] = set()
    wrong: list[datetime] = []
    while day < AFTER:
        for clock in CLOCKS:
            wall = datetime.combine(day, clock)
            instant = days.instant(day, clock, zone)
            if instant in seen or not is_the_first(instant, wall, zone):
                wrong.append(wall)
            seen.add(instant)
        number += 1
        day = days.nth_day(FIRST, number, zone)
    years = AFTER.year - FIRST.year
    note(f"F33 {zone}", {"zones": 1, "most_years": years, "dates": number, "instants": len(seen), "wrong": len(wrong)})
    assert wrong == []
    assert number == (AFTER - FIRST).days


def is_the_first(instant: datetime, wall: datetime, zone: str) -> bool:
    """Whether the clocks of a zone show this wall-clock time at this instant and did not before; where it was left out, whether
    this is the first instant after it.
    """
    there, just_before, earlier = (
        (instant - timedelta(seconds=back)).astimezone(ZoneInfo(zone)) for back in (0, 1, 3 * 3600)
    )
    shown = there.replace(tzinfo=None)
    if days.is_in_gap(wall, zone):
        return just_before.replace(tzinfo=None) < wall < shown
    return earlier.replace(tzinfo=None) < wall == shown and there.fold == 0


@pytest.mark.parametrize("zone", ZONES)
@pytest.mark.parametrize("season", ["2026-03-20 15:30", "2026-09-20 15:30", "2026-10-20 15:30"])
def test_every_message_of_a_year_comes_at_its_own_time_of_day(zone: str, season: str) -> None:
    facts = a_patient(a_treatment(season, zone=zone), zone=zone)

    moments = plan(facts, PROTOCOL, at(season, zone)).moments

    clocks = {moment.local.strftime("%H:%M") for moment in moments if not moment.reply}
    assert clocks <= {"09:30", "16:00", "19:30", (opening_of_sunscreen(season, zone))}
    assert all(moment.due.tzinfo is UTC for moment in moments)


def opening_of_sunscreen(season: str, zone: str) -> str:
    opens = opening(PROTOCOL, a_treatment(season, zone=zone), Activity.SUNSCREEN)
    assert opens is not None
    return days.local(opens, zone).strftime("%H:%M")
