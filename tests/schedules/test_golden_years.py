"""The four golden years: files that a person can read, as `python -m bot plan` prints them. A change of the protocol shows as a diff."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from bot.rehearsal.described import described_patient
from bot.rehearsal.printed import as_calendar
from bot.schedules.loader import default_protocol
from bot.schedules.planner import plan
from bot.schedules.protocol import Kind, Priority
from bot.words.message import Reader
from bot.words.phrasebook import default_book

FOLDER = Path(__file__).parents[1] / "golden"

COUNTS = [("09:00", 21, 22, 13), ("13:00", 21, 22, 13), ("16:30", 22, 23, 13), ("20:30", 20, 22, 12)]
"""Ended at; moments, messages, rings of the year."""


def golden_year(ended: str) -> str:
    facts, now = described_patient(
        treated=f"2026-03-06T{ended}", zone="Europe/Berlin", areas=("face",), depth="unknown", goal="acne-scars",
        setting="professional", modifiers=(), now=None,
    )  # fmt: skip
    reader = Reader(now, "en", facts.zone, country="DE", date_time_entity=False)
    return as_calendar(facts, default_protocol(), plan(facts, default_protocol(), now), default_book(), reader)


@pytest.mark.parametrize("ended", [row[0] for row in COUNTS])
def test_the_year_of_a_face_is_as_it_was_written_down(ended: str) -> None:
    written = (FOLDER / f"ended-{ended.replace(':', '')}.txt").read_text()

    assert golden_year(ended) == written


@pytest.mark.parametrize(("ended", "moments", "messages", "rings"), COUNTS)
def test_the_year_of_a_face_has_the_counts_of_the_protocol(ended: str, moments: int, messages: int, rings: int) -> None:
    facts, now = described_patient(
        treated=f"2026-03-06T{ended}", zone="Europe/Berlin", areas=("face",), depth="unknown", goal="acne-scars",
        setting="professional", modifiers=(), now=None,
    )  # fmt: skip
    year = plan(facts, default_protocol(), now)

    assert len(year.moments) == moments
    assert sum(len(moment.bubbles) for moment in year.moments) == messages
    assert sum(moment.rings for moment in year.moments) == rings


@pytest.mark.parametrize(("ended", "rings"), [("09:00", 10), ("13:00", 10), ("16:30", 10), ("20:30", 10)])
def test_only_the_essentials_rings_at_most_thirteen_times_in_the_plain_year(ended: str, rings: int) -> None:
    facts, now = described_patient(
        treated=f"2026-03-06T{ended}", zone="Europe/Berlin", areas=("face",), depth="unknown", goal="acne-scars",
        setting="professional", modifiers=(), now=None,
    )  # fmt: skip
    year = plan(replace(facts, essentials_only=True), default_protocol(), now)

    said = [default_protocol().step(bubble.step) for moment in year.moments for bubble in moment.bubbles]
    assert sum(moment.rings for moment in year.moments) == rings <= 13
    assert all(step.priority is Priority.P0 or step.kind is Kind.PHOTO for step in said)
