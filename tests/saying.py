"""Plays the dispatcher on paper: says the first moment of a plan and writes the rows that it would."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from bot.schedules.facts import PatientFacts, Said, SaidState
from bot.schedules.plan import Moment, Plan, Skipped
from bot.schedules.planner import closing, plan
from bot.schedules.protocol import Protocol


def rows_of(moment: Moment, now: datetime) -> tuple[Said, ...]:
    """The ledger's rows for a moment said at `now`: one for each part of each bubble."""
    rows: list[Said] = []
    for index, bubble in enumerate(moment.bubbles):
        for position, part in enumerate(bubble.parts):
            rings = moment.takes_a_ring and index == 0 and position == 0
            own = part.step == bubble.step
            rows.append(
                Said(part.about, part.step, part.occurrence, SaidState.SAID, None, part.due, now, rings, part.host, own)
            )
    return tuple(rows)


def after_saying(facts: PatientFacts, moment: Moment, now: datetime) -> PatientFacts:
    """The facts once a moment has been said at `now`."""
    return replace(facts, said=(*facts.said, *rows_of(moment, now)))


def after_closing(facts: PatientFacts, protocol: Protocol, now: datetime) -> PatientFacts:
    """The facts once what ended unsaid has been written down, as it is at each claim."""
    return replace(facts, said=(*facts.said, *map(_row, closing(facts, protocol, now), [now] * 999)), closed_until=now)


def _row(one: Skipped, now: datetime) -> Said:
    due = one.due or now
    return Said(one.about, one.step, one.occurrence, SaidState.SKIPPED, one.reason, due, now, False, one.host)


def a_year(facts: PatientFacts, protocol: Protocol, start: datetime) -> Iterator[tuple[Plan, Moment]]:
    """Says every moment on time, planning anew each time, and gives the plan and the moment said."""
    now = start
    while (result := plan(facts, protocol, now)).moments:
        moment = result.moments[0]
        now = max(now, moment.due)
        yield result, moment
        facts = after_saying(facts, moment, now)
