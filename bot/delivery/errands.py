"""What is to be said to one patient now: planned from facts, put into words, not yet written down. Pure reading."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import sha256
from zoneinfo import ZoneInfo

from bot.care.work import House, Person, Work, reader_of
from bot.delivery.faults import where
from bot.logs import log
from bot.schedules.facts import PatientFacts
from bot.schedules.plan import Bubble, Moment, Skipped
from bot.schedules.planner import closing, plan
from bot.schedules.repeats import Again, Fate, Later, once_more
from bot.store import ledger, retries
from bot.store.facts import facts_of
from bot.store.ledger import ToSend
from bot.store.records import Message, Patient
from bot.store.store import Tx
from bot.words.message import OutgoingMessage, Reader
from bot.words.moments import render_moment
from bot.words.render import as_repeat


@dataclass(frozen=True, slots=True)
class Letter:
    """One message ready to leave."""

    id: str
    attempt: int
    """The attempt that this would be."""
    message: OutgoingMessage
    due: datetime
    latest: datetime
    fresh: ToSend | None
    """What is written down as it leaves; `None` for one that was written before and goes out again."""
    repeat: bool = False
    """Whether it may have arrived before."""

    @property
    def step(self) -> str | None:
        """The step that it says, for the log."""
        return self.fresh.bubble.step if self.fresh else None


@dataclass(frozen=True, slots=True)
class PutAside:
    """A message in doubt that is not said once more now."""

    id: str
    why: Fate | Later


@dataclass(frozen=True, slots=True)
class Errand:
    """Everything that one patient is owed now, in order, and the facts' revision that it was planned with."""

    patient_id: str
    chat_id: int
    rev: int
    letters: tuple[Letter, ...]
    closings: tuple[Skipped, ...]
    """Steps that can no longer be said."""
    put_aside: tuple[PutAside, ...] = ()
    """Messages in doubt that are not said once more now."""


def prepare(tx: Tx, patient: Patient, house: House, now: datetime) -> Errand:
    """Plans and renders. What waits from before comes first, as it was written; then what has fallen due since."""
    facts = facts_of(tx, patient)
    reader = _reader(tx, patient, house, now)
    waiting = [_again(tx, one, facts, house, reader, now) for one in _in_order(retries.waiting(tx, patient, now))]
    again = [one for one in waiting if isinstance(one, Letter)]
    put_aside = tuple(one for one in waiting if isinstance(one, PutAside))
    fresh = [
        letter
        for moment in plan(facts, house.protocol, now).moments
        if moment.due <= now <= moment.latest
        for letter in _fresh(moment, facts, house, reader)
    ]
    closings = closing(facts, house.protocol, now)
    return Errand(patient.id, patient.chat_id, patient.rev, (*again, *fresh), closings, put_aside)


def _reader(tx: Tx, patient: Patient, house: House, now: datetime) -> Reader:
    work = Work(tx, now, house)
    return replace(reader_of(work, as_person(patient), patient), discreet=patient.discreet)


def as_person(patient: Patient) -> Person:
    """The patient as use cases know them, when it is not they who began."""
    return Person(
        telegram_id=patient.telegram_id,
        chat_id=patient.chat_id,
        language=patient.language,
        update_id=0,
        patient=patient,
    )


def _in_order(messages: list[Message]) -> list[Message]:
    """As they were first to be said: the bubbles of a moment keep their order when all of them had to wait."""
    return sorted(messages, key=lambda one: (one.due_at, one.created_at))


def _fresh(moment: Moment, facts: PatientFacts, house: House, reader: Reader) -> list[Letter]:
    messages = render_moment(moment, facts, house.protocol, house.book, reader)
    letters = []
    for bubble, message in zip(moment.bubbles, messages, strict=True):
        to_send = ToSend(
            bubble=bubble,
            silent=message.silent,
            text_hash=sha256(message.text.encode()).hexdigest(),
            protocol_version=house.protocol.version,
            due=moment.due,
            latest=moment.latest,
            takes_a_ring=moment.takes_a_ring,
        )
        letters.append(Letter(to_send.id, 1, message, moment.due, moment.latest, to_send))
    return letters


def _again(
    tx: Tx, waiting: Message, facts: PatientFacts, house: House, reader: Reader, now: datetime
) -> Letter | PutAside:
    """A message that waits, put into words anew. What certainly did not leave was given back when something changed; what may
    have arrived says what the plan would say now.
    """
    bubble, at = ledger.bubble_of(tx, waiting), Later(waiting.due_at, waiting.latest_at)
    if not waiting.doubts:
        message = _rendered(bubble, waiting, at, facts, house, reader)
        return Letter(waiting.id, waiting.attempt + 1, message, at.due, at.latest, None)
    try:
        found = once_more(facts, house.protocol, now, bubble)
        if not isinstance(found, Again):
            return PutAside(waiting.id, found)
        at = found.since or replace(at, due=min(at.due, now))  # it may have been put off, and that undone
        message = _rendered(found.bubble, waiting, at, facts, house, reader)
    except Exception as error:  # noqa: BLE001 - what may have arrived must not keep back what certainly has not
        log("delivery").error("repeat_failed", error=type(error).__name__, where=where(error))
        return PutAside(waiting.id, Fate.NOT_NOW)
    repeated = as_repeat(message, house.book, reader)
    return Letter(waiting.id, waiting.attempt + 1, repeated, at.due, at.latest, None, repeat=True)


def _rendered(
    bubble: Bubble, waiting: Message, at: Later, facts: PatientFacts, house: House, reader: Reader
) -> OutgoingMessage:
    local = at.due.astimezone(ZoneInfo(facts.zone))
    moment = Moment(at.due, local, at.latest, not waiting.silent, (bubble,), reply=False, takes_a_ring=False)
    (message,) = render_moment(moment, facts, house.protocol, house.book, reader)
    return message
