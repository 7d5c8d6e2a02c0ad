"""Sessions: booked, done, corrected, cancelled, undone.

Everything here moves the plan: stand inside `facts.changing`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete
from sqlmodel import col, select

from bot.schedules.owed import SAME
from bot.schedules.protocol import Area, Goal, Modifier, Protocol, Setting
from bot.store import consents
from bot.store.records import Patient, Snooze, Treatment
from bot.store.retries import release_waiting
from bot.store.states import TreatmentState
from bot.store.store import Tx

UNDO_FOR = timedelta(hours=24)
"""How long a correction or a cancellation can be undone."""


@dataclass(frozen=True, slots=True)
class Told:
    """What a patient told about a session; see `records.Treatment`. To correct one: `replace(told_of(treatment),
    depth_mm=1.5)`.
    """

    ends_at: datetime
    """Aware UTC."""
    ends_local: str
    """The same as it was told: `2026-03-27T15:30` on the clocks of `zone`."""
    zone: str
    areas: frozenset[Area] = frozenset()
    depth_mm: float | None = None
    setting: Setting = Setting.PROFESSIONAL
    goal: Goal | None = None
    modifiers: frozenset[Modifier] = frozenset()
    sessions_left: int = 0


def told_of(treatment: Treatment) -> Told:
    """What is known of a stored session, as it would be told."""
    return Told(
        ends_at=treatment.ends_at,
        ends_local=treatment.ends_local,
        zone=treatment.zone,
        areas=treatment.areas,
        depth_mm=treatment.depth_mm,
        setting=treatment.setting,
        goal=treatment.goal,
        modifiers=treatment.modifiers,
        sessions_left=treatment.sessions_left,
    )


def add_treatment(tx: Tx, patient: Patient, told: Told, protocol: Protocol, now: datetime) -> Treatment:
    """Registers a session that has taken place. `NotAgreed` if the patient has agreed to nothing: nothing about
    health is kept without.
    """
    return _add(tx, patient, told, protocol, TreatmentState.DONE, now)


def add_booking(tx: Tx, patient: Patient, told: Told, protocol: Protocol, now: datetime) -> Treatment:
    """Registers a session that is still to come, with its planned end. `NotAgreed` as above."""
    return _add(tx, patient, told, protocol, TreatmentState.BOOKED, now)


def treatment_by_id(tx: Tx, patient: Patient, treatment_id: str) -> Treatment | None:
    """This patient's session of this id; another patient's is `None` too."""
    query = select(Treatment).where(Treatment.id == treatment_id, Treatment.patient_id == patient.id)
    return tx.exec(query).one_or_none()


def treatments_of(tx: Tx, patient: Patient, *states: TreatmentState) -> list[Treatment]:
    """This patient's sessions in these states, by default booked and done ones, the earliest first."""
    wanted = states or (TreatmentState.BOOKED, TreatmentState.DONE)
    query = select(Treatment).where(Treatment.patient_id == patient.id, col(Treatment.state).in_(wanted))
    return list(tx.exec(query.order_by(col(Treatment.ends_at), col(Treatment.registered_at), col(Treatment.id))))


def booking_happened(tx: Tx, patient: Patient, treatment: Treatment, told: Told, now: datetime) -> None:
    """A booked session took place, and ended as told now. It keeps its id."""
    treatment.state = TreatmentState.DONE
    treatment.registered_at = now
    _set(treatment, told)
    _forget_undo(treatment)
    release_waiting(tx, patient, now)


def move_booking(tx: Tx, patient: Patient, treatment: Treatment, told: Told, now: datetime) -> None:
    """A booked session has another date: told anew now, so what comes before it counts from here. Can be undone for
    `UNDO_FOR`.
    """
    correct_treatment(tx, patient, treatment, told, now)
    treatment.registered_at = now


def booking_did_not_happen(tx: Tx, patient: Patient, treatment: Treatment, now: datetime) -> None:
    """A booked session did not take place. Can be undone for `UNDO_FOR`."""
    _remember(treatment, now)
    treatment.state = TreatmentState.NOT_HAPPENED
    release_waiting(tx, patient, now)


