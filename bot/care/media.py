"""What people send that is not text. Nothing of it is looked at or kept; what is written under it is read as typed
words, urgent signs first. A check-in that waits for its answer is shown again with its buttons.
"""

from __future__ import annotations

from bot.care import clinic_phone, small_talk, typed_answer
from bot.care.work import Person, Work
from bot.schedules.asked import About, hear
from bot.schedules.symptom_words import symptoms_in
from bot.words.message import Reply, Say, Tap, Word

_NEITHER_YES_NOR_NO = "ok"
"""Typed, it is no answer to any check-in: the open one is asked back with its buttons."""


def picture(work: Work, person: Person, caption: str) -> Reply:
    """A photo, a video, a document: it belongs to the clinic. A worry written under it leads to the urgent signs and the
    list; the picture itself is never an answer to "is this normal?".
    """
    return _urgent(work, person, caption) or _worry(work, person, caption) or _not_looked_at(work, person)


def alarm(work: Work, person: Person, caption: str) -> Reply:
    """A further picture of an album that was answered: silence, unless danger or a worry is written under it."""
    return _urgent(work, person, caption) or _worry(work, person, caption)


def silent(_work: Work, _person: Person, _caption: str) -> Reply:
    """A further picture of an album of which everything has been said."""
    return ()


def voice(work: Work, person: Person, caption: str) -> Reply:
    """A voice note or a round video: nobody listens here."""
    return _urgent(work, person, caption) or (_still_asked(work, person, "media-cannot-listen"),)


def contact(work: Work, person: Person, phone: str, owner: int | None) -> Reply:
    """A contact may be the clinic's: its number is asked back. `owner`: whose Telegram it is, where that is known; a
    person's own number is never taken for the clinic's.
    """
    if owner == person.telegram_id:
        return (Say("media-own-contact"),)
    return clinic_phone.typed(work, person, phone) or (Say("media-cannot-read"),)


def other(work: Work, person: Person, caption: str = "") -> Reply:
    """A sticker, a dice, an animation, a poll."""
    return _urgent(work, person, caption) or (_still_asked(work, person, "media-just-words"),)


def how_to(_work: Work, _person: Person) -> Reply:
    """[How to take it] under the messages that speak of a photo."""
    return (Say("can-photos"),)


def speaks_of_a_worry(caption: str) -> bool:
    """Whether what is written under a picture asks for more than "I cannot look at photos"."""
    return bool({About.DANGER, About.WORRY} & hear(caption).kinds or symptoms_in(caption))


def _urgent(work: Work, person: Person, caption: str) -> Reply:
    return small_talk.urgent_words(work, person, caption) or ()


def _worry(work: Work, person: Person, caption: str) -> Reply:
    if not speaks_of_a_worry(caption):
        return ()
    return (Say("photo-with-worry"), *(small_talk.words(work, person, caption) or ()))


def _not_looked_at(work: Work, person: Person) -> Reply:
    return (_still_asked(work, person, "photo-cannot-look"),)


def _still_asked(work: Work, person: Person, word: str) -> Say:
    """A word; while a check-in is open, with its buttons."""
    taps = _open_answers(work, person)
    return Say("media-still-asked", {"first": Word(word)}, taps) if taps else Say(word)


def _open_answers(work: Work, person: Person) -> tuple[tuple[Tap, ...], ...]:
    asked_back = typed_answer.typed(work, person, _NEITHER_YES_NOR_NO)
    return asked_back[0].taps if asked_back else ()
