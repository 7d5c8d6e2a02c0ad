"""The desk at which clinicians and authors sit."""

from __future__ import annotations

import pytest

from tests.rehearsal.desk import Desk


@pytest.fixture
def desk(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Desk:
    return Desk(monkeypatch, capsys)
