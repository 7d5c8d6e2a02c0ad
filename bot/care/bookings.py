"""A booked session: the check before it, "Done?" at its end, moving it, and that it did not take place."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC

from bot.care import form as forms
from bot.care import registration, screening
from bot.care.corrections import take_goal
from bot.care.form import Form, Question
from bot.care.pages import number_of
from bot.care.preview import session_of
from bot.care.questions import ask
from bot.care.summary import when_word
from bot.care.treatments import session_screen
from bot.care.work import Person, Work, changing, patient_of
from bot.errors import CannotDo
from bot.schedules.days import local
from bot.schedules.timing import ON_TIME
from bot.store import answers
from bot.store.facts import facts_of
from bot.store.records import Patient, Treatment
from bot.store.states import TreatmentState
from bot.store.treatments import booking_did_not_happen, can_undo, told_of
from bot.words.message import How, Reply, Say, Tap, Word

GOAL = "goal-"


def answer_before(work: Work, person: Person, about: str, step: str, occurrence: str, choice: str) -> Reply:
    """The check two days before: the answer is kept, and says what to do about it. [Go through the list] opens it."""
    patient = patient_of(person)
    if choice not in work.house.protocol.step(step).answers:
        raise CannotDo("button-unknown")
    session = session_of(work, patient, about)
    _record(work, patient, session, step, occurrence, choice)
    if choice == screening.OPENS:
        return screening.open_list(work, person)
    word = "reply-none-apply" if choice == "none-apply" else f"reply-{choice}-{step.lower()}"
    return (Say(word, taps=screening.offer_taps(work, patient)),)


def answer_done(work: Work, person: Person, about: str, step: str, occurrence: str, choice: str) -> Reply:
    """ "How did it go?" at the planned end. Nothing of the protocol starts before the form is complete."""
    patient = patient_of(person)
    session = session_of(work, patient, about)
    if session.state is not TreatmentState.BOOKED:
        return (session_screen(work, person, session, Word("treat-settled-before")),)
    if session.ends_at > work.now:  # the question was about the date before it moved
        return (session_screen(work, person, session, Word("book-has-moved")),)
    match choice:
        case "just-finished" if work.now - session.ends_at <= ON_TIME:
            at = work.now.astimezone(UTC).replace(second=0, microsecond=0)
            return _go_on(work, patient, replace(_settled(work, patient, session), instant=at, day=None))
        case "just-finished":  # said too long after to be so: the times would be counted from the wrong hour
            note = Word("book-some-time-ago", {"when": when_word(told_of(session))})
            return _go_on(work, patient, _settled(work, patient, session), note=note)
        case "ended-at":
            return _go_on(work, patient, _settled(work, patient, session))
        case "did-not-happen":
            _record(work, patient, session, step, occurrence, choice)
            return _did_not_happen(work, patient, session)
    raise CannotDo("button-unknown")


def answer_goal(work: Work, person: Person, about: str, step: str, occurrence: str, choice: str) -> Reply:
    """What the treatment was for, asked on day 4."""
    patient = patient_of(person)
    session = session_of(work, patient, about)
    take_goal(work, person, about, choice.removeprefix(GOAL))
    _record(work, patient, session, step, occurrence, choice)
    return (Say("reply-goal"),)


def took_place(work: Work, person: Person, session_id: str) -> Reply:
    """[It took place]: when did it end?"""
    patient = patient_of(person)
    session = _booked(work, patient, session_id)
    return _go_on(work, patient, _settled(work, patient, session), How.EDIT)


def move(work: Work, person: Person, session_id: str) -> Reply:
    """[Move it]: another day, on the calendar ahead."""
    patient = patient_of(person)
    session = _booked(work, patient, session_id)
    forms.keep(work, patient, _form(work, patient, session))
    return registration.coming_month(work, person, f"{local(work.now, patient.zone):%Y%m}")


def not_happened(work: Work, person: Person, session_id: str) -> Reply:
    """[It did not happen], or it will not."""
    patient = patient_of(person)
    return _did_not_happen(work, patient, _booked(work, patient, session_id))


def _did_not_happen(work: Work, patient: Patient, session: Treatment) -> Reply:
    with changing(work, patient) as locked:
        booking_did_not_happen(work.tx, locked, session, work.now)
    forms.drop_about(work, patient, session.id)
    undo = (Tap("treat-undo", "undo", (session.id,)),) if can_undo(session, work.now) else ()
    return (Say("reply-did-not-happen", taps=((*undo, Tap("treat-new-date", "new")),)),)


def _form(work: Work, patient: Patient, session: Treatment) -> Form:
    """Who the person is, is known from an earlier session; where and how deep is asked."""
    return replace(registration.blank(work, patient), place_known=True, number_known=True, booking=session.id)


def _settled(work: Work, patient: Patient, session: Treatment) -> Form:
    """The form of a session that took place, on the day for which it was booked; on today, if that is still to come."""
    day = min(local(session.ends_at, patient.zone).date(), local(work.now, patient.zone).date())
    return replace(_form(work, patient, session), settling=True, day=day)


def _go_on(work: Work, patient: Patient, form: Form, how: How = How.NEW, note: Word | None = None) -> Reply:
    question: Question = forms.keep(work, patient, form)
    return (ask(work, patient, form, question, how=how, note=note),)


def _booked(work: Work, patient: Patient, session_id: str) -> Treatment:
    session = session_of(work, patient, session_id)
    if session.state is not TreatmentState.BOOKED:
        raise CannotDo("button-unknown")
    return session


def _record(work: Work, patient: Patient, session: Treatment, step: str, occurrence: str, choice: str) -> None:
    """Keeps an answer to a message that this person really got. `CannotDo` for any other."""
    number = number_of(occurrence)
    said = facts_of(work.tx, patient).said
    if not any((one.about, one.step, one.occurrence) == (session.id, step, number) for one in said):
        raise CannotDo("button-unknown")
    with changing(work, patient) as locked:
        answers.record_answer(
            work.tx, locked, about=session.id, step=step, occurrence=number, choice=choice, now=work.now
        )
