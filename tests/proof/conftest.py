"""One process that forks bots, for all proofs of a run."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.proof.forks import Zygote


@pytest.fixture(scope="session")
def zygote() -> Iterator[Zygote]:
    """A process that forks bots."""
    started = Zygote()
    yield started
    started.close()
