"""What a typed sentence says about a session: "just finished", "yesterday 15:00, 1.5 mm, face"."""

from __future__ import annotations

from dataclasses import replace

from bot.care import form as forms
from bot.care import whereabouts
from bot.care.beginning import begin
from bot.care.form import Form, Question
from bot.care.questions import ask
from bot.care.registration import HOME_DEEPEST, blank, home_too_deep, out_of_scope
from bot.care.work import Person, Work
from bot.schedules.days import local
from bot.schedules.protocol import Setting
from bot.schedules.typed import (
    DEEPEST,
    SHALLOWEST,
    Choices,
    Impossible,
    Sentence,
    Told,
    Unclear,
    read_depth,
    read_sentence,
    read_time,
)
from bot.store import consents
from bot.store.records import Patient
from bot.words.message import FactValue, How, Reply, Say, Tap, Word

_TEN_TIMES_LESS = 10


def typed(work: Work, person: Person, text: str) -> Reply | None:
    """Typed words as an answer to what is being asked, or as the news of a session. `None` if they are neither."""
    patient = person.patient
    if patient is None or consents.current(work.tx, patient) is None:
        return _agree_first(work, person, text)
    form = forms.load(work, patient)
    if form is not None:
        return _answer(work, person, patient, form, text)
    said = read_sentence(text, now=work.now, zone=patient.zone, language=patient.language)
    return _take(work, patient, blank(work, patient), said) if _is_news(said) else None


def typed_while_asked(work: Work, person: Person, text: str) -> Reply | None:
    """The same for a message that was edited: it counts only while something is being asked."""
    asked = person.patient is not None and forms.load(work, person.patient) is not None
    return typed(work, person, text) if asked else None


def _agree_first(work: Work, person: Person, text: str) -> Reply | None:
    """Nothing of what a stranger typed is kept: they are asked to agree, and to say it again."""
    said = read_sentence(text, now=work.now, zone=work.house.zone, language=person.language)
    return (Say("consent-first"),) if _is_news(said) else None


def _is_news(said: Sentence) -> bool:
    """Whether words that nobody asked for tell of a session. "An hour ago at the gym, and my face is red" does not."""
    if said.when is None:
        return False
    more = bool(said.areas or said.setting or said.depth_mm is not None or said.depth_unknown or said.just_now)
    return said.treatment or said.depth_mm is not None or (said.bare and more)


def _answer(work: Work, person: Person, patient: Patient, form: Form, text: str) -> Reply | None:
    question = forms.asked(work, patient)
    said = read_sentence(text, now=work.now, zone=patient.zone, language=patient.language)
    if _is_news(said):
        return _take(work, patient, form, said)
    match question:
        case Question.PLACE if said.yes or said.nothing:
            return whereabouts.confirm(work, person) if said.yes else whereabouts.other(work, person)
        case Question.PLACE:
            place = whereabouts.read_place(work, person, text)
            return place or (_take(work, patient, form, said) if said.when is not None else None)
        case Question.NUMBER:
            return whereabouts.read_number(work, person, text)
        case Question.WHEN:
            return _take(work, patient, form, said) if said.when is not None else None
        case Question.TIME:
            day = form.day or local(work.now, patient.zone).date()
            when = read_time(text, day=day, now=work.now, zone=patient.zone, language=patient.language)
            return _take(work, patient, form, replace(said, when=when)) if when is not None else None
        case Question.AREAS:
            return _take(work, patient, form, replace(said, when=None)) if said.areas else None
        case Question.DEPTH | Question.SETTING:
            bare = said.depth_mm if said.depth_mm is not None else read_depth(text)
            useful = bare is not None or said.depth_unknown or said.setting or said.radiofrequency
            return _take(work, patient, form, replace(said, when=None, depth_mm=bare)) if useful else None
        case Question.MODIFIERS if said.nothing:
            return _ask_next(work, patient, replace(form, modifiers_told=True))
        case Question.MODIFIERS if said.modifiers:
            return _take(work, patient, form, replace(said, when=None))
        case Question.SUMMARY if said.yes and form.correcting is None:
            return begin(work, person)
        case _:
            return None


def _take(work: Work, patient: Patient, form: Form, said: Sentence) -> Reply:
    """Fills in what was said. What cannot be is asked back, the rest of the sentence is kept."""
    form = replace(form, areas=said.areas or form.areas, setting=said.setting or form.setting)
    form = replace(form, modifiers=form.modifiers | said.modifiers)
    if said.depth_unknown:
        form = replace(form, depth_mm=None, depth_told=True)
    too_deep = _depth_problem(form, said.depth_mm)
    if said.depth_mm is not None and too_deep is None:
        form = replace(form, depth_mm=said.depth_mm, depth_told=True)
    if isinstance(said.when, Told):
        form = form.ended(said.when, patient.zone)
    forms.keep(work, patient, form)
    if said.radiofrequency:
        return out_of_scope(How.NEW)
    if said.when is not None and not isinstance(said.when, Told):
        return _which(work, patient, form, said.when)
    return too_deep or _ask_next(work, patient, form)


def _ask_next(work: Work, patient: Patient, form: Form) -> Reply:
    return (ask(work, patient, form, forms.keep(work, patient, form), how=How.NEW),)


def _depth_problem(form: Form, depth_mm: float | None) -> Reply | None:
    """Why a length cannot be: longer than any needle there are words for, or too long for home."""
    if depth_mm is None:
        return None
    if depth_mm > DEEPEST or depth_mm < SHALLOWEST:
        meant = round(depth_mm / _TEN_TIMES_LESS, 2)
        facts = {"depth": f"{depth_mm:g}", "meant": f"{meant:g}"}
        other = Tap("reg-depth-other", "ask", ("depth",))
        if SHALLOWEST <= meant <= DEEPEST and depth_mm > DEEPEST:
            yes = Tap("reg-depth-meant", "depth-mm", (f"{meant:g}",), {"meant": f"{meant:g}"})
            return (Say("reg-depth-did-you-mean", facts, ((yes,), (other,))),)
        return (Say("reg-depth-out-of-bounds", facts, ((other,),)),)
    if form.setting is Setting.HOME and depth_mm > HOME_DEEPEST:
        return home_too_deep(How.NEW)
    return None


def _which(work: Work, patient: Patient, form: Form, when: Choices | Impossible | Unclear) -> Reply:
    """A day that can be read in several ways, or in none."""
    match when:
        case Choices(options):
            taps = tuple((_reading(one, patient.zone),) for one in options)
            return (Say("reg-which", taps=taps),)
        case Impossible(problem):
            return (ask(work, patient, form, Question.WHEN, how=How.NEW, note=Word(f"reg-{problem}")),)
        case Unclear():
            return (ask(work, patient, form, Question.WHEN, how=How.NEW, note=Word("reg-unclear")),)


def _reading(told: Told, zone: str) -> Tap:
    wall = local(told.at, zone)
    facts: dict[str, FactValue] = {"day": wall.date(), "time": wall.time()}
    if told.exact:
        return Tap("reg-which-exact", "ended", (f"{wall:%Y%m%dT%H%M}",), facts)
    return Tap("reg-which-day", "ended-on", (f"{wall:%Y%m%d}",), facts)
