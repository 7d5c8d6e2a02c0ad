"""Messages that wait: for a better moment (`later`), or to be said once more because nobody knows whether they
arrived (`unknown`).
"""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlmodel import col, delete, func, select, update

from bot.schedules.plan import Reason
from bot.schedules.repeats import Fate, Later
from bot.store.patients import patient_by_id
from bot.store.records import Message, Patient, Reminder
from bot.store.states import MessageState, PatientState, ReminderState
from bot.store.store import Tx

STALE = "stale"
"""Reason of a message that waited until nobody needed it."""
CHANGED = "changed"
"""Reason of a message whose steps were planned again."""
_A_SECOND = timedelta(seconds=1)
_SOON = timedelta(seconds=20)
"""Who changes something often changes it again: the wrong date is undone within the minute."""


def waiting(tx: Tx, patient: Patient, now: datetime) -> list[Message]:
    """The patient's messages whose retry has come and that are still worth sending, most important first."""
    query = select(Message).where(
        Message.patient_id == patient.id, col(Message.retry_at) <= now, col(Message.latest_at) >= now
    )
    return list(tx.exec(query.order_by(col(Message.priority), col(Message.due_at), col(Message.id))))


def earliest_retry(tx: Tx, patient: Patient) -> datetime | None:
    """When the next waiting message of this patient wants to be sent, or is stale and wants to be closed."""
    return tx.exec(select(func.min(Message.retry_at)).where(Message.patient_id == patient.id)).one()


def begin_again(
    tx: Tx,
    patient_id: str,
    expected_rev: int,
    message_id: str,
    attempt: int,
    now: datetime,
    moment: Later | None = None,
) -> Message | None:
    """Writes a waiting message as `sending` once more. `attempt` is the one that was read; the row returned carries
    the next. `moment`: the one that it has now, if that is not the one that is written.

    After an unknown outcome it becomes silent, and its `doubts` say that it may be a repeat. `None`, and nothing is
    written, if the patient has stopped or has another `rev` than `expected_rev`, or the message no longer waits or is
    stale. Otherwise `rev` is `expected_rev + 1` afterwards.
    """
    patient = patient_by_id(tx, patient_id)
    if patient is None or patient.rev != expected_rev or patient.state is not PatientState.ACTIVE:
        return None
    message = tx.get(Message, message_id, populate_existing=True)
    if message is None or message.patient_id != patient_id or message.attempt != attempt:
        return None
    if message.retry_at is None or message.latest_at < now:
        return None
    message.state = MessageState.SENDING
    message.attempt += 1
    message.retry_at = None
    message.settled_at = None
    message.silent = message.silent or message.doubts > 0
    if moment is not None:
        message.due_at, message.latest_at = moment.due, moment.latest
    patient.rev += 1
    tx.flush()
    return message


def release_waiting(tx: Tx, patient: Patient, now: datetime) -> None:
    """Gives back what waits, because the plan changes. A message that certainly did not leave is dropped, and its
    steps are owed again. One that may have arrived waits on: what of it is still worth saying is decided when its
    moment comes.
    """
    for message in filter(_never_left, _with_retry(tx, patient)):
        tx.exec(delete(Reminder).where(col(Reminder.message_id) == message.id))
        _end(message, CHANGED, now)
    tx.flush()


def give_up(tx: Tx, patient: Patient) -> None:
    """Leaves in doubt what waits to be said once more: nobody will know whether it arrived."""
    for message in _in_doubt(tx, patient):
        _leave_in_doubt(message)
    tx.flush()


def put_aside(tx: Tx, patient: Patient, message_id: str, why: Fate | Later, now: datetime) -> None:
    """Writes down that a message in doubt is not said once more now: never, or not before its moment, or nobody knows
    when; then it is asked about at each change, and at its latest it is left.
    """
    for message in _in_doubt(tx, patient):
        if message.id != message_id:
            continue
        match why:
            case Later(due, latest):
                message.due_at, message.latest_at, message.retry_at = due, latest, due
            case Fate.NOT_NOW:
                message.retry_at = max(message.latest_at, now) + _A_SECOND
            case Fate.MISSED:
                skip_reminders(tx, message, Reason.OUTAGE.value, now)
                _leave_in_doubt(message)
            case Fate.HAS_IT:
                _leave_in_doubt(message)
    tx.flush()


def ask_anew(tx: Tx, patient: Patient, now: datetime) -> None:
    """Something has changed: what is in doubt and was put aside may be worth saying once more after all, or sooner."""
    for message in _in_doubt(tx, patient):
        if message.retry_at is not None and message.latest_at >= now:
            message.retry_at = min(message.retry_at, now + _SOON)
    tx.flush()


def release_late(tx: Tx, patient: Patient, due_before: datetime, *, at_night: bool) -> None:
    """Forgets messages that never left and were due before an instant, if they may not leave as they were planned: they
    are of several moments, for which one summary stands, or it has become night. Their steps are owed again.
    """
    late = [one for one in _with_retry(tx, patient) if _never_left(one) and one.due_at < due_before]
    if at_night or len({one.due_at for one in late}) > 1:
        for message in late:
            tx.exec(delete(Reminder).where(col(Reminder.message_id) == message.id))
            tx.delete(message)
        tx.flush()


def close_stale(tx: Tx, patient: Patient, now: datetime) -> bool:
    """Ends the wait of messages whose latest useful moment has passed. Steps that never left count as missed through
    an outage. True if there were any: a summary may be owed for them.
    """
    closed = False
    for message in _with_retry(tx, patient):
        if message.latest_at >= now:
            continue
        closed = True
        if _never_left(message):
            skip_reminders(tx, message, Reason.OUTAGE.value, now)
            _end(message, STALE, now)
        else:
            _leave_in_doubt(message)
    tx.flush()
    return closed


def skip_reminders(tx: Tx, message: Message, reason: str, now: datetime) -> None:
    """The steps that this message carried are not said, for this reason."""
    tx.exec(
        update(Reminder)
        .where(col(Reminder.message_id) == message.id)
        .values(state=ReminderState.SKIPPED, reason=reason, at=now, rang=False)
    )


def _with_retry(tx: Tx, patient: Patient) -> list[Message]:
    return list(tx.exec(select(Message).where(Message.patient_id == patient.id, col(Message.retry_at).is_not(None))))


def _in_doubt(tx: Tx, patient: Patient) -> list[Message]:
    return [one for one in _with_retry(tx, patient) if not _never_left(one)]


def _never_left(message: Message) -> bool:
    """Whether no attempt can have arrived. One that waits after a doubt may have, at its first attempt."""
    return message.state is MessageState.LATER and message.doubts == 0


def _leave_in_doubt(message: Message) -> None:
    message.state = MessageState.UNKNOWN
    message.retry_at = None


def _end(message: Message, reason: str, now: datetime) -> None:
    message.state = MessageState.REFUSED
    message.reason = reason
    message.retry_at = None
    message.settled_at = now
