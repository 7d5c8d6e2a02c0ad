"""Thirteen months after the last treatment nothing is left; a day earlier everything still is."""

from __future__ import annotations

from datetime import timedelta

from bot.store import meta, treatments
from bot.store.patients import patient_by_telegram
from bot.store.retention import KEPT_FOR, clock_is_credible, forget_finished
from bot.store.store import Store
from tests.store.someone import AMIR, MARIA, NOON, PROTOCOL, a_patient, a_treated_patient, told

DAY = timedelta(days=1)


def test_maria_is_forgotten_thirteen_months_after_her_treatment_and_not_before(store: Store) -> None:
    with store.transaction() as tx:
        a_treated_patient(tx)

    with store.transaction() as tx:
        early = forget_finished(tx, NOON + KEPT_FOR - DAY)
    with store.transaction() as tx:
        late = forget_finished(tx, NOON + KEPT_FOR + DAY)

    assert (early, late) == (0, 1)
    with store.read() as tx:
        assert patient_by_telegram(tx, MARIA) is None


def test_a_later_treatment_keeps_amir_and_no_treatment_at_all_counts_from_the_day_he_joined(store: Store) -> None:
    later = NOON + timedelta(days=200)
    with store.transaction() as tx:
        amir, _ = a_treated_patient(tx, AMIR)
        treatments.add_treatment(tx, amir, told(later), PROTOCOL, later)
        a_patient(tx, MARIA)

    with store.transaction() as tx:
        gone = forget_finished(tx, NOON + KEPT_FOR + DAY)

    assert gone == 1
    with store.read() as tx:
        assert patient_by_telegram(tx, AMIR) is not None
        assert patient_by_telegram(tx, MARIA) is None


def test_a_clock_that_is_a_year_ahead_for_an_hour_erases_nobody(store: Store) -> None:
    def believed(days: float) -> bool:
        with store.transaction() as tx:
            return clock_is_credible(tx, NOON + days * DAY)

    assert believed(0)
    assert believed(0.25)
    assert not believed(365)
    assert not believed(365.04), "however often the bot is started in that hour"
    assert not believed(0.5)
    assert not believed(1)
    assert believed(1.5)


def test_a_clock_that_stays_a_year_ahead_is_believed_in_the_end(store: Store) -> None:
    def believed(days: float) -> bool:
        with store.transaction() as tx:
            return clock_is_credible(tx, NOON + days * DAY)

    assert [believed(days) for days in (0, 365, 365.25, 366)] == [True, False, False, True]


def test_what_an_older_release_has_seen_of_the_clock_counts_as_even_until_it_jumps(store: Store) -> None:
    def believed(days: float) -> bool:
        with store.transaction() as tx:
            return clock_is_credible(tx, NOON + days * DAY)

    with store.transaction() as tx:
        meta.put(tx, "clock-seen", NOON.isoformat())
    assert [believed(days) for days in (0.25, 365)] == [True, False]
