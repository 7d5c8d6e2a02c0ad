"""Dates and times as one person reads them: their zone, their language, the year only where it is needed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_date, format_time

FAR_AWAY = timedelta(days=300)
"""A date further away than this is told with its year, even within the year: "Sat 7 March" alone would be taken for
the other one.
"""


@dataclass(frozen=True, slots=True)
class Formats:
    """How a language writes dates and times: patterns of Unicode CLDR."""

    locale: Locale
    day: str
    """`EEE d MMMM`"""
    day_year: str
    """`EEE d MMMM y`"""
    time: str
    """`HH:mm`"""


def day_text(day: date, today: date, formats: Formats) -> str:
    """ "Sat 7 March", with the year if it is not this one or the day is far away."""
    with_year = day.year != today.year or abs(day - today) > FAR_AWAY
    return str(format_date(day, formats.day_year if with_year else formats.day, formats.locale))


def time_text(at: time, formats: Formats) -> str:
    """ "09:30"."""
    return str(format_time(at.replace(tzinfo=None), formats.time, locale=formats.locale))


def local(at: datetime, zone: str) -> datetime:
    """The instant on a wall clock of `zone`. `ValueError` for a datetime that is no instant."""
    if at.tzinfo is None:
        raise ValueError("a moment without a zone")
    return at.astimezone(ZoneInfo(zone))
