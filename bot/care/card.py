"""The pinned card: what /today says, in a few lines. Instants, never countdowns, so that it is right until it is next
touched.
"""

from __future__ import annotations

from collections.abc import Iterator

from bot.care import skin_clock
from bot.care.running import phases, running
from bot.care.work import Person, Work
from bot.schedules.concerns import concern_is_open
from bot.schedules.facts import PatientFacts, TreatmentFacts
from bot.schedules.planner import plan
from bot.words.message import How, Lines, Reply, Say, Word

NEXT_GROUPS = 3
"""How many moments are named; /can has them all."""


def card(work: Work, person: Person) -> Reply:
    """The card as it stands now. Empty where it is off.

    With nothing to tell of, a card that is pinned already says so, and no new one is made.
    """
    patient = person.patient
    if patient is None or not patient.card_on:
        return ()
    seen = running(work, person)
    if seen is not None:
        return (Say("card", {"lines": Lines(tuple(_card_lines(work, *seen)))}, how=How.CARD),)
    if patient.card_message_id is None:
        return ()
    return (Say("card", {"lines": Word("card-nothing")}, how=How.CARD),)


def card_again(work: Work, person: Person) -> Reply:
    """The card after something changed that it tells of; empty where none is pinned."""
    pinned = person.patient is not None and person.patient.card_message_id is not None
    return card(work, person) if pinned else ()


def _card_lines(work: Work, facts: PatientFacts, treatments: tuple[TreatmentFacts, ...]) -> Iterator[Word]:
    moments = plan(facts, work.house.protocol, work.now).moments
    yield Word("card-next", {"at": moments[0].due}) if moments else Word("card-next-none")
    running_phases = dict.fromkeys(phase.id for phase, _ in phases(work, facts, treatments))
    yield from (Word("card-phase", {"phase": Word(f"phase-{phase}")}) for phase in running_phases)
    if concern_is_open(facts, work.now):
        yield Word("card-held")
    else:
        upcoming = skin_clock.still_shut(work.house.protocol, treatments, work.now)
        yield from skin_clock.grouped(upcoming).words[:NEXT_GROUPS]
