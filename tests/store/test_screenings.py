"""The answers of the last screening: one row, nothing but what applies, and seen by the very next plan."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlmodel import select

from bot.schedules.protocol import Modifier
from bot.schedules.screening import Point
from bot.store import patients, screenings
from bot.store.consents import NotAgreed
from bot.store.facts import changing, facts_of
from bot.store.records import Screening, Treatment
from bot.store.store import Store
from tests.people import LISBON
from tests.store.someone import MARIA, NOON, PROTOCOL, a_patient, a_treated_patient

HOUR = timedelta(hours=1)
KELOID, SMOKES, THINNERS = Point("keloid", "self"), Point("smoking", "yes"), Point("blood-thinners", "not-sure")


def test_a_new_screening_takes_the_place_of_the_one_before(store: Store) -> None:
    with store.transaction() as tx:
        maria = a_patient(tx)
        assert screenings.last(tx, maria) is None
        screenings.keep(tx, maria, [SMOKES, KELOID], NOON)
        screenings.keep(tx, maria, [THINNERS], NOON + HOUR)

    with store.read() as tx:
        (row,) = tx.exec(select(Screening))
        assert (row.points, row.at) == (("blood-thinners/not-sure",), NOON + HOUR)
        assert screenings.points_of(row) == {THINNERS}


def test_that_nothing_applied_is_kept_as_nothing(store: Store) -> None:
    with store.transaction() as tx:
        screenings.keep(tx, a_patient(tx), [], NOON)

    with store.read() as tx:
        (row,) = tx.exec(select(Screening))
        assert screenings.points_of(row) == frozenset()


def test_without_consent_nothing_is_kept(store: Store) -> None:
    with store.transaction() as tx:
        nobody = patients.create_patient(
            tx, telegram_id=MARIA, chat_id=MARIA, language="en", zone=LISBON, country="PT", now=NOON
        )
        with pytest.raises(NotAgreed):
            screenings.keep(tx, nobody, [KELOID], NOON)


def test_what_was_told_holds_for_every_treatment_and_is_stored_in_none(store: Store) -> None:
    with store.transaction() as tx:
        maria, _ = a_treated_patient(tx)
        with changing(tx, maria, PROTOCOL, NOON + HOUR):
            screenings.keep(tx, maria, [SMOKES, THINNERS], NOON + HOUR)
        assert facts_of(tx, maria).treatments[0].modifiers == {Modifier.SMOKING, Modifier.BLOOD_THINNERS}
        assert tx.exec(select(Treatment)).one().modifiers == frozenset()

        with changing(tx, maria, PROTOCOL, NOON + 2 * HOUR):
            assert screenings.clear(tx, maria, NOON + 2 * HOUR)
            assert not screenings.clear(tx, maria, NOON + 2 * HOUR)
        assert facts_of(tx, maria).treatments[0].modifiers == frozenset()


def test_taking_an_answer_back_leaves_what_the_treatment_itself_was_told_with(store: Store) -> None:
    with store.transaction() as tx:
        maria, treatment = a_treated_patient(tx)
        treatment.modifiers = frozenset({Modifier.SMOKING})
        screenings.keep(tx, maria, [SMOKES], NOON)
        screenings.keep(tx, maria, [], NOON)

        assert facts_of(tx, maria).treatments[0].modifiers == {Modifier.SMOKING}


def test_a_stop_stands_until_it_is_taken_back(store: Store) -> None:
    with store.transaction() as tx:
        maria = a_patient(tx)
        assert not facts_of(tx, maria).stopped
        screenings.keep(tx, maria, [KELOID, SMOKES], NOON)
        assert facts_of(tx, maria).stopped
        screenings.keep(tx, maria, [SMOKES], NOON)
        assert not facts_of(tx, maria).stopped


def test_a_change_of_answers_raises_rev_and_plans_again(store: Store) -> None:
    with store.transaction() as tx:
        maria, _ = a_treated_patient(tx)
        before = maria.rev
        with changing(tx, maria, PROTOCOL, NOON + HOUR) as locked:
            screenings.keep(tx, locked, [SMOKES], NOON + HOUR)

        assert maria.rev == before + 1
        assert maria.next_due_at is not None
