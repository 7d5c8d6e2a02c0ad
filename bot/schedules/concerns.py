"""How long a concern holds back what allows something. Protocol, section 1."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from bot.schedules.answers import NEUTRAL
from bot.schedules.facts import Concern, PatientFacts
from bot.schedules.protocol import ConcernLevel

HOLDS_FOR = timedelta(days=7)
"""A concern that nobody closes holds messages back for this long: what the plan assumes."""
WITHHELD_FOR = timedelta(days=28)
"""A concern of which nothing more is heard withholds permits in words for this long. A choice of ours: see docs/adr."""
URGENCY = (ConcernLevel.WATCH, ConcernLevel.SOON, ConcernLevel.TODAY, ConcernLevel.URGENT)
"""The levels, the least urgent first."""


def end_of(concern: Concern) -> datetime:
    """When a concern stops holding messages back; of one that only watches, when it is too old to count."""
    natural = concern.opened_at + HOLDS_FOR
    return natural if concern.closed_at is None else min(natural, concern.closed_at)


def concern_is_open(facts: PatientFacts, now: datetime) -> bool:
    """Whether permits are withheld at an instant: what words, screens, pictures and files go by.

    Seven days end it only with a neutral answer to a check-in since; silence is not taken for one before `WITHHELD_FOR`.
    """
    return any(one.opened_at <= now < _withheld_until(facts, one) for one in facts.concerns if holds(one))


def is_known(facts: PatientFacts, now: datetime) -> bool:
    """Whether there is anything that "sorted" could close: a concern, also one that only watches."""
    return bool(known_now(facts, now))


def known_now(facts: PatientFacts, now: datetime) -> tuple[Concern, ...]:
    """What "sorted" could close, the oldest first."""
    known = (
        one
        for one in facts.concerns
        if one.opened_at <= now < (_withheld_until(facts, one) if holds(one) else end_of(one))
    )
    return tuple(sorted(known, key=lambda one: (one.opened_at, one.id)))


def holds(concern: Concern) -> bool:
    """Whether a concern holds anything back. One that only watches does not."""
    return concern.level is not ConcernLevel.WATCH


def spans(concerns: Iterable[Concern]) -> list[tuple[datetime, datetime]]:
    """The times in which concerns hold messages back, joined where they touch, in order."""
    joined: list[tuple[datetime, datetime]] = []
    for start, end in sorted((concern.opened_at, end_of(concern)) for concern in concerns if holds(concern)):
        if start >= end:
            continue
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(joined[-1][1], end))
        else:
            joined.append((start, end))
    return joined


def _withheld_until(facts: PatientFacts, concern: Concern) -> datetime:
    if concern.closed_at is not None:
        return min(concern.closed_at, concern.opened_at + WITHHELD_FOR)
    treated = {one.id for one in facts.treatments}
    neutral = min(
        (
            one.at
            for one in facts.answered
            if one.at > concern.opened_at and one.about in treated and one.choice in NEUTRAL
        ),
        default=concern.opened_at + WITHHELD_FOR,
    )
    return max(concern.opened_at + HOLDS_FOR, min(neutral, concern.opened_at + WITHHELD_FOR))
