"""Courses: what one session has from the one before it, and the first day on which another may be."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.care.course import Vouched, areas_of_next, carried_on, standing, too_early, vouched_for, was_early
from bot.schedules.facts import Answered, BookingFacts, PatientFacts, TreatmentFacts
from bot.schedules.loader import default_protocol
from bot.schedules.protocol import Area, Goal, Setting
from bot.store.treatments import Told
from tests.people import BERLIN, a_patient, a_treatment, at

PROTOCOL = default_protocol()


def told(ended: str, *areas: Area, setting: Setting = Setting.PROFESSIONAL) -> Told:
    """A further session as somebody tells of it: what it was for is not asked again."""
    return Told(at(ended), ended.replace(" ", "T"), BERLIN, areas=frozenset(areas or (Area.FACE,)), setting=setting)


def booked(ends: str, name: str = "b1") -> BookingFacts:
    """A session to come, booked on 7 March."""
    return BookingFacts(name, at(ends), BERLIN, at("2026-03-07 12:00"))


def test_a_further_session_on_the_area_has_its_goal_and_one_session_less_to_go() -> None:
    maria = a_patient(a_treatment("2026-03-06 09:00", sessions_left=2))

    second = carried_on(told("2026-04-10 09:00"), maria)

    assert (second.goal, second.sessions_left) == (Goal.ACNE_SCARS, 1)


def test_nobody_has_less_than_no_session_to_go() -> None:
    maria = a_patient(a_treatment("2026-03-06 09:00", sessions_left=0))

    assert carried_on(told("2026-04-10 09:00"), maria).sessions_left == 0


def test_each_area_goes_on_with_its_own_course_whatever_came_in_between() -> None:
    face = a_treatment("2026-03-06 09:00", sessions_left=2)
    scalp = a_treatment("2026-03-20 09:00", areas=(Area.SCALP,), goal=Goal.HAIR, sessions_left=5, name="t2")
    amir = a_patient(face, scalp)

    again = carried_on(told("2026-04-10 09:00", Area.FACE), amir)
    scalp_again = carried_on(told("2026-04-10 09:00", Area.SCALP), amir)
    body = carried_on(told("2026-04-10 09:00", Area.BODY), amir)

    assert (again.goal, again.sessions_left) == (Goal.ACNE_SCARS, 1)
    assert (scalp_again.goal, scalp_again.sessions_left) == (Goal.HAIR, 4)
    assert (body.goal, body.sessions_left) == (None, 0)


def test_a_session_at_home_is_none_of_the_clinics_course() -> None:
    maria = a_patient(a_treatment("2026-03-06 09:00", sessions_left=2))

    at_home = carried_on(told("2026-04-10 09:00", setting=Setting.HOME), maria)

    assert at_home.sessions_left == 0


def test_a_session_that_took_place_before_the_one_known_takes_nothing_from_it() -> None:
    maria = a_patient(a_treatment("2026-03-06 09:00", sessions_left=2))

    earlier = carried_on(told("2026-02-01 09:00"), maria)

    assert (earlier.goal, earlier.sessions_left) == (None, 0)


def test_it_is_counted_which_session_it_is_of_how_many() -> None:
    first = a_treatment("2026-03-06 09:00", sessions_left=3)
    second = a_treatment("2026-04-10 09:00", sessions_left=2, name="t2")
    other = a_treatment("2026-04-01 09:00", areas=(Area.SCALP,), goal=Goal.HAIR, name="t3")
    maria = a_patient(first, second, other)

    assert [(one.number, one.total, one.latest.id) for one in (standing(maria, first), standing(maria, second))] == [
        (1, 4, "t2"),
        (2, 4, "t2"),
    ]
    assert (standing(maria, other).number, standing(maria, other).total) == (1, 1)


def test_a_session_that_counts_no_more_gives_its_place_back() -> None:
    first = a_treatment("2026-03-06 09:00", sessions_left=3)

    assert standing(a_patient(first), first).left == 3


@pytest.mark.parametrize(
    ("day", "first"),
    [("2026-03-07", date(2026, 4, 3)), ("2026-04-02", date(2026, 4, 3)), ("2026-04-03", None), ("2026-09-01", None)],
)
def test_a_date_before_the_first_day_is_too_early_and_every_later_one_is_fine(day: str, first: date | None) -> None:
    maria = a_patient(a_treatment("2026-03-06 09:00"))

    assert too_early(maria, PROTOCOL, booked(f"{day} 15:00")) == first


def test_a_first_session_is_never_too_early() -> None:
    assert too_early(PatientFacts(BERLIN), PROTOCOL, booked("2026-03-08 15:00")) is None
    ahead = a_patient(a_treatment("2026-03-06 09:00"))
    assert too_early(ahead, PROTOCOL, booked("2026-03-05 15:00")) is None


def test_a_booking_counts_for_the_areas_of_the_course_that_runs_else_for_those_of_the_latest_session() -> None:
    face = a_treatment("2026-02-06 09:00", sessions_left=2)
    scalp = a_treatment("2026-03-06 09:00", areas=(Area.SCALP,), goal=Goal.HAIR, name="t2")

    assert areas_of_next((face, scalp)) == {Area.FACE}
    assert areas_of_next((replace(face, sessions_left=0), scalp)) == {Area.SCALP}
    assert too_early(a_patient(face, scalp), PROTOCOL, booked("2026-03-10 15:00")) is None
    assert too_early(a_patient(replace(face, sessions_left=0), scalp), PROTOCOL, booked("2026-03-10 15:00")) is not None


def test_two_courses_that_run_are_both_kept_and_the_longer_wait_counts() -> None:
    face = a_treatment("2026-02-06 09:00", sessions_left=2)
    scalp = a_treatment("2026-03-06 09:00", areas=(Area.SCALP,), goal=Goal.HAIR, sessions_left=2, name="t2")

    assert areas_of_next((face, scalp)) == {Area.FACE, Area.SCALP}
    assert too_early(a_patient(face, scalp), PROTOCOL, booked("2026-03-10 15:00")) == date(2026, 4, 3)


def test_a_booking_close_after_another_booking_is_too_early_as_well() -> None:
    maria = replace(a_patient(a_treatment("2026-03-06 09:00")), bookings=(booked("2026-04-03 15:00"),))

    assert too_early(maria, PROTOCOL, booked("2026-04-10 15:00", "b2")) == date(2026, 5, 1)
    assert too_early(maria, PROTOCOL, booked("2026-05-01 15:00", "b2")) is None


@pytest.mark.parametrize("why", Vouched)
def test_what_was_vouched_for_stands_for_that_day_alone(why: Vouched) -> None:
    kept = Answered("b1", "PRE-1", 0, vouched_for(why, date(2026, 3, 20)), at("2026-03-07 12:00"))
    maria = replace(a_patient(a_treatment("2026-03-06 09:00")), answered=(kept,))

    assert too_early(maria, PROTOCOL, booked("2026-03-20 15:00")) is None
    assert too_early(maria, PROTOCOL, booked("2026-03-21 15:00")) == date(2026, 4, 3)


def test_a_session_that_took_place_too_early_is_measured_by_the_one_before_it() -> None:
    first, second = a_treatment("2026-03-06 09:00"), a_treatment("2026-03-20 09:00", name="t2")
    maria = a_patient(first, second)

    assert was_early(maria, PROTOCOL, told("2026-03-20 09:00"), "t2") == (date(2026, 3, 6), date(2026, 4, 3))
    assert was_early(maria, PROTOCOL, told("2026-03-20 09:00", Area.BODY), "t2") is None
    assert was_early(a_patient(first), PROTOCOL, told("2026-04-03 09:00"), "t2") is None


@st.composite
def histories(draw: st.DrawFn) -> tuple[TreatmentFacts, ...]:
    """One to four sessions on any areas, at any distance."""
    days = draw(st.lists(st.integers(1, 28), min_size=1, max_size=4))
    areas = st.sets(st.sampled_from(list(Area)), min_size=1, max_size=3)
    return tuple(
        a_treatment(
            f"2026-{place:02}-{day:02} 09:00",
            areas=tuple(draw(areas)),
            depth_mm=draw(st.sampled_from((None, 0.3, 0.5, 1.0, 2.0))),
            goal=draw(st.sampled_from((None, *Goal))),
            sessions_left=draw(st.integers(0, 3)),
            name=f"t{place}",
        )
        for place, day in enumerate(days, 1)
    )


@given(histories(), st.integers(0, 59))
def test_the_day_that_is_named_is_itself_never_too_early(history: tuple[TreatmentFacts, ...], ahead: int) -> None:
    patient = a_patient(*history)
    last = max(one.day0 for one in history)
    first = too_early(patient, PROTOCOL, booked(f"{date.fromordinal(last.toordinal() + 1 + ahead % 30)} 15:00"))

    if first is not None:
        assert too_early(patient, PROTOCOL, booked(f"{first} 15:00")) is None
