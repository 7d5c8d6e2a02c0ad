"""What ended without reaching its person, and why; and what waits for longer than it should. For whoever runs the bot:
random ids, step ids, times and fixed words, never a name, a chat or what somebody wrote.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, and_
from sqlmodel import col, func, select

from bot.schedules.plan import Reason
from bot.store.patients import HELD
from bot.store.records import Inbox, Message, Patient, Pause, Reminder
from bot.store.retries import CHANGED
from bot.store.states import InboxState, MessageState, PatientState, PauseWhy, ReminderState
from bot.store.store import Tx

LATE = timedelta(seconds=60)
"""How long an update may wait for its answer, or somebody who is due for the dispatcher, before it counts as late."""


@dataclass(frozen=True, slots=True)
class DeadMessage:
    """A message that was written down to be sent. `why`: `unknown` (it may have arrived, and is not said once more),
    `unreachable`, or why it was refused: `stale` is one that waited until nobody needed it.
    """

    id: str
    patient: str
    step: str
    why: str
    due: datetime
    ended: datetime


@dataclass(frozen=True, slots=True)
class MissedStep:
    """A step whose time passed while the bot was away: it was never a message."""

    patient: str
    step: str
    due: datetime
    ended: datetime


@dataclass(frozen=True, slots=True)
class Unreachable:
    """Somebody to whom nothing is sent until they come back."""

    patient: str
    since: datetime


@dataclass(frozen=True, slots=True)
class Parked:
    """An update that could not be handled. `kind` is Telegram's word for what it was."""

    kind: str
    received: datetime
    attempts: int


@dataclass(frozen=True, slots=True)
class Late:
    """How many wait for longer than `LATE`, and since when the first of them has."""

    count: int
    since: datetime | None


@dataclass(frozen=True, slots=True)
class Dead:
    """Everything of a while, oldest first."""

    messages: tuple[DeadMessage, ...]
    steps: tuple[MissedStep, ...]
    people: tuple[Unreachable, ...]
    updates: tuple[Parked, ...]
    late_updates: Late
    late_people: Late

    def __bool__(self) -> bool:
        lists = (self.messages, self.steps, self.people, self.updates)
        return any(lists) or bool(self.late_updates.count or self.late_people.count)


def ended() -> ColumnElement[bool]:
    """Which messages will never be sent any more and are not known to have arrived. One whose steps were planned anew
    has not failed.
    """
    failed = col(Message.state).in_((MessageState.REFUSED, MessageState.UNKNOWN, MessageState.UNREACHABLE))
    planned_anew = and_(col(Message.state) == MessageState.REFUSED, col(Message.reason) == CHANGED)
    return and_(failed, col(Message.retry_at).is_(None), ~func.coalesce(planned_anew, False))


def waiting_updates() -> ColumnElement[bool]:
    """Which updates have no answer yet."""
    return col(Inbox.state).in_((InboxState.NEW, InboxState.APPLIED))


def due(now: datetime, real: datetime) -> ColumnElement[bool]:
    """Which patients are owed something now. Somebody who is left alone on purpose, in `real` time, is not."""
    left_alone = and_(func.coalesce(col(Patient.lease_owner), "") == HELD, col(Patient.lease_until) > real)
    return and_(col(Patient.state) == PatientState.ACTIVE, col(Patient.next_due_at) <= now, ~left_alone)


def dead(tx: Tx, since: datetime, now: datetime) -> Dead:
    """What ended since an instant. `now`: the patients' clock; parked updates and late ones go by real time."""
    return Dead(
        messages=tuple(_messages(tx, since)),
        steps=tuple(_steps(tx, since)),
        people=tuple(_people(tx, since)),
        updates=tuple(_parked(tx, since)),
        late_updates=_late_updates(tx),
        late_people=_late_people(tx, now),
    )


def _messages(tx: Tx, since: datetime) -> list[DeadMessage]:
    rows = tx.exec(
        select(Message).where(ended(), col(Message.settled_at) >= since).order_by(col(Message.settled_at), Message.id)
    )
    return [
        DeadMessage(row.id, row.patient_id, row.ids[0], _why(row), row.due_at, row.settled_at or row.created_at)
        for row in rows
    ]


def _why(message: Message) -> str:
    return (message.reason or message.state.value) if message.state is MessageState.REFUSED else message.state.value


def _steps(tx: Tx, since: datetime) -> list[MissedStep]:
    missed = select(Reminder).where(
        Reminder.state == ReminderState.SKIPPED,
        Reminder.reason == Reason.OUTAGE.value,
        col(Reminder.message_id).is_(None),
        Reminder.host == "",
        Reminder.at >= since,
    )
    rows = tx.exec(missed.order_by(col(Reminder.at), col(Reminder.id)))
    return [MissedStep(row.patient_id, row.step, row.due_at, row.at) for row in rows]


def _people(tx: Tx, since: datetime) -> list[Unreachable]:
    suspended = (
        select(Pause)
        .join(Patient)
        .where(
            Patient.state == PatientState.UNREACHABLE,
            Pause.why == PauseWhy.UNREACHABLE,
            col(Pause.ended_at).is_(None),
            Pause.started_at >= since,
        )
    )
    rows = tx.exec(suspended.order_by(col(Pause.started_at), col(Pause.id)))
    return [Unreachable(row.patient_id, row.started_at) for row in rows]


def _parked(tx: Tx, since: datetime) -> list[Parked]:
    parked = select(Inbox).where(Inbox.state == InboxState.PARKED, Inbox.received_at >= since)
    rows = tx.exec(parked.order_by(col(Inbox.received_at), col(Inbox.update_id)))
    return [Parked(row.kind, row.received_at, row.attempts) for row in rows]


def _late_updates(tx: Tx) -> Late:
    late = and_(waiting_updates(), col(Inbox.received_at) < tx.real_now() - LATE)
    return Late(*tx.exec(select(func.count(), func.min(col(Inbox.received_at))).where(late)).one())


def _late_people(tx: Tx, now: datetime) -> Late:
    first = func.min(Patient.next_due_at)
    late = and_(due(now, tx.real_now()), col(Patient.next_due_at) < now - LATE)
    return Late(*tx.exec(select(func.count(), first).where(late)).one())
