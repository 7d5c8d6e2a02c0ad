"""The inbox: every update once, each lane in order, one bad update in nobody else's way, and no words kept longer than needed."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor, wait
from datetime import timedelta

from sqlmodel import select

from bot.clock import FrozenClock
from bot.store import inbox
from bot.store.inbox import Arrived
from bot.store.records import Inbox
from bot.store.states import InboxState
from bot.store.store import Store, Tx
from tests.proof.numbers import note
from tests.store.someone import AMIR, MARIA

BOT = 7_000_000_099
OTHER_BOT = 5


def test_an_update_that_comes_twice_is_stored_once(store: Store) -> None:
    with store.transaction() as tx:
        assert inbox.put(tx, BOT, [arrived(10), arrived(11, AMIR)]) == 2
        assert inbox.put(tx, BOT, [arrived(11, AMIR), arrived(12)]) == 1
        assert inbox.put(tx, OTHER_BOT, [arrived(10)]) == 1
        assert inbox.put(tx, BOT, []) == 0
        assert inbox.unfinished(tx, BOT) == 3


def test_an_answered_update_that_comes_again_stays_answered(store: Store) -> None:
    with store.transaction() as tx:
        inbox.put(tx, BOT, [arrived(10)])
        inbox.mark_applied(tx, BOT, 10, None)
        assert inbox.put(tx, BOT, [arrived(10)]) == 0
        assert inbox.unfinished(tx, BOT) == 0
        assert take(tx) == []


def test_nobody_can_fill_the_database_and_others_are_not_kept_out(store: Store) -> None:
    with store.transaction() as tx:
        inbox.put(tx, BOT, [arrived(number) for number in range(inbox.QUOTA - 1)])
        assert inbox.put(tx, BOT, [arrived(1000), arrived(1001), arrived(1002, AMIR)]) == 3
        assert inbox.unfinished(tx, BOT) == inbox.QUOTA + 1
        beyond = inbox.find(tx, BOT, 1001)
        assert beyond is not None
        assert (beyond.state, beyond.raw, beyond.lane) == (InboxState.PARKED, None, None)
        assert inbox.put(tx, BOT, [arrived(1001)]) == 0, "its number is known"

        inbox.mark_applied(tx, BOT, 1, None)
        assert inbox.put(tx, BOT, [arrived(number) for number in (5, 6, 7, 1004)]) == 1
        among_known = inbox.find(tx, BOT, 1004)
        assert among_known is not None
        assert among_known.state is InboxState.NEW, "what comes again takes nobody's place"

        inbox.mark_applied(tx, BOT, 0, None)
        inbox.put(tx, BOT, [arrived(1003)])
        again = inbox.find(tx, BOT, 1003)
        assert again is not None
        assert again.state is InboxState.NEW


def test_it_is_known_how_many_wait_behind_one(store: Store) -> None:
    with store.transaction() as tx:
        inbox.put(tx, BOT, [arrived(number) for number in range(5)] + [arrived(9, AMIR)])
        inbox.mark_applied(tx, BOT, 3, None)
        assert inbox.waits_behind(tx, BOT, MARIA, 1, 2)
        assert not inbox.waits_behind(tx, BOT, MARIA, 1, 3)
        assert not inbox.waits_behind(tx, BOT, AMIR, 9, 1)


def test_telegram_is_asked_for_what_comes_after_the_last_batch(store: Store) -> None:
    with store.transaction() as tx:
        assert inbox.highest_update_id(tx, BOT) is None
        inbox.put(tx, BOT, [arrived(900), arrived(901)])
        inbox.put(tx, OTHER_BOT, [arrived(5000)])
        assert inbox.highest_update_id(tx, BOT) == 901


def test_after_a_quiet_week_the_numbers_may_begin_anywhere(store: Store, real_clock: FrozenClock) -> None:
    with store.transaction() as tx:
        inbox.put(tx, BOT, [arrived(900)])
        real_clock.move(timedelta(days=8))
        inbox.put(tx, BOT, [arrived(17)])
        assert inbox.highest_update_id(tx, BOT) == 17


def test_each_lane_gives_its_oldest_update_and_busy_lanes_give_none(store: Store) -> None:
    with store.transaction() as tx:
        inbox.put(tx, BOT, [arrived(3), arrived(1), arrived(2, AMIR), arrived(4, AMIR), arrived(5, 0)])
        inbox.put(tx, OTHER_BOT, [arrived(1)])
        assert take(tx, limit=2) == [1, 2]
        assert take(tx, busy=[MARIA]) == [2, 5]
        inbox.mark_applied(tx, BOT, 1, None)
        assert take(tx) == [2, 3, 5]


def test_an_update_takes_effect_once_and_its_reply_waits_for_a_crash_to_pass(store: Store) -> None:
    with store.transaction() as tx:
        inbox.put(tx, BOT, [arrived(1)])
        take(tx)
        assert inbox.mark_applied(tx, BOT, 1, '[{"word":"hello"}]')

    with store.transaction() as tx:
        assert not inbox.mark_applied(tx, BOT, 1, "[]")
        (row,) = inbox.next_batch(tx, BOT, limit=5)
        assert (row.state, row.reply, row.raw) == (InboxState.APPLIED, '[{"word":"hello"}]', '{"text":"my skin burns"}')
        assert inbox.mark_answered(tx, BOT, 1)
        assert not inbox.mark_answered(tx, BOT, 1)


def test_once_answered_only_the_number_is_kept(store: Store) -> None:
    with store.transaction() as tx:
        inbox.put(tx, BOT, [arrived(1), arrived(2)])
        inbox.mark_applied(tx, BOT, 1, "[]")
        inbox.mark_answered(tx, BOT, 1)
        inbox.mark_applied(tx, BOT, 2, None)

    with store.read() as tx:
        for row in tx.exec(select(Inbox)):
            assert (row.state, row.raw, row.reply, row.lane) == (InboxState.ANSWERED, None, None, None)


def test_after_three_failures_an_update_is_parked_and_its_lane_goes_on(store: Store) -> None:
    with store.transaction() as tx:
        inbox.put(tx, BOT, [arrived(1), arrived(2)])
        outcomes: list[InboxState] = []
        for _ in range(3):
            assert take(tx) == [1]
            outcomes.append(inbox.failed(tx, BOT, 1))
        assert outcomes == [InboxState.NEW, InboxState.NEW, InboxState.PARKED]
        assert tx.get_one(Inbox, (BOT, 1), populate_existing=True).raw is None, "its words are forgotten"
        assert take(tx) == [2]


def test_an_update_that_kills_the_process_three_times_is_parked_and_those_who_waited_are_not(store: Store) -> None:
    for _ in range(3):
        with store.transaction() as tx:
            inbox.put(tx, BOT, [arrived(1), arrived(2), arrived(3, AMIR)])
            assert take(tx, limit=1) == [1]

    with store.transaction() as tx:
        assert take(tx) == [2, 3]
        parked = tx.get_one(Inbox, (BOT, 1), populate_existing=True)
        everybody = tx.exec(select(Inbox))
        note(
            "F19 killed", {"tries": parked.attempts, "parked": sum(one.state is InboxState.PARKED for one in everybody)}
        )
        assert (parked.state, parked.raw, parked.reply) == (InboxState.PARKED, None, None)


def test_an_update_that_can_never_be_read_is_parked_at_once(store: Store) -> None:
    with store.transaction() as tx:
        inbox.put(tx, BOT, [arrived(1), arrived(2)])
        take(tx)
        assert inbox.park(tx, BOT, 1)
        assert not inbox.park(tx, BOT, 1)
        found = inbox.find(tx, BOT, 1)
        assert found is not None
        assert found.state is InboxState.PARKED
        assert inbox.find(tx, BOT, 99) is None
        assert take(tx) == [2]


def test_sending_a_stored_reply_may_be_tried_for_as_long_as_it_takes(store: Store) -> None:
    with store.transaction() as tx:
        inbox.put(tx, BOT, [arrived(1)])
        take(tx)
        inbox.mark_applied(tx, BOT, 1, "[]")
        for _ in range(5):
            assert take(tx) == [1]
            assert inbox.failed(tx, BOT, 1) is InboxState.APPLIED


def test_finished_updates_are_forgotten_after_two_days_and_unfinished_ones_never(
    store: Store, real_clock: FrozenClock
) -> None:
    with store.transaction() as tx:
        inbox.put(tx, BOT, [arrived(1), arrived(2)])
        inbox.mark_applied(tx, BOT, 1, None)
        real_clock.move(timedelta(hours=47))
        inbox.put(tx, BOT, [arrived(3)])
        inbox.mark_applied(tx, BOT, 3, None)
        assert inbox.delete_old(tx) == 0
        real_clock.move(timedelta(hours=2))
        assert inbox.delete_old(tx) == 1
        assert sorted(tx.exec(select(Inbox.update_id))) == [2, 3]


def test_what_is_left_of_a_reply_replaces_only_the_reply_that_is_known_to_be_there(store: Store) -> None:
    with store.transaction() as tx:
        inbox.put(tx, BOT, [arrived(1), arrived(2)])
        inbox.mark_applied(tx, BOT, 1, "both")
        assert inbox.keep_rest(tx, BOT, 1, "both", "second")
        assert inbox.keep_rest(tx, BOT, 1, "both", "second"), "a commit of which nobody knows may be repeated"
        assert not inbox.keep_rest(tx, BOT, 1, "both", "first"), "another process has gone on meanwhile"
        assert not inbox.keep_rest(tx, BOT, 2, "both", "second"), "it is not applied yet"
        inbox.mark_answered(tx, BOT, 1)
        assert not inbox.keep_rest(tx, BOT, 1, "second", "")


def test_what_was_said_to_a_bot_that_is_gone_goes_with_it(store: Store) -> None:
    with store.transaction() as tx:
        inbox.put(tx, BOT, [arrived(1)])
        inbox.put(tx, OTHER_BOT, [arrived(1), arrived(2)])
        inbox.forget_other_bots(tx, BOT)
        assert (inbox.unfinished(tx, BOT), inbox.unfinished(tx, OTHER_BOT)) == (1, 0)


def test_a_failure_that_comes_late_takes_no_reply_from_who_has_the_update_by_now(store: Store) -> None:
    with store.transaction() as tx:
        inbox.put(tx, BOT, [arrived(1)])
        for _ in range(3):
            take(tx)

    def fails() -> InboxState:
        with store.transaction() as tx:
            return inbox.failed(tx, BOT, 1)

    with ThreadPoolExecutor(1) as slow:
        with store.transaction() as tx:
            assert inbox.mark_applied(tx, BOT, 1, '["reply"]')
            late = slow.submit(fails)
            wait([late], timeout=0.2)
        assert late.result() is InboxState.APPLIED


def arrived(update_id: int, lane: int = MARIA) -> Arrived:
    return Arrived(update_id, lane, "message", '{"text":"my skin burns"}')


def take(tx: Tx, *, limit: int = 10, busy: list[int] | None = None) -> list[int]:
    return [row.update_id for row in inbox.next_batch(tx, BOT, limit=limit, busy=busy or [])]


def test_a_lane_that_one_process_has_in_hand_is_left_alone_by_the_others(store: Store) -> None:
    with store.transaction() as tx:
        inbox.put(tx, BOT, [arrived(1), arrived(2), arrived(3, AMIR)])
        assert [row.update_id for row in inbox.next_batch(tx, BOT, limit=1, holder="one")] == [1]

    with store.transaction() as tx:
        assert [row.update_id for row in inbox.next_batch(tx, BOT, limit=5, holder="two")] == [3]
        assert [row.update_id for row in inbox.next_batch(tx, BOT, limit=5, holder="two")] == [3]
        assert [row.update_id for row in inbox.next_batch(tx, BOT, limit=5, holder="one")] == [1]


def test_what_a_dead_process_held_is_taken_up_when_its_hold_ends(store: Store, real_clock: FrozenClock) -> None:
    with store.transaction() as tx:
        inbox.put(tx, BOT, [arrived(1)])
        inbox.next_batch(tx, BOT, limit=1, holder="dead")
        real_clock.move(inbox.HELD_FOR - timedelta(seconds=1))
        assert inbox.next_batch(tx, BOT, limit=1, holder="living") == []
        real_clock.move(timedelta(seconds=1))
        assert [row.attempts for row in inbox.next_batch(tx, BOT, limit=1, holder="living")] == [2]


def test_who_says_so_again_holds_on_and_who_lets_go_makes_others_free(store: Store, real_clock: FrozenClock) -> None:
    with store.transaction() as tx:
        inbox.put(tx, BOT, [arrived(1), arrived(2, AMIR)])
        inbox.next_batch(tx, BOT, limit=1, holder="one")
        inbox.next_batch(tx, BOT, limit=1, holder="two")
        real_clock.move(inbox.HELD_FOR * 2 / 3)
        assert inbox.hold_on(tx, BOT, "one") == {1}
        real_clock.move(inbox.HELD_FOR * 2 / 3)
        assert [row.update_id for row in inbox.next_batch(tx, BOT, limit=5, holder="three")] == [2]
        inbox.let_go(tx, BOT, "one")
        assert [row.update_id for row in inbox.next_batch(tx, BOT, limit=5, holder="three")] == [1, 2]


def test_a_process_that_starts_alone_takes_up_what_the_dead_held_and_not_what_was_taken_since(
    store: Store, real_clock: FrozenClock
) -> None:
    with store.transaction() as tx:
        inbox.put(tx, BOT, [arrived(1), arrived(2, AMIR)])
        inbox.next_batch(tx, BOT, limit=1, holder="dead")
        real_clock.move(timedelta(seconds=5))
        since = real_clock()
        real_clock.move(timedelta(seconds=1))
        inbox.next_batch(tx, BOT, limit=1, holder="started a second later")
        inbox.let_go_of_the_dead(tx, BOT, since + inbox.HELD_FOR)
        assert [row.update_id for row in inbox.next_batch(tx, BOT, limit=5, holder="three")] == [1]
