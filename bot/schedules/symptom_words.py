"""Which symptom a typed text names: "my face is burning", "is peeling ok". The phrases stand in the protocol's
`symptom-words.toml`.

Whole words, the longest phrase wins, small words between them do not count ("face is so red"), and what is denied ("no
itching") is not named. Nothing is inferred: a text that names no symptom names none.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from bot.schedules.asked import LONGEST, end_of, known_words, plain_words

FILE = Path(__file__).parent / "microneedling" / "symptom-words.toml"


@dataclass(frozen=True, slots=True)
class _Phrase:
    words: tuple[str, ...]
    symptom: str


@dataclass(frozen=True, slots=True)
class _Match:
    start: int
    end: int
    """After the last word."""
    phrase: _Phrase


def symptoms_in(text: str) -> tuple[str, ...]:
    """The ids of the symptoms that a text names, in its order, each once. One phrase can stand for several: "purple"."""
    words = known_words(text[:LONGEST])
    named = [one for one in _longest(list(_matches(words))) if not _denied(words, one.start)]
    return tuple(dict.fromkeys(one.phrase.symptom for one in named))


def phrases() -> dict[str, tuple[str, ...]]:
    """The phrases of each symptom, as they stand in the file."""
    return {symptom: tuple(listed) for symptom, listed in _table()["symptoms"].items()}


def asks_leave(text: str) -> bool:
    """Whether a text asks "may I?" rather than "is this normal?"."""
    words = plain_words(text[:LONGEST])
    asking = [plain_words(one) for one in _table()["asking-leave"]]
    return any(words[at : at + len(one)] == one for one in asking for at in range(len(words)))


def _matches(words: tuple[str, ...]) -> Iterator[_Match]:
    for start, word in enumerate(words):
        for phrase in _phrases().get(word, ()):
            end = end_of(phrase.words, words, start, _small_words(), len(words))
            if end is not None:
                yield _Match(start, end, phrase)


def _longest(matches: list[_Match]) -> list[_Match]:
    """Of phrases that overlap, those with the most words; several symptoms of one phrase stay together."""
    kept: list[_Match] = []
    for one in sorted(matches, key=lambda match: -len(match.phrase.words)):
        overlapping = [other for other in kept if one.start < other.end and other.start < one.end]
        if all(other.phrase.words == one.phrase.words for other in overlapping):
            kept.append(one)
    return sorted(kept, key=lambda match: match.start)


def _denied(words: tuple[str, ...], start: int) -> bool:
    """Whether "no", "not", "without" stands before a phrase, small words in between left out."""
    before = start - 1
    while before >= 0 and words[before] in _small_words():
        before -= 1
    return before >= 0 and words[before] in _table()["denials"]


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads(FILE.read_text("utf-8"))


@cache
def _small_words() -> frozenset[str]:
    return frozenset(_table()["small-words"])


@cache
def _phrases() -> dict[str, tuple[_Phrase, ...]]:
    """All phrases by their first word."""
    found: dict[str, list[_Phrase]] = {}
    for symptom, listed in phrases().items():
        for text in listed:
            phrase = _Phrase(known_words(text), symptom)
            found.setdefault(phrase.words[0], []).append(phrase)
    return {first: tuple(some) for first, some in found.items()}
