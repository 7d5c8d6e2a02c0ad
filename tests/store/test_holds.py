"""The machine's clock is set back by a day while somebody is held."""

from __future__ import annotations

from datetime import timedelta

from bot.clock import FrozenClock
from bot.store import holds, inbox, patients
from bot.store.facts import reschedule
from bot.store.inbox import Arrived
from bot.store.store import Store
from tests.store.someone import MARIA, NOON, PROTOCOL, a_treated_patient

BOT = 4711
MINUTE = timedelta(minutes=1)


def claimed(store: Store, who: str) -> list[int]:
    with store.transaction() as tx:
        return [one.telegram_id for one in patients.claim_due(tx, who, NOON, lease_for=MINUTE, limit=9)]


def taken(store: Store, who: str) -> list[int]:
    with store.transaction() as tx:
        return [row.update_id for row in inbox.next_batch(tx, BOT, limit=9, holder=who, hold_for=MINUTE / 2)]


def test_what_a_dead_process_held_when_the_clock_was_set_back_is_free_after_minutes_and_not_after_a_day(
    store: Store, real_clock: FrozenClock
) -> None:
    with store.transaction() as tx:
        maria, _ = a_treated_patient(tx)
        reschedule(tx, maria, PROTOCOL, NOON)
        inbox.put(tx, BOT, [Arrived(1, 99, "message", "{}")])
    assert claimed(store, "who dies") == [MARIA]
    assert taken(store, "who dies") == [1]

    real_clock.move(timedelta(days=-1))
    with store.transaction() as tx:
        holds.shorten(tx)
    assert claimed(store, "who lives") == []
    assert taken(store, "who lives") == []

    real_clock.move(holds.LONGEST)
    assert claimed(store, "who lives") == [MARIA]
    assert taken(store, "who lives") == [1]


def test_a_hold_that_somebody_can_mean_stays_as_it_is(store: Store, real_clock: FrozenClock) -> None:
    with store.transaction() as tx:
        maria, _ = a_treated_patient(tx)
        reschedule(tx, maria, PROTOCOL, NOON)
    assert claimed(store, "a") == [MARIA]
    with store.transaction() as tx:
        holds.shorten(tx)
    real_clock.move(MINUTE + timedelta(seconds=1))
    assert claimed(store, "b") == [MARIA]
