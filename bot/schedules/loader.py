"""Reads a protocol from its folder: `schedule.toml` and `evidence.toml`. Every mistake is one line with file, key and reason."""

from __future__ import annotations

import tomllib
from functools import lru_cache
from pathlib import Path
from typing import Any

from bot.errors import Mistake
from bot.schedules.grammar import read_latest, read_when
from bot.schedules.protocol import (
    Activity,
    Area,
    Band,
    Condition,
    Fact,
    Goal,
    Interval,
    Kind,
    Line,
    LineHost,
    Modifier,
    Phase,
    Priority,
    Protocol,
    Role,
    SaidWith,
    Setting,
    Slot,
    Step,
)
from bot.schedules.reading import Table

LIMIT = 256 * 1024
"""Largest protocol file that is read, in bytes."""

STRENGTHS = frozenset(
    {
        "guideline", "regulator", "device-label", "meta-analysis", "rct", "review", "consensus", "cohort", "lab",
        "case-reports", "common-practice", "opinion",
    }
)  # fmt: skip
SEEN = frozenset({"full", "abstract", "excerpt", "second-hand", "not-read"})

_TAGS = (
    {f"area:{area}" for area in Area}
    | {f"band:{band}" for band in Band}
    | {f"goal:{goal}" for goal in Goal}
    | {f"modifier:{modifier}" for modifier in Modifier}
    | {f"setting:{setting}" for setting in Setting}
    | {"goal:unset", "depth:unknown", "depth:unknown-at-home"}
)


@lru_cache(maxsize=1)
def default_protocol() -> Protocol:
    """The protocol that ships with the program."""
    return load(Path(__file__).parent / "microneedling")


def load(folder: Path) -> Protocol:
    """Reads and checks a protocol folder. `Mistake` with one line if anything in it is wrong."""
    evidence = _evidence(_toml(folder / "evidence.toml"))
    root = _toml(folder / "schedule.toml")
    slots = _slots(root.table("slots"))
    quiet = root.table("quiet")
    slower, sun = root.table("slower"), root.table("sun")
    protocol = Protocol(
        id=root.text("id"),
        version=root.text("version"),
        steps=tuple(_step(table, evidence) for table in root.tables("step")),
        lines=tuple(_line(table, evidence) for table in root.tables("line")),
        phases=tuple(_phase(table) for table in root.tables("phase")),
        unlock=_unlock(root.table("unlock")),
        unlock_areas=_unlock_areas(root.table("unlock-areas")),
        slowed=frozenset(slower.one_of("activities", name, Activity) for name in slower.texts("activities")),
        slowing=_condition(slower),
        slowed_by=slower.wait("add"),
        sun_stricter=_condition(sun),
        long_spf=sun.wait("daily_spf_at_least"),
        windows=_windows(root.table("windows")),
        intervals=tuple(_interval(table) for table in root.tables("interval")),
        evidence=evidence,
        slots=slots,
        quiet_from=quiet.clock("from"),
        quiet_until=quiet.clock("until"),
    )
    for table in (slower, sun, quiet, root):
        table.done()
    _check_ids(root, protocol)
    return protocol


def _toml(path: Path) -> Table:
    try:
        raw = path.read_bytes()
    except OSError:
        raise Mistake(f"{path.name}: cannot be read in {path.parent.name}") from None
    if len(raw) > LIMIT:
        raise Mistake(f"{path.name}: is larger than {LIMIT // 1024} KiB")
    try:
        values: dict[str, Any] = tomllib.loads(raw.decode())
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, RecursionError) as error:
        reason = " ".join(str(error).split()) or type(error).__name__
        raise Mistake(f"{path.name}: not readable as TOML: {reason}") from None
    return Table(path.name, "", values)


def _evidence(root: Table) -> dict[str, Fact]:
    facts: dict[str, Fact] = {}
    for key in root.names():
        table = root.table(key)
        strength, seen = table.text("strength"), table.text("seen")
        if strength not in STRENGTHS:
            raise table.wrong("strength", f"should be one of {', '.join(sorted(STRENGTHS))}")
        if seen not in SEEN:
            raise table.wrong("seen", f"should be one of {', '.join(sorted(SEEN))}")
        sources = table.texts("sources", optional=False)
        table.text("applies", "")
        table.text("window", "")
        table.done()
        facts[key] = Fact(key, strength, "; ".join(sources), seen)
    return facts


def _slots(table: Table) -> dict[Slot, Any]:
    slots = {slot: table.clock(slot) for slot in Slot}
    table.done()
    return slots


def _condition(table: Table) -> Condition:
    found: dict[str, frozenset[str]] = {}
    for key in ("all_of", "any_of", "none_of"):
        tags = table.texts(key)
        for tag in tags:
            if tag not in _TAGS:
                raise table.wrong(key, f'"{tag}" is not a condition that is known here')
        found[key] = frozenset(tags)
    return Condition(**found)


