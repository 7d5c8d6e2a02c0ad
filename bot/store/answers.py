"""What patients answered, what worries them, what they want to hear once more.

Everything here moves the plan: stand inside `facts.changing`.
"""

from __future__ import annotations

from datetime import datetime

from sqlmodel import col, func, select

from bot.schedules.protocol import ConcernLevel
from bot.store.columns import new_id
from bot.store.records import Answer, Concern, Patient, Reminder, Snooze
from bot.store.retries import release_waiting
from bot.store.store import Tx

SNOOZES = 2
"""How often one step can be asked for once more."""


def record_answer(
    tx: Tx, patient: Patient, *, about: str, step: str, occurrence: int, choice: str, now: datetime
) -> bool:
    """Keeps an answer. The same choice twice in a row is one: false for the second. A changed mind is kept beside the
    first.
    """
    last = last_answer(tx, patient, about=about, step=step, occurrence=occurrence)
    if last is not None and last.choice == choice:
        return False
    nth = last.nth + 1 if last is not None else 0
    tx.add(
        Answer(
            patient_id=patient.id,
            about=about,
            step=step,
            occurrence=occurrence,
            nth=nth,
            choice=choice,
            at=now,
        )
    )
    tx.flush()
    return True


def last_answer(tx: Tx, patient: Patient, *, about: str, step: str, occurrence: int) -> Answer | None:
    """The answer that counts: the last one."""
    query = select(Answer).where(
        Answer.patient_id == patient.id,
        Answer.about == about,
        Answer.step == step,
        Answer.occurrence == occurrence,
    )
    return tx.exec(query.order_by(col(Answer.nth).desc())).first()


def open_concern(tx: Tx, patient: Patient, level: ConcernLevel, now: datetime) -> Concern:
    """Opens a concern, which withholds permits and brings questions later: each "I'm worried" is one. What waits to be
    sent again was planned without it, and is given back to the plan.
    """
    release_waiting(tx, patient, now)
    concern = Concern(id=new_id(), patient_id=patient.id, level=level, opened_at=now)
    tx.add(concern)
    tx.flush()
    return concern


def open_concerns(tx: Tx, patient: Patient) -> list[Concern]:
    """Concerns that nobody has called sorted, the oldest first. Whether one is too old to count is for
    `bot.schedules.concerns`.
    """
    query = select(Concern).where(Concern.patient_id == patient.id, col(Concern.closed_at).is_(None))
    return list(tx.exec(query.order_by(col(Concern.opened_at), col(Concern.id))))


def close_concern(tx: Tx, patient: Patient, concern_id: str, now: datetime) -> bool:
    """Sorted. False if there is no such concern of this patient, or it was closed before."""
    query = select(Concern).where(Concern.id == concern_id, Concern.patient_id == patient.id)
    concern = tx.exec(query).one_or_none()
    if concern is None or concern.closed_at is not None:
        return False
    concern.closed_at = max(now, concern.opened_at)
    tx.flush()
    return True


def snooze(tx: Tx, patient: Patient, *, about: str, step: str, due: datetime, now: datetime) -> Snooze | None:
    """Asks for a step once more at `due`, as its next occurrence. `None` after `SNOOZES` times. Again, while the last
    one is still to come, moves that one. Occurrences that were lines of other messages count too.
    """
    query = select(Snooze).where(Snooze.patient_id == patient.id, Snooze.about == about, Snooze.step == step)
    asked = list(tx.exec(query.order_by(col(Snooze.occurrence))))
    said = tx.exec(
        select(func.max(Reminder.occurrence)).where(
            Reminder.patient_id == patient.id,
            Reminder.about == about,
            Reminder.step == step,
        )
    ).one()
    if asked and (said is None or asked[-1].occurrence > said):
        asked[-1].due_at = due
        asked[-1].at = now
        tx.flush()
        return asked[-1]
    if len(asked) >= SNOOZES:
        return None
    row = Snooze(
        patient_id=patient.id,
        about=about,
        step=step,
        occurrence=(said if said is not None else -1) + 1,
        due_at=due,
        at=now,
    )
    tx.add(row)
    tx.flush()
    return row
