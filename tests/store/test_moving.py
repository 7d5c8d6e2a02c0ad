"""From a file to a server: everything arrives as it was, or nothing does."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from bot.errors import Mistake
from bot.schedules.protocol import ConcernLevel
from bot.store import answers, facts, inbox, meta, patients, treatments
from bot.store.copying import TABLES
from bot.store.inbox import Arrived
from bot.store.moving import move
from bot.store.sole import sole_user
from bot.store.store import Store, open_store
from tests.databases import new_database
from tests.store import someone
from tests.store.someone import AMIR, MARIA, NOON, PROTOCOL


@pytest.fixture
def file(tmp_path: Path) -> str:
    """The file of a bot that has run for a while."""
    url = new_database("sqlite", tmp_path, migrated=True)
    store = open_store(url)
    for who in (MARIA, AMIR):
        with store.transaction() as tx:
            patient = someone.a_patient(tx, who)
            with facts.changing(tx, patient, PROTOCOL, NOON) as locked:
                session = treatments.add_treatment(tx, locked, someone.told(), PROTOCOL, NOON)
                answers.open_concern(tx, locked, ConcernLevel.TODAY, NOON + timedelta(hours=3))
                answers.record_answer(tx, locked, about=session.id, step="D1-3", occurrence=0, choice="worse", now=NOON)
    with store.transaction() as tx:
        inbox.put(tx, 4711, [Arrived(number, MARIA, "message", '{"text":"ä 😀"}') for number in range(2500)])
        meta.note(tx, None, "export", NOON)
    store.close()
    return url


def test_everything_arrives_as_it_was_and_life_goes_on_there(file: str, tmp_path: Path) -> None:
    server = new_database("postgresql", tmp_path)
    before = everything(open_store(file))

    assert move(file, server) == sum(len(rows) for rows in before.values())

    store = open_store(server)
    assert everything(store) == before
    with store.transaction() as tx:
        patient = patients.patient_by_telegram(tx, MARIA)
        assert patient is not None
        with facts.changing(tx, patient, PROTOCOL, NOON + timedelta(days=1)) as locked:
            assert answers.record_answer(
                tx, locked, about="t", step="D3-1", occurrence=0, choice="better", now=NOON + timedelta(days=3)
            ), "numbers that were moved are not given out again"
        meta.note(tx, patient, "export", NOON)
    store.close()


def test_a_database_that_holds_something_is_left_alone(file: str, tmp_path: Path) -> None:
    server = new_database("postgresql", tmp_path, migrated=True)
    store = open_store(server)
    with store.transaction() as tx:
        someone.a_patient(tx, MARIA)
    before = everything(store)

    with pytest.raises(Mistake, match="is not empty: nothing was moved"):
        move(file, server)

    assert everything(store) == before
    store.close()


def test_a_file_in_use_is_not_moved(file: str, tmp_path: Path) -> None:
    with sole_user(file), pytest.raises(Mistake, match="stop the bot first"):
        move(file, new_database("postgresql", tmp_path))


def test_addresses_the_wrong_way_round_are_said(file: str, tmp_path: Path) -> None:
    with pytest.raises(Mistake, match="DATABASE_URL is not an SQLite file"):
        move("postgresql://nobody@127.0.0.1:9/nothing", file)
    with pytest.raises(Mistake, match="--to is not a PostgreSQL address"):
        move(file, f"sqlite:///{tmp_path}/other.db")
    with pytest.raises(Mistake, match="cannot be"):
        move(file, "postgresql://nobody@127.0.0.1:9/nothing")


def everything(store: Store) -> dict[str, list[str]]:
    """Every row of every table, as text in no particular order."""
    with store.read() as tx:
        return {table.name: sorted(repr(tuple(row)) for row in tx.execute(select(table))) for table in TABLES}
