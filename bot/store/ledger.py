"""The ledger: what is being said, was said, or is not said any more, and the messages that carried it.

A message is committed as `sending` before it leaves (`begin_sending`, `retries.begin_again`) and gets its outcome
afterwards (`settle`), each in a short transaction. After each of them `facts.reschedule` sets when the patient is
looked at next.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import ColumnElement, or_
from sqlmodel import col, select, update

from bot.schedules.plan import Bubble, Part, Reason, Skipped
from bot.schedules.protocol import Priority
from bot.store import chats, pauses, retries
from bot.store.columns import new_id
from bot.store.patients import patient_by_id
from bot.store.records import Message, Patient, Reminder
from bot.store.states import MessageState, PatientState, ReminderState
from bot.store.store import Tx

REFUSED = "refused"
"""Reason of a step whose message Telegram would never take."""


@dataclass(frozen=True, slots=True)
class ToSend:
    """One rendered message that is about to leave."""

    bubble: Bubble
    silent: bool
    text_hash: str
    """SHA-256 of the rendered text, in hex."""
    protocol_version: str
    due: datetime
    latest: datetime
    takes_a_ring: bool = True
    """Whether it counts among the rings of its day if it rings: see `plan.Moment`."""
    id: str = field(default_factory=new_id)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one attempt: any state but `sending`."""

    state: MessageState
    telegram_message_id: int | None = None
    retry_at: datetime | None = None
    """For `later`: when to try again; needed. For `unknown`: when to say it once more, by default at once."""
    reason: str | None = None
    """For `refused`: a fixed word, never Telegram's text."""
    new_chat_id: int | None = None
    """For `later`: what it was sent to is called so from now on, see `chats.move`."""


def begin_sending(
    tx: Tx,
    patient_id: str,
    expected_rev: int,
    messages: Sequence[ToSend],
    now: datetime,
    skipped: Iterable[Skipped] = (),
) -> bool:
    """Writes messages and their reminders as `sending`, if the patient is as they were planned for. The call to
    Telegram comes after the commit.

    False, and nothing is written, if the patient was forgotten, is not active, or has another `rev` than
    `expected_rev`: plan again. Otherwise `rev` is `expected_rev + 1` afterwards. `skipped`: what these messages stand
    for, closed at the same time.
    """
    patient = patient_by_id(tx, patient_id)
    if patient is None or patient.rev != expected_rev or patient.state is not PatientState.ACTIVE:
        return False
    for one in messages:
        tx.add(_message(patient, one, now))
    tx.flush()
    for one in messages:
        tx.add_all(_reminders(patient, one, now))
    _skip(tx, patient, skipped, now)
    patient.rev += 1
    tx.flush()
    return True


def is_under_way(tx: Tx, message_id: str, attempt: int) -> bool:
    """Whether a message is written down as `sending` with this attempt."""
    message = tx.get(Message, message_id, populate_existing=True)
    return message is not None and message.state is MessageState.SENDING and message.attempt == attempt


def settle(tx: Tx, message_id: str, attempt: int, outcome: Outcome, now: datetime) -> Patient | None:
    """Writes down what became of an attempt and returns the patient to reschedule; `None` if no such attempt is open,
    or the patient was forgotten.

    Never inserts. `sent`, `unknown`: its reminders are said; a `sent` that comes late mends an `unknown`. `later`:
    they wait with the message. `refused`: skipped for that reason. `unreachable`: the patient is suspended and the
    reminders count as paused. Only the last two raise `rev`, so that a dispatcher can settle one message and begin
    the next in the same transaction.
    """
    patient = _patient_of(tx, message_id)
    message = tx.get(Message, message_id, populate_existing=True) if patient else None
    if patient is None or message is None or message.attempt != attempt:
        return None
    late_answer = message.state is MessageState.UNKNOWN and outcome.state is MessageState.SENT
    if message.state is not MessageState.SENDING and not late_answer:
        return None
    message.state = outcome.state
    message.reason = outcome.reason
    message.settled_at = now
    message.retry_at = None
    match outcome.state:
        case MessageState.SENT:
            message.telegram_message_id = outcome.telegram_message_id
            _say_reminders(tx, message)
        case MessageState.UNKNOWN:
            message.doubts += 1
            if message.doubts == 1 and message.priority <= Priority.P1:
                message.retry_at = outcome.retry_at or now
            _say_reminders(tx, message)
        case MessageState.LATER:
            message.retry_at = outcome.retry_at or now
            if outcome.new_chat_id is not None:
                chats.move(tx, patient.chat_id, outcome.new_chat_id)
        case MessageState.REFUSED:
            retries.skip_reminders(tx, message, REFUSED, now)
            patient.rev += 1
        case MessageState.UNREACHABLE:
            retries.skip_reminders(tx, message, Reason.PAUSED.value, now)
            if patient.state is PatientState.ACTIVE:  # who has said /stop meanwhile has stopped, whatever Telegram says
                pauses.suspend(tx, patient, PatientState.UNREACHABLE, min(now, message.due_at))
            patient.rev += 1
        case MessageState.SENDING:
            raise ValueError("sending is no outcome")
    tx.flush()
    return patient


