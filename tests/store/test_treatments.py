"""Sessions: registered with consent only, corrected and brought back, booked and done."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlmodel import select

from bot.schedules.protocol import Area, Goal, Modifier, Setting
from bot.store import answers, consents, drafts, patients, treatments
from bot.store.consents import NotAgreed
from bot.store.facts import facts_of
from bot.store.records import Draft, Snooze, Treatment
from bot.store.states import TreatmentState
from bot.store.store import Store
from bot.store.treatments import UNDO_FOR, Told, told_of
from bot.store.trouble import StoreRefused
from tests.people import LISBON, TEHRAN
from tests.store.someone import AMIR, MARIA, NOON, PROTOCOL, a_patient, a_treated_patient, told

HOUR = timedelta(hours=1)
EVERYTHING = Told(
    ends_at=NOON,
    ends_local="2026-03-27T15:30",
    zone=TEHRAN,
    areas=frozenset(Area),
    depth_mm=0.3,
    setting=Setting.HOME,
    goal=Goal.HAIR,
    modifiers=frozenset(Modifier),
    sessions_left=3,
)


def test_a_treatment_is_read_back_as_told(store: Store) -> None:
    with store.transaction() as tx:
        amir = a_patient(tx, AMIR, zone=TEHRAN)
        treatments.add_treatment(tx, amir, EVERYTHING, PROTOCOL, NOON + HOUR)

    with store.read() as tx:
        found = patients.patient_by_telegram(tx, AMIR)
        assert found is not None
        (treatment,) = treatments.treatments_of(tx, found)
        (facts,) = facts_of(tx, found).treatments
    assert told_of(treatment) == EVERYTHING
    assert (treatment.protocol, treatment.protocol_version) == (PROTOCOL.id, PROTOCOL.version)
    assert facts.ended_at == NOON
    assert facts.registered_at == NOON + HOUR
    assert facts.areas == frozenset(Area)
    assert facts.modifiers == frozenset(Modifier)
    assert (facts.depth_mm, facts.setting, facts.goal, facts.sessions_left) == (0.3, Setting.HOME, Goal.HAIR, 3)


def test_nothing_about_health_is_stored_before_they_agreed_or_after_they_withdrew(store: Store) -> None:
    with store.transaction() as tx:
        stranger = patients.create_patient(
            tx, telegram_id=AMIR, chat_id=AMIR, language="en", zone=TEHRAN, country=None, now=NOON
        )
        maria = a_patient(tx)
        assert consents.withdraw(tx, maria, NOON) == 1
        for person in (stranger, maria):
            assert consents.current(tx, person) is None
            with pytest.raises(NotAgreed):
                treatments.add_treatment(tx, person, told(), PROTOCOL, NOON)
            with pytest.raises(NotAgreed):
                drafts.put(tx, person, "registration", step="depth", known={"area": "face"}, now=NOON)


def test_the_tables_themselves_refuse_a_treatment_without_a_consent(store: Store) -> None:
    with store.transaction() as tx:
        maria = a_patient(tx)
    treatment = Treatment(
        patient_id=maria.id,
        consent_id=12345,
        state=TreatmentState.DONE,
        ends_at=NOON,
        ends_local="",
        zone=LISBON,
        registered_at=NOON,
    )

    with pytest.raises(StoreRefused), store.transaction() as tx:
        tx.add(treatment)


def test_somebody_elses_treatment_is_no_treatment(store: Store) -> None:
    with store.transaction() as tx:
        maria, hers = a_treated_patient(tx, MARIA)
        amir, his = a_treated_patient(tx, AMIR)
        assert treatments.treatment_by_id(tx, maria, hers.id) is hers
        assert treatments.treatment_by_id(tx, maria, his.id) is None
        assert treatments.treatment_by_id(tx, amir, "nothing") is None


def test_a_booking_that_took_place_keeps_its_id_and_becomes_a_treatment(store: Store) -> None:
    with store.transaction() as tx:
        maria = a_patient(tx)
        booking = treatments.add_booking(tx, maria, told(NOON + 48 * HOUR), PROTOCOL, NOON)
        assert [one.id for one in facts_of(tx, maria).bookings] == [booking.id]
        assert facts_of(tx, maria).treatments == ()

        ended = NOON + 49 * HOUR
        treatments.booking_happened(tx, maria, booking, told(ended), ended)
        facts = facts_of(tx, maria)
        assert facts.bookings == ()
        assert [(one.id, one.ended_at, one.registered_at) for one in facts.treatments] == [(booking.id, ended, ended)]


def test_a_booking_that_did_not_take_place_is_gone_and_can_come_back(store: Store) -> None:
    with store.transaction() as tx:
        maria = a_patient(tx)
        booking = treatments.add_booking(tx, maria, told(), PROTOCOL, NOON)
        treatments.booking_did_not_happen(tx, maria, booking, NOON)
        assert facts_of(tx, maria).bookings == ()
        assert treatments.treatments_of(tx, maria, TreatmentState.NOT_HAPPENED) == [booking]
        assert treatments.undo(tx, maria, booking, NOON)
        assert [one.id for one in facts_of(tx, maria).bookings] == [booking.id]


def test_a_correction_can_be_undone_once(store: Store) -> None:
    with store.transaction() as tx:
        maria, treatment = a_treated_patient(tx)
        before = told_of(treatment)
        treatments.correct_treatment(tx, maria, treatment, EVERYTHING, NOON)

    with store.transaction() as tx:
        read = treatments.treatment_by_id(tx, maria, treatment.id)
        assert read is not None
        assert told_of(read) == EVERYTHING
        assert treatments.undo(tx, maria, read, NOON + HOUR)
        assert not treatments.undo(tx, maria, read, NOON + HOUR)

    with store.read() as tx:
        read = treatments.treatment_by_id(tx, maria, treatment.id)
        assert read is not None
        assert told_of(read) == before


def test_undo_has_an_end(store: Store) -> None:
    with store.transaction() as tx:
        maria, treatment = a_treated_patient(tx)
        assert not treatments.can_undo(treatment, NOON)
        treatments.correct_treatment(tx, maria, treatment, replace(told_of(treatment), depth_mm=2.0), NOON)
        assert treatments.can_undo(treatment, NOON + UNDO_FOR - HOUR)
        assert not treatments.undo(tx, maria, treatment, NOON + UNDO_FOR)
        assert treatment.depth_mm == 2.0


def test_a_cancelled_treatment_counts_no_more_until_it_is_brought_back(store: Store) -> None:
    with store.transaction() as tx:
        maria, treatment = a_treated_patient(tx)
        treatments.cancel(tx, maria, treatment, NOON)
        assert facts_of(tx, maria).treatments == ()
        assert treatments.treatments_of(tx, maria) == []
        assert treatments.undo(tx, maria, treatment, NOON + HOUR)
        assert [one.id for one in facts_of(tx, maria).treatments] == [treatment.id]


def test_a_small_correction_keeps_a_snooze_and_a_large_one_drops_it(store: Store) -> None:
    with store.transaction() as tx:
        maria, treatment = a_treated_patient(tx)
        answers.snooze(tx, maria, about=treatment.id, step="D1-3", due=NOON + HOUR, now=NOON)
        treatments.correct_treatment(tx, maria, treatment, told(NOON - 36 * HOUR), NOON)
        assert len(tx.exec(select(Snooze)).all()) == 1
        treatments.correct_treatment(tx, maria, treatment, told(NOON + HOUR), NOON)
        assert tx.exec(select(Snooze)).all() == []


def test_a_draft_survives_as_it_was_typed_and_is_replaced(store: Store) -> None:
    typed = {"said": "gestern \0 \ud83d 15:00 \u202e", "areas": ["face"], "depth": 1.5}
    with store.transaction() as tx:
        maria = a_patient(tx)
        drafts.put(tx, maria, "registration", step="areas", known=typed, now=NOON)

    with store.transaction() as tx:
        draft = drafts.get(tx, maria, "registration")
        assert draft is not None
        assert (draft.step, draft.known) == ("areas", typed)
        drafts.put(tx, maria, "registration", step="depth", known=typed | {"depth": 2}, now=NOON + HOUR)
        drafts.put(tx, maria, "phone", step="ask", known={}, now=NOON)
        last = drafts.latest(tx, maria)
        assert last is not None
        assert (last.kind, last.step, last.known["depth"]) == ("registration", "depth", 2)
        assert drafts.delete(tx, maria, "registration") == 1
        assert drafts.get(tx, maria, "registration") is None
        assert drafts.delete(tx, maria) == 1
        assert tx.exec(select(Draft)).all() == []
