"""A hundred lines that say what must be true of two people, one bot and a Telegram, in whatever order things happen to them.

The parts are the real ones: books, inbox, use cases, an SQLite file. What travels between them is in the hands of the test: a call that is
under way may arrive or not, its answer may get lost, the process may die or be overtaken, the database may be away.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, cast

from sqlmodel import col, select

from bot.care import check_ins, consent, leaving, pausing
from bot.care.work import UseCase
from bot.clock import FrozenClock
from bot.delivery.books import Books, Landing, Trip
from bot.handlers.context import Desk, Sender, apply
from bot.schedules.loader import default_protocol
from bot.schedules.planner import plan
from bot.store import due_audit, facts, inbox, patients, treatments
from bot.store.inbox import Arrived
from bot.store.ledger import Outcome
from bot.store.records import Answer, Consent, Inbox, Message, Patient, Reminder, Treatment
from bot.store.states import InboxState, MessageState, PatientState
from bot.store.store import Store, Tx
from bot.store.trouble import StoreTrouble, Trouble
from tests.delivery.office import HOUSE
from tests.people import LISBON, at
from tests.store import someone

BOT = 4711
PEOPLE = (7_000_000_001, 7_000_000_002)
AFTERNOON = at("2026-03-06 14:20", LISBON)
QUESTION = "D1-3"
PROTOCOL = default_protocol()


class Flaky(Store):
    """The real store, unless it is away."""

    away = False

    @contextmanager
    def transaction(self) -> Iterator[Tx]:
        if self.away:
            raise StoreTrouble(Trouble.BUSY)
        with super().transaction() as tx:
            yield tx


@dataclass
class Arrival:
    """One message as somebody got it."""

    chat: int
    letter: str
    steps: tuple[str, ...]
    silent: bool
    attempt: int
    at: datetime


@dataclass
class World:
    """What is so, beside what the database says."""

    store: Flaky
    clock: FrozenClock
    real: FrozenClock
    about: dict[int, str] = field(default_factory=dict)
    books: Books = field(init=False)
    seen: datetime = field(init=False)
    """The latest that the clock has shown at a look."""
    claimed: list[Trip] = field(default_factory=list)
    flights: list[Trip] = field(default_factory=list)
    landed: list[Landing] = field(default_factory=list)
    """What has arrived and is written down, while what comes after it is not planned yet."""
    arrived: list[Arrival] = field(default_factory=list)
    in_doubt: set[str] = field(default_factory=set)
    """Letters of which one attempt ended without an outcome being written down."""
    cut_off: set[int] = field(default_factory=set)
    """Whose message was written down as sent by a process that died before it planned on: they are looked at too soon."""
    blocked: set[int] = field(default_factory=set)
    stopped: set[int] = field(default_factory=set)
    forgotten: set[int] = field(default_factory=set)
    answers: dict[int, list[str]] = field(default_factory=lambda: defaultdict(list))
    updates: dict[int, tuple[int, str]] = field(default_factory=dict)
    hands: int = 0

    def __post_init__(self) -> None:
        self.seen = self.clock()
        self.starts()
        with self.store.transaction() as tx:
            for who in PEOPLE:
                patient = someone.a_patient(tx, who, now=self.clock())
                with facts.changing(tx, patient, PROTOCOL, self.clock()) as locked:
                    told = someone.told(self.clock())
                    self.about[who] = treatments.add_treatment(tx, locked, told, PROTOCOL, self.clock()).id

    def starts(self) -> None:
        """A process begins, alone; what another had in hand is nobody's."""
        self.hands += 1
        self.in_doubt |= self._under_way()
        self.cut_off |= {one.trip.errand.chat_id for one in self.landed if one.written}
        self.claimed.clear()
        self.flights.clear()
        self.landed.clear()
        self.books = Books(self.store, HOUSE, self.clock, f"process {self.hands}")
        self.books.recover(self.real())
        with self.store.transaction() as tx:
            inbox.let_go_of_the_dead(tx, BOT, self.real() + inbox.HELD_FOR)

    def claims(self) -> None:
        """Whoever is due is looked after, and what they are owed is put into words."""
        self.seen = max(self.seen, self.clock())
        self.claimed += self.books.claim(4)

    def looks(self) -> None:
        """The same, and their first messages are on the wire."""
        self.claims()
        leaving, self.claimed = self.claimed, []
        onward = [trip for one in self.landed if (trip := one.trip.after(one.outcome)) is not None]
        departing = self.books.step(self.landed, [*onward, *leaving])
        self.landed = []
        self._leave(departing)

    def days_pass_until_the_question(self) -> None:
        """Everybody gets what they are owed until they have been asked how it goes."""
        while not all(self.may_answer(who) for who in PEOPLE):
            self.looks()
            for trip in tuple(self.flights):
                self.lands(trip, MessageState.SENT, arrives=True)
            with self.store.read() as tx:
                due = patients.earliest_next_due(tx)
            if due is not None:  # or somebody is still being looked after
                self.clock.set(max(due, self.clock()))

    def lands(self, trip: Trip, outcome: MessageState, *, arrives: bool) -> None:
        """What is on the wire arrives or not. That it was sent is written down at once; everything else, and what leaves
        next, when the bot looks again, if it lives till then.
        """
        result = Outcome(outcome, 1 if outcome is MessageState.SENT else None, self.clock() + timedelta(seconds=20))
        self.flights.remove(trip)
        if arrives:
            self.arrives(trip)
        if outcome is MessageState.UNKNOWN:
            self.in_doubt.add(trip.letter.id)
        self.landed.append(self.books.land(trip, result) if outcome is MessageState.SENT else Landing(trip, result))

    def sets_the_clock_back(self) -> None:
        """The bot notices, and does its chores: what was closed at a time that has not come is open again, and who is looked at
        when a clock that was ahead said so is looked at when the right one says so.
        """
        self.clock.move(timedelta(minutes=-90))
        with self.store.transaction() as tx:
            for one in due_audit.closed_ahead(tx, self.clock()):
                due_audit.reopen(tx, one, PROTOCOL, self.clock())
            for one in due_audit.to_audit(tx, self.clock()):
                due_audit.repair(tx, one, PROTOCOL, self.clock())

    def travels(self, who: int, zone: str) -> None:
        """Somebody is elsewhere now, and says so."""
        with self.store.transaction() as tx:
            patient = patients.patient_by_telegram(tx, who)
            if patient is not None:
                with facts.changing(tx, patient, PROTOCOL, self.clock()) as locked:
                    patients.change(tx, locked, zone=zone)

    def arrives(self, trip: Trip) -> None:
        letter = trip.letter
        ids = letter.fresh.bubble.ids if letter.fresh else ()
        self.arrived.append(
            Arrival(trip.errand.chat_id, letter.id, ids, letter.message.silent, letter.attempt, self.clock())
        )

    def hears(self, number: int, who: int, what: str) -> None:
        """Telegram brings an update, perhaps not for the first time."""
        self.updates.setdefault(number, (who, what))
        with self.store.transaction() as tx:
            inbox.put(tx, BOT, [Arrived(number, who, "message", "{}")])

    def handles(self, *, dies: bool) -> None:
        """One update is taken in hand and carried out. `dies`: its reply is not settled before the process ends."""
        with self.store.transaction() as tx:
            rows = inbox.next_batch(tx, BOT, limit=1, holder=f"hand {self.hands}")
        for row in rows:
            self._carry_out(row, dies=dies)

    def _carry_out(self, row: Inbox, *, dies: bool) -> None:
        who, what = self.updates[row.update_id]
        if row.state is InboxState.NEW:
            sender = Sender(row.update_id, who, who, "en", None, private=True)
            assert apply(self._desk(), sender, self._use_case(who, what)) is not None
            self._believe(who, what)
        if not dies:
            with self.store.transaction() as tx:
                inbox.mark_answered(tx, BOT, row.update_id)

    def _leave(self, trips: list[Trip]) -> None:
        for trip in trips:
            chat = trip.errand.chat_id
            assert chat not in self.stopped | self.forgotten, "after a stop nothing starts"
            assert self.seen >= trip.letter.due, "never early, though the clock may have been set back since"
        self.flights += trips

    def _desk(self) -> Desk:
        return Desk(self.store, HOUSE, self.clock, cast(Any, None), BOT, lambda: None)

    def _use_case(self, who: int, what: str) -> UseCase:
        if what in {"better", "same", "worse"}:
            return lambda work, person: check_ins.answer(work, person, self.about[who], QUESTION, "0", what)
        told: dict[str, UseCase] = {
            "/stop": pausing.stop,
            "/start": consent.start,
            "forget-yes": leaving.forget_yes,
            "/privacy": leaving.privacy,
        }
        return told[what]

    def _believe(self, who: int, what: str) -> None:
        if who in self.forgotten:
            return
        match what:
            case "/stop":
                self.stopped.add(who)
            case "/start":
                self.stopped.discard(who)
            case "forget-yes":
                self.forgotten.add(who)
            case "better" | "same" | "worse" if self.answers[who][-1:] != [what]:
                self.answers[who].append(what)

    def may_answer(self, who: int) -> bool:
        """Whether the question has arrived: only then is there a button."""
        return any(one.chat == who and QUESTION in one.steps for one in self.arrived)

    def check(self) -> None:
        """What is true after every step."""
        with self.store.read() as tx:
            rows = {one.chat_id: one for one in tx.exec(select(Patient))}
            messages = list(tx.exec(select(Message)))
            assert set(rows) == set(PEOPLE) - self.forgotten, "who was forgotten is gone, nobody else"
            assert self._orphans(tx) == 0
            for who, patient in rows.items():
                kept = tx.exec(select(Answer.choice).where(Answer.patient_id == patient.id).order_by(col(Answer.id)))
                assert list(kept) == self.answers[who], "answers take effect once each, in their order"
                assert (patient.state is PatientState.STOPPED) == (who in self.stopped)
                if patient.lease_owner is None and patient.state is PatientState.ACTIVE:
                    self._is_looked_at_in_time(tx, patient)
            under_way = self._under_way()
            for message in messages:
                assert message.state is not MessageState.SENDING or message.id in under_way | self.in_doubt
                assert message.state is not MessageState.LATER or message.retry_at is not None
        self._copies()

    def _under_way(self) -> set[str]:
        """Letters of which this process knows, and the database not yet, what became of them."""
        return {one.letter.id for one in (*self.flights, *(landing.trip for landing in self.landed))}

    def _is_looked_at_in_time(self, tx: Tx, patient: Patient) -> None:
        if patient.next_due_at is not None and patient.next_due_at <= self.clock():
            return
        if due_audit.is_right(tx, patient.id, PROTOCOL, self.clock()):
            self.cut_off.discard(patient.chat_id)
            return
        right = facts.wake_of(tx, patient, PROTOCOL, self.clock())
        assert patient.chat_id in self.cut_off
        assert patient.next_due_at is not None
        assert right is None or patient.next_due_at < right

    def _copies(self) -> None:
        by_letter: dict[str, list[Arrival]] = defaultdict(list)
        for one in self.arrived:
            by_letter[one.letter].append(one)
        for letter, copies in by_letter.items():
            assert len(copies) <= 2
            if len(copies) == 2:
                assert letter in self.in_doubt, "a second copy only where nobody could know of the first"
                assert copies[1].silent

    @staticmethod
    def _orphans(tx: Tx) -> int:
        known = select(Patient.id)
        tables = (Message, Reminder, Answer, Treatment, Consent)
        return sum(len(tx.exec(select(one).where(col(one.patient_id).not_in(known))).all()) for one in tables)

    def calms_down(self) -> None:
        """Nothing goes wrong any more: everything that is owed gets said or has its reason, and nothing is open."""
        self.store.away = False
        self.starts()
        for _ in range(200):
            self.handles(dies=False)
            self.looks()
            for trip in tuple(self.flights):
                self.lands(trip, MessageState.SENT, arrives=True)
            if self._is_calm():
                break
            self.clock.move(timedelta(seconds=21))
        assert self._is_calm()
        self.check()
        with self.store.read() as tx:
            assert inbox.unfinished(tx, BOT) == 0
            assert not [one for one in tx.exec(select(Message)) if one.state is MessageState.SENDING]
            for patient in tx.exec(select(Patient).where(Patient.state == PatientState.ACTIVE)):
                owed = plan(facts.facts_of(tx, patient), PROTOCOL, self.clock()).moments
                assert not [one for one in owed if one.due <= self.clock() <= one.latest]

    def _is_calm(self) -> bool:
        with self.store.read() as tx:
            due = patients.earliest_next_due(tx)
            return (
                not self.flights
                and not self.landed
                and not inbox.unfinished(tx, BOT)
                and (due is None or due > self.clock())
            )
