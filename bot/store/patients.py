"""Patients: who they are, what they chose, and who is looking after them right now."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime, time, timedelta
from typing import TypedDict, Unpack

from sqlalchemy import exists, or_, update
from sqlmodel import col, func, select
from sqlmodel.sql.expression import SelectOfScalar

from bot.store.columns import new_id
from bot.store.records import Inbox, Patient
from bot.store.states import InboxState, PatientState
from bot.store.store import Tx


def patient_by_telegram(tx: Tx, telegram_id: int) -> Patient | None:
    """The patient behind a Telegram account: the only way from one to the other. Locked until the end of a
    transaction that may write.
    """
    return tx.exec(_locked(tx, select(Patient).where(Patient.telegram_id == telegram_id))).one_or_none()


def patient_by_id(tx: Tx, patient_id: str) -> Patient | None:
    """The patient of this id, `None` if they were forgotten. Locked until the end of a transaction that may write."""
    return tx.exec(_locked(tx, select(Patient).where(Patient.id == patient_id))).one_or_none()


def is_anybody_here(tx: Tx) -> bool:
    """Whether there is any patient."""
    return tx.exec(select(Patient.id).limit(1)).first() is not None


def stands(tx: Tx, patient_id: str, rev: int) -> bool:
    """Whether a patient wants messages and is still as they were at a revision."""
    here = select(Patient.id).where(Patient.id == patient_id, Patient.rev == rev, Patient.state == PatientState.ACTIVE)
    return tx.exec(here).first() is not None


def create_patient(
    tx: Tx, *, telegram_id: int, chat_id: int, language: str, zone: str, country: str | None, now: datetime
) -> Patient:
    """A new patient, of whom nothing about health is known. `StoreRefused` at the commit if the account has one
    already.
    """
    patient = Patient(
        id=new_id(),
        telegram_id=telegram_id,
        chat_id=chat_id,
        language=language,
        zone=zone,
        country=country,
        closed_until=now,
        created_at=now,
    )
    tx.add(patient)
    tx.flush()
    return patient


class Changes(TypedDict, total=False):
    """What a patient can change about themselves; see `records.Patient`."""

    chat_id: int
    language: str
    zone: str
    country: str | None
    emergency: str | None
    clinic_phone: str | None
    morning: time | None
    quiet_from: time | None
    quiet_until: time | None
    essentials_only: bool
    discreet: bool
    card_on: bool
    card_message_id: int | None


HELD = "held"
"""Who holds a patient to whom nothing is to be sent: no dispatcher goes by that name."""


def change(tx: Tx, patient: Patient, **changes: Unpack[Changes]) -> None:
    """Changes what is named. Zone, slots, quiet hours and essentials move the plan: stand inside `facts.changing`."""
    for name, value in changes.items():
        setattr(patient, name, value)
    tx.add(patient)
    tx.flush()


def claim_due(
    tx: Tx,
    owner: str,
    now: datetime,
    *,
    lease_for: timedelta,
    limit: int,
    but: Collection[str] = (),
    reply_first: timedelta = timedelta(seconds=60),
) -> list[Patient]:
    """Takes a lease on patients whose `next_due_at` has come, the longest due first, at most `limit`.

    Left alone are those whom somebody else holds, those of the ids in `but`, and those with an update younger than
    `reply_first` that has no answer yet: the reply comes before the reminder. `now` may be a moved clock; leases and
    the age of updates count in real time. Touches nothing but the lease.
    """
    real = tx.real_now()
    waiting = exists().where(
        col(Inbox.lane) == col(Patient.telegram_id),
        col(Inbox.state).in_((InboxState.NEW, InboxState.APPLIED)),
        col(Inbox.received_at) > real - reply_first,
    )
    due = (
        select(Patient.id)
        .where(
            col(Patient.next_due_at) <= now,
            Patient.state == PatientState.ACTIVE,
            or_(col(Patient.lease_until).is_(None), col(Patient.lease_until) <= real),
            col(Patient.id).not_in(but),
            ~waiting,
        )
        .order_by(col(Patient.next_due_at))
        .limit(limit)
        .with_for_update(skip_locked=True)
        .cte("due")
    )
    claimed = tx.scalars(
        update(Patient)
        .where(col(Patient.id).in_(select(due.c.id)))
        .values(lease_owner=owner, lease_until=real + lease_for)
        .returning(Patient)
        .execution_options(synchronize_session=False, populate_existing=True)
    ).all()
    return sorted(claimed, key=lambda patient: patient.next_due_at or now)


def hold(tx: Tx, patient: Patient, span: timedelta) -> None:
    """Nobody is to send reminders to a patient for a while, in real time. Nothing is lost: what is due waits."""
    patient.lease_owner, patient.lease_until = HELD, tx.real_now() + span
    tx.add(patient)
    tx.flush()


def extend_lease(tx: Tx, owner: str, patient_ids: Iterable[str], lease_for: timedelta) -> int:
    """Holds on to patients for longer. Returns how many were still this owner's."""
    until = tx.real_now() + lease_for
    return _touch_leases(tx, owner, patient_ids, lease_owner=owner, lease_until=until)


def release_lease(tx: Tx, owner: str, patient_ids: Iterable[str]) -> int:
    """Lets go of patients. Returns how many were still this owner's."""
    return _touch_leases(tx, owner, patient_ids, lease_owner=None, lease_until=None)


def release_leases(tx: Tx, until: datetime) -> None:
    """Lets go of everybody whom a dispatcher holds no longer than to an instant, whichever it was: for a process that
    knows that those who took them are dead.
    """
    held = update(Patient).where(col(Patient.lease_until) <= until, col(Patient.lease_owner) != HELD)
    tx.execute(held.values(lease_owner=None, lease_until=None).execution_options(synchronize_session=False))


def earliest_next_due(tx: Tx) -> datetime | None:
    """When the next patient that nobody holds is due; `None` if nobody is. It may lie in the past."""
    free = or_(col(Patient.lease_until).is_(None), col(Patient.lease_until) <= tx.real_now())
    return tx.exec(select(func.min(Patient.next_due_at)).where(Patient.state == PatientState.ACTIVE, free)).one()


def _touch_leases(tx: Tx, owner: str, patient_ids: Iterable[str], **values: object) -> int:
    touched = tx.scalars(
        update(Patient)
        .where(col(Patient.id).in_(list(patient_ids)), col(Patient.lease_owner) == owner)
        .values(**values)
        .returning(col(Patient.id))
        .execution_options(synchronize_session=False)
    )
    return len(touched.all())


def _locked(tx: Tx, query: SelectOfScalar[Patient]) -> SelectOfScalar[Patient]:
    return query.with_for_update().execution_options(populate_existing=True) if tx.writing else query
