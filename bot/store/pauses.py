"""Times without messages: asked for, or because somebody has stopped, or cannot be reached.

Everything here moves the plan: stand inside `facts.changing`.
"""

from __future__ import annotations

from datetime import datetime

from sqlmodel import col, select

from bot.store import retries
from bot.store.records import Patient, Pause
from bot.store.states import PatientState, PauseWhy
from bot.store.store import Tx


def pause(tx: Tx, patient: Patient, now: datetime, why: PauseWhy = PauseWhy.ASKED) -> bool:
    """Begins a time without messages. False if it had begun already."""
    if _open(tx, patient, why):
        return False
    retries.release_waiting(tx, patient, now)
    retries.give_up(tx, patient)
    tx.add(Pause(patient_id=patient.id, why=why, started_at=now))
    tx.flush()
    return True


def resume(tx: Tx, patient: Patient, now: datetime, why: PauseWhy = PauseWhy.ASKED) -> bool:
    """Ends it. False if there was none."""
    pauses = _open(tx, patient, why)
    for one in pauses:
        one.ended_at = max(now, one.started_at)
    tx.flush()
    return bool(pauses)


def is_paused(tx: Tx, patient: Patient) -> bool:
    """Whether they asked for a time without messages, and it has not ended."""
    return bool(_open(tx, patient, PauseWhy.ASKED))


def suspend(tx: Tx, patient: Patient, state: PatientState, now: datetime) -> None:
    """No reminder goes out any more: they said /stop, or Telegram says that nobody is there.

    It counts as a pause from `now` on, so that on their return one summary stands for what they missed.
    """
    patient.state = state
    pause(tx, patient, now, PauseWhy(state.value))


def wake(tx: Tx, patient: Patient, now: datetime) -> bool:
    """They are back. False if they had not been away. A pause that they asked for goes on."""
    if patient.state is PatientState.ACTIVE:
        return False
    patient.state = PatientState.ACTIVE
    resume(tx, patient, now, PauseWhy.STOPPED)
    resume(tx, patient, now, PauseWhy.UNREACHABLE)
    return True


def _open(tx: Tx, patient: Patient, why: PauseWhy) -> list[Pause]:
    query = select(Pause).where(Pause.patient_id == patient.id, Pause.why == why, col(Pause.ended_at).is_(None))
    return list(tx.exec(query))
