"""How long a concern holds back what allows something. Protocol, section 1."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from bot.schedules.facts import Concern, PatientFacts

HOLDS_FOR = timedelta(days=7)
"""A concern that nobody closes ends by itself after this time; the plan assumes it will."""


def end_of(concern: Concern) -> datetime:
    """When a concern stops holding things back."""
    natural = concern.opened_at + HOLDS_FOR
    return natural if concern.closed_at is None else min(natural, concern.closed_at)


def concern_is_open(facts: PatientFacts, now: datetime) -> bool:
    """Whether permits are withheld at an instant."""
    return any(concern.opened_at <= now < end_of(concern) for concern in facts.concerns)


def spans(concerns: Iterable[Concern]) -> list[tuple[datetime, datetime]]:
    """The times under a concern, joined where they touch, in order."""
    joined: list[tuple[datetime, datetime]] = []
    for start, end in sorted((concern.opened_at, end_of(concern)) for concern in concerns):
        if start >= end:
            continue
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(joined[-1][1], end))
        else:
            joined.append((start, end))
    return joined
