"""The last screen before something is kept: what was understood, and the first three moments that follow from it."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from bot.care.course import carried_on
from bot.care.form import Form, told_at
from bot.care.skin_clock import listed
from bot.care.work import Work
from bot.care.year_plan import step_word
from bot.schedules.days import local
from bot.schedules.facts import BookingFacts, PatientFacts, SaidState, TreatmentFacts
from bot.schedules.plan import Moment, Reason
from bot.schedules.planner import plan
from bot.schedules.protocol import Area, Modifier, Setting
from bot.store.facts import facts_of
from bot.store.records import Patient
from bot.store.treatments import Told
from bot.words.message import FactValue, Lines, Tap, Word

FIRST = 3
"""How many of the coming moments are shown."""
WEEK_BEFORE, CHECK_BEFORE = "PRE-1", "PRE-2"
"""What is said before a booked session."""
NEW = "new"
"""Stands for the id of a session that is not kept yet."""


def summary(work: Work, patient: Patient, form: Form) -> tuple[str, dict[str, FactValue], tuple[tuple[Tap, ...], ...]]:
    """Word, facts and buttons of the last screen. `CannotDo` if the day is out of bounds by now."""
    told = told_by(work, patient, form)
    planned = with_session(work, patient, form, told)
    at_once = [
        Word("reg-first-now", {"what": _at_once(one)}) for one in too_late_for(work, planned, form.booking or NEW)
    ]
    moments = plan(planned, work.house.protocol, work.now).moments
    first = Lines((*at_once, *(moment_line(moment, work.now) for moment in moments))[:FIRST])
    facts: dict[str, FactValue] = {"when": when_word(told, exact=form.at is not None or form.instant is not None)}
    if told.ends_at > work.now:
        facts["first"] = first
        taps = ((Tap("reg-book", "begin"),), (Tap("reg-change", "change"),))
        vouched = form.vouched_for(patient.zone, work.now)
        if vouched is None:
            return "reg-summary-booking", facts, taps
        noted: dict[str, FactValue] = {
            "note": Word(f"course-vouched-{vouched}"),
            "question": Word("reg-summary-booking", facts),
        }
        return "reg-noted", noted, taps
    facts |= {**done_words(told), "first": first}
    word = "reg-summary"
    if facts_of(work.tx, patient).treatments:
        word = "reg-summary-further"
        facts["time"] = local(work.now, patient.zone).time()
    return word, facts, ((Tap("reg-start", "begin"),), (Tap("reg-change", "change"),))


def too_late_for(work: Work, facts: PatientFacts, about: str) -> tuple[str, ...]:
    """The steps before a booked session that it was booked too late for: the reply to booking says them at once."""
    said = {one.step for one in facts.said if one.about == about and one.state is SaidState.SAID}
    late = {
        one.step
        for one in plan(facts, work.house.protocol, work.now).skipped
        if one.about == about and one.reason in (Reason.BOOKED_LATE, Reason.QUIET)
    }
    return tuple(one for one in (WEEK_BEFORE, CHECK_BEFORE) if one in late - said)


def _at_once(step_id: str) -> Word:
    """The name of such a step: a week is left no more."""
    return Word("reg-first-week-before") if step_id == WEEK_BEFORE else step_word(step_id)


def told_by(work: Work, patient: Patient, form: Form) -> Told:
    """The session as it will be kept: what was told, and what it has from the one before it. `CannotDo` as for
    `Form.told`.
    """
    told, facts = form.told(patient.zone, work.now), facts_of(work.tx, patient)
    if told.ends_at <= work.now:
        return carried_on(told, facts, form.booking)
    return replace(told, setting=facts.treatments[-1].setting) if facts.treatments else told


def with_session(work: Work, patient: Patient, form: Form, told: Told) -> PatientFacts:
    """The patient's facts as they would be with this session in them."""
    known = facts_of(work.tx, patient)
    bookings = tuple(one for one in known.bookings if one.id != form.booking)
    about = form.booking or NEW
    if told.ends_at > work.now:
        booking = BookingFacts(about, told.ends_at, told.zone, work.now)
        return replace(known, bookings=(*bookings, booking))
    return replace(
        known, bookings=bookings, treatments=(*known.treatments, as_facts(about, told, told_at(told.ends_at, work.now)))
    )


def as_facts(about: str, told: Told, registered_at: datetime) -> TreatmentFacts:
    """A session that took place, as the planner sees it."""
    return TreatmentFacts(
        id=about,
        ended_at=told.ends_at,
        zone=told.zone,
        registered_at=registered_at,
        areas=told.areas,
        depth_mm=told.depth_mm,
        setting=told.setting,
        goal=told.goal,
        modifiers=told.modifiers,
        sessions_left=told.sessions_left,
    )


def moment_line(moment: Moment, now: datetime) -> Word:
    """One line: when, and what it is about."""
    what = step_word(moment.bubbles[0].step)
    return (
        Word("reg-first-now", {"what": what})
        if moment.due <= now
        else Word("reg-first", {"at": moment.due, "what": what})
    )


def when_word(told: Told, *, exact: bool = True) -> Word:
    """The end of a session on the clocks where it took place: "Sun 22 November, 14:30"."""
    wall = local(told.ends_at, told.zone)
    facts: dict[str, FactValue] = {"day": wall.date(), "time": wall.time()}
    return Word("reg-when-exact" if exact else "reg-when-day", facts)


def done_words(told: Told) -> dict[str, FactValue]:
    """What was done, as words for a list: where, who and how deep, what applies."""
    return {"where": areas_word(told.areas), "how": how_word(told), "applies": modifiers_word(told.modifiers)}


def areas_word(areas: frozenset[Area]) -> Word:
    """ "Face, neck"."""
    return _listed([Word(f"reg-area-{area}") for area in Area if area in areas])


def how_word(told: Told) -> Word:
    """ "A clinic, up to 1.5 mm"."""
    by = "home" if told.setting is Setting.HOME else "clinic"
    if told.depth_mm is None:
        return Word(f"reg-how-{by}-unknown")
    return Word(f"reg-how-{by}", {"depth": f"{told.depth_mm:g}"})


def modifiers_word(modifiers: frozenset[Modifier]) -> Word:
    """ "Cold sores, smoking", or that none applies."""
    return _listed([Word(f"reg-modifier-{one}") for one in Modifier if one in modifiers])


def _listed(words: list[Word]) -> Word:
    return listed(words) if words else Word("reg-listed-none")
