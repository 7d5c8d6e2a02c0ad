"""[In 1 hour] and [Tonight] under a check-in or a photo day: the same message once more, at most twice, never past its
time. Nothing else moves.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.care.pages import number_of
from bot.care.work import Person, Work, changing, patient_of
from bot.errors import CannotDo
from bot.schedules import days
from bot.schedules.facts import PatientFacts
from bot.schedules.protocol import Slot, Step
from bot.schedules.timing import latest_of_treatment_step, slot_time
from bot.store import answers
from bot.store.facts import facts_of
from bot.words.message import Reply, Say

HOUR = timedelta(hours=1)


def snooze(work: Work, person: Person, about: str, step_id: str, occurrence: str, when: str) -> Reply:
    """Says the step once more at the moment that was tapped, if that is not too late. The answer is a line of its own;
    the buttons stay.
    """
    patient = patient_of(person)
    facts = facts_of(work.tx, patient)
    step = _snoozable(work, facts, about, step_id, number_of(occurrence))
    if any(one.about == about and one.step == step_id for one in facts.answered):
        return (Say("snooze-answered"),)
    treatment = next((one for one in facts.treatments if one.id == about), None)
    if treatment is None:
        return (Say("snooze-gone"),)
    due = _moment(work, facts, when)
    latest = latest_of_treatment_step(facts, step, treatment, due)
    if due <= work.now or due >= latest:
        return (Say("snooze-too-late"),)
    with changing(work, patient) as locked:
        kept = answers.snooze(work.tx, locked, about=about, step=step_id, due=due, now=work.now)
    return (Say("snooze-done", {"at": due}),) if kept is not None else (Say("snooze-enough"),)


def _snoozable(work: Work, facts: PatientFacts, about: str, step_id: str, occurrence: int) -> Step:
    """The step of a message that this person really got. `CannotDo` for anything else."""
    got = any((one.about, one.step, one.occurrence) == (about, step_id, occurrence) for one in facts.said)
    if not got or not work.house.protocol.has_step(step_id) or not work.house.protocol.step(step_id).snooze:
        raise CannotDo("button-unknown")
    return work.house.protocol.step(step_id)


def _moment(work: Work, facts: PatientFacts, when: str) -> datetime:
    if when == "hour":
        return work.now + HOUR
    if when == "tonight":
        today = days.local(work.now, facts.zone).date()
        return days.instant(today, slot_time(facts, work.house.protocol, Slot.EVENING), facts.zone)
    raise CannotDo("button-unknown")
