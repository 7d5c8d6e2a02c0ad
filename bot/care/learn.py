"""/learn: how it works, what it is for, what is known of its risks, and who should wait. For everybody, before they
agree to anything. A patient can also go through the list of who should wait, point by point.
"""

from __future__ import annotations

from bot.care import screening
from bot.care.who_should_wait import BACK, LIST, list_page
from bot.care.work import Person, Work
from bot.errors import CannotDo
from bot.words.message import How, Reply, Say, Tap

RISK = "risk"
QUESTIONS = ("how", "use", RISK, "who")


def learn(work: Work, person: Person) -> Reply:
    """/learn: the questions."""
    return (_contents(work, person, How.NEW),)


def page(work: Work, person: Person, name: str = "") -> Reply:
    """One answer, in place of what was shown."""
    if not name:
        return (_contents(work, person, How.EDIT),)
    if name in LIST:
        return (list_page(name),)
    if name in QUESTIONS:
        asked = _asked(work, person) if name == RISK else ()
        return (Say(f"learn-{name}", taps=(*asked, BACK), how=How.EDIT),)
    raise CannotDo("button-unknown")


def _contents(work: Work, person: Person, how: How) -> Say:
    taps = tuple((Tap(f"learn-tap-{name}", "learn", (name,)),) for name in QUESTIONS)
    return Say("learn", taps=(*taps, *_asked(work, person)), how=how)


def _asked(work: Work, person: Person) -> tuple[tuple[Tap, ...], ...]:
    """The way to the questions, for whoever can be asked."""
    return ((Tap("screening-tap-learn", "screening"),),) if screening.offered_to(work, person) else ()
