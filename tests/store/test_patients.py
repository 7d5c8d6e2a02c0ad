"""Patients: found by their account alone, changed, and held by one dispatcher at a time."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from bot.clock import FrozenClock
from bot.store import inbox, patients, pauses
from bot.store.inbox import Arrived
from bot.store.patients import claim_due, patient_by_telegram
from bot.store.records import Patient
from bot.store.states import PatientState
from bot.store.store import Store, Tx
from tests.people import at
from tests.store.someone import AMIR, MARIA, NOON, a_patient

BOT = 99
MINUTE = timedelta(minutes=1)


def test_a_patient_is_read_back_as_written(store: Store) -> None:
    lord_howe = at("2026-04-05 01:45", "Australia/Lord_Howe")
    with store.transaction() as tx:
        maria = a_patient(tx, now=lord_howe)
        patients.change(
            tx,
            maria,
            clinic_phone="+351 21 000\0 00",
            morning=time(10, 15),
            quiet_from=time(22, 0),
            card_message_id=1 << 51,
            essentials_only=True,
        )

    with store.read() as tx:
        read = patient_by_telegram(tx, MARIA)
    assert read is not None
    assert read is not maria
    assert read.id == maria.id
    assert len(read.id) <= 12
    assert read.telegram_id == MARIA > 1 << 32
    assert read.created_at == lord_howe
    assert read.created_at.utcoffset() == timedelta(0)
    assert (read.morning, read.quiet_from, read.quiet_until) == (time(10, 15), time(22, 0), None)
    assert read.clinic_phone == "+351 21 000 00"
    assert read.card_message_id == 1 << 51
    assert read.state is PatientState.ACTIVE
    assert read.essentials_only
    assert not read.discreet
    assert read.card_on


def test_a_stranger_is_nobody(store: Store) -> None:
    with store.transaction() as tx:
        a_patient(tx, MARIA)
        assert patient_by_telegram(tx, AMIR) is None
        assert patients.patient_by_id(tx, "nobody") is None


def test_a_pause_begins_once_and_ends_once(store: Store) -> None:
    with store.transaction() as tx:
        maria = a_patient(tx)
        assert pauses.pause(tx, maria, NOON)
        assert not pauses.pause(tx, maria, NOON + MINUTE)
        assert pauses.is_paused(tx, maria)
        assert pauses.resume(tx, maria, NOON + 2 * MINUTE)
        assert not pauses.resume(tx, maria, NOON + 3 * MINUTE)
        assert not pauses.is_paused(tx, maria)


def test_somebody_back_from_stop_still_has_the_pause_they_asked_for(store: Store) -> None:
    with store.transaction() as tx:
        maria = a_patient(tx)
        pauses.pause(tx, maria, NOON)
        pauses.suspend(tx, maria, PatientState.STOPPED, NOON + MINUTE)
        assert pauses.wake(tx, maria, NOON + 2 * MINUTE)
        assert not pauses.wake(tx, maria, NOON + 3 * MINUTE)
        assert maria.state is PatientState.ACTIVE
        assert pauses.is_paused(tx, maria)


def test_only_those_who_are_due_are_claimed_and_the_longest_due_first(store: Store) -> None:
    with store.transaction() as tx:
        due(tx, MARIA, NOON)
        due(tx, AMIR, NOON - MINUTE)
        due(tx, 3, NOON + MINUTE)
        due(tx, 4, None)
        assert claimed(tx, "a") == [AMIR, MARIA]


def test_a_claim_takes_no_more_than_it_was_asked_for(store: Store) -> None:
    with store.transaction() as tx:
        for person in range(1, 6):
            due(tx, person, NOON - person * MINUTE)
        assert claimed(tx, "a", limit=2) == [5, 4]
        assert claimed(tx, "b", limit=2) == [3, 2]
        assert claimed(tx, "a", limit=2) == [1]


def test_two_dispatchers_at_once_share_the_patients_and_hold_nobody_together(store: Store) -> None:
    with store.transaction() as tx:
        postgres = tx.postgres
        for person in range(1, 5):
            due(tx, person, NOON)
    if postgres:
        with store.transaction() as first, store.transaction() as second:
            ours, theirs = claimed(first, "a", limit=2), claimed(second, "b")
    else:
        with store.transaction() as tx:
            ours = claimed(tx, "a", limit=2)
        with store.transaction() as tx:
            theirs = claimed(tx, "b")

    assert len(ours) == len(theirs) == 2
    assert sorted(ours + theirs) == [1, 2, 3, 4]


def test_a_lease_ends_in_real_time_however_far_the_clock_is_turned(store: Store, real_clock: FrozenClock) -> None:
    with store.transaction() as tx:
        due(tx, MARIA, NOON)
        assert claimed(tx, "a") == [MARIA]
        assert claimed(tx, "b", now=NOON + timedelta(days=90)) == []
        real_clock.move(MINUTE + timedelta(seconds=1))
        assert claimed(tx, "b") == [MARIA]


def test_who_is_held_is_claimed_by_nobody_for_a_while_and_then_as_ever(store: Store, real_clock: FrozenClock) -> None:
    with store.transaction() as tx:
        maria = due(tx, MARIA, NOON)
        patients.hold(tx, maria, 5 * MINUTE)
        assert claimed(tx, "a") == []
        assert patients.earliest_next_due(tx) is None
        real_clock.move(5 * MINUTE)
        assert claimed(tx, "a") == [MARIA]


def test_a_process_that_starts_alone_frees_whom_the_dead_held_and_nobody_else(
    store: Store, real_clock: FrozenClock
) -> None:
    with store.transaction() as tx:
        due(tx, MARIA, NOON)
        assert claimed(tx, "dead") == [MARIA]
        real_clock.move(timedelta(seconds=5))
        since = real_clock()
        due(tx, AMIR, NOON)
        real_clock.move(timedelta(seconds=1))
        assert claimed(tx, "started a second later") == [AMIR]
        patients.release_leases(tx, since + MINUTE)
        assert claimed(tx, "three") == [MARIA]


def test_a_start_ends_no_silence_that_somebody_needs(store: Store, real_clock: FrozenClock) -> None:
    with store.transaction() as tx:
        maria = due(tx, MARIA, NOON)
        patients.hold(tx, maria, MINUTE)
        patients.release_leases(tx, real_clock() + 5 * MINUTE)
        assert claimed(tx, "a") == []


def test_a_released_patient_can_be_claimed_and_only_the_owner_releases(store: Store, real_clock: FrozenClock) -> None:
    with store.transaction() as tx:
        maria = due(tx, MARIA, NOON)
        claimed(tx, "a")
        assert patients.release_lease(tx, "b", [maria.id]) == 0
        assert patients.extend_lease(tx, "a", [maria.id], 5 * MINUTE) == 1
        real_clock.move(2 * MINUTE)
        assert claimed(tx, "b") == []
        assert patients.release_lease(tx, "a", [maria.id, "nobody"]) == 1
        assert claimed(tx, "b") == [MARIA]


def test_the_reply_comes_before_the_reminder(store: Store) -> None:
    with store.transaction() as tx:
        due(tx, MARIA, NOON)
        due(tx, AMIR, NOON)
        inbox.put(tx, BOT, [Arrived(1, MARIA, "message", "{}")])
        assert claimed(tx, "a") == [AMIR]
        inbox.mark_applied(tx, BOT, 1, "[]")
        assert claimed(tx, "a") == []
        inbox.mark_answered(tx, BOT, 1)
        assert claimed(tx, "a") == [MARIA]


def test_a_reply_that_hangs_holds_nothing_up_for_longer_than_a_minute(store: Store, real_clock: FrozenClock) -> None:
    with store.transaction() as tx:
        due(tx, MARIA, NOON)
        inbox.put(tx, BOT, [Arrived(1, MARIA, "message", "{}")])
        real_clock.move(timedelta(seconds=61))
        assert claimed(tx, "a") == [MARIA]


def test_somebody_who_has_stopped_is_not_claimed(store: Store) -> None:
    with store.transaction() as tx:
        due(tx, MARIA, NOON).state = PatientState.STOPPED
        due(tx, AMIR, NOON).state = PatientState.UNREACHABLE
        assert claimed(tx, "a") == []
        assert patients.earliest_next_due(tx) is None


def test_the_dispatcher_wakes_for_the_first_patient_that_nobody_holds(store: Store) -> None:
    with store.transaction() as tx:
        assert patients.earliest_next_due(tx) is None
        due(tx, MARIA, NOON)
        due(tx, AMIR, NOON + MINUTE)
        assert patients.earliest_next_due(tx) == NOON
        claimed(tx, "a")
        assert patients.earliest_next_due(tx) == NOON + MINUTE


def due(tx: Tx, telegram_id: int, next_due_at: datetime | None) -> Patient:
    patient = a_patient(tx, telegram_id)
    patient.next_due_at = next_due_at
    tx.flush()
    return patient


def claimed(tx: Tx, owner: str, *, limit: int = 10, now: datetime = NOON) -> list[int]:
    found = claim_due(tx, owner, now, lease_for=MINUTE, limit=limit)
    assert all(patient.lease_owner == owner for patient in found)
    return [patient.telegram_id for patient in found]
