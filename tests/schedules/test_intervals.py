"""The shortest wait between two sessions, and the earliest day of the next one. Clinical evidence, section 5.1, typed by hand."""

from __future__ import annotations

from datetime import date

import pytest

from bot.schedules.loader import default_protocol
from bot.schedules.protocol import Area, Goal, Setting
from bot.schedules.timing import earliest_next, interval_days
from tests.people import LORD_HOWE, a_patient, a_treatment, at

PROTOCOL = default_protocol()
HOME, CLINIC = Setting.HOME, Setting.PROFESSIONAL
FACE, NECK, SCALP, BODY = Area.FACE, Area.NECK, Area.SCALP, Area.BODY
DEPTHS = (0.25, 0.3, 0.5, 0.6, 0.9, 1.5, 2.5, None)
UNSET = None

FACE_AT_A_CLINIC = {
    # up to 0.3, 0.3, 0.5, 0.6, 0.9, 1.5, 2.5 mm, not known
    UNSET: (7, 7, 21, 28, 28, 28, 42, 28),
    Goal.OTHER: (7, 7, 21, 28, 28, 28, 42, 28),
    Goal.ACNE_SCARS: (28, 28, 28, 28, 28, 28, 42, 28),
    Goal.WRINKLES: (28, 28, 28, 28, 28, 28, 42, 28),
    Goal.PIGMENT: (28, 28, 28, 28, 28, 28, 42, 28),
}
HAIR = (14, 14, 14, 14, 28, 28, 42, 28)
AT_HOME = {0.25: 7, 0.3: 7, 0.4: 21, 0.5: 21, None: 28}


@pytest.mark.parametrize("goal", FACE_AT_A_CLINIC)
@pytest.mark.parametrize("area", [FACE, BODY])
def test_the_wait_of_a_face_or_a_body_by_goal_and_depth(goal: Goal | None, area: Area) -> None:
    found = [interval_days(PROTOCOL, a_treatment(areas=(area,), depth_mm=depth, goal=goal)) for depth in DEPTHS]

    assert tuple(found) == FACE_AT_A_CLINIC[goal]


def test_the_wait_of_a_scalp_treated_for_hair() -> None:
    found = [interval_days(PROTOCOL, a_treatment(areas=(SCALP,), depth_mm=depth, goal=Goal.HAIR)) for depth in DEPTHS]

    assert tuple(found) == HAIR


@pytest.mark.parametrize("goal", [*Goal, None])
@pytest.mark.parametrize("depth", DEPTHS)
def test_a_neck_never_waits_less_than_28_days(goal: Goal | None, depth: float | None) -> None:
    neck = interval_days(PROTOCOL, a_treatment(areas=(NECK,), depth_mm=depth, goal=goal))
    both = interval_days(PROTOCOL, a_treatment(areas=(FACE, NECK), depth_mm=depth, goal=goal))

    assert neck == both == (42 if depth == 2.5 else 28)


@pytest.mark.parametrize(("depth", "days"), AT_HOME.items())
def test_the_wait_at_home(depth: float | None, days: int) -> None:
    assert interval_days(PROTOCOL, a_treatment(depth_mm=depth, goal=Goal.OTHER, setting=HOME)) == days


def test_the_earliest_next_day_is_counted_from_the_latest_wait_over_all_earlier_sessions() -> None:
    deep = a_treatment("2026-03-06 09:00", depth_mm=2.0)
    light = a_treatment("2026-03-20 09:00", depth_mm=0.3, goal=None, name="t2")

    assert earliest_next(a_patient(light), PROTOCOL, frozenset({FACE})) == date(2026, 3, 27)
    assert earliest_next(a_patient(deep, light), PROTOCOL, frozenset({FACE})) == date(2026, 4, 17)


def test_a_session_elsewhere_waits_for_nothing() -> None:
    maria = a_patient(a_treatment(areas=(FACE,)))

    assert earliest_next(maria, PROTOCOL, frozenset({SCALP})) is None
    assert earliest_next(a_patient(), PROTOCOL, frozenset({FACE})) is None


def test_what_a_neck_needs_does_not_keep_a_face_waiting() -> None:
    maria = a_patient(a_treatment(areas=(FACE, NECK), depth_mm=0.5, goal=None))

    assert earliest_next(maria, PROTOCOL, frozenset({FACE})) == date(2026, 3, 27)
    assert earliest_next(maria, PROTOCOL, frozenset({FACE, NECK})) == date(2026, 4, 3)


def test_a_session_after_midnight_counts_from_the_evening_before() -> None:
    night = a_treatment("2026-04-05 01:45", zone=LORD_HOWE, depth_mm=0.3, goal=None)

    assert night.ended_at == at("2026-04-05 01:45", LORD_HOWE)
    assert earliest_next(a_patient(night, zone=LORD_HOWE), PROTOCOL, frozenset({FACE})) == date(2026, 4, 11)
