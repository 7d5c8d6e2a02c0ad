"""The plan against the protocol as a table typed again by hand: every band, set of areas, goal and setting, across both clock changes."""

from __future__ import annotations

import json
from collections import Counter
from datetime import UTC, date, datetime, time, timedelta
from itertools import combinations, product
from zoneinfo import ZoneInfo

import pytest

from bot.rehearsal.described import described_patient
from bot.rehearsal.printed import as_json
from bot.schedules.loader import default_protocol
from bot.schedules.planner import plan

PROTOCOL = default_protocol()
BERLIN = ZoneInfo("Europe/Berlin")

MORNING, AFTERNOON, EVENING = time(9, 30), time(16, 0), time(19, 30)

BY_DAY = [
    # step, day, slot, day and time of the latest, rings if nothing is near
    ("D1-1", 1, MORNING, 1, time(15)), ("D1-3", 1, AFTERNOON, 1, time(20, 30)), ("D2-1", 2, MORNING, 2, time(20, 30)),
    ("D3-1", 3, MORNING, 4, time(12)), ("D4-1", 4, MORNING, 5, time(20)), ("D5-1", 5, MORNING, 6, time(20)),
    ("D6-1", 6, MORNING, 7, time(9)), ("D7-1", 7, MORNING, 9, time(20)), ("W2-1", 10, MORNING, 13, time(20)),
    ("W2-2", 14, MORNING, 19, time(20)), ("W3-1", 21, MORNING, 26, time(20)), ("W4-1", 28, MORNING, 35, time(20)),
    ("W6-1", 42, MORNING, 50, time(20)), ("M2-1", 60, MORNING, 75, time(20)), ("M3-1", 90, MORNING, 110, time(20)),
    ("M4-1", 120, MORNING, 135, time(20)), ("M6-1", 180, MORNING, 205, time(20)), ("M9-1", 270, MORNING, 295, time(20)),
    ("M12-1", 365, MORNING, 395, time(20)),
]  # fmt: skip

RINGS = {"D0-1", "D0-3", "D1-1", "D1-3", "D2-1", "D3-1", "D7-1", "W2-2", "W4-1", "W6-1", "M3-1", "M6-1", "M12-1"}

HOURS = {
    # activity: S, M, L, XL in hours; slower healing adds 24
    "rinse": (6, 6, 6, 8), "cleanser": (24, 24, 24, 24), "moisturiser": (24, 24, 24, 24), "sunscreen": (24, 24, 24, 24),
    "make-up": (24, 48, 48, 72), "exercise": (48, 72, 72, 96), "alcohol": (24, 24, 48, 48), "pool": (72, 96, 120, 168),
    "shaving": (72, 72, 120, 168), "waxing": (168, 168, 336, 336), "acids": (120, 168, 168, 336), "vitamin-c": (168, 168, 168, 336),
    "retinoid": (168, 168, 336, 336), "procedure": (336, 336, 672, 672), "hair-wash": (24, 24, 24, 48), "tight-hat": (24, 24, 48, 48),
    "minoxidil": (24, 24, 48, 48), "hair-dye": (168, 168, 336, 336), "strict-sun-ends": (168, 336, 336, 672),
    "daily-spf-ends": (672, 672, 672, 1008),
}  # fmt: skip
SLOWED = {"make-up", "exercise", "pool", "shaving", "waxing", "acids", "vitamin-c", "retinoid", "minoxidil", "hair-dye"}
HAIR = {"hair-wash", "tight-hat", "minoxidil", "hair-dye"}
SUN_OF_PIGMENT = {"S": 336, "M": 336, "L": 672, "XL": 672}

BANDS = {"S": "0.4", "M": "0.8", "L": "1.2", "XL": "2", "?": "unknown"}
AREAS = [found for size in range(1, 5) for found in combinations(("face", "neck", "scalp", "body"), size)]
GOALS = ["acne-scars", "wrinkles", "pigment", "hair", "other", None]


def utc(day0: date, day: int, at: time) -> datetime:
    return datetime.combine(day0 + timedelta(days=day), at, BERLIN)


def expected_lines(areas: tuple[str, ...], goal: str | None, setting: str, band: str) -> dict[str, list[str]]:
    """Which add lines stand on which step, in order, for somebody without modifiers."""
    lines: dict[str, list[str]] = {}

    def add(step: str, line: str) -> None:
        lines.setdefault(step, []).append(line)

    if band in ("L", "XL") or (band == "?" and setting == "professional"):
        add("D0-1", "A-DEEP-0")
    if setting == "home":
        add("D0-1", "A-HOME-0")
    if "scalp" in areas:
        add("D0-2", "A-SCALP-0")
    if {"neck", "body"} & set(areas):
        add("D0-2", "A-BODY-0")
    if goal == "pigment":
        for step in ("D1-1", "D6-1", "W2-1", "W4-1", "M2-1", "M4-1"):
            add(step, "A-SUN-1")
        add("W2-2", "A-PIG-14")
    if "scalp" in areas:
        add("D1-1", "A-SCALP-1")
    if goal == "acne-scars":
        add("D5-1", "A-ACNE-5")
    month3 = {"acne-scars": "A-ACNE-90", "wrinkles": "A-WRINK-90", "pigment": "A-PIG-90", "hair": "A-HAIR-90"}
    if goal in month3:
        add("M3-1", month3[goal])
    return lines


