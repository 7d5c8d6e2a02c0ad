"""/learn: how it works, what it is for, what is known of its risks, and who should wait. For everybody, before they
agree to anything.
"""

from __future__ import annotations

from bot.care.work import Person, Work
from bot.errors import CannotDo
from bot.words.message import How, Reply, Say, Tap, Word

QUESTIONS = ("how", "use", "risk", "who")
LIST = ("who", "who-1", "who-2", "who-3", "who-4", "who-5")
"""The screening list, page by page."""


def learn(_work: Work, _person: Person) -> Reply:
    """/learn: the questions."""
    return (_contents(How.NEW),)


def page(_work: Work, _person: Person, name: str = "") -> Reply:
    """One answer, in place of what was shown."""
    if not name:
        return (_contents(How.EDIT),)
    if name in LIST:
        said = {"text": Word(f"learn-{name}"), "closing": Word("learn-closing")}
        return (Say("learn-page", said, _turning(name), How.EDIT),)
    if name in QUESTIONS:
        return (Say(f"learn-{name}", taps=(_BACK,), how=How.EDIT),)
    raise CannotDo("button-unknown")


_BACK = (Tap("learn-tap-back", "learn"),)


def _contents(how: How) -> Say:
    return Say("learn", taps=tuple((Tap(f"learn-tap-{name}", "learn", (name,)),) for name in QUESTIONS), how=how)


def _turning(name: str) -> tuple[tuple[Tap, ...], ...]:
    at = LIST.index(name)
    row = [Tap("page-back", "learn", (LIST[at - 1],))] if at > 0 else []
    if at + 1 < len(LIST):
        row.append(Tap("page-on", "learn", (LIST[at + 1],)))
    return (tuple(row), _BACK)
