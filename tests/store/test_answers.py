"""Answers, concerns and snoozes: double taps count once, changed minds count, and nothing is asked for without end."""

from __future__ import annotations

from datetime import timedelta

from bot.schedules.protocol import ConcernLevel
from bot.store import answers, ledger
from bot.store.facts import facts_of
from bot.store.records import Patient
from bot.store.store import Store, Tx
from tests.store.someone import AMIR, NOON, a_message, a_patient, a_treated_patient

MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)


def test_a_double_tap_is_one_answer(store: Store) -> None:
    with store.transaction() as tx:
        maria = a_patient(tx)
        assert answer(tx, maria, "better")
        assert not answer(tx, maria, "better")
        assert [one.choice for one in facts_of(tx, maria).answered] == ["better"]


def test_a_changed_mind_counts_also_when_it_changes_back(store: Store) -> None:
    with store.transaction() as tx:
        maria = a_patient(tx)
        for minutes, choice in enumerate(["better", "worse", "better", "better"]):
            answer(tx, maria, choice, minutes)

        last = answers.last_answer(tx, maria, about="t", step="D1-3", occurrence=0)
        assert last is not None
        assert last.choice == "better"
        assert [(one.choice, one.at) for one in facts_of(tx, maria).answered] == [
            ("better", NOON),
            ("worse", NOON + MINUTE),
            ("better", NOON + 2 * MINUTE),
        ]


def test_answers_to_other_occurrences_and_of_other_people_are_other_answers(store: Store) -> None:
    with store.transaction() as tx:
        maria, amir = a_patient(tx), a_patient(tx, AMIR)
        assert answer(tx, maria, "better")
        assert answer(tx, amir, "better")
        assert answers.record_answer(tx, maria, about="t", step="D1-3", occurrence=1, choice="better", now=NOON)
        assert answers.last_answer(tx, maria, about="t", step="D3-1", occurrence=0) is None


def test_a_concern_is_open_until_its_own_patient_says_sorted(store: Store) -> None:
    with store.transaction() as tx:
        maria, amir = a_patient(tx), a_patient(tx, AMIR)
        first = answers.open_concern(tx, maria, ConcernLevel.SOON, NOON)
        second = answers.open_concern(tx, maria, ConcernLevel.URGENT, NOON + HOUR)
        assert answers.open_concerns(tx, maria) == [first, second]
        assert not answers.close_concern(tx, amir, first.id, NOON)
        assert answers.close_concern(tx, maria, first.id, NOON + HOUR)
        assert not answers.close_concern(tx, maria, first.id, NOON + HOUR)
        assert answers.open_concerns(tx, maria) == [second]
        assert [(one.level, one.closed_at) for one in facts_of(tx, maria).concerns] == [
            (ConcernLevel.SOON, NOON + HOUR),
            (ConcernLevel.URGENT, None),
        ]


def test_a_step_can_be_asked_for_twice_and_no_more(store: Store) -> None:
    with store.transaction() as tx:
        maria, treatment = a_treated_patient(tx)
        said = [a_message(treatment.id, "D1-3", occurrence=number) for number in range(3)]
        snoozed: list[int | None] = []
        for rev, message in enumerate(said):
            assert ledger.begin_sending(tx, maria.id, rev, [message], NOON)
            snooze = answers.snooze(tx, maria, about=treatment.id, step="D1-3", due=NOON + HOUR, now=NOON)
            snoozed.append(snooze.occurrence if snooze else None)

        assert snoozed == [1, 2, None]


def test_asking_again_before_it_came_moves_it(store: Store) -> None:
    with store.transaction() as tx:
        maria, treatment = a_treated_patient(tx)
        ledger.begin_sending(tx, maria.id, 0, [a_message(treatment.id, "D1-3", "A-SUN-1")], NOON)
        for hours in (1, 1, 7):
            answers.snooze(tx, maria, about=treatment.id, step="D1-3", due=NOON + hours * HOUR, now=NOON)

        (snooze,) = facts_of(tx, maria).snoozes
        assert (snooze.about, snooze.step, snooze.occurrence, snooze.due) == (
            treatment.id,
            "D1-3",
            1,
            NOON + 7 * HOUR,
        )


def answer(tx: Tx, patient: Patient, choice: str, minutes: int = 0) -> bool:
    now = NOON + minutes * MINUTE
    return answers.record_answer(tx, patient, about="t", step="D1-3", occurrence=0, choice=choice, now=now)
