"""What a later session takes over from an earlier one: the areas that both treated. Protocol, section 5."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from bot.schedules.facts import TreatmentFacts
from bot.schedules.protocol import Role, Step


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


def remains(
    step: Step, treatment: TreatmentFacts, treatments: Iterable[TreatmentFacts], at: datetime
) -> TreatmentFacts | None:
    """The session with the areas for which a step still counts at an instant; `None` if a later session took it over.

    What is said about results goes to the latest session that shares an area and the goal; "unset" counts as a goal.
    """
    if step.role is Role.RESULT:
        later = takers(treatment, treatments, at)
        return None if any(other.goal is treatment.goal for other in later) else treatment
    return left_of(treatment, treatments, at)
