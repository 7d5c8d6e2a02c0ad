"""/start, and the agreement that comes before everything: nothing about health is stored without it."""

from __future__ import annotations

from dataclasses import replace
from hashlib import sha256

from bot.care import form as forms
from bot.care.form import Form, Question
from bot.care.pausing import come_back, next_word
from bot.care.questions import ask, needs_number
from bot.care.whereabouts import guess_by_language
from bot.care.work import Person, Work, reader_of
from bot.store import consents, patients
from bot.store.states import PatientState
from bot.store.treatments import treatments_of
from bot.words.message import How, Reply, Say, Tap

TEXT_VERSION = "1"
"""Raised whenever what is agreed to changes, in any language."""

_AGREE = (Tap("consent-agree", "agree"),)
_NO = Tap("consent-no", "decline")
_SHORT = (_AGREE, (Tap("consent-more", "consent", ("more",)), _NO))
_LONG = (_AGREE, (Tap("consent-less", "consent", ("less",)), _NO))
_RUNNING = (
    (Tap("start-tap-today", "today"), Tap("start-tap-can", "can")),
    (Tap("start-tap-plan", "plan"), Tap("start-tap-session", "new")),
)


def start(work: Work, person: Person, payload: str = "") -> Reply:
    """/start: who I am and what is kept; for somebody known, what is running and what they can do."""
    del payload  # what follows `t.me/<bot>?start=` will be for invitations
    patient = person.patient
    if patient is None or consents.current(work.tx, patient) is None:
        return (Say("consent", taps=_SHORT),)
    if patient.state is PatientState.STOPPED:
        return tuple(replace(say, how=How.NEW) for say in come_back(work, person))
    form = forms.load(work, patient)
    if form is None and treatments_of(work.tx, patient):
        return (Say("start-running", {"next": next_word(work, patient)}, _RUNNING),)
    form = form or Form(number_known=not needs_number(work, patient.country))
    return (ask(work, patient, form, forms.keep(work, patient, form), how=How.NEW),)


def text(work: Work, person: Person, which: str) -> Reply:
    """[Read more], and back, in place."""
    del work, person
    if which == "more":
        return (Say("consent-long", taps=_LONG, how=How.EDIT),)
    return (Say("consent", taps=_SHORT, how=How.EDIT),)


def decline(work: Work, person: Person) -> Reply:
    """[No]: nothing was kept, and nothing is."""
    del work, person
    return (Say("consent-declined", how=How.EDIT),)


def agree(work: Work, person: Person) -> Reply:
    """[I am 18 or over and I agree]: from here on something may be kept, and the first question is asked.

    Tapped again, it asks what is asked anyway; nobody agrees twice.
    """
    patient = person.patient
    if patient is not None and consents.current(work.tx, patient) is not None:
        return start(work, person)
    if patient is None:
        patient = patients.create_patient(
            work.tx,
            telegram_id=person.telegram_id,
            chat_id=person.chat_id,
            language=person.language,
            zone=work.house.zone,
            country=work.house.country,
            now=work.now,
        )
    shown = work.house.book.say("consent", {}, reader_of(work, person, None))
    consents.give(
        work.tx,
        patient,
        text_version=TEXT_VERSION,
        text_hash=sha256(shown.encode()).hexdigest(),
        language=person.language,
        update_id=person.update_id,
        now=work.now,
    )
    form = Form(number_known=not needs_number(work, patient.country))
    question = forms.keep(work, patient, form)
    asked = ask(work, patient, form, question, how=How.NEW)
    guess = guess_by_language(person, patient.country, work.now)
    if question is Question.PLACE:
        asked = replace(asked, taps=(*asked.taps[:1], guess, *asked.taps[1:]))
    return (Say("consent-given", how=How.EDIT, worry=False), asked)
