"""What the texts rest on: every step and line cites facts, and every fact can be told in plain words with how strong it is."""

from __future__ import annotations

import re

import pytest

from bot.schedules.loader import default_protocol
from bot.schedules.protocol import Fact, Setting
from bot.words.message import FactValue
from tests.content.measures import BANNED, book, grade, sentences, words
from tests.content.reach import reader_for
from tests.people import a_treatment

FACTS = default_protocol().evidence
MARKS = {
    ("case-reports", "abstract"): "F21 F22",
    ("case-reports", "excerpt"): "F20",
    ("cohort", "abstract"): "F04 F05 F09 F24 F44 F46 F47 F50 F61",
    ("cohort", "excerpt"): "F45",
    ("common-practice", "excerpt"): "F12 F13 F14 F27 F28 F29 F31 F32 F33 F34 F35 F36 F37 F38 F39 F40 F41 F59",
    ("common-practice", "not-read"): "F60",
    ("common-practice", "second-hand"): "F82",
    ("consensus", "abstract"): "F25",
    ("consensus", "excerpt"): "F66",
    ("device-label", "excerpt"): "F30 F62 F65",
    ("device-label", "second-hand"): "F63 F64",
    ("guideline", "excerpt"): "F26 F74 F79",
    ("guideline", "second-hand"): "F19 F75 F76 F77 F80",
    ("lab", "abstract"): "F06 F08 F42",
    ("meta-analysis", "abstract"): "F49",
    ("opinion", "excerpt"): "F51 F83",
    ("opinion", "full"): "F68",
    ("rct", "abstract"): "F07 F15 F53 F54 F56",
    ("rct", "not-read"): "F58",
    ("regulator", "excerpt"): "F48 F69 F81",
    ("regulator", "second-hand"): "F57 F70 F71 F72 F73",
    ("review", "abstract"): "F01 F10 F16 F17 F18 F23 F43 F52 F55 F67",
    ("review", "excerpt"): "F02 F03 F11 F78",
    ("review", "not-read"): "F84 F85 F86",
}
"""How strong each fact is, and how much of its source was read, as the clinical evidence itself marks it."""
NOT_READ = {"F58", "F60", "F84", "F85", "F86"}
"""Known from general knowledge only, by its own mark."""
BODIES = (
    "NHS", "FDA", "CDC", "MSD", "NSW Health", "UK Sepsis Trust", "Therapeutic Guidelines",
    "manual, p.", "instructions for use", "AJMC", "MDCG", "Patient Information Forum", "Prime Journal", "Aesthetics Journal",
    "American Academy", "Founding article", "PAGEPress", "Minoxidil label", "Int J Res Dermatol",
)  # fmt: skip
CITED = re.compile(
    rf"(19|20)\d\d|doi |PMC\d|PMID \d|NCT\d|\b[\w-]+\.(com|org|uk|info|au)\b|\b({'|'.join(map(re.escape, BODIES))})"
)
"""What leads to a source: a year and journal, a number, a site, a body."""
NO_CITATION = {"F38", "F59", "F60"}
"""Of these even the clinical evidence names no more than "pages on …" beside the leaflets."""
RADIOFREQUENCY_ONLY = {"F09", "F71"}
HARDEST, LONGEST_SENTENCE = 8.0, 20


def test_all_86_facts_are_there() -> None:
    assert list(FACTS) == [f"F{number:02}" for number in range(1, 87)]


def test_strength_and_what_was_read_are_those_of_the_clinical_evidence() -> None:
    marked = {id_: marks for marks, ids in MARKS.items() for id_ in ids.split()}

    assert {id_: (fact.strength, fact.seen) for id_, fact in FACTS.items()} == marked


def test_only_the_article_that_the_bot_began_with_was_read_in_full() -> None:
    assert [id_ for id_, fact in FACTS.items() if fact.seen == "full"] == ["F68"]


@pytest.mark.parametrize("fact", FACTS.values(), ids=lambda fact: fact.id)
def test_a_source_can_be_found_again(fact: Fact) -> None:
    if fact.id in NO_CITATION:
        assert fact.strength == "common-practice"
        return
    assert CITED.search(fact.source), fact.source


def test_judgement_and_general_knowledge_are_called_so() -> None:
    reader = reader_for(Setting.PROFESSIONAL, a_treatment().ended_at)

    assert "General knowledge" in book().plain("seen-not-read", {}, reader)
    assert "rule of thumb" in _said("F29")
    page: dict[str, FactValue] = {"name": "", "at": "", "facts": "", "page": 1, "pages": 1}
    assert "our own careful guess" in book().plain("why-page", page, reader)
    assert book().plain("strength-common-practice", {}, reader) == "Common practice; no trial found."


def test_what_symptoms_and_screening_rest_on_is_there() -> None:
    protocol = default_protocol()
    cited = {fact for one in protocol.symptoms for fact in one.facts} | {
        fact for one in protocol.screening for fact in one.facts
    }

    assert cited
    assert cited <= set(FACTS)


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


@pytest.mark.parametrize("fact", FACTS.values(), ids=lambda fact: fact.id)
def test_a_source_is_told_without_notes_of_the_workshop(fact: Fact) -> None:
    assert not re.search(r"to be checked|unknown|\babout (19|20)\d\d|\?|TODO|unverified", fact.source, re.IGNORECASE), (
        fact.source
    )
