"""Thoughts of suicide or self-harm, typed or tapped: whom to call, and nothing that comes on top of it.

Nothing of it is kept, and it opens no concern. The reminders only wait for a while, so that "Time for a photo" does not
come in the same minute.
"""

from __future__ import annotations

from datetime import timedelta

from bot.care import form as forms
from bot.care.work import Person, Work, changing
from bot.store import patients
from bot.words.message import How, Reply, Say

HUSH = timedelta(minutes=5)
"""How long reminders wait after such an answer, in real time: much shorter than any of them is worth sending."""


def crisis(work: Work, person: Person, *, danger: bool = False, how: How = How.NEW) -> Reply:
    """The numbers to call and a person to turn to, without a button. `danger`: the body is in danger as well, so the
    emergency number comes first.
    """
    hush(work, person)
    word = f"said-crisis{'-danger' if danger else ''}{'-stranger' if person.patient is None else ''}"
    return (Say(word, how=how, urgent=True, worry=False),)


def hush(work: Work, person: Person) -> None:
    """Reminders wait. What the dispatcher was about to send is dropped and planned again, since the facts were touched.

    Not while a session is being entered: its first notes are an answer, and answers never wait.
    """
    if person.patient is not None and forms.load(work, person.patient) is None:
        with changing(work, person.patient) as patient:
            patients.hold(work.tx, patient, HUSH)
