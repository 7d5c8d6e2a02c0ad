"""Thoughts of suicide or self-harm in what people type: heard however they say it, and answered with somebody to call."""

from __future__ import annotations

import re
import tomllib
from itertools import product
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.schedules.asked import About, hear
from bot.schedules.protocol import Setting
from tests.content.measures import book, sentences, words
from tests.content.reach import reader_for
from tests.content.typed import asked
from tests.people import a_treatment

TYPED = tomllib.loads(Path(__file__).with_name("despair.toml").read_text("utf-8"))
HEARD = ("plain", "sideways", "mistyped", "in_other_languages", "in_doubt")
HIDDEN = (
    "thanks for everything. my skin is fine. I want to die.",
    "Can I go to the gym? also I want to kill myself",
    "yes, better, but i don't want to live",
    "lol " * 900 + "i want to die",
)


@pytest.mark.parametrize("typed", [*(one for kind in HEARD for one in TYPED[kind]), *HIDDEN])
def test_despair_is_heard_however_it_is_said(typed: str) -> None:
    assert About.CRISIS in hear(typed)


@pytest.mark.parametrize("typed", [*TYPED["harmless"], *TYPED["low"], *TYPED["not_low"]])
def test_a_manner_of_speaking_is_not_taken_for_it(typed: str) -> None:
    assert About.CRISIS not in hear(typed)


@pytest.mark.parametrize("typed", TYPED["low"])
def test_low_spirits_are_heard_apart_from_it(typed: str) -> None:
    assert About.LOW in hear(typed)


@pytest.mark.parametrize("typed", [*TYPED["not_low"], *TYPED["harmless"]])
def test_what_is_not_said_of_oneself_is_no_low_mood(typed: str) -> None:
    assert About.LOW not in hear(typed)


def test_no_other_phrase_that_is_known_sounds_like_it() -> None:
    others = [
        one
        for table in asked().values()
        if table["kind"] not in ("crisis", "low", "harmless")
        for one in table["words"]
    ]

    assert [one for one in others if {About.CRISIS, About.LOW} & hear(one).kinds] == []


def test_enough_ways_of_saying_it_are_known() -> None:
    assert len(asked()["crisis"]["words"]) >= 40
    assert len({*TYPED["plain"], *TYPED["sideways"]}) >= 40


@given(st.sampled_from(asked()["crisis"]["words"]), st.text(max_size=40), st.text(max_size=40))
def test_nothing_that_stands_around_it_hides_it(phrase: str, before: str, after: str) -> None:
    inside = {one for one in asked()["harmless"]["words"] if phrase in one}

    assert inside or About.CRISIS in hear(f"{before} . {phrase} . {after}")


OUT_OF_PLACE = re.compile(
    r"\b(photo|picture|camera|session|sunscreen|should have|selfish|crazy|silly|promise|sure you|disorder|depress|mental|illness|symptom)"
    r"|[!\U0001f300-\U0001faff]",
    re.IGNORECASE,
)
"""Advice of the everyday kind, blame, a promise, a diagnosis, a smile."""
ANSWERS = [f"said-crisis{danger}{stranger}" for danger, stranger in product(("", "-danger"), ("", "-stranger"))]


def texts(id_: str) -> list[tuple[str, str | None]]:
    """A word for everybody to whom it may be said, with the country for which it is put."""
    now = a_treatment().ended_at
    readers = [
        reader_for(setting, now, country=country) for setting, country in product(Setting, ("DE", "LU", "US", None))
    ]
    return [(book().plain(id_, {}, reader), reader.country) for reader in readers]


@pytest.mark.parametrize("id_", ANSWERS)
def test_it_names_the_crisis_line_the_emergency_number_and_somebody_near(id_: str) -> None:
    lines = {"DE": ("0800 111 0 111", "112"), "LU": ("crisis line in your country", "112"), "US": ("988", "911")}
    for text, country in texts(id_):
        for needed in lines.get(country or "", ("crisis line in your country", "112")):
            assert needed.casefold() in text.casefold(), text
        assert "near you" in text
        assert "Please call" in "".join(text.split("\n")[:2]), text


@pytest.mark.parametrize("id_", [*ANSWERS, "said-low", "said-low-stranger"])
def test_it_is_short_kind_and_promises_jokes_judges_and_sells_nothing(id_: str) -> None:
    for text, _ in texts(id_):
        assert words(text) <= 110, text
        assert max(words(one) for one in sentences(text)) <= 20, text
        assert not OUT_OF_PLACE.search(text), text


def test_low_spirits_get_a_person_to_talk_to_and_the_line_for_the_worst() -> None:
    for text, country in texts("said-low"):
        assert "Tell somebody you trust" in text
        assert ("0800 111 0 111" if country == "DE" else "call") in text
