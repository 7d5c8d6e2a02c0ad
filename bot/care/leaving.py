"""/privacy and /forget: what is kept and why, and how all of it goes."""

from __future__ import annotations

from bot.care.work import Person, Work
from bot.store import forgetting
from bot.words.message import How, Reply, Say, Tap


def privacy(_work: Work, _person: Person) -> Reply:
    """The first of two screens. Works for anybody, before they agree to anything."""
    return (_privacy_page("0", How.NEW),)


def privacy_page(_work: Work, _person: Person, number: str) -> Reply:
    """One of the two screens, in place of the other."""
    return (_privacy_page(number, How.EDIT),)


def forget(_work: Work, person: Person) -> Reply:
    """/forget, first step: says what goes, and asks once."""
    if person.patient is None:
        return (Say("forget-nothing"),)
    taps = ((Tap("forget-ask-yes", "forget-yes"),), (Tap("forget-ask-no", "forget-no"),))
    return (Say("forget-ask", taps=taps),)


def forget_yes(work: Work, person: Person) -> Reply:
    """/forget, second step: everything about this person is erased in this transaction."""
    if person.patient is None:
        return (Say("forget-nothing", how=How.EDIT),)
    forgetting.forget(work.tx, person.patient, work.now)
    return (Say("forget-done", how=How.EDIT),)


def forget_no(_work: Work, _person: Person) -> Reply:
    """They thought better of it."""
    return (Say("forget-kept", how=How.EDIT),)


def _privacy_page(number: str, how: How) -> Say:
    if number == "1":
        return Say("privacy-2", taps=((Tap("privacy-first", "privacy", ("0",)),),), how=how)
    return Say("privacy-1", taps=((Tap("privacy-more", "privacy", ("1",)),),), how=how)
