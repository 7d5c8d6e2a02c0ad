"""The pinned card, brought up to date after a reminder. Whatever goes wrong with it touches nothing else."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, replace

from bot.care.card import card
from bot.care.work import House, Work, reader_of
from bot.clock import Clock
from bot.delivery.errands import as_person
from bot.delivery.faults import where
from bot.delivery.messenger import Messenger
from bot.delivery.receipts import Sent
from bot.logs import log
from bot.store import patients
from bot.store.store import Store
from bot.words.message import OutgoingMessage
from bot.words.render import render


@dataclass(frozen=True, slots=True)
class _Drawn:
    """The card as it should read, and where it stands."""

    chat_id: int
    message_id: int
    message: OutgoingMessage


class Cards:
    """Refreshes cards beside the sending of reminders. Somebody without a card gets none from here: /today makes
    one.
    """

    def __init__(self, store: Store, house: House, clock: Clock, messenger: Messenger) -> None:
        self._store = store
        self._house = house
        self._clock = clock
        self._messenger = messenger
        self._tasks: set[asyncio.Task[None]] = set()

    def refresh(self, patient_id: str) -> None:
        """Begins to bring one patient's card up to date."""
        task = asyncio.create_task(self._refresh(patient_id))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    @property
    def busy(self) -> bool:
        """Whether a card is being brought up to date."""
        return bool(self._tasks)

    async def drain(self) -> None:
        """Waits for what was begun."""
        await asyncio.gather(*self._tasks)

    async def _refresh(self, patient_id: str) -> None:
        try:
            drawn = await asyncio.to_thread(self._draw, patient_id)
            if drawn is not None:
                receipt = await self._messenger.edit(drawn.chat_id, drawn.message_id, drawn.message)
                if isinstance(receipt, Sent) and receipt.message_id != drawn.message_id:
                    await asyncio.to_thread(self._remember, patient_id, receipt.message_id)
                    await self._messenger.pin(drawn.chat_id, receipt.message_id)
        except Exception as error:  # noqa: BLE001 - an optional convenience: the reminder is what matters
            log("delivery").warning("card_failed", error=type(error).__name__, where=where(error))

    def _draw(self, patient_id: str) -> _Drawn | None:
        with self._store.read() as tx:
            patient = patients.patient_by_id(tx, patient_id)
            if patient is None or patient.card_message_id is None:
                return None
            work, person = Work(tx, self._clock(), self._house), as_person(patient)
            says = card(work, person)
            if not says:
                return None
            message = render(says[0], self._house.book, reader_of(work, person, patient))
            return _Drawn(patient.chat_id, patient.card_message_id, replace(message, silent=True))

    def _remember(self, patient_id: str, message_id: int) -> None:
        with self._store.transaction() as tx:
            patient = patients.patient_by_id(tx, patient_id)
            if patient is not None:
                patients.change(tx, patient, card_message_id=message_id)
