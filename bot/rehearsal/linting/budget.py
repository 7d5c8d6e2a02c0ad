"""Whether a protocol keeps to what a day may hold: planned for every kind of patient, ended at every hour that matters.

The planner drops what is too much. A protocol that needs that for a single session says more than it may.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from bot.rehearsal.linting.patients import at_every_hour
from bot.rehearsal.linting.table import FILE, on_purpose
from bot.schedules.facts import PatientFacts
from bot.schedules.phases import day_of
from bot.schedules.plan import Moment, Plan, Reason
from bot.schedules.planner import plan
from bot.schedules.protocol import Priority, Protocol


def complaints(protocol: Protocol) -> Iterator[str]:
    """One line for each step, with the first patient to whom it happens."""
    seen: set[tuple[str, str]] = set()
    for facts in at_every_hour():
        result = plan(facts, protocol, facts.treatments[0].registered_at)
        for step, reason in _of_one(protocol, facts, result):
            if (step, reason) not in seen:
                seen.add((step, reason))
                yield f"{FILE}: step {step}: {reason}, for {_who(facts)}"


def _of_one(protocol: Protocol, facts: PatientFacts, result: Plan) -> Iterator[tuple[str, str]]:
    for one in result.skipped:
        if one.reason is Reason.CAP:
            yield one.step, "is dropped, its day holds more than four messages"
        if (
            one.reason is Reason.QUIET
            and protocol.has_step(one.step)
            and protocol.step(one.step).priority <= Priority.P1
        ):
            yield one.step, "is lost in the quiet hours"
    for moment in result.moments:
        yield from _crowded(protocol, facts, moment)


def _crowded(protocol: Protocol, facts: PatientFacts, moment: Moment) -> Iterator[tuple[str, str]]:
    steps = [protocol.step(bubble.step) for bubble in moment.bubbles if protocol.has_step(bubble.step)]
    on_day_0 = day_of(facts.treatments[0], moment.due, facts.zone) == 0
    if any(step.ring for step in steps) and not moment.rings and not moment.reply:
        first = next(step for step in steps if step.ring)
        yield first.id, "does not ring although it should, its day holds more than two rings or one within three hours"
    if moment.reply or on_day_0:
        return
    for one, other in combinations(steps, 2):
        if not on_purpose(one, other):
            yield other.id, f"is said at the moment of {one.id} without being joined to it"


def _who(facts: PatientFacts) -> str:
    (one,) = facts.treatments
    depth = "depth unknown" if one.depth_mm is None else f"{one.depth_mm:g} mm"
    parts = [", ".join(sorted(one.areas)), depth, one.setting.value, f"ended {one.ended_at:%H:%M}"]
    if one.goal is not None:
        parts.append(one.goal.value)
    if facts.morning is not None:
        parts.append(f"morning {facts.morning:%H:%M}")
    if facts.quiet_from is not None and facts.quiet_until is not None:
        parts.append(f"quiet {facts.quiet_from:%H:%M}-{facts.quiet_until:%H:%M}")
    return " · ".join(parts)
