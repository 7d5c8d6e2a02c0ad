"""Everything that is on the books and everything that is owed, as lines of text: what an upgrade must not change."""

from __future__ import annotations

from datetime import datetime

from sqlmodel import col, select

from bot.schedules.plan import Bubble
from bot.schedules.planner import plan
from bot.schedules.protocol import Protocol
from bot.store.facts import facts_of
from bot.store.records import Message, Patient, Reminder
from bot.store.store import Tx


def owed(tx: Tx, protocol: Protocol, now: datetime) -> list[str]:
    """One line for each person, for each reminder and message in the ledger, and for each step that the plan still says.

    patient ID STATE looked at next
    ledger  ID ABOUT STEP OCCURRENCE HOST STATE due
    message ID its id, STEPS STATE ATTEMPT DOUBTS due, to be tried again
    planned ID ABOUT STEP OCCURRENCE HOST due

    Rows are in no order that an upgrade has to keep; the empty string is written `-`.
    """
    lines = []
    for patient in tx.exec(select(Patient).order_by(col(Patient.telegram_id))):
        who = str(patient.telegram_id)
        lines.append(_line("patient", who, patient.state.value, patient.next_due_at))
        lines += sorted(_ledger(tx, patient, who))
        lines += sorted(_messages(tx, patient, who))
        moments = plan(facts_of(tx, patient), protocol, now).moments
        lines += [line for one in moments for bubble in one.bubbles for line in _planned(who, bubble, one.due)]
    return lines


def step_of(line: str) -> str | None:
    """The step that a `planned` line is about; `None` for every other line."""
    kind, _, rest = line.partition(" ")
    return rest.split()[2] if kind == "planned" else None


def _ledger(tx: Tx, patient: Patient, who: str) -> list[str]:
    rows = tx.exec(select(Reminder).where(Reminder.patient_id == patient.id))
    return [_line("ledger", who, one.about, one.step, one.occurrence, one.host, one.state, one.due_at) for one in rows]


def _messages(tx: Tx, patient: Patient, who: str) -> list[str]:
    rows = tx.exec(select(Message).where(Message.patient_id == patient.id))
    return [
        _line("message", who, one.id, "+".join(one.ids), one.state, one.attempt, one.doubts, one.due_at, one.retry_at)
        for one in rows
    ]


def _planned(who: str, bubble: Bubble, due: datetime) -> list[str]:
    return [_line("planned", who, one.about, one.step, one.occurrence, one.host, due) for one in bubble.parts]


def _line(*words: object) -> str:
    return " ".join("-" if word in {None, ""} else _word(word) for word in words)


def _word(word: object) -> str:
    return word.isoformat(timespec="seconds") if isinstance(word, datetime) else str(word)
