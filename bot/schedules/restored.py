"""What a restored database cannot know: whether the steps were said that were due between the backup and the restore."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from itertools import chain, repeat

from bot.schedules.facts import PatientFacts, Said, SaidState
from bot.schedules.plan import Moment, Part, Reason, Skipped
from bot.schedules.planner import closing, plan
from bot.schedules.protocol import Protocol, Role


def unsaid(facts: PatientFacts, protocol: Protocol, since: datetime, now: datetime) -> tuple[Skipped, ...]:
    """Every step that has come by `now` and has no row: each is to be written as skipped, nearly all for `restore`.

    `facts` are those of a backup that was begun at `since`. First goes what was planned then for the time until now, and
    after that whatever the plan would still catch up with. What a worry, a pause or a cap kept back until it was stale
    keeps that reason. The summary is left out: it tells what is true now.
    """
    found: list[Skipped] = []
    for place, at in enumerate(chain([since], repeat(now))):
        fresh = tuple(_come(_with(facts, found, now), protocol, at, now))
        found += fresh
        if place and not fresh:
            break
    for one in closing(_with(facts, found, now), protocol, now):
        if not _is_summary(protocol, one.step):
            found.append(replace(one, reason=Reason.RESTORE) if one.reason is Reason.OUTAGE else one)
    return tuple(found)


def _come(facts: PatientFacts, protocol: Protocol, at: datetime, now: datetime) -> Iterator[Skipped]:
    """What the plan of `at` says by `now`, but for the summary. Lines go with the step that carries them."""
    for moment in plan(facts, protocol, at).moments:
        for bubble in moment.bubbles:
            for part in bubble.parts:
                if _is_step(protocol, part) and _has_come(protocol, moment, part, now):
                    yield Skipped(part.about, part.step, part.occurrence, Reason.RESTORE, None, part.due, moment.latest)


def _has_come(protocol: Protocol, moment: Moment, part: Part, now: datetime) -> bool:
    """Whether this was to be said by `now`. For a step of a treatment its own time counts, even if a worry or the night
    holds it back: a summary can stand for it, which it cannot for a question about a booking or a worry.
    """
    own = protocol.step(part.step).role in (Role.HEALING, Role.RESULT)
    return moment.due <= now or (own and part.due <= now)


def _is_step(protocol: Protocol, part: Part) -> bool:
    """Whether this is a step, be it as a line of another one: no line, no second asking, no summary."""
    if not protocol.has_step(part.step) or _is_summary(protocol, part.step):
        return False
    return part.host is None or not protocol.step(part.step).answers


def _is_summary(protocol: Protocol, step: str) -> bool:
    return protocol.has_step(step) and protocol.step(step).role is Role.SUMMARY


def _with(facts: PatientFacts, found: list[Skipped], now: datetime) -> PatientFacts:
    """The facts as they are once that is written."""
    rows = [
        Said(one.about, one.step, one.occurrence, SaidState.SKIPPED, one.reason, one.due or now, now, bubble=False)
        for one in found
    ]
    return replace(facts, said=(*facts.said, *rows))
