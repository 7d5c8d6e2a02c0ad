"""People and messages in a real database, with defaults, so that a test says only what matters to it."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.schedules.loader import default_protocol
from bot.schedules.plan import Bubble, Part
from bot.schedules.protocol import Area, Goal, Priority
from bot.store import consents, patients, treatments
from bot.store.ledger import ToSend
from bot.store.records import Patient, Treatment
from bot.store.store import Tx
from bot.store.treatments import Told
from tests.people import LISBON, at

MARIA = 7_000_000_001
AMIR = 7_000_000_002
NOON = at("2026-03-27 12:00", LISBON)
"""When Maria's treatment ended, in Lisbon."""
PROTOCOL = default_protocol()


def a_patient(tx: Tx, telegram_id: int = MARIA, *, now: datetime = NOON, zone: str = LISBON) -> Patient:
    """Somebody who has agreed, and of whom nothing else is known."""
    patient = patients.create_patient(
        tx, telegram_id=telegram_id, chat_id=telegram_id, language="en", zone=zone, country="PT", now=now
    )
    consents.give(tx, patient, text_version="1", text_hash="c0ffee", language="en", update_id=41, now=now)
    return patient


def told(ended: datetime = NOON, *, depth_mm: float | None = 1.0) -> Told:
    """A face treated for acne scars."""
    return Told(
        ends_at=ended,
        ends_local="2026-03-27T12:00",
        zone=LISBON,
        areas=frozenset({Area.FACE}),
        depth_mm=depth_mm,
        goal=Goal.ACNE_SCARS,
    )


def a_treated_patient(tx: Tx, telegram_id: int = MARIA, *, now: datetime = NOON) -> tuple[Patient, Treatment]:
    """Somebody whose face was treated at noon."""
    patient = a_patient(tx, telegram_id, now=now)
    return patient, treatments.add_treatment(tx, patient, told(), PROTOCOL, now)


def a_message(
    about: str,
    step: str = "D1-1",
    *lines: str,
    due: datetime = NOON,
    occurrence: int = 0,
    priority: Priority = Priority.P0,
    useful_for: timedelta = timedelta(hours=6),
) -> ToSend:
    """A rendered bubble about one treatment, with its lines."""
    parts = (
        Part(about, step, occurrence, None, due),
        *(Part(about, line, occurrence, step, due) for line in lines),
    )
    return ToSend(
        bubble=Bubble((step, *lines), parts, priority),
        silent=False,
        text_hash="beef",
        protocol_version=PROTOCOL.version,
        due=due,
        latest=due + useful_for,
    )