def _cited(table: Table, evidence: dict[str, Fact]) -> tuple[str, ...]:
    facts = table.texts("facts", optional=False)
    for fact in facts:
        if fact not in evidence:
            raise table.wrong("facts", f'"{fact}" is not in evidence.toml')
    return facts


def _priority(table: Table) -> Priority:
    number = table.number("priority")
    if number not in tuple(Priority):
        raise table.wrong("priority", "should be 0, 1, 2 or 3")
    return Priority(number)


def _step(table: Table, evidence: dict[str, Fact]) -> Step:
    said_with = None
    if "line_of" in table.names():
        host = table.table("line_of")
        said_with = SaidWith(host.text("step"), host.clock("from"), host.clock("to"))
        host.done()
    step = Step(
        id=table.text("id"),
        when=read_when(table),
        latest=read_latest(table),
        ring=table.get("ring", bool),
        kind=table.choice("kind", Kind),
        priority=_priority(table),
        role=table.choice("role", Role, Role.SUMMARY if table.values.get("when") == "late" else Role.HEALING),
        condition=_condition(table),
        answers=table.texts("answers"),
        facts=_cited(table, evidence),
        with_first_after=table.clock("with_first_after") if "with_first_after" in table.names() else None,
        line_of=said_with,
        always_rings=table.flag("always_rings"),
        absorbs=table.texts("absorbs"),
        joins=table.text("joins", "") or None,
        snooze=table.flag("snooze"),
        re_ask=table.flag("re_ask"),
    )
    table.done()
    if step.kind is Kind.CHECK_IN and not step.answers:
        raise table.wrong("answers", "a check-in needs at least one")
    return step


def _line(table: Table, evidence: dict[str, Fact]) -> Line:
    hosts: list[LineHost] = []
    for host in table.get("on", list):
        if isinstance(host, str):
            hosts.append(LineHost(host))
        elif isinstance(host, dict):
            inner = Table(table.file, f"{table.where}.on", host)
            hosts.append(LineHost(inner.text("step"), _condition(inner)))
            inner.done()
        else:
            raise table.wrong("on", "should be a list of steps")
    line = Line(
        id=table.text("id"),
        hosts=tuple(hosts),
        priority=_priority(table),
        condition=_condition(table),
        in_reply=table.flag("in_reply"),
        permit=table.flag("permit"),
        facts=_cited(table, evidence),
    )
    table.done()
    return line


def _phase(table: Table) -> Phase:
    hours = table.number("hours") if "hours" in table.names() else None
    day = table.number("day") if "day" in table.names() else None
    phase = Phase(table.text("id"), hours, day)
    table.done()
    if (hours is None) == (day is None):
        raise table.wrong("hours", "a phase begins at hours or on a day, not both")
    return phase


def _by_band(table: Table, key: str, *, never: bool) -> dict[Band, Any]:
    inner = table.table(key)
    waits = {
        band: None if never and inner.text(band) == "never" else inner.wait(band)
        for band in Band
    }  # fmt: skip
    inner.done()
    return waits


def _unlock(table: Table) -> dict[Activity, dict[Band, Any]]:
    unlock = {activity: _by_band(table, activity, never=True) for activity in Activity}
    table.done()
    return unlock


def _unlock_areas(table: Table) -> dict[Activity, frozenset[Area]]:
    return {
        table.one_of(key, key, Activity): frozenset(table.one_of(key, area, Area) for area in table.texts(key))
        for key in table.names()
    }


def _windows(table: Table) -> dict[str, dict[Band, Any]]:
    return {key: _by_band(table, key, never=False) for key in table.names()}


def _interval(table: Table) -> Interval:
    interval = Interval(
        goal=table.choice("goal", Goal) if "goal" in table.names() else None,
        area=table.choice("area", Area) if "area" in table.names() else None,
        depth_to=table.decimal("depth_to"),
        days=table.number("days"),
    )
    table.done()
    return interval


def _check_ids(root: Table, protocol: Protocol) -> None:
    """Ids are unique, and whoever is named exists. Then the look-ups by id are filled."""
    steps = {step.id: step for step in protocol.steps}
    lines = {line.id: line for line in protocol.lines}
    if len(steps) != len(protocol.steps) or len(lines) != len(protocol.lines) or steps.keys() & lines.keys():
        raise root.wrong("step", "two have the same id")
    for step in protocol.steps:
        named = (*step.absorbs, *filter(None, (step.joins, step.line_of and step.line_of.step)))
        for other in named:
            if other not in steps:
                raise Mistake(f"{root.file}: step {step.id}: there is no step {other}")
    for line in protocol.lines:
        for host in line.hosts:
            if host.step not in steps:
                raise Mistake(f"{root.file}: line {line.id}.on: there is no step {host.step}")
    object.__setattr__(protocol, "_by_id", steps)
    object.__setattr__(protocol, "_lines_by_id", lines)