@pytest.mark.parametrize("treated", ["2026-03-27T15:30", "2026-10-24T15:30", "2026-06-10T13:10", "2026-06-10T18:00"])
@pytest.mark.parametrize("areas", AREAS, ids="+".join)
def test_the_plan_says_what_the_table_says(treated: str, areas: tuple[str, ...]) -> None:
    for (band, depth), goal, setting in product(BANDS.items(), GOALS, ("professional", "home")):
        if setting == "home" and band not in ("S", "?"):
            continue
        facts, now = described_patient(
            treated=treated,
            zone="Europe/Berlin",
            areas=areas,
            depth=depth,
            goal=goal,
            setting=setting,
            modifiers=(),
            now=None,
        )
        told = json.loads(as_json(facts, PROTOCOL, plan(facts, PROTOCOL, now)))
        where = (treated, areas, band, goal, setting)
        check_moments(told, datetime.fromisoformat(treated).replace(tzinfo=BERLIN), areas, goal, setting, band, where)
        check_unlock(told, now, areas, goal, "L" if band == "?" else band, where)
        check_each_step_once(told, where)


def check_moments(
    told: dict[str, list[dict[str, object]]], ended: datetime, areas: tuple[str, ...], goal: str | None, setting: str, band: str,
    where: object,
) -> None:  # fmt: skip
    day0, clock = ended.date(), ended.time()
    with_first = clock > time(16, 30)
    lines = expected_lines(areas, goal, setting, band)
    expected: list[tuple[str, datetime, datetime, bool]] = [
        (step, utc(day0, day, at), utc(day0, until, latest), step in RINGS) for step, day, at, until, latest in BY_DAY
    ]
    expected.append(("D0-1", ended, ended.astimezone(UTC) + timedelta(hours=12), True))
    expected.append(("D0-2", ended, ended.astimezone(UTC) + timedelta(hours=12), True))
    evening = ended if with_first else utc(day0, 0, EVENING)
    expected.append(("D0-3", evening, utc(day0, 1, time(0, 30)), True))
    opens = (ended.astimezone(UTC) + timedelta(hours=24)).astimezone(BERLIN)
    joined = time(12) <= opens.time() <= AFTERNOON
    if time(16, 0) < opens.time() <= time(19):
        expected.append(("D1-2", opens, utc(day0, 2, time(12)), False))

    moments = {datetime.fromisoformat(str(one["due"])): one for one in told["moments"]}
    due_of: dict[datetime, list[str]] = {}
    for step, due, _, _ in expected:
        due_of.setdefault(due.astimezone(UTC), []).append(step)
    assert set(moments) == set(due_of), where
    for due, steps in due_of.items():
        bubbles = moments[due]["bubbles"]
        assert isinstance(bubbles, list)
        wanted = []
        for step in sorted(steps):
            own = lines.get(step, [])
            also = ["D1-2"] if step == "D1-3" and joined else []
            wanted.append([step, *also, *own[:2]])
            wanted.extend([line] for line in own[2:])
        assert bubbles == wanted, (where, due)
        rows = [row for row in expected if row[0] in steps]
        assert datetime.fromisoformat(str(moments[due]["latest"])) == min(row[2] for row in rows), (where, due)
        assert moments[due]["ring"] is any(row[3] for row in rows), (where, due)
        assert str(moments[due]["local"]) == due.astimezone(BERLIN).isoformat()


def check_unlock(
    told: dict[str, list[dict[str, object]]],
    ended: datetime,
    areas: tuple[str, ...],
    goal: str | None,
    band: str,
    where: object,
) -> None:
    index = ["S", "M", "L", "XL"].index(band)
    listed = {str(one["activity"]): one["at"] for one in told["unlock"]}
    wanted = set(HOURS) | {"midday-sun"}
    if "scalp" not in areas:
        wanted -= HAIR
    if not {"face", "neck"} & set(areas):
        wanted -= {"make-up"}
    assert set(listed) == wanted, where
    assert listed.pop("midday-sun") is None
    for activity, at in listed.items():
        hours = HOURS[activity][index]
        if activity in SLOWED and {"neck", "body"} & set(areas):
            hours += 24
        if goal == "pigment" and activity == "strict-sun-ends":
            hours = SUN_OF_PIGMENT[band]
        if goal == "pigment" and activity == "daily-spf-ends":
            hours = 84 * 24
        assert datetime.fromisoformat(str(at)) == ended + timedelta(hours=hours), (where, activity)


def check_each_step_once(told: dict[str, list[dict[str, object]]], where: object) -> None:
    seen: Counter[str] = Counter()
    for moment in told["moments"]:
        bubbles = moment["bubbles"]
        assert isinstance(bubbles, list)
        seen.update(name for bubble in bubbles for name in bubble if not name.startswith("A-"))
    seen.update(str(one["step"]) for one in told["skipped"] if "host" not in one)
    assert set(seen.values()) == {1}, where
    assert set(seen) == {step.id for step in PROTOCOL.steps}, where
