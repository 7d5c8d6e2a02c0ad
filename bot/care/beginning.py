"""[Start]: what was entered becomes a session, and the plan runs."""

from __future__ import annotations

from datetime import timedelta

from bot.care import form as forms
from bot.care.card import card
from bot.care.form import Form, Question, told_at
from bot.care.questions import ask
from bot.care.summary import when_word
from bot.care.work import Person, Work, changing, patient_of
from bot.schedules.facts import PatientFacts
from bot.schedules.plan import Reason
from bot.schedules.planner import plan
from bot.store.facts import facts_of
from bot.store.records import Patient, Treatment
from bot.store.states import TreatmentState
from bot.store.treatments import (
    Told,
    add_booking,
    add_treatment,
    booking_happened,
    correct_treatment,
    treatment_by_id,
    treatments_of,
)
from bot.words.message import How, Reply, Say, Tap

SAME_SESSION = timedelta(hours=6)
"""Two sessions on the same area that ended closer together than this are probably one, told twice."""
JUST_BEGUN = timedelta(minutes=10)
"""A second tap on [Start] within this time is a double tap."""


def begin(work: Work, person: Person, sure: str = "") -> Reply:
    """[Start]. `sure`: yes, it is another session although it looks like one that is known."""
    patient = patient_of(person)
    form = forms.load(work, patient)
    if form is None:
        return _closed(work, patient)
    question = form.next_question(patient.zone, work.now)
    if question is not Question.SUMMARY or form.correcting is not None:
        return (ask(work, patient, form, question),)
    told = form.told(patient.zone, work.now)
    twin = None if sure else _twin(work, patient, form, told)
    if twin is not None:
        taps = ((Tap("reg-twin-another", "begin", ("sure",)),), (Tap("reg-twin-open", "session", (twin.id,)),))
        return (Say("reg-twin", {"when": when_word(told)}, taps, How.EDIT),)
    with changing(work, patient) as locked:
        session = _store(work, locked, form, told)
    forms.drop(work, patient)
    if session.state is TreatmentState.BOOKED:
        return (Say("reg-booked", {"when": when_word(told)}, how=How.EDIT), *_before_it(work, patient, session))
    return (Say("reg-started", {"when": when_word(told)}, how=How.EDIT), *card(work, person))


def _store(work: Work, patient: Patient, form: Form, told: Told) -> Treatment:
    protocol = work.house.protocol
    booked = treatment_by_id(work.tx, patient, form.booking) if form.booking else None
    if booked is not None and booked.state is TreatmentState.BOOKED:
        if told.ends_at > work.now:
            correct_treatment(work.tx, patient, booked, told, work.now)
        else:
            booking_happened(work.tx, patient, booked, told, work.now)
        return booked
    if told.ends_at > work.now:
        return add_booking(work.tx, patient, told, protocol, work.now)
    return add_treatment(work.tx, patient, told, protocol, told_at(told.ends_at, work.now))


def _twin(work: Work, patient: Patient, form: Form, told: Told) -> Treatment | None:
    """A session that is already known and is probably the same one."""
    for other in treatments_of(work.tx, patient):
        near = abs(other.ends_at - told.ends_at) < SAME_SESSION
        shared = not other.areas or not told.areas or bool(other.areas & told.areas)
        if near and shared and other.id != form.booking:
            return other
    return None


def _before_it(work: Work, patient: Patient, session: Treatment) -> Reply:
    """What PRE-1 would say, when the session was booked too late for it."""
    facts = facts_of(work.tx, patient)
    return (Say("step-pre-1", {"session": session.ends_at}),) if _booked_late(work, facts, session.id) else ()


def _booked_late(work: Work, facts: PatientFacts, about: str) -> bool:
    skipped = plan(facts, work.house.protocol, work.now).skipped
    return any((one.about, one.step, one.reason) == (about, "PRE-1", Reason.BOOKED_LATE) for one in skipped)


def _closed(work: Work, patient: Patient) -> Reply:
    """The form is gone: a double tap, or a button from long ago."""
    sessions = treatments_of(work.tx, patient)
    if any(work.now - one.registered_at < JUST_BEGUN for one in sessions):
        return (Say("reg-already", how=How.TOAST),)
    return (Say("reg-closed", taps=((Tap("reg-new", "new"),),)),)
