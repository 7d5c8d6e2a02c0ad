"""Several people and the bot, without a network: the real handlers, use cases, store, planner and words, on a clock that is set.

What people are shown is kept, with every button. It is quick enough to tap each of them.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from fnmatch import fnmatchcase
from itertools import count
from pathlib import Path
from typing import Any

from bot.care.work import House
from bot.clock import FrozenClock
from bot.delivery.books import Books, Landing, Trip
from bot.delivery.messenger import Messenger
from bot.delivery.receipts import Receipt, Sent
from bot.handlers.context import App, Desk
from bot.handlers.mistakes import handle
from bot.handlers.offline import offline
from bot.intake.inbox import arrived, read
from bot.schedules.loader import default_protocol
from bot.store import inbox, patients
from bot.store.facts import changing
from bot.store.inbox import Arrived
from bot.store.ledger import Outcome
from bot.store.states import MessageState
from bot.store.store import Store
from bot.words.markup import visible
from bot.words.message import OutgoingMessage
from bot.words.phrasebook import default_book
from tests.people import LISBON

ROOT = Path(__file__).parents[2]
HOUSE = House(zone=LISBON, country="PT", protocol=default_protocol(), book=default_book())
BOT = 4711
"""The number of the bot: that of `tests.proof.arena.TOKEN`, so that its processes take up what is left in the inbox."""


@dataclass(frozen=True, slots=True)
class Shown:
    """One message as somebody got it, new or in the place of an older one."""

    chat: int
    message_id: int
    message: OutgoingMessage

    @property
    def text(self) -> str:
        return visible(self.message.text)

    @property
    def taps(self) -> tuple[str, ...]:
        """What its buttons carry."""
        return tuple(one.data for row in self.message.buttons for one in row if one.data is not None)


class Screens(Messenger):
    """Everybody's phones. Nothing can fail here."""

    def __init__(self) -> None:
        self._numbers = count(1)
        self.shown: list[Shown] = []
        self.toasts: list[str] = []
        """One for each tap; empty if it only stopped turning."""

    async def send(self, chat_id: int, message: OutgoingMessage, *, waits: bool = True) -> Receipt:
        del waits
        return Sent(self.put(chat_id, message))

    async def edit(self, chat_id: int, message_id: int, message: OutgoingMessage, *, anew: bool = True) -> Receipt:
        del anew
        self.shown.append(Shown(chat_id, message_id, message))
        return Sent(message_id)

    async def answer_tap(self, tap_id: str, text: str = "") -> bool:
        del tap_id
        self.toasts.append(text)
        return True

    async def pin(self, chat_id: int, message_id: int) -> bool:
        del chat_id, message_id
        return True

    async def unpin(self, chat_id: int, message_id: int) -> bool:
        del chat_id, message_id
        return True

    def put(self, chat_id: int, message: OutgoingMessage) -> int:
        """A new message; answers its id."""
        number = next(self._numbers)
        self.shown.append(Shown(chat_id, number, message))
        return number


