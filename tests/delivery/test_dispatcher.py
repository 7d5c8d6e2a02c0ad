"""Reminders from facts to the chat: real planner, real words, real database, real HTTP."""

from __future__ import annotations

import asyncio
import time
from datetime import timedelta

import pytest
from sqlalchemy import Engine, event
from sqlmodel import select

from bot.clock import FrozenClock
from bot.delivery.books import Books, Landing
from bot.delivery.budget import PER_SECOND
from bot.delivery.shared_pace import SharedPace
from bot.delivery.waits import Waits
from bot.playground.faults import FaultKind, Rule
from bot.playground.groups import add_bot
from bot.playground.server import Served
from bot.store import facts, inbox, patients, pauses
from bot.store.inbox import Arrived
from bot.store.ledger import Outcome
from bot.store.records import Message, Patient
from bot.store.states import MessageState, PatientState
from bot.store.store import Store, Tx
from tests.delivery.conftest import AMIR, MARIA
from tests.delivery.office import HOUSE, an_office
from tests.people import LISBON, at
from tests.proof.numbers import note

MORNING = at("2026-03-06 09:00", LISBON)


async def test_a_year_arrives_each_message_at_its_hour_and_once(store: Store, served: Served) -> None:
    async with an_office(store, served, MORNING) as office:
        office.treated()
        await office.settled()
        assert [one.ids[0] for one in office.messages()] == ["D0-1", "D0-2"]
        await office.walk(MORNING + timedelta(days=400))
        messages = office.messages()
        assert len(messages) == len(office.texts()) == 22
        assert {one.state for one in messages} == {MessageState.SENT}
        assert messages[-1].ids[0] == "M12-1"
        assert office.next_due() is None


async def test_the_bubbles_of_a_moment_arrive_in_order_and_only_the_first_rings(store: Store, served: Served) -> None:
    async with an_office(store, served, MORNING) as office:
        office.treated()
        await office.settled()
        first, second = served.ledger.sent(MARIA)
        assert (first.silent, second.silent) == (False, True)
        assert office.reminders() == {"D0-1": "said", "D0-2": "said"}


async def test_what_is_sent_is_what_was_written_down(store: Store, served: Served) -> None:
    async with an_office(store, served, MORNING) as office:
        office.treated()
        await office.settled()
        for message, entry in zip(office.messages(), served.ledger.sent(MARIA), strict=True):
            assert message.telegram_message_id == entry.message_id
            assert message.protocol_version == "1.0"


async def test_a_long_outage_is_one_summary_and_no_flood(store: Store, served: Served) -> None:
    async with an_office(store, served, MORNING) as office:
        office.treated()
        await office.settled()
        await office.go_to(MORNING + timedelta(days=12))
        assert [one.ids[0] for one in office.messages()] == ["D0-1", "D0-2", "S-LATE"]
        assert office.reminders()["D1-1"] == "outage"
        await office.walk(MORNING + timedelta(days=15))
        assert [one.ids[0] for one in office.messages()][3:] == ["W2-2"]


@pytest.mark.parametrize("way", ["blocked", "account deleted", "chat unknown"])
async def test_who_cannot_be_reached_gets_one_try_and_is_left_alone(store: Store, served: Served, way: str) -> None:
    async with an_office(store, served, MORNING) as office:
        match way:
            case "blocked":
                served.world.person_blocks(MARIA)
            case "account deleted":
                served.world.person_leaves_telegram(MARIA)
            case _:
                served.world.chat(MARIA).known = False
        maria = office.treated()
        await office.walk(MORNING + timedelta(days=9))
        tries = sum(call.method == "sendMessage" for call in served.ledger.calls)
        note(f"F26 {way}", {"most_tries": tries})
        assert office.patient(maria).state is PatientState.UNREACHABLE
        assert tries == 1
        assert office.next_due() is None


async def test_a_429_in_one_group_makes_nobody_else_wait(store: Store, served: Served) -> None:
    others = [AMIR, *(MARIA + 400 + n for n in range(9))]  # their messages are what Telegram takes in a second
    for who in others[1:]:
        served.world.add_person(who, "Somebody")
        served.world.person_says(who, "/start")
    family = add_bot(served.world, served.world.person(MARIA), "Family", group_id=None, supergroup=False)
    served.faults.add(Rule(FaultKind.TOO_MANY, "sendMessage", chat_id=family.id, seconds=60))
    async with an_office(store, served, MORNING) as office:
        office.treated(MARIA, chat_id=family.id)
        await office.settled()
        for who in others:
            office.treated(who)
        due = time.monotonic()
        await office.settled(patience=30)  # half of the pause
        late = [served.ledger.sent(who)[0].monotonic - due for who in others]
        pause = round(office.budget.paused(family.id))
        note("F12 group", {"others": len(late), "most_late_ms": round(1000 * max(late)), "most_pause_s": pause})
        assert [len(office.texts(who)) for who in others] == [2] * len(others)
        assert [call.status for call in served.ledger.calls if call.chat_id == family.id] == [429]


