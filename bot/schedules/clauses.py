"""Reads the parts of a table that the files of a protocol share: for whom it is, the facts it rests on, a time for each depth."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from bot.schedules.protocol import Area, Band, Condition, Fact, Goal, Modifier, Setting
from bot.schedules.reading import Table

_TAGS = (
    {f"area:{area}" for area in Area}
    | {f"band:{band}" for band in Band}
    | {f"goal:{goal}" for goal in Goal}
    | {f"modifier:{modifier}" for modifier in Modifier}
    | {f"setting:{setting}" for setting in Setting}
    | {"goal:unset", "depth:unknown", "depth:unknown-at-home"}
)


def read_condition(table: Table) -> Condition:
    """`all_of`, `any_of` and `none_of` of a table; everybody without them."""
    found: dict[str, frozenset[str]] = {}
    for key in ("all_of", "any_of", "none_of"):
        tags = table.texts(key)
        for tag in tags:
            if tag not in _TAGS:
                raise table.wrong(key, f'"{tag}" is not a condition that is known here')
        found[key] = frozenset(tags)
    return Condition(**found)


def read_facts(table: Table, evidence: Mapping[str, Fact]) -> tuple[str, ...]:
    """The `facts` of a table, each of them known."""
    facts = table.texts("facts", optional=False)
    for fact in facts:
        if fact not in evidence:
            raise table.wrong("facts", f'"{fact}" is not in evidence.toml')
    return facts


def read_waits(table: Table, key: str) -> dict[Band, timedelta]:
    """A time for each depth band, or one for all of them."""
    if isinstance(table.values.get(key), str):
        return dict.fromkeys(Band, table.wait(key))
    inner = table.table(key)
    waits = {band: inner.wait(band) for band in Band}
    inner.done()
    return waits
