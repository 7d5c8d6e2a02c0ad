"""Facts and wake-ups: what the planner is given, and when the dispatcher looks again."""

from __future__ import annotations

from datetime import datetime, time, timedelta

import pytest

from bot.schedules.asking import second_askings
from bot.schedules.facts import PatientFacts, SaidState
from bot.schedules.plan import Bubble
from bot.schedules.planner import plan
from bot.store import answers, facts, forgetting, patients, pauses, treatments
from bot.store.facts import PatientGone, changing, facts_of
from bot.store.ledger import Outcome, ToSend, begin_sending, settle
from bot.store.records import Patient
from bot.store.states import MessageState, PatientState
from bot.store.store import Store, Tx
from tests.people import LISBON
from tests.store.someone import MARIA, NOON, PROTOCOL, a_patient, told

MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)


def test_somebody_new_has_empty_facts_and_nothing_to_wake_for(store: Store) -> None:
    with store.transaction() as tx:
        maria = a_patient(tx)
        assert facts_of(tx, maria) == PatientFacts(zone=LISBON, closed_until=NOON)
        facts.reschedule(tx, maria, PROTOCOL, NOON)
        assert maria.next_due_at is None


def test_the_choices_of_a_patient_are_facts(store: Store) -> None:
    with store.transaction() as tx:
        maria = a_patient(tx)
        patients.change(tx, maria, zone="Asia/Tehran", morning=time(11), quiet_from=time(20), quiet_until=time(9))
        patients.change(tx, maria, essentials_only=True)
        pauses.pause(tx, maria, NOON)
        pauses.resume(tx, maria, NOON + HOUR)
        read = facts_of(tx, maria)
    assert (read.zone, read.morning, read.quiet_from, read.quiet_until) == ("Asia/Tehran", time(11), time(20), time(9))
    assert read.essentials_only
    assert [(one.start, one.until) for one in read.pauses] == [(NOON, NOON + HOUR)]


def test_a_registered_treatment_wakes_the_dispatcher_for_its_first_moment(store: Store) -> None:
    with store.transaction() as tx:
        maria = a_patient(tx)
        with changing(tx, maria, PROTOCOL, NOON):
            treatments.add_treatment(tx, maria, told(), PROTOCOL, NOON)
        assert maria.rev == 1
        assert maria.next_due_at == plan(facts_of(tx, maria), PROTOCOL, NOON).moments[0].due


def test_what_a_change_finds_unsaid_is_closed_under_the_old_facts(store: Store) -> None:
    with store.transaction() as tx:
        maria = registered(tx)
        two_days_on = NOON + 2 * DAY
        with changing(tx, maria, PROTOCOL, two_days_on):
            pauses.pause(tx, maria, two_days_on)

        closed = {row.step: row for row in facts_of(tx, maria).said}
        assert maria.closed_until == two_days_on
        assert closed["D1-1"].state is SaidState.SKIPPED
        assert closed["D1-1"].reason == "outage"


def test_a_change_that_fails_leaves_everything_as_it_was(store: Store) -> None:
    with store.transaction() as tx:
        maria = registered(tx)
        rev, due = maria.rev, maria.next_due_at

    with pytest.raises(ZeroDivisionError), store.transaction() as tx, changing(tx, maria, PROTOCOL, NOON + DAY):
        raise ZeroDivisionError

    with store.read() as tx:
        read = patients.patient_by_telegram(tx, MARIA)
        assert read is not None
        assert (read.rev, read.next_due_at, read.closed_until) == (rev, due, NOON)


def test_somebody_who_was_forgotten_meanwhile_cannot_be_changed(store: Store) -> None:
    with store.transaction() as tx:
        maria = registered(tx)
    with store.transaction() as tx:
        again = patients.patient_by_telegram(tx, MARIA)
        assert again is not None
        forgetting.forget(tx, again, NOON)

    with store.transaction() as tx, pytest.raises(PatientGone), changing(tx, maria, PROTOCOL, NOON):
        pass