async def test_a_message_that_could_not_leave_waits_and_the_next_bubble_waits_behind_it(
    store: Store, served: Served
) -> None:
    async with an_office(store, served, MORNING) as office:
        served.faults.add(Rule(FaultKind.TOO_MANY, "sendMessage", times=1, seconds=1))
        office.treated()
        await office.settled()
        assert {one.state for one in office.messages()} == {MessageState.LATER}
        assert office.texts() == []
        await asyncio.sleep(1.0)
        await office.walk(MORNING + timedelta(minutes=1))
        assert [one.ids[0] for one in office.messages()] == ["D0-1", "D0-2"]
        assert {one.state for one in office.messages()} == {MessageState.SENT}
        assert len(office.texts()) == 2
        assert "sunscreen" in office.texts()[1]


async def test_a_message_that_waited_too_long_is_missed_through_an_outage(store: Store, served: Served) -> None:
    async with an_office(store, served, MORNING) as office:
        office.treated()
        await office.settled()
        served.faults.add(Rule(FaultKind.TOO_MANY, "sendMessage", times=1, seconds=1))
        await office.walk(at("2026-03-06 19:30", LISBON))
        assert office.reminders()["D0-3"] == "sending"
        await office.go_to(at("2026-03-07 09:00", LISBON))
        assert office.reminders()["D0-3"] == "outage"


async def test_a_safety_message_with_an_unknown_outcome_is_said_once_more_silently_and_marked(
    store: Store, served: Served
) -> None:
    async with an_office(store, served, MORNING) as office:
        served.faults.add(Rule(FaultKind.DELIVER_THEN_DROP, "sendMessage", times=1))
        office.treated()
        await office.walk(MORNING + timedelta(minutes=5))
        first, rules, again = served.ledger.sent(MARIA)
        assert again.silent
        assert again.text.startswith("You may have this message already.")
        assert again.text.endswith(first.text)
        assert rules.text not in again.text
        assert [(one.ids[0], one.attempt, one.state) for one in office.messages()] == [
            ("D0-1", 2, MessageState.SENT),
            ("D0-2", 1, MessageState.SENT),
        ]


async def test_an_outcome_that_stays_unknown_ends_after_the_second_copy(store: Store, served: Served) -> None:
    async with an_office(store, served, MORNING) as office:
        served.faults.add(Rule(FaultKind.DELIVER_THEN_502, "sendMessage", times=3))
        office.treated()
        await office.walk(MORNING + timedelta(minutes=10))
        copies = [entry.text for entry in served.ledger.sent(MARIA)]
        assert len(copies) == 4, "two messages, one repeat each"
        assert office.reminders() == {"D0-1": "said", "D0-2": "said"}


async def test_a_helpful_message_with_an_unknown_outcome_is_never_repeated(store: Store, served: Served) -> None:
    async with an_office(store, served, MORNING) as office:
        office.treated()
        await office.walk(at("2026-03-09 12:00", LISBON))
        served.faults.add(Rule(FaultKind.DELIVER_THEN_RESET, "sendMessage", times=1))
        before = len(office.texts())
        await office.walk(at("2026-03-10 12:00", LISBON))
        assert office.messages()[-1].ids[0] == "D4-1"
        assert office.messages()[-1].state is MessageState.UNKNOWN
        await office.walk(at("2026-03-10 20:00", LISBON))
        assert len(office.texts()) == before + 1


async def test_people_are_served_side_by_side_and_never_more_than_four_at_once(store: Store, served: Served) -> None:
    everybody = [MARIA + 100 + n for n in range(12)]
    for telegram_id in everybody:
        served.world.add_person(telegram_id, "Somebody")
        served.world.person_says(telegram_id, "/start")
    async with an_office(store, served, MORNING) as office:
        served.faults.add(Rule(FaultKind.SLOW_DRIP, "sendMessage", times=8, seconds=0.0001))
        for telegram_id in everybody:
            office.treated(telegram_id)
        await office.settled()
        assert [len(office.texts(telegram_id)) for telegram_id in everybody] == [2] * 12
        assert 2 <= served.ledger.most_in_flight() <= 4


