"""Both databases, and a real time that stands still."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from bot.clock import FrozenClock
from bot.store.store import Store, open_store
from tests.databases import compiled_once, database_url, migrated_url

__all__ = ["database_url", "migrated_url"]


@pytest.fixture
def real_clock() -> FrozenClock:
    """Real time, as leases and the inbox see it."""
    return FrozenClock(datetime(2026, 3, 27, 15, 0, tzinfo=UTC))


@pytest.fixture
def store(migrated_url: str, real_clock: FrozenClock) -> Iterator[Store]:
    """An open store with nothing in it."""
    opened = open_store(compiled_once(migrated_url), real_clock=real_clock)
    yield opened
    opened.close()
