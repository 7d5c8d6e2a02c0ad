"""Section 4 of the clinical evidence, typed a second time, and every symptom, choice, depth, day and condition held against it.

The oracle below knows no function of `triage` and reads no file of the protocol: only what a person can read off the table.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.schedules.facts import TreatmentFacts
from bot.schedules.loader import default_protocol
from bot.schedules.protocol import Area, Goal, Modifier
from bot.schedules.symptoms import Choice, Symptom, Verdict
from bot.schedules.triage import judge
from tests.people import BERLIN, a_treatment, at

N, S, T, U = "normal", "soon", "today", "urgent"
ORDER = (N, S, T, U)
H, D = 1, 24
GERMS = frozenset({"diabetes", "weak-immunity"})
BLOOD = frozenset({"blood-thinners"})
WITH_ECZEMA = GERMS | {"eczema"}
NOBODY: frozenset[str] = frozenset()

Hours = tuple[int, int, int, int]


@dataclass(frozen=True)
class Cell:
    """One choice of one row: what is read off the table."""

    level: str
    window: Hours | None = None
    """Hours after the end for S, M, L, XL."""
    past: str = S
    first_day: Hours = (0, 0, 0, 0)
    raised: frozenset[str] = NOBODY
    worse: bool = False
    worse_day: int = 999
    """From this day on worse is "today" whatever the hour."""
    prone_window: int | None = None
    """Hours for those who mark easily."""
    two_days: bool = False


def every(hours: int) -> Hours:
    return (hours, hours, hours, hours)


REDNESS = (2 * D, 3 * D, 5 * D, 7 * D)
SWELLING = (1 * D, 2 * D, 3 * D, 5 * D)
FLUID = (2 * H, 4 * H, 24 * H, 24 * H)
BRUISE = (0, 5 * D, 10 * D, 10 * D)
SORE = (1 * D, 2 * D, 3 * D, 3 * D)
DRY = (5 * D, 7 * D, 7 * D, 10 * D)
ITCH = (4 * D, 7 * D, 7 * D, 10 * D)
GRID = (3 * D, 3 * D, 7 * D, 7 * D)
URGENT = Cell(U)

TABLE: dict[str, dict[str, Cell]] = {
    "redness": {
        "same": Cell(N, REDNESS),
        "faint": Cell(N, (2 * D, 3 * D, 5 * D, 10 * D)),
        "worse": Cell(N, REDNESS, worse=True),
        "back": Cell(S, REDNESS),
        "hot-spot": Cell(T, REDNESS, raised=GERMS),
        "urgent": URGENT,
        "not-sure": Cell(S, REDNESS),
    },
    "swelling": {
        "same": Cell(N, SWELLING, T),
        "worse": Cell(N, SWELLING, T, worse=True),
        "one-sided": Cell(T),
        "urgent": URGENT,
        "not-sure": Cell(S, SWELLING, T),
    },
    "fluid": {
        "little": Cell(N, FLUID, T, raised=BLOOD),
        "worse": Cell(T, raised=BLOOD, worse=True),
        "smells": Cell(T, raised=BLOOD | GERMS),
        "urgent": URGENT,
        "not-sure": Cell(T, raised=BLOOD),
    },
    "bruising": {
        "same": Cell(N, BRUISE, raised=BLOOD),
        "worse": Cell(S, BRUISE, raised=BLOOD, worse=True),
        "lump": Cell(S, raised=BLOOD),
        "urgent": URGENT,
        "not-sure": Cell(S, raised=BLOOD),
    },
    "soreness": {
        "same": Cell(N, SORE),
        "worse": Cell(S, SORE, worse=True, worse_day=2),
        "urgent": URGENT,
        "not-sure": Cell(S),
    },
    "dryness": {
        "tight": Cell(N, DRY),
        "flakes": Cell(N, DRY, first_day=(1, 2, 2, 2)),
        "worse": Cell(S, worse=True),
        "cracks": Cell(T, raised=GERMS),
        "not-sure": Cell(S),
    },
    "itching": {
        "mild": Cell(N, ITCH),
        "worse": Cell(S, worse=True),
        "strong": Cell(T),
        "urgent": URGENT,
        "not-sure": Cell(S),
    },
    "breakouts": {
        "few": Cell(N, every(10 * D), first_day=(2, 2, 2, 2)),
        "many": Cell(S),
        "worse": Cell(S, worse=True),
        "pus": Cell(T, raised=GERMS),
        "urgent": URGENT,
        "not-sure": Cell(S),
    },
    "milia": {"few": Cell(N, every(28 * D), first_day=(1, 1, 1, 1)), "many": Cell(S), "not-sure": Cell(S)},
    "grid-marks": {"marks": Cell(N, GRID), "pits": Cell(S), "not-sure": Cell(S)},
    "darkening": {
        "dots": Cell(N, every(7 * D), first_day=(2, 2, 2, 2)),
        "bronzed": Cell(N, every(7 * D), first_day=(2, 2, 2, 2), prone_window=5 * D),
        "patches": Cell(S),
        "not-sure": Cell(S),
    },
    "lighter": {"patches": Cell(S), "not-sure": Cell(S)},
    "cold-sore": {
        "tingling": Cell(T, raised=WITH_ECZEMA),
        "blisters": Cell(T, raised=WITH_ECZEMA),
        "urgent": URGENT,
        "not-sure": Cell(T, raised=WITH_ECZEMA),
    },
    "infection": {
        "pus": Cell(T, raised=GERMS),
        "heat": Cell(T, raised=GERMS),
        "streak": Cell(T, raised=GERMS),
        "urgent": URGENT,
        "not-sure": Cell(T, raised=GERMS),
    },
    "fever": {
        "high": Cell(T, raised=GERMS),
        "feel-hot": Cell(T, raised=GERMS),
        "urgent": URGENT,
        "not-sure": Cell(T, raised=GERMS),
    },
    "glands": {
        "small": Cell(N, every(7 * D)),
        "tender": Cell(S),
        "worse": Cell(S, worse=True),
        "with-signs": Cell(T, raised=GERMS),
        "urgent": URGENT,
        "not-sure": Cell(S),
    },
    "bumps": {"same": Cell(N, every(7 * D)), "worse": Cell(S, worse=True), "urgent": URGENT, "not-sure": Cell(S)},
    "lump": {
        "lump": Cell(S, raised=GERMS, two_days=True),
        "worse": Cell(S, raised=GERMS, worse=True, two_days=True),
        "urgent": URGENT,
        "not-sure": Cell(S, raised=GERMS, two_days=True),
    },
    "scar": {"thick": Cell(S), "not-sure": Cell(S)},
    "rash": {"mild": Cell(N, every(48 * H)), "worse": Cell(T, worse=True), "urgent": URGENT, "not-sure": Cell(S)},
    "numbing-reaction": {"urgent": URGENT, "not-sure": URGENT},
    "allergy": {"urgent": URGENT, "not-sure": URGENT},
    "fainting": {"once": Cell(N, every(1 * H), T), "again": Cell(T), "urgent": URGENT, "not-sure": Cell(T)},
    "eye": {"watering": Cell(N, every(6 * H), T), "sore": Cell(T), "urgent": URGENT, "not-sure": Cell(T)},
    "numbness": {"same": Cell(N, every(6 * H)), "worse": Cell(S, worse=True), "urgent": URGENT, "not-sure": Cell(S)},
    "sunburn": {"mild": Cell(S), "blisters": Cell(T), "urgent": URGENT, "not-sure": Cell(T)},
    "scalp": {
        "flakes": Cell(N, every(7 * D)),
        "tender": Cell(N, every(3 * D)),
        "worse": Cell(S, worse=True),
        "pus": Cell(T, raised=GERMS),
        "urgent": URGENT,
        "not-sure": Cell(S),
    },
    "hair-loss": {"shedding": Cell(N, every(56 * D)), "patches": Cell(S), "urgent": URGENT, "not-sure": Cell(S)},
    "needle": {"shared": Cell(T), "not-sure": Cell(T)},
    "mood": {"low": Cell(S), "urgent": URGENT, "not-sure": Cell(S)},
}

ENDED = at("2026-03-06 15:00")
DAY_0 = date(2026, 3, 6)
DEPTHS: tuple[tuple[float | None, int], ...] = ((0.3, 0), (0.8, 1), (1.2, 2), (2.0, 3), (None, 2))
"""Needle lengths with their place among S, M, L, XL; unknown counts as L."""
DAYS = (*range(15), 20, 30, 45, 90, 200, 365)
CONDITIONS: tuple[tuple[str, ...] | None, ...] = (
    (), ("diabetes",), ("weak-immunity",), ("blood-thinners",), ("eczema",), ("pigment-prone",), ("melasma",), None,
)  # fmt: skip
"""What is known of the person; `None` is nothing."""
PRONE = {"pigment-prone", "melasma"}


def oracle(
    cell: Cell, depth: int, now: datetime, known: tuple[str, ...] | None
) -> tuple[str, float | None, frozenset[str]]:
    """The level, for "normal" the hours after the end until which it holds, and the conditions still to be asked for."""
    own = set(known or ())
    hours = (now - ENDED).total_seconds() / 3600
    day = (now.astimezone(ZoneInfo(BERLIN)).date() - DAY_0).days
    levels = [cell.level]
    ends: float | None = None
    if cell.window is not None:
        ends = cell.window[depth]
        if cell.prone_window is not None and own & PRONE:
            ends = min(ends, cell.prone_window)
        if hours >= ends:
            levels.append(cell.past)
        if cell.worse:
            ends = min(ends, 48)
    if day < cell.first_day[depth]:
        levels.append(S)
    if cell.worse and (hours >= 48 or day >= cell.worse_day):
        levels.append(T)
    worst = max(levels, key=ORDER.index)
    if worst == U:
        return U, None, NOBODY
    if cell.raised & own:
        return ORDER[ORDER.index(worst) + 1], None, NOBODY
    return worst, ends if worst == N else None, cell.raised if known is None else NOBODY


def moments(cell: Cell, depth: int) -> Iterator[datetime]:
    """Every day at breakfast and at night, and the minutes around the ends of the windows and around 48 hours."""
    for day in DAYS:
        for hour, minute in ((8, 30), (23, 10)):
            local = datetime(2026, 3, 6, hour, minute, tzinfo=ZoneInfo(BERLIN)) + timedelta(days=day)
            if local > ENDED:
                yield local.astimezone(ENDED.tzinfo)
    edges = (
        {48} | ({cell.window[depth]} if cell.window else set()) | ({cell.prone_window} if cell.prone_window else set())
    )
    for edge in edges:
        for minutes in (-1, 0, 1):
            if edge or minutes > 0:
                yield ENDED + timedelta(hours=edge, minutes=minutes)


def treated(depth_mm: float | None) -> TreatmentFacts:
    return a_treatment("2026-03-06 15:00", depth_mm=depth_mm, areas=(Area.FACE, Area.SCALP), goal=Goal.ACNE_SCARS)


def rows() -> Iterator[tuple[Symptom, Choice, Cell]]:
    for symptom in default_protocol().symptoms:
        for choice in symptom.choices:
            yield symptom, choice, TABLE[symptom.id][choice.id]


def verdict(
    symptom: Symptom, choice: Choice, treatment: TreatmentFacts, now: datetime, known: tuple[str, ...] | None
) -> Verdict:
    conditions = None if known is None else frozenset(Modifier(one) for one in known)
    return judge(default_protocol(), symptom, choice, (treatment,), now, conditions=conditions)


def test_the_protocol_has_the_rows_and_choices_of_the_table_and_no_others() -> None:
    told = {one.id: [choice.id for choice in one.choices] for one in default_protocol().symptoms}

    assert {id_: set(choices) for id_, choices in told.items()} == {id_: set(cells) for id_, cells in TABLE.items()}


def test_every_symptom_choice_depth_day_and_condition_is_answered_as_the_table_says() -> None:
    checked = 0
    for symptom, choice, cell in rows():
        for depth_mm, depth in DEPTHS:
            treatment = treated(depth_mm)
            for now in moments(cell, depth):
                for known in CONDITIONS:
                    found = verdict(symptom, choice, treatment, now, known)
                    level, ends, would_raise = oracle(cell, depth, now, known)
                    where = (symptom.id, choice.id, depth_mm, now, known, found)
                    assert found.level.name.lower() == level, where
                    assert found.until == (None if ends is None else ENDED + timedelta(hours=ends)), where
                    assert found.would_raise == would_raise, where
                    assert found.two_days == (cell.two_days and level == S), where
                    checked += 1
    assert checked > 100_000
