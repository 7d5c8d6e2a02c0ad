"""What can be wrong with a protocol that reads well: found by planning and by looking every word up, before a patient finds it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from bot.schedules import days, timing
from bot.schedules.facts import PatientFacts, TreatmentFacts
from bot.schedules.plan import Reason
from bot.schedules.planner import plan
from bot.schedules.protocol import Activity, Area, Goal, Modifier, OnDay, Protocol, Role, Setting, Slot
from bot.words.phrasebook import Phrasebook

_DEPTHS = (0.3, 0.8, 1.2, 2.0)
_NOON = datetime(2026, 3, 6, 12, tzinfo=UTC)


def complaints(protocol: Protocol, book: Phrasebook) -> list[str]:
    """One line for each thing that is wrong; none if all is well."""
    return [*_words(protocol, book), *_slots(protocol), *_times(protocol), *_never_said(protocol)]


def _needed(protocol: Protocol) -> Iterator[str]:
    for step in protocol.steps:
        yield f"step-{step.id.lower()}"
        for answer in step.answers:
            yield f"answer-{answer}"
    for line in protocol.lines:
        yield f"line-{line.id.lower()}"
    for phase in protocol.phases:
        yield f"phase-{phase.id}"
    for activity in Activity:
        yield f"activity-{activity}"
    for fact in protocol.evidence.values():
        yield f"fact-{fact.id.lower()}"
        yield f"strength-{fact.strength}"
    for reason in Reason:
        yield f"reason-{reason}"


def _words(protocol: Protocol, book: Phrasebook) -> Iterator[str]:
    for language in book.languages:
        known = book.ids(language)
        for word in dict.fromkeys(_needed(protocol)):
            if word not in known:
                yield f"words ({language}): there is no {word}"


def _slots(protocol: Protocol) -> Iterator[str]:
    """Slots outside the quiet hours; and no clock time on day 0 that may be past, unless it joins the first message then."""
    quiet = days.QuietHours(protocol.quiet_from, protocol.quiet_until)
    for slot in Slot:
        if quiet.holds(datetime.combine(_NOON.date(), protocol.slots[slot], UTC), "UTC"):
            yield f"schedule.toml: slots.{slot}: lies in the quiet hours"
    for step in protocol.steps:
        if isinstance(step.when, OnDay) and step.when.day == 0 and step.with_first_after is None:
            yield f"schedule.toml: step {step.id}.when: a time of day on day 0 may be past; count hours, or say with what it joins"


def _times(protocol: Protocol) -> Iterator[str]:
    """A step must be due before it is stale, for every depth."""
    for depth in _DEPTHS:
        treatment = _treated(depth)
        facts = PatientFacts("UTC", (treatment,))
        for step in protocol.steps:
            if isinstance(step.when, OnDay):
                due = timing.due_on_day(facts, protocol, treatment, step.when)
                if timing.latest_of_treatment_step(facts, step, treatment, due) <= due:
                    yield f"schedule.toml: step {step.id}.latest: is not after the moment at which it is due"


def _never_said(protocol: Protocol) -> Iterator[str]:
    """A step or line that no treatment at all gets."""
    said: set[str] = set()
    for depth in _DEPTHS:
        for goal in Goal:
            for setting in Setting:
                said |= _said(protocol, _treated(depth, goal, setting))
    for step in protocol.steps:
        if (
            step.role in (Role.HEALING, Role.RESULT)
            and step.id not in said
            and step.line_of is None
            and step.joins is None
        ):
            yield f"schedule.toml: step {step.id}: is never said"
    for line in protocol.lines:
        if line.id not in said and not line.in_reply:
            yield f"schedule.toml: line {line.id}: is never said"


def _said(protocol: Protocol, treatment: TreatmentFacts) -> set[str]:
    result = plan(PatientFacts("UTC", (treatment,)), protocol, treatment.registered_at)
    return {name for moment in result.moments for bubble in moment.bubbles for name in bubble.ids}


def _treated(depth: float, goal: Goal | None = None, setting: Setting = Setting.PROFESSIONAL) -> TreatmentFacts:
    ended = _NOON + timedelta(hours=1)
    everything = frozenset(Modifier)
    return TreatmentFacts("t", ended, "UTC", ended, frozenset(Area), depth, setting, goal, everything)
