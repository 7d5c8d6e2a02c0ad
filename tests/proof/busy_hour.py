"""An hour in which everything happens: people write, tap and leave, reminders are due, and a process has died before."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import Any

import aiohttp
from sqlmodel import col, select

from bot.delivery.errands import prepare
from bot.schedules.loader import default_protocol
from bot.store import facts, ledger, patients, treatments
from bot.store.ledger import Outcome
from bot.store.records import Answer, Patient, Tombstone
from bot.store.states import MessageState
from bot.store.store import Tx
from tests.delivery.office import HOUSE
from tests.proof.arena import TOKEN, Arena
from tests.store import someone

PROTOCOL = default_protocol()
CHOICES = ("better", "same")
"""What is answered to one check-in, one after the other: a change of mind."""
WORDS = ("/help", "/privacy", "My face is so swollen, I feel so ugly.")
"""What is asked. The last has two answers, one after the other."""


class BusyHour:
    """Who does what. Made before any bot runs."""

    def __init__(self, arena: Arena) -> None:
        self._arena = arena
        self._reminded = arena.comes(3)
        self._left_over = arena.comes(2)
        self._asking = arena.comes(len(WORDS), treated=False)
        (self._later,) = arena.comes(1, treated=False)
        self._leaving = arena.comes(2)
        (self._answering,) = arena.comes(1, treated=False)
        self._misplaced = arena.comes(2)
        (self._finished,) = arena.comes(1, treated=False)
        self._check_in: tuple[str, str] = ("", "")

    async def begins(self) -> None:
        """Everything that is there when the bot starts."""
        arena, now = self._arena, self._arena.clock()
        with arena.store.transaction() as tx:
            for who in self._left_over:
                self._die_while_sending_to(tx, who)
            for who in self._misplaced:
                self._patient(tx, who).next_due_at = now + timedelta(days=400)
            long_ago = now - timedelta(days=500)
            finished = someone.a_patient(tx, self._finished, now=long_ago)
            finished.created_at = long_ago
        await self._answers()
        for who, words in zip(self._asking, WORDS, strict=True):
            arena.world.person_says(who, words)
        for who in self._leaving:
            arena.world.person_taps(who, await self._post(who, "Forget everything?", "1:forget-yes"), "1:forget-yes")

    async def goes_on(self) -> None:
        """A little later somebody else writes: a second batch of updates."""
        await asyncio.sleep(2)
        self._arena.world.person_says(self._later, "/about")

    def wrong(self) -> list[str]:
        """What is not as it would be had nothing gone wrong."""
        arena, wrong = self._arena, []
        with arena.store.read() as tx:
            known = set(tx.exec(select(Patient.telegram_id)))
            tombs = len(tx.exec(select(Tombstone)).all())
            given = list(tx.exec(select(Answer.choice).order_by(col(Answer.id))))
        if given != list(CHOICES):
            wrong.append(f"answers kept: {given}")
        if known & {*self._leaving, self._finished}:
            wrong.append("somebody who was to be forgotten is there")
        if tombs != len(self._leaving):
            wrong.append(f"{tombs} tombstones")
        arrived = {entry.chat_id for entry in arena.served.ledger.entries}
        wrong += [
            f"{who} was not answered" for who in {*self._asking, self._later, self._answering, *self._leaving} - arrived
        ]
        return wrong

    def _die_while_sending_to(self, tx: Tx, who: int) -> None:
        patient = self._patient(tx, who)
        letter = prepare(tx, patient, HOUSE, self._arena.clock()).letters[0]
        assert letter.fresh is not None
        assert ledger.begin_sending(tx, patient.id, patient.rev, [letter.fresh], self._arena.clock())
        facts.reschedule(tx, patient, PROTOCOL, self._arena.clock())

    async def _answers(self) -> None:
        """Somebody was asked this morning how it goes, and now answers, twice."""
        arena, who = self._arena, self._answering
        morning = arena.clock() - timedelta(days=2)
        with arena.store.transaction() as tx:
            patient = someone.a_patient(tx, who, now=morning)
            with facts.changing(tx, patient, PROTOCOL, morning) as locked:
                session = treatments.add_treatment(tx, locked, someone.told(morning), PROTOCOL, morning)
            about, patient_id = session.id, patient.id
        data = [f"1:answer:{about}:D1-3:0:{choice}" for choice in CHOICES]
        message_id = await self._post(who, "How is your skin today?", *data)
        with arena.store.transaction() as tx:
            found = patients.patient_by_id(tx, patient_id)
            assert found is not None
            step = next(one for one in PROTOCOL.steps if one.id == "D1-3")
            message = someone.a_message(
                about,
                "D1-3",
                due=arena.clock() - timedelta(hours=20),
                priority=step.priority,
                useful_for=timedelta(days=2),
            )
            assert ledger.begin_sending(tx, found.id, found.rev, [message], arena.clock())
            sent = Outcome(MessageState.SENT, telegram_message_id=message_id)
            ledger.settle(tx, message.id, 1, sent, arena.clock())
            ledger.close(tx, found, [], arena.clock())
            facts.reschedule(tx, found, PROTOCOL, arena.clock())
        for one in data:
            arena.world.person_taps(who, message_id, one)

    async def _post(self, who: int, text: str, *taps: str) -> int:
        """Something that an earlier bot said, with buttons."""
        keyboard = {"inline_keyboard": [[{"text": one[-20:], "callback_data": one}] for one in taps]}
        given: dict[str, Any] = {"chat_id": who, "text": text, "reply_markup": keyboard}
        async with (
            aiohttp.ClientSession() as session,
            session.post(f"{self._arena.served.base_url}{TOKEN}/sendMessage", json=given) as answer,
        ):
            return int((await answer.json())["result"]["message_id"])

    @staticmethod
    def _patient(tx: Tx, who: int) -> Patient:
        found = patients.patient_by_telegram(tx, who)
        assert found is not None
        return found
