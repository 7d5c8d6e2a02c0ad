"""How long the planner takes, in one process: a plain year, a busy patient, and 10,000 patients after a restart.

Compared with what one would use instead, materialised rows: the same year written to and read from SQLite. Run: `make bench`.
"""

from __future__ import annotations

import sqlite3
import statistics
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.schedules.facts import PatientFacts, Said, SaidState, TreatmentFacts
from bot.schedules.loader import default_protocol, load
from bot.schedules.planner import next_wake, plan
from bot.schedules.protocol import Area, Goal, Setting

PROTOCOL = default_protocol()
NOW = datetime(2026, 3, 6, 15, 30, tzinfo=UTC)


def treatment(name: str, days_ago: int, *areas: Area) -> TreatmentFacts:
    ended = NOW - timedelta(days=days_ago)
    return TreatmentFacts(
        name, ended, "Europe/Berlin", ended, frozenset(areas), 1.2, Setting.PROFESSIONAL, Goal.ACNE_SCARS
    )


def plain() -> PatientFacts:
    return PatientFacts("Europe/Berlin", (treatment("t0", 0, Area.FACE),))


def busy() -> PatientFacts:
    """Three sessions on two areas, and everything of the last two months said."""
    facts = PatientFacts(
        "Europe/Berlin",
        (treatment("t0", 60, Area.FACE), treatment("t1", 30, Area.FACE, Area.NECK), treatment("t2", 0, Area.SCALP)),
    )
    said = [
        Said(part.about, part.step, part.occurrence, SaidState.SAID, None, part.due, moment.due, False, part.host)
        for moment in plan(facts, PROTOCOL, NOW - timedelta(days=60)).moments
        if moment.due < NOW
        for bubble in moment.bubbles
        for part in bubble.parts
    ]
    return replace(facts, said=tuple(said))


def milliseconds(work: Callable[[], object], runs: int) -> list[float]:
    times = []
    for _ in range(runs):
        start = time.perf_counter()
        work()
        times.append((time.perf_counter() - start) * 1000)
    return times


def show(what: str, times: list[float]) -> None:
    print(f"{what:<52} min {min(times):8.3f}  median {statistics.median(times):8.3f}  max {max(times):8.3f} ms")


def rows_instead() -> Callable[[], object]:
    """The alternative: a row for each future reminder, deleted and written anew when a date is corrected."""
    folder = TemporaryDirectory()
    database = sqlite3.connect(Path(folder.name) / "rows.sqlite")
    database.execute("PRAGMA journal_mode=WAL")
    database.execute("CREATE TABLE due (patient INTEGER, step TEXT, at TEXT)")
    rows = [
        (7, bubble.step, moment.due.isoformat())
        for moment in plan(plain(), PROTOCOL, NOW).moments
        for bubble in moment.bubbles
    ]

    def correct() -> object:
        assert folder.name
        with database:
            database.execute("DELETE FROM due WHERE patient = 7")
            database.executemany("INSERT INTO due VALUES (?, ?, ?)", rows)
        return database.execute("SELECT * FROM due WHERE patient = 7 ORDER BY at").fetchall()

    return correct


def main() -> None:
    one, many = plain(), busy()
    show("plan of a plain year", milliseconds(lambda: plan(one, PROTOCOL, NOW), 300))
    show(f"plan of a busy patient ({len(many.said)} rows said)", milliseconds(lambda: plan(many, PROTOCOL, NOW), 300))
    show("next wake-up of a busy patient", milliseconds(lambda: next_wake(many, PROTOCOL, NOW), 300))
    show("the same year as rows instead: one corrected date", milliseconds(rows_instead(), 300))
    show(
        "next wake-up of 10,000 plain patients",
        milliseconds(lambda: [next_wake(one, PROTOCOL, NOW) for _ in range(10_000)], 1),
    )
    folder = Path(load.__code__.co_filename).parent / "microneedling"
    show("reading the protocol", milliseconds(lambda: load(folder), 5))


if __name__ == "__main__":
    main()
