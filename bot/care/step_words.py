"""What the words of steps, of their answers and of /can are given about one person: see `bot.words.step_facts`."""

from __future__ import annotations

from collections.abc import Collection

from bot.care.work import Person, Work, reader_of
from bot.schedules.facts import PatientFacts
from bot.words.message import FactValue
from bot.words.step_facts import step_facts


def variables(work: Work, person: Person, facts: PatientFacts, about: Collection[str] = ()) -> dict[str, FactValue]:
    """The variables for the treatments that something is about; over all of them if it names none."""
    return step_facts(about, facts, work.house.protocol, reader_of(work, person, person.patient))
