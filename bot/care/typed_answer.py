"""A check-in answered by typing: the label of one of its buttons, or another word for it, in the person's language. Yes, no,
"fine" and a lone sign such as a thumb are asked back: they could mean anything, and are never taken for "calm".
"""

from __future__ import annotations

from datetime import timedelta

from bot.care.bookings import answer_before, answer_done
from bot.care.check_ins import answer
from bot.care.work import Person, Work, reader_of
from bot.schedules.asked import About, hear, plain_words
from bot.schedules.asking import answers_to, is_asking
from bot.schedules.facts import PatientFacts, Said
from bot.store.facts import facts_of
from bot.words.message import Reader, Reply, Say, Tap

_BOOKING = {"PRE-2": answer_before, "BOOK-1": answer_done}
"""Steps about a booked session: they have answers of their own."""
OPEN_FOR = timedelta(hours=36)
"""How long after a check-in a bare word is taken to be about it."""


def typed(work: Work, person: Person, text: str) -> Reply | None:
    """The answer to the last check-in that has none yet. `None` if none is open, or the words are not its answers."""
    if person.patient is None:
        return None
    asked = _open_question(work, facts_of(work.tx, person.patient))
    if asked is None:
        return None
    words, reader = plain_words(text), reader_of(work, person, person.patient)
    choices = work.house.protocol.step(asked.step).answers
    for choice in choices:
        if words in _said_as(work, reader, choice):
            take = _BOOKING.get(asked.step, answer)
            return take(work, person, asked.about, asked.step, str(asked.occurrence), choice)
    if words and not {About.YES, About.NO} & hear(text).kinds:
        return None
    address = (asked.about, asked.step, str(asked.occurrence))
    taps = [Tap(f"answer-{choice}", "answer", (*address, choice)) for choice in choices]
    return (Say("answer-which", taps=tuple(tuple(taps[at : at + 2]) for at in range(0, len(taps), 2))),)


def _said_as(work: Work, reader: Reader, choice: str) -> list[tuple[str, ...]]:
    """The label of an answer, and the other words for it that the language has."""
    book = work.house.book
    others = f"answer-{choice}-typed"
    more = book.plain(others, {}, reader).split(",") if others in book.ids() else []
    return [plain_words(one) for one in (book.plain(f"answer-{choice}", {}, reader), *more)]


def _open_question(work: Work, facts: PatientFacts) -> Said | None:
    """The last question that was put, also as a line of another message; `None` if it has its answer, or is long ago."""
    for row in reversed(facts.said):
        if is_asking(row, work.house.protocol):
            answered = answers_to(facts, (row.about,), row.step, row.occurrence)
            return row if not answered and work.now - row.at <= OPEN_FOR else None
    return None
