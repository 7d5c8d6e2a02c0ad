"""From items to moments: what is due at one instant is one ring, and rings are given out sparingly."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime

from bot.schedules import days
from bot.schedules.facts import PatientFacts, SaidState
from bot.schedules.overlaps import LINES, NEAR, split_lines
from bot.schedules.owed import Owed
from bot.schedules.plan import Bubble, Moment
from bot.schedules.protocol import Priority, Protocol
from bot.schedules.shifts import GRACE

RINGS_A_DAY = 2


def moments_of(facts: PatientFacts, protocol: Protocol, now: datetime, owed: Iterable[Owed]) -> tuple[Moment, ...]:
    """The items as moments in order of time, each with its bubbles (P0 first, among them the question about a worry) and
    whether it rings.
    """
    groups: dict[tuple[datetime, bool], list[Owed]] = {}
    for item in owed:
        groups.setdefault((item.due, item.reply), []).append(item)
    order = {step.id: index for index, step in enumerate(protocol.steps)}
    found: list[tuple[Moment, list[Owed]]] = []
    for (due, reply), items in sorted(groups.items(), key=lambda pair: (pair[0][0], not pair[0][1])):
        items.sort(key=lambda one: (one.priority, not one.step.always_rings, order[one.step.id]))
        bubbles = tuple(bubble for item in items for bubble in _bubbles(protocol, item))
        latest = min(item.latest for item in items)
        found.append((Moment(due, days.local(due, facts.zone), latest, False, bubbles, reply, False), items))
    free, counted = _rings(facts, now, found)
    return tuple(
        replace(moment, rings=index in free | counted, takes_a_ring=index in counted)
        for index, (moment, _) in enumerate(found)
    )


def _bubbles(protocol: Protocol, item: Owed) -> list[Bubble]:
    lines = split_lines(protocol, item)
    inside, alone = lines[:LINES], lines[LINES:]
    also = tuple(dict.fromkeys(part.step for part in item.also))
    ids = (item.step.id, *also, *(line.id for line, _ in inside))
    parts = (*item.parts, *item.also, *(part for _, parts in inside for part in parts))
    priority = min([item.step.priority, *(line.priority for line, _ in inside)])
    return [Bubble(ids, parts, priority), *(Bubble((line.id,), parts, line.priority) for line, parts in alone)]


def _rings(facts: PatientFacts, now: datetime, found: list[tuple[Moment, list[Owed]]]) -> tuple[set[int], set[int]]:
    """Which moments ring without taking a place (replies, questions about a concern), and which take one.

    What was said counts first, then P0 in order of time, then the others.
    """
    first_days = {treatment.day0 for treatment in facts.treatments}
    rang = [row for row in facts.said if row.state is SaidState.SAID and row.rang]
    taken = sorted({row.at if abs(row.at - row.due) > GRACE else row.due for row in rang})
    on_day: Counter[date] = Counter(days.local(at, facts.zone).date() for at in taken)
    free: set[int] = set()
    counted: set[int] = set()
    wanting = [
        (index, moment, items) for index, (moment, items) in enumerate(found) if any(one.step.ring for one in items)
    ]
    for index, moment, items in wanting:
        if moment.reply or any(one.step.always_rings for one in items):
            free.add(index)
    safety_first = sorted(
        wanting, key=lambda one: (min(item.step.priority for item in one[2]) > Priority.P0, one[1].due)
    )
    for index, moment, _ in safety_first:
        at = now if now - moment.due > GRACE else moment.due
        day = days.local(at, facts.zone).date()
        crowded = any(abs(at - other) < NEAR for other in taken)
        if index in free or crowded or (day not in first_days and on_day[day] >= RINGS_A_DAY):
            continue
        counted.add(index)
        taken.append(at)
        on_day[day] += 1
    return free, counted
