"""The first weeks on SQLite and on PostgreSQL."""

from __future__ import annotations

from datetime import timedelta

from bot.playground.server import Served
from bot.store.states import MessageState
from bot.store.store import open_store
from tests.databases import migrated_url
from tests.delivery.office import an_office
from tests.people import LISBON, at

__all__ = ["migrated_url"]
MORNING = at("2026-03-06 09:00", LISBON)


async def test_two_weeks_arrive_whatever_the_database(migrated_url: str, served: Served) -> None:
    store = open_store(migrated_url)
    async with an_office(store, served, MORNING, alone=False) as office:
        office.treated()
        await office.walk(MORNING + timedelta(days=14, hours=6))
        assert [one.ids[0] for one in office.messages()][-2:] == ["W2-1", "W2-2"]
        assert {one.state for one in office.messages()} == {MessageState.SENT}
    store.close()
