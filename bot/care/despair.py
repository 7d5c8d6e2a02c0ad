"""Despair in what somebody wrote, wherever they wrote it: whom to call, at once, and somebody to turn to."""

from __future__ import annotations

from bot.care import small_talk
from bot.care.crisis import crisis, hush
from bot.care.work import Person, Work
from bot.schedules.asked import About, hear
from bot.schedules.symptom_words import symptoms_in
from bot.words.message import Reply, Say

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
    heard = hear(text)
    if About.CRISIS in heard:
        return crisis(work, person, danger=About.DANGER in heard)
    hush(work, person)
    stranger = "-stranger" if person.patient is None else ""
    felt = About.WORRY in heard or set(symptoms_in(text)) - {_MOOD}
    after = (small_talk.words(work, person, text) or ()) if felt else ()
    return (Say(f"said-low{stranger}", urgent=True), *after)
