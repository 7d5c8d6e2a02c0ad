"""[Start]: what was entered becomes a session, and the plan runs."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from bot.care import form as forms
from bot.care.booked import day_of_booking
from bot.care.card import card
from bot.care.course import VOUCHED_AT, too_early, vouched_for, was_early
from bot.care.form import Form, Question, told_at
from bot.care.obstacles import obstacle
from bot.care.preview import session_of
from bot.care.questions import ask
from bot.care.screening import offer_taps
from bot.care.summary import CHECK_BEFORE, WEEK_BEFORE, told_by, too_late_for, when_word
from bot.care.work import Person, Work, changing, patient_of
from bot.schedules.days import local
from bot.store import answers
from bot.store.facts import facts_of
from bot.store.records import Patient, Treatment
from bot.store.states import TreatmentState
from bot.store.treatments import (
    Told,
    add_booking,
    add_treatment,
    booking_happened,
    move_booking,
    told_of,
    treatment_by_id,
    treatments_of,
)
from bot.words.message import How, Reply, Say, Tap, Word

SAME_SESSION = timedelta(hours=6)
"""Two sessions on the same area that ended closer together than this are probably one, told twice."""
BOOKED_ONE = "booked"
"""In a button: the session that was told is the booked one."""
JUST_BEGUN = timedelta(minutes=10)
"""A second tap on [Start] within this time is a double tap."""


def begin(work: Work, person: Person, sure: str = "", about: str = "") -> Reply:
    """[Start]. `sure`: yes, it is another session although it looks like one that is known; or that it is the booked
    one of the id `about`.
    """
    patient = patient_of(person)
    form = forms.load(work, patient)
    if form is None:
        return _closed(work, patient)
    if sure == BOOKED_ONE:
        form = replace(form, booking=session_of(work, patient, about).id)
    question = form.next_question(patient.zone, work.now)
    if question is not Question.SUMMARY or form.correcting is not None or obstacle(work, patient, form) is not None:
        return (ask(work, patient, form, question),)
    told = told_by(work, patient, form)
    twin = None if sure else _twin(work, patient, form, told)
    if twin is not None:
        return (_same_as(twin, told, work),)
    early_before = _early_dates(work, patient)
    with changing(work, patient) as locked:
        session = _store(work, locked, form, told)
    forms.drop(work, patient)
    early = {one: days for one, days in _early_dates(work, patient).items() if one not in {*early_before, session.id}}
    noted = tuple(_booked_too_early(about, *days) for about, days in early.items())
    if session.state is TreatmentState.BOOKED:
        said = Say("reg-booked", {"when": when_word(told)}, how=How.EDIT)
        return (said, *_before_it(work, patient, session), *noted)
    return (_started(work, patient, session, told), *noted, *card(work, person))


def _started(work: Work, patient: Patient, session: Treatment, told: Told) -> Say:
    """The plan runs. That it was early after another session is told in a line, and changes nothing."""
    started = Word("reg-started", {"when": when_word(told)})
    early = was_early(facts_of(work.tx, patient), work.house.protocol, told, session.id)
    if early is None:
        return Say(started.id, started.facts, how=How.EDIT)
    before, earliest = early
    note = Word("course-was-early", {"before": before, "earliest": earliest, "setting": told.setting.value})
    return Say("reg-noted", {"note": started, "question": note}, how=How.EDIT)


def _same_as(twin: Treatment, told: Told, work: Work) -> Say:
    """Asks about a session that looks like one that is known; a booked one may simply have taken place."""
    another = (Tap("reg-twin-another", "begin", ("sure",)),)
    if twin.state is TreatmentState.BOOKED and told.ends_at <= work.now:
        taps = ((Tap("book-is-that", "begin", (BOOKED_ONE, twin.id)),), another)
        return Say("book-was-that", {"when": when_word(told_of(twin))}, taps, How.EDIT)
    taps = (another, (Tap("reg-twin-open", "session", (twin.id,)),))
    return Say("reg-twin", {"when": when_word(told)}, taps, How.EDIT)


def _early_dates(work: Work, patient: Patient) -> dict[str, tuple[date, date]]:
    """The booked sessions that are booked too early: each with its day and the first that would be due."""
    facts = facts_of(work.tx, patient)
    found = ((one, too_early(facts, work.house.protocol, one)) for one in facts.bookings if one.ends_at > work.now)
    return {one.id: (day_of_booking(facts, one), first) for one, first in found if first is not None}


def _booked_too_early(about: str, day: date, earliest: date) -> Say:
    """That what was just told makes a booked date early."""
    taps = ((Tap("treat-move", "move", (about,)),), (Tap("book-look", "session", (about,)),))
    return Say("course-booked-early", {"day": day, "earliest": earliest}, taps)


def _store(work: Work, patient: Patient, form: Form, told: Told) -> Treatment:
    protocol = work.house.protocol
    booked = treatment_by_id(work.tx, patient, form.booking) if form.booking else None
    if booked is not None and booked.state is TreatmentState.BOOKED:
        if told.ends_at > work.now:
            move_booking(work.tx, patient, booked, told, work.now)
            _keep_vouched(work, patient, form, booked)
        else:
            booking_happened(work.tx, patient, booked, told, told_at(told.ends_at, work.now))
        return booked
    if told.ends_at > work.now:
        booked = add_booking(work.tx, patient, told, protocol, work.now)
        _keep_vouched(work, patient, form, booked)
        return booked
    return add_treatment(work.tx, patient, told, protocol, told_at(told.ends_at, work.now))


def _keep_vouched(work: Work, patient: Patient, form: Form, booked: Treatment) -> None:
    """What was said of an early date stays known: the date stands as the clinic's."""
    why = form.vouched_for(patient.zone, work.now)
    if why is not None and form.vouched_day is not None:
        choice = vouched_for(why, form.vouched_day)
        answers.record_answer(
            work.tx, patient, about=booked.id, step=VOUCHED_AT, occurrence=0, choice=choice, now=work.now
        )


def _twin(work: Work, patient: Patient, form: Form, told: Told) -> Treatment | None:
    """A session that is already known and is probably the same one."""
    day = local(told.ends_at, patient.zone).date()
    for other in treatments_of(work.tx, patient):
        booked = other.state is TreatmentState.BOOKED and local(other.ends_at, patient.zone).date() == day
        near = booked or abs(other.ends_at - told.ends_at) < SAME_SESSION
        shared = not other.areas or not told.areas or bool(other.areas & told.areas)
        if near and shared and other.id != form.booking:
            return other
    return None


def _before_it(work: Work, patient: Patient, session: Treatment) -> Reply:
    """What the steps before a session would say, where it was booked too late for them."""
    facts = facts_of(work.tx, patient)
    late = too_late_for(work, facts, session.id)
    day = local(session.ends_at, patient.zone).date()
    week = (Say("step-pre-1", {"session-day": day}),) if WEEK_BEFORE in late else ()
    # The check comes too late as a message of its own, so the reply offers it.
    check = (Say("book-check-at-once", taps=offer_taps(work, patient)),) if CHECK_BEFORE in late else ()
    return (*week, *check)


def _closed(work: Work, patient: Patient) -> Reply:
    """The form is gone: a double tap, or a button from long ago."""
    sessions = treatments_of(work.tx, patient)
    if any(work.now - one.registered_at < JUST_BEGUN for one in sessions):
        return (Say("reg-already", how=How.TOAST),)
    return (Say("reg-closed", taps=((Tap("reg-new", "new"),),)),)
