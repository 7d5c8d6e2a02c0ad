"""Sends what a use case answered: new messages, edits in place, the pinned card. A toast goes with the answer to the
tap, see `context`.

An edit of which nobody knows whether it was carried out is simply made again. A new message is said once more, silently
and marked as a possible repeat, and after a second doubt it is left.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from functools import partial

from bot.care.work import House
from bot.delivery.messenger import Messenger
from bot.delivery.patience import patiently
from bot.delivery.receipts import Later, Migrated, NotSent, Receipt, Refusal, Refused, Sent, Unknown
from bot.handlers.attachments import attached
from bot.logs import log
from bot.store import chats, facts, patients
from bot.store.store import Store
from bot.words.message import How, OutgoingMessage, Reader, Reply, Say
from bot.words.render import as_repeat, render
from bot.words.saved import Kept

MOST_DOUBTS = 2
"""A new message that left so often without anybody knowing whether it arrived is left."""
MOST_DOUBTS_OF_A_CARD = 1
"""The same for a new card: the next /today makes one anyway."""

_GONE = (Refused(Refusal.GONE), Refused(Refusal.NO_METHOD))


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


Keep = Callable[[tuple[Kept, ...]], Awaitable[bool]]
"""Writes down what is still to be sent if this process dies now. False: it is in somebody else's hands by now."""


async def _nowhere(_rest: tuple[Kept, ...]) -> bool:
    return True


def kept(reply: Reply) -> tuple[Kept, ...]:
    """Of what was decided now, everything that is sent as a message."""
    return tuple(Kept(say) for say in reply if say.how is not How.TOAST)


def departing(to: Addressee, rest: tuple[Kept, ...]) -> tuple[Kept, ...]:
    """What has to be written down before the first of them leaves: a new message is in doubt from then on."""
    if not rest or _standing(to, rest[0].say) is not None:
        return rest
    return (_doubted(rest[0]), *rest[1:])


async def send(post: Post, to: Addressee, rest: tuple[Kept, ...], keep: Keep = _nowhere) -> tuple[Kept, ...]:
    """Sends what is kept, in order. Answers what is to be tried again: what could not be sent now, and all behind it."""
    while rest:
        again = await _send_one(post, to, rest, keep)
        if again is not None:
            return (again, *rest[1:])
        rest = rest[1:]
    return ()


def toast(house: House, reader: Reader, reply: Reply) -> str:
    """The text with which the tap is answered; empty if there is none."""
    return next((house.book.plain(say.word, say.facts, reader) for say in reply if say.how is How.TOAST), "")


async def _send_one(post: Post, to: Addressee, rest: tuple[Kept, ...], keep: Keep) -> Kept | None:
    """Sends the first of them; `None` when it is done with."""
    one = rest[0]
    try:
        message = await asyncio.to_thread(_outgoing, post, to, one.say)
    except Exception:
        await keep(rest)  # what was before it has left, and this certainly has not
        raise
    standing = _standing(to, one.say)
    if standing is not None:
        receipt = await post.messenger.edit(to.chat_id, standing, message, anew=False)
        if receipt not in _GONE and not isinstance(receipt, Migrated):
            again = one.say.how is not How.CARD and isinstance(receipt, NotSent | Later | Unknown)
            return one if again else None
    if _unless_left(one) is None or not await keep((_doubted(one), *rest[1:])):
        return None
    if one.doubts:
        message = as_repeat(message, post.house.book, to.reader)
    receipt = await _deliver(post, to.chat_id, message)
    if one.say.how is How.CARD:
        if isinstance(receipt, Sent):
            await _new_card(post, to, receipt.message_id)
        return None
    return _what_is_left(one, receipt)


async def _deliver(post: Post, chat_id: int, message: OutgoingMessage) -> Receipt:
    """Sends a new message, once more if the group has another id by now."""
    receipt = await post.messenger.send(chat_id, message)
    if not isinstance(receipt, Migrated):
        return receipt
    await patiently(partial(_move, post.store, chat_id, receipt.chat_id))
    return await post.messenger.send(receipt.chat_id, message)


def _move(store: Store, old: int, new: int) -> None:
    with store.transaction() as tx:
        chats.move(tx, old, new)


def _what_is_left(one: Kept, receipt: Receipt) -> Kept | None:
    """What there is still to do about a new message after this outcome."""
    match receipt:
        case NotSent() | Later():
            return one
        case Unknown():
            return _unless_left(_doubted(one))
    return None


def _doubted(one: Kept) -> Kept:
    return replace(one, doubts=one.doubts + 1)


def _unless_left(one: Kept) -> Kept | None:
    """It, if it may be said once more. What is left is said in the log, or nobody would ever know."""
    if one.doubts < (MOST_DOUBTS_OF_A_CARD if one.say.how is How.CARD else MOST_DOUBTS):
        return one
    log("delivery").warning("answer_uncertain")
    return None


def _standing(to: Addressee, say: Say) -> int | None:
    """The message in whose place a saying goes; `None` for a new one."""
    if say.attachment is not None:
        return None
    return {How.EDIT: to.tapped_message_id, How.CARD: to.card_message_id}.get(say.how)


def _outgoing(post: Post, to: Addressee, say: Say) -> OutgoingMessage:
    message = replace(render(say, post.house.book, to.reader), silent=say.how is How.CARD)
    if say.attachment is None or to.patient_id is None:
        return message
    with post.store.read() as tx:
        patient = patients.patient_by_id(tx, to.patient_id)
        known = facts.facts_of(tx, patient) if patient is not None else None
    return message if known is None else attached(message, say.attachment, known, post.house, to.reader)


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
