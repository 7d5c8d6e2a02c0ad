"""What of a message in doubt is worth saying once more. Maria ended on Friday 6 March."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.schedules.facts import Answered, Concern, PatientFacts, Pause, Snooze
from bot.schedules.overlaps import JOINS_WITHIN
from bot.schedules.plan import Bubble
from bot.schedules.planner import plan
from bot.schedules.protocol import Area, ConcernLevel, Modifier, Priority
from bot.schedules.repeats import Again, Fate, Later, once_more
from tests.people import a_patient, a_treatment, at
from tests.saying import after_closing, after_saying
from tests.schedules.playing import cancels, corrects
from tests.schedules.test_stability import (
    EXAMPLES,
    PROTOCOL,
    answering_the_booked_session,
    patients,
    start_of,
    without_second_askings,
)

SOON = timedelta(seconds=20)
HAS_IT, MISSED, NOT_NOW = Fate.HAS_IT, Fate.MISSED, Fate.NOT_NOW


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


def again(facts: PatientFacts, bubble: Bubble, now: datetime) -> tuple[str, ...] | datetime | Fate:
    """What is said once more now, or when it will be, or why it is not."""
    found = once_more(facts, PROTOCOL, now, bubble)
    match found:
        case Again(bubble):
            return bubble.ids
        case Later(due):
            return due
    return found


def is_about_what_is_sorted(facts: PatientFacts, bubble: Bubble) -> bool:
    return any(one.id in bubble.about for one in facts.concerns if one.closed_at)


def worried(facts: PatientFacts, now: datetime) -> PatientFacts:
    return replace(facts, concerns=(Concern("c1", ConcernLevel.TODAY, now),))


@given(patients(), st.floats(0, 1), st.lists(st.integers(0, 2000), min_size=6, max_size=6))
@settings(max_examples=EXAMPLES, deadline=None)
def test_who_has_done_nothing_since_is_told_all_of_it_once_more(
    facts: PatientFacts, later: float, minutes_late: list[int]
) -> None:
    now = start_of(facts) + SOON
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
                if bubble.priority <= Priority.P1 and not is_about_what_is_sorted(facts, bubble):
                    found = once_more(facts, PROTOCOL, at_, bubble)
                    assert isinstance(found, Again | Later), (bubble.ids, now, at_, found)
                    if isinstance(found, Later):
                        assert found.due - at_ <= JOINS_WITHIN, "what joined another waits for its own time"
                    else:
                        assert without_second_askings(found.bubble) == without_second_askings(bubble)
                        assert found.since is None
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
    found = again(worried(maria, now), bubble, now)
    assert found is NOT_NOW or (isinstance(found, datetime) and found >= now + timedelta(days=7)), (
        "when it is over, at the earliest"
    )


def test_under_a_worry_the_line_that_allows_something_is_left_out() -> None:
    maria, check_in, now = in_doubt(a_patient(a_treatment("2026-03-06 13:00")), "D1-3")
    assert check_in.ids == ("D1-3", "D1-2")
    assert again(worried(maria, now), check_in, now) == ("D1-3",)


def test_under_a_worry_a_permit_by_itself_is_not_given_once_more() -> None:
    maria, permit, now = in_doubt(a_patient(a_treatment("2026-03-06 16:30")), "D1-2")
    assert again(maria, permit, now) == permit.ids
    assert again(worried(maria, now), permit, now) is NOT_NOW


def test_what_was_answered_has_arrived() -> None:
    maria, check_in, now = in_doubt(a_patient(a_treatment()), "D1-3")
    same = Answered("t1", "D1-3", 0, "same", now)
    assert again(replace(maria, answered=(same,)), check_in, now) is HAS_IT
    assert again(replace(maria, answered=(replace(same, step="D0-1"),)), check_in, now) == ("D1-3",)


def test_what_was_put_off_has_arrived() -> None:
    maria, check_in, now = in_doubt(a_patient(a_treatment()), "D1-3")
    later = Snooze("t1", "D1-3", 1, now + timedelta(hours=1), now)
    assert again(replace(maria, snoozes=(later,)), check_in, now) is HAS_IT


def test_what_was_put_off_and_is_in_doubt_itself_comes_once_more() -> None:
    maria, _, now = in_doubt(a_patient(a_treatment()), "D1-3")
    maria = replace(maria, snoozes=(Snooze("t1", "D1-3", 1, now + timedelta(hours=1), now),))
    moment = plan(maria, PROTOCOL, now).moments[0]
    now = moment.due
    assert again(after_saying(maria, moment, now), moment.bubbles[0], now + SOON) == ("D1-3",)


def test_of_a_session_that_is_cancelled_nothing_is_said_once_more_unless_that_is_undone() -> None:
    maria, morning, now = in_doubt(a_patient(a_treatment()), "D1-1")
    assert again(cancels("t1")(maria, now), morning, now) is NOT_NOW


def test_when_the_day_was_wrong_the_morning_of_day_1_waits_for_the_right_one() -> None:
    maria, morning, now = in_doubt(a_patient(a_treatment()), "D1-1")
    assert again(corrects("t1", timedelta(days=1))(maria, at("2026-03-07 09:40")), morning, now) == at(
        "2026-03-08 09:30"
    )
    assert again(corrects("t1", timedelta(minutes=-30))(maria, now), morning, now) == morning.ids


@pytest.mark.parametrize("step", ["D1-1", "D3-1", "D7-1", "W2-2"])
def test_who_moves_the_mornings_is_told_when_theirs_comes(step: str) -> None:
    maria, morning, now = in_doubt(a_patient(a_treatment()), step)
    moved = again(replace(maria, morning=time(12)), morning, now)
    assert isinstance(moved, datetime)
    assert (moved.astimezone(ZoneInfo("Europe/Berlin")).time(), moved - now < timedelta(hours=3)) == (time(12), True)


def test_what_came_early_beside_a_question_about_a_worry_waits_for_its_own_time() -> None:
    maria, _, now = in_doubt(a_patient(a_treatment()), "D1-1")
    maria = replace(maria, concerns=(Concern("c1", ConcernLevel.TODAY, now + timedelta(minutes=30)),))
    moment = plan(maria, PROTOCOL, now + timedelta(hours=1)).moments[0]
    assert [one.step for one in moment.bubbles] == ["C-TODAY", "D1-3"]
    now = moment.due
    maria = after_saying(maria, moment, now)
    question, check_in = moment.bubbles
    assert again(maria, question, now + SOON) == question.ids
    assert again(maria, check_in, now + SOON) == at("2026-03-07 16:00")
    assert again(maria, check_in, at("2026-03-07 16:00")) == check_in.ids
    (worry,) = maria.concerns
    over = replace(maria, concerns=(replace(worry, closed_at=now + SOON),))
    assert again(over, question, now + SOON) is HAS_IT, "nobody asks how it is now"


def test_when_the_area_was_wrong_its_lines_are_left_out_and_those_of_the_right_one_come() -> None:
    scalp = a_patient(a_treatment(areas=(Area.SCALP,)))
    maria, morning, now = in_doubt(scalp, "D1-1")
    assert morning.ids == ("D1-1", "A-SCALP-1")
    face = replace(maria, treatments=(a_treatment(),))
    assert again(face, morning, now) == ("D1-1",)
    sore = replace(maria, treatments=(a_treatment(modifiers=(Modifier.COLD_SORES,)),))
    assert again(sore, morning, now) == ("D1-1", "A-HSV-1")


def test_when_a_session_on_one_area_took_over_its_lines_are_left_out() -> None:
    both = a_patient(a_treatment(areas=(Area.FACE, Area.SCALP)))
    maria, morning, now = in_doubt(both, "D1-1")
    assert "A-SCALP-1" in morning.ids
    anew = a_treatment("2026-03-07 09:25", name="t2", areas=(Area.SCALP,))
    found = again(replace(maria, treatments=(*maria.treatments, anew)), morning, now)
    assert found == tuple(id_ for id_ in morning.ids if id_ != "A-SCALP-1")


@pytest.mark.parametrize("step", ["D0-1", "D0-2"])
@pytest.mark.parametrize("hours", [-11, -6, -3, -1, 1])
def test_what_answered_the_registering_comes_once_more_however_the_hour_is_corrected(step: str, hours: int) -> None:
    maria, reply, now = in_doubt(a_patient(a_treatment()), step)
    corrected = corrects("t1", timedelta(hours=hours))(maria, now)
    assert again(corrected, reply, now) == reply.ids, "nothing else may have told them the urgent signs"


def test_what_answered_the_registering_is_missed_when_the_session_was_yesterday() -> None:
    maria, reply, now = in_doubt(a_patient(a_treatment()), "D0-1")
    assert again(corrects("t1", timedelta(days=-1))(maria, now), reply, now) is MISSED


def test_of_two_sessions_the_cancelled_one_is_left_out() -> None:
    scalp = a_treatment("2026-03-06 09:30", name="t2", areas=(Area.SCALP,))
    maria, morning, now = in_doubt(a_patient(a_treatment(), scalp), "D1-1")
    assert set(morning.about) == {"t1", "t2"}
    left = once_more(cancels("t2")(maria, now), PROTOCOL, now, morning)
    assert isinstance(left, Again)
    assert left.bubble.about == ("t1",)
    assert "A-SCALP-1" in morning.ids
    assert "A-SCALP-1" not in left.bubble.ids


def test_who_wants_only_the_essentials_is_told_no_more() -> None:
    maria, evening, now = in_doubt(a_patient(a_treatment()), "D0-3")
    assert again(replace(maria, essentials_only=True), evening, now) is NOT_NOW


def test_in_a_pause_nothing_is_said_once_more() -> None:
    maria, morning, now = in_doubt(a_patient(a_treatment()), "D1-1")
    assert again(replace(maria, pauses=(Pause(now),)), morning, now) is NOT_NOW


def test_a_summary_tells_what_is_true_so_it_comes_once_more_whatever_was_done() -> None:
    late = a_treatment(registered=at("2026-03-08 12:00"))
    maria, summary, now = in_doubt(a_patient(late), "S-LATE")
    assert again(worried(maria, now), summary, now) == ("S-LATE",)
    assert again(cancels("t1")(maria, now), summary, now) is NOT_NOW, "there is nothing left to sum up"


def test_what_was_said_in_the_evening_comes_once_more_in_the_night() -> None:
    maria, evening, _ = in_doubt(a_patient(a_treatment()), "D0-3")
    assert again(maria, evening, at("2026-03-06 23:00")) == ("D0-3",), "silently, as everything that comes once more"


@pytest.mark.parametrize(("step", "days"), [("D2-1", 2), ("D3-1", 2), ("D7-1", 3)])
def test_what_a_correction_makes_the_plan_say_anew_is_not_said_once_more_beside_it(step: str, days: int) -> None:
    maria, message, now = in_doubt(a_patient(a_treatment()), step)
    corrected = corrects("t1", timedelta(days=days))(maria, now)
    assert step in [one.step for moment in plan(corrected, PROTOCOL, now).moments for one in moment.bubbles]
    assert again(corrected, message, now) is NOT_NOW


def test_what_was_only_one_of_many_is_not_missed_so_much_that_a_summary_has_to_stand_for_it() -> None:
    maria, third_day, now = in_doubt(a_patient(a_treatment()), "D3-1")
    closed = after_closing(maria, PROTOCOL, now)
    assert again(corrects("t1", timedelta(days=-2))(closed, now), third_day, now) is NOT_NOW


def test_of_two_summaries_only_the_last_comes_once_more() -> None:
    late = a_treatment(registered=at("2026-03-08 12:00"))
    maria, summary, now = in_doubt(a_patient(late), "S-LATE")
    anew = a_treatment("2026-03-08 08:00", registered=now, name="t2", areas=(Area.SCALP,))
    maria = replace(maria, treatments=(*maria.treatments, anew))
    moment = plan(maria, PROTOCOL, now).moments[0]
    assert moment.bubbles[0].ids == ("S-LATE",)
    maria = after_saying(maria, moment, now)
    assert again(maria, summary, now) is HAS_IT
    assert again(maria, moment.bubbles[0], now) == ("S-LATE",)


def test_what_is_of_tomorrow_since_a_correction_does_not_come_tonight() -> None:
    late_riser = replace(a_patient(a_treatment()), quiet_until=time(10))
    maria, third_day, _ = in_doubt(late_riser, "D3-1")
    tonight = at("2026-03-09 22:00")
    assert again(maria, third_day, tonight) == third_day.ids
    assert again(corrects("t1", timedelta(days=1))(maria, tonight), third_day, tonight) == at("2026-03-10 10:00")


def test_a_line_that_is_a_message_of_its_own_comes_once_more_with_the_step_that_carries_it() -> None:
    many = (Modifier.COLD_SORES, Modifier.MELASMA)
    scalp = a_treatment(areas=(Area.FACE, Area.SCALP), modifiers=many)
    maria, _, now = in_doubt(a_patient(scalp), "D1-1")
    moment = plan(a_patient(scalp), PROTOCOL, at("2026-03-06 09:00"))
    alone = [one for each in moment.moments for one in each.bubbles if one.step.startswith("A-")]
    assert alone
    assert again(maria, alone[0], now) == alone[0].ids
