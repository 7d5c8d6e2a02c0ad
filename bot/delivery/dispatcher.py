"""Reminders out: claims who is due, has their messages written down, sends them, settles them.

    wake -> claim (lease) -> plan and render -> commit `sending` for at most four -> send -> commit that it arrived
         -> plan on with the next commit

A kill at any moment leaves in doubt only what was on the wire. One person's messages leave one after another, different
people's side by side; what may be a repeat leaves alone, so that another kill leaves no more than that in doubt twice.
"""

from __future__ import annotations

import asyncio
import os
import secrets
import socket
import time
from collections import deque
from collections.abc import Collection
from datetime import datetime
from functools import partial

from bot.care.work import House
from bot.clock import Clock
from bot.delivery.books import Books, Landing, Trip
from bot.delivery.budget import IN_FLIGHT, Budget
from bot.delivery.card import Cards
from bot.delivery.faults import where
from bot.delivery.last_look import only_if
from bot.delivery.messenger import Messenger
from bot.delivery.outcomes import kept_back, outcome_of
from bot.delivery.patience import patiently
from bot.delivery.receipts import Receipt, Unknown
from bot.delivery.ticker import Ticker
from bot.delivery.waits import Waits
from bot.logs import log
from bot.store.ledger import Outcome
from bot.store.states import MessageState
from bot.store.store import Store

CLAIM = 16
"""How many patients are claimed at once."""

_log = log("delivery")


