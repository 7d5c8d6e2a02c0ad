""" "I'm worried" and /check: urgent signs and the emergency number first, then one list for everybody, then whom to
call at this hour.

Nothing is asked and nothing is concluded: the same screens for everyone, in the same order. Works for people of whom
nothing is known.
"""

from __future__ import annotations

from datetime import time

from bot.care.work import Person, Work
from bot.schedules import days
from bot.words.message import Reply, Say, Tap, Word

OPENS, SHUTS = time(9), time(18)
"""Hours at which clinics are taken to answer the phone, on weekdays. An assumption, and on the safe side: the words
always name whom else to call.
"""
_SATURDAY = 5


def worried(work: Work, person: Person) -> Reply:
    """The two screens, urgent signs first."""
    return (urgent(person), what_to_show(work, person))


def urgent(person: Person) -> Say:
    """The urgent signs with the number to call. To somebody whose country is not known it says for which country the
    number holds.
    """
    if person.patient is None:
        return Say("worried-urgent-stranger", urgent=True, worry=False)
    return Say("worried-urgent", urgent=True, worry=False)


def what_to_show(work: Work, person: Person) -> Say:
    """The list of what to show a clinic and how fast, what to do until then, and whom to call at this hour."""
    taps = ((Tap("worried-tap-numbers", "place"),),) if person.patient is not None else ()
    return Say("worried-next", {"whom": whom_to_call(work, person)}, taps, urgent=True, worry=False)


def whom_to_call(work: Work, person: Person) -> Word:
    """Whom to call at this hour of the person's own clock."""
    zone = work.house.zone if person.patient is None else person.patient.zone
    here = days.local(work.now, zone)
    answers = here.weekday() < _SATURDAY and OPENS <= here.time() < SHUTS
    return Word("worried-whom-open" if answers else "worried-whom-closed")
