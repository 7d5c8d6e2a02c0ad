"""What the plan is computed from: what happened to one patient, as frozen values. The store makes them; the planner reads them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from functools import lru_cache
from zoneinfo import ZoneInfo

from bot.schedules.protocol import Area, Band, ConcernLevel, Goal, Modifier, Setting

DAY_STARTS = time(4, 0)
"""A treatment that ended before this time of day belongs to the date before."""


@dataclass(frozen=True, slots=True)
class TreatmentFacts:
    """One session that took place."""

    id: str
    ended_at: datetime
    """When it ended (t0), aware UTC."""
    zone: str
    """IANA name of the zone in which the end was told: it fixes the date of day 0."""
    registered_at: datetime
    """When the bot was told, aware UTC."""
    areas: frozenset[Area]
    depth_mm: float | None
    """Deepest needle length; `None` is not known."""
    setting: Setting
    goal: Goal | None = None
    modifiers: frozenset[Modifier] = frozenset()
    sessions_left: int = 0
    """Further sessions that the patient and the clinic want in this course."""
    protocol: str = "microneedling"

    @property
    def day0(self) -> date:
        """The local date that counts as day 0."""
        local = self.ended_at.astimezone(ZoneInfo(self.zone))
        return local.date() - timedelta(days=1) if local.time() < DAY_STARTS else local.date()

    @property
    def band(self) -> Band:
        """The depth band: 0.1 mm and more counts as S, unknown as L. Clinical evidence, section 2.2; protocol, section 1."""
        depth = self.depth_mm
        if depth is None:
            return Band.L
        if depth <= 0.5:
            return Band.S
        if depth < 1.0:
            return Band.M
        return Band.L if depth <= 1.5 else Band.XL

    @property
    def tags(self) -> frozenset[str]:
        """The tags over which conditions are written."""
        return _tags(self.areas, self.modifiers, self.band, self.setting, self.goal, self.depth_mm is not None)


@lru_cache(maxsize=1024)
def _tags(
    areas: frozenset[Area],
    modifiers: frozenset[Modifier],
    band: Band,
    setting: Setting,
    goal: Goal | None,
    depth_known: bool,
) -> frozenset[str]:
    """A plan asks for the same ones hundreds of times."""
    tags = {f"area:{area}" for area in areas} | {f"modifier:{one}" for one in modifiers}
    tags |= {f"band:{band}", f"setting:{setting}", f"goal:{goal or 'unset'}"}
    if not depth_known:
        tags.add("depth:unknown-at-home" if setting is Setting.HOME else "depth:unknown")
    return frozenset(tags)


@dataclass(frozen=True, slots=True)
class BookingFacts:
    """A session that is still to come, or of which nobody has said yet whether it took place."""

    id: str
    ends_at: datetime
    """Planned end, aware UTC."""
    zone: str
    booked_at: datetime


class SaidState(StrEnum):
    """What became of a step: the ledger's states as the planner needs them."""

    SAID = "said"
    """Sent, or being sent, or sent with an unknown outcome: it is not owed again."""
    SKIPPED = "skipped"


@dataclass(frozen=True, slots=True)
class Said:
    """One row of the ledger: a step that was said or skipped for one treatment, booking or concern."""

    about: str
    """Id of the treatment, booking or concern; the empty string for S-LATE."""
    step: str
    """Id of the step or line. A line has a row of its own, with `host`."""
    occurrence: int
    state: SaidState
    reason: str | None
    due: datetime
    at: datetime
    """When it was said, or closed unsaid."""
    rang: bool = False
    host: str | None = None
    bubble: bool = True
    """Whether it was a message of its own (a line inside a bubble is not)."""


@dataclass(frozen=True, slots=True)
class Answered:
    """An answer to a check-in, or to the question for the goal."""

    about: str
    step: str
    occurrence: int
    choice: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Snooze:
    """A patient's own [in 1 hour] or [tonight]: the step once more, at `due`, as `occurrence`."""

    about: str
    step: str
    occurrence: int
    due: datetime
    at: datetime
    """When it was asked for: a pause or a worry that came later holds it."""


@dataclass(frozen=True, slots=True)
class Concern:
    """Something that worries: permits are withheld until it is closed, or for seven days."""

    id: str
    level: ConcernLevel
    opened_at: datetime
    closed_at: datetime | None = None
    """When it was sorted, as said by the patient; the seven days are the planner's business."""


@dataclass(frozen=True, slots=True)
class Pause:
    """A time in which the patient wanted no messages; `until` is open while it lasts."""

    start: datetime
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class PatientFacts:
    """Everything that the plan of one patient depends on."""

    zone: str
    """IANA name of the zone where the patient is now."""
    treatments: tuple[TreatmentFacts, ...] = ()
    bookings: tuple[BookingFacts, ...] = ()
    said: tuple[Said, ...] = ()
    answered: tuple[Answered, ...] = ()
    snoozes: tuple[Snooze, ...] = ()
    concerns: tuple[Concern, ...] = ()
    pauses: tuple[Pause, ...] = ()
    morning: time | None = None
    """The patient's own morning; `None` is the protocol's."""
    quiet_from: time | None = None
    quiet_until: time | None = None
    essentials_only: bool = False
    closed_until: datetime = field(default=datetime(1970, 1, 1, tzinfo=UTC))
    """Steps whose latest lies before this moment and that have no row are neither owed nor missed."""
    stopped: bool = False
    """Whether a STOP of the latest screening still stands."""
