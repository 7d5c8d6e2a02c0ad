"""What is booked, as other screens tell of it: by its day alone, because only the planned end is known of its hours."""

from __future__ import annotations

from datetime import date, datetime

from bot.schedules.days import local
from bot.schedules.facts import BookingFacts, PatientFacts
from bot.words.message import Tap


def day_of_booking(facts: PatientFacts, booking: BookingFacts) -> date:
    """The day of a booked session on the person's calendar."""
    return local(booking.ends_at, facts.zone).date()


def days_booked(facts: PatientFacts, now: datetime) -> tuple[date, ...]:
    """The days of the sessions that are still to come, the earliest first."""
    return tuple(sorted(day_of_booking(facts, one) for one in facts.bookings if one.ends_at > now))


def unsettled(facts: PatientFacts, now: datetime) -> BookingFacts | None:
    """The latest booked session whose end has passed, and of which nobody has said whether it took place."""
    return max((one for one in facts.bookings if one.ends_at <= now), key=lambda one: one.ends_at, default=None)


def settle_taps(about: str) -> tuple[Tap, ...]:
    """[It took place] and [It did not happen]."""
    return Tap("treat-took-place", "took-place", (about,)), Tap("treat-not-happened", "not-happened", (about,))
