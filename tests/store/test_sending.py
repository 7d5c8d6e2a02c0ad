"""The ledger while messages leave: written before, settled after, right after a crash, a change, an answer that comes late."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

import pytest
from sqlmodel import select

from bot.clock import FrozenClock
from bot.schedules.facts import SaidState
from bot.schedules.loader import default_protocol
from bot.schedules.plan import Reason, Skipped
from bot.schedules.protocol import ConcernLevel, Priority
from bot.schedules.repeats import Fate, Later
from bot.store import answers, facts, forgetting, ledger, patients, pauses, retries, treatments
from bot.store.facts import facts_of
from bot.store.ledger import Outcome, ToSend, begin_sending, settle
from bot.store.records import Message, Patient, Reminder
from bot.store.states import MessageState, PatientState, ReminderState
from bot.store.store import Store, Tx
from bot.store.trouble import StoreRefused
from tests.store.someone import MARIA, NOON, a_message, a_treated_patient

MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)
SECOND = timedelta(seconds=1)
SENT = Outcome(MessageState.SENT, telegram_message_id=1 << 40)
LATER = Outcome(MessageState.LATER, retry_at=NOON + MINUTE)
UNKNOWN = Outcome(MessageState.UNKNOWN)


def test_a_message_is_written_with_its_reminders_before_it_leaves(store: Store) -> None:
    with store.transaction() as tx:
        maria, treatment = a_treated_patient(tx)
        message = a_message(treatment.id, "D1-1", "A-SUN-1")
        assert begin_sending(tx, maria.id, 0, [message], NOON)

    with store.read() as tx:
        stored = tx.get_one(Message, message.id)
        assert (stored.state, stored.attempt, stored.ids) == (MessageState.SENDING, 1, ("D1-1", "A-SUN-1"))
        assert ledger.bubble_of(tx, stored) == message.bubble
        said = facts_of(tx, patient_of(tx)).said
    assert [(row.step, row.host, row.rang, row.bubble, row.state) for row in said] == [
        ("D1-1", None, True, True, SaidState.SAID),
        ("A-SUN-1", "D1-1", False, False, SaidState.SAID),
    ]


def test_a_plan_made_before_a_change_is_not_sent(store: Store) -> None:
    with store.transaction() as tx:
        maria, treatment = a_treated_patient(tx)
        maria.rev = 4

    with store.transaction() as tx:
        assert not begin_sending(tx, maria.id, 3, [a_message(treatment.id)], NOON)
        assert states(tx) == []
        assert begin_sending(tx, maria.id, 4, [a_message(treatment.id)], NOON)
        assert not begin_sending(tx, maria.id, 4, [a_message(treatment.id, "D1-3")], NOON)
        assert begin_sending(tx, maria.id, 5, [a_message(treatment.id, "D1-3")], NOON)


def test_of_eight_dispatchers_with_the_same_plan_one_sends(store: Store) -> None:
    with store.transaction() as tx:
        maria, treatment = a_treated_patient(tx)

    def tries(_: int) -> bool:
        with store.transaction() as tx:
            return begin_sending(tx, maria.id, 0, [a_message(treatment.id)], NOON)

    with ThreadPoolExecutor(8) as pool:
        assert sorted(pool.map(tries, range(8))) == [False] * 7 + [True]
    with store.read() as tx:
        assert states(tx) == [MessageState.SENDING]


@pytest.mark.parametrize("state", [PatientState.STOPPED, PatientState.UNREACHABLE])
def test_nothing_begins_to_leave_after_stop(store: Store, state: PatientState) -> None:
    with store.transaction() as tx:
        maria, treatment = a_treated_patient(tx)
        pauses.suspend(tx, maria, state, NOON)
        assert not begin_sending(tx, maria.id, maria.rev, [a_message(treatment.id)], NOON)


def test_the_same_step_is_never_said_twice_even_by_mistake(store: Store) -> None:
    with store.transaction() as tx:
        maria, treatment = a_treated_patient(tx)
        begin_sending(tx, maria.id, 0, [a_message(treatment.id)], NOON)

    with pytest.raises(StoreRefused), store.transaction() as tx:
        begin_sending(tx, maria.id, 1, [a_message(treatment.id)], NOON)
    with store.transaction() as tx:
        assert begin_sending(tx, maria.id, 1, [a_message(treatment.id, occurrence=1)], NOON)


def test_a_summary_is_about_nobody_and_stands_for_what_it_covers(store: Store) -> None:
    with store.transaction() as tx:
        maria, treatment = a_treated_patient(tx)
        covered = Skipped(treatment.id, "D1-3", 0, Reason.COVERED, None, NOON, NOON + HOUR)
        assert begin_sending(tx, maria.id, 0, [a_message("", "S-LATE")], NOON, skipped=[covered])
        said = facts_of(tx, maria).said
        assert {(row.about, row.step, row.reason) for row in said} == {
            ("", "S-LATE", None),
            (treatment.id, "D1-3", "covered"),
        }


def test_what_telegram_took_is_said(store: Store) -> None:
    with store.transaction() as tx:
        message = sending(tx)
        patient = settle(tx, message.id, 1, SENT, NOON + MINUTE)

        assert patient is not None
        assert states(tx) == [MessageState.SENT]
        assert reminders(tx) == [(ReminderState.SAID, None)]
        assert facts_of(tx, patient).said[0].at == NOON
        assert ledger.message_by_telegram(tx, patient, 1 << 40) is not None
        assert ledger.message_by_telegram(tx, patient, 2) is None


def test_settling_lets_the_dispatcher_begin_the_next_in_the_same_transaction(store: Store) -> None:
    with store.transaction() as tx:
        first = sending(tx)
        rev = patient_of(tx).rev

    with store.transaction() as tx:
        patient = settle(tx, first.id, 1, SENT, NOON)
        assert patient is not None
        assert begin_sending(tx, patient.id, rev, [a_message("t", "D1-3")], NOON)


def test_an_outcome_counts_once_and_for_its_own_attempt_only(store: Store) -> None:
    with store.transaction() as tx:
        message = sending(tx)
        assert settle(tx, message.id, 2, SENT, NOON) is None
        assert settle(tx, message.id, 1, SENT, NOON) is not None
        assert settle(tx, message.id, 1, UNKNOWN, NOON) is None
        assert settle(tx, message.id, 1, SENT, NOON) is None
        assert states(tx) == [MessageState.SENT]


def test_settling_for_somebody_forgotten_touches_nothing(store: Store) -> None:
    with store.transaction() as tx:
        message = sending(tx)
        forgetting.forget(tx, patient_of(tx), NOON)

    with store.transaction() as tx:
        assert settle(tx, message.id, 1, SENT, NOON) is None
        assert not begin_sending(tx, "gone", 0, [a_message("t")], NOON)
        assert states(tx) == []
        assert reminders(tx) == []


def test_a_message_that_did_not_leave_waits_and_goes_later(store: Store) -> None:
    with store.transaction() as tx:
        message = sending(tx)
        maria = settle(tx, message.id, 1, LATER, NOON)
        assert maria is not None
        assert reminders(tx) == [(ReminderState.SENDING, None)]
        assert retries.earliest_retry(tx, maria) == NOON + MINUTE
        assert retries.waiting(tx, maria, NOON) == []
        (row,) = retries.waiting(tx, maria, NOON + MINUTE)

        again = retries.begin_again(tx, maria.id, maria.rev, row.id, row.attempt, NOON + MINUTE)
        assert again is not None
        assert (again.attempt, again.state, again.doubts, again.silent) == (2, MessageState.SENDING, 0, False)
        assert retries.earliest_retry(tx, maria) is None
        assert retries.begin_again(tx, maria.id, maria.rev, row.id, 2, NOON) is None
        assert settle(tx, message.id, 1, SENT, NOON) is None
        assert settle(tx, message.id, 2, SENT, NOON + MINUTE) is not None
        assert states(tx) == [MessageState.SENT]


def test_a_safety_message_in_doubt_is_said_once_more_silently_and_then_no_more(store: Store) -> None:
    with store.transaction() as tx:
        message = sending(tx)
        maria = settle(tx, message.id, 1, UNKNOWN, NOON)
        assert maria is not None
        assert reminders(tx) == [(ReminderState.SAID, None)]
        again = retries.begin_again(tx, maria.id, maria.rev, message.id, 1, NOON)
        assert again is not None
        assert again.silent
        assert again.doubts == 1
        settle(tx, message.id, 2, UNKNOWN, NOON + MINUTE)
        assert states(tx) == [MessageState.UNKNOWN]
        assert retries.waiting(tx, maria, NOON + HOUR) == []


@pytest.mark.parametrize("priority", [Priority.P2, Priority.P3])
def test_what_is_merely_helpful_is_never_said_again_in_doubt(store: Store, priority: Priority) -> None:
    with store.transaction() as tx:
        message = sending(tx, priority=priority)
        maria = settle(tx, message.id, 1, UNKNOWN, NOON)
        assert maria is not None
        assert retries.waiting(tx, maria, NOON + HOUR) == []
        assert retries.begin_again(tx, maria.id, maria.rev, message.id, 1, NOON) is None


def test_an_answer_that_comes_late_ends_the_doubt(store: Store) -> None:
    with store.transaction() as tx:
        message = sending(tx)
        settle(tx, message.id, 1, UNKNOWN, NOON)
        maria = settle(tx, message.id, 1, SENT, NOON + MINUTE)
        assert maria is not None
        assert states(tx) == [MessageState.SENT]
        assert retries.waiting(tx, maria, NOON + HOUR) == []


def test_what_telegram_refuses_is_skipped_and_the_plan_is_made_anew(store: Store) -> None:
    with store.transaction() as tx:
        message = sending(tx)
        rev = patient_of(tx).rev
        maria = settle(tx, message.id, 1, Outcome(MessageState.REFUSED, reason="markup"), NOON)
        assert maria is not None
        assert maria.rev == rev + 1
        assert reminders(tx) == [(ReminderState.SKIPPED, "refused")]
        assert facts_of(tx, maria).said[0].state is SaidState.SKIPPED


def test_somebody_who_blocked_the_bot_is_suspended_as_if_paused_from_the_message_on(store: Store) -> None:
    with store.transaction() as tx:
        message = sending(tx)
        maria = settle(tx, message.id, 1, Outcome(MessageState.UNREACHABLE), NOON + MINUTE)
        assert maria is not None
        assert maria.state is PatientState.UNREACHABLE
        assert reminders(tx) == [(ReminderState.SKIPPED, Reason.PAUSED)]
        (pause,) = facts_of(tx, maria).pauses
        assert (pause.start, pause.until) == (NOON, None)


def test_what_a_dead_process_was_sending_is_in_doubt_once_nobody_holds_the_patient(
    store: Store, real_clock: FrozenClock
) -> None:
    with store.transaction() as tx:
        sending(tx)
        patient_of(tx).next_due_at = NOON
        tx.flush()
        assert len(patients.claim_due(tx, "dead", NOON, lease_for=MINUTE, limit=1)) == 1

    with store.transaction() as tx:
        assert ledger.sending_left_over(tx, NOON) == []
        real_clock.move(2 * MINUTE)
        (maria,) = ledger.sending_left_over(tx, NOON)
        assert maria.telegram_id == MARIA
        assert states(tx) == [MessageState.UNKNOWN]
        assert len(retries.waiting(tx, maria, NOON)) == 1
        assert ledger.sending_left_over(tx, NOON) == []


def test_a_change_gives_back_what_waits_and_leaves_what_may_have_arrived(store: Store) -> None:
    with store.transaction() as tx:
        maria, treatment = a_treated_patient(tx)
        unsent, doubtful = a_message(treatment.id, "D1-1"), a_message(treatment.id, "D1-3")
        begin_sending(tx, maria.id, 0, [unsent, doubtful], NOON)
        settle(tx, unsent.id, 1, LATER, NOON)
        settle(tx, doubtful.id, 1, UNKNOWN, NOON)
        treatments.cancel(tx, maria, treatment, NOON)

        assert [one.id for one in retries.waiting(tx, maria, NOON)] == [doubtful.id]
        assert [row.step for row in tx.exec(select(Reminder))] == ["D1-3"]
        assert retries.begin_again(tx, maria.id, maria.rev, unsent.id, 1, NOON) is None


@pytest.mark.parametrize(
    ("why", "retry_at", "row"),
    [
        (Later(NOON + HOUR, NOON + 3 * HOUR), NOON + HOUR, (ReminderState.SAID, None)),
        (Fate.NOT_NOW, NOON + 6 * HOUR + SECOND, (ReminderState.SAID, None)),
        (Fate.HAS_IT, None, (ReminderState.SAID, None)),
        (Fate.MISSED, None, (ReminderState.SKIPPED, "outage")),
    ],
)
def test_what_is_in_doubt_and_not_said_once_more_now_waits_or_is_left(
    store: Store, why: Fate | Later, retry_at: datetime | None, row: tuple[ReminderState, str | None]
) -> None:
    with store.transaction() as tx:
        maria, treatment = a_treated_patient(tx)
        unsent, doubtful = a_message(treatment.id, "D1-1"), a_message(treatment.id, "D1-3")
        begin_sending(tx, maria.id, 0, [unsent, doubtful], NOON)
        settle(tx, unsent.id, 1, LATER, NOON)
        settle(tx, doubtful.id, 1, UNKNOWN, NOON)
        for one in (unsent, doubtful):
            retries.put_aside(tx, maria, one.id, why, NOON)
        kept = tx.get_one(Message, doubtful.id)
        assert (kept.state, kept.retry_at) == (MessageState.UNKNOWN, retry_at)
        assert reminders(tx)[-1] == row
        assert tx.get_one(Message, unsent.id).retry_at == LATER.retry_at, "it certainly did not leave"


def test_each_change_asks_anew_about_what_was_put_aside(store: Store) -> None:
    with store.transaction() as tx:
        maria, treatment = a_treated_patient(tx)
        doubtful = a_message(treatment.id, "D1-3")
        begin_sending(tx, maria.id, 0, [doubtful], NOON)
        settle(tx, doubtful.id, 1, UNKNOWN, NOON)
        retries.put_aside(tx, maria, doubtful.id, Fate.NOT_NOW, NOON)
        with facts.changing(tx, maria, default_protocol(), NOON) as locked:
            answers.open_concern(tx, locked, ConcernLevel.TODAY, NOON)
        assert retries.earliest_retry(tx, maria) == NOON + 20 * SECOND
        retries.put_aside(tx, maria, doubtful.id, Fate.NOT_NOW, NOON)
        late = NOON + 7 * HOUR
        with facts.changing(tx, maria, default_protocol(), late) as locked:
            answers.open_concern(tx, locked, ConcernLevel.TODAY, late)
        assert retries.earliest_retry(tx, maria) is None, "its latest has passed"


def test_in_a_pause_nothing_is_said_once_more_and_neither_after_it(store: Store) -> None:
    with store.transaction() as tx:
        message = sending(tx)
        maria = settle(tx, message.id, 1, UNKNOWN, NOON)
        assert maria is not None
        pauses.pause(tx, maria, NOON)
        pauses.resume(tx, maria, NOON + MINUTE)
        assert retries.earliest_retry(tx, maria) is None


def test_a_message_that_waited_too_long_counts_as_missed_by_an_outage(store: Store) -> None:
    late = NOON + 7 * HOUR
    with store.transaction() as tx:
        message = sending(tx)
        maria = settle(tx, message.id, 1, LATER, NOON)
        assert maria is not None
        assert retries.waiting(tx, maria, late) == []
        assert retries.begin_again(tx, maria.id, maria.rev, message.id, 1, late) is None

        ledger.close(tx, maria, [], late)
        assert maria.closed_until == late
        assert reminders(tx) == [(ReminderState.SKIPPED, Reason.OUTAGE)]
        assert retries.earliest_retry(tx, maria) is None


def test_closing_writes_a_reason_and_leaves_alone_what_was_said(store: Store) -> None:
    with store.transaction() as tx:
        message = sending(tx, about="t")
        settle(tx, message.id, 1, SENT, NOON)
        maria = patient_of(tx)
        skipped = [
            Skipped("t", "D1-1", 0, Reason.OUTAGE, None, NOON, NOON),
            Skipped("t", "D1-2", 0, Reason.QUIET, None, None, NOON + HOUR),
        ]
        for _ in range(2):
            ledger.close(tx, maria, skipped, NOON + HOUR)
        ledger.close(tx, maria, [], NOON)

        assert maria.closed_until == NOON + HOUR
        assert [(row.step, row.state, row.reason, row.due) for row in facts_of(tx, maria).said] == [
            ("D1-1", SaidState.SAID, None, NOON),
            ("D1-2", SaidState.SKIPPED, "quiet", NOON + HOUR),
        ]


def sending(tx: Tx, *, priority: Priority = Priority.P0, about: str = "t") -> ToSend:
    maria, _ = a_treated_patient(tx)
    message = a_message(about, priority=priority)
    assert begin_sending(tx, maria.id, 0, [message], NOON)
    return message


def patient_of(tx: Tx) -> Patient:
    patient = patients.patient_by_telegram(tx, MARIA)
    assert patient is not None
    return patient


def states(tx: Tx) -> list[MessageState]:
    return [row.state for row in tx.exec(select(Message).execution_options(populate_existing=True))]


def reminders(tx: Tx) -> list[tuple[ReminderState, str | None]]:
    return [(row.state, row.reason) for row in tx.exec(select(Reminder).execution_options(populate_existing=True))]


def test_what_waits_after_a_doubt_may_have_arrived_and_is_not_owed_again(store: Store) -> None:
    with store.transaction() as tx:
        maria, treatment = a_treated_patient(tx)
        changed, stale = a_message(treatment.id, "D1-1"), a_message(treatment.id, "D1-3")
        begin_sending(tx, maria.id, 0, [changed, stale], NOON)
        for one in (changed, stale):
            settle(tx, one.id, 1, UNKNOWN, NOON)
            assert retries.begin_again(tx, maria.id, maria.rev, one.id, 1, NOON)
        settle(tx, changed.id, 2, LATER, NOON)
        retries.release_waiting(tx, maria, NOON)
        settle(tx, stale.id, 2, LATER, NOON)
        retries.close_stale(tx, maria, NOON + 7 * HOUR)

        assert states(tx) == [MessageState.UNKNOWN, MessageState.UNKNOWN]
        assert reminders(tx) == [(ReminderState.SAID, None), (ReminderState.SAID, None)]
        assert retries.earliest_retry(tx, maria) is None


def test_who_said_stop_and_then_blocked_the_bot_has_stopped(store: Store) -> None:
    with store.transaction() as tx:
        message = sending(tx)
        pauses.suspend(tx, patient_of(tx), PatientState.STOPPED, NOON)
        maria = settle(tx, message.id, 1, Outcome(MessageState.UNREACHABLE), NOON + MINUTE)
        assert maria is not None
        assert maria.state is PatientState.STOPPED
        assert len(facts_of(tx, maria).pauses) == 1
        assert reminders(tx) == [(ReminderState.SKIPPED, Reason.PAUSED)]


def test_a_worry_gives_back_what_waits_so_that_no_permit_leaves_under_it(store: Store) -> None:
    with store.transaction() as tx:
        maria, treatment = a_treated_patient(tx)
        permit = a_message(treatment.id, "D1-2")
        begin_sending(tx, maria.id, 0, [permit], NOON)
        settle(tx, permit.id, 1, LATER, NOON)
        answers.open_concern(tx, maria, ConcernLevel.TODAY, NOON)

        assert retries.earliest_retry(tx, maria) is None
        assert facts_of(tx, maria).said == ()
        assert retries.begin_again(tx, maria.id, maria.rev, permit.id, 1, NOON) is None
