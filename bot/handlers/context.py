"""From an update to its answer: one use case, one transaction, one reply.

`run` is the only road. In a worker thread, in one transaction, it loads the person, runs the use case and writes the
reply into the inbox row of the update (`applied`). After the commit the tap is answered, the reply is sent, and the row
is settled (`answered`). Killed in between, the lane finds an `applied` row, and `send_kept` only sends what was
decided.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from typing import Any, cast

from telegram import Bot, Update
from telegram.constants import ChatType
from telegram.ext import Application, CallbackContext

from bot.care.work import House, Person, UseCase, Work, reader_of
from bot.clock import Clock
from bot.delivery.messenger import Messenger
from bot.delivery.patience import patiently
from bot.errors import CannotDo
from bot.handlers.replies import Addressee, Post, departing, kept, send, toast
from bot.logs import log
from bot.store import inbox, patients, pauses
from bot.store.facts import changing
from bot.store.records import Patient
from bot.store.states import PatientState
from bot.store.store import Store
from bot.words.message import How, Reply, Say
from bot.words.saved import Kept, dumps, loads

Context = CallbackContext[Bot, dict[Any, Any], dict[Any, Any], dict[Any, Any]]
App = Application[Bot, Context, dict[Any, Any], dict[Any, Any], dict[Any, Any], Any]

TAP_PATIENCE = 2.0
"""Seconds after which a tap is answered empty, so that the button stops turning; the result comes as a message."""
STALE = timedelta(minutes=10)
"""A kept reply older than this is not worth sending any more, unless it is urgent."""
TOO_MANY = 20
"""Behind whom so many updates of their own wait, they are answered further on only, unless it is urgent: answers come to
one chat a second apart.
"""


@dataclass(frozen=True, slots=True)
class Desk:
    """Everything that handlers need. Made once, in `app`."""

    store: Store
    house: House
    clock: Clock
    messenger: Messenger
    bot_id: int
    wake: Callable[[], None]
    """Tells the dispatcher that something may have become due."""

    @property
    def post(self) -> Post:
        return Post(self.store, self.house, self.messenger)


@dataclass(frozen=True, slots=True)
class Sender:
    """Who sent an update, and from where, as Telegram vouches for it."""

    update_id: int
    telegram_id: int
    chat_id: int
    language: str | None
    tapped_message_id: int | None
    private: bool
    """Whether nobody else reads the chat."""
    speaks: bool = True
    """Whether they typed, sent or tapped something; who only takes back a block has said nothing yet."""


@dataclass(frozen=True, slots=True)
class Applied:
    """What was committed: the reply, and to whom it goes."""

    reply: Reply
    to: Addressee
    written: str | None
    """The reply as it stands in the inbox, its first message about to leave. `None` if nothing is to be sent."""


def desk_of(context: Context) -> Desk:
    """The desk that `register` put into the application."""
    return cast(Desk, context.bot_data["desk"])


async def run(update: Update, context: Context, use_case: UseCase) -> None:
    """Runs a use case for whoever sent the update, and answers them."""
    desk = desk_of(context)
    sender = sender_of(update)
    if sender is None:
        await asyncio.to_thread(_finish, desk, update.update_id)
        return
    tap_id = update.callback_query.id if update.callback_query else None
    doing = asyncio.create_task(asyncio.to_thread(apply, desk, sender, use_case))
    answered = tap_id is None
    if tap_id is not None:
        await asyncio.wait({doing}, timeout=TAP_PATIENCE)
        if not doing.done() or doing.exception() is not None:
            await desk.messenger.answer_tap(tap_id)
            answered = True
    applied = await doing
    if applied is None:
        return
    if tap_id is not None and not answered:
        await desk.messenger.answer_tap(tap_id, toast(desk.house, applied.to.reader, applied.reply))
    if applied.written is None:
        desk.wake()
    else:
        await _send_and_settle(desk, applied.to, kept(applied.reply), sender.update_id, applied.written)


async def send_kept(desk: Desk, update: Update, reply: str, age: timedelta) -> None:
    """Sends the reply of an update that was applied before, and settles it. `age`: since then, in real time; of what is
    older than `STALE` only the urgent is worth sending.
    """
    sender = sender_of(update)
    if sender is None:
        await asyncio.to_thread(_settle, desk, update.update_id)
        return
    to = await asyncio.to_thread(addressee_now, desk, sender)
    # Toasts: an older release kept them as well.
    unsaid = tuple(one for one in loads(reply) if one.say.how is not How.TOAST)
    rest = tuple(one for one in unsaid if age <= STALE or one.say.urgent)
    if len(rest) < len(unsaid):
        log("delivery").warning("answer_stale", count=len(unsaid) - len(rest))
    await _send_and_settle(desk, to, rest, update.update_id, reply)


def can_wait(reply: str) -> bool:
    """Whether what is kept here may have arrived, and nothing in it is urgent: then it is said once more a little later,
    when the line is likelier to be good.
    """
    rest = loads(reply)
    return rest[0].doubts > 0 and not any(one.say.urgent for one in rest)


async def _send_and_settle(desk: Desk, to: Addressee, rest: tuple[Kept, ...], update_id: int, written: str) -> None:
    """`written`: the reply as it stands in the inbox."""
    ours = True

    async def keep(left: tuple[Kept, ...]) -> bool:
        nonlocal written, ours
        was, written = written, dumps(left)
        if ours and written != was:
            ours = await patiently(partial(_keep, desk, update_id, was, written))
        return ours

    unsent = await send(desk.post, to, rest, keep)
    # Until it is written down: a database that is busy now must not have it sent a second time.
    if unsent:
        await keep(unsent)
    elif ours:
        await patiently(partial(_settle, desk, update_id))
    desk.wake()


def sender_of(update: Update) -> Sender | None:
    """Who is to be answered; `None` for an update without a sender."""
    user, chat = update.effective_user, update.effective_chat
    if user is None or chat is None:
        return None
    tapped = update.callback_query.message if update.callback_query else None
    return Sender(
        update_id=update.update_id,
        telegram_id=user.id,
        chat_id=chat.id,
        language=user.language_code,
        tapped_message_id=tapped.message_id if tapped else None,
        private=chat.type == ChatType.PRIVATE,
        speaks=update.my_chat_member is None,
    )


def apply(desk: Desk, sender: Sender, use_case: UseCase) -> Applied | None:
    """The transaction. What cannot be done is undone, and the refusal is the reply. `None` if the update was applied
    before.
    """
    try:
        return _in_one_transaction(desk, sender, use_case)
    except CannotDo as refused:
        say = Say(refused.word, cast(dict[str, Any], refused.facts))
        return _in_one_transaction(desk, sender, lambda _work, _person: (say,))


class _AppliedBeforeError(Exception):
    """Another try of the same update got there first: nothing of this one may stay."""


def _in_one_transaction(desk: Desk, sender: Sender, use_case: UseCase) -> Applied | None:
    try:
        with desk.store.transaction() as tx:
            work = Work(tx, desk.clock(), desk.house)
            person = _meet(work, sender)
            reply = use_case(work, person)
            if inbox.waits_behind(tx, desk.bot_id, sender.telegram_id, sender.update_id, TOO_MANY):
                reply = _urgent(reply)
            to = _addressee(work, person, sender)
            leaving = departing(to, kept(reply))
            written = dumps(leaving) if leaving else None
            if not inbox.mark_applied(tx, desk.bot_id, sender.update_id, written):
                raise _AppliedBeforeError
            return Applied(reply, to, written)
    except _AppliedBeforeError:
        return None


def _urgent(reply: Reply) -> Reply:
    """What is said all the same to somebody who has written much more since."""
    said = tuple(say for say in reply if say.urgent or say.how is How.TOAST)
    if len(said) < len(reply):
        log("delivery").info("answer_skipped", count=len(reply) - len(said))
    return said


def _meet(work: Work, sender: Sender) -> Person:
    """The person as they stand. Somebody who had blocked the bot and writes again is back."""
    patient = patients.patient_by_telegram(work.tx, sender.telegram_id)
    if patient is not None and patient.state is PatientState.UNREACHABLE and sender.speaks and sender.private:
        with changing(work.tx, patient, work.house.protocol, work.now) as locked:
            pauses.wake(work.tx, locked, work.now)
    return _person(work, sender, patient)


def _person(work: Work, sender: Sender, patient: Patient | None) -> Person:
    return Person(
        telegram_id=sender.telegram_id,
        chat_id=sender.chat_id,
        language=patient.language if patient else work.house.book.nearest(sender.language),
        update_id=sender.update_id,
        tapped_message_id=sender.tapped_message_id,
        patient=patient,
        telegram_language=sender.language,
    )


def _addressee(work: Work, person: Person, sender: Sender) -> Addressee:
    """Looked up again at the end: the use case may have made, moved or forgotten the patient."""
    patient = patients.patient_by_telegram(work.tx, sender.telegram_id)
    return Addressee(
        chat_id=sender.chat_id,
        reader=reader_of(work, person, patient),
        tapped_message_id=sender.tapped_message_id,
        patient_id=patient.id if patient else None,
        card_message_id=patient.card_message_id if patient else None,
    )


def addressee_now(desk: Desk, sender: Sender) -> Addressee:
    """Where an answer to this sender goes as things stand."""
    with desk.store.transaction() as tx:
        work = Work(tx, desk.clock(), desk.house)
        # Not `_meet`: that an old answer is sent again does not mean that they are back.
        patient = patients.patient_by_telegram(tx, sender.telegram_id)
        return _addressee(work, _person(work, sender, patient), sender)


def _finish(desk: Desk, update_id: int) -> None:
    """Nobody is to be answered."""
    with desk.store.transaction() as tx:
        inbox.mark_applied(tx, desk.bot_id, update_id, None)


def _keep(desk: Desk, update_id: int, was: str, rest: str) -> bool:
    """What is left of a reply waits for the next try, or is in doubt from now on."""
    with desk.store.transaction() as tx:
        return inbox.keep_rest(tx, desk.bot_id, update_id, was, rest)


def _settle(desk: Desk, update_id: int) -> None:
    """The update is answered."""
    with desk.store.transaction() as tx:
        inbox.mark_answered(tx, desk.bot_id, update_id)
