"""A dispatcher between a real database and a playground, on a clock that the test turns."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlmodel import col, select
from telegram.ext import ExtBot

from bot.care.work import House
from bot.clock import FrozenClock, system_clock
from bot.delivery.budget import Budget, Shared
from bot.delivery.dispatcher import Dispatcher
from bot.delivery.messenger import Messenger
from bot.delivery.server import ServerTraits
from bot.delivery.ticker import Ticker
from bot.delivery.transport import Transport
from bot.delivery.waits import Waits
from bot.playground.server import Served
from bot.schedules.loader import default_protocol
from bot.store import facts, patients, treatments
from bot.store.records import Message, Patient, Reminder
from bot.store.store import Store
from tests.delivery.conftest import AMIR, MARIA, TOKEN
from tests.people import LISBON
from tests.store import someone
from tests.words.readers import our_book

HOUSE = House(zone=LISBON, country="PT", protocol=default_protocol(), book=our_book())


@dataclass
class Office:
    """Everything on one desk. `clock` is the patients' time."""

    store: Store
    clock: FrozenClock
    served: Served
    budget: Budget
    dispatcher: Dispatcher
    ticker: Ticker
    bot: ExtBot[None]
    running: asyncio.Task[None] = field(init=False)

    def treated(self, telegram_id: int = MARIA, **changes: object) -> str:
        """Somebody whose face was treated just now, and who is told so now. Returns the patient's id."""
        now = self.clock()
        with self.store.transaction() as tx:
            patient = someone.a_patient(tx, telegram_id, now=now)
            for name, value in changes.items():
                setattr(patient, name, value)
            with facts.changing(tx, patient, HOUSE.protocol, now) as locked:
                treatments.add_treatment(tx, locked, someone.told(now), HOUSE.protocol, now)
            return patient.id

    async def go_to(self, instant: datetime) -> None:
        """Turns the clock, and waits until the dispatcher is at rest."""
        self.clock.set(instant)
        await self.settled()

    async def settled(self, patience: float = 10.0) -> None:
        """Waits until nothing is due and nothing is under way."""
        self.ticker.wake()
        async with asyncio.timeout(patience):
            while not self.dispatcher.idle:  # noqa: ASYNC110 - it is at rest when it says so
                await asyncio.sleep(0.005)

    async def until_sent(self) -> None:
        """Waits until something has arrived that is perhaps not answered yet."""
        async with asyncio.timeout(10):
            while not self.served.ledger.sent(MARIA):  # noqa: ASYNC110 - another process would not tell us either
                await asyncio.sleep(0.005)

    async def budget_is_free(self) -> None:
        """Waits out a pause that Telegram asked for."""
        async with asyncio.timeout(10):
            while self.budget.paused():  # noqa: ASYNC110 - seconds pass by themselves
                await asyncio.sleep(0.01)

    async def takes_the_only_connection(self) -> None:
        """For as long as the server takes for it."""
        await self.bot.send_message(AMIR, "This takes the only connection.", read_timeout=60)

    async def walk(self, until: datetime) -> None:
        """From one due moment to the next, as time would."""
        while (due := self.next_due()) is not None and due <= until:
            await self.go_to(max(due, self.clock()))
        await self.go_to(until)

    def next_due(self) -> datetime | None:
        with self.store.read() as tx:
            return patients.earliest_next_due(tx)

    def texts(self, chat_id: int = MARIA) -> list[str]:
        return [one.text for one in self.served.world.history(chat_id) if one.from_bot]

    def messages(self) -> list[Message]:
        """What the ledger holds, in the order in which it was written."""
        with self.store.read() as tx:
            return list(tx.exec(select(Message).order_by(col(Message.created_at), col(Message.due_at))))

    def reminders(self) -> dict[str, str]:
        """Each step that has a row, with its state or the reason why it was not said."""
        with self.store.read() as tx:
            rows = tx.exec(select(Reminder).where(Reminder.host == "").order_by(col(Reminder.id)))
            return {row.step: row.reason or row.state.value for row in rows}

    def patient(self, patient_id: str) -> Patient:
        with self.store.read() as tx:
            found = patients.patient_by_id(tx, patient_id)
            assert found is not None
            return found


@asynccontextmanager
async def an_office(
    store: Store,
    served: Served,
    start: datetime,
    *,
    alone: bool = True,
    waits: Waits | None = None,
    connections: int = 8,
    shared: Shared | None = None,
) -> AsyncIterator[Office]:
    """Opens the office; at the end it closes in order."""
    clock = FrozenClock(start)
    since = system_clock() if alone else None
    calls, polls = Transport(connections=connections, total_s=3.0), Transport()
    bot: ExtBot[None] = ExtBot(TOKEN, base_url=served.base_url, request=calls, get_updates_request=polls)
    budget, ticker = Budget(chat_gap_s=0.0, shared=shared), Ticker(clock)
    async with bot:
        messenger = Messenger(bot, budget, ServerTraits())
        dispatcher = Dispatcher(store, HOUSE, clock, messenger, budget, ticker, alone_since=since, waits=waits)
        office = Office(store, clock, served, budget, dispatcher, ticker, bot)
        ticker.start()
        office.running = asyncio.create_task(dispatcher.run())
        try:
            yield office
        finally:
            dispatcher.stop()
            await office.running
            ticker.stop()


HOUR, DAY = timedelta(hours=1), timedelta(days=1)
