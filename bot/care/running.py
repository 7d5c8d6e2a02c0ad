"""What is running for one person: the treatments that count today, which of them leads each area, and in which phase
they are.
"""

from __future__ import annotations

from bot.care import skin_clock
from bot.care.work import Person, Work
from bot.schedules.facts import PatientFacts, TreatmentFacts
from bot.schedules.phases import phase_of
from bot.schedules.protocol import Area, Phase
from bot.store.facts import facts_of


def running(work: Work, person: Person) -> tuple[PatientFacts, tuple[TreatmentFacts, ...]] | None:
    """The person's facts and the treatments that count, or `None` while there is nothing to say about them."""
    if person.patient is None:
        return None
    facts = facts_of(work.tx, person.patient)
    treatments = skin_clock.counting(facts, work.now)
    if not any(phase_of(work.house.protocol, one, work.now, facts.zone) for one in treatments):
        return None
    return facts, treatments


def leading(treatments: tuple[TreatmentFacts, ...]) -> list[tuple[TreatmentFacts, tuple[Area, ...]]]:
    """Each treatment with the areas for which it is the latest; without those that newer ones have taken over wholly."""
    taken: set[Area] = set()
    leading = []
    for treatment in treatments:
        own = tuple(area for area in Area if area in treatment.areas - taken)
        taken |= treatment.areas
        if own:
            leading.append((treatment, own))
    return leading


def phases(
    work: Work, facts: PatientFacts, treatments: tuple[TreatmentFacts, ...]
) -> list[tuple[Phase, TreatmentFacts]]:
    """The phases that run, that of the latest treatment first."""
    found = ((phase_of(work.house.protocol, one, work.now, facts.zone), one) for one, _ in leading(treatments))
    return [(phase, one) for phase, one in found if phase is not None]
