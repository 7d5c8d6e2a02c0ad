"""In which phase of the protocol a treatment is. Protocol, section 2."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.schedules import days
from bot.schedules.facts import TreatmentFacts
from bot.schedules.protocol import Phase, Protocol

LAST_DAY = 365
"""The protocol ends with this day."""


def day_of(treatment: TreatmentFacts, now: datetime, zone: str) -> int:
    """Which day of the patient's calendar it is for this treatment; day 0 is the date on which it ended."""
    return days.day_number(treatment.day0, days.local(now, zone).date(), zone)


def phase_of(protocol: Protocol, treatment: TreatmentFacts, now: datetime, zone: str) -> Phase | None:
    """The phase at an instant; `None` before the end of the treatment and after day 365.

    Hours rule until the first phase that begins on a calendar day; ends are exclusive.
    """
    if now < treatment.ended_at:
        return None
    day = day_of(treatment, now, zone)
    if day > LAST_DAY:
        return None
    found: Phase | None = None
    for phase in protocol.phases:
        by_hours = phase.start_hours is not None and now - treatment.ended_at >= timedelta(hours=phase.start_hours)
        by_day = phase.start_day is not None and day >= phase.start_day
        if by_hours or by_day:
            found = phase
    return found
