"""Typed words that lead to a screen, or do what a button does: "pause", "delete my data", "I moved to Spain".

What closes a worry or erases something is asked back; only the exact label of a button does what the button does.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from bot.care import concerns, leaving, pausing, place
from bot.care import form as forms
from bot.care.remarks import remarks
from bot.care.who_should_wait import LIST, list_page
from bot.care.work import Person, Work, patient_of, reader_of
from bot.schedules.asked import TALK, About, Heard, plain_words
from bot.store.facts import facts_of
from bot.store.treatments import treatments_of
from bot.words.message import How, Reply, Say

_NUMBER = re.compile(r"\d{3,4}")
_CORRECTION, _MOVED = "correction", "moved"
_SORTED = "concern-tap-sorted"
_TO = "to"
_AFTERWARDS = frozenset({"now", "today", "yesterday", "recently"})


def is_number(text: str) -> bool:
    """Whether nothing but a short number was typed, as somebody does who takes the chat for a telephone."""
    return _NUMBER.fullmatch(text.strip(" .!?")) is not None


def is_own_number(work: Work, person: Person, text: str) -> bool:
    """Whether it is the emergency number where the person is."""
    patient = person.patient
    country = work.house.country if patient is None else patient.country
    numbers = {work.house.book.numbers(country).urgent, None if patient is None else patient.emergency}
    return is_number(text) and text.strip(" .!?") in numbers


def number_is_asked(work: Work, person: Person) -> bool:
    """Whether the emergency number is the question on the screen: typed then, it is an answer and no call."""
    return person.patient is not None and forms.asked(work, person.patient) is forms.Question.NUMBER


def mending(work: Work, person: Person, heard: Heard) -> Reply | None:
    """ "I typed the wrong date, it was yesterday": where to correct it. Neither a slip nor another session."""
    patient = person.patient
    if patient is None or _CORRECTION not in heard.keys or forms.load(work, patient) is not None:
        return None
    slipped = About.SLIP in heard and not set(heard.keys) <= TALK
    return None if slipped or not treatments_of(work.tx, patient) else remarks(person, (_CORRECTION,))


def way(work: Work, person: Person, heard: Heard, text: str) -> Reply | None:
    """The screen to which words lead; `None` if they lead to none."""
    key = next((one for one in heard.keys if one in _WAYS), None)
    return None if key is None else _WAYS[key](work, person, text)


def _resume(work: Work, person: Person, _text: str) -> Reply:
    return pausing.resume(work, person)


def _pause(work: Work, person: Person, _text: str) -> Reply:
    return pausing.pause(work, person)


def _forget(work: Work, person: Person, _text: str) -> Reply:
    return leaving.forget(work, person)


def _who_waits(_work: Work, _person: Person, _text: str) -> Reply:
    return (list_page(LIST[0], How.NEW),)


def _sorted(work: Work, person: Person, text: str) -> Reply:
    """The label of the button is the button; "all good now" may be about anything, so the button is offered."""
    patient = patient_of(person)
    row = concerns.sorted_taps(facts_of(work.tx, patient), work.now)
    label = work.house.book.plain(_SORTED, {}, reader_of(work, person, patient))
    if not row or plain_words(text) == plain_words(label):
        return concerns.sorted_out(work, person)
    return (Say("said-sorted", taps=(row,)),)


def _moved(work: Work, person: Person, text: str) -> Reply:
    """The place that is named is asked back; without one, the screen for it is offered."""
    words = [one for one in plain_words(text) if one not in _AFTERWARDS]
    named = " ".join(words[words.index(_TO) + 1 :]) if _TO in words else ""
    return (place.typed(work, person, named) if named else None) or remarks(person, (_MOVED,))


_WAYS: dict[str, Callable[[Work, Person, str], Reply]] = {
    "pause": _pause,
    "resume": _resume,
    "forget": _forget,
    "sorted": _sorted,
    "who-waits": _who_waits,
    _MOVED: _moved,
}
