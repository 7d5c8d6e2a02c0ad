"""The line that asks an unanswered check-in once more keeps the wording rules under every message that can carry it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.schedules.asking import second_askings
from bot.schedules.facts import Answered, PatientFacts
from bot.schedules.loader import default_protocol
from bot.schedules.planner import plan
from bot.schedules.protocol import Goal, Modifier, Step
from bot.words.markup import visible
from bot.words.moments import bubble_text, render_moment
from tests.content.measures import book, words
from tests.content.reach import AREA_SETS, DEPTHS, reader_for
from tests.content.rules import LINE_WORDS, RULES, hold, text_of
from tests.people import a_patient, a_treatment
from tests.saying import after_saying

ASKED = [step for step in default_protocol().steps if step.ask_again is not None]
WITH_ITS_LINES = "60 words, 90 with lines"


def unanswered(facts: PatientFacts, step: Step) -> PatientFacts:
    """A year that is said on time up to this check-in, which nobody answers."""
    now = facts.treatments[0].ended_at
    while moments := plan(facts, default_protocol(), now).moments:
        now = max(now, moments[0].due)
        facts = after_saying(facts, moments[0], now)
        if any(bubble.step == step.id for bubble in moments[0].bubbles):
            return facts
    raise AssertionError(step.id)


@pytest.mark.parametrize("step", ASKED, ids=lambda step: step.id)
@pytest.mark.parametrize("modifiers", [(), tuple(Modifier)], ids=["plain", "everything"])
def test_the_line_keeps_the_rules_below_whatever_it_joins(step: Step, modifiers: tuple[Modifier, ...]) -> None:
    seen = set()
    for areas in AREA_SETS[:5]:
        for setting, depth in DEPTHS:
            goal = Goal.PIGMENT if modifiers else Goal.OTHER
            treatment = a_treatment(areas=tuple(areas), depth_mm=depth, setting=setting, goal=goal, modifiers=modifiers)
            facts = unanswered(a_patient(treatment), step)
            now = facts.said[-1].at
            for moment in plan(facts, default_protocol(), now).moments:
                reader = reader_for(setting, moment.due)
                for one in moment.bubbles:
                    if not second_askings(one, default_protocol()):
                        continue
                    text = text_of(one, facts, reader)
                    seen.add(one.step)
                    assert words(text.lines[-1]) <= LINE_WORDS
                    assert text.lines[-1].startswith("I asked on ")
                    hold(text, *(rule for rule in RULES if rule != WITH_ITS_LINES))
                    assert words(text.whole) <= 90 + LINE_WORDS
    assert len(seen) == 1, seen


@pytest.mark.parametrize("step", ASKED, ids=lambda step: step.id)
def test_its_buttons_stand_under_the_message_until_it_has_its_answer(step: Step) -> None:
    facts = unanswered(a_patient(a_treatment()), step)
    now = facts.said[-1].at
    moment = next(
        one
        for one in plan(facts, default_protocol(), now).moments
        if any(second_askings(bubble, default_protocol()) for bubble in one.bubbles)
    )
    answered = replace(facts, answered=(Answered("t1", step.id, 0, step.answers[0], now),))
    reader = reader_for(facts.treatments[0].setting, moment.due)

    (asking,) = render_moment(moment, facts, default_protocol(), book(), reader)
    (told,) = render_moment(moment, answered, default_protocol(), book(), reader)

    data = [button.data for row in asking.buttons for button in row if button.data]
    assert [one for one in data if one.startswith("1:answer:")] == [
        f"1:answer:t1:{step.id}:1:{choice}" for choice in step.answers
    ]
    assert "I asked on" not in told.text
    assert not [button for row in told.buttons for button in row if button.data and ":answer:" in button.data]
    assert "I asked on" not in visible(bubble_text(moment.bubbles[0], answered, default_protocol(), book(), reader))
