"""When a step is due, and until when it is worth saying, as the protocol writes it: offsets from the treatment, never from the
message before. `timing` turns them into instants.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import time, timedelta

from bot.schedules.protocol import Activity, ConcernLevel, Slot


@dataclass(frozen=True, slots=True)
class AtRegistration:
    """The reply to registering."""


@dataclass(frozen=True, slots=True)
class OnDay:
    """A slot of day N of the patient's calendar; day 0 is the local date on which the treatment ended."""

    day: int
    slot: Slot


@dataclass(frozen=True, slots=True)
class AtUnlock:
    """The moment at which an activity opens, if that is later than `after` and not later than `by` on the local day `day`."""

    activity: Activity
    day: int
    after: time
    by: time


@dataclass(frozen=True, slots=True)
class AtInterval:
    """`days` after the longest minimum interval that applies, at a slot."""

    days: int
    slot: Slot


@dataclass(frozen=True, slots=True)
class BeforeBooking:
    """`days` before a booked session, at a slot; moved back to a weekday if `weekday`."""

    days: int
    slot: Slot
    weekday: bool


@dataclass(frozen=True, slots=True)
class AtBookedEnd:
    """The planned end of a booked session."""


@dataclass(frozen=True, slots=True)
class AfterConcern:
    """The next allowed time after `wait` elapsed since an answer of this level; `morning`: the next morning instead."""

    level: ConcernLevel | None
    wait: timedelta
    next_morning: bool


@dataclass(frozen=True, slots=True)
class WhenLate:
    """After a late registration, a pause or an outage."""


When = AtRegistration | OnDay | AtUnlock | AtInterval | BeforeBooking | AtBookedEnd | AfterConcern | WhenLate


@dataclass(frozen=True, slots=True)
class HoursAfterEnd:
    """Elapsed time after the treatment ended."""

    wait: timedelta


@dataclass(frozen=True, slots=True)
class ByDay:
    """A wall-clock time of day N. `or_after_registering`: or that long after registering, if that is later."""

    day: int
    at: time
    or_after_registering: timedelta | None = None


@dataclass(frozen=True, slots=True)
class AfterDue:
    """Elapsed time after the step was due. `days` is calendar time, ending at 20:00."""

    wait: timedelta
    days: int = 0


@dataclass(frozen=True, slots=True)
class BeforeSession:
    """Elapsed time before a booked session, or days before it at 20:00."""

    wait: timedelta
    days: int = 0


@dataclass(frozen=True, slots=True)
class DayAfterBooking:
    """A wall-clock time of the day after a booked session."""

    at: time


Latest = HoursAfterEnd | ByDay | AfterDue | BeforeSession | DayAfterBooking
