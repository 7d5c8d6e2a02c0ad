"""Who chose how "is this normal?" is answered, and since when."""

from __future__ import annotations

from datetime import timedelta

from bot.store.chosen import Choice, record_triage, triage_choices
from bot.store.store import Store
from tests.people import LISBON, at

MARCH = at("2026-03-06 15:04", LISBON)


def test_a_choice_is_kept_once_and_a_change_is_added(store: Store) -> None:
    later = MARCH + timedelta(days=30)
    with store.transaction() as tx:
        assert triage_choices(tx) == ()
        assert record_triage(tx, "list", "Dr Silva", MARCH)
        assert not record_triage(tx, "list", "Dr Silva", later)
        assert record_triage(tx, "graded", "Dr Silva and the board, Évora", later)

    with store.read() as tx:
        assert triage_choices(tx) == (
            Choice("list", "Dr Silva", MARCH),
            Choice("graded", "Dr Silva and the board, Évora", later),
        )


def test_somebody_else_who_answers_for_it_is_a_record_of_its_own(store: Store) -> None:
    with store.transaction() as tx:
        record_triage(tx, "list", "Dr Silva", MARCH)
        record_triage(tx, "list", "Nurse Costa", MARCH)
        record_triage(tx, "list", "Dr Silva", MARCH)

        assert [one.by for one in triage_choices(tx)] == ["Dr Silva", "Nurse Costa", "Dr Silva"]
