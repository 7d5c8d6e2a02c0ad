"""/about and /help: what this is, what it is not, and what one can do here."""

from __future__ import annotations

from bot.care.work import Person, Work
from bot.words.message import FactValue, Reply, Say, Tap, Word


def about(work: Work, _person: Person) -> Reply:
    """Who speaks here, by which protocol, and that no clinician has signed it yet, and how "is this normal?" is
    answered.
    """
    protocol = work.house.protocol
    facts: dict[str, FactValue] = {
        "protocol": protocol.id,
        "version": protocol.version,
        "triage": Word(f"about-triage-{work.house.triage}"),
    }
    return (Say("about", facts, taps=((Tap("about-tap-help", "help"),),)),)


def help_(_work: Work, _person: Person) -> Reply:
    """What one can do here, as text and as buttons."""
    rows = (
        (Tap("help-can", "can"), Tap("help-today", "today")),
        (Tap("help-plan", "plan"), Tap("help-settings", "settings")),
    )
    return (Say("help", taps=rows),)