async def test_a_reminder_waits_until_the_person_has_been_answered(store: Store, served: Served) -> None:
    async with an_office(store, served, MORNING) as office:
        with store.transaction() as tx:
            inbox.put(tx, 4711, [Arrived(5, MARIA, "message", "{}")])
        office.treated()
        office.treated(AMIR)
        await office.settled()
        assert (len(office.texts()), len(office.texts(AMIR))) == (0, 2)
        with store.transaction() as tx:
            inbox.mark_answered(tx, 4711, 5)
        await office.settled()
        assert len(office.texts()) == 2


async def test_a_mistake_in_one_plan_leaves_the_others_alone(store: Store, served: Served) -> None:
    async with an_office(store, served, MORNING) as office:
        broken = office.treated()
        with store.transaction() as tx:
            patient = patients.patient_by_id(tx, broken)
            assert patient is not None
            patient.zone = "Mars/Olympus"
        office.treated(AMIR)
        await office.settled()
        assert (len(office.texts()), len(office.texts(AMIR))) == (0, 2)


async def test_facts_that_change_while_a_message_is_under_way_are_planned_again(store: Store, served: Served) -> None:
    async with an_office(store, served, MORNING) as office:
        maria = office.treated()
        served.faults.add(Rule(FaultKind.SLOW_DRIP, "sendMessage", times=1, seconds=0.0001))
        await office.until_sent()
        with store.transaction() as tx:
            patient = patients.patient_by_id(tx, maria)
            assert patient is not None
            with facts.changing(tx, patient, HOUSE.protocol, office.clock()) as locked:
                patients.change(tx, locked, essentials_only=True)
        await office.settled()
        assert office.reminders() == {"D0-1": "said", "D0-2": "said"}
        assert len(office.texts()) == 2


async def test_messages_of_a_dead_process_are_in_doubt_and_the_year_goes_on(store: Store, served: Served) -> None:
    async with an_office(store, served, MORNING) as office:
        office.treated()
        served.faults.add(Rule(FaultKind.DELIVER_THEN_HANG, "sendMessage", times=1))
        await office.until_sent()
        office.running.cancel()
        await asyncio.gather(office.running, return_exceptions=True)
        assert [one.state for one in office.messages()] == [MessageState.SENDING]
        office.running = asyncio.create_task(asyncio.sleep(0))
    async with an_office(store, served, MORNING + timedelta(minutes=1)) as office:
        await office.walk(MORNING + timedelta(hours=11))
        assert office.reminders() == {"D0-1": "said", "D0-2": "said", "D0-3": "said"}
        sent = [entry.text for entry in served.ledger.sent(MARIA)]
        assert len(sent) == 4, "one of them may have arrived twice, and says so"
        assert sum("You may have this message already." in text for text in sent) == 1


async def test_who_is_taken_over_from_a_process_that_hangs_gets_the_bubbles_in_their_order(
    store: Store, served: Served
) -> None:
    async with an_office(store, served, MORNING) as office:
        office.running.cancel()
        await asyncio.gather(office.running, return_exceptions=True)
        office.treated()
        office.running = asyncio.create_task(asyncio.sleep(0))
    hanging, other = (Books(store, HOUSE, FrozenClock(MORNING), name) for name in ("hanging", "other"))
    assert len(hanging.step([], hanging.claim(1))) == 1
    with store.transaction() as tx:
        for patient in tx.exec(select(Patient)):
            patient.lease_until = tx.real_now()
    (trip,) = other.claim(1)
    assert [letter.fresh is None for letter in trip.errand.letters] == [True, False], "the one in doubt goes first"
    assert trip.errand.letters[0].message.silent


async def test_a_stop_waits_for_what_is_on_the_wire_and_begins_nothing_more(store: Store, served: Served) -> None:
    async with an_office(store, served, MORNING) as office:
        served.faults.add(Rule(FaultKind.SLOW_DRIP, "sendMessage", times=1, seconds=0.0001))
        office.treated()
        await office.until_sent()
        office.dispatcher.stop()
        await office.running
        assert [(one.ids[0], one.state) for one in office.messages()] == [("D0-1", MessageState.SENT)]
    async with an_office(store, served, MORNING, alone=False) as office:
        await office.settled()
        assert [(one.ids[0], one.state) for one in office.messages()] == [
            ("D0-1", MessageState.SENT),
            ("D0-2", MessageState.SENT),
        ]


