"""Reads `symptoms.toml`. A table that could answer "normal" without an end, or that lacks a careful answer, is a mistake."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from bot.schedules.clauses import read_condition, read_facts, read_waits
from bot.schedules.protocol import Band, Fact, Modifier
from bot.schedules.reading import Table
from bot.schedules.symptoms import NOT_SURE, URGENT, Choice, Level, Sooner, Symptom

_ID = re.compile(r"[a-z]+(-[a-z]+)*")
_LEVELS = {level.name.lower(): level for level in Level}
_OTHER_WORDS = frozenset({"ask", "meanwhile", "signs"})
"""What the other words of a symptom are called: no choice can be named so."""


@dataclass(frozen=True, slots=True)
class _Row:
    """What a choice takes from its symptom unless it has its own."""

    window: Mapping[Band, timedelta] | None
    past: Level
    raised_by: frozenset[Modifier]
    sooner: bool


def read_symptoms(root: Table, evidence: Mapping[str, Fact]) -> tuple[Symptom, ...]:
    """All symptoms of the file, in its order. `Mistake` with one line if anything in it is wrong."""
    found = tuple(_symptom(table, evidence) for table in root.tables("symptom"))
    root.done()
    if len({one.id for one in found}) != len(found):
        raise root.wrong("symptom", "two have the same id")
    return found


def _symptom(table: Table, evidence: Mapping[str, Fact]) -> Symptom:
    sooner = _sooner(table)
    window = read_waits(table, "window") if "window" in table.names() else None
    row = _Row(window, _past(table, Level.SOON), _raised_by(table, frozenset()), sooner is not None)
    likely = table.texts("likely", optional=False)
    if len(likely) != 2:
        raise table.wrong("likely", "should be two times, from and until")
    symptom = Symptom(
        id=_id(table),
        condition=read_condition(table),
        window=window,
        choices=_choices(table, row),
        likely_from=table.wait("likely", likely[0]),
        likely_until=table.wait("likely", likely[1]),
        facts=read_facts(table, evidence),
        sooner=sooner,
    )
    table.done()
    if symptom.likely_from >= symptom.likely_until:
        raise table.wrong("likely", "ends before it begins")
    return symptom


def _id(table: Table) -> str:
    name = table.text("id")
    if not _ID.fullmatch(name):
        raise table.wrong("id", "should be small letters with hyphens between them")
    return name


def _sooner(table: Table) -> Sooner | None:
    if "sooner" not in table.names():
        return None
    inner = table.table("sooner")
    sooner = Sooner(read_condition(inner), inner.wait("after"))
    inner.done()
    return sooner


def _choices(table: Table, row: _Row) -> tuple[Choice, ...]:
    values = table.get("choices", list)
    if not all(isinstance(value, dict) for value in values):
        raise table.wrong("choices", "should be a list of tables")
    choices = tuple(
        _choice(Table(table.file, f"{table.where}.choices {value.get('id', number)}", value), row)
        for number, value in enumerate(values, 1)
    )
    ids = [choice.id for choice in choices]
    if len(set(ids)) != len(ids):
        raise table.wrong("choices", "two have the same id")
    if NOT_SURE not in ids:
        raise table.wrong("choices", f"there is no {NOT_SURE}")
    return choices


def _choice(table: Table, row: _Row) -> Choice:
    choice = Choice(
        id=_id(table),
        level=_level(table, "level", Level.NORMAL),
        window=read_waits(table, "window") if "window" in table.names() else row.window,
        past=_past(table, row.past),
        raised_by=_raised_by(table, row.raised_by),
        start_day=_days(table, "start_day"),
        worse=table.flag("worse"),
        worse_day=table.number("worse_day") if "worse_day" in table.names() else None,
        sooner=table.flag("sooner"),
        two_days=table.flag("two_days"),
    )
    table.done()
    if choice.id in _OTHER_WORDS:
        raise table.wrong("id", "is the name of another word of a symptom")
    if choice.level is Level.NORMAL and choice.window is None:
        raise table.wrong("level", "without a window nothing is normal")
    if choice.id == NOT_SURE and choice.level is Level.NORMAL:
        raise table.wrong("level", "who is not sure is never told that it is normal")
    if choice.id == URGENT and choice.level is not Level.URGENT:
        raise table.wrong("level", "should be urgent")
    if choice.two_days and choice.level is not Level.SOON:
        raise table.wrong("two_days", "goes with the level soon")
    if choice.worse_day is not None and not choice.worse:
        raise table.wrong("worse_day", "goes with worse")
    if choice.sooner and not row.sooner:
        raise table.wrong("sooner", "its symptom does not say for whom")
    return choice


def _level(table: Table, key: str, default: Level) -> Level:
    name = table.text(key, default.name.lower())
    if name not in _LEVELS:
        raise table.wrong(key, f"should be one of {', '.join(_LEVELS)}")
    return _LEVELS[name]


def _past(table: Table, default: Level) -> Level:
    level = _level(table, "past", default)
    if level is Level.NORMAL:
        raise table.wrong("past", "what lasts too long is never normal")
    return level


def _raised_by(table: Table, default: frozenset[Modifier]) -> frozenset[Modifier]:
    if "raised_by" not in table.names():
        return default
    return frozenset(table.one_of("raised_by", name, Modifier) for name in table.texts("raised_by"))


def _days(table: Table, key: str) -> dict[Band, int] | None:
    """A day of the calendar for each depth band, or one for all of them."""
    if key not in table.names():
        return None
    if isinstance(table.values[key], int):
        return dict.fromkeys(Band, table.number(key))
    inner = table.table(key)
    found = {band: inner.number(band) for band in Band}
    inner.done()
    return found
