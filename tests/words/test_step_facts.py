"""What the words of a step may say."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from bot.schedules.facts import Answered, BookingFacts, Concern, PatientFacts
from bot.schedules.loader import default_protocol
from bot.schedules.protocol import Activity, Area, ConcernLevel, Goal, Modifier, Setting
from bot.words.message import FactValue, Opens, Word
from bot.words.step_facts import openings_of, step_facts
from tests.people import BERLIN, a_patient, a_treatment, at
from tests.words.readers import greta


def facts_at(now: str, patient: PatientFacts, *about: str) -> dict[str, FactValue]:
    """The variables as Greta in Berlin would be given them."""
    return step_facts(about or ("t1",), patient, default_protocol(), greta(at(now)))


def test_one_session_says_where_how_deep_and_what_for() -> None:
    patient = a_patient(a_treatment(areas=(Area.FACE, Area.SCALP), depth_mm=0.3, goal=None, setting=Setting.HOME))

    told = facts_at("2026-03-06 10:00", patient)
    assert [told[area] for area in ("face", "neck", "scalp", "body")] == [True, False, True, False]
    assert (told["band"], told["depth-known"], told["goal"]) == ("S", True, "unset")
    assert (told["setting"], told["first"], told["concern"]) == ("home", True, False)


def test_the_person_is_known_by_what_they_ticked() -> None:
    patient = a_patient(a_treatment(modifiers=(Modifier.COLD_SORES, Modifier.MINOXIDIL, Modifier.MELASMA)))

    told = facts_at("2026-03-06 10:00", patient)
    assert (told["cold-sores"], told["smoking"], told["uses-minoxidil"], told["pigment"]) == (True, False, True, True)


def test_dark_patches_as_the_goal_count_like_skin_that_marks_easily() -> None:
    assert facts_at("2026-03-06 10:00", a_patient(a_treatment(goal=Goal.PIGMENT)))["pigment"] is True
    assert facts_at("2026-03-06 10:00", a_patient(a_treatment()))["pigment"] is False


def test_an_activity_has_its_moment_and_says_whether_it_has_come() -> None:
    told = facts_at("2026-03-07 10:00", a_patient(a_treatment()))

    assert told["sunscreen"] == Opens(at("2026-03-07 09:00"))
    assert told["sunscreen-at"] == at("2026-03-07 09:00")
    assert (told["sunscreen-open"], told["make-up-open"]) == (True, False)
    assert told["midday-sun"] == Opens(None)
    assert told["midday-sun-open"] is False
    assert "midday-sun-at" not in told


def test_what_does_not_concern_the_treated_skin_has_no_moment_at_all() -> None:
    told = facts_at("2026-03-07 10:00", a_patient(a_treatment()))

    assert told["hair-wash-open"] == "none"
    assert "hair-wash" not in told
    assert "hair-wash-at" not in told


def test_of_two_sessions_the_stricter_one_is_told() -> None:
    shallow = a_treatment("2026-03-06 09:00", depth_mm=0.3, name="t1")
    deep = a_treatment("2026-03-06 08:00", depth_mm=2.0, areas=(Area.BODY,), name="t2")

    told = facts_at("2026-03-06 10:00", a_patient(shallow, deep), "t1", "t2")
    assert told["band"] == "XL"
    assert told["exercise"] == Opens(at("2026-03-06 08:00") + timedelta(hours=96 + 24))
    assert told["make-up"] == Opens(at("2026-03-06 09:00") + timedelta(hours=24))
    assert told["swelling-by"] == date(2026, 3, 11)


def test_sport_waits_for_the_stricter_session_even_in_a_message_about_the_other() -> None:
    face = a_treatment("2026-03-06 09:00", depth_mm=1.2)
    scalp = a_treatment("2026-03-06 09:05", areas=(Area.SCALP,), depth_mm=0.3, name="t2")

    told = facts_at("2026-03-06 10:00", a_patient(face, scalp), "t2")

    assert told["exercise-at"] == at("2026-03-09 09:00")
    assert told["alcohol-at"] == at("2026-03-08 09:00")
    assert told["hair-wash-at"] == at("2026-03-07 09:05")


def test_a_second_session_on_the_same_skin_is_not_the_first() -> None:
    before = a_treatment("2026-01-09 09:00", name="t1")
    after = a_treatment("2026-03-06 09:00", name="t2")
    elsewhere = a_treatment("2026-03-06 09:00", areas=(Area.SCALP,), name="t3")

    assert facts_at("2026-03-06 10:00", a_patient(before, after), "t2")["first"] is False
    assert facts_at("2026-03-06 10:00", a_patient(before, elsewhere), "t3")["first"] is True


def test_a_window_has_its_last_day_and_says_when_it_has_passed() -> None:
    patient = a_patient(a_treatment("2026-03-06 09:00", depth_mm=0.3))

    assert facts_at("2026-03-07 08:00", patient)["swelling-by"] == date(2026, 3, 7)
    assert facts_at("2026-03-07 08:00", patient)["swelling-past"] is False
    assert facts_at("2026-03-07 10:00", patient)["swelling-past"] is True


def test_days_are_counted_on_the_patients_calendar() -> None:
    patient = a_patient(a_treatment("2026-03-28 20:30"))

    told = facts_at("2026-03-30 00:30", patient)
    assert (told["day"], told["started"]) == (2, date(2026, 3, 28))
    assert told["phase"] == Word("phase-P2")
    assert told["next-session"] == date(2026, 4, 25)


def test_after_the_last_day_the_year_is_over_and_no_phase_of_it_is_told() -> None:
    assert facts_at("2027-03-06 10:00", a_patient(a_treatment()))["phase"] == Word("phase-P5c")
    assert facts_at("2027-03-07 10:00", a_patient(a_treatment()))["phase"] == Word("year-is-over")


def test_while_a_worry_is_open_no_moment_is_told_as_a_permission() -> None:
    worry = Concern("c1", ConcernLevel.TODAY, at("2026-03-07 10:00"))
    patient = replace(a_patient(a_treatment()), concerns=(worry,))

    told = facts_at("2026-03-08 10:00", patient)
    assert told["concern"] is True
    assert told["sunscreen"] == told["open-now"] == told["opens-next"] == Word("ask-clinic-first")
    assert told["sunscreen-open"] is False
    assert told["strict-sun-ends"] == Opens(at("2026-03-20 09:00"))
    assert all(one.withheld for one in openings_of(patient, default_protocol(), at("2026-03-08 10:00"))[:3])


def test_after_seven_days_with_a_calm_answer_an_open_worry_withholds_nothing() -> None:
    worry = Concern("c1", ConcernLevel.TODAY, at("2026-03-07 10:00"))
    silent = replace(a_patient(a_treatment()), concerns=(worry,))
    calm = replace(silent, answered=(Answered("t1", "D7-1", 0, "calm", at("2026-03-13 10:00")),))

    assert facts_at("2026-03-14 10:00", calm)["sunscreen"] == Opens(at("2026-03-07 09:00"))
    assert facts_at("2026-03-14 10:00", silent)["sunscreen"] == Word("ask-clinic-first")


def test_the_openings_of_a_patient_are_the_strictest_and_only_those_that_concern_them() -> None:
    patient = a_patient(a_treatment("2026-03-06 09:00"), a_treatment("2026-03-06 12:00", name="t2"))

    found = {one.activity: one.at for one in openings_of(patient, default_protocol(), at("2026-03-06 13:00"))}
    assert found[Activity.SUNSCREEN] == at("2026-03-07 12:00")
    assert Activity.HAIR_DYE not in found


def test_a_booked_session_is_told_by_its_own_moment() -> None:
    ends = at("2026-04-01 15:00")
    patient = PatientFacts(BERLIN, bookings=(BookingFacts("b1", ends, BERLIN, at("2026-03-06 09:00")),))

    told = facts_at("2026-03-25 09:30", patient, "b1")
    assert told["session"] == ends
    assert told["make-up-open"] == "none"
    assert "day" not in told


def test_a_summary_is_about_the_sessions_of_the_last_year() -> None:
    long_ago = a_treatment("2024-01-01 09:00", areas=(Area.SCALP,), name="t1")
    latest = a_treatment("2026-03-06 09:00", name="t2")

    told = facts_at("2026-03-10 10:00", a_patient(long_ago, latest), "")
    assert (told["face"], told["scalp"], told["day"]) == (True, False, 4)