@dataclass
class Village:
    """One bot and whoever speaks to it. `outcomes`: what becomes of the messages to somebody, if not that they arrive."""

    clock: FrozenClock
    store: Store
    screens: Screens
    desk: Desk
    application: App
    books: Books
    outcomes: dict[int, Outcome] = field(default_factory=dict)
    _numbers: Iterator[int] = field(default_factory=lambda: count(1))

    async def says(self, who: int, text: str, language: str = "en") -> None:
        """Somebody types something."""
        await self._update(self.typed(who, text, language))

    async def taps(self, who: int, *patterns: str) -> None:
        """Somebody taps buttons one after the other, each the newest that says so: `areas:face`, `answer:*:D1-3:*:better`."""
        for pattern in patterns:
            message_id, data = self._button(who, pattern)
            await self.sends_tap(who, data, message_id)

    async def sends_tap(self, who: int, data: str, message_id: int = 1) -> None:
        """A tap that says `data`, wherever it comes from."""
        tap = {"id": str(next(self._numbers)), "from": _person(who), "chat_instance": "1", "data": data}
        await self._update(self._raw("callback_query", {**tap, "message": self._message(who, message_id)}))

    def typed(self, who: int, text: str, language: str = "en") -> Arrived:
        """The update of somebody who types something."""
        first = text.split(maxsplit=1)[0] if text.startswith("/") else ""
        length = len(first.encode("utf-16-le", "surrogatepass")) // 2
        command = [{"type": "bot_command", "offset": 0, "length": length}] if first else []
        message = {**self._message(who, next(self._numbers), language), "text": text, "entities": command}
        return self._raw("message", message)

    def puts(self, row: Arrived) -> None:
        """The update is stored, and nobody has looked at it yet."""
        with self.store.transaction() as tx:
            inbox.put(tx, BOT, [row])

    def waits_until(self, instant: datetime) -> None:
        """Lets time pass, from one due moment to the next."""
        while (due := self.books.next_due()) is not None and due <= instant:
            self.clock.set(max(due, self.clock()))
            self._deliver()
        self.clock.set(instant)

    def knows(self, who: int, **changes: Any) -> None:
        """Somebody's own row, changed by hand: what takes many taps to say."""
        with self.store.transaction() as tx:
            patient = patients.patient_by_telegram(tx, who)
            assert patient is not None
            with changing(tx, patient, HOUSE.protocol, self.clock()) as locked:
                patients.change(tx, locked, **changes)

    def _deliver(self) -> None:
        for trip in self.books.claim(1):
            departing = self.books.step([], [trip])
            while departing:
                (leaving,) = departing
                landed = self._lands(leaving)
                onward = leaving.after(landed)
                departing = self.books.step([Landing(leaving, landed)], [onward] if onward else [])

    def _lands(self, trip: Trip) -> Outcome:
        if trip.errand.chat_id in self.outcomes:
            return self.outcomes[trip.errand.chat_id]
        number = self.screens.put(trip.errand.chat_id, trip.letter.message)
        return Outcome(MessageState.SENT, telegram_message_id=number)

    def _button(self, who: int, pattern: str) -> tuple[int, str]:
        mine = [one for one in self.screens.shown if one.chat == who]
        for shown in reversed(mine):
            for data in shown.taps:
                if fnmatchcase(data, f"*:{pattern}"):
                    return shown.message_id, data
        raise AssertionError(f"{who} sees no button {pattern!r}; there are {[shown.taps for shown in mine[-3:]]}")

    async def _update(self, row: Arrived) -> None:
        self.puts(row)
        self.clock.move(timedelta(seconds=1))
        await handle(self.application, read(row.raw, self.application.bot))

    def _raw(self, kind: str, content: dict[str, Any]) -> Arrived:
        (row,) = arrived([{"update_id": next(self._numbers), kind: content}])
        return row

    def _message(self, who: int, message_id: int, language: str = "en") -> dict[str, Any]:
        chat = {"id": who, "type": "private", "first_name": "Somebody"}
        moment = int(self.clock().timestamp())
        return {"message_id": message_id, "date": moment, "chat": chat, "from": _person(who, language)}


def _person(who: int, language: str = "en") -> dict[str, Any]:
    return {"id": who, "is_bot": False, "first_name": "Somebody", "language_code": language}


@asynccontextmanager
async def a_village(store: Store, clock: FrozenClock, first_update: int = 1) -> AsyncIterator[Village]:
    """The bot on this store. `first_update`: the number of the first update, higher than all that the store has."""
    screens = Screens()
    desk = Desk(store, HOUSE, clock, screens, BOT, wake=lambda: None)
    async with offline(desk) as application:
        books = Books(store, HOUSE, clock, "the dispatcher of the village")
        yield Village(clock, store, screens, desk, application, books, _numbers=count(first_update))
