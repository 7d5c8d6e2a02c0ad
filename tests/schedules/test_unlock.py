"""The unlock clock for people who heal slower or scar darker, and the phases."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.schedules.loader import default_protocol
from bot.schedules.phases import day_of, phase_of
from bot.schedules.protocol import Activity, Area, Band, Goal, Modifier, Setting
from bot.schedules.timing import interval_days
from bot.schedules.unlock import openings, wait
from tests.people import BERLIN, a_treatment, at

PROTOCOL = default_protocol()


@pytest.mark.parametrize(
    ("depth", "band"),
    [
        (0.1, "S"),
        (0.25, "S"),
        (0.5, "S"),
        (0.51, "M"),
        (0.99, "M"),
        (1.0, "L"),
        (1.5, "L"),
        (1.51, "XL"),
        (2.5, "XL"),
        (None, "L"),
    ],
)
def test_needle_lengths_fall_into_their_bands(depth: float | None, band: str) -> None:
    assert a_treatment(depth_mm=depth).band == Band(band)


@pytest.mark.parametrize("modifier", [Modifier.AGE_65, Modifier.DIABETES, Modifier.SMOKING])
def test_slower_healing_adds_one_day_once_to_what_irritates_and_none_to_washing(modifier: Modifier) -> None:
    maria = a_treatment(depth_mm=0.4, areas=(Area.FACE, Area.NECK), modifiers=(modifier, Modifier.SMOKING))

    assert wait(PROTOCOL, maria, Activity.MAKE_UP) == timedelta(hours=48)
    assert wait(PROTOCOL, maria, Activity.POOL) == timedelta(days=4)
    assert wait(PROTOCOL, maria, Activity.SUNSCREEN) == timedelta(hours=24)
    assert wait(PROTOCOL, maria, Activity.MOISTURISER) == timedelta(hours=24)
    assert wait(PROTOCOL, maria, Activity.ALCOHOL) == timedelta(hours=24)
    assert wait(PROTOCOL, maria, Activity.PROCEDURE) == timedelta(days=14)


@pytest.mark.parametrize(
    "who", [{"modifiers": (Modifier.PIGMENT_PRONE,)}, {"modifiers": (Modifier.MELASMA,)}, {"goal": Goal.PIGMENT}]
)
def test_people_who_mark_easily_keep_the_sun_rules_of_the_next_band_but_not_a_later_sunscreen(
    who: dict[str, object],
) -> None:
    amir = a_treatment(depth_mm=0.4, **who)  # type: ignore[arg-type]

    assert wait(PROTOCOL, amir, Activity.STRICT_SUN_ENDS) == timedelta(days=14)
    assert wait(PROTOCOL, amir, Activity.DAILY_SPF_ENDS) == timedelta(weeks=12)
    assert wait(PROTOCOL, amir, Activity.SUNSCREEN) == timedelta(hours=24)
    assert wait(PROTOCOL, a_treatment(depth_mm=2.0, **who), Activity.STRICT_SUN_ENDS) == timedelta(days=28)  # type: ignore[arg-type]


def test_under_a_concern_every_opening_is_withheld_and_the_duties_stay() -> None:
    found = openings(PROTOCOL, a_treatment(), concern_open=True)

    assert all(one.withheld for one in found if one.activity not in (Activity.STRICT_SUN_ENDS, Activity.DAILY_SPF_ENDS))
    assert not any(one.withheld for one in found if one.activity in (Activity.STRICT_SUN_ENDS, Activity.DAILY_SPF_ENDS))


@pytest.mark.parametrize(
    ("now", "phase"),
    [
        ("2026-03-06 15:00", "P1"), ("2026-03-07 14:59", "P1"), ("2026-03-07 15:00", "P2"), ("2026-03-10 14:59", "P2"),
        ("2026-03-10 15:00", "P3"), ("2026-03-13 23:59", "P3"), ("2026-03-14 00:00", "P4"), ("2026-04-03 23:59", "P4"),
        ("2026-04-04 00:00", "P5a"), ("2026-06-05 00:00", "P5b"), ("2026-09-03 00:00", "P5c"), ("2027-03-06 12:00", "P5c"),
        ("2027-03-07 00:00", None), ("2026-03-06 14:59", None),
    ],
)  # fmt: skip
def test_phases_begin_by_the_hour_at_first_and_by_the_day_later(now: str, phase: str | None) -> None:
    found = phase_of(PROTOCOL, a_treatment("2026-03-06 15:00"), at(now), BERLIN)

    assert (found.id if found else None) == phase


def test_a_treatment_after_midnight_belongs_to_the_day_before() -> None:
    night = a_treatment("2026-03-07 01:30")

    assert night.day0.isoformat() == "2026-03-06"
    assert day_of(night, at("2026-03-07 12:00"), BERLIN) == 1


@pytest.mark.parametrize(
    ("treated", "days"),
    [
        ({"depth_mm": 0.3, "goal": None}, 7), ({"depth_mm": 0.5, "goal": None}, 21), ({"depth_mm": 0.8, "goal": None}, 28),
        ({"depth_mm": 2.0, "goal": Goal.ACNE_SCARS}, 42), ({"depth_mm": 1.2, "goal": Goal.ACNE_SCARS}, 28),
        ({"depth_mm": 0.6, "goal": Goal.HAIR}, 14), ({"depth_mm": 0.7, "goal": Goal.HAIR}, 28),
        ({"depth_mm": None, "goal": None}, 28), ({"depth_mm": 0.3, "goal": Goal.OTHER, "setting": Setting.HOME}, 7),
        ({"depth_mm": 0.3, "goal": Goal.OTHER, "areas": (Area.FACE, Area.NECK)}, 28),
    ],
)  # fmt: skip
def test_the_wait_between_two_sessions_is_the_longest_that_applies(treated: dict[str, object], days: int) -> None:
    assert interval_days(PROTOCOL, a_treatment(**treated)) == days  # type: ignore[arg-type]
