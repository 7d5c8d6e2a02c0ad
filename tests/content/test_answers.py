"""What people read after they answered a check-in: it is there for every answer, useful, and as plain as the steps."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.schedules.loader import default_protocol
from bot.schedules.protocol import Area, Goal, Kind, Setting, Step
from bot.words.markup import MESSAGE, units
from bot.words.step_facts import step_facts
from tests.content.askers import said_to_everybody
from tests.content.measures import BANNED, WAITS, book, grade, sentences, words
from tests.content.reach import reader_for
from tests.content.typed import activity_words
from tests.people import a_patient, a_treatment

CHECK_INS = [step for step in default_protocol().steps if step.kind is Kind.CHECK_IN]
ANSWERS = [(step, choice) for step in CHECK_INS for choice in step.answers]
BOOKING_TAPS = {"just-finished", "ended-at", "go-through"}
"""Answers that go on to registering or to the list before a session, and so have no text of their own."""
DAYS = {"D1-3": 1, "D3-1": 3, "D7-1": 7, "W2-2": 14, "W6-1": 42}
PERMITS = {"calm", "all-clear"}
LATE = sorted(one for one in book().ids() if one.startswith("reply-") and one.endswith("-late"))
HARDEST, LONGEST_SENTENCE, MOST_WORDS = 6.0, 20, 90


def reply_id(step: Step, choice: str) -> str:
    """The reply to a choice: the step's own, or the one that all share."""
    own = f"reply-{choice}-{step.id.lower()}"
    return own if own in book().ids() else f"reply-{choice}"


def replies(step: Step, choice: str) -> frozenset[str]:
    """Every text of one reply on the days on which it can be given."""
    return said_to_everybody(reply_id(step, choice), days=DAYS.get(step.id))


@pytest.mark.parametrize(("step", "choice"), ANSWERS, ids=lambda one: one if isinstance(one, str) else one.id)
def test_every_answer_has_a_label_and_a_useful_reply(step: Step, choice: str) -> None:
    label = book().plain(f"answer-{choice}", {}, reader_for(Setting.HOME, a_treatment().ended_at))
    assert 0 < len(label) <= 24
    if choice in BOOKING_TAPS:
        return

    for text in replies(step, choice):
        assert words(text) <= MOST_WORDS, text
        assert grade(text) <= HARDEST, text
        assert not [one for one in sentences(text) if words(one) > LONGEST_SENTENCE], text
        assert not BANNED.findall(text), text
        assert not [one for one in sentences(text) if WAITS.search(one) and activity_words(one)], text
        assert units(text) <= MESSAGE


@pytest.mark.parametrize("id_", LATE)
def test_a_reply_on_a_later_day_is_as_plain_and_says_when_it_stops_being_usual(id_: str) -> None:
    for days in (2, 3, 9):
        for text in said_to_everybody(id_, days=days):
            assert words(text) <= MOST_WORDS, text
            assert grade(text) <= HARDEST, text
            assert not [one for one in sentences(text) if words(one) > LONGEST_SENTENCE], text
            assert not BANNED.findall(text), text
            assert "I'm worried" in text or "the same day" in text


@pytest.mark.parametrize("step", [one for one in CHECK_INS if PERMITS & set(one.answers)], ids=lambda step: step.id)
def test_a_permit_is_told_with_moments_and_never_as_green(step: Step) -> None:
    choice = next(one for one in step.answers if one in PERMITS)
    for text in replies(step, choice):
        assert "green" not in text
        assert "comes first" in text
        if step.id != "W6-1":
            assert "from " in text or "since " in text or "ask " in text


@pytest.mark.parametrize("choice", ["better", "same"])
@pytest.mark.parametrize("id_", ["D1-3", "D3-1"])
def test_a_calming_reply_says_when_it_stops_being_usual(id_: str, choice: str) -> None:
    for text in replies(default_protocol().step(id_), choice):
        assert "I'm worried" in text
        assert "contact" in text or "write to" in text or "worse" in text


def test_every_goal_can_be_answered_on_day_4() -> None:
    assert {f"answer-goal-{goal}" for goal in Goal} <= book().ids()
    assert "reply-goal" in book().ids()


def test_the_dye_line_of_the_scalp_fits_under_the_permit() -> None:
    treatment = a_treatment(areas=(Area.SCALP,), depth_mm=0.3)
    reader = reader_for(Setting.PROFESSIONAL, treatment.ended_at + timedelta(days=8))
    known = step_facts([treatment.id], a_patient(treatment), default_protocol(), reader)

    line = book().plain("line-a-scalp-7", known, reader)

    assert words(line) <= 20
    assert "since Fri 13 March 09:00" in line
