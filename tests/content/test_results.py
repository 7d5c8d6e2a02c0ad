"""What is said of results: the first fair moments to look, what studies found for each goal, and that little change is nobody's fault.

Clinical evidence, sections 5.2 and 5.3.
"""

from __future__ import annotations

import re
from functools import cache

import pytest

from bot.schedules.loader import default_protocol
from bot.schedules.protocol import Goal, Kind
from tests.content.askers import said_to_everybody
from tests.content.reach import cases
from tests.content.rules import text_of

PHOTO_STEPS = [step.id for step in default_protocol().steps if step.kind is Kind.PHOTO]
GOALS = (*Goal, None)


@cache
def _everything(id_: str) -> tuple[tuple[Goal | None, str], ...]:
    step = default_protocol().step(id_)
    return tuple(
        (case.facts.treatments[0].goal, text_of(case.bubble, case.facts, case.reader).whole)
        for case in cases(step)
        if case.bubble.ids[0] == id_
    )


def said(id_: str, goal: Goal | None) -> list[str]:
    """Every text of a step for somebody with this goal, with its lines; where the goal makes no difference, all texts."""
    texts = [text for its, text in _everything(id_) if its is goal]
    return texts or [text for _, text in _everything(id_)]


def test_the_photo_days_are_a_month_three_six_and_twelve() -> None:
    assert PHOTO_STEPS == ["W4-1", "M3-1", "M6-1", "M12-1"]


MILESTONES = {
    ("W4-1", Goal.ACNE_SCARS): ("Texture and pores tend to change first", "Dents take months"),
    ("W4-1", Goal.WRINKLES): ("Texture and pores tend to change first", "Lines take months"),
    ("W4-1", Goal.PIGMENT): ("could lighten from week 4", "Darker now? Show"),
    ("W4-1", Goal.HAIR): ("week 12",),
    ("M3-1", Goal.ACNE_SCARS): ("wide and box-shaped dents changed most", "narrow, deep ones hardly"),
    ("M3-1", Goal.WRINKLES): ("three and five months after the first of four sessions",),
    ("M3-1", Goal.PIGMENT): ("weeks 12 to 24", "Darker now?"),
    ("M3-1", Goal.HAIR): ("week 12", "minoxidil"),
    ("M6-1", Goal.ACNE_SCARS): ("scars were mostly judged about now", "more collagen"),
    ("M6-1", Goal.WRINKLES): ("softer at month 5",),
    ("M6-1", Goal.PIGMENT): ("weeks 12 to 24", "No session until a doctor looked"),
    ("M6-1", Goal.HAIR): ("week 12", "Go on only with"),
    ("M6-1", Goal.OTHER): ("more collagen",),
    ("M12-1", Goal.ACNE_SCARS): ("Long studies end here",),
    ("M12-1", Goal.PIGMENT): ("New dark or pale patch? Show",),
}  # fmt: skip


@pytest.mark.parametrize(("id_", "goal"), MILESTONES)
def test_each_milestone_says_what_studies_found_for_the_goal(id_: str, goal: Goal) -> None:
    for text in said(id_, goal):
        for needed in MILESTONES[id_, goal]:
            assert needed in text, text


@pytest.mark.parametrize("goal", GOALS)
@pytest.mark.parametrize("id_", ["M3-1", "M6-1", "M12-1"])
def test_little_change_is_nobodys_fault_and_there_are_other_ways(id_: str, goal: Goal | None) -> None:
    for text in said(id_, goal):
        assert "nobody's fault" in text
        assert re.search(r"other ways|another way", text), text


@pytest.mark.parametrize("id_", ["D7-1", "W2-1"])
def test_in_the_first_two_weeks_nobody_is_asked_to_judge(id_: str) -> None:
    for text in said(id_, None):
        assert "too early to judge" in text
    assert all("partly mild swelling" in text for text in said("W3-1", None))


@pytest.mark.parametrize("id_", PHOTO_STEPS)
def test_a_photo_step_teaches_the_standard_and_says_where_pictures_stay(id_: str) -> None:
    for text in said(id_, None):
        for needed in ("same place", "same light", "no filter"):
            assert needed in text.casefold().replace("no zoom and no filter", "no filter"), text
        assert "locked on your own phone" in text, text
        assert re.search(r"not here|I keep none", text), text


STANDARD = (
    "Same room", "same time of day", "Flash always off", "no zoom", "no filter", "arm's length", "no make-up", "half an hour before",
    "half left", "full right", "light from the side", "daylight only", "same parting", "coin or ruler", "same view", "first two weeks",
    "locked album", "I keep none",
)  # fmt: skip


def test_the_whole_standard_names_light_camera_skin_views_and_the_locked_album() -> None:
    for text in said_to_everybody("can-photos"):
        assert not [needed for needed in STANDARD if needed not in text], text


def test_nothing_is_promised_of_elastin() -> None:
    for id_ in ("D4-1", "W2-1", "M2-1", "M6-1"):
        assert all("elastin" not in text for text in said(id_, None))
    (more,), (less,) = said_to_everybody("fact-f04"), said_to_everybody("fact-f05")
    assert "more collagen and elastin" in more
    assert "elastin, had gone down. So studies disagree" in less


def test_whose_skin_marks_is_told_to_call_early_and_to_leave_bleaching_creams() -> None:
    texts = said("W2-2", Goal.PIGMENT)

    assert texts
    for text in texts:
        assert "No bleaching creams on your own" in text
        assert "New brown or grey areas? Tell" in text
