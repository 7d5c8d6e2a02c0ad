"""The chores: whoever would be forgotten by the dispatcher is found, mended and counted."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest

from bot.app.chores import Chores
from bot.clock import MovableClock
from bot.delivery.ticker import Ticker
from bot.store import facts, patients, treatments
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