def correct_treatment(tx: Tx, patient: Patient, treatment: Treatment, told: Told, now: datetime) -> None:
    """Replaces what is known of a session; what was known before can be brought back for `UNDO_FOR`.

    If its end moves so far that steps are owed again, what was asked for once more is asked for no longer.
    """
    _remember(treatment, now)
    _move_end(tx, treatment, told)
    release_waiting(tx, patient, now)


def cancel(tx: Tx, patient: Patient, treatment: Treatment, now: datetime) -> None:
    """The session counts no more. Can be undone for `UNDO_FOR`."""
    _remember(treatment, now)
    treatment.state = TreatmentState.CANCELLED
    release_waiting(tx, patient, now)


def can_undo(treatment: Treatment, now: datetime) -> bool:
    """Whether the last correction or cancellation can still be undone."""
    return treatment.undo is not None and treatment.undo_until is not None and now < treatment.undo_until


def undo(tx: Tx, patient: Patient, treatment: Treatment, now: datetime) -> bool:
    """Brings back what was known before the last correction or cancellation, once. False if there is nothing to undo
    any more.
    """
    before = treatment.undo
    if before is None or not can_undo(treatment, now):
        return False
    treatment.state = TreatmentState(before["state"])
    _move_end(tx, treatment, _from_json(before))
    _forget_undo(treatment)
    release_waiting(tx, patient, now)
    return True


def _add(tx: Tx, patient: Patient, told: Told, protocol: Protocol, state: TreatmentState, now: datetime) -> Treatment:
    treatment = Treatment(
        patient_id=patient.id,
        consent_id=consents.needed(tx, patient),
        state=state,
        ends_at=told.ends_at,
        ends_local=told.ends_local,
        zone=told.zone,
        registered_at=now,
        protocol=protocol.id,
        protocol_version=protocol.version,
    )
    _set(treatment, told)
    tx.add(treatment)
    tx.flush()
    return treatment


def _set(treatment: Treatment, told: Told) -> None:
    treatment.ends_at = told.ends_at
    treatment.ends_local = told.ends_local
    treatment.zone = told.zone
    treatment.areas = told.areas
    treatment.depth_mm = told.depth_mm
    treatment.setting = told.setting
    treatment.goal = told.goal
    treatment.modifiers = told.modifiers
    treatment.sessions_left = told.sessions_left


def _move_end(tx: Tx, treatment: Treatment, told: Told) -> None:
    if abs(told.ends_at - treatment.ends_at) > SAME:
        tx.exec(delete(Snooze).where(col(Snooze.about) == treatment.id))
    _set(treatment, told)


def _remember(treatment: Treatment, now: datetime) -> None:
    treatment.undo = _to_json(treatment)
    treatment.undo_until = now + UNDO_FOR


def _forget_undo(treatment: Treatment) -> None:
    treatment.undo = None
    treatment.undo_until = None


def _to_json(treatment: Treatment) -> dict[str, Any]:
    return {
        "state": treatment.state.value,
        "ends_at": treatment.ends_at.isoformat(),
        "ends_local": treatment.ends_local,
        "zone": treatment.zone,
        "areas": sorted(treatment.areas),
        "depth_mm": treatment.depth_mm,
        "setting": treatment.setting.value,
        "goal": treatment.goal.value if treatment.goal else None,
        "modifiers": sorted(treatment.modifiers),
        "sessions_left": treatment.sessions_left,
    }


def _from_json(known: dict[str, Any]) -> Told:
    return Told(
        ends_at=datetime.fromisoformat(known["ends_at"]),
        ends_local=known["ends_local"],
        zone=known["zone"],
        areas=frozenset(Area(area) for area in known["areas"]),
        depth_mm=known["depth_mm"],
        setting=Setting(known["setting"]),
        goal=Goal(known["goal"]) if known["goal"] else None,
        modifiers=frozenset(Modifier(one) for one in known["modifiers"]),
        sessions_left=known["sessions_left"],
    )
