"""What a typed text is about: activities, other questions, slips, danger, despair, thanks. The words stand in the
protocol's `asked.toml`.

Whole words only, without case, accents or punctuation. Nothing is inferred: what no phrase names is not understood.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path

LONGEST = 1000
"""Characters that are read; a longer text is read up to here."""


class About(StrEnum):
    """The kinds of phrases, in the order in which they count."""

    CRISIS = "crisis"
    DANGER = "danger"
    WORRY = "worry"
    DEVICE = "device"
    SLIP = "slip"
    TOPIC = "topic"
    ACTIVITY = "activity"
    REAL = "real"
    THANKS = "thanks"
    GREETING = "greeting"
    STOP = "stop"
    YES = "yes"
    NO = "no"


_WHOLE_TEXT = frozenset({About.STOP, About.YES, About.NO})
"""Kinds whose phrases count only alone: "no" in "no scrub" answers nothing."""


@dataclass(frozen=True, slots=True)
class Heard:
    """What was found in a text."""

    kinds: frozenset[About]
    keys: tuple[str, ...]
    """The topics and activities, in the order in which they stand in the text."""

    def __contains__(self, kind: About) -> bool:
        return kind in self.kinds


@dataclass(frozen=True, slots=True)
class _Phrase:
    words: tuple[str, ...]
    key: str
    kind: About


@dataclass(frozen=True, slots=True)
class _Match:
    start: int
    length: int
    phrase: _Phrase


def hear(text: str) -> Heard:
    """Everything that is recognised in a text. Of topics and activities that overlap, the longest phrase counts."""
    words = plain_words(text[:LONGEST])
    matches = list(_matches(words))
    kinds = {one.phrase.kind for one in matches if one.phrase.kind not in _WHOLE_TEXT or one.length == len(words)}
    questions = [one for one in matches if one.phrase.kind in (About.TOPIC, About.ACTIVITY)]
    return Heard(frozenset(kinds), tuple(dict.fromkeys(_longest(questions))))


def plain_words(text: str) -> tuple[str, ...]:
    """The words of a text as phrases are compared: lower case, no accents, no apostrophes, hyphens as blanks."""
    folded = unicodedata.normalize("NFKD", text.casefold())
    letters = "".join(one for one in folded if not unicodedata.combining(one) and unicodedata.category(one) != "Cf")
    return tuple(re.findall(r"\w+", re.sub(r"['’`´]", "", letters)))


def _longest(matches: list[_Match]) -> Iterator[str]:
    taken: set[int] = set()
    kept = []
    for one in sorted(matches, key=lambda match: -match.length):
        span = set(range(one.start, one.start + one.length))
        if not span & taken:
            taken |= span
            kept.append(one)
    for one in sorted(kept, key=lambda match: match.start):
        yield one.phrase.key


def _matches(words: tuple[str, ...]) -> Iterator[_Match]:
    for start in range(len(words)):
        for phrase in _phrases().get(words[start], ()):
            length = len(phrase.words)
            asks = phrase.kind is About.SLIP and start > 0 and words[start - 1] in _ASKING
            if words[start : start + length] == phrase.words and not asks:
                yield _Match(start, length, phrase)


_ASKING = frozenset({"can", "could", "do", "may", "might", "must", "shall", "should", "when", "if"})
"""Before a slip they make it a question: "can I put make-up on" is not "I put make-up on"."""


@cache
def _phrases() -> dict[str, tuple[_Phrase, ...]]:
    """All phrases by their first word."""
    table = tomllib.loads((Path(__file__).parent / "microneedling" / "asked.toml").read_text("utf-8"))
    found: dict[str, list[_Phrase]] = {}
    for key, entry in table.items():
        for text in entry["words"]:
            phrase = _Phrase(plain_words(text), key, About(entry["kind"]))
            found.setdefault(phrase.words[0], []).append(phrase)
    return {first: tuple(phrases) for first, phrases in found.items()}
