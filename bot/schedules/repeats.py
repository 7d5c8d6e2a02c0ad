"""What becomes of a message of which nobody knows whether it arrived, now that its repeat is due and people may have done something since.

The plan is made as if nothing of the message had been said. What it says now is said once more; what it says later waits for
that; what it does not say, because something holds it back that may yet lift, waits to be asked about again.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from bot.schedules import timing
from bot.schedules.asking import answers_to, second_askings
from bot.schedules.concerns import end_of, holds
from bot.schedules.facts import PatientFacts
from bot.schedules.plan import Bubble, Part, Plan, Reason, Skipped
from bot.schedules.planner import plan
from bot.schedules.protocol import Kind, Priority, Protocol, Role


class Fate(StrEnum):
    """Why a message in doubt is not said once more."""

    HAS_IT = "has-it"
    """They have answered it, or what it asks is settled."""
    MISSED = "missed"
    """Since its time was corrected it is too late for it, and a summary has to stand for it: it counts as never said."""
    NOT_NOW = "not-now"
    """Something holds it back, or it is of a session that is no more. Either may change until its latest."""


@dataclass(frozen=True, slots=True)
class Later:
    """A moment that the plan has for a message, and until when it is of use."""

    due: datetime
    latest: datetime


@dataclass(frozen=True, slots=True)
class Again:
    """What to say once more now."""

    bubble: Bubble
    since: Later | None = None
    """Its moment, if that was moved since it was said."""


_LATE = frozenset({Reason.COVERED, Reason.QUIET, Reason.PAST})
"""Why a step may be left out only because it is late by now. Whoever may have got it is owed it all the same, up to its
latest.
"""


def once_more(facts: PatientFacts, protocol: Protocol, now: datetime, bubble: Bubble) -> Again | Later | Fate:
    """What to do about a message in doubt of P0 or P1 whose rows are in the facts as said."""
    heads = [part for part in bubble.parts if part.step == bubble.step]
    if _is_settled(facts, protocol, bubble, heads):
        return Fate.HAS_IT
    if _is_summary(bubble, protocol):
        return Again(bubble) if facts.treatments else Fate.NOT_NOW  # it tells what is true when it is said
    result = plan(_unsaid(facts, bubble), protocol, now)
    worried = _worries_since(facts, bubble, now)
    found = _planned(result, bubble, protocol)
    moved = found is not None and _own_due(found[0]) != _own_due(bubble)
    if found is not None and moved:
        anew = _planned(plan(facts, protocol, now), bubble, protocol)
        if anew is not None and anew[1].due == found[1].due:
            return Fate.NOT_NOW  # so far that the plan says it by itself
    if found is not None and _is_to_come(
        *found, timing.quiet_hours(facts, protocol).next_allowed(now, facts.zone), now
    ):
        return found[1]
    if worried and not _is_for_safety(bubble.step, protocol):
        return Fate.NOT_NOW
    if found is None:
        return _late(result, now, bubble, heads, protocol, worried=worried)
    planned, at = found
    return Again(_without_permits(planned, protocol) if worried else planned, at if moved and at.due <= now else None)


def _is_settled(facts: PatientFacts, protocol: Protocol, bubble: Bubble, heads: Iterable[Part]) -> bool:
    answered = {(one.about, one.step, one.occurrence) for one in facts.answered}
    if any((part.about, part.step, part.occurrence) in answered for part in bubble.parts):
        return True
    sorted_out = {one.id for one in facts.concerns if one.closed_at is not None}
    if _is_summary(bubble, protocol):
        last = max((row.occurrence for row in facts.said if row.step == bubble.step), default=0)
        return any(part.occurrence < last for part in heads)
    for part in heads:
        role = protocol.step(part.step).role if protocol.has_step(part.step) else None
        if role is Role.CONCERN and part.about in sorted_out:
            return True
        if role is not None and answers_to(facts, (part.about,), part.step, part.occurrence):
            return True
        for one in facts.snoozes:
            if (one.about, one.step) == (part.about, part.step) and one.occurrence > part.occurrence:
                return True
    return False


def _worries_since(facts: PatientFacts, bubble: Bubble, now: datetime) -> bool:
    """Whether a worry came up since it was said, and holds things back. What was said under one is what may be."""
    parts = {(part.about, part.step, part.due) for part in bubble.parts}
    said = max((row.at for row in facts.said if (row.about, row.step, row.due) in parts), default=now)
    return any(said <= one.opened_at <= now < end_of(one) for one in facts.concerns if holds(one))


def _is_summary(bubble: Bubble, protocol: Protocol) -> bool:
    return protocol.has_step(bubble.step) and protocol.step(bubble.step).role is Role.SUMMARY


def _unsaid(facts: PatientFacts, bubble: Bubble) -> PatientFacts:
    """The facts without the rows of a message. A line that was a message of its own comes only with the step that carries
    it.
    """
    gone = {(part.about, step, part.due) for part in bubble.parts for step in (part.step, part.host)}
    return replace(facts, said=tuple(row for row in facts.said if (row.about, row.step, row.due) not in gone))


def _planned(result: Plan, bubble: Bubble, protocol: Protocol) -> tuple[Bubble, Later] | None:
    """The first message of the plan that says the same about the same, as the plan would say it, and when."""
    about, known = set(bubble.about), set(map(_key, bubble.parts))
    for moment in result.moments:
        for one in moment.bubbles:
            again = set(map(_key, second_askings(one, protocol)))
            parts = tuple(part for part in one.parts if part.about in about)
            same = tuple(part for part in parts if part.step == bubble.step and _key(part) not in again)
            if same and one.step == bubble.step:  # a question that was not put with it has no row to be answered
                same = tuple(part for part in parts if _key(part) not in again - known)
            if same:
                return _only(one if one.step == bubble.step else bubble, same), Later(moment.due, moment.latest)
    return None


def _is_to_come(planned: Bubble, at: Later, next_allowed: datetime, now: datetime) -> bool:
    """Whether a message is not due yet, and not only because it is night."""
    return at.due > now and (at.due > next_allowed or _own_due(planned) > now)


def _own_due(bubble: Bubble) -> datetime:
    """When it was due before the night, a worry or another message moved it."""
    return max(part.due for part in bubble.parts if part.step == bubble.step)


def _late(
    result: Plan, now: datetime, bubble: Bubble, heads: Iterable[Part], protocol: Protocol, *, worried: bool
) -> Again | Fate:
    """A message that the plan leaves out: said all the same if that is only because it is late by now."""
    left_out: dict[tuple[str, str], list[Skipped]] = {}
    for one in result.skipped:
        left_out.setdefault((one.about, one.step), []).append(one)

    def is_too_late(about: str, step: str, reasons: frozenset[Reason], *, over: bool) -> bool:
        """Whether that is why, and whether its latest is over: one of which no latest is told was over when it became known."""
        found = left_out.get((about, step), [])
        last = max((one.latest or now for one in found), default=None)
        return last is not None and (last <= now) is over and all(one.reason in reasons for one in found)

    def still_holds(part: Part) -> bool:
        host = part.host or bubble.step
        carried = any(
            one.reason is Reason.HOST_NOT_SAID and one.host == host for one in left_out.get((part.about, part.step), [])
        )
        step = host if carried else part.step
        return is_too_late(part.about, step, _LATE, over=False)

    parts = tuple(part for part in bubble.parts if still_holds(part))
    if any(part.step == bubble.step for part in parts):
        about = {part.about for part in parts if part.step == bubble.step}
        left = _only(bubble, tuple(part for part in parts if part.about in about))
        return Again(_without_permits(left, protocol) if worried else left)
    over = any(is_too_late(part.about, part.host or part.step, _LATE | {Reason.OUTAGE}, over=True) for part in heads)
    summed_up = any(_is_summary(one, protocol) for moment in result.moments for one in moment.bubbles)
    return Fate.MISSED if over and (summed_up or _answers_the_registering(bubble, protocol)) else Fate.NOT_NOW


def _answers_the_registering(bubble: Bubble, protocol: Protocol) -> bool:
    return protocol.has_step(bubble.step) and timing.is_reply_to_registering(protocol.step(bubble.step))


def _is_for_safety(step: str, protocol: Protocol) -> bool:
    """Whether something is said under a worry too: P0 that allows nothing, and the question about the worry itself."""
    if not protocol.has_step(step):
        line = protocol.line(step)
        return line.priority <= Priority.P0 and not line.permit
    found = protocol.step(step)
    return found.role is Role.CONCERN or (found.priority <= Priority.P0 and found.kind is not Kind.PERMIT)


def _without_permits(bubble: Bubble, protocol: Protocol) -> Bubble:
    return _only(bubble, tuple(part for part in bubble.parts if not _allows(part.step, protocol)))


def _allows(step: str, protocol: Protocol) -> bool:
    return protocol.step(step).kind is Kind.PERMIT if protocol.has_step(step) else protocol.line(step).permit


def _only(bubble: Bubble, parts: tuple[Part, ...]) -> Bubble:
    """A message without some of what it says."""
    steps = {part.step for part in parts}
    return replace(bubble, ids=tuple(id_ for id_ in bubble.ids if id_ in steps), parts=parts)


def _key(part: Part) -> tuple[str, str, int]:
    return part.about, part.step, part.occurrence
