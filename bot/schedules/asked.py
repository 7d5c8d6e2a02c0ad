"""What a typed text is about: activities, other questions, slips, danger, despair, thanks. The words stand in the
protocol's `asked.toml`.

Whole words only, without case, accents or punctuation, with "dieeee" read as "die" and known misspellings as the word
that is meant. Inside a phrase of danger small words may stand: "my eye is completely shut". Nothing is inferred: what
no phrase names is not understood. The misspellings and small words stand in `typing.toml`.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

LONGEST = 4096
"""Characters that are read: a whole message of Telegram, since the word that counts may be its last."""


class About(StrEnum):
    """The kinds of phrases, in the order in which they count."""

    CRISIS = "crisis"
    DANGER = "danger"
    LOW = "low"
    WORRY = "worry"
    DEVICE = "device"
    SLIP = "slip"
    TOPIC = "topic"
    ACTIVITY = "activity"
    TALK = "talk"
    REAL = "real"
    THANKS = "thanks"
    GREETING = "greeting"
    STOP = "stop"
    YES = "yes"
    NO = "no"
    HARMLESS = "harmless"
    """No kind of its own: what lies inside such a phrase ("dying to know") raises no alarm."""


_WHOLE_TEXT = frozenset({About.STOP, About.YES, About.NO})
"""Kinds whose phrases count only alone, unless their entry says otherwise: "no" in "no scrub" answers nothing."""
_MOST_BETWEEN = 3
"""How many small words may stand between two words of a phrase of danger."""
_ALARMS = frozenset({About.CRISIS, About.DANGER, About.LOW})
_ANSWERED = frozenset({About.TOPIC, About.ACTIVITY, About.TALK})
"""Kinds whose keys have an answer each."""
_OF = "slip-of"
"""The key of slips that only count beside something that was done: "I had" says nothing, "I had wine" does."""
NOTHING_ASKED, EMOJI = "nothing-asked", "emoji"
"""The keys of a bare yes or no, and of a text without words: kind `talk`."""


@dataclass(frozen=True, slots=True)
class Heard:
    """What was found in a text."""

    kinds: frozenset[About]
    keys: tuple[str, ...]
    """The topics, activities and small talk with answers of their own, in the order in which they stand in the text."""

    def __contains__(self, kind: About) -> bool:
        return kind in self.kinds


@dataclass(frozen=True, slots=True)
class _Phrase:
    words: tuple[str, ...]
    key: str
    kind: About
    alone: bool
    """Whether it counts only as the whole text."""
    loose: bool
    """Whether small words may stand between its own."""


@dataclass(frozen=True, slots=True)
class _Match:
    start: int
    length: int
    phrase: _Phrase


def hear(text: str) -> Heard:
    """Everything that is recognised in a text. Of questions that overlap, the longest phrase counts."""
    words = known_words(text[:LONGEST])
    matches = _without_false_alarms(list(_matches(words)))
    questions = list(_longest([one for one in matches if one.phrase.kind in _ANSWERED]))
    something = any(one.kind is not About.TALK for one in questions)
    kinds = {one.phrase.kind for one in matches if one.phrase.key != _OF or something}
    keys = tuple(dict.fromkeys(one.key for one in questions))
    if keys or kinds - {About.YES, About.NO}:
        return Heard(frozenset(kinds), keys)
    bare = (NOTHING_ASKED,) if kinds else (EMOJI,) * (not words and _has_emoji(text))
    return Heard(frozenset(kinds | ({About.TALK} if bare else set())), bare)


def plain_words(text: str) -> tuple[str, ...]:
    """The words of a text as phrases are compared: lower case, no accents, no apostrophes, hyphens as blanks."""
    folded = unicodedata.normalize("NFKD", text.casefold())
    letters = "".join(one for one in folded if not unicodedata.combining(one) and unicodedata.category(one) != "Cf")
    return tuple(re.findall(r"\w+", _STRETCHED.sub(r"\1", re.sub(r"['’`´]", "", letters))))


def known_words(text: str) -> tuple[str, ...]:
    """The plain words of a text with known misspellings put right, and "can not" as "can't"."""
    spellings = _typing()["spellings"]
    found: list[str] = []
    for word in plain_words(text):
        if word == "not" and found and found[-1] == "can":
            found[-1] = "cant"
        else:
            found.append(spellings.get(word, word))
    return tuple(found)


def end_of(
    wanted: tuple[str, ...], words: tuple[str, ...], start: int, between: frozenset[str], most: int
) -> int | None:
    """Where a phrase ends that begins at `start`, with at most so many words of `between` between two of its own; `None` if
    it does not stand there.
    """
    at = start
    for nth, word in enumerate(wanted):
        skipped = 0
        while nth and skipped < most and at < len(words) and words[at] != word and words[at] in between:
            at, skipped = at + 1, skipped + 1
        if at == len(words) or words[at] != word:
            return None
        at += 1
    return at


_STRETCHED = re.compile(r"([^\W\d])\1{2,}")
"""A letter three times in a row, which no word has: "pleaseee"."""


def _has_emoji(text: str) -> bool:
    return any(unicodedata.category(one) in ("So", "Sk") for one in text)


def _without_false_alarms(matches: list[_Match]) -> list[_Match]:
    """The matches without the harmless phrases and without the alarms that lie inside one of them."""
    harmless = [range(one.start, one.start + one.length) for one in matches if one.phrase.kind is About.HARMLESS]
    return [
        one
        for one in matches
        if one.phrase.kind is not About.HARMLESS
        and not (
            one.phrase.kind in _ALARMS
            and any(one.start in span and one.start + one.length - 1 in span for span in harmless)
        )
    ]


def _longest(matches: list[_Match]) -> Iterator[_Phrase]:
    taken: set[int] = set()
    kept = []
    for one in sorted(matches, key=lambda match: -match.length):
        span = set(range(one.start, one.start + one.length))
        if not span & taken:
            taken |= span
            kept.append(one)
    for one in sorted(kept, key=lambda match: match.start):
        yield one.phrase


def _matches(words: tuple[str, ...]) -> Iterator[_Match]:
    for start, (first, second) in enumerate(pairwise((*words, _ANY))):
        beginning = _phrases().get(first)
        if beginning is None:
            continue
        for phrase in beginning.get(second, beginning[_ANY]):
            end = end_of(phrase.words, words, start, _between(), _MOST_BETWEEN if phrase.loose else 0)
            asks = phrase.kind is About.SLIP and start > 0 and words[start - 1] in _ASKING
            if end is not None and not asks and (not phrase.alone or end - start == len(words)):
                yield _Match(start, end - start, phrase)


_ASKING = frozenset({"can", "could", "do", "may", "might", "must", "shall", "should", "when", "if"})
"""Before a slip they make it a question: "can I put make-up on" is not "I put make-up on"."""


_FOLDER = Path(__file__).parent / "microneedling"


@cache
def _table() -> dict[str, dict[str, Any]]:
    return tomllib.loads((_FOLDER / "asked.toml").read_text("utf-8"))


@cache
def _typing() -> dict[str, Any]:
    return tomllib.loads((_FOLDER / "typing.toml").read_text("utf-8"))


@cache
def _between() -> frozenset[str]:
    return frozenset(_typing()["between"])


TALK = frozenset(key for key, entry in _table().items() if entry["kind"] == About.TALK) | {NOTHING_ASKED, EMOJI}
"""The keys of small talk."""


_ANY = ""
"""A second word that begins no phrase."""


@cache
def _phrases() -> dict[str, dict[str, tuple[_Phrase, ...]]]:
    """All phrases by their first word, and by the second where that has to follow at once: a hundred begin with "I", and
    whoever types "i i i i" must not keep others waiting.
    """
    by_first: dict[str, list[_Phrase]] = {}
    for key, entry in _table().items():
        for kind in map(About, (entry["kind"], *entry.get("also", ()))):
            alone, loose = entry.get("alone", kind in _WHOLE_TEXT), entry.get("loose", False)
            for text in entry["words"]:
                phrase = _Phrase(known_words(text), key, kind, alone, loose)
                by_first.setdefault(phrase.words[0], []).append(phrase)
    return {first: _by_second(phrases) for first, phrases in by_first.items()}


def _by_second(phrases: list[_Phrase]) -> dict[str, tuple[_Phrase, ...]]:
    seconds = {_ANY, *(one.words[1] for one in phrases if len(one.words) > 1)}
    return {
        second: tuple(one for one in phrases if one.loose or one.words[1:2] in ((), (second,))) for second in seconds
    }
