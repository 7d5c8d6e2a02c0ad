"""Correcting a session: what is wrong, a preview of what moves, then [Apply] or [Leave]; and how many are planned."""

from __future__ import annotations

from dataclasses import replace

from bot.care import form as forms
from bot.care import registration
from bot.care.card import card
from bot.care.course import standing
from bot.care.course_words import course_lines, usual_lines
from bot.care.pages import number_of
from bot.care.preview import corrected, session_of
from bot.care.questions import rows
from bot.care.treatments import session_screen
from bot.care.work import Person, Work, changing, patient_of
from bot.errors import CannotDo
from bot.schedules.protocol import Goal, Setting
from bot.store.facts import facts_of
from bot.store.records import Patient, Treatment
from bot.store.states import TreatmentState
from bot.store.treatments import correct_treatment, told_of
from bot.words.message import FactValue, How, Reply, Say, Tap, Word

MOST_PLANNED = 6
"""More sessions than any plan of the evidence holds, section 5.1: what is planned beyond that is planned anew."""


def correct(work: Work, person: Person, session_id: str) -> Reply:
    """[Correct]: what is wrong? Nothing is changed before [Apply]."""
    patient = patient_of(person)
    session = _done(work, patient, session_id)
    forms.keep(work, patient, replace(forms.of_session(told_of(session)), correcting=session.id))
    return registration.change(work, person)


def apply(work: Work, person: Person) -> Reply:
    """[Apply]: the correction counts from here on."""
    patient = patient_of(person)
    form = forms.being_filled(work, patient)
    session = _done(work, patient, form.correcting or "")
    told = corrected(work, patient, form)
    with changing(work, patient) as locked:
        correct_treatment(work.tx, locked, session, told, work.now)
    forms.drop(work, patient)
    return (session_screen(work, person, session, Word("treat-corrected")), *card(work, person))


def leave(work: Work, person: Person, session_id: str) -> Reply:
    """[Leave]: all stays as it was."""
    patient = patient_of(person)
    session = session_of(work, patient, session_id)
    form = forms.load(work, patient)
    if form is not None and form.correcting == session.id:
        forms.drop(work, patient)
    return (session_screen(work, person, session, Word("treat-left")),)


def goal(work: Work, person: Person, name: str) -> Reply:
    """What it was for, in a correction."""
    chosen = registration.one_of(Goal, name)
    return registration.fill(work, person, lambda form: replace(form, goal=chosen))


def take_goal(work: Work, person: Person, session_id: str, name: str) -> None:
    """What it was for, as answered on day 4: kept at once, there is nothing to preview."""
    patient = patient_of(person)
    session = _done(work, patient, session_id)
    told = replace(told_of(session), goal=registration.one_of(Goal, name))
    with changing(work, patient) as locked:
        correct_treatment(work.tx, locked, session, told, work.now)


def ask_course(work: Work, person: Person, session_id: str) -> Reply:
    """[Sessions planned]: what is usual, when to stop, and how many more? At home: only when the next one may be."""
    patient = patient_of(person)
    session = _latest(work, patient, _done(work, patient, session_id))
    facts = facts_of(work.tx, patient)
    treatment = next(one for one in facts.treatments if one.id == session.id)
    said: dict[str, FactValue] = {
        "left": session.sessions_left,
        "usual": usual_lines(treatment),
        "course": course_lines(work, patient, session),
    }
    back = (Tap("reg-back", "session", (session.id,)),)
    if session.setting is Setting.HOME:
        return (Say("course-home", said, (back,), How.EDIT),)
    taps = [
        Tap("treat-course-number", "course-is", (session.id, str(n)), {"number": n}) for n in range(MOST_PLANNED + 1)
    ]
    return (Say("treat-course-ask", said, (*rows(taps, 4), back), How.EDIT),)


def plan_course(work: Work, person: Person, session_id: str, number: str) -> Reply:
    """So many more sessions are planned: when the next one may be is said in time."""
    patient = patient_of(person)
    session = _latest(work, patient, _done(work, patient, session_id))
    left = number_of(number)
    if left > MOST_PLANNED or session.setting is not Setting.PROFESSIONAL:
        raise CannotDo("button-unknown")
    with changing(work, patient) as locked:
        correct_treatment(work.tx, locked, session, replace(told_of(session), sessions_left=left), work.now)
    return (session_screen(work, person, session, Word("treat-course-set", {"left": left})),)


def _latest(work: Work, patient: Patient, session: Treatment) -> Treatment:
    """The latest session of a course: the one that knows how many are left."""
    facts = facts_of(work.tx, patient)
    treatment = next(one for one in facts.treatments if one.id == session.id)
    return session_of(work, patient, standing(facts, treatment).latest.id)


def _done(work: Work, patient: Patient, session_id: str) -> Treatment:
    session = session_of(work, patient, session_id)
    if session.state is not TreatmentState.DONE:
        raise CannotDo("button-unknown")
    return session