def sending_left_over(tx: Tx, now: datetime) -> list[Patient]:
    """Messages that a process left in `sending` when it died, which is when nobody holds their patient, become
    `unknown`.

    Returns the patients to reschedule.
    """
    free = or_(col(Patient.lease_until).is_(None), col(Patient.lease_until) <= tx.real_now())
    return _doubt(tx, free, now)


def doubt_left_over(tx: Tx, patient: Patient, now: datetime) -> bool:
    """The same for one patient who was just claimed: whoever held them before does so no longer. True if there was
    such a message.
    """
    return bool(_doubt(tx, col(Patient.id) == patient.id, now))


def bubble_of(tx: Tx, message: Message) -> Bubble:
    """What a stored message says, as the plan had it: to render it again."""
    rows = tx.exec(select(Reminder).where(Reminder.message_id == message.id).order_by(col(Reminder.id)))
    parts = tuple(Part(row.about, row.step, row.occurrence, row.host or None, row.due_at) for row in rows)
    return Bubble(message.ids, parts, Priority(message.priority))


def message_by_telegram(tx: Tx, patient: Patient, telegram_message_id: int) -> Message | None:
    """This patient's message under which a button was tapped."""
    query = select(Message).where(Message.patient_id == patient.id, Message.telegram_message_id == telegram_message_id)
    return tx.exec(query).first()


def close(tx: Tx, patient: Patient, skipped: Iterable[Skipped], now: datetime) -> bool:
    """Writes steps as skipped, each with its reason (one that has a row keeps it), and moves `closed_until` to `now`.

    Messages that waited until they were stale are closed too; true if there were any.
    """
    _skip(tx, patient, skipped, now)
    closed = retries.close_stale(tx, patient, now)
    patient.closed_until = max(now, patient.closed_until)
    tx.flush()
    return closed


def _doubt(tx: Tx, whose: ColumnElement[bool], now: datetime) -> list[Patient]:
    left = (
        select(Message.id, Message.attempt, Message.patient_id)
        .join(Patient)
        .where(Message.state == MessageState.SENDING, whose)
    )
    patients: dict[str, Patient] = {}
    for message_id, attempt, _ in sorted(tx.exec(left).all(), key=lambda row: row[2]):
        patient = settle(tx, message_id, attempt, Outcome(MessageState.UNKNOWN), now)
        if patient is not None:
            patients[patient.id] = patient
    return list(patients.values())


def _patient_of(tx: Tx, message_id: str) -> Patient | None:
    # The patient's row is locked before the message is read: everybody locks in this order.
    owner = tx.exec(select(Message.patient_id).where(Message.id == message_id)).one_or_none()
    return patient_by_id(tx, owner) if owner is not None else None


def _message(patient: Patient, one: ToSend, now: datetime) -> Message:
    return Message(
        id=one.id,
        patient_id=patient.id,
        ids=one.bubble.ids,
        state=MessageState.SENDING,
        priority=int(one.bubble.priority),
        silent=one.silent,
        text_hash=one.text_hash,
        protocol_version=one.protocol_version,
        due_at=one.due,
        latest_at=one.latest,
        created_at=now,
    )


def _reminders(patient: Patient, one: ToSend, now: datetime) -> list[Reminder]:
    """The rows of one message: the step for each treatment that it is about, and its lines."""
    return [
        Reminder(
            patient_id=patient.id,
            about=part.about,
            step=part.step,
            occurrence=part.occurrence,
            host=part.host or "",
            message_id=one.id,
            state=ReminderState.SENDING,
            due_at=part.due,
            at=now,
            rang=part.step == one.bubble.step and not one.silent and one.takes_a_ring,
            bubble=part.step == one.bubble.step,
        )
        for part in one.bubble.parts
    ]


def _say_reminders(tx: Tx, message: Message) -> None:
    tx.exec(update(Reminder).where(col(Reminder.message_id) == message.id).values(state=ReminderState.SAID))


def _skip(tx: Tx, patient: Patient, skipped: Iterable[Skipped], now: datetime) -> None:
    rows = [
        {
            "patient_id": patient.id,
            "about": one.about,
            "step": one.step,
            "occurrence": one.occurrence,
            "host": one.host or "",
            "state": ReminderState.SKIPPED,
            "reason": one.reason.value,
            "due_at": one.due or one.latest or now,
            "at": now,
            "rang": False,
            "bubble": False,
        }
        for one in skipped
    ]
    tx.insert_new(Reminder, rows)
