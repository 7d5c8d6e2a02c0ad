"""Every bubble of the protocol, under every combination that reaches somebody, held against the wording rules."""

from __future__ import annotations

from functools import cache

import pytest

from bot.schedules.facts import PatientFacts
from bot.schedules.loader import default_protocol
from bot.schedules.protocol import Activity, Area, Band, Step
from tests.content.measures import standing
from tests.content.reach import cases
from tests.content.rules import RULES, Text, hold, text_of

STEPS = default_protocol().steps


@cache
def told(step: Step) -> tuple[tuple[frozenset[Area], Text], ...]:
    """All bubbles of a step, each with the areas that were treated."""
    return tuple((_areas(case.facts), text_of(case.bubble, case.facts, case.reader)) for case in cases(step))


def _areas(facts: PatientFacts) -> frozenset[Area]:
    return frozenset(area for one in facts.treatments for area in one.areas)


@cache
def texts(step: Step) -> tuple[Text, ...]:
    """All texts of a step, each once."""
    return tuple(dict.fromkeys(text for _, text in told(step)))


@pytest.mark.parametrize("rule", RULES)
@pytest.mark.parametrize("step", STEPS, ids=lambda step: step.id)
def test_every_bubble_keeps_the_rule(step: Step, rule: str) -> None:
    assert texts(step), f"{step.id} reaches nobody"
    for text in texts(step):
        hold(text, rule)


def test_day_0_says_what_is_usual_what_is_urgent_whom_to_call_and_who_speaks() -> None:
    needed = (
        "Usual",
        "112",
        "breathe",
        "tongue",
        "palms",
        "soles",
        "blue",
        "grey",
        "pale",
        "Racing heart",
        "Metal taste",
        "Ringing ears",
    )

    for text in texts(default_protocol().step("D0-1")):
        assert not [one for one in needed if one not in text.whole]
        assert any(one in text.whole for one in standing())


@pytest.mark.parametrize("id_", ["D7-1", "W2-2", "W6-1"])
def test_weeks_1_2_and_6_say_again_whose_advice_comes_first(id_: str) -> None:
    for text in texts(default_protocol().step(id_)):
        assert "comes first" in text.whole


def test_a_summary_after_a_gap_says_who_speaks_what_is_urgent_and_whom_to_call() -> None:
    for text in texts(default_protocol().step("S-LATE")):
        assert not [
            one for one in ("112", "tongue", "breathe", "pale", "Now:", "Open:", "Next:") if one not in text.whole
        ]
        assert any(one in text.whole for one in standing())


def test_a_shared_needle_is_asked_about_as_long_as_it_can_still_be_treated() -> None:
    seen = texts(default_protocol().step("S-LATE"))

    assert any("dirty needle" in text.whole for text in seen)
    assert any("dirty needle" not in text.whole for text in seen)


@pytest.mark.parametrize("id_", ["D0-2", "D0-3", "D1-1", "D2-1", "D5-1", "W4-1"])
def test_lines_about_the_face_are_left_out_where_it_was_not_treated(id_: str) -> None:
    about_the_face = ("two finger-lengths", "eye swollen", "pillowcase", "on your back", "Bare face")
    for known, words in told(default_protocol().step(id_)):
        text = words.whole
        if "face" not in known:
            assert not [one for one in about_the_face if one in text], text
        if not known & {"face", "neck"}:
            assert "Make-up" not in text, text
        if known == {"scalp"}:
            assert "Shaving" not in text, text


def test_wash_cream_and_sunscreen_which_one_line_names_together_open_together() -> None:
    unlock = default_protocol().unlock
    for band in Band:
        assert unlock[Activity.CLEANSER][band] == unlock[Activity.MOISTURISER][band] == unlock[Activity.SUNSCREEN][band]
