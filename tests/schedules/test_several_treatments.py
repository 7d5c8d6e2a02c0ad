"""One voice over several treatments, and the experienced patient."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from bot.schedules.facts import Answered, BookingFacts, Concern, PatientFacts, Pause, TreatmentFacts
from bot.schedules.loader import default_protocol
from bot.schedules.plan import Plan, Reason
from bot.schedules.planner import plan
from bot.schedules.protocol import Area, ConcernLevel, Goal, Modifier, Setting
from tests.people import a_patient, a_treatment, at
from tests.saying import after_saying

PROTOCOL = default_protocol()


def told(result: Plan, about: str) -> list[str]:
    return [
        part.step
        for moment in result.moments
        for bubble in moment.bubbles
        for part in bubble.parts
        if part.about == about
    ]


def why(result: Plan, about: str, step: str) -> Reason:
    return next(one.reason for one in result.skipped if (one.about, one.step, one.host) == (about, step, None))


def second(ended: str, **kwargs: object) -> TreatmentFacts:
    return a_treatment(ended, name="t2", **kwargs)  # type: ignore[arg-type]


def test_a_second_session_on_the_face_takes_over_the_rest_of_the_first() -> None:
    maria = a_patient(a_treatment("2026-03-06 09:00"), second("2026-04-10 09:00"))

    result = plan(maria, PROTOCOL, at("2026-04-10 09:00"))

    assert not [step for step in told(result, "t1") if step.startswith(("W6", "M"))]
    assert why(result, "t1", "W6-1") is Reason.SUPERSEDED
    assert why(result, "t1", "M12-1") is Reason.SUPERSEDED
    assert "M12-1" in told(result, "t2")


def test_experience_leaves_out_what_is_merely_helpful_in_the_first_two_weeks() -> None:
    maria = a_patient(a_treatment("2026-03-06 09:00"), second("2026-04-10 09:00"))

    result = plan(maria, PROTOCOL, at("2026-04-10 09:00"))

    assert why(result, "t2", "D4-1") is Reason.EXPERIENCED
    assert "D5-1" in told(result, "t2")
    assert "W3-1" in told(result, "t2")


def test_a_host_that_carries_a_safety_line_is_said_to_the_experienced_too() -> None:
    pigment = (Modifier.PIGMENT_PRONE,)
    first, again = a_treatment("2026-03-06 09:00", modifiers=pigment), second("2026-04-10 09:00", modifiers=pigment)

    result = plan(a_patient(first, again), PROTOCOL, at("2026-04-10 09:00"))

    assert "D6-1" in told(result, "t2")
    assert why(result, "t2", "D4-1") is Reason.EXPERIENCED


def test_two_areas_on_one_day_are_one_voice_with_both_sets_of_lines() -> None:
    face = a_treatment("2026-03-06 09:00")
    scalp = second("2026-03-06 11:00", areas=(Area.SCALP,), goal=Goal.HAIR, modifiers=(Modifier.MINOXIDIL,))

    result = plan(a_patient(face, scalp), PROTOCOL, at("2026-03-06 11:00"))

    day1 = [moment for moment in result.moments if any(bubble.step == "D1-1" for bubble in moment.bubbles)]
    assert [[bubble.ids for bubble in moment.bubbles] for moment in day1] == [[("D1-1", "A-SCALP-1")]]
    assert day1[0].bubbles[0].about == ("t1", "t2")
    month3 = next(b for m in result.moments for b in m.bubbles if b.step == "M3-1")
    assert month3.ids == ("M3-1", "A-ACNE-90", "A-HAIR-90")


def test_the_older_session_keeps_the_area_that_the_new_one_did_not_treat() -> None:
    both = a_treatment("2026-03-06 09:00", areas=(Area.FACE, Area.SCALP), modifiers=(Modifier.MINOXIDIL,))
    face = second("2026-03-07 12:00")

    result = plan(a_patient(both, face), PROTOCOL, at("2026-03-07 12:00"))

    assert "D2-1" in told(result, "t1")
    assert "A-SCALP-2" in told(result, "t1")


def test_a_third_session_at_home_within_sixty_days_is_short() -> None:
    at_home = {"setting": Setting.HOME, "depth_mm": 0.3, "goal": Goal.OTHER}
    home = [
        a_treatment(f"2026-03-{day:02} 18:00", name=f"t{day}", **at_home)  # type: ignore[arg-type]
        for day in (2, 12, 22)
    ]

    result = plan(PatientFacts("Europe/Berlin", tuple(home)), PROTOCOL, at("2026-03-22 18:00"))

    assert [step for step in told(result, "t22") if not step.startswith("A-")] == ["D0-1", "D0-2", "D1-1", "D3-1"]


def test_the_next_session_of_a_course_is_named_only_when_every_check_was_clear() -> None:
    course = a_patient(a_treatment("2026-03-06 09:00", sessions_left=2))
    clear = replace(
        course,
        answered=(
            Answered("t1", "D7-1", 0, "calm", at("2026-03-13 10:00")),
            Answered("t1", "W2-2", 0, "all-clear", at("2026-03-20 10:00")),
        ),
    )

    unanswered = plan(course, PROTOCOL, at("2026-03-06 09:00"))
    answered = plan(clear, PROTOCOL, at("2026-03-06 09:00"))

    assert why(unanswered, "t1", "W4-N") is Reason.NOT_CLEAR
    joined = next(m for m in answered.moments if any(b.step == "W4-N" for b in m.bubbles))
    assert [bubble.step for bubble in joined.bubbles] == ["W4-1", "W4-N"]


def test_who_has_booked_the_next_session_is_not_told_that_one_can_be_planned() -> None:
    visit = BookingFacts("b1", at("2026-04-20 15:00"), "Europe/Berlin", at("2026-03-25 10:00"))
    clear = a_patient(a_treatment("2026-03-06 09:00", sessions_left=2))
    clear = replace(
        clear,
        answered=(
            Answered("t1", "D7-1", 0, "calm", at("2026-03-13 10:00")),
            Answered("t1", "W2-2", 0, "all-clear", at("2026-03-20 10:00")),
        ),
    )

    assert (
        why(plan(replace(clear, bookings=(visit,)), PROTOCOL, visit.booked_at), "t1", "W4-N") is Reason.SAID_ELSEWHERE
    )
    assert any(
        bubble.step == "W4-N" for moment in plan(clear, PROTOCOL, visit.booked_at).moments for bubble in moment.bubbles
    )


def test_four_bubbles_fill_a_day_and_a_safety_step_is_never_the_one_that_is_left_out() -> None:
    areas = [(Area.FACE,), (Area.SCALP,), (Area.BODY,), (Area.NECK,)]
    ended = ["2026-03-04 09:00", "2026-02-26 09:00", "2026-02-24 09:00", "2026-02-18 09:00"]
    goals = [Goal.ACNE_SCARS, Goal.HAIR, Goal.OTHER, Goal.WRINKLES]
    maria = PatientFacts(
        "Europe/Berlin",
        tuple(
            a_treatment(day, areas=where, goal=goal, name=f"t{index}")
            for index, (day, where, goal) in enumerate(zip(ended, areas, goals, strict=True))
        ),
    )

    result = plan(maria, PROTOCOL, at("2026-03-04 09:00"))

    for moment in result.moments:
        assert len(moment.bubbles) <= 4 or moment.local.date().isoformat() in ended
    assert all(one.reason is not Reason.CAP or PROTOCOL.step(one.step).priority >= 2 for one in result.skipped)


def said_until(facts: PatientFacts, now: datetime) -> PatientFacts:
    """The facts after everything due by `now` was said on time."""
    start = min(one.registered_at for one in facts.treatments)
    while (first := plan(facts, PROTOCOL, start).moments[0]).due <= now:
        start = max(start, first.due)
        facts = after_saying(facts, first, start)
    return facts


def test_what_is_late_is_not_said_any_more_once_a_new_session_took_it_over() -> None:
    face = a_treatment("2026-03-06 09:00")
    maria = said_until(a_patient(face), at("2026-03-08 10:00"))
    again = second("2026-03-09 12:00")

    asleep = plan(replace(maria, treatments=(face, again)), PROTOCOL, at("2026-03-09 12:30"))

    assert "D3-1" in told(plan(maria, PROTOCOL, at("2026-03-09 12:30")), "t1")
    assert why(asleep, "t1", "D3-1") is Reason.SUPERSEDED
    assert why(asleep, "t1", "W4-1") is Reason.SUPERSEDED


def test_what_a_worry_holds_back_until_after_a_new_session_is_not_said_either() -> None:
    face = a_treatment("2026-03-06 09:00")
    maria = said_until(a_patient(face), at("2026-03-26 09:30"))
    worry = Concern("c1", ConcernLevel.SOON, at("2026-03-26 10:00"), at("2026-03-30 10:00"))
    again = second("2026-03-29 12:00")

    held = plan(replace(maria, concerns=(worry,)), PROTOCOL, at("2026-03-26 10:00"))
    taken_over = plan(replace(maria, concerns=(worry,), treatments=(face, again)), PROTOCOL, at("2026-03-29 12:00"))

    assert "W3-1" in told(held, "t1")
    assert why(taken_over, "t1", "W3-1") is Reason.SUPERSEDED


def test_photos_and_months_go_to_the_latest_session_that_shares_an_area_and_the_goal() -> None:
    face = a_treatment("2026-03-06 09:00")
    same, other_goal, other_area = (
        second("2026-03-20 09:00", goal=Goal.ACNE_SCARS),
        second("2026-03-20 09:00", goal=None),
        second("2026-03-20 09:00", areas=(Area.SCALP,)),
    )
    for later, goes_over in ((same, True), (other_goal, False), (other_area, False)):
        result = plan(a_patient(face, later), PROTOCOL, at("2026-03-20 09:00"))
        assert ("M3-1" in told(result, "t1")) is not goes_over
        assert "M3-1" in told(result, "t2")


def test_replies_to_registering_are_never_merged() -> None:
    face, scalp = a_treatment("2026-03-06 09:00"), second("2026-03-06 09:00", areas=(Area.SCALP,), goal=Goal.HAIR)

    result = plan(a_patient(face, scalp), PROTOCOL, at("2026-03-06 09:00"))

    first = [bubble for moment in result.moments if moment.reply for bubble in moment.bubbles]
    assert [(one.step, one.about) for one in first] == [
        ("D0-1", ("t1",)),
        ("D0-1", ("t2",)),
        ("D0-2", ("t1",)),
        ("D0-2", ("t2",)),
    ]


def test_a_summary_covers_nothing_of_a_session_that_it_did_not_know() -> None:
    face = a_treatment("2026-03-06 09:00")
    maria = replace(a_patient(face), pauses=(Pause(at("2026-03-06 10:00"), at("2026-03-08 10:00")),))
    summary = plan(maria, PROTOCOL, at("2026-03-08 10:00")).moments[0]
    maria = after_saying(maria, summary, at("2026-03-08 10:00"))
    scalp = second("2026-03-08 09:30", registered=at("2026-03-08 10:30"), areas=(Area.SCALP,), goal=Goal.HAIR)

    result = plan(replace(maria, treatments=(face, scalp)), PROTOCOL, at("2026-03-08 10:30"))

    assert summary.bubbles[0].step == "S-LATE"
    assert {"D0-1", "D0-2", "D0-3"} <= set(told(result, "t2"))
