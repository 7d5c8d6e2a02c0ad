"""What a later session takes over from an earlier one: the areas that both treated. Protocol, section 5."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from bot.schedules.facts import TreatmentFacts


def takers(treatment: TreatmentFacts, treatments: Iterable[TreatmentFacts], at: datetime) -> list[TreatmentFacts]:
    """The later sessions that had taken over some of its areas by an instant."""
    return [
        other for other in treatments if treatment.ended_at < other.ended_at <= at and other.areas & treatment.areas
    ]


def left_of(treatment: TreatmentFacts, treatments: Iterable[TreatmentFacts], at: datetime) -> TreatmentFacts | None:
    """The session with the areas that no later one had taken over by an instant; `None` if none is left."""
    taken = frozenset(area for other in takers(treatment, treatments, at) for area in other.areas)
    left = treatment.areas - taken
    if not left:
        return None
    return replace(treatment, areas=left) if taken else treatment
