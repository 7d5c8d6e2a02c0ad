"""What can be wrong with a protocol that reads well: found by planning it for many patients, and by reading and saying its words.

A complaint is one line: file, id, reason.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from bot.rehearsal.linting import budget, said, table, texts, vocabulary
from bot.rehearsal.linting.readings import written
from bot.schedules.protocol import Protocol
from bot.words.phrasebook import INTERFACE_WORDS, PROTOCOL_WORDS, Phrasebook


def complaints(protocol: Protocol, book: Phrasebook, *, words: Path = PROTOCOL_WORDS) -> list[str]:
    """One line for each thing that is wrong; none if all is well. `book` is strict, and holds the protocol's own words, whose
    folder is `words`.
    """
    return list(dict.fromkeys(_complaints(protocol, book, words)))


def _complaints(protocol: Protocol, book: Phrasebook, words: Path) -> Iterator[str]:
    missing = list(vocabulary.missing(protocol, book))
    yield from missing
    yield from table.complaints(protocol)
    yield from budget.complaints(protocol)
    all_words = written(words, beside=INTERFACE_WORDS)
    yield from vocabulary.unused(protocol, all_words)
    yield from texts.complaints(protocol, all_words)
    if not missing:
        yield from said.complaints(protocol, book, all_words)
