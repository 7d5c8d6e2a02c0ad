"""Going through what speaks against a session: six short pages before the first one, three before each later one.

What is ticked waits in a draft until the last page; then it is kept, in place of earlier answers, and the plan follows
it. Where the host has chosen lists (`Triage.LIST`), the list is only shown: nothing is asked and nothing is kept.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import wraps
from typing import Concatenate, ParamSpec

from bot.care.card import card_again
from bot.care.pages import number_of
from bot.care.screening_screens import Form, choice_screen, page_screen, result_screen
from bot.care.who_should_wait import LIST, list_page
from bot.care.work import Person, Triage, Work, changing, patient_of
from bot.errors import CannotDo
from bot.schedules.screening import NOT_SURE, Item, Point, answered, known_points
from bot.store import drafts, screenings
from bot.store.records import Patient
from bot.store.states import TreatmentState
from bot.store.treatments import treatments_of
from bot.words.message import How, Reply, Say, Tap

KIND = "screening"
"""The kind of draft in which ticks wait."""

OPENS = "go-through"
"""The answer to the check two days before a session that opens the list."""

_P = ParamSpec("_P")
_UseCase = Callable[Concatenate[Work, Person, _P], Reply]


@dataclass(frozen=True, slots=True)
class _Filling:
    """A screening that somebody goes through."""

    form: Form
    seen: int
    """The furthest page that was shown: nobody gets to the result past a page."""
    points: frozenset[Point]


def _asked_only_if_graded(use_case: _UseCase[_P]) -> _UseCase[_P]:
    """Where only lists are shown, every way in leads to the list."""

    @wraps(use_case)
    def guarded(work: Work, person: Person, /, *args: _P.args, **kwargs: _P.kwargs) -> Reply:
        if work.house.triage is Triage.LIST:
            return (list_page(LIST[0], How.NEW),)
        return use_case(work, person, *args, **kwargs)

    return guarded


def offer_taps(work: Work, patient: Patient) -> tuple[tuple[Tap, ...], ...]:
    """[Go through the list], for under any message about a session to come."""
    return ((Tap("screening-tap-open", "screen", (_fitting(work, patient).value,)),),)


def offered_to(work: Work, person: Person) -> bool:
    """Whether the list can be gone through by this person, not only read."""
    return person.patient is not None and work.house.triage is not Triage.LIST


@_asked_only_if_graded
def entry(work: Work, person: Person) -> Reply:
    """[Should I have it?]: the result of the last time with a way to change it, or the first page."""
    patient = patient_of(person)
    kept = screenings.last(work.tx, patient)
    if kept is None:
        return open_list(work, person, Form.LONG.value, "here")
    return (result_screen(work, patient, screenings.points_of(kept), kept.at, How.EDIT),)


@_asked_only_if_graded
def open_list(work: Work, person: Person, form: str = "", here: str = "") -> Reply:
    """The first page, with what is known ticked. `form`: empty for the one that fits. `here`: in place."""
    patient = patient_of(person)
    chosen = _form(form) if form else _fitting(work, patient)
    filling = replace(_filling(work, patient, chosen), seen=1)
    return (_show(work, patient, filling, 1, How.EDIT if here else How.NEW),)


@_asked_only_if_graded
def page(work: Work, person: Person, form: str, number: str) -> Reply:
    """[None of these], [Go on], [Back]: another page, the next unseen one at most."""
    patient = patient_of(person)
    filling = _filling(work, patient, _form(form))
    wanted = min(max(number_of(number), 1), filling.seen + 1, filling.form.pages)
    return (_show(work, patient, replace(filling, seen=max(wanted, filling.seen)), wanted, How.EDIT),)


@_asked_only_if_graded
def tick(work: Work, person: Person, form: str, item_id: str) -> Reply:
    """A point was tapped: it applies, is not sure, or neither any more. One with several options asks which."""
    patient = patient_of(person)
    filling, item = _filling(work, patient, _form(form)), _item(work, _form(form), item_id)
    if len(item.options) > 1:
        return (choice_screen(filling.form, item, filling.points),)
    ticked = any(one.item == item.id for one in filling.points)
    points = answered(item, filling.points, NOT_SURE if ticked else item.options[0].id)
    return _again(work, patient, replace(filling, points=points), item)


@_asked_only_if_graded
def choose(work: Work, person: Person, form: str, item_id: str, option: str = "") -> Reply:
    """One of several options, or "not sure"; none: it does not apply."""
    patient = patient_of(person)
    filling, item = _filling(work, patient, _form(form)), _item(work, _form(form), item_id)
    if option and item.level(option) is None:
        raise CannotDo("button-unknown")
    without = frozenset(one for one in filling.points if one.item != item.id)
    points = answered(item, filling.points, option) if option else without
    return _again(work, patient, replace(filling, points=points), item)


@_asked_only_if_graded
def done(work: Work, person: Person, form: str) -> Reply:
    """The last page: the answers are kept, the plan follows them, and this is what they come to."""
    patient = patient_of(person)
    kept = screenings.last(work.tx, patient)
    if drafts.get(work.tx, patient, KIND) is None and kept is not None:
        return (result_screen(work, patient, screenings.points_of(kept), kept.at, How.EDIT),)
    filling = _filling(work, patient, _form(form))
    if filling.seen < filling.form.pages:
        return (_show(work, patient, replace(filling, seen=filling.seen + 1), filling.seen + 1, How.EDIT),)
    with changing(work, patient) as locked:
        screenings.keep(work.tx, locked, filling.points, work.now)
    drafts.delete(work.tx, patient, KIND)
    return (result_screen(work, patient, filling.points, work.now, How.EDIT), *card_again(work, person))


def clear(work: Work, person: Person) -> Reply:
    """[Delete these answers]: also half given ones."""
    patient = patient_of(person)
    drafts.delete(work.tx, patient, KIND)
    with changing(work, patient) as locked:
        screenings.clear(work.tx, locked, work.now)
    return (Say("screening-cleared", how=How.EDIT), *card_again(work, person))


def _fitting(work: Work, patient: Patient) -> Form:
    """The short form is for who has had a session and gone through the whole list before."""
    treated = treatments_of(work.tx, patient, TreatmentState.DONE)
    return Form.SHORT if treated and screenings.last(work.tx, patient) is not None else Form.LONG


def _filling(work: Work, patient: Patient, form: Form) -> _Filling:
    """The screening that is being filled in; else a new one with what is known ticked."""
    draft = drafts.get(work.tx, patient, KIND)
    if draft is None:
        return _Filling(form, 0, _known(work, patient))
    points = frozenset(Point(*text.split("/", 1)) for text in draft.known["points"])
    seen: int = draft.known["seen"] if draft.step == form else 0
    return _Filling(form, seen, points)


def _known(work: Work, patient: Patient) -> frozenset[Point]:
    """What was answered the last time; else what registering treatments has told."""
    kept = screenings.last(work.tx, patient)
    if kept is not None:
        return screenings.points_of(kept)
    modifiers = {one for session in treatments_of(work.tx, patient) for one in session.modifiers}
    return frozenset(known_points(work.house.protocol.screening, modifiers))


def _again(work: Work, patient: Patient, filling: _Filling, item: Item) -> Reply:
    """The page on which an item stands, with its new tick."""
    at = filling.form.page_of(item) or 1
    return (_show(work, patient, replace(filling, seen=max(filling.seen, 1)), at, How.EDIT),)


def _show(work: Work, patient: Patient, filling: _Filling, number: int, how: How) -> Say:
    """Keeps what is ticked so far and shows a page."""
    known = {"seen": filling.seen, "points": sorted(map(str, filling.points))}
    drafts.put(work.tx, patient, KIND, step=filling.form.value, known=known, now=work.now)
    items = work.house.protocol.screening
    told = number == 1 and bool(_known(work, patient))
    return page_screen(items, filling.form, number, filling.points, known=told, how=how)


def _form(form: str) -> Form:
    if form not in set(Form):
        raise CannotDo("button-unknown")
    return Form(form)


def _item(work: Work, form: Form, item_id: str) -> Item:
    """The item of this id, if the form asks about it."""
    found = (one for one in work.house.protocol.screening if one.id == item_id and form.page_of(one) is not None)
    item = next(found, None)
    if item is None:
        raise CannotDo("button-unknown")
    return item
