"""What a summary says of why it comes, and what the words of a next session make of a date that is booked."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.schedules.facts import Answered, Concern, PatientFacts, Pause, Said, SaidState
from bot.schedules.loader import default_protocol
from bot.schedules.plan import Bubble, Part
from bot.schedules.planner import plan
from bot.schedules.protocol import ConcernLevel, Priority, Setting
from bot.words.step_facts import gap_facts
from tests.content.reach import reader_for
from tests.content.rules import Text, hold, text_of
from tests.people import a_patient, a_treatment, at

PROTOCOL = default_protocol()
MARIA = a_patient(a_treatment("2026-03-06 09:00"))


def the_summary(due: str, occurrence: int = 0) -> Part:
    """The summary that is owed at a time."""
    return Part("", "S-LATE", occurrence, None, at(due))


def said(when: str, occurrence: int = 0) -> Said:
    """A summary that was said."""
    return Said("", "S-LATE", occurrence, SaidState.SAID, None, at(when), at(when))


def gap(facts: PatientFacts, due: str, now: str | None = None, occurrence: int = 0) -> object:
    """Why the summary comes that is due then."""
    return gap_facts(the_summary(due, occurrence), facts, PROTOCOL, at(now or due))["gap"]


def test_who_told_of_a_session_late_knows_why_a_summary_comes() -> None:
    late = a_patient(a_treatment("2026-03-06 09:00", registered=at("2026-03-09 12:00")))

    assert gap(late, "2026-03-09 12:00") == "none"


def test_after_an_outage_it_says_that_the_bot_could_not_write() -> None:
    assert gap(MARIA, "2026-03-09 08:30") == "outage"


@pytest.mark.parametrize("due", ["2026-04-08 23:00", "2026-04-09 08:30"])
def test_after_a_pause_it_says_that_messages_were_off_also_the_morning_after(due: str) -> None:
    paused = replace(MARIA, pauses=(Pause(at("2026-03-08 12:00"), at("2026-04-08 23:00")),))

    assert gap(paused, due) == "pause"
    assert gap(paused, "2026-04-20 12:00") == "outage", "a later gap has its own reason"


def test_a_worry_that_is_over_needs_no_reason() -> None:
    worried = replace(MARIA, concerns=(Concern("c1", ConcernLevel.TODAY, at("2026-03-08 12:00")),))

    assert gap(worried, "2026-03-15 12:00") == "none"


def test_the_reason_stays_the_same_when_it_is_shown_again_later() -> None:
    paused = replace(
        MARIA, pauses=(Pause(at("2026-03-08 12:00"), at("2026-04-08 12:00")),), said=(said("2026-04-08 12:00"),)
    )

    assert gap(paused, "2026-04-08 12:00", now="2026-04-10 18:00") == "pause"


def test_a_pause_for_which_a_summary_was_said_is_no_reason_for_the_next_one() -> None:
    paused = replace(
        MARIA, pauses=(Pause(at("2026-03-08 12:00"), at("2026-03-11 12:00")),), said=(said("2026-03-11 12:00"),)
    )

    assert gap(paused, "2026-03-12 10:00", occurrence=1) == "outage"


def test_other_steps_say_nothing_of_gaps() -> None:
    assert gap_facts(Part("t1", "D1-1", 0, None, at("2026-03-07 09:30")), MARIA, PROTOCOL, at("2026-03-07 09:30")) == {}


@pytest.mark.parametrize("setting", Setting)
@pytest.mark.parametrize("cause", ["outage", "pause"])
def test_a_summary_with_its_reason_keeps_the_rules_of_wording(setting: Setting, cause: str) -> None:
    patient = a_patient(a_treatment("2026-03-06 09:00", setting=setting))
    pauses = (Pause(at("2026-03-07 12:00"), at("2026-03-08 12:00")),) if cause == "pause" else ()
    text = rendered(replace(patient, pauses=pauses), the_summary("2026-03-08 12:00"), setting)

    assert ("I was away" in text.whole) is (cause == "outage")
    assert ("My notes paused" in text.whole) is (cause == "pause")
    hold(text)


def rendered(facts: PatientFacts, part: Part, setting: Setting) -> Text:
    """What is read of one step at its moment."""
    bubble = Bubble((part.step,), (part,), Priority.P0)
    return text_of(bubble, facts, reader_for(setting, part.due))


def test_the_day_from_which_a_next_session_may_be_is_named_if_clinic_and_patient_want_it() -> None:
    clear = tuple(
        Answered("t1", step, 0, choice, at(f"2026-03-{day} 10:00"))
        for step, choice, day in (("D7-1", "calm", 13), ("W2-2", "all-clear", 20))
    )
    course = replace(a_patient(a_treatment("2026-03-06 09:00", sessions_left=2)), answered=clear)
    moments = plan(course, PROTOCOL, at("2026-03-21 10:00")).moments
    moment, bubble = next((one, b) for one in moments for b in one.bubbles if b.step == "W4-N")
    text = text_of(bubble, course, reader_for(Setting.PROFESSIONAL, moment.due))

    assert "A date to know: Fri 3 April. From then on another visit can be planned." in text.whole
    assert "if you and your clinic want it" in text.whole
    hold(text)
