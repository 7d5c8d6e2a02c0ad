"""Sends what a use case answered: new messages, edits in place, the pinned card. A toast goes with the answer to the
tap, see `context`.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, replace

from bot.care.work import House
from bot.delivery.messenger import Messenger
from bot.delivery.receipts import Later, NotSent, Receipt, Sent, Unknown
from bot.handlers.attachments import attached
from bot.store import facts, patients
from bot.store.store import Store
from bot.words.message import How, OutgoingMessage, Reader, Reply, Say
from bot.words.render import render


@dataclass(frozen=True, slots=True)
class Addressee:
    """Where an answer goes, and for whom its words are put."""

    chat_id: int
    reader: Reader
    tapped_message_id: int | None = None
    patient_id: str | None = None
    card_message_id: int | None = None


@dataclass(frozen=True, slots=True)
class Post:
    """What sending takes."""

    store: Store
    house: House
    messenger: Messenger


async def send(post: Post, to: Addressee, reply: Reply) -> Reply:
    """Sends every saying that is not a toast, in order. Answers what is to be tried again."""
    says = tuple(say for say in reply if say.how is not How.TOAST)
    for place, say in enumerate(says):
        if not await _send_one(post, to, say):
            return says[place:]
    return ()


def toast(house: House, reader: Reader, reply: Reply) -> str:
    """The text with which the tap is answered; empty if there is none."""
    return next((house.book.plain(say.word, say.facts, reader) for say in reply if say.how is How.TOAST), "")


async def _send_one(post: Post, to: Addressee, say: Say) -> bool:
    message = await asyncio.to_thread(_outgoing, post, to, say)
    receipt = await _call(post.messenger, to, say, message)
    if say.how is How.CARD:
        if isinstance(receipt, Sent) and receipt.message_id != to.card_message_id:
            await _new_card(post, to, receipt.message_id)
        return True
    return not isinstance(receipt, _again(to, say))


def _again(to: Addressee, say: Say) -> tuple[type[Receipt], ...]:
    """After which outcomes a saying is tried again. An edit can be repeated in doubt; a new message would stand there
    twice.
    """
    certain = (NotSent, Later)
    return (*certain, Unknown) if say.how is How.EDIT and to.tapped_message_id is not None else certain


def _outgoing(post: Post, to: Addressee, say: Say) -> OutgoingMessage:
    message = replace(render(say, post.house.book, to.reader), silent=say.how is How.CARD)
    if say.attachment is None or to.patient_id is None:
        return message
    with post.store.read() as tx:
        patient = patients.patient_by_id(tx, to.patient_id)
        known = facts.facts_of(tx, patient) if patient is not None else None
    return message if known is None else attached(message, say.attachment, known, post.house, to.reader)


async def _call(messenger: Messenger, to: Addressee, say: Say, message: OutgoingMessage) -> Receipt:
    if say.how is How.EDIT and to.tapped_message_id is not None:
        return await messenger.edit(to.chat_id, to.tapped_message_id, message)
    if say.how is How.CARD and to.card_message_id is not None:
        return await messenger.edit(to.chat_id, to.card_message_id, message)
    return await messenger.send(to.chat_id, message)


async def _new_card(post: Post, to: Addressee, message_id: int) -> None:
    """Remembers and pins the card that was just sent, and takes down the one before it."""
    await asyncio.to_thread(_remember_card, post.store, to, message_id)
    if to.card_message_id is not None:
        await post.messenger.unpin(to.chat_id, to.card_message_id)
    await post.messenger.pin(to.chat_id, message_id)


def _remember_card(store: Store, to: Addressee, message_id: int) -> None:
    with store.transaction() as tx:
        patient = patients.patient_by_id(tx, to.patient_id) if to.patient_id else None
        if patient is not None:
            patients.change(tx, patient, card_message_id=message_id)