class Dispatcher:
    """One loop over everybody who is due. `alone_since`: since then, in real time, it is known that whoever held a
    lease before is dead.
    """

    def __init__(
        self,
        store: Store,
        house: House,
        clock: Clock,
        messenger: Messenger,
        budget: Budget,
        ticker: Ticker,
        *,
        alone_since: datetime | None = None,
        waits: Waits | None = None,
    ) -> None:
        self._waits = waits or Waits()
        self._clock = clock
        self._messenger = messenger
        self._budget = budget
        self._ticker = ticker
        self._alone_since = alone_since
        owner = f"{socket.gethostname()}:{os.getpid()}:{secrets.token_hex(4)}"
        self._books = Books(store, house, clock, owner, self._waits)
        self._cards = Cards(store, house, clock, messenger)
        self._recovered_at = float("-inf")
        self._stopping = False
        self._at_rest = False

    @property
    def idle(self) -> bool:
        """Whether it has looked since it was last woken, and found nothing more to do."""
        return self._at_rest and not self._ticker.woken and not self._cards.busy

    async def run(self) -> None:
        """Dispatches until `stop`. Then nothing more leaves; what is on the wire is waited for and settled."""
        self._ticker.wake()
        while not self._stopping:
            self._at_rest = True
            await self._ticker.wait()
            self._at_rest = False
            await self._recover()
            while not self._stopping and await self._somebody_is_due() and await self._round():
                pass
        await self._cards.drain()

    def stop(self) -> None:
        """Ends `run` as soon as what is on the wire has landed. A pause that Telegram asked for is not waited out."""
        self._stopping = True
        self._budget.close()
        self._ticker.wake()

    async def _recover(self) -> None:
        if time.monotonic() - self._recovered_at < self._waits.recover_s:
            return
        self._recovered_at = time.monotonic()
        found = await patiently(partial(self._books.recover, self._alone_since))
        self._alone_since = None
        if found:
            _log.warning("messages_left_over", count=found)

    async def _somebody_is_due(self) -> bool:
        """Sets the ticker to the next who is due; true if that is somebody now."""
        due = await patiently(self._books.next_due)
        if due is not None and due <= self._clock():
            self._ticker.arm(None)
            return True
        self._ticker.arm(due)
        return False

    async def _round(self) -> bool:
        """Claims some who are due and serves them. False if nobody is, or Telegram wants a pause."""
        await self._budget.look()
        pause = self._budget.paused()
        if pause:
            await asyncio.sleep(min(pause, 1.0))
            self._ticker.wake()
            return False
        trips = await patiently(partial(self._books.claim, CLAIM))
        if not trips:
            return False
        await self._travel(deque(trips))
        return True

    async def _travel(self, waiting: deque[Trip]) -> None:
        flights: dict[asyncio.Task[Landing], Trip] = {}
        landings: list[Landing] = []
        more = True
        while waiting or flights or landings:
            if more and not self._is_held() and len(waiting) < IN_FLIGHT:
                # While the last of them are on the wire, or nothing would leave until the next are planned.
                here = (*waiting, *flights.values(), *(landing.trip for landing in landings))
                found = await patiently(partial(self._books.claim, CLAIM, here))
                more = bool(found)
                waiting.extend(found)
            ready = [] if self._is_held() else _ready(waiting, flights.values(), self._budget.places)
            self._budget.expect(len(waiting))
            if ready or landings:
                departing = await self._write(landings, ready)
                landings = []
                flights.update({asyncio.create_task(self._fly(trip)): trip for trip in departing})
            elif not flights:
                await patiently(partial(self._books.release, tuple(waiting)))
                return
            if flights:
                landed, _ = await asyncio.wait(flights, timeout=self._waits.beat_s, return_when=asyncio.FIRST_COMPLETED)
                for task in landed:
                    del flights[task]
                    landings.append(task.result())
                    self._go_on(landings[-1], waiting)
                # Whoever hangs on the line must not keep waiting those who fall due meanwhile.
                more = more or not landed

    def _is_held(self) -> bool:
        """Whether nothing more may leave now."""
        return self._stopping or self._budget.paused() > 0

    async def _write(self, landings: list[Landing], trips: list[Trip]) -> list[Trip]:
        """One commit for all of them; if that breaks, one for each, so that only what is broken is left behind."""
        try:
            return await patiently(partial(self._books.step, landings, trips))
        except Exception as error:  # noqa: BLE001 - a mistake about one person must not silence all the others
            _log.error("commit_failed", error=type(error).__name__, where=where(error))
        if len(landings) + len(trips) == 1:
            return []
        one_by_one = [await self._write([landing], []) for landing in landings]
        one_by_one += [await self._write([], [trip]) for trip in trips]
        return [trip for departing in one_by_one for trip in departing]

    def _go_on(self, landing: Landing, waiting: deque[Trip]) -> None:
        onward = landing.trip.after(landing.outcome)
        if onward is not None:
            waiting.appendleft(onward)
        elif landing.trip.sent or landing.outcome.telegram_message_id is not None:
            self._cards.refresh(landing.trip.errand.patient_id)

    async def _fly(self, trip: Trip) -> Landing:
        """Sends the letter at which a trip is, and writes down at once that it arrived."""
        letter, chat_id = trip.letter, trip.errand.chat_id
        began = time.monotonic()
        async with self._budget.reminder(chat_id) as its_turn:
            now = self._clock()
            if not (its_turn and trip.in_time(now)):
                outcome = kept_back(now)
            else:
                receipt = await self._send(trip)
                outcome = outcome_of(receipt, letter.attempt, letter.latest, self._clock())
        landing = await self._land(trip, outcome)
        _log.info(
            "message_settled",
            step=letter.step,
            outcome=outcome.state.value,
            reason=outcome.reason,
            attempt=letter.attempt,
            repeat=letter.repeat or None,
            late_s=round((now - letter.due).total_seconds()),
            ms=round((time.monotonic() - began) * 1000),
        )
        return landing

    async def _land(self, trip: Trip, outcome: Outcome) -> Landing:
        """What was sent is written down at once; everything else can wait for the next commit."""
        if outcome.state is MessageState.SENT:
            try:
                return await patiently(partial(self._books.land, trip, outcome))
            except Exception as error:  # noqa: BLE001 - the next commit tries it once more
                _log.error("commit_failed", error=type(error).__name__, where=where(error))
        return Landing(trip, outcome)

    async def _send(self, trip: Trip) -> Receipt:
        async def still_wanted() -> bool:
            return await patiently(partial(self._books.is_wanted, trip))

        try:
            with only_if(lambda: trip.in_time(self._clock()), still_wanted):
                return await self._messenger.send(trip.errand.chat_id, trip.letter.message, waits=False)
        except Exception as error:  # noqa: BLE001 - a mistake of ours after the commit: nobody knows whether it left
            _log.error("send_failed", error=type(error).__name__, where=where(error))
            return Unknown()


def _ready(waiting: deque[Trip], flights: Collection[Trip], places: int) -> list[Trip]:
    """Takes out of those who wait whoever may leave beside those who are under way."""
    ready: list[Trip] = []
    while waiting and len(flights) + len(ready) < places:
        company = (*flights, *ready)
        if company and any(trip.repeats for trip in (*company, waiting[0])):
            break
        ready.append(waiting.popleft())
    return ready
