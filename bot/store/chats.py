"""Chats that get another id: a group that becomes a supergroup."""

from __future__ import annotations

from sqlmodel import col, select, update

from bot.store.records import Message, Patient
from bot.store.store import Tx


def move(tx: Tx, old: int, new: int) -> None:
    """Whoever is spoken to in the chat `old` is spoken to in `new` from now on.

    Messages are numbered anew there. The numbers of the old chat are forgotten, the pinned card's among them: by now
    they may be those of other messages.
    """
    here = select(Patient).where(Patient.chat_id == old).order_by(col(Patient.id))
    people = list(tx.exec(here.with_for_update().execution_options(populate_existing=True)))
    for patient in people:
        patient.chat_id, patient.card_message_id = new, None
    sent = update(Message).where(col(Message.patient_id).in_([one.id for one in people]))
    tx.exec(sent.values(telegram_message_id=None))
    tx.flush()
