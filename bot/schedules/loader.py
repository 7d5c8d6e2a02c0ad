"""Reads a protocol from the TOML files of its folder. Every mistake is one line with file, key and reason."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from typing import Any

from bot.errors import Mistake
from bot.schedules.clauses import read_condition, read_facts
from bot.schedules.grammar import read_latest, read_when
from bot.schedules.protocol import (
    Activity,
    Area,
    Band,
    Fact,
    Goal,
    Interval,
    Kind,
    Line,
    LineHost,
    Phase,
    Priority,
    Protocol,
    Role,
    SaidWith,
    Slot,
    Step,
)
from bot.schedules.reading import Table
from bot.schedules.screening import read_screening
from bot.schedules.symptom_reading import read_symptoms

LIMIT = 256 * 1024
"""Largest protocol file that is read, in bytes."""

STRENGTHS = frozenset(
    {
        "guideline", "regulator", "device-label", "meta-analysis", "rct", "review", "consensus", "cohort", "lab",
        "case-reports", "common-practice", "opinion",
    }
)  # fmt: skip
SEEN = frozenset({"full", "abstract", "excerpt", "second-hand", "not-read"})


@lru_cache(maxsize=1)
def default_protocol() -> Protocol:
    """The protocol that ships with the program."""
    return load(Path(__file__).parent / "microneedling")


def load(folder: Path) -> Protocol:
    """Reads and checks a protocol folder. `Mistake` with one line if anything in it is wrong."""
    evidence = _evidence(_toml(folder / "evidence.toml"))
    root = _toml(folder / "schedule.toml")
    guide = _toml(folder / "symptoms.toml")
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
        slowing=read_condition(slower),
        slowed_by=slower.wait("add"),
        sun_stricter=read_condition(sun),
        long_spf=sun.wait("daily_spf_at_least"),
        intervals=tuple(_interval(table) for table in root.tables("interval")),
        settles=guide.wait("settles"),
        symptoms=read_symptoms(guide, evidence),
        screening=read_screening(_toml(folder / "screening.toml"), evidence),
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
        condition=read_condition(table),
        answers=table.texts("answers"),
        facts=read_facts(table, evidence),
        with_first_after=table.clock("with_first_after") if "with_first_after" in table.names() else None,
        line_of=said_with,
        always_rings=table.flag("always_rings"),
        absorbs=table.texts("absorbs"),
        joins=table.text("joins", "") or None,
        snooze=table.flag("snooze"),
        re_ask=table.flag("re_ask"),
        ask_again=table.wait("ask_again") if "ask_again" in table.names() else None,
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
            hosts.append(LineHost(inner.text("step"), read_condition(inner)))
            inner.done()
        else:
            raise table.wrong("on", "should be a list of steps")
    line = Line(
        id=table.text("id"),
        hosts=tuple(hosts),
        priority=_priority(table),
        condition=read_condition(table),
        in_reply=table.flag("in_reply"),
        permit=table.flag("permit"),
        facts=read_facts(table, evidence),
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


def _unlock(table: Table) -> dict[Activity, dict[Band, Any]]:
    unlock: dict[Activity, dict[Band, Any]] = {}
    for activity in Activity:
        inner = table.table(activity)
        unlock[activity] = {band: None if inner.text(band) == "never" else inner.wait(band) for band in Band}
        inner.done()
    table.done()
    return unlock


def _unlock_areas(table: Table) -> dict[Activity, frozenset[Area]]:
    return {
        table.one_of(key, key, Activity): frozenset(table.one_of(key, area, Area) for area in table.texts(key))
        for key in table.names()
    }


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
    object.__setattr__(protocol, "_lines_by_host", {step: _carried(step, protocol.lines) for step in steps})


def _carried(step: str, lines: Iterable[Line]) -> tuple[Line, ...]:
    return tuple(line for line in lines if any(host.step == step for host in line.hosts))
