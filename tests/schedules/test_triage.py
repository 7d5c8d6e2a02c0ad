""" "Is this normal?" over several sessions, without any, around the clock; and what is offered first."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.schedules.loader import default_protocol
from bot.schedules.protocol import Area, Goal, Modifier
from bot.schedules.symptoms import NOT_SURE, URGENT, Choice, Level, Rule, Symptom, Verdict
from bot.schedules.triage import judge, likeliest
from tests.people import LISBON, LORD_HOWE, a_treatment, at

PROTOCOL = default_protocol()
FIRST_PAGE = 9


def row(id_: str) -> tuple[Symptom, dict[str, Choice]]:
    symptom = PROTOCOL.symptom(id_)
    assert symptom is not None
    return symptom, {one.id: one for one in symptom.choices}


def asked(id_: str, choice: str, *treatments: object, now: str, **how: object) -> Verdict:
    symptom, choices = row(id_)
    how = {"conditions": frozenset(), **how}
    return judge(PROTOCOL, symptom, choices[choice], treatments, at(now), **how)  # type: ignore[arg-type]


def first_page(*treatments: object, now: str) -> list[str]:
    return [one.id for one in likeliest(PROTOCOL, treatments, at(now))][:FIRST_PAGE]  # type: ignore[arg-type]


def test_marias_first_week_is_normal_until_its_moment_and_then_wants_a_look() -> None:
    face = a_treatment("2026-03-06 15:00", depth_mm=1.2)

    evening = asked("redness", "same", face, now="2026-03-06 20:00")
    last_minute = asked("redness", "same", face, now="2026-03-11 14:59")
    too_long = asked("redness", "same", face, now="2026-03-11 15:00")

    assert (evening.level, evening.rule, evening.until) == (Level.NORMAL, Rule.WINDOW, at("2026-03-11 15:00"))
    assert last_minute.level is Level.NORMAL
    assert (too_long.level, too_long.rule, too_long.until) == (Level.SOON, Rule.PAST, None)


def test_swelling_that_grows_is_usual_for_two_days_and_no_longer() -> None:
    face = a_treatment("2026-03-06 15:00", depth_mm=1.2)

    first_night = asked("swelling", "worse", face, now="2026-03-06 23:00")
    third_day = asked("swelling", "worse", face, now="2026-03-08 15:00")

    assert (first_night.level, first_night.until) == (Level.NORMAL, at("2026-03-08 15:00"))
    assert (third_day.level, third_day.rule) == (Level.TODAY, Rule.WORSE)


def test_pain_that_grows_on_day_2_does_not_wait_for_the_48th_hour() -> None:
    face = a_treatment("2026-03-06 15:00", depth_mm=1.2)

    assert asked("soreness", "worse", face, now="2026-03-07 23:59").level is Level.SOON
    assert asked("soreness", "worse", face, now="2026-03-08 00:00").level is Level.TODAY


def test_the_day_is_counted_where_the_person_is_now() -> None:
    face = a_treatment("2026-03-06 15:00", zone=LISBON, depth_mm=1.2)

    at_home = asked("soreness", "worse", face, now="2026-03-07 22:00")
    on_lord_howe = asked("soreness", "worse", face, now="2026-03-07 22:00", zone=LORD_HOWE)

    assert (at_home.level, on_lord_howe.level) == (Level.SOON, Level.TODAY)


def test_spots_on_the_first_day_come_too_early() -> None:
    face = a_treatment("2026-03-06 15:00")

    assert asked("breakouts", "few", face, now="2026-03-07 15:00").rule is Rule.EARLY
    assert asked("breakouts", "few", face, now="2026-03-08 09:00").level is Level.NORMAL


def test_pus_is_looked_at_the_same_day_on_any_day_and_at_once_with_diabetes() -> None:
    amir = a_treatment("2026-03-06 15:00", modifiers=(Modifier.DIABETES,))

    assert asked("infection", "pus", amir, now="2026-03-08 23:00").level is Level.TODAY
    raised = asked("infection", "pus", amir, now="2026-03-08 23:00", conditions=frozenset({Modifier.DIABETES}))
    stored = asked("infection", "pus", amir, now="2026-03-08 23:00", conditions=None)

    assert (raised.level, raised.rule, raised.raised_by) == (Level.URGENT, Rule.RAISED, frozenset({Modifier.DIABETES}))
    assert (stored.level, stored.would_raise) == (Level.URGENT, frozenset())


def test_a_bruise_of_somebody_on_blood_thinners_is_shown_even_while_it_is_usual() -> None:
    face = a_treatment("2026-03-06 15:00", depth_mm=2.0)

    plain = asked("bruising", "same", face, now="2026-03-08 12:00")
    thinner = asked("bruising", "same", face, now="2026-03-08 12:00", conditions=frozenset({Modifier.BLOOD_THINNERS}))
    unknown = asked("bruising", "same", face, now="2026-03-08 12:00", conditions=None)

    assert (plain.level, thinner.level, thinner.until) == (Level.NORMAL, Level.SOON, None)
    assert (unknown.level, unknown.would_raise) == (Level.NORMAL, frozenset({Modifier.BLOOD_THINNERS}))


@pytest.mark.parametrize(
    "who", [{"modifiers": (Modifier.PIGMENT_PRONE,)}, {"modifiers": (Modifier.MELASMA,)}, {"goal": Goal.PIGMENT}]
)
def test_who_marks_easily_is_looked_at_from_day_5(who: dict[str, object]) -> None:
    easily = a_treatment("2026-03-06 15:00", **who)  # type: ignore[arg-type]
    others = a_treatment("2026-03-06 15:00")

    assert asked("darkening", "bronzed", others, now="2026-03-12 15:00").level is Level.NORMAL
    assert asked("darkening", "bronzed", easily, now="2026-03-11 15:00", conditions=None).level is Level.SOON
    assert "darkening" in first_page(easily, now="2026-03-12 10:00")
    assert "darkening" not in first_page(others, now="2026-03-12 10:00")


def test_the_older_session_counts_no_more_where_a_new_one_treated_the_same_skin() -> None:
    first = a_treatment("2026-03-06 15:00", depth_mm=1.2, name="first")
    second = a_treatment("2026-04-10 15:00", depth_mm=1.2, name="second")

    found = asked("redness", "same", first, second, now="2026-04-11 15:00")

    assert (found.level, found.until) == (Level.NORMAL, at("2026-04-15 15:00"))


def test_side_by_side_on_two_areas_the_more_careful_answer_wins() -> None:
    face = a_treatment("2026-03-06 15:00", depth_mm=1.2, name="face")
    scalp = a_treatment("2026-03-13 15:00", depth_mm=0.4, areas=(Area.SCALP,), name="scalp")

    both = asked("redness", "same", face, scalp, now="2026-03-14 15:00")
    scalp_alone = asked("redness", "same", scalp, now="2026-03-14 15:00")

    assert (both.level, both.rule) == (Level.SOON, Rule.PAST)
    assert (scalp_alone.level, scalp_alone.until) == (Level.NORMAL, at("2026-03-15 15:00"))


def test_the_earliest_of_two_ends_is_told() -> None:
    face = a_treatment("2026-03-06 15:00", depth_mm=2.0, name="face")
    scalp = a_treatment("2026-03-07 15:00", depth_mm=0.4, areas=(Area.SCALP,), name="scalp")

    assert asked("redness", "same", face, scalp, now="2026-03-07 20:00").until == at("2026-03-09 15:00")


def test_the_scalp_row_looks_at_sessions_on_the_scalp_only() -> None:
    face = a_treatment("2026-01-06 15:00", depth_mm=1.2, name="face")
    scalp = a_treatment("2026-03-06 15:00", areas=(Area.SCALP,), name="scalp")

    assert asked("scalp", "flakes", face, scalp, now="2026-03-09 15:00").level is Level.NORMAL
    assert asked("scalp", "flakes", face, now="2026-03-09 15:00").rule is Rule.NOT_KNOWN


def test_long_after_the_last_session_nothing_is_normal() -> None:
    face = a_treatment("2026-03-06 15:00", depth_mm=1.2)

    for symptom in PROTOCOL.symptoms:
        for choice in symptom.choices:
            if symptom.id not in ("scalp", "hair-loss"):
                found = asked(symptom.id, choice.id, face, now="2027-06-06 15:00")
                assert found.level >= Level.SOON, (symptom.id, choice.id)
                assert found.rule is not Rule.NOT_KNOWN


def test_a_stranger_gets_a_careful_answer_to_everything() -> None:
    for symptom in PROTOCOL.symptoms:
        for choice in symptom.choices:
            found = asked(symptom.id, choice.id, now="2026-03-08 12:00", conditions=None)
            assert found.level >= max(Level.SOON, choice.level)
            assert found.until is None
            if choice.id == URGENT:
                assert found.level is Level.URGENT
            if choice.worse:
                assert found.level >= Level.TODAY
            if found.level < Level.URGENT:
                assert found.would_raise == choice.raised_by


def test_without_a_treatment_it_says_so_only_where_that_decides() -> None:
    assert asked("redness", "same", now="2026-03-08 12:00").rule is Rule.NOT_KNOWN
    assert asked("swelling", "same", now="2026-03-08 12:00").level is Level.TODAY
    assert asked("redness", NOT_SURE, now="2026-03-08 12:00").rule is Rule.NOT_SURE
    assert asked("infection", "pus", now="2026-03-08 12:00").rule is Rule.SIGN


def test_a_session_that_is_still_to_come_does_not_count() -> None:
    planned = a_treatment("2026-03-20 15:00")

    assert asked("redness", "same", planned, now="2026-03-08 12:00").rule is Rule.NOT_KNOWN


def test_a_new_lump_is_shown_within_two_days_and_sooner_with_weak_immunity() -> None:
    face = a_treatment("2026-03-06 15:00")

    plain = asked("lump", "lump", face, now="2026-04-10 12:00")
    weak = asked("lump", "lump", face, now="2026-04-10 12:00", conditions=frozenset({Modifier.WEAK_IMMUNITY}))

    assert (plain.level, plain.two_days) == (Level.SOON, True)
    assert (weak.level, weak.two_days) == (Level.TODAY, False)


def test_what_is_offered_first_goes_with_the_day() -> None:
    face = a_treatment("2026-03-06 15:00")

    assert first_page(face, now="2026-03-06 16:00") == [
        "redness", "swelling", "soreness", "infection", "needle", "fluid", "numbing-reaction", "allergy", "fainting",
    ]  # fmt: skip
    assert first_page(face, now="2026-03-08 23:00") == [
        "redness", "swelling", "soreness", "infection", "needle", "dryness", "itching", "bruising", "cold-sore",
    ]  # fmt: skip
    assert first_page(face, now="2026-03-26 12:00") == [
        "infection", "darkening", "milia", "grid-marks", "lighter", "bumps", "lump", "mood", "sunburn",
    ]  # fmt: skip


def test_what_is_offered_first_goes_with_the_depth_and_the_area() -> None:
    shallow, deep = a_treatment("2026-03-06 15:00", depth_mm=0.3), a_treatment("2026-03-06 15:00", depth_mm=2.0)
    scalp = a_treatment("2026-03-06 15:00", areas=(Area.SCALP,))

    assert "swelling" not in first_page(shallow, now="2026-03-10 17:00")
    assert "swelling" in first_page(deep, now="2026-03-10 17:00")
    assert "scalp" in first_page(scalp, now="2026-03-08 12:00")
    assert "dryness" not in first_page(scalp, now="2026-03-08 12:00")
    listed = {one.id for one in likeliest(PROTOCOL, (deep,), at("2026-03-08 12:00"))}
    assert {one.id for one in PROTOCOL.symptoms} - listed == {"scalp", "hair-loss"}


def test_pus_and_the_like_are_on_the_first_page_from_day_1_to_the_third_month() -> None:
    for areas in ((Area.FACE,), (Area.SCALP,), (Area.BODY,), (Area.FACE, Area.NECK, Area.SCALP)):
        for depth in (0.3, 0.8, 1.2, 2.0, None):
            treatment = a_treatment("2026-03-06 15:00", depth_mm=depth, areas=areas)
            for hour in (0, 3, 12, 20, 30, 47, 60, 71):
                page = likeliest(PROTOCOL, (treatment,), treatment.ended_at + timedelta(hours=hour))[:FIRST_PAGE]
                assert {"infection", "needle"} <= {one.id for one in page}, (areas, depth, hour)
            for day in range(1, 90):
                page = likeliest(PROTOCOL, (treatment,), treatment.ended_at + timedelta(days=day, hours=1))[:FIRST_PAGE]
                assert "infection" in {one.id for one in page}, (areas, depth, day)


def test_a_stranger_is_offered_everything_in_the_order_of_the_file() -> None:
    assert likeliest(PROTOCOL, (), at("2026-03-08 12:00")) == PROTOCOL.symptoms
