"""Despair in what somebody wrote, wherever they wrote it: whom to call, at once, and somebody to turn to.

Nothing of it is kept, and it opens no concern. The reminders only wait for a while, so that "Time for a photo" does not
come in the same minute.
"""

from __future__ import annotations

from datetime import timedelta

from bot.care import form as forms
from bot.care import small_talk
from bot.care.work import Person, Work, changing
from bot.schedules.asked import About, hear
from bot.schedules.symptom_words import symptoms_in
from bot.store import patients
from bot.words.message import Reply, Say

HUSH = timedelta(minutes=5)
"""How long reminders wait after such an answer, in real time: much shorter than any of them is worth sending."""

_MOOD = "mood"
"""The symptom that is low spirits themselves: the kind words are its answer."""


def is_heard(text: str) -> bool:
    """Whether a text speaks of suicide or self-harm; or of despair about how one looks, and of no danger to the body."""
    heard = hear(text)
    return About.CRISIS in heard or (About.LOW in heard and About.DANGER not in heard)


def answer(work: Work, person: Person, text: str) -> Reply:
    """Whom to call, and a person to turn to; before that nothing else of the text counts, what is being asked included.

    A worry about the skin beside low spirits is answered after the kind words.
    """
    heard, stranger = hear(text), "-stranger" if person.patient is None else ""
    hush(work, person)
    if About.CRISIS in heard:
        danger = "-danger" if About.DANGER in heard else ""
        return (Say(f"said-crisis{danger}{stranger}", urgent=True, worry=False),)
    felt = About.WORRY in heard or set(symptoms_in(text)) - {_MOOD}
    after = (small_talk.words(work, person, text) or ()) if felt else ()
    return (Say(f"said-low{stranger}", urgent=True), *after)


def hush(work: Work, person: Person) -> None:
    """Reminders wait. What the dispatcher was about to send is dropped and planned again, since the facts were touched.

    Not while a session is being entered: its first notes are an answer, and answers never wait.
    """
    if person.patient is not None and forms.load(work, person.patient) is None:
        with changing(work, person.patient) as patient:
            patients.hold(work.tx, patient, HUSH)
