""" "I'm worried" and /check: urgent signs and the emergency number first. Whom to call at an hour, and which day is meant
by "today" and "the next working day".

The same first screen for everyone, also for people of whom nothing is known. What follows stands in `check`.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from bot.care.work import Person, Work
from bot.schedules import days
from bot.words.message import Reply, Say, Tap, Word

OPENS, SHUTS = time(9), time(18)
"""Hours at which clinics are taken to answer the phone, on weekdays. An assumption, and on the safe side: the words
always name whom else to call.
"""
TWO_DAYS = timedelta(days=2)
_SATURDAY = 5
ONE_OF_THESE = Tap("worried-tap-one", "signs")
NONE_OF_THESE = Tap("worried-tap-none", "symptoms")
NUMBERS = Tap("worried-tap-numbers", "place")
SIGNS = "signs"
"""In that button: it leads back to the urgent signs; a number leads back to that page of the list."""


def worried(_work: Work, person: Person) -> Reply:
    """The urgent signs, and what to tap when one of them fits and when none does."""
    return (urgent(person),)


def urgent(person: Person, none_of_these: Tap = NONE_OF_THESE) -> Say:
    """The urgent signs with the number to call. To somebody whose country is not known it says for which country the
    number holds. `none_of_these`: where that button leads.
    """
    word = "worried-urgent-stranger" if person.patient is None else "worried-urgent"
    return Say(word, taps=((ONE_OF_THESE, none_of_these),), urgent=True, worry=False)


def whom_to_call(work: Work, person: Person, *, calm: bool = False) -> Word:
    """Whom to call at this hour of the person's own clock. `calm`: nothing has to be done at this hour."""
    here = days.local(work.now, zone_of(work, person))
    answers = here.weekday() < _SATURDAY and OPENS <= here.time() < SHUTS
    return Word(f"worried-{'calm' if calm else 'whom'}-{'open' if answers else 'closed'}")


def today(work: Work, person: Person) -> date:
    """The date where the person is."""
    return days.local(work.now, zone_of(work, person)).date()


def next_working_day(work: Work, person: Person, after: datetime | None = None) -> date:
    """The next day on which a clinic is taken to open, from now or an earlier instant: that day only before it does."""
    here = days.local(after or work.now, zone_of(work, person))
    day = here.date() if here.time() < OPENS else here.date() + timedelta(days=1)
    while day.weekday() >= _SATURDAY:
        day += timedelta(days=1)
    return day


def zone_of(work: Work, person: Person) -> str:
    """The person's zone; of a stranger, the host's."""
    return work.house.zone if person.patient is None else person.patient.zone
