"""One voice over several treatments: the same step on the same day is one bubble, near moments join, and a day holds four bubbles."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta

from bot.schedules import days
from bot.schedules.facts import PatientFacts, SaidState
from bot.schedules.owed import Basket, Owed
from bot.schedules.plan import Part, Reason
from bot.schedules.protocol import Line, Priority, Protocol, Role
from bot.schedules.superseding import remains

CAP = 4
"""Bubbles a day, after day 0."""
LINES = 2
"""Lines that a bubble carries; a further one becomes a bubble of its own."""
NEAR = timedelta(hours=3)
JOINS_WITHIN = timedelta(days=3)


def split_lines(protocol: Protocol, item: Owed) -> list[tuple[Line, tuple[Part, ...]]]:
    """The lines of an item by priority, then in the protocol's order: the first two go into the bubble."""
    order = {line.id: index for index, line in enumerate(protocol.lines)}
    return sorted(item.lines, key=lambda pair: (pair[0].priority, order[pair[0].id]))


def take_over(facts: PatientFacts, basket: Basket) -> None:
    """What a hold moved to a later time may have been taken over by a session in between."""
    treatments = {one.id: one for one in facts.treatments}
    for item in list(basket.owed):
        treatment = treatments.get(item.about[0])
        of_treatment = item.step.role in (Role.HEALING, Role.RESULT)
        if treatment and of_treatment and remains(item.step, treatment, facts.treatments, item.due) is None:
            basket.owed.remove(item)
            basket.drop(item, Reason.SUPERSEDED)


def merge(facts: PatientFacts, basket: Basket) -> None:
    """The same step of two treatments due on the same local date is one item with both sets of lines, at the later due moment."""
    merged: dict[tuple[str, date], Owed] = {}
    apart: list[Owed] = []
    for item in basket.owed:
        key = (item.step.id, days.local(item.due, facts.zone).date())
        if item.reply or item.step.role is Role.BOOKING:
            apart.append(item)
        elif key in merged and max(item.due, merged[key].due) < min(item.latest, merged[key].latest):
            merged[key] = _both(merged[key], item)
        elif key in merged:
            apart.append(item)
        else:
            merged[key] = item
    basket.owed[:] = [*apart, *merged.values()]


def _both(one: Owed, other: Owed) -> Owed:
    lines = {line.id: (line, parts) for line, parts in one.lines}
    for line, parts in other.lines:
        before = lines[line.id][1] if line.id in lines else ()
        lines[line.id] = (line, (*before, *parts))
    registered = [at for at in (one.registered, other.registered) if at is not None]
    return replace(
        one,
        parts=(*one.parts, *other.parts),
        due=max(one.due, other.due),
        latest=min(one.latest, other.latest),
        floor=max(one.floor, other.floor),
        lines=tuple(lines.values()),
        also=(*one.also, *other.also),
        registered=max(registered, default=None),
    )


def join(basket: Basket) -> None:
    """Near moments become one: W4-N joins W4-1 within three days, a check-in joins the question about a concern within three hours."""
    for index, item in enumerate(basket.owed):
        for host in basket.owed:
            absorbed = item.step.id in host.step.absorbs and abs(item.due - host.due) < NEAR
            joined = (
                item.step.joins == host.step.id
                and abs(item.due - host.due) <= JOINS_WITHIN
                and bool(set(item.about) & set(host.about))
            )
            if (absorbed or joined) and host.due < item.latest:
                basket.owed[index] = replace(item, due=host.due)


def cap(facts: PatientFacts, protocol: Protocol, basket: Basket) -> None:
    """At most four bubbles a day after day 0: beyond that P3, then P2, the latest first. What was said that day counts."""
    free = {treatment.day0 for treatment in facts.treatments}
    spoken: Counter[date] = Counter()
    replies = _replies(facts, protocol)
    for _, _, at in {
        (row.step, row.host, row.at)
        for row in facts.said
        if row.state is SaidState.SAID and row.bubble and (row.about, row.step, row.occurrence) not in replies
    }:
        spoken[days.local(at, facts.zone).date()] += 1
    by_day: dict[date, list[Owed]] = {}
    for item in basket.owed:
        day = days.local(item.due, facts.zone).date()
        if not item.reply and day not in free:
            by_day.setdefault(day, []).append(item)
    for day, items in by_day.items():
        over = spoken[day] + sum(_bubbles(item) for item in items) - CAP
        for item in sorted(items, key=lambda one: (one.priority, one.due), reverse=True):
            if over > 0 and item.priority >= Priority.P2:
                basket.owed.remove(item)
                basket.drop(item, Reason.CAP)
                over -= _bubbles(item)


def _bubbles(item: Owed) -> int:
    return 1 + max(0, len(item.lines) - LINES)


def _replies(facts: PatientFacts, protocol: Protocol) -> set[tuple[str, str, int]]:
    return {
        (row.about, row.step, row.occurrence)
        for row in facts.said
        if is_reply_row(facts, protocol, row.about, row.step, row.occurrence, row.due.isoformat())
    }


def is_reply_row(facts: PatientFacts, protocol: Protocol, about: str, step: str, occurrence: int, due: str) -> bool:
    """Whether a row of the ledger answered the patient's own tap: it counts for no ring rule and no cap."""
    if any((one.about, one.step, one.occurrence) == (about, step, occurrence) for one in facts.snoozes):
        return True
    summary = protocol.has_step(step) and protocol.step(step).role is Role.SUMMARY
    return any(one.registered_at.isoformat() == due for one in facts.treatments if summary or one.id == about)
