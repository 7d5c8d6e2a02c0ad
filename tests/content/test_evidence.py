"""What the texts rest on: every step and line cites facts, and every fact can be told in plain words with how strong it is."""

from __future__ import annotations

import pytest

from bot.schedules.loader import default_protocol
from bot.schedules.protocol import Fact, Setting
from tests.content.measures import BANNED, book, grade, sentences, words
from tests.content.reach import reader_for
from tests.people import a_treatment

FACTS = default_protocol().evidence
NOT_READ = {"F58", "F60", "F84", "F85", "F86"}
"""Known from general knowledge only, by the clinical evidence's own mark."""
RADIOFREQUENCY_ONLY = {"F09", "F71"}
HARDEST, LONGEST_SENTENCE = 8.0, 20


def test_all_86_facts_are_there() -> None:
    assert list(FACTS) == [f"F{number:02}" for number in range(1, 87)]


def test_what_was_not_read_is_marked_so() -> None:
    assert {id_ for id_, fact in FACTS.items() if fact.seen == "not-read"} == NOT_READ


@pytest.mark.parametrize("fact", FACTS.values(), ids=lambda fact: fact.id)
def test_a_fact_is_told_plainly_with_its_strength_and_its_source(fact: Fact) -> None:
    told = book().ids()
    assert {f"fact-{fact.id.lower()}", f"strength-{fact.strength}", f"seen-{fact.seen}"} <= told
    assert len(fact.source) > 10

    text = _said(fact.id)
    assert grade(text) <= HARDEST, text
    assert not [one for one in sentences(text) if words(one) > LONGEST_SENTENCE], text
    assert not BANNED.findall(text), text


def test_every_step_and_line_cites_what_it_rests_on() -> None:
    protocol = default_protocol()
    cited = {step.id: step.facts for step in protocol.steps} | {line.id: line.facts for line in protocol.lines}

    assert [id_ for id_, facts in cited.items() if not facts] == ["BOOK-1"]  # it only asks whether a session took place
    assert not [id_ for id_, facts in cited.items() if set(facts) & RADIOFREQUENCY_ONLY]


@pytest.mark.parametrize(
    ("id_", "needed"),
    [
        ("D0-1", {"F10", "F72", "F74"}),
        ("D0-2", {"F08", "F22", "F27", "F29", "F42"}),
        ("D0-3", {"F31", "F39", "F40", "F41"}),
        ("D1-1", {"F13", "F27", "F29", "F75"}),
        ("D3-1", {"F10", "F31", "F35", "F75"}),
        ("D7-1", {"F10", "F33", "F34"}),
        ("W2-2", {"F18", "F20", "F21"}),
        ("A-SUN-1", {"F19", "F52"}),
        ("A-HSV-1", {"F25", "F77"}),
        ("A-SCALP-2", {"F57", "F58"}),
        ("A-ACNE-90", {"F43", "F46"}),
    ],
)
def test_a_text_cites_the_facts_that_its_sentences_state(id_: str, needed: set[str]) -> None:
    protocol = default_protocol()
    facts = protocol.step(id_).facts if protocol.has_step(id_) else protocol.line(id_).facts
    assert needed <= set(facts)


def _said(id_: str) -> str:
    return book().plain(f"fact-{id_.lower()}", {}, reader_for(Setting.PROFESSIONAL, a_treatment().ended_at))
