"""What ended without reaching its person, and how the whole of it is doing: as the database knows it."""

from __future__ import annotations

from dataclasses import astuple, replace
from datetime import timedelta

import pytest

from bot.clock import FrozenClock
from bot.schedules.plan import Reason, Skipped
from bot.schedules.protocol import Priority
from bot.store import inbox, ledger, patients, pauses, retries
from bot.store.condition import look
from bot.store.dead import dead
from bot.store.inbox import Arrived
from bot.store.ledger import Outcome, begin_sending, settle
from bot.store.states import MessageState, PatientState
from bot.store.store import Store, Tx
from tests.store.someone import AMIR, MARIA, NOON, a_message, a_treated_patient

BOT = 4711
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
UNKNOWN = Outcome(MessageState.UNKNOWN)
SENT = Outcome(MessageState.SENT, telegram_message_id=8)


def sends(
    tx: Tx, telegram_id: int, step: str, outcome: Outcome | None, priority: Priority = Priority.P2, rev: int = 0
) -> str:
    """One message to somebody that ended, or has not. Returns its id."""
    patient = patients.patient_by_telegram(tx, telegram_id)
    assert patient is not None
    message = a_message(f"about-{step}", step, priority=priority)
    assert begin_sending(tx, patient.id, rev, [message], NOON)
    if outcome is not None:
        assert settle(tx, message.id, 1, outcome, NOON) is not None
    return message.id


def test_what_arrived_or_may_still_arrive_is_not_dead(store: Store) -> None:
    with store.transaction() as tx:
        a_treated_patient(tx)
        sends(tx, MARIA, "D1-1", SENT)
        sends(tx, MARIA, "D1-2", UNKNOWN, Priority.P0, rev=1)  # is said once more
        sends(tx, MARIA, "D2-1", Outcome(MessageState.LATER, retry_at=NOON + MINUTE), rev=2)
        sends(tx, MARIA, "D2-2", None, rev=3)
    with store.read() as tx:
        assert not dead(tx, NOON - DAY, NOON)
        assert set(look(tx, NOON).dead.values()) == {0}


def test_each_end_is_listed_with_its_step_and_its_reason(store: Store) -> None:
    with store.transaction() as tx:
        maria, _ = a_treated_patient(tx)
        lost = sends(tx, MARIA, "D1-1", UNKNOWN)
        refused = sends(tx, MARIA, "D1-2", Outcome(MessageState.REFUSED, reason="markup"), rev=1)
        late = sends(tx, MARIA, "D2-1", Outcome(MessageState.LATER, retry_at=NOON), rev=3)
        retries.close_stale(tx, maria, NOON + DAY)
        maria_id = maria.id
    with store.read() as tx:
        found = dead(tx, NOON, NOON)
        assert {(one.id, one.step, one.why) for one in found.messages} == {
            (lost, "D1-1", "unknown"),
            (refused, "D1-2", "markup"),
            (late, "D2-1", "stale"),
        }
        assert {one.patient for one in found.messages} == {maria_id}
        assert look(tx, NOON).dead == {"refused": 1, "stale": 1, "unknown": 1, "unreachable": 0}
        assert look(tx, NOON).failed == 3
        assert [one.id for one in dead(tx, NOON + MINUTE, NOON).messages] == [late], "what ended before is left out"


def test_what_is_planned_anew_has_not_failed(store: Store) -> None:
    with store.transaction() as tx:
        maria, _ = a_treated_patient(tx)
        sends(tx, MARIA, "D1-1", Outcome(MessageState.LATER, retry_at=NOON))
        retries.release_waiting(tx, maria, NOON)
    with store.read() as tx:
        assert not dead(tx, NOON - DAY, NOON)
        assert look(tx, NOON).failed == 0


def test_who_cannot_be_reached_is_listed_until_they_come_back(store: Store) -> None:
    with store.transaction() as tx:
        maria, _ = a_treated_patient(tx)
        a_treated_patient(tx, AMIR)
        sends(tx, MARIA, "D1-1", Outcome(MessageState.UNREACHABLE))
        maria_id = maria.id
    with store.read() as tx:
        found = dead(tx, NOON - DAY, NOON)
        assert [astuple(one) for one in found.people] == [(maria_id, NOON)]
        assert [one.why for one in found.messages] == ["unreachable"]
        seen = look(tx, NOON)
        assert (seen.unreachable, seen.people, seen.newly_unreachable, seen.failed) == (1, 2, 1, 0)
        assert look(tx, NOON + 2 * DAY).newly_unreachable == 0

    with store.transaction() as tx:
        back = patients.patient_by_telegram(tx, MARIA)
        assert back is not None
        assert back.state is PatientState.UNREACHABLE
        assert pauses.wake(tx, back, NOON + HOUR)
    with store.read() as tx:
        assert dead(tx, NOON - DAY, NOON).people == ()
        assert look(tx, NOON).unreachable == 0


