"""A month as buttons, to pick a day from. Days that cannot be meant are dots that do nothing."""

from __future__ import annotations

from calendar import Calendar
from datetime import date, timedelta

from bot.errors import CannotDo
from bot.schedules.spotting import FURTHEST, OLDEST
from bot.words.message import Tap, Word

_BLANK = Tap("reg-month-blank", "nothing")


def grid(today: date, shown: date, *, ahead: bool) -> tuple[tuple[Tap, ...], ...]:
    """The buttons of the month in which `shown` lies. `ahead`: for a session to come, else for one that took place."""
    first, last = (today, today + FURTHEST) if ahead else (today - OLDEST, today)
    shown = min(max(shown.replace(day=1), first.replace(day=1)), last.replace(day=1))
    verb = "coming" if ahead else "month"
    weekdays = tuple(Tap(f"reg-weekday-{number}", "nothing") for number in range(7))
    weeks = tuple(
        tuple(_day(one, shown, first, last) for one in week)
        for week in Calendar().monthdatescalendar(shown.year, shown.month)
    )
    before, after = shown - timedelta(days=1), (shown + timedelta(days=31)).replace(day=1)
    title = Tap("reg-month-title", "nothing", (), {"month": Word(f"reg-month-{shown.month}"), "year": str(shown.year)})
    head = (
        Tap("reg-month-back", verb, (f"{before:%Y%m}",)) if before >= first else _BLANK,
        title,
        Tap("reg-month-on", verb, (f"{after:%Y%m}",)) if after <= last else _BLANK,
    )
    return (head, weekdays, *weeks, (Tap("reg-back", "ask", ("when",)),))


def read_month(typed: str) -> date:
    """The first day of `202603`. `CannotDo` for anything that no button of ours says."""
    if not (typed.isascii() and typed.isdigit() and len(typed) == 6 and 1 <= int(typed[4:]) <= 12 and typed >= "1000"):
        raise CannotDo("button-unknown")
    return date(int(typed[:4]), int(typed[4:]), 1)


def _day(one: date, shown: date, first: date, last: date) -> Tap:
    if one.month != shown.month or not first <= one <= last:
        return _BLANK
    return Tap("reg-month-day", "ended-on", (f"{one:%Y%m%d}",), {"day": str(one.day)})
