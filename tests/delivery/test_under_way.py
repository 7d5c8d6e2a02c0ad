"""What happens to people between the moment when a message to them is written down and the moment when it is known what
became of it.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from sqlalchemy import text

from bot.clock import FrozenClock
from bot.delivery.books import Books, Landing, Trip
from bot.delivery.dispatcher import CLAIM
from bot.delivery.waits import Waits
from bot.playground.faults import FaultKind, Rule
from bot.playground.server import Served
from bot.schedules.protocol import ConcernLevel
from bot.store import answers, facts, forgetting, patients, pauses
from bot.store.ledger import Outcome
from bot.store.records import Message, Patient
from bot.store.states import MessageState, PatientState
from bot.store.store import Store, Tx
from tests.delivery.conftest import AMIR, MARIA
from tests.delivery.office import HOUSE, an_office
from tests.people import LISBON, at

MORNING = at("2026-03-06 09:00", LISBON)
NOBODY = Outcome(MessageState.UNREACHABLE)

Does = Callable[[Tx, Patient, datetime], object]


class Line:
    """A pace under which the first reminder has to wait until the test lets it go on."""

    def __init__(self) -> None:
        self.moves = asyncio.Event()
        self.holds = 1

    async def turn(self) -> None:
        self.holds -= 1
        if self.holds == 0:
            await self.moves.wait()

    async def look(self, *, anew: bool = False) -> float:
        del anew
        return 0.0

    def expect(self, count: int) -> None:
        """It is all the same to this line."""

    def pause(self, seconds: float) -> None:
        """It knows of no pauses."""


def does(store: Store, patient_id: str, what: Does, now: datetime = MORNING) -> None:
    with store.transaction() as tx:
        patient = patients.patient_by_id(tx, patient_id)
        assert patient is not None
        what(tx, patient, now)


def stop(tx: Tx, patient: Patient, now: datetime) -> None:
    with facts.changing(tx, patient, HOUSE.protocol, now) as locked:
        pauses.suspend(tx, locked, PatientState.STOPPED, now)


def block(tx: Tx, patient: Patient, now: datetime) -> None:
    with facts.changing(tx, patient, HOUSE.protocol, now) as locked:
        pauses.suspend(tx, locked, PatientState.UNREACHABLE, now)


def come_back(tx: Tx, patient: Patient, now: datetime) -> None:
    with facts.changing(tx, patient, HOUSE.protocol, now) as locked:
        pauses.wake(tx, locked, now)


def worry(tx: Tx, patient: Patient, now: datetime) -> None:
    with facts.changing(tx, patient, HOUSE.protocol, now) as locked:
        answers.open_concern(tx, locked, ConcernLevel.TODAY, now)


def wish_for_essentials(tx: Tx, patient: Patient, now: datetime) -> None:
    with facts.changing(tx, patient, HOUSE.protocol, now) as locked:
        patients.change(tx, locked, essentials_only=True)


async def written_down(store: Store, served: Served, clock: FrozenClock | None = None) -> tuple[str, Books, Trip]:
    """Maria, and the first message to her, or the first at an instant, as it is about to leave by hand."""
    clock = clock or FrozenClock(MORNING)
    async with an_office(store, served, MORNING) as office:
        if clock() > MORNING:
            maria = office.treated()
            await office.walk(clock() - timedelta(minutes=1))
        office.running.cancel()
        await asyncio.gather(office.running, return_exceptions=True)
        if clock() == MORNING:
            maria = office.treated()
        office.running = asyncio.create_task(asyncio.sleep(0))
    books = Books(store, HOUSE, clock, "by hand")
    (trip,) = books.step([], books.claim(1))
    return maria, books, trip


@pytest.mark.parametrize(("what", "arrive"), [(stop, 0), (forgetting.forget, 0), (wish_for_essentials, 2)])
async def test_what_somebody_does_while_a_message_waits_for_its_turn_counts_before_it_leaves(
    store: Store, served: Served, what: Does, arrive: int
) -> None:
    line = Line()
    async with an_office(store, served, MORNING, shared=line) as office:
        maria = office.treated()
        office.ticker.wake()
        async with asyncio.timeout(10):
            while not office.messages():  # noqa: ASYNC110 - a row in a database tells nobody that it is there
                await asyncio.sleep(0.005)
        written = office.messages()[0].id
        does(store, maria, what)
        line.moves.set()
        await office.settled()
        assert len(office.texts()) == arrive
        assert written not in {one.id for one in office.messages() if one.state is MessageState.SENT}


async def test_who_came_back_is_not_silenced_by_what_telegram_said_while_they_were_away(
    store: Store, served: Served
) -> None:
    maria, books, trip = await written_down(store, served)
    does(store, maria, block)
    does(store, maria, come_back)
    books.step([Landing(trip, NOBODY)], [])
    with store.read() as tx:
        patient = patients.patient_by_id(tx, maria)
        assert patient is not None
        assert patient.state is PatientState.ACTIVE
        assert patient.next_due_at is not None
    assert books.claim(1), "what the lost message said is planned anew"


async def test_who_did_nothing_since_the_message_left_is_away(store: Store, served: Served) -> None:
    maria, books, trip = await written_down(store, served)
    books.step([Landing(trip, NOBODY)], [])
    with store.read() as tx:
        patient = patients.patient_by_id(tx, maria)
        assert patient is not None
        assert (patient.state, patient.next_due_at) == (PatientState.UNREACHABLE, None)


async def test_a_departure_whose_commit_was_not_answered_leaves_all_the_same(store: Store, served: Served) -> None:
    maria, books, trip = await written_down(store, served)
    planned = Trip(trip.errand, trip.rev - 1, trip.good_until, trip.planned_at)
    (again,) = books.step([], [planned])
    assert again == trip, "the server was lost after the commit, so the same is tried once more"
    does(store, maria, wish_for_essentials)
    assert books.step([], [planned]) == [], "what was planned before she changed something is planned anew"


async def test_what_was_on_the_wire_when_somebody_began_to_worry_is_not_said_once_more_if_a_worry_holds_it_back(
    store: Store, served: Served
) -> None:
    clock = FrozenClock(at("2026-03-08 09:30", LISBON))
    maria, books, trip = await written_down(store, served, clock)
    assert trip.letter.step == "D2-1"
    does(store, maria, worry, clock())
    books.step([Landing(trip, Outcome(MessageState.UNKNOWN, retry_at=clock() + timedelta(seconds=20)))], [])
    clock.move(timedelta(minutes=1))
    (nothing,) = books.claim(1)
    assert nothing.errand.letters == ()
    assert books.step([], [nothing]) == []
    assert books.claim(1) == [], "it does not come up again"
    with store.read() as tx:
        message = tx.get(Message, trip.letter.id)
        assert message is not None
        assert (message.state, message.retry_at) == (MessageState.UNKNOWN, message.latest_at + timedelta(seconds=1))


async def test_who_falls_due_while_another_message_hangs_does_not_wait_for_its_end(
    store: Store, served: Served
) -> None:
    line = Line()
    async with an_office(store, served, MORNING, waits=Waits(beat_s=0.05), shared=line) as office:
        office.treated(MARIA)
        office.ticker.wake()
        async with asyncio.timeout(10):
            while not office.messages():  # noqa: ASYNC110 - as above
                await asyncio.sleep(0.005)
            office.treated(AMIR)
            while len(office.texts(AMIR)) < 2:  # noqa: ASYNC110
                await asyncio.sleep(0.005)
        assert office.texts(MARIA) == []
        line.moves.set()
        await office.settled()
        assert len(office.texts(MARIA)) == 2


async def test_whose_turn_has_not_come_when_the_bot_stops_is_left_to_the_next_process(
    store: Store, served: Served
) -> None:
    async with an_office(store, served, MORNING, shared=Line()) as office:
        office.treated()
        office.ticker.wake()
        async with asyncio.timeout(10):
            while not office.messages():  # noqa: ASYNC110 - as above
                await asyncio.sleep(0.005)
            office.dispatcher.stop()
            await office.running
        assert office.texts() == []
        assert {(one.state, one.doubts) for one in office.messages()} == {(MessageState.LATER, 0)}


async def test_nobody_takes_their_own_message_under_way_for_one_that_a_dead_process_left(
    store: Store, served: Served
) -> None:
    async with an_office(store, served, MORNING, waits=Waits(lease_s=0.6, left_s=0.1, beat_s=0.05)) as office:
        served.faults.add(Rule(FaultKind.LATE_ANSWER, "sendMessage", seconds=1.5, times=1))
        office.treated()
        await office.settled()
        await office.go_to(MORNING + timedelta(minutes=1))
        assert [(one.state, one.doubts) for one in office.messages()] == [(MessageState.SENT, 0)] * 2
        assert len(office.texts()) == 2


async def test_more_people_than_are_looked_after_at_once_do_not_wait_for_the_last_of_those_before_them(
    store: Store, served: Served
) -> None:
    line = Line()
    people = [AMIR + 100 + place for place in range(CLAIM + 2)]
    async with an_office(store, served, MORNING, waits=Waits(beat_s=3600), shared=line) as office:
        for who in people:
            served.world.add_person(who, "Somebody")
            served.world.person_says(who, "/start")
            office.treated(who)
        office.ticker.wake()
        async with asyncio.timeout(20):
            while sum(len(office.texts(who)) == 2 for who in people) < CLAIM + 1:  # noqa: ASYNC110 - as above
                await asyncio.sleep(0.01)
        line.moves.set()
        await office.settled()
        assert all(len(office.texts(who)) == 2 for who in people)


async def test_facts_of_a_newer_release_stop_nobody_else(store: Store, served: Served) -> None:
    async with an_office(store, served, MORNING) as office:
        served.faults.add(Rule(FaultKind.TOO_MANY, "sendMessage", chat_id=MARIA, times=1, seconds=1))
        office.treated(MARIA)
        await office.settled()
        with store.transaction() as tx:
            tx.execute(text("UPDATE treatment SET goal = 'of-a-newer-release'"))
        office.clock.move(timedelta(minutes=1))
        office.treated(AMIR)
        async with asyncio.timeout(10):
            while len(office.texts(AMIR)) < 2:
                assert not office.running.done()
                office.ticker.wake()
                await asyncio.sleep(0.02)
