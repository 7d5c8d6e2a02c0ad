"""Registering a session, tap by tap: when, where, who and how deep, what applies, and [Start]."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, time
from enum import StrEnum
from typing import TypeVar

from bot.care import form as forms
from bot.care import month
from bot.care.course import Vouched
from bot.care.form import Form, Question
from bot.care.obstacles import at_home
from bot.care.questions import AREA_SETS, CLINIC_DEPTHS, HOME_DEPTHS, ask
from bot.care.work import Person, Work, patient_of
from bot.errors import CannotDo
from bot.schedules.days import is_in_gap, later_of_fold, local
from bot.schedules.protocol import Area, Modifier, Setting
from bot.schedules.typed import DEEPEST, SHALLOWEST, check
from bot.store.facts import facts_of
from bot.store.records import Patient
from bot.store.states import TreatmentState
from bot.store.treatments import told_of, treatments_of
from bot.words.message import How, Reply, Say, Tap

_Value = TypeVar("_Value")
_Member = TypeVar("_Member", bound=StrEnum)

HOME_DEEPEST = 0.5
"""Needle length in mm that may be used at home. Clinical evidence, section 2.2 and F73."""


def new(work: Work, person: Person) -> Reply:
    """A session to be told: for somebody who told of one before, who they are is not asked again."""
    patient = patient_of(person)
    form = blank(work, patient)
    return (ask(work, patient, form, forms.keep(work, patient, form), how=How.NEW),)


def blank(work: Work, patient: Patient) -> Form:
    """An empty form: as the last session was told, or as far as the one that is being filled in knows the person."""
    known = treatments_of(work.tx, patient, *TreatmentState)
    done = [one for one in known if one.state is TreatmentState.DONE]
    if done:
        return forms.like(told_of(done[-1]))
    if known:  # booked, or deleted: where they are was told with it
        return Form(place_known=True, number_known=True)
    form = forms.load(work, patient)
    return Form(place_known=form.place_known, number_known=form.number_known) if form else Form()


def ask_again(work: Work, person: Person, question: str) -> Reply:
    """[Back] and [Change]: one of the screens again."""
    patient = patient_of(person)
    form = forms.being_filled(work, patient)
    wanted = one_of(Question, question)
    asking = forms.keep(work, patient, form, asking=None if wanted is Question.SUMMARY else wanted)
    return (ask(work, patient, form, asking),)


def earlier_month(work: Work, person: Person, year_month: str) -> Reply:
    """[Another day]: a month to pick the day from."""
    return _calendar(work, person, year_month, ahead=False)


def coming_month(work: Work, person: Person, year_month: str) -> Reply:
    """[It is still to come]: the same, ahead."""
    return _calendar(work, person, year_month, ahead=True)


def later_day(work: Work, person: Person, year_month: str) -> Reply:
    """[Choose a later day]: the month of the first day that can be, ahead. A date can be typed as well."""
    patient = patient_of(person)
    form = forms.being_filled(work, patient)
    forms.keep(work, patient, replace(form, day=None, at=None, instant=None, time_unknown=False))
    return _calendar(work, person, year_month, ahead=True)


def vouch(work: Work, person: Person, why: str) -> Reply:
    """[My clinic set this date] or [It is for another area]: it may be kept, and is noted as that."""
    patient = patient_of(person)
    form = forms.being_filled(work, patient)
    vouched, ends_at = one_of(Vouched, why), form.ends_at(patient.zone, work.now)
    if ends_at is None or (vouched is Vouched.CLINIC and at_home(facts_of(work.tx, patient))):
        raise CannotDo("button-unknown")
    day = local(ends_at, patient.zone).date()
    return fill(work, person, lambda form: replace(form, vouched=vouched, vouched_day=day))


def ended(work: Work, person: Person, code: str) -> Reply:
    """A day and time, `20260322T1430` on the clocks of the person's zone, or `now`."""
    if code == "now":
        at = work.now.astimezone(UTC).replace(second=0, microsecond=0)
        return fill(work, person, lambda form: replace(form, instant=at, day=None, at=None, time_unknown=False))
    wall = _read(code, "%Y%m%dT%H%M")
    zone = patient_of(person).zone
    if not is_in_gap(wall, zone):
        _within_limits(later_of_fold(wall, zone), work.now, zone)
    return fill(
        work,
        person,
        lambda form: replace(form, day=wall.date(), at=wall.time(), time_unknown=False, instant=None),
    )


def ended_on(work: Work, person: Person, code: str) -> Reply:
    """A day, `20260322`: its time is asked next, where it still matters."""
    day = _day(work, person, code)
    return fill(work, person, lambda form: replace(form, day=day, at=None, time_unknown=False, instant=None))


def time_unknown(work: Work, person: Person, code: str) -> Reply:
    """[I do not know]: the latest that the day allows."""
    day = _day(work, person, code)
    return fill(work, person, lambda form: replace(form, day=day, at=None, time_unknown=True, instant=None))


def areas(work: Work, person: Person, name: str) -> Reply:
    """One of the usual sets of areas."""
    chosen = _of(dict(AREA_SETS), name)
    return fill(work, person, lambda form: replace(form, areas=chosen, several=False))


def several_areas(work: Work, person: Person) -> Reply:
    """[Several]: they are ticked one by one."""
    return fill(work, person, lambda form: replace(form, several=True))


def area(work: Work, person: Person, name: str) -> Reply:
    """Ticks or unticks one area."""
    one = one_of(Area, name)
    return fill(work, person, lambda form: replace(form, areas=form.areas ^ {one}, several=True))


