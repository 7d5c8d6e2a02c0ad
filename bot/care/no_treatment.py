"""What to say to somebody of whom no treatment is known that could be talked about: not yet, only booked, or a year
ago.
"""

from __future__ import annotations

from bot.care.booked import day_of_booking, days_booked, settle_taps, unsettled
from bot.care.work import Person, Work, patient_of
from bot.store.facts import facts_of
from bot.words.message import Reply, Say, Tap

TELL = ((Tap("treatment-none-tap", "new"),),)


def nothing_yet(work: Work, person: Person) -> Reply:
    """A fitting answer, and the way to tell of a treatment. `CannotDo` for somebody who has not agreed yet."""
    facts = facts_of(work.tx, patient_of(person))
    over = unsettled(facts, work.now)
    if over is not None:
        return (Say("treatment-unsettled", {"day": day_of_booking(facts, over)}, (settle_taps(over.id),)),)
    coming = days_booked(facts, work.now)
    if coming:
        return (Say("treatment-booked", {"day": coming[0]}),)
    return (Say("treatment-over" if facts.treatments else "treatment-none", taps=TELL),)