async def test_a_mistake_in_one_plan_does_not_keep_the_others_from_starting_again(store: Store, served: Served) -> None:
    async with an_office(store, served, MORNING) as office:
        office.treated()
        await office.settled()
    with store.transaction() as tx:
        for patient in tx.exec(select(Patient)):
            patient.zone = "Mars/Olympus"
        for message in tx.exec(select(Message)):
            message.state = MessageState.SENDING
    async with an_office(store, served, MORNING) as office:
        office.treated(AMIR)
        await office.settled()
        assert len(office.texts(AMIR)) == 2


async def test_a_message_that_could_not_leave_as_a_pause_began_waits_for_its_end(store: Store, served: Served) -> None:
    async with an_office(store, served, MORNING) as office:
        maria = office.treated()
        await office.settled()
    clock = FrozenClock(at("2026-03-06 19:30", LISBON))
    books = Books(store, HOUSE, clock, "by hand")
    (trip,) = books.step([], books.claim(1))
    with store.transaction() as tx:
        patient = patients.patient_by_id(tx, maria)
        assert patient is not None
        with facts.changing(tx, patient, HOUSE.protocol, clock()) as locked:
            pauses.pause(tx, locked, clock())
    books.step([Landing(trip, Outcome(MessageState.LATER, retry_at=clock()))], [])
    clock.move(timedelta(minutes=5))
    assert books.claim(1) == []
    assert office.reminders() == {"D0-1": "said", "D0-2": "said"}


async def test_what_ends_unsaid_between_planning_and_leaving_still_gets_its_row(store: Store, served: Served) -> None:
    async with an_office(store, served, MORNING) as office:
        office.treated()
        await office.settled()
    clock = FrozenClock(at("2026-03-07 15:00", LISBON) - timedelta(seconds=1))  # D1-1 is worth saying until 15:00
    books = Books(store, HOUSE, clock, "by hand")
    trips = books.claim(1)
    clock.move(timedelta(seconds=3))
    (summary,) = books.step([], trips)
    books.step([Landing(summary, Outcome(MessageState.SENT, telegram_message_id=1))], [])
    assert office.reminders()["S-LATE"] == "said"
    clock.set(at("2026-03-07 16:00", LISBON))
    books.step([], books.claim(1))
    assert office.reminders()["D1-1"] == "covered"


async def test_a_message_whose_lease_ran_out_while_it_waited_for_a_connection_does_not_leave(
    store: Store, served: Served
) -> None:
    async with an_office(store, served, MORNING, waits=Waits(lease_s=0.6, left_s=0.4), connections=1) as office:
        served.faults.add(Rule(FaultKind.LATE_ANSWER, "sendMessage", seconds=2.5, times=1))
        on_the_line = asyncio.create_task(office.takes_the_only_connection())
        async with asyncio.timeout(5):
            while not served.ledger.sent(AMIR):  # noqa: ASYNC110 - the server does not tell when it has it
                await asyncio.sleep(0.005)
        office.treated()
        office.ticker.wake()
        await on_the_line
        await office.settled()
        await office.go_to(MORNING + timedelta(minutes=1))
        assert office.messages()[0].attempt > 1, "when the connection was free, the lease was not good any more"
        assert len(office.texts()) == len(office.messages()) == 2
        assert not any(one.startswith("You may have this message already") for one in office.texts())


