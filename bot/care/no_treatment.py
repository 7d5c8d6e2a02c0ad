"""What to say to somebody of whom no treatment is known that could be talked about: not yet, only booked, or a year
ago.
"""

from __future__ import annotations

from bot.care.work import Person, Work, patient_of
from bot.store.facts import facts_of
from bot.words.message import Reply, Say, Tap

TELL = ((Tap("treatment-none-tap", "new"),),)


def nothing_yet(work: Work, person: Person) -> Reply:
    """A fitting answer, and the way to tell of a treatment. `CannotDo` for somebody who has not agreed yet."""
    facts = facts_of(work.tx, patient_of(person))
    coming = [booking.ends_at for booking in facts.bookings if booking.ends_at > work.now]
    if coming:
        return (Say("treatment-booked", {"at": min(coming)}),)
    return (Say("treatment-over" if facts.treatments else "treatment-none", taps=TELL),)
