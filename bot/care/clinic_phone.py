"""The clinic's phone number: typed once by the person, asked back, and shown when they are worried.

No screen waits for it: a text that is a phone number and nothing else is asked about wherever it comes from.
"""

from __future__ import annotations

import re

from bot.care.work import Person, Work, changing, patient_of
from bot.errors import CannotDo
from bot.store import patients
from bot.words.message import How, Reply, Say, Tap

_TYPED = re.compile(r"(?:tel[.:]?\s*|phone:?\s*)?(\+?\d[\d\s()./-]{5,24}\d)", re.IGNORECASE)
_KEPT = re.compile(r"\+?\d{6,15}")
BACK = (Tap("settings-tap-back", "settings", ("back",)),)


def ask(_work: Work, person: Person) -> Reply:
    """[Clinic's phone]: how to give it, and how to take it away."""
    patient = patient_of(person)
    if patient.clinic_phone is None:
        return (Say("settings-phone", taps=(BACK,), how=How.EDIT),)
    return (Say("settings-phone-known", taps=((Tap("settings-phone-remove", "phone-none"),), BACK), how=How.EDIT),)


def typed(_work: Work, person: Person, text: str) -> Reply | None:
    """Somebody typed a phone number, and nothing else: asks whether it is their clinic's."""
    found = _TYPED.fullmatch(text.strip())
    digits = re.sub(r"[^\d+]", "", found[1]) if found else ""
    if person.patient is None or not _KEPT.fullmatch(digits) or _looks_like_a_date(text):
        return None
    taps = ((Tap("settings-phone-yes", "phone", (digits,)), Tap("settings-phone-no", "phone-no")),)
    return (Say("settings-phone-ask", {"number": digits}, taps),)


def keep(work: Work, person: Person, number: str) -> Reply:
    """[Yes, keep it]."""
    if not _KEPT.fullmatch(number):
        raise CannotDo("button-unknown")
    return _set(work, person, number, "settings-phone-changed")


def remove(work: Work, person: Person) -> Reply:
    """[Remove the number]."""
    return _set(work, person, None, "settings-phone-removed")


def not_it(_work: Work, _person: Person) -> Reply:
    """[No]: it was some other number, of which nothing is kept."""
    return (Say("settings-phone-not", how=How.EDIT),)


def _set(work: Work, person: Person, number: str | None, word: str) -> Reply:
    with changing(work, patient_of(person)) as patient:
        patients.change(work.tx, patient, clinic_phone=number)
    return (Say(word, taps=(BACK,), how=How.EDIT),)


def _looks_like_a_date(text: str) -> bool:
    """ "2026-03-27" and "27.03.2026 15:30" are digits and dashes too."""
    return bool(re.match(r"\s*(?:\d{4}[-./]\d{1,2}[-./]\d{1,2}|\d{1,2}[-./]\d{1,2}[-./]\d{2,4})\b", text))
