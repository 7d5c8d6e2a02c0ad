"""Words that a language lacks, and words that nobody says."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from bot.rehearsal.linting.readings import Written
from bot.schedules.plan import Reason
from bot.schedules.protocol import Activity, Goal, Protocol, Role
from bot.schedules.symptoms import symptom_words
from bot.words.moments import ASKS_FOR_GOAL
from bot.words.phrasebook import Phrasebook

_PROGRAM = Path(__file__).parents[2]


def missing(protocol: Protocol, book: Phrasebook) -> Iterator[str]:
    """What somebody would be told in English, or not at all, as their language has no word for it."""
    for language in book.languages:
        known = book.ids(language)
        for word in dict.fromkeys(needed(protocol)):
            if word not in known:
                yield f"words ({language}): {word}: there is no such word, and the protocol needs it"


def unused(protocol: Protocol, words: tuple[Written, ...]) -> Iterator[str]:
    """Words of the protocol that it does not need, that stand in no other word, and that the program never names."""
    used = {*needed(protocol), *(id_ for word in words for id_ in word.refers_to)}
    left = [word for word in words if word.own and word.id not in used]
    program = "\n".join(path.read_text("utf-8") for path in _PROGRAM.rglob("*.py")) if left else ""
    for word in left:
        if f'"{word.id}"' not in program:
            yield f"{word.file}: {word.id}: nobody says it"


def needed(protocol: Protocol) -> Iterator[str]:
    """The ids of all words that a protocol needs by what it holds."""
    for step in protocol.steps:
        yield f"step-{step.id.lower()}"
        if step.line_of is not None or (step.answers and step.role in (Role.HEALING, Role.RESULT)):
            yield f"line-{step.id.lower()}"  # a check-in without an answer is asked again as a line
        for answer in step.answers:
            yield f"answer-{answer}"
        if step.id == ASKS_FOR_GOAL:
            yield from (f"answer-goal-{goal}" for goal in Goal)
    for line in protocol.lines:
        yield f"line-{line.id.lower()}"
    for phase in protocol.phases:
        yield from (f"phase-{phase.id}", f"phase-{phase.id}-biology")
    for activity in Activity:
        yield f"activity-{activity}"
    for fact in protocol.evidence.values():
        yield f"fact-{fact.id.lower()}"
        yield f"strength-{fact.strength}"
    for reason in Reason:
        yield f"reason-{reason}"
    yield from symptom_words(protocol)
    yield from screening_words(protocol)


def screening_words(protocol: Protocol) -> Iterator[str]:
    """The ids of the words of every point of the screening."""
    for item in protocol.screening:
        yield from (f"screen-{item.id}", f"screen-{item.id}-tap")
        for option in item.options:
            yield f"screened-{item.id}-{option.id}"
            if len(item.options) > 1:
                yield f"screen-{item.id}-{option.id}"
