"""Readers and small phrasebooks for the tests of words."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from functools import cache
from pathlib import Path

from bot.words.message import Reader
from bot.words.phrasebook import INTERFACE_WORDS, Phrasebook, load_book
from tests.people import BERLIN, LISBON, TEHRAN, at

NOON = at("2026-03-06 12:00")


def maria(now: datetime | None = None) -> Reader:
    """In Lisbon, treated by a clinic. Noon in Berlin is eleven for her."""
    return Reader(now or NOON, "en", LISBON, "PT")


def amir(now: datetime | None = None) -> Reader:
    """In Tehran, treated at home."""
    return replace(maria(now), zone=TEHRAN, country="IR")


def greta(now: datetime | None = None) -> Reader:
    """In Berlin, on a server that knows no date-time entity, so that her texts read as written."""
    return replace(maria(now), zone=BERLIN, country="DE", date_time_entity=False)


@cache
def our_book() -> Phrasebook:
    """All words that come with the bot, read once for all tests; a missing one raises."""
    return load_book(strict=True)


def a_book(folder: Path, english: str, *, strict: bool = True, **others: str) -> Phrasebook:
    """The common words and some more of the test's own; `others` are files by language: `fa="…"`."""
    shared = (INTERFACE_WORDS / "en.ftl").read_text("utf-8")
    (folder / "en.ftl").write_text(shared, "utf-8")
    (folder / "en-test.ftl").write_text(english, "utf-8")
    for language, text in others.items():
        (folder / f"{language}.ftl").write_text(text, "utf-8")
    return load_book([folder], strict=strict)
