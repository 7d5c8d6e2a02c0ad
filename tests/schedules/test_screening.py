"""The 37 points that speak against a session, typed again by hand from the clinical evidence, section 3; and what answers come to."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import Mistake
from bot.schedules import loader
from bot.schedules.loader import default_protocol, load
from bot.schedules.protocol import Modifier
from bot.schedules.screening import (
    NOT_SURE,
    Item,
    Level,
    Point,
    answered,
    known_points,
    modifiers_of,
    result,
)

STOP, TALK, CARE = Level.STOP, Level.TALK, Level.CARE
ITEMS = default_protocol().screening
POINTS = [Point(item.id, option) for item in ITEMS for option in (*(one.id for one in item.options), NOT_SURE)]
STRENGTH = [None, CARE, TALK, STOP]

TABLE = [
    # number in the evidence, id, levels of its options, what "not sure" counts as
    (1, "infection", {"yes": STOP}, TALK),
    (2, "cold-sore-now", {"yes": STOP}, TALK),
    (3, "cold-sores", {"yes": TALK}, TALK),
    (4, "keloid", {"self": STOP, "family": TALK, "raised": TALK}, TALK),
    (5, "isotretinoin", {"now": STOP, "recent": TALK}, TALK),
    (6, "diabetes", {"high": STOP, "controlled": TALK}, STOP),
    (7, "acne", {"inflamed": STOP, "few": CARE}, TALK),
    (8, "rash", {"flare": STOP, "before": TALK}, TALK),
    (9, "broken-skin", {"broken": STOP, "tan": TALK}, TALK),
    (10, "blood-thinners", {"yes": TALK}, TALK),
    (11, "bleeding", {"yes": STOP}, TALK),
    (12, "pregnancy", {"yes": STOP}, STOP),
    (13, "breastfeeding", {"yes": TALK}, TALK),
    (14, "immunity", {"yes": TALK}, TALK),
    (15, "chemo", {"yes": STOP}, TALK),
    (16, "radiotherapy", {"now": STOP, "ever": TALK}, TALK),
    (17, "spot", {"yes": STOP}, TALK),
    (18, "wounds", {"yes": TALK}, TALK),
    (19, "metal", {"steel": STOP, "mild": TALK}, TALK),
    (20, "numbing", {"reaction": STOP, "illness": TALK}, TALK),
    (21, "reaction", {"yes": TALK}, TALK),
    (22, "procedures", {"yes": TALK}, TALK),
    (23, "fever", {"now": STOP, "chronic": TALK}, TALK),
    (24, "dark-marks", {"yes": TALK}, TALK),
    (25, "melasma", {"yes": TALK}, TALK),
    (26, "sun", {"medicine": TALK, "trip": CARE}, TALK),
    (27, "acids", {"yes": CARE}, TALK),
    (28, "scalp", {"active": STOP, "calm": TALK}, TALK),
    (29, "tattoo", {"yes": CARE}, TALK),
    (30, "eyes", {"yes": STOP}, TALK),
    (31, "home-device", {"yes": STOP}, TALK),
    (32, "age", {"under-18": STOP, "under-22": TALK}, TALK),
    (33, "too-soon", {"yes": STOP}, TALK),
    (34, "fainting", {"yes": TALK}, TALK),
    (35, "device", {"heat": TALK, "implant": TALK}, TALK),
    (36, "smoking", {"yes": CARE}, TALK),
    (37, "looks", {"yes": TALK}, TALK),
]

MODIFIERS = {
    "cold-sore-now": Modifier.COLD_SORES, "cold-sores": Modifier.COLD_SORES, "rash": Modifier.ECZEMA,
    "dark-marks": Modifier.PIGMENT_PRONE, "melasma": Modifier.MELASMA, "diabetes": Modifier.DIABETES,
    "immunity": Modifier.WEAK_IMMUNITY, "chemo": Modifier.WEAK_IMMUNITY, "blood-thinners": Modifier.BLOOD_THINNERS,
    "smoking": Modifier.SMOKING,
}  # fmt: skip

CAN_CHANGE = {
    "infection", "cold-sore-now", "acne", "rash", "broken-skin", "spot", "scalp", "reaction", "procedures", "too-soon",
    "isotretinoin", "blood-thinners", "chemo", "radiotherapy", "immunity", "pregnancy", "breastfeeding", "fever", "sun", "acids",
}  # fmt: skip


@pytest.mark.parametrize(("number", "id_", "levels", "not_sure"), TABLE, ids=[f"{row[0]}-{row[1]}" for row in TABLE])
def test_each_of_the_37_points_has_its_levels(number: int, id_: str, levels: dict[str, Level], not_sure: Level) -> None:
    item = next(one for one in ITEMS if one.id == id_)

    assert number <= len(ITEMS) == len(TABLE) == 37
    assert {one.id: one.level for one in item.options} == levels
    assert item.level(NOT_SURE) is not_sure
    assert item.modifier is MODIFIERS.get(id_)


def test_the_short_form_asks_what_can_change_between_two_sessions() -> None:
    assert {item.id for item in ITEMS if item.short} == CAN_CHANGE


def test_no_page_asks_more_than_a_phone_shows() -> None:
    for page in range(1, 7):
        assert 5 <= len([item for item in ITEMS if item.page == page]) <= 7
    for page in range(1, 4):
        assert 5 <= len([item for item in ITEMS if item.short == page]) <= 7


def test_nothing_told_comes_to_nothing() -> None:
    assert result(ITEMS, ()).level is None


def test_each_point_stands_under_its_own_level() -> None:
    found = result(ITEMS, [Point("smoking", "yes"), Point("keloid", "self"), Point("spot", NOT_SURE)])

    assert found.stop == (Point("keloid", "self"),)
    assert found.talk == (Point("spot", NOT_SURE),)
    assert found.care == (Point("smoking", "yes"),)
    assert found.level is STOP


def test_a_point_that_no_item_has_counts_for_nothing() -> None:
    assert result(ITEMS, [Point("moon", "full"), Point("keloid", "moon")]).level is None


@given(st.sets(st.sampled_from(POINTS)), st.sampled_from(POINTS))
def test_one_more_point_never_makes_it_milder_and_not_sure_is_never_nothing(points: set[Point], more: Point) -> None:
    before, after = result(ITEMS, points), result(ITEMS, points | {more})

    assert STRENGTH.index(after.level) >= STRENGTH.index(before.level)
    assert len({*after.stop, *after.talk, *after.care}) == len(points | {more})
    if any(point.option == NOT_SURE for point in points):
        assert before.level in (STOP, TALK)


@given(st.lists(st.sampled_from(POINTS), max_size=30))
def test_whatever_is_tapped_an_item_is_sure_or_not_and_never_both(taps: list[Point]) -> None:
    points: frozenset[Point] = frozenset()
    for tap in taps:
        item = item_of(tap)
        before = points
        points = answered(item, points, tap.option)
        assert (tap in points) is (tap not in before)
        mine = {point.option for point in points if point.item == item.id}
        assert NOT_SURE not in mine or mine == {NOT_SURE}
        assert len(mine) <= 1 or not item.only_one
        assert {point for point in points if point.item != item.id} == {p for p in before if p.item != item.id}


def test_fever_and_hiv_can_both_be_told() -> None:
    fever = item_of(Point("fever", "now"))
    points = answered(fever, answered(fever, frozenset(), "now"), "chronic")

    assert points == {Point("fever", "now"), Point("fever", "chronic")}


def test_not_being_sure_counts_for_the_plan_too() -> None:
    told = [Point("blood-thinners", NOT_SURE), Point("diabetes", "controlled"), Point("spot", "yes")]

    assert modifiers_of(ITEMS, told) == {Modifier.BLOOD_THINNERS, Modifier.DIABETES}


def test_what_was_told_with_a_treatment_is_ticked_and_which_of_several_is_not_sure() -> None:
    told = {Modifier.COLD_SORES, Modifier.DIABETES, Modifier.ECZEMA, Modifier.MINOXIDIL}

    assert known_points(ITEMS, told) == (
        Point("rash", NOT_SURE),
        Point("cold-sores", "yes"),
        Point("diabetes", NOT_SURE),
    )


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        ('level = "stop"', 'level = "halt"', "screening.toml: item infection.level: should be one of stop, talk, care"),
        ("page = 1", "page = 7", "screening.toml: item infection.page: should be a page from 1 to 6"),
        ('"F62"', '"F99"', 'screening.toml: item infection.facts: "F99" is not in evidence.toml'),
        ('id = "cold-sore-now"', 'id = "infection"', "screening.toml: item: two have the same id"),
        ('{ inflamed = "stop", few = "care" }', '{ inflamed = "stop" }', "screening.toml: item acne.options: should be two or more"),
        ('not_sure = "stop"', 'not_sure = "care"', "screening.toml: item diabetes.not_sure: should be talk or stop"),
        ('modifier = "eczema"\n', "", "screening.toml: item rash.known: registering knows modifiers only"),
        ("short = 1", "shorter = 1", "screening.toml: item infection.shorter: is not a key that is known here"),
    ],
)  # fmt: skip
def test_a_mistake_in_the_file_is_one_line(tmp_path: Path, old: str, new: str, line: str) -> None:
    folder = tmp_path / "protocol"
    shutil.copytree(Path(loader.__file__).parent / "microneedling", folder)
    text = (folder / "screening.toml").read_text("utf-8")
    head, items = text.split("[[item]]", 1)
    assert old in items
    (folder / "screening.toml").write_text(f"{head}[[item]]{items.replace(old, new, 1)}", "utf-8")

    with pytest.raises(Mistake) as mistake:
        load(folder)
    assert mistake.value.line.startswith(line)


def item_of(point: Point) -> Item:
    return next(item for item in ITEMS if item.id == point.item)
