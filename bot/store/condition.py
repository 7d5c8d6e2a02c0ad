"""How the whole of it is doing, as numbers: read every few seconds, for metrics and alerts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlmodel import col, func, or_, select

from bot.schedules.protocol import Priority
from bot.store.dead import due, ended, waiting_updates
from bot.store.records import Inbox, Message, Patient, Pause
from bot.store.retries import STALE
from bot.store.states import InboxState, MessageState, PatientState, PauseWhy
from bot.store.store import Tx

DAY = timedelta(hours=24)
SAFETY = timedelta(minutes=5)
"""How late a message of the safety core may be."""


@dataclass(frozen=True, slots=True)
class Condition:
    """Seconds are ages, 0 where there is nothing."""

    updates_waiting: int
    oldest_update_s: float
    parked: int
    """Updates that could not be handled, of the 48 hours for which they are remembered."""
    people_due: int
    oldest_due_s: float
    dead: Mapping[str, int]
    """Messages that ended without reaching their person, by `refused`, `stale`, `unknown`, `unreachable`."""
    people: int
    """Who would get messages if they could be reached."""
    unreachable: int
    newly_unreachable: int
    """Who became so in the last 24 hours, whether they are back or not."""
    safety_late: tuple[str, ...]
    """Ids of messages of the safety core that should have arrived `SAFETY` ago, and may still."""

    @property
    def failed(self) -> int:
        """Messages that ended badly while their person could be reached."""
        return sum(count for why, count in self.dead.items() if why != MessageState.UNREACHABLE.value)


def look(tx: Tx, now: datetime) -> Condition:
    """How it is at an instant of the patients' clock; updates age in real time."""
    real = tx.real_now()
    waiting, oldest = tx.exec(select(func.count(), func.min(col(Inbox.received_at))).where(waiting_updates())).one()
    overdue, longest = tx.exec(select(func.count(), func.min(col(Patient.next_due_at))).where(due(now, real))).one()
    states = dict(tx.exec(select(Patient.state, func.count()).group_by(col(Patient.state))).all())
    unreachable = states.get(PatientState.UNREACHABLE, 0)
    return Condition(
        updates_waiting=waiting,
        oldest_update_s=_age(oldest, real),
        parked=tx.exec(select(func.count()).select_from(Inbox).where(Inbox.state == InboxState.PARKED)).one(),
        people_due=overdue,
        oldest_due_s=_age(longest, now),
        dead=_dead(tx),
        people=states.get(PatientState.ACTIVE, 0) + unreachable,
        unreachable=unreachable,
        newly_unreachable=_newly_unreachable(tx, now),
        safety_late=_safety_late(tx, now),
    )


def _age(since: datetime | None, now: datetime) -> float:
    return max(0.0, (now - since).total_seconds()) if since is not None else 0.0


def _dead(tx: Tx) -> dict[str, int]:
    counts = {"refused": 0, "stale": 0, "unknown": 0, "unreachable": 0}
    rows = tx.exec(
        select(Message.state, Message.reason, func.count())
        .where(ended())
        .group_by(col(Message.state), col(Message.reason))
    )
    for state, reason, count in rows:
        counts["stale" if reason == STALE else MessageState(state).value] += count
    return counts


def _newly_unreachable(tx: Tx, now: datetime) -> int:
    people = func.count(func.distinct(col(Pause.patient_id)))
    return tx.exec(select(people).where(Pause.why == PauseWhy.UNREACHABLE, Pause.started_at > now - DAY)).one()


def _safety_late(tx: Tx, now: datetime) -> tuple[str, ...]:
    under_way = (MessageState.SENDING, MessageState.LATER, MessageState.UNKNOWN)
    late = select(Message.id).where(
        col(Message.state).in_(under_way),
        Message.priority == Priority.P0,
        Message.due_at < now - SAFETY,
        or_(col(Message.state) != MessageState.UNKNOWN, col(Message.retry_at).is_not(None)),
    )
    return tuple(tx.exec(late.order_by(col(Message.due_at), col(Message.id))))
