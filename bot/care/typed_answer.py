"""A check-in answered by typing: the label of one of its buttons, in the person's language. Yes and no are asked back,
since either could be meant.
"""

from __future__ import annotations

from datetime import timedelta

from bot.care.bookings import answer_before, answer_done
from bot.care.check_ins import answer
from bot.care.work import Person, Work, reader_of
from bot.schedules.asked import About, hear, plain_words
from bot.schedules.facts import PatientFacts, Said, SaidState
from bot.schedules.protocol import Protocol
from bot.store.facts import facts_of
from bot.words.message import Reply, Say, Tap

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
        if words == plain_words(work.house.book.plain(f"answer-{choice}", {}, reader)):
            take = _BOOKING.get(asked.step, answer)
            return take(work, person, asked.about, asked.step, str(asked.occurrence), choice)
    heard = hear(text)
    if About.YES not in heard and About.NO not in heard:
        return None
    address = (asked.about, asked.step, str(asked.occurrence))
    taps = [Tap(f"answer-{choice}", "answer", (*address, choice)) for choice in choices]
    return (Say("answer-which", taps=tuple(tuple(taps[at : at + 2]) for at in range(0, len(taps), 2))),)


def _open_question(work: Work, facts: PatientFacts) -> Said | None:
    answered = {(one.about, one.step, one.occurrence) for one in facts.answered}
    for row in reversed(facts.said):
        if row.state is SaidState.SAID and row.host is None and _asks(work.house.protocol, row.step):
            is_open = (row.about, row.step, row.occurrence) not in answered and work.now - row.at <= OPEN_FOR
            return row if is_open else None
    return None


def _asks(protocol: Protocol, step: str) -> bool:
    return protocol.has_step(step) and bool(protocol.step(step).answers)
