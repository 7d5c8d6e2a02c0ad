"""Whole years as the planner makes them: the bubbles are those that `reach` counts, and what several sessions say
together keeps the rules too.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from itertools import product

import pytest

from bot.schedules.facts import Concern, PatientFacts, TreatmentFacts
from bot.schedules.loader import default_protocol
from bot.schedules.plan import Moment
from bot.schedules.planner import plan
from bot.schedules.protocol import Area, ConcernLevel, Goal, Modifier, Setting
from bot.words.markup import MESSAGE, units, visible
from bot.words.moments import render_moment
from tests.content.measures import book
from tests.content.reach import AREA_SETS, DEPTHS, bubbles_of, hosted_by, reader_for
from tests.content.rules import hold, text_of
from tests.people import a_patient, a_treatment, at

LABEL = 40
"""Characters of a button that a phone shows whole."""


def the_year(facts: PatientFacts) -> tuple[Moment, ...]:
    """What is said to somebody who has just registered the last of their treatments."""
    return plan(facts, default_protocol(), max(one.registered_at for one in facts.treatments)).moments


@pytest.mark.parametrize("setting", Setting)
@pytest.mark.parametrize("goal", [*Goal, None])
def test_the_planner_says_the_bubbles_that_the_rules_were_held_against(setting: Setting, goal: Goal | None) -> None:
    protocol = default_protocol()
    depths = [depth for where, depth in DEPTHS if where is setting]
    for areas, depth in product(AREA_SETS, depths):
        treatment = a_treatment(
            areas=tuple(areas), depth_mm=depth, setting=setting, goal=goal, modifiers=tuple(Modifier)
        )
        for moment in the_year(a_patient(treatment)):
            for one in moment.bubbles:
                host = one.step if protocol.has_step(one.step) else one.parts[0].host
                assert host
                step = protocol.step(host)
                known = {reached.ids for reached in bubbles_of(step, treatment, hosted_by(step))}
                assert one.ids in known


def two_sessions() -> list[tuple[TreatmentFacts, ...]]:
    """Sessions on the same morning, of different areas, depths and goals."""
    first = [(Area.FACE,), (Area.FACE, Area.NECK), (Area.SCALP,)]
    second = [(Area.SCALP,), (Area.BODY,), (Area.NECK, Area.BODY)]
    pairs: list[tuple[TreatmentFacts, ...]] = []
    for (mine, other), goal, after, depth in product(
        product(first, second), (Goal.ACNE_SCARS, Goal.PIGMENT), (None, Goal.HAIR, Goal.WRINKLES), (0.3, 2.0)
    ):
        if set(mine) & set(other):
            continue
        one = a_treatment(areas=mine, goal=goal, modifiers=tuple(Modifier), name="t1")
        two = a_treatment(
            "2026-03-06 11:00", areas=other, depth_mm=depth, goal=after, modifiers=tuple(Modifier), name="t2"
        )
        pairs.append((one, two))
    return pairs


def three_sessions() -> list[tuple[TreatmentFacts, ...]]:
    """Three goals on one morning: their lines are more than one bubble holds."""
    one = a_treatment(areas=(Area.FACE,), goal=Goal.ACNE_SCARS, modifiers=tuple(Modifier), name="t1")
    two = a_treatment("2026-03-06 11:00", areas=(Area.NECK,), goal=Goal.WRINKLES, modifiers=tuple(Modifier), name="t2")
    found: list[tuple[TreatmentFacts, ...]] = []
    for area, goal in ((Area.SCALP, Goal.HAIR), (Area.BODY, Goal.PIGMENT)):
        found.append(
            (one, two, a_treatment("2026-03-06 13:00", areas=(area,), goal=goal, modifiers=tuple(Modifier), name="t3"))
        )
    return found


@pytest.mark.parametrize("held", [False, True])
def test_what_several_sessions_say_together_keeps_the_rules(held: bool) -> None:
    for sessions in (*two_sessions(), *three_sessions()):
        facts = a_patient(*sessions)
        if held:
            facts = replace(facts, concerns=(Concern("c1", ConcernLevel.SOON, at("2026-03-06 14:00")),))
        for moment in the_year(facts):
            open_now = held and moment.due < at("2026-03-06 14:00") + timedelta(days=7)
            seen = facts if open_now else replace(facts, concerns=())
            for one in moment.bubbles:
                hold(text_of(one, seen, reader_for(sessions[-1].setting, moment.due)))


def test_a_year_over_new_year_keeps_the_rules_too() -> None:
    for areas, (setting, depth) in product(AREA_SETS, DEPTHS):
        facts = a_patient(
            a_treatment(
                "2026-12-30 16:30", areas=tuple(areas), depth_mm=depth, setting=setting, modifiers=tuple(Modifier)
            )
        )
        for moment in the_year(facts):
            for one in moment.bubbles:
                hold(text_of(one, facts, reader_for(setting, moment.due)))


def test_messages_and_their_buttons_are_as_long_as_telegram_takes_them() -> None:
    for setting, discreet in product(Setting, (False, True)):
        facts = a_patient(
            a_treatment(areas=tuple(Area), setting=setting, depth_mm=0.3, modifiers=tuple(Modifier), goal=None)
        )
        for moment in the_year(facts):
            reader = replace(reader_for(setting, moment.due), discreet=discreet)
            for message in render_moment(moment, facts, default_protocol(), book(), reader):
                assert 0 < units(visible(message.text)) <= MESSAGE
                labels = [button.label for row in message.buttons for button in row]
                assert "I'm worried" in labels
                assert all(0 < len(label) <= LABEL for label in labels)
