"""Before a correction is kept: what the session will be, which messages move, which stay as they were said."""

from __future__ import annotations

from dataclasses import replace

from bot.care.form import Form
from bot.care.summary import as_facts, done_words, when_word
from bot.care.work import Work
from bot.care.year_plan import step_word
from bot.errors import CannotDo
from bot.schedules.facts import PatientFacts
from bot.schedules.plan import Moved
from bot.schedules.planner import diff, plan
from bot.store.facts import facts_of
from bot.store.records import Patient, Treatment
from bot.store.treatments import Told, treatment_by_id
from bot.words.message import FactValue, Lines, Tap, Word

NAMED = 3
"""How many of the moves are named; all are counted."""


def session_of(work: Work, patient: Patient, session_id: str | None) -> Treatment:
    """This patient's session. `CannotDo`, the same for one that is not theirs and one that never was."""
    session = treatment_by_id(work.tx, patient, session_id or "")
    if session is None:
        raise CannotDo("button-unknown")
    return session


def corrected(work: Work, patient: Patient, form: Form) -> Told:
    """The session as it will be. `CannotDo` for one that took place and would lie in the future."""
    told = form.told(patient.zone, work.now)
    if told.ends_at > work.now:
        raise CannotDo("treat-not-ahead")
    return told


def preview(work: Work, patient: Patient, form: Form) -> tuple[str, dict[str, FactValue], tuple[tuple[Tap, ...], ...]]:
    """Word, facts and buttons of the screen before [Apply]."""
    session = session_of(work, patient, form.correcting)
    told = corrected(work, patient, form)
    before, protocol = facts_of(work.tx, patient), work.house.protocol
    after = _with(before, session.id, told)
    change = diff(plan(before, protocol, work.now), plan(after, protocol, work.now), after)
    facts: dict[str, FactValue] = {
        "when": when_word(told),
        **done_words(told),
        "goal": Word(f"treat-goal-{told.goal or 'unset'}"),
        "said": len(change.said),
        "moved": len(change.moved),
        "dropped": len(change.dropped),
        "added": len(change.added),
        "moves": Lines(tuple(_move(one) for one in change.moved[:NAMED])),
    }
    taps = (Tap("treat-apply", "apply"), Tap("treat-leave", "leave", (session.id,)))
    return "treat-preview", facts, (taps, (Tap("reg-change", "change"),))


def _with(facts: PatientFacts, session_id: str, told: Told) -> PatientFacts:
    """The facts as they would be. When the bot was told of the session stays as it was."""
    sessions = tuple(
        as_facts(one.id, told, one.registered_at) if one.id == session_id else one for one in facts.treatments
    )
    return replace(facts, treatments=sessions)


def _move(move: Moved) -> Word:
    return Word("treat-move-line", {"what": step_word(move.step), "before": move.before, "after": move.after})
