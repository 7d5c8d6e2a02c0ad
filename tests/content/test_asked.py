"""What people type: every key has its answer, and the phrases that matter are recognised."""

from __future__ import annotations

import pytest

from bot.schedules.asked import About, hear
from bot.schedules.protocol import Activity
from tests.content.measures import book
from tests.content.typed import asked

ANSWERED = {key for key, table in asked().items() if table["kind"] in ("topic", "activity")}


def test_every_question_has_a_title_and_an_answer() -> None:
    for key in ANSWERED:
        assert {f"can-{key}", f"can-title-{key}"} <= book().ids(), key


def test_every_activity_can_be_asked_for() -> None:
    assert set(Activity) <= ANSWERED


def test_every_slip_belongs_to_a_question() -> None:
    slips = {id_.removeprefix("slip-") for id_ in book().ids() if id_.startswith("slip-")}
    assert slips - {"watch", "open", "held"} <= ANSWERED


def test_no_phrase_stands_twice() -> None:
    phrases = [phrase for table in asked().values() for phrase in table["words"]]
    assert len(phrases) == len(set(phrases))


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("can I go to the gym", "exercise"),
        ("When can I wash my hair?", "hair-wash"),
        ("sunscreen", "sunscreen"),
        ("SPF 50 ok?", "sunscreen"),
        ("may I take ibuprofen", "painkillers"),
        ("shower tonight?", "shower"),
        ("hyaluronic acid serum", "hyaluronic"),
        ("vaseline", "petroleum-jelly"),
        ("can i wear mascara", "mascara"),
        ("lip balm", "lip-balm"),
        ("do I have to wear a mask", "mask"),
        ("I'm flying tomorrow", "flying"),
        ("can I sleep on my side", "side-sleeping"),
        ("my clinic gave me nothing", "nothing-given"),
        ("I had it with PRP", "prp"),
        ("needles under my eyes", "under-eyes"),
        ("how long sunscreen", "daily-spf-ends"),
        ("Rétinol", "acids"),
        ("tretinoin", "retinoid"),
        ("botox next week", "procedure"),
        ("beard", "shaving"),
    ],
)
def test_a_question_is_recognised(typed: str, key: str) -> None:
    assert key in hear(typed).keys


@pytest.mark.parametrize(
    ("typed", "kind"),
    [
        ("I want to die", About.CRISIS),
        ("i can’t breathe properly", About.DANGER),
        ("my lips are swollen", About.DANGER),
        ("there is pus", About.DANGER),
        ("ringing in my ears", About.DANGER),
        ("I have a fever of 38.5", About.DANGER),
        ("my friend shared the needle", About.DANGER),
        ("it was Morpheus8", About.DEVICE),
        ("RF needling", About.DEVICE),
        ("I already went to the gym", About.SLIP),
        ("oops, I put make-up on", About.SLIP),
        ("thanks!", About.THANKS),
        ("Are you real?", About.REAL),
        ("yes", About.YES),
        ("Nope.", About.NO),
    ],
)
def test_what_else_people_say_is_recognised(typed: str, kind: About) -> None:
    assert kind in hear(typed)


@pytest.mark.parametrize(
    "typed", ["does this fit my plan", "I am confused about the dates", "no scrub then", "what about tomorrow"]
)
def test_harmless_words_raise_no_alarm(typed: str) -> None:
    assert About.DANGER not in hear(typed)
    assert About.CRISIS not in hear(typed)
