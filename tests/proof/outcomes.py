"""A pytest plugin (`-p tests.proof.outcomes`) that notes for the table which tests held."""

from __future__ import annotations

import json

import pytest

from tests.proof.numbers import FOLDER

FILE = FOLDER / "outcomes.json"
_held: dict[str, bool] = {}


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    """One phase of one test. What is parametrised holds if all of it does."""
    if report.when == "call" or report.failed:
        test = report.nodeid.split("[")[0]
        _held[test] = _held.get(test, True) and report.passed


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Adds this run to what was noted before. Not in a worker, which sees a part only."""
    if not hasattr(session.config, "workerinput"):
        FOLDER.mkdir(parents=True, exist_ok=True)
        FILE.write_text(json.dumps({**held(), **_held}, indent=1) + "\n")


def held() -> dict[str, bool]:
    """Every test that was ever noted, and whether it held the last time."""
    noted: dict[str, bool] = json.loads(FILE.read_text()) if FILE.exists() else {}
    return noted
