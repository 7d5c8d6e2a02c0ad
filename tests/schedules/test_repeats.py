"""What of a message in doubt is worth saying once more. Maria ended on Friday 6 March."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.schedules.facts import Answered, Concern, PatientFacts, Pause, Snooze
from bot.schedules.plan import Bubble
from bot.schedules.planner import plan
from bot.schedules.protocol import Area, ConcernLevel, Modifier, Priority
from bot.schedules.repeats import worth_repeating
from tests.people import a_patient, a_treatment, at
from tests.saying import after_closing, after_saying
from tests.schedules.playing import cancels, corrects
from tests.schedules.test_stability import EXAMPLES, PROTOCOL, answering_the_booked_session, patients, start_of

SOON = timedelta(seconds=20)


def in_doubt(facts: PatientFacts, step: str) -> tuple[PatientFacts, Bubble, datetime]:
    """Everything was said on time until this step, of which nobody knows whether it arrived: the facts, and when it may be
    said once more.
    """
    now = min(one.registered_at for one in facts.treatments)
    while True:
        moment = plan(facts, PROTOCOL, now).moments[0]
        now = max(now, moment.due)
        facts = after_saying(facts, moment, now)
        for bubble in moment.bubbles:
            if bubble.step == step:
                return facts, bubble, now + SOON


def again(facts: PatientFacts, bubble: Bubble, now: datetime) -> tuple[str, ...]:
    found = worth_repeating(facts, PROTOCOL, now, bubble)
    return found.ids if found else ()


def worried(facts: PatientFacts, now: datetime) -> PatientFacts:
    return replace(facts, concerns=(Concern("c1", ConcernLevel.TODAY, now),))


@given(patients(), st.floats(0, 1), st.lists(st.integers(0, 2000), min_size=6, max_size=6))
@settings(max_examples=EXAMPLES, deadline=None)
def test_who_has_done_nothing_since_is_told_all_of_it_once_more(
    facts: PatientFacts, later: float, minutes_late: list[int]
) -> None:
    now = start_of(facts)
    for late in minutes_late:
        to_come = plan(facts, PROTOCOL, now).moments
        if not to_come:
            break
        now = max(now, to_come[0].due + timedelta(minutes=late))
        facts = after_closing(facts, PROTOCOL, now)
        moments = plan(facts, PROTOCOL, now).moments
        if not moments or moments[0].due > now:
            continue
        told = moments[0]
        facts = after_saying(facts, told, now)
        for at_ in (now + SOON, now + (told.latest - now) * later):
            for bubble in told.bubbles if at_ < told.latest else ():
                if bubble.priority <= Priority.P1:
                    assert worth_repeating(facts, PROTOCOL, at_, bubble) == bubble, (bubble.ids, now, at_)
        if told.bubbles[0].step == "BOOK-1":
            facts = answering_the_booked_session(facts, now)


@pytest.mark.parametrize("step", ["D0-1", "D0-2", "D1-1", "D1-3", "D3-1", "D7-1", "W2-2"])
def test_under_a_worry_what_is_for_safety_comes_once_more(step: str) -> None:
    maria, bubble, now = in_doubt(a_patient(a_treatment()), step)
    assert again(worried(maria, now), bubble, now) == bubble.ids


@pytest.mark.parametrize("step", ["D0-3", "D2-1", "D5-1", "W4-1", "W6-1"])
def test_under_a_worry_nothing_else_does(step: str) -> None:
    maria, bubble, now = in_doubt(a_patient(a_treatment()), step)
    assert again(maria, bubble, now) == bubble.ids
    assert again(worried(maria, now), bubble, now) == ()


def test_under_a_worry_the_line_that_allows_something_is_left_out() -> None:
    maria, check_in, now = in_doubt(a_patient(a_treatment("2026-03-06 13:00")), "D1-3")
    assert check_in.ids == ("D1-3", "D1-2")
    assert again(worried(maria, now), check_in, now) == ("D1-3",)


def test_under_a_worry_a_permit_by_itself_is_not_given_once_more() -> None:
    maria, permit, now = in_doubt(a_patient(a_treatment("2026-03-06 16:30")), "D1-2")
    assert again(maria, permit, now) == permit.ids
    assert again(worried(maria, now), permit, now) == ()


def test_what_was_answered_has_arrived() -> None:
    maria, check_in, now = in_doubt(a_patient(a_treatment()), "D1-3")
    same = Answered("t1", "D1-3", 0, "same", now)
    assert again(replace(maria, answered=(same,)), check_in, now) == ()
    assert again(replace(maria, answered=(replace(same, step="D0-1"),)), check_in, now) == ("D1-3",)


def test_what_was_put_off_has_arrived() -> None:
    maria, check_in, now = in_doubt(a_patient(a_treatment()), "D1-3")
    later = Snooze("t1", "D1-3", 1, now + timedelta(hours=1), now)
    assert again(replace(maria, snoozes=(later,)), check_in, now) == ()


def test_what_was_put_off_and_is_in_doubt_itself_comes_once_more() -> None:
    maria, _, now = in_doubt(a_patient(a_treatment()), "D1-3")
    maria = replace(maria, snoozes=(Snooze("t1", "D1-3", 1, now + timedelta(hours=1), now),))
    moment = plan(maria, PROTOCOL, now).moments[0]
    now = moment.due
    assert again(after_saying(maria, moment, now), moment.bubbles[0], now + SOON) == ("D1-3",)


def test_of_a_session_that_is_cancelled_or_was_another_day_nothing_is_said_once_more() -> None:
    maria, morning, now = in_doubt(a_patient(a_treatment()), "D1-1")
    assert again(cancels("t1")(maria, now), morning, now) == ()
    assert again(corrects("t1", timedelta(days=1))(maria, now), morning, now) == (), "this is not day 1"
    assert again(corrects("t1", timedelta(minutes=-30))(maria, now), morning, now) == morning.ids


@pytest.mark.parametrize("step", ["D0-1", "D0-2"])
@pytest.mark.parametrize("hours", [-11, -6, -3, -1, 1])
def test_what_answered_the_registering_comes_once_more_however_the_hour_is_corrected(step: str, hours: int) -> None:
    maria, reply, now = in_doubt(a_patient(a_treatment()), step)
    corrected = corrects("t1", timedelta(hours=hours))(maria, now)
    assert again(corrected, reply, now) == reply.ids, "nothing else may have told them the urgent signs"


def test_what_answered_the_registering_does_not_come_once_more_for_a_session_of_yesterday() -> None:
    maria, reply, now = in_doubt(a_patient(a_treatment()), "D0-1")
    assert again(corrects("t1", timedelta(days=-1))(maria, now), reply, now) == ()


def test_of_two_sessions_the_cancelled_one_is_left_out() -> None:
    scalp = a_treatment("2026-03-06 09:30", name="t2", areas=(Area.SCALP,))
    maria, morning, now = in_doubt(a_patient(a_treatment(), scalp), "D1-1")
    assert set(morning.about) == {"t1", "t2"}
    left = worth_repeating(cancels("t2")(maria, now), PROTOCOL, now, morning)
    assert left is not None
    assert left.about == ("t1",)
    assert "A-SCALP-1" in morning.ids
    assert "A-SCALP-1" not in left.ids


def test_who_wants_only_the_essentials_is_told_no_more() -> None:
    maria, evening, now = in_doubt(a_patient(a_treatment()), "D0-3")
    assert again(replace(maria, essentials_only=True), evening, now) == ()


def test_in_a_pause_nothing_is_said_once_more() -> None:
    maria, morning, now = in_doubt(a_patient(a_treatment()), "D1-1")
    assert again(replace(maria, pauses=(Pause(now),)), morning, now) == ()


def test_a_summary_tells_what_is_true_so_it_comes_once_more_whatever_was_done() -> None:
    late = a_treatment(registered=at("2026-03-08 12:00"))
    maria, summary, now = in_doubt(a_patient(late), "S-LATE")
    assert again(worried(maria, now), summary, now) == ("S-LATE",)
    assert again(cancels("t1")(maria, now), summary, now) == (), "there is nothing left to sum up"


def test_what_was_said_in_the_evening_comes_once_more_in_the_night() -> None:
    maria, evening, _ = in_doubt(a_patient(a_treatment()), "D0-3")
    assert again(maria, evening, at("2026-03-06 23:00")) == ("D0-3",), "silently, as everything that comes once more"


def test_a_line_that_is_a_message_of_its_own_comes_once_more_with_the_step_that_carries_it() -> None:
    many = (Modifier.COLD_SORES, Modifier.MELASMA)
    scalp = a_treatment(areas=(Area.FACE, Area.SCALP), modifiers=many)
    maria, _, now = in_doubt(a_patient(scalp), "D1-1")
    moment = plan(a_patient(scalp), PROTOCOL, at("2026-03-06 09:00"))
    alone = [one for each in moment.moments for one in each.bubbles if one.step.startswith("A-")]
    assert alone
    assert again(maria, alone[0], now) == alone[0].ids