def test_nobody_wakes_for_somebody_who_has_stopped_until_they_are_back(store: Store) -> None:
    with store.transaction() as tx:
        maria = registered(tx)
        with changing(tx, maria, PROTOCOL, NOON + MINUTE):
            pauses.suspend(tx, maria, PatientState.STOPPED, NOON + MINUTE)
        assert maria.next_due_at is None
        with changing(tx, maria, PROTOCOL, NOON + HOUR):
            pauses.wake(tx, maria, NOON + HOUR)
        assert maria.next_due_at is not None


def test_the_retry_of_a_message_wakes_the_dispatcher_too(store: Store) -> None:
    with store.transaction() as tx:
        maria = registered(tx)
        first = saying(tx, maria, NOON)
        retry_at = NOON + 7 * MINUTE
        settle(tx, first[0].id, 1, Outcome(MessageState.LATER, retry_at=retry_at), NOON)
        facts.reschedule(tx, maria, PROTOCOL, NOON)
        assert maria.next_due_at == retry_at


def test_a_whole_year_is_said_from_the_database_as_it_was_planned(store: Store) -> None:
    """Each moment is planned anew from the rows alone, sent and settled: nothing repeats, nothing is missing."""
    with store.transaction() as tx:
        maria = registered(tx)
        expected = [bubble.ids for bubble in bubbles(facts_of(tx, maria), NOON)]
        said: list[tuple[str, ...]] = []
        now = NOON
        for _ in range(80):
            due = maria.next_due_at
            if due is None:
                break
            now = max(now, due)
            facts.close_steps(tx, maria, PROTOCOL, now)
            sent = saying(tx, maria, now)
            said += [_without_second_askings(one.bubble) for one in sent]
            for one in sent:
                settle(tx, one.id, 1, Outcome(MessageState.SENT), now)
            facts.reschedule(tx, maria, PROTOCOL, now)

        assert maria.next_due_at is None
        assert [ids[0] for ids in said][-1] == "M12-1"
        assert said == expected
        assert now.date() == (NOON + 365 * DAY).date()


def test_an_answer_is_seen_by_the_very_next_plan(store: Store) -> None:
    with store.transaction() as tx:
        maria = registered(tx)
        (treatment,) = facts_of(tx, maria).treatments
        with changing(tx, maria, PROTOCOL, NOON + MINUTE):
            answers.record_answer(
                tx, maria, about=treatment.id, step="D1-3", occurrence=0, choice="same", now=NOON + MINUTE
            )
        assert [(one.step, one.choice) for one in facts_of(tx, maria).answered] == [("D1-3", "same")]


def registered(tx: Tx) -> Patient:
    maria = a_patient(tx)
    with changing(tx, maria, PROTOCOL, NOON):
        treatments.add_treatment(tx, maria, told(), PROTOCOL, NOON)
    return maria


def bubbles(known: PatientFacts, now: datetime) -> list[Bubble]:
    return [bubble for moment in plan(known, PROTOCOL, now).moments for bubble in moment.bubbles]


def saying(tx: Tx, patient: Patient, now: datetime) -> list[ToSend]:
    """What the dispatcher does with the first moment, up to the commit before the send."""
    moments = [one for one in plan(facts_of(tx, patient), PROTOCOL, now).moments if one.due <= now]
    messages = [
        ToSend(bubble, not (moment.rings and index == 0), "beef", PROTOCOL.version, moment.due, moment.latest)
        for moment in moments[:1]
        for index, bubble in enumerate(moment.bubbles)
    ]
    assert begin_sending(tx, patient.id, patient.rev, messages, now)
    return messages


def _without_second_askings(bubble: Bubble) -> tuple[str, ...]:
    """What was planned at the start: a check-in is asked again only once nobody has answered."""
    again = {part.step for part in second_askings(bubble, PROTOCOL)}
    return tuple(id_ for id_ in bubble.ids if id_ not in again)
