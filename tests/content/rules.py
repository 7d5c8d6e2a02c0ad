"""The wording rules, each as a function from a text to what is wrong with it; an empty answer is no fault.

Clinical evidence, section 7; protocol, section 1.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from bot.schedules.facts import PatientFacts
from bot.schedules.loader import default_protocol
from bot.schedules.plan import Bubble
from bot.words.markup import MESSAGE, units, visible
from bot.words.message import Reader
from bot.words.moments import bubble_text
from tests.content.measures import (
    BANNED,
    GIVES_AWAY,
    GLANCE,
    WAITS,
    actions,
    book,
    grade,
    sentences,
    unsorted,
    words,
)
from tests.content.typed import activity_words

MOST_WORDS, MOST_WITH_LINES, LINE_WORDS = 60, 90, 20
HARDEST, LONGEST_SENTENCE = 6.0, 20
MOST_ACTIONS = 3

_RED, _DARK = re.compile(r"\b(red|redder|redness|pink)\b", re.IGNORECASE), re.compile(r"\bdark", re.IGNORECASE)
_GAPS = re.compile(r"\n\n|  |[{}]|\bNone\b| [.,:;?]|::|\.\.|,,|^\s|\s$")


@dataclass(frozen=True)
class Text:
    """What a person sees of one bubble."""

    ids: tuple[str, ...]
    whole: str
    own: str
    """The step's own text, without its lines and without the lists of S-LATE."""
    lines: tuple[str, ...]


def text_of(bubble: Bubble, facts: PatientFacts, reader: Reader) -> Text:
    """A bubble, rendered."""
    whole = visible(bubble_text(bubble, facts, default_protocol(), book(), reader))
    parts = whole.split("\n")
    count = len(bubble.ids) - default_protocol().has_step(bubble.step)
    own = [one for one in parts[: len(parts) - count] if not _is_list(bubble.step, one)]
    return Text(bubble.ids, whole, "\n".join(own), tuple(parts[len(parts) - count :]))


def _is_list(step: str, line: str) -> bool:
    """S-LATE lists what is open and what opens next: as long as the list is, as an add line would be."""
    return step == "S-LATE" and line.startswith(("Open:", "Next:"))


def _too_long(text: Text) -> object:
    own, whole = words(text.own), words(text.whole)
    return (own > MOST_WORDS and f"{own} words") or (whole > MOST_WITH_LINES and f"{whole} words with its lines")


def _too_hard(text: Text) -> object:
    return grade(text.whole) > HARDEST and f"grade {grade(text.whole):.1f}"


def _waits(text: Text) -> object:
    return [one for one in sentences(text.whole) if WAITS.search(one) and activity_words(one)]


def _too_many_actions(text: Text) -> object:
    asked = actions(text.whole)
    return unsorted(text.whole) or (len(asked) > MOST_ACTIONS and asked)


RULES: dict[str, Callable[[Text], object]] = {
    "60 words, 90 with lines": _too_long,
    "20 words a line": lambda text: [line for line in text.lines if words(line) > LINE_WORDS],
    "grade 6": _too_hard,
    "20 words a sentence": lambda text: [one for one in sentences(text.whole) if words(one) > LONGEST_SENTENCE],
    "promises nothing and plays nothing down": lambda text: BANNED.findall(text.whole),
    "three actions": _too_many_actions,
    "gives nothing away at a glance": lambda text: GIVES_AWAY.findall(text.whole[:GLANCE]),
    "waits are moments, not hours or today": _waits,
    "colours for every tone of skin": lambda text: (
        _RED.search(text.whole) and not _DARK.search(text.whole) and "red without dark"
    ),
    "no gap and no hole": lambda text: _GAPS.findall(text.whole),
    "as long as Telegram takes": lambda text: units(text.whole) > MESSAGE,
}


def hold(text: Text, *names: str) -> None:
    """Fails with what is wrong and the text; all rules if none is named."""
    for name in names or RULES:
        wrong = RULES[name](text)
        assert not wrong, f"{text.ids}: {name}: {wrong}\n\n{text.whole}"