def test_a_step_that_was_missed_because_the_bot_was_away_is_listed(store: Store) -> None:
    with store.transaction() as tx:
        maria, treatment = a_treated_patient(tx)
        missed = Skipped(treatment.id, "D1-1", 0, Reason.OUTAGE, host=None, due=NOON, latest=NOON + HOUR)
        ledger.close(tx, maria, [missed, replace(missed, step="D1-2", reason=Reason.PAUSED)], NOON + DAY)
        maria_id = maria.id
    with store.read() as tx:
        assert [astuple(one) for one in dead(tx, NOON, NOON).steps] == [(maria_id, "D1-1", NOON, NOON + DAY)]


def test_a_parked_update_is_listed_as_what_it_was_and_no_more(store: Store, real_clock: FrozenClock) -> None:
    with store.transaction() as tx:
        inbox.put(tx, BOT, [Arrived(1, MARIA, "message", '{"text":"my skin burns"}')])
        inbox.next_batch(tx, BOT, limit=1)
        assert inbox.park(tx, BOT, 1)
    with store.read() as tx:
        found = dead(tx, real_clock() - DAY, NOON)
        assert [astuple(one) for one in found.updates] == [("message", real_clock(), 1)]
        assert look(tx, NOON).parked == 1


def test_who_waits_for_longer_than_a_minute_is_late(store: Store, real_clock: FrozenClock) -> None:
    with store.transaction() as tx:
        for telegram_id, due in ((MARIA, NOON), (AMIR, NOON + 2 * MINUTE)):
            patient, _ = a_treated_patient(tx, telegram_id)
            patient.next_due_at = due
        inbox.put(tx, BOT, [Arrived(1, MARIA, "message", "{}")])
    started = real_clock()
    for minutes, late in ((1, (0, 0)), (2, (1, 1)), (4, (1, 2))):
        real_clock.set(started + minutes * MINUTE)
        with store.read() as tx:
            found, seen = dead(tx, NOON, NOON + minutes * MINUTE), look(tx, NOON + minutes * MINUTE)
            assert (found.late_updates.count, seen.oldest_update_s) == (late[0], minutes * 60)
            assert found.late_people.count == late[1]
            assert seen.oldest_due_s == minutes * 60
            assert found.late_people.since == (NOON if late[1] else None)


@pytest.mark.parametrize("held", [True, False])
def test_who_is_left_alone_on_purpose_is_not_late_while_that_lasts(
    store: Store, real_clock: FrozenClock, *, held: bool
) -> None:
    with store.transaction() as tx:
        maria, _ = a_treated_patient(tx)
        maria.next_due_at = NOON
        patients.hold(tx, maria, HOUR)
    if not held:
        real_clock.move(2 * HOUR)
    with store.read() as tx:
        assert dead(tx, NOON, NOON + DAY).late_people.count == (0 if held else 1)
        assert look(tx, NOON + DAY).people_due == (0 if held else 1)


def test_a_safety_message_that_is_under_way_for_five_minutes_is_named(store: Store) -> None:
    with store.transaction() as tx:
        a_treated_patient(tx)
        waits = sends(tx, MARIA, "D1-1", Outcome(MessageState.LATER, retry_at=NOON + HOUR), Priority.P0)
        doubtful = sends(tx, MARIA, "D1-2", UNKNOWN, Priority.P0, rev=1)
        sends(tx, MARIA, "D2-1", SENT, Priority.P0, rev=2)
        sends(tx, MARIA, "D2-2", Outcome(MessageState.LATER, retry_at=NOON + HOUR), Priority.P1, rev=3)
    with store.read() as tx:
        assert look(tx, NOON + 5 * MINUTE).safety_late == ()
        assert set(look(tx, NOON + 6 * MINUTE).safety_late) == {waits, doubtful}
