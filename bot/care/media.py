"""What people send that is not text. Nothing of it is looked at or kept; what is written under it is read as typed
words.
"""

from __future__ import annotations

from bot.care import clinic_phone
from bot.care.small_talk import urgent_words
from bot.care.work import Person, Work
from bot.words.message import Reply, Say


def picture(work: Work, person: Person, caption: str) -> Reply:
    """A photo, a video, a document: it belongs to the clinic. Danger written under it comes first."""
    return urgent_words(work, person, caption) or (Say("photo-cannot-look"),)


def voice(_work: Work, _person: Person) -> Reply:
    """A voice note or a round video: nobody listens here."""
    return (Say("media-cannot-listen"),)


def contact(work: Work, person: Person, phone: str) -> Reply:
    """A contact may be the clinic's: its number is asked back."""
    return clinic_phone.typed(work, person, phone) or (Say("media-cannot-read"),)


def other(_work: Work, _person: Person) -> Reply:
    """A sticker, a dice, an animation, a poll."""
    return (Say("media-just-words"),)
