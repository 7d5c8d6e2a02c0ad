"""Late, paused, away: one summary of what is true now, never a flood and never silence."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, time, timedelta

from bot.schedules.facts import Answered, BookingFacts, Concern, PatientFacts, Pause, Snooze
from bot.schedules.loader import default_protocol
from bot.schedules.plan import Plan, Reason
from bot.schedules.planner import next_wake, plan
from bot.schedules.protocol import ConcernLevel, Modifier
from tests.people import BERLIN, LISBON, a_patient, a_treatment, at
from tests.saying import after_closing, after_saying

PROTOCOL = default_protocol()


def steps(result: Plan) -> list[list[str]]:
    return [[bubble.step for bubble in moment.bubbles] for moment in result.moments]


def clocks(result: Plan, number: int) -> list[str]:
    return [moment.local.strftime("%a %H:%M") for moment in result.moments[:number]]


def reason(result: Plan, step: str) -> Reason:
    return next(one.reason for one in result.skipped if one.step == step and one.host is None)


def said_until(facts: PatientFacts, now: datetime) -> PatientFacts:
    """The facts after everything due by `now` was said on time."""
    start = min(one.registered_at for one in facts.treatments)
    while (first := plan(facts, PROTOCOL, start).moments[0]).due <= now:
        start = max(start, first.due)
        facts = after_saying(facts, first, start)
    return facts


def test_maria_tells_an_hour_after_the_end_and_starts_as_usual() -> None:
    maria = a_patient(a_treatment("2026-03-06 15:00", registered=at("2026-03-06 16:00")))

    result = plan(maria, PROTOCOL, at("2026-03-06 16:00"))

    assert steps(result)[:3] == [["D0-1", "D0-2"], ["D0-3"], ["D1-1"]]
    assert clocks(result, 2) == ["Fri 16:00", "Fri 19:30"]


def test_maria_tells_three_hours_late_and_gets_a_summary_and_the_evening_card() -> None:
    maria = a_patient(a_treatment("2026-03-06 15:00", registered=at("2026-03-06 18:00")))

    result = plan(maria, PROTOCOL, at("2026-03-06 18:00"))

    assert steps(result)[:3] == [["S-LATE"], ["D0-3"], ["D1-1"]]
    assert reason(result, "D0-1") is Reason.COVERED
    assert reason(result, "D0-2") is Reason.COVERED


def test_amir_tells_on_the_night_of_day_1_and_the_reply_does_not_wait_for_the_morning() -> None:
    amir = a_patient(a_treatment("2026-03-06 15:00", registered=at("2026-03-07 23:10")))

    result = plan(amir, PROTOCOL, at("2026-03-07 23:10"))

    assert clocks(result, 2) == ["Sat 23:10", "Sun 09:30"]
    assert steps(result)[:2] == [["S-LATE"], ["D2-1"]]
    assert result.moments[0].rings


def test_ines_tells_in_week_six_and_hears_only_what_is_still_to_come() -> None:
    ines = a_patient(a_treatment("2026-03-06 15:00", registered=at("2026-04-17 11:00")))

    result = plan(ines, PROTOCOL, at("2026-04-17 11:00"))

    assert steps(result)[:2] == [["S-LATE"], ["M2-1"]]
    assert reason(result, "W6-1") is Reason.COVERED


def test_a_pause_of_a_month_ends_with_one_summary() -> None:
    maria = said_until(a_patient(a_treatment("2026-03-06 09:00")), at("2026-03-08 10:00"))
    away = Pause(at("2026-03-08 12:00"), at("2026-04-08 12:00"))

    paused = plan(replace(maria, pauses=(replace(away, until=None),)), PROTOCOL, at("2026-03-20 12:00"))
    result = plan(replace(maria, pauses=(away,)), PROTOCOL, at("2026-04-08 12:00"))

    assert paused.moments == ()
    assert reason(paused, "D7-1") is Reason.PAUSED
    assert steps(result)[:2] == [["S-LATE"], ["W6-1"]]
    assert reason(result, "W2-2") is Reason.PAUSED
    assert reason(result, "W4-1") is Reason.COVERED


def test_a_pause_over_one_late_step_just_says_it() -> None:
    maria = said_until(a_patient(a_treatment("2026-03-06 09:00")), at("2026-03-28 10:00"))
    away = Pause(at("2026-04-02 12:00"), at("2026-04-04 12:00"))

    result = plan(replace(maria, pauses=(away,)), PROTOCOL, at("2026-04-04 12:00"))

    assert steps(result)[0] == ["W4-1"]
    assert clocks(result, 1) == ["Sat 12:00"]


def test_two_days_without_the_bot_end_with_one_summary_at_the_end_of_the_quiet_hours() -> None:
    maria = said_until(a_patient(a_treatment("2026-03-06 09:00")), at("2026-03-07 09:30"))
    back = at("2026-03-09 02:00")

    maria = after_closing(maria, PROTOCOL, back)
    result = plan(maria, PROTOCOL, back)

    assert steps(result)[:2] == [["S-LATE"], ["D3-1"]]
    assert clocks(result, 2) == ["Mon 08:30", "Mon 09:30"]
    assert reason(result, "D1-3") is Reason.OUTAGE


def test_an_hour_without_the_bot_only_makes_the_one_step_late() -> None:
    maria = said_until(a_patient(a_treatment("2026-03-06 09:00")), at("2026-03-07 09:30"))

    result = plan(maria, PROTOCOL, at("2026-03-07 17:00"))

    assert steps(result)[0] == ["D1-3"]


def test_a_summary_is_said_once() -> None:
    amir = a_patient(a_treatment("2026-03-06 15:00", registered=at("2026-03-08 12:00")))
    first = plan(amir, PROTOCOL, at("2026-03-08 12:00")).moments[0]

    amir = after_saying(amir, first, at("2026-03-08 12:00"))

    later = plan(amir, PROTOCOL, at("2026-03-08 12:01"))
    assert ["S-LATE"] not in steps(later)


def test_under_a_concern_only_safety_steps_are_said_and_permits_wait() -> None:
    maria = said_until(a_patient(a_treatment("2026-03-06 16:30")), at("2026-03-07 12:00"))
    worry = Concern("c1", ConcernLevel.TODAY, at("2026-03-07 12:00"))

    result = plan(replace(maria, concerns=(worry,)), PROTOCOL, at("2026-03-07 12:00"))

    assert steps(result)[:2] == [["C-TODAY", "D1-3"], ["D3-1"]]
    assert result.moments[0].rings
    assert reason(result, "D1-2") is Reason.HELD
    assert reason(result, "D2-1") is Reason.HELD


def test_under_a_concern_a_helpful_step_waits_even_if_it_carries_a_safety_line() -> None:
    cold_sores = a_treatment("2026-03-06 16:30", modifiers=(Modifier.COLD_SORES, Modifier.PIGMENT_PRONE))
    maria = said_until(a_patient(cold_sores), at("2026-03-07 12:00"))
    worry = Concern("c1", ConcernLevel.TODAY, at("2026-03-07 12:00"))

    result = plan(replace(maria, concerns=(worry,)), PROTOCOL, at("2026-03-07 12:00"))

    assert reason(result, "D2-1") is Reason.HELD
    assert reason(result, "D6-1") is Reason.HELD


def test_when_the_worry_is_sorted_the_plan_goes_on() -> None:
    maria = said_until(a_patient(a_treatment("2026-03-06 09:00")), at("2026-03-12 10:00"))
    worry = Concern("c1", ConcernLevel.SOON, at("2026-03-12 12:00"), at("2026-03-13 18:00"))

    result = plan(replace(maria, concerns=(worry,)), PROTOCOL, at("2026-03-13 18:00"))

    assert ["W2-1"] in steps(result)
    assert reason(result, "C-WEEK") is Reason.SETTLED


def test_quiet_hours_that_maria_sets_move_a_step_forward_or_back_but_never_drop_a_safety_step() -> None:
    late_riser = replace(a_patient(a_treatment("2026-03-06 09:00")), quiet_from=time(15, 0), quiet_until=time(8, 30))

    result = plan(late_riser, PROTOCOL, at("2026-03-06 09:00"))
    moments = {moment.bubbles[0].step: moment.local.strftime("%H:%M") for moment in result.moments}

    assert moments["D1-3"] == "14:45"
    assert moments["D0-3"] == "14:45"
    assert moments["D2-1"] == "09:30"


def test_a_step_that_is_late_into_the_quiet_hours_waits_for_their_end() -> None:
    maria = said_until(a_patient(a_treatment("2026-03-06 09:00")), at("2026-03-08 10:00"))

    result = plan(maria, PROTOCOL, at("2026-03-09 23:00"))

    assert steps(result)[0] == ["D3-1"]
    assert clocks(result, 1) == ["Tue 08:30"]


def test_what_waits_for_the_end_of_the_quiet_hours_comes_as_one_moment_then() -> None:
    booked = BookingFacts("b1", at("2026-03-27 00:00"), BERLIN, at("2026-03-06 12:00"))
    second = a_treatment("2026-03-23 04:38", registered=at("2026-03-23 09:38"), name="t2")
    maria = replace(a_patient(a_treatment("2026-03-06 13:00"), second), bookings=(booked,), quiet_until=time(10, 0))

    before = plan(maria, PROTOCOL, at("2026-03-23 09:38"))
    then = plan(maria, PROTOCOL, at("2026-03-23 10:00"))

    assert steps(before)[:2] == steps(then)[:2]
    assert [one.due for one in before.moments] == [one.due for one in then.moments]


def test_a_snooze_brings_a_step_again_and_shifts_nothing_else() -> None:
    maria = said_until(a_patient(a_treatment("2026-03-06 09:00")), at("2026-03-07 16:00"))
    before = plan(maria, PROTOCOL, at("2026-03-07 16:05"))

    snoozed = replace(maria, snoozes=(Snooze("t1", "D1-3", 1, at("2026-03-07 17:05"), at("2026-03-07 16:05")),))
    after = plan(snoozed, PROTOCOL, at("2026-03-07 16:05"))
    answered = replace(snoozed, answered=(Answered("t1", "D1-3", 0, "better", at("2026-03-07 16:30")),))

    assert steps(after) == [["D1-3"], *steps(before)]
    assert clocks(after, 1) == ["Sat 17:05"]
    assert steps(plan(answered, PROTOCOL, at("2026-03-07 16:31"))) == steps(before)


def test_a_date_corrected_by_a_day_repeats_nothing_and_moves_the_rest() -> None:
    maria = said_until(a_patient(a_treatment("2026-03-06 15:00")), at("2026-03-07 16:00"))
    corrected = replace(maria, treatments=(a_treatment("2026-03-05 15:00", registered=at("2026-03-06 15:00")),))

    result = plan(corrected, PROTOCOL, at("2026-03-07 17:00"))

    told = [step for moment in steps(result) for step in moment]
    assert "D1-1" not in told
    assert steps(result)[:2] == [["D2-1"], ["D3-1"]]
    assert clocks(result, 2) == ["Sat 17:00", "Sun 09:30"]


def test_a_permit_that_was_said_as_a_line_is_not_said_again_after_a_small_correction() -> None:
    maria = said_until(a_patient(a_treatment("2026-03-06 13:00")), at("2026-03-07 16:00"))
    corrected = replace(maria, treatments=(a_treatment("2026-03-06 16:30", registered=at("2026-03-06 13:00")),))

    result = plan(corrected, PROTOCOL, at("2026-03-07 16:05"))

    assert ["D1-2"] not in steps(result)


def test_a_date_corrected_to_yesterday_sends_no_evening_card_in_the_morning() -> None:
    maria = said_until(a_patient(a_treatment("2026-03-06 09:04")), at("2026-03-06 09:10"))
    corrected = replace(maria, treatments=(a_treatment("2026-03-05 15:00", registered=at("2026-03-06 09:04")),))

    result = plan(corrected, PROTOCOL, at("2026-03-06 09:12"))

    assert steps(result)[0] == ["D1-1"]
    assert reason(result, "D0-3") is Reason.PAST


def test_a_summary_that_quiet_hours_would_outlast_is_said_at_their_end() -> None:
    amir = a_patient(a_treatment("2026-03-06 09:00"))
    away = Pause(at("2026-03-06 10:00"), at("2026-03-09 21:30"))
    late_riser = replace(amir, pauses=(away,))

    result = plan(late_riser, PROTOCOL, at("2026-03-10 23:00"))

    assert steps(result)[0] == ["S-LATE"]
    assert clocks(result, 1) == ["Wed 08:30"]


def test_a_date_corrected_by_a_week_says_a_step_again_because_its_time_is_new() -> None:
    maria = said_until(a_patient(a_treatment("2026-03-06 15:00")), at("2026-03-13 10:00"))
    corrected = replace(maria, treatments=(a_treatment("2026-03-13 08:00", registered=at("2026-03-06 15:00")),))

    result = plan(corrected, PROTOCOL, at("2026-03-13 10:05"))

    assert steps(result)[:2] == [["D0-3"], ["D1-1"]]
    part = result.moments[1].bubbles[0].parts[0]
    assert part.occurrence == 1


def test_a_booked_session_asks_before_and_after_and_once_more_next_morning() -> None:
    booked = BookingFacts("b1", at("2026-04-20 15:00"), BERLIN, at("2026-04-01 10:00"))
    sofia = PatientFacts(BERLIN, bookings=(booked,))

    result = plan(sofia, PROTOCOL, at("2026-04-01 10:00"))
    asked = sofia
    for moment in result.moments:
        asked = after_saying(asked, moment, moment.due)

    assert steps(result) == [["PRE-1"], ["PRE-2"], ["BOOK-1"]]
    assert clocks(result, 3) == ["Mon 09:30", "Fri 09:30", "Mon 15:00"]
    again = plan(asked, PROTOCOL, at("2026-04-20 16:00"))
    assert steps(again) == [["BOOK-1"]]
    assert clocks(again, 1) == ["Tue 09:30"]


def test_amir_flies_to_lisbon_and_his_mornings_come_along() -> None:
    amir = said_until(a_patient(a_treatment("2026-03-06 09:00")), at("2026-03-08 10:00"))

    result = plan(replace(amir, zone=LISBON), PROTOCOL, at("2026-03-08 12:00"))

    assert clocks(result, 1) == ["Mon 09:30"]
    assert result.moments[0].due == at("2026-03-09 09:30", LISBON)


def test_the_dispatcher_is_woken_at_the_next_moment() -> None:
    maria = said_until(a_patient(a_treatment("2026-03-06 09:00")), at("2026-03-08 10:00"))

    assert next_wake(maria, PROTOCOL, at("2026-03-08 12:00")) == at("2026-03-09 09:30")
    assert next_wake(PatientFacts(BERLIN), PROTOCOL, at("2026-03-08 12:00")) is None
    assert at("2026-03-09 09:30") - at("2026-03-08 12:00") == timedelta(hours=21, minutes=30)


def test_what_fell_due_a_moment_before_a_concern_and_was_not_said_yet_is_held_as_well() -> None:
    maria = said_until(a_patient(a_treatment("2026-03-06 16:30")), at("2026-03-07 16:10"))
    worry = Concern("c1", ConcernLevel.TODAY, at("2026-03-07 16:30") + timedelta(seconds=5))
    now = worry.opened_at + timedelta(seconds=5)
    assert steps(plan(maria, PROTOCOL, now))[0] == ["D1-2"]

    result = plan(replace(maria, concerns=(worry,)), PROTOCOL, now)

    assert steps(result)[0] == ["C-TODAY"]
    assert reason(result, "D1-2") is Reason.HELD


def test_the_summary_of_an_outage_waits_for_the_end_of_a_pause_that_began_in_the_night() -> None:
    maria = said_until(a_patient(a_treatment("2026-03-06 09:00")), at("2026-03-06 20:00"))
    woke = at("2026-03-07 22:00")
    maria = after_closing(maria, PROTOCOL, woke)
    paused = replace(maria, pauses=(Pause(at("2026-03-08 02:00")),))
    resumed = replace(maria, pauses=(Pause(at("2026-03-08 02:00"), at("2026-03-08 12:00")),))

    assert clocks(plan(maria, PROTOCOL, woke), 1) == ["Sun 08:30"]
    assert plan(paused, PROTOCOL, at("2026-03-08 08:30")).moments == ()
    assert steps(plan(resumed, PROTOCOL, at("2026-03-08 12:00")))[0] == ["S-LATE"]
    assert clocks(plan(resumed, PROTOCOL, at("2026-03-08 12:00")), 1) == ["Sun 12:00"]


def test_after_the_year_there_is_no_summary_and_the_last_message_still_comes() -> None:
    maria = said_until(a_patient(a_treatment("2026-03-06 16:30")), at("2026-10-01 12:00"))
    long_gone = replace(maria, pauses=(Pause(at("2026-10-01 12:00"), at("2027-06-01 12:00")),))
    back_in_time = replace(maria, pauses=(Pause(at("2026-10-01 12:00"), at("2027-03-20 12:00")),))

    assert steps(plan(long_gone, PROTOCOL, at("2027-06-01 12:00"))) == []
    assert steps(plan(back_in_time, PROTOCOL, at("2027-03-20 12:00"))) == [["M12-1"]]
