"""The bot on a stage: the real handlers, use cases, store, planner and words, with a clock that is set and nobody at the other end.

Nothing of the bot is written a second time here. What Telegram would show is kept as entries of a transcript.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime
from itertools import count
from typing import Any

from bot.care.work import House, UseCase
from bot.clock import FrozenClock
from bot.delivery.books import Books, Landing
from bot.delivery.errands import Letter
from bot.delivery.messenger import Messenger
from bot.delivery.receipts import Receipt, Sent
from bot.handlers.context import App, Desk, Sender, apply
from bot.handlers.mistakes import handle
from bot.handlers.offline import BOT_ID, offline
from bot.handlers.replies import kept, send
from bot.intake.inbox import arrived, read
from bot.rehearsal.transcript import Entry, Kind
from bot.schedules.facts import PatientFacts
from bot.store import inbox, patients
from bot.store.facts import facts_of
from bot.store.ledger import Outcome
from bot.store.scratch import scratch_store
from bot.store.states import MessageState
from bot.store.store import Store
from bot.words.markup import visible
from bot.words.message import Button, OutgoingMessage

PERSON = 4711
"""The Telegram id of the patient: of nobody."""


class Chat(Messenger):
    """A chat of which only this process knows. Nothing can fail here."""

    def __init__(self, clock: FrozenClock) -> None:
        self._clock = clock
        self._numbers = count(1)
        self.entries: list[Entry] = []
        self.standing: dict[int, OutgoingMessage] = {}
        """Every message as it reads by now, the oldest first."""
        self.card: int | None = None

    async def send(self, chat_id: int, message: OutgoingMessage, *, waits: bool = True) -> Receipt:
        del chat_id, waits
        return Sent(self._put(Kind.REPLY, message))

    async def edit(self, chat_id: int, message_id: int, message: OutgoingMessage, *, anew: bool = True) -> Receipt:
        del anew
        if message.photo is not None or message.document is not None:
            return await self.send(chat_id, message)
        if self.standing.get(message_id) != message:
            self.standing[message_id] = message
            self._note(Kind.CARD_EDIT if message_id == self.card else Kind.EDIT, message)
        return Sent(message_id)

    async def answer_tap(self, tap_id: str, text: str = "") -> bool:
        del tap_id
        if text:
            self.entries.append(Entry(self._clock(), Kind.TOAST, text))
        return True

    async def pin(self, chat_id: int, message_id: int) -> bool:
        del chat_id
        self.card = message_id
        self.entries.pop()
        self._note(Kind.CARD, self.standing[message_id])
        return True

    async def unpin(self, chat_id: int, message_id: int) -> bool:
        del chat_id, message_id
        return True

    def remind(self, letter: Letter) -> int:
        """The bot speaks first. Answers the id of the message."""
        ids = letter.fresh.bubble.ids if letter.fresh else ()
        return self._put(Kind.REMINDER, letter.message, ids)

    def button(self, label: str) -> tuple[int, Button] | None:
        """The newest button of this label, and the message under which it stands."""
        for message_id, message in reversed(self.standing.items()):
            for one in (button for row in message.buttons for button in row):
                if one.label.casefold() == label.casefold():
                    return message_id, one
        return None

    def _put(self, kind: Kind, message: OutgoingMessage, ids: tuple[str, ...] = ()) -> int:
        message_id = next(self._numbers)
        self.standing[message_id] = message
        self._note(kind, message, ids)
        return message_id

    def _note(self, kind: Kind, message: OutgoingMessage, ids: tuple[str, ...] = ()) -> None:
        buttons = message.buttons or (((Button(message.location_key),),) if message.location_key else ())
        rings = kind is Kind.REMINDER and not message.silent
        text = visible(message.text)
        self.entries.append(Entry(self._clock(), kind, text, buttons, ids, rings, message.file_name))


@dataclass
class Stage:
    """One patient and the bot."""

    clock: FrozenClock
    store: Store
    house: House
    chat: Chat
    desk: Desk
    application: App
    language: str
    _books: Books
    _numbers: count[int] = field(default_factory=lambda: count(1))

    def next_due(self) -> datetime | None:
        """When the bot has something to say, or to write down, next."""
        return self._books.next_due()

    def deliver(self) -> None:
        """Says what is due now, as the dispatcher does: each message is written down, sent, settled."""
        for trip in self._books.claim(1):
            departing = self._books.step([], [trip])
            while departing:
                (leaving,) = departing
                landed = Outcome(MessageState.SENT, telegram_message_id=self.chat.remind(leaving.letter))
                onward = leaving.after(landed)
                departing = self._books.step([Landing(leaving, landed)], [onward] if onward else [])

    async def types(self, text: str) -> None:
        """The patient types something."""
        self.chat.entries.append(Entry(self.clock(), Kind.TYPED, text))
        length = len(text.split(maxsplit=1)[0].encode("utf-16-le")) // 2
        command = [{"type": "bot_command", "offset": 0, "length": length}] if text.startswith("/") else []
        await self._update("message", {**self._message(next(self._numbers)), "text": text, "entities": command})

    async def taps(self, message_id: int, button: Button) -> None:
        """The patient taps a button."""
        self.chat.entries.append(Entry(self.clock(), Kind.TAPPED, button.label))
        await self.sends_tap(message_id, button.data or "")

    async def sends_tap(self, message_id: int, data: str) -> None:
        """A tap that the transcript does not show."""
        tap = {"id": str(next(self._numbers)), "from": self._person(), "chat_instance": "1", "data": data}
        await self._update("callback_query", {**tap, "message": self._message(message_id)})

    async def runs(self, use_case: UseCase) -> None:
        """A use case that nobody typed or tapped: what a rehearsal takes for granted."""
        row = self._arrive("message", self._message(next(self._numbers)))
        sender = Sender(row.update_id, PERSON, PERSON, self.language, None, private=True)
        applied = apply(self.desk, sender, use_case)
        if applied is not None:
            await send(self.desk.post, applied.to, kept(applied.reply))
        with self.store.transaction() as tx:
            inbox.mark_answered(tx, BOT_ID, row.update_id)

    def facts(self) -> PatientFacts | None:
        """The patient's facts; `None` after /forget."""
        with self.store.read() as tx:
            patient = patients.patient_by_telegram(tx, PERSON)
            return None if patient is None else facts_of(tx, patient)

    async def _update(self, kind: str, content: dict[str, Any]) -> None:
        row = self._arrive(kind, content)
        await handle(self.application, read(row.raw, self.application.bot))

    def _arrive(self, kind: str, content: dict[str, Any]) -> inbox.Arrived:
        (row,) = arrived([{"update_id": next(self._numbers), kind: content}])
        with self.store.transaction() as tx:
            inbox.put(tx, BOT_ID, [row])
        return row

    def _person(self) -> dict[str, Any]:
        return {"id": PERSON, "is_bot": False, "first_name": "Patient", "language_code": self.language}

    def _message(self, message_id: int) -> dict[str, Any]:
        chat = {"id": PERSON, "type": "private", "first_name": "Patient"}
        return {"message_id": message_id, "date": int(self.clock().timestamp()), "chat": chat, "from": self._person()}


@asynccontextmanager
async def on_stage(house: House, language: str, begins: datetime) -> AsyncIterator[Stage]:
    """A stage with an empty house: nobody has spoken yet. It is `begins` (aware)."""
    clock = FrozenClock(begins)
    store = scratch_store(clock)
    chat = Chat(clock)
    desk = Desk(store, house, clock, chat, BOT_ID, wake=lambda: None)
    try:
        async with offline(desk) as application:
            books = Books(store, house, clock, "rehearsal")
            yield Stage(clock, store, house, chat, desk, application, language, books)
    finally:
        store.close()
