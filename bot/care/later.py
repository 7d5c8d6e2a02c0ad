"""[In 1 hour] and [Tonight] under a check-in or a photo day: the same message once more, at most twice, never past its
time. Nothing else moves.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.care.pages import number_of
from bot.care.work import Person, Work, changing, patient_of
from bot.errors import CannotDo
from bot.schedules import days
from bot.schedules.asking import answers_to
from bot.schedules.facts import PatientFacts
from bot.schedules.planner import plan
from bot.schedules.protocol import Slot, Step
from bot.schedules.timing import latest_of_treatment_step, slot_time
from bot.store import answers
from bot.store.facts import facts_of
from bot.store.records import Patient
from bot.words.message import Reply, Say

HOUR = timedelta(hours=1)


def snooze(work: Work, person: Person, about: str, step_id: str, occurrence: str, when: str) -> Reply:
    """Says the step once more at the moment that was tapped, if that is not too late. The answer is a line of its own;
    the buttons stay.
    """
    patient = patient_of(person)
    facts = facts_of(work.tx, patient)
    step = _snoozable(work, facts, about, step_id, number_of(occurrence))
    if answers_to(facts, (about,), step_id, number_of(occurrence)):
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
    if kept is None:
        return (Say("snooze-enough"),)
    return (
        (Say("snooze-done", {"at": due}),) if _is_planned(work, patient, about, step_id, due) else (Say("snooze-held"),)
    )


def _is_planned(work: Work, patient: Patient, about: str, step_id: str, due: datetime) -> bool:
    """Whether it comes at the moment that was tapped: while a worry is open, or on a day that got worse, a photo waits."""
    moments = plan(facts_of(work.tx, patient), work.house.protocol, work.now).moments
    return any(
        moment.due == due and (part.about, part.step) == (about, step_id)
        for moment in moments
        for bubble in moment.bubbles
        for part in bubble.parts
    )


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
