"""The screens that people ask for: "I'm worried", "may I?", what was done too early, /learn. Plain, whole, and with no promise in them."""

from __future__ import annotations

import re
from functools import cache

import pytest

from bot.care.may_i import ANYWHERE, NEEDS
from bot.schedules.protocol import Activity, Setting
from bot.words.markup import MESSAGE, units
from tests.content.askers import said_to_everybody
from tests.content.measures import BANNED, WAITS, book, grade, sentences, words
from tests.content.reach import reader_for
from tests.content.reading import ids_in
from tests.content.typed import activity_words
from tests.people import a_treatment

FILES = ("en-can.ftl", "en-slips.ftl", "en-smalltalk.ftl", "en-despair.ftl", "en-learn.ftl", "en-worried.ftl")
SCREENS = [
    one
    for file in FILES
    for one in ids_in(file)
    if one.startswith(("can-", "slip", "said-", "worried-", "learn", "photo-", "media-"))
    and not re.search(r"-(title|tap)-", one)
]
HARDEST, LONGEST_SENTENCE = 6.0, 20
LEVELS = ("STOP", "TALK", "CARE")


@cache
def texts(id_: str) -> frozenset[str]:
    """Every text of a screen, for those who are shown it: what is about an activity, only where that is listed."""
    kind, _, key = id_.partition("-")
    activity = NEEDS.get(key, key if key in set(Activity) else None)
    everywhere = kind not in ("can", "slip") or (kind == "can" and key in ANYWHERE)
    return said_to_everybody(id_, activity=None if everywhere else activity)


@pytest.mark.parametrize("id_", SCREENS)
def test_a_screen_is_plain_and_promises_nothing(id_: str) -> None:
    for text in texts(id_):
        assert grade(text) <= HARDEST, text
        assert not [one for one in sentences(text) if words(one) > LONGEST_SENTENCE], text
        assert not BANNED.findall(text), text
        assert not [one for one in sentences(text) if WAITS.search(one) and activity_words(one)], text
        assert not re.findall(r"\n\n\n|  |[{}]| [.,:;?]|::|\.\.|,,", text), text
        assert units(text) <= MESSAGE


@pytest.mark.parametrize("activity", list(Activity))
def test_may_i_has_a_title_and_an_answer_for_every_activity(activity: Activity) -> None:
    assert {f"can-title-{activity}", f"can-{activity}"} <= book().ids()


def test_the_midday_sun_never_opens() -> None:
    assert all("never" in text for text in texts("can-midday-sun"))


def test_while_a_worry_is_open_may_i_says_to_ask_first() -> None:
    permits = [one for one in Activity if not one.endswith("-ends") and one is not Activity.MIDDAY_SUN]
    for activity in permits:
        assert any("ask your clinic first" in text for text in texts(f"can-{activity}")), activity


def test_the_urgent_signs_stand_above_all_with_the_number_to_call() -> None:
    for text in texts("worried-urgent"):
        first = text.split("\n", 1)[0]
        assert first.startswith("Call 112 now")
        for sign in (
            "tongue",
            "palms",
            "soles",
            "blue",
            "breathe",
            "metal taste",
            "ringing ears",
            "eye",
            "20 minutes",
            "Fever",
            "droops",
        ):
            assert sign in text


def test_at_night_somebody_can_be_called_everywhere() -> None:
    with_a_line = [text for text in texts("worried-whom-closed") if "116 117" in text]
    without = [text for text in texts("worried-whom-closed") if "an out-of-hours doctor" in text]

    assert with_a_line
    assert without
    assert all("112" in text for text in (*with_a_line, *without))


def test_who_should_wait_has_all_37_points_each_with_its_word() -> None:
    pages = [next(iter(texts(f"learn-who-{page}"))) for page in range(1, 6)]
    points = [line for page in pages for line in page.split("\n") if line.startswith("•")]

    assert len(points) == 36  # pregnancy and breastfeeding share a line
    assert all(any(level in point for level in (*LEVELS, "ask your clinic")) for point in points)


def test_learn_promises_no_elastin_and_says_that_patches_may_get_worse() -> None:
    how, use = next(iter(texts("learn-how"))), next(iter(texts("learn-use")))

    assert "elastin they disagree" in how
    assert "make them worse" in use
    assert "Narrow, deep ones hardly change" in use
    assert "minoxidil" in use


def test_photos_stay_with_the_person() -> None:
    for setting in Setting:
        text = book().plain("photo-cannot-look", {}, reader_for(setting, a_treatment().ended_at))
        assert "cannot look at photos" in text
