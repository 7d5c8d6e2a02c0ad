"""[Show] in discreet mode: the text of a message that was sent as one plain line."""

from __future__ import annotations

from bot.care.pages import number_of
from bot.care.work import Person, Work, patient_of, reader_of
from bot.errors import CannotDo
from bot.store.facts import facts_of
from bot.words.message import OutgoingMessage
from bot.words.moments import render_shown


def reveal(work: Work, person: Person, about: str, step: str, occurrence: str) -> OutgoingMessage:
    """The whole message, as of now. `CannotDo` for one that this person was never sent."""
    patient = patient_of(person)
    facts, reader = facts_of(work.tx, patient), reader_of(work, person, patient)
    house = work.house
    message = render_shown(about, step, number_of(occurrence), facts, house.protocol, house.book, reader)
    if message is None:
        raise CannotDo("button-unknown")
    return message
