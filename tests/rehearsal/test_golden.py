"""Rehearsals that are kept as pages read today as they did when somebody last read them."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.rehearsal.golden import SCRIPTS, kept, page_of


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda script: script.stem)
def test_a_rehearsal_reads_as_it_was_kept(script: Path) -> None:
    assert page_of(script).splitlines() == kept(script).read_text(encoding="utf-8").splitlines(), "make golden"
