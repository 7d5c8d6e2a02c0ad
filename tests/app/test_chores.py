"""The chores: whoever would be forgotten by the dispatcher is found, mended and counted."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import timedelta

import pytest
from sqlmodel import select

from bot import logs
from bot.app.chores import Chores
from bot.clock import FrozenClock, MovableClock
from bot.delivery.ticker import Ticker
from bot.schedules.plan import Reason
from bot.store import facts, patients, treatments
from bot.store.records import Patient, Reminder
from bot.store.states import PatientState
from bot.store.store import Store, open_store
from tests.databases import database_url, migrated_url
from tests.store import someone

__all__ = ["database_url", "migrated_url"]


@pytest.fixture
def store(migrated_url: str) -> Iterator[Store]:
    opened = open_store(migrated_url)
    yield opened
    opened.close()


def maria(store: Store) -> None:
    """Maria was treated at noon, and her first messages are out."""
    with store.transaction() as tx:
        patient = someone.a_patient(tx)
        with facts.changing(tx, patient, someone.PROTOCOL, someone.NOON) as locked:
            treatments.add_treatment(tx, locked, someone.told(), someone.PROTOCOL, someone.NOON)


async def test_a_lost_moment_is_found_again_and_a_right_one_is_left_alone(store: Store) -> None:
    maria(store)
    clock = MovableClock(lambda: someone.NOON - timedelta(minutes=1))
    chores = Chores(store, someone.PROTOCOL, clock, Ticker(clock))
    assert await chores.audit() == 0

    for lost in (None, someone.NOON + timedelta(days=300)):
        with store.transaction() as tx:
            patient = patients.patient_by_telegram(tx, someone.MARIA)
            assert patient is not None
            patient.next_due_at = lost
        assert await chores.audit() == 1
        assert await chores.audit() == 0
        with store.read() as tx:
            patient = patients.patient_by_telegram(tx, someone.MARIA)
            assert patient is not None
            assert patient.next_due_at == someone.NOON


async def test_somebody_who_has_stopped_is_nobodys_business(store: Store) -> None:
    maria(store)
    with store.transaction() as tx:
        patient = patients.patient_by_telegram(tx, someone.MARIA)
        assert patient is not None
        patient.state, patient.next_due_at = PatientState.STOPPED, None
    clock = MovableClock(lambda: someone.NOON)
    assert await Chores(store, someone.PROTOCOL, clock, Ticker(clock)).audit() == 0


async def test_one_whose_zone_this_machine_does_not_know_is_said_and_keeps_nobody_from_being_looked_at(
    store: Store,
) -> None:
    maria(store)
    with store.transaction() as tx:
        amir, _ = someone.a_treated_patient(tx, someone.AMIR)
        amir.zone = "Atlantis/Poseidonis"
    with store.transaction() as tx:
        for patient in tx.exec(select(Patient)):
            patient.next_due_at = None
    clock = MovableClock(lambda: someone.NOON - timedelta(minutes=1))
    log = io.StringIO()
    logs.configure("INFO", log)

    assert await Chores(store, someone.PROTOCOL, clock, Ticker(clock)).audit() == 1
    assert '"event": "plan_failed"' in log.getvalue()


async def test_what_a_clock_that_was_ahead_closed_is_owed_again_when_it_is_right(store: Store) -> None:
    maria(store)
    clock = FrozenClock(someone.NOON)
    chores = Chores(store, someone.PROTOCOL, clock, Ticker(clock))
    with store.transaction() as tx:
        ahead = someone.NOON + timedelta(days=400)
        patient = tx.exec(select(Patient)).one()
        facts.close_steps(tx, patient, someone.PROTOCOL, ahead)
        facts.reschedule(tx, patient, someone.PROTOCOL, ahead)
        assert patient.next_due_at is None
    clock.move(timedelta(hours=1))

    assert await chores.reopen() == 1
    with store.read() as tx:
        patient = tx.exec(select(Patient)).one()
        assert patient.next_due_at == someone.NOON
        assert tx.exec(select(Reminder)).all() == []
    assert await chores.reopen() == 0


async def test_what_a_restore_passed_over_stays_so_however_the_clock_goes(store: Store) -> None:
    maria(store)
    ahead = someone.NOON + timedelta(days=400)
    clock = FrozenClock(someone.NOON)
    with store.transaction() as tx:
        patient = tx.exec(select(Patient)).one()
        facts.close_steps(tx, patient, someone.PROTOCOL, ahead)
        for row in tx.exec(select(Reminder)):
            row.reason = Reason.RESTORE.value
        kept = len(tx.exec(select(Reminder)).all())

    await Chores(store, someone.PROTOCOL, clock, Ticker(clock)).reopen()

    with store.read() as tx:
        assert len(tx.exec(select(Reminder)).all()) == kept > 10