async def test_a_message_does_not_leave_when_the_machine_stood_still_after_the_last_question_to_the_database(
    store: Store, served: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    loop, asked, still = asyncio.get_running_loop(), patients.stands, [0.8, 0.8]

    def stands(tx: Tx, patient_id: str, rev: int) -> bool:
        answer = asked(tx, patient_id, rev)
        if still:
            loop.call_soon_threadsafe(time.sleep, still.pop())
        return answer

    monkeypatch.setattr(patients, "stands", stands)
    async with an_office(store, served, MORNING, waits=Waits(lease_s=0.6, left_s=0.3)) as office:
        office.treated()
        await office.settled()
        await office.go_to(MORNING + timedelta(minutes=1))
        assert still == [], "it happened twice"
        assert office.messages()[0].attempt > 1, "somebody else might have said it meanwhile"
        assert len(office.texts()) == len(office.messages()) == 2
        assert not any(one.startswith("You may have this message already") for one in office.texts())


async def test_a_message_that_nobody_needs_any_more_when_the_machine_wakes_does_not_leave(
    store: Store, served: Served
) -> None:
    async with an_office(store, served, MORNING, connections=1) as office:
        office.treated()
        await office.settled()
        served.faults.add(Rule(FaultKind.LATE_ANSWER, "sendMessage", seconds=1.0, times=1))
        on_the_line = asyncio.create_task(office.takes_the_only_connection())
        async with asyncio.timeout(5):
            while not served.ledger.sent(AMIR):  # noqa: ASYNC110 - the server does not tell when it has it
                await asyncio.sleep(0.005)
        office.clock.set(at("2026-03-06 19:30", LISBON))
        office.ticker.wake()
        async with asyncio.timeout(5):
            while not any(one.ids[0] == "D0-3" for one in office.messages()):  # noqa: ASYNC110 - nor the dispatcher
                await asyncio.sleep(0.005)
        office.clock.set(at("2026-03-07 08:45", LISBON))  # it has slept on its way, for a night
        await on_the_line
        await office.settled()
        await office.walk(at("2026-03-07 09:00", LISBON))
        assert "D0-3" not in {one.ids[0] for one in office.messages() if one.state is MessageState.SENT}
        assert office.reminders()["D0-3"] == "outage"


async def test_what_may_be_a_repeat_leaves_alone(store: Store, served: Served) -> None:
    async with an_office(store, served, MORNING) as office:
        served.faults.add(Rule(FaultKind.DELIVER_THEN_DROP, "sendMessage", times=2))
        served.faults.add(Rule(FaultKind.LATE_ANSWER, "sendMessage", seconds=0.05))
        for who in (MARIA, AMIR):
            office.treated(who)
        await office.settled()
        before = len(served.ledger.calls)
        await office.go_to(MORNING + timedelta(seconds=21))
        repeats = sorted(served.ledger.calls[before:], key=lambda one: one.started)
        assert {one.chat_id for one in repeats} == {MARIA, AMIR}
        first, second = repeats
        assert first.finished <= second.started, "a kill would put no more than one of them in doubt a second time"


async def test_who_has_nothing_to_be_told_any_more_stops_nobody_else(store: Store, served: Served) -> None:
    async with an_office(store, served, MORNING) as office:
        maria = office.treated(MARIA)
        await office.settled()
    amir = office.treated(AMIR)  # while nobody is there
    with store.transaction() as tx:
        patient = patients.patient_by_id(tx, maria)
        assert patient is not None
        patient.next_due_at = MORNING - timedelta(minutes=1)  # as if something had only to be closed
    async with an_office(store, served, MORNING) as office:
        await office.settled()
        assert [one.ids[0] for one in office.messages() if one.patient_id == amir] == ["D0-1", "D0-2"]


async def test_after_a_pause_one_goes_first_and_the_others_when_telegram_has_taken_it(
    store: Store, served: Served
) -> None:
    async with an_office(store, served, MORNING) as office:
        served.faults.add(Rule(FaultKind.TOO_MANY, "sendMessage", times=1, seconds=1))
        served.faults.add(Rule(FaultKind.LATE_ANSWER, "sendMessage", seconds=0.1))
        people = [MARIA, AMIR, MARIA + 10, MARIA + 11, MARIA + 12, MARIA + 13]
        for who in people[2:]:
            served.world.add_person(who, "Somebody")
            served.world.person_says(who, "/start")
        for who in people:
            office.treated(who)
        office.ticker.wake()
        await office.settled()
        await office.go_to(MORNING + timedelta(seconds=2))
        calls = sorted((one for one in served.ledger.calls if one.method == "sendMessage"), key=lambda one: one.started)
        (refused,) = (one for one in calls if one.status == 429)
        first, *others = (one for one in calls if one.started > refused.finished + 0.9)
        assert others
        assert min(one.started for one in others) >= first.finished
        assert all(len(office.texts(who)) == 2 for who in people)


async def test_moments_for_everybody_who_is_due_are_taken_together(store: Store, served: Served) -> None:
    taken: list[str] = []

    def listens(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        if statement.startswith("UPDATE pace"):
            taken.append(statement)

    async def at_once(_seconds: float) -> None:
        """No moment is ever missed here, however busy the machine."""

    pace = SharedPace(store, PER_SECOND, monotonic=lambda: 0.0, sleep=at_once)
    event.listen(Engine, "before_cursor_execute", listens)
    try:
        async with an_office(store, served, MORNING, shared=pace) as office:
            for place in range(12):
                served.world.add_person(AMIR + place, "Somebody")
                served.world.person_says(AMIR + place, "/start")
                office.treated(AMIR + place)
            await office.settled()
            assert len([one for one in served.ledger.entries if one.action == "sent"]) == 24
    finally:
        event.remove(Engine, "before_cursor_execute", listens)
    assert 0 < len(taken) <= 12, "one at a time, or four, is more than twenty"