def areas_done(work: Work, person: Person) -> Reply:
    """[Done]: with none ticked the question stays."""
    return fill(work, person, lambda form: replace(form, several=not form.areas))


def by(work: Work, person: Person, setting: str) -> Reply:
    """Who did it. At home the length is asked again: other needles are used there."""
    who = one_of(Setting, setting)
    form = forms.being_filled(work, patient_of(person))
    if who is Setting.HOME and form.depth_told and form.depth_mm is not None and form.depth_mm > HOME_DEEPEST:
        return home_too_deep()
    return fill(work, person, lambda form: replace(form, setting=who))


def depth(work: Work, person: Person, code: str) -> Reply:
    """How deep the clinic went, or that nobody knows."""
    length = _of(dict(CLINIC_DEPTHS), code)
    return fill(
        work, person, lambda form: replace(form, depth_mm=length, depth_told=True, setting=Setting.PROFESSIONAL)
    )


def home_depth(work: Work, person: Person, code: str) -> Reply:
    """How deep it was at home."""
    length = _of(dict(HOME_DEPTHS), code)
    if length is not None and length > HOME_DEEPEST:
        forms.being_filled(work, patient_of(person))
        return home_too_deep()
    return fill(work, person, lambda form: replace(form, depth_mm=length, depth_told=True, setting=Setting.HOME))


def exact_depth(work: Work, person: Person, code: str) -> Reply:
    """[Yes, 0.3 mm]: the length that was meant by a typed one."""
    try:
        length = float(code)
    except ValueError:
        raise CannotDo("button-unknown") from None
    if not SHALLOWEST <= length <= DEEPEST:
        raise CannotDo("button-unknown")
    return fill(work, person, lambda form: replace(form, depth_mm=length, depth_told=True))


def radiofrequency(work: Work, person: Person) -> Reply:
    """[Radiofrequency, or not sure]: out of scope, said kindly, with the way back."""
    forms.being_filled(work, patient_of(person))
    return out_of_scope(How.EDIT)


def applies(work: Work, person: Person, name: str) -> Reply:
    """Ticks or unticks one thing that applies."""
    one = one_of(Modifier, name)
    return fill(work, person, lambda form: replace(form, modifiers=form.modifiers ^ {one}, modifiers_told=False))


def applies_none(work: Work, person: Person) -> Reply:
    """[None]."""
    return fill(work, person, lambda form: replace(form, modifiers=frozenset(), modifiers_told=True))


def applies_done(work: Work, person: Person) -> Reply:
    """[Done] with what is ticked."""
    return fill(work, person, lambda form: replace(form, modifiers_told=True))


def change(work: Work, person: Person) -> Reply:
    """[Change] on the last screen, and [Correct] on a session: which answer?"""
    patient = patient_of(person)
    form = forms.being_filled(work, patient)
    questions = [Question.WHEN, Question.AREAS, Question.DEPTH, Question.MODIFIERS, Question.PLACE]
    if form.correcting is not None:
        questions[-1] = Question.GOAL
    elif form.is_booking(patient.zone, work.now):
        questions = [Question.WHEN, Question.PLACE]
    taps = tuple((Tap(f"reg-change-{one}", "ask", (one.value,)),) for one in questions)
    back = Tap("reg-back", "leave", (form.correcting,)) if form.correcting else Tap("reg-back", "ask", ("summary",))
    return (Say("reg-change-what", taps=(*taps, (back,)), how=How.EDIT),)


def home_too_deep(how: How = How.EDIT) -> Reply:
    """Longer needles than 0.5 mm are not for home use: no plan, but what to do now."""
    return (Say("reg-home-too-deep", taps=((Tap("reg-back", "ask", ("depth",)),),), how=how),)


def out_of_scope(how: How) -> Reply:
    """Needling with radio waves heals in another way: this is not for it."""
    return (Say("reg-rf", taps=((Tap("reg-back", "ask", ("depth",)),),), how=how),)


def fill(work: Work, person: Person, change: Callable[[Form], Form]) -> Reply:
    """Writes one answer into the form and asks what is missing next, in place of the screen that was tapped."""
    patient = patient_of(person)
    form = change(forms.being_filled(work, patient))
    return (ask(work, patient, form, forms.keep(work, patient, form)),)


def _calendar(work: Work, person: Person, year_month: str, *, ahead: bool) -> Reply:
    patient = patient_of(person)
    forms.being_filled(work, patient)
    shown = month.grid(local(work.now, patient.zone).date(), month.read_month(year_month), ahead=ahead)
    return (Say("reg-month-ahead" if ahead else "reg-month", taps=shown, how=How.EDIT),)


def _day(work: Work, person: Person, code: str) -> date:
    """A day out of a button. `CannotDo` for one that has fallen out of the limits since."""
    day = _read(code, "%Y%m%d").date()
    zone = patient_of(person).zone
    _within_limits(later_of_fold(datetime.combine(day, time(12)), zone), work.now, zone)
    return day


def _within_limits(at: datetime, now: datetime, zone: str) -> None:
    problem = check(at, now=now, zone=zone)
    if problem is not None:
        raise CannotDo(f"reg-{problem}")


def _read(code: str, pattern: str) -> datetime:
    try:
        return datetime.strptime(code, pattern)  # noqa: DTZ007 - a wall-clock time; its zone is the person's
    except ValueError:
        raise CannotDo("button-unknown") from None


def _of(choices: Mapping[str, _Value], code: str) -> _Value:
    if code not in choices:
        raise CannotDo("button-unknown")
    return choices[code]


def one_of(kind: type[_Member], value: str) -> _Member:
    try:
        return kind(value)
    except ValueError:
        raise CannotDo("button-unknown") from None
