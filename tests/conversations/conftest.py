"""The town in which conversations take place."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.conversations.town import Town, a_town


@pytest.fixture
async def town(tmp_path: Path) -> AsyncIterator[Town]:
    """Friday 6 March 2026, 15:04 in Lisbon, where the host expects people to be."""
    async with a_town(tmp_path) as made:
        yield made
