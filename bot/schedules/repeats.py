"""Whether a message of which nobody knows whether it arrived is worth saying once more, now that people may have done something since."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from bot.schedules import timing
from bot.schedules.facts import PatientFacts
from bot.schedules.plan import Bubble, Plan, Reason
from bot.schedules.planner import plan
from bot.schedules.protocol import Protocol, Role

_LATE = frozenset({Reason.COVERED, Reason.QUIET, Reason.PAST})
"""Why a step may be left out only because it is late by now. Whoever may have got it is owed it all the same, up to its
latest.
"""


def worth_repeating(facts: PatientFacts, protocol: Protocol, now: datetime, bubble: Bubble) -> Bubble | None:
    """What the plan would say of a message if nothing of it had been said; `None` if it would not say it at all: a worry holds
    it back, the session is cancelled or was at another time, somebody has answered it and so must have it.
    """
    if _is_answered(facts, bubble):
        return None
    if protocol.has_step(bubble.step) and protocol.step(bubble.step).role is Role.SUMMARY:
        return bubble if facts.treatments else None  # it tells what is true when it is said
    heads = [part for part in bubble.parts if part.step == bubble.step]
    again = plan(_unsaid(facts, bubble), protocol, now)
    stands = _said_now(again, timing.quiet_hours(facts, protocol).next_allowed(now, facts.zone)) | _only_late(
        again, now
    )
    about = {part.about for part in heads if (part.about, part.step) in stands}
    held = {(one.about, one.step) for one in again.skipped if one.reason is Reason.HELD}
    parts = tuple(part for part in bubble.parts if part.about in about and (part.about, part.step) not in held)
    steps = {part.step for part in parts}
    return replace(bubble, ids=tuple(id_ for id_ in bubble.ids if id_ in steps), parts=parts) if parts else None


def _is_answered(facts: PatientFacts, bubble: Bubble) -> bool:
    asked = {(part.about, part.step, part.occurrence) for part in bubble.parts}
    if any((one.about, one.step, one.occurrence) in asked for one in facts.answered):
        return True
    put_off = [(one.about, one.step, one.occurrence) for one in facts.snoozes]
    return any(here[:2] == later[:2] and here[2] < later[2] for here in asked for later in put_off)


def _unsaid(facts: PatientFacts, bubble: Bubble) -> PatientFacts:
    """The facts without the rows of a message. A line that was a message of its own comes only with the step that carries
    it.
    """
    gone = {(part.about, step, part.due) for part in bubble.parts for step in (part.step, part.host)}
    return replace(facts, said=tuple(row for row in facts.said if (row.about, row.step, row.due) not in gone))


def _said_now(result: Plan, next_allowed: datetime) -> set[tuple[str, str]]:
    """What is due, or would be but for the quiet hours."""
    return {
        (part.about, part.step)
        for moment in result.moments
        if moment.due <= next_allowed
        for bubble in moment.bubbles
        for part in bubble.parts
    }


def _only_late(result: Plan, now: datetime) -> set[tuple[str, str]]:
    late, gone = set[tuple[str, str]](), set[tuple[str, str]]()
    for one in result.skipped:
        of_use = one.reason in _LATE and one.latest is not None and one.latest > now
        (late if of_use else gone).add((one.about, one.step))
    return late - gone
