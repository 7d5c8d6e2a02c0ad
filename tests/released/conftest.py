"""Processes of this release and of a made-up next one."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.proof.conftest import zygote
from tests.proof.forks import Zygote
from tests.released.next_release import write_next_release

__all__ = ["next_zygote", "zygote"]


@pytest.fixture(scope="session")
def next_zygote(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Zygote]:
    """A process that forks bots of the next release."""
    started = Zygote(write_next_release(tmp_path_factory.mktemp("next-release")))
    yield started
    started.close()
