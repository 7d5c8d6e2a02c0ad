"""What the next release is frozen with, run before it is needed: `make soak`."""

from __future__ import annotations

from pathlib import Path

from tests.released.freeze import freeze
from tests.released.frozen import Release


def test_freezing_twice_gives_the_same_files(tmp_path: Path) -> None:
    once, twice = tmp_path / "once", tmp_path / "twice"

    freeze(once)
    freeze(twice)

    assert {one.name: one.read_text() for one in once.iterdir()} == {
        one.name: one.read_text() for one in twice.iterdir()
    }
    assert len(Release("once", once).buttons) > 300
