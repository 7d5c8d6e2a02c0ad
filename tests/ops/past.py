"""A bot that has run for a while, and what its database holds."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import select

from bot.schedules.protocol import ConcernLevel
from bot.store import answers, facts, forgetting, inbox, meta, patients, treatments
from bot.store.copying import TABLES
from bot.store.inbox import Arrived
from bot.store.store import Store, open_store
from tests.store import someone
from tests.store.someone import AMIR, MARIA, NOON, PROTOCOL

ZOE = 7_000_000_003


def lived(url: str) -> None:
    """Maria and Amir were treated, worried and wrote; somebody called Zoe was here and asked to be forgotten."""
    store = open_store(url)
    for who in (MARIA, AMIR):
        with store.transaction() as tx:
            patient = someone.a_patient(tx, who)
            with facts.changing(tx, patient, PROTOCOL, NOON) as locked:
                session = treatments.add_treatment(tx, locked, someone.told(), PROTOCOL, NOON)
                answers.open_concern(tx, locked, ConcernLevel.TODAY, NOON + timedelta(hours=3))
                answers.record_answer(tx, locked, about=session.id, step="D1-3", occurrence=0, choice="worse", now=NOON)
    with store.transaction() as tx:
        inbox.put(tx, 4711, [Arrived(number, MARIA, "message", '{"text":"ä 😀"}') for number in range(30)])
        meta.note(tx, None, "export", NOON)
        forgetting.forget(tx, someone.a_patient(tx, ZOE), NOON)
    store.close()


def forgets(store: Store, who: int, at_hours: float) -> None:
    """Somebody asks to be forgotten, so many hours after noon."""
    with store.transaction() as tx:
        patient = patients.patient_by_telegram(tx, who)
        assert patient is not None
        forgetting.forget(tx, patient, NOON + timedelta(hours=at_hours))


def everything(url: str, *, but: frozenset[str] = frozenset()) -> dict[str, list[str]]:
    """Every row of every table, as text in no particular order."""
    store = open_store(url)
    try:
        with store.read() as tx:
            tables = (table for table in TABLES if table.name not in but)
            return {table.name: sorted(repr(tuple(row)) for row in tx.execute(select(table))) for table in tables}
    finally:
        store.close()


def known(url: str) -> set[int]:
    """The accounts of the patients who are there."""
    store = open_store(url)
    try:
        with store.read() as tx:
            return set(tx.scalars(select(TABLES_BY_NAME["patient"].c.telegram_id)))
    finally:
        store.close()


TABLES_BY_NAME = {table.name: table for table in TABLES}
