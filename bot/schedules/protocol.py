"""What a protocol is: frozen values read from TOML by `loader`, used by `planner` and by the words. No rule of time stands here.

A protocol is data that a clinician can read. Code knows ids only: `D1-3`, `sunscreen`, `cold-sores`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import time, timedelta
from enum import IntEnum, StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.schedules.offsets import Latest, When
    from bot.schedules.screening import Item as ScreeningItem
    from bot.schedules.symptoms import Symptom


class Band(StrEnum):
    """How deep the needles went: S to 0.5 mm, M to under 1.0, L to 1.5, XL to 2.5. Clinical evidence, section 2.2."""

    S = "S"
    M = "M"
    L = "L"
    XL = "XL"


class Area(StrEnum):
    """Where the needles went. `body` is any skin below the neck."""

    FACE = "face"
    NECK = "neck"
    SCALP = "scalp"
    BODY = "body"


class Goal(StrEnum):
    """What the treatment was for. Unset is `None`, and counts as a goal of its own."""

    ACNE_SCARS = "acne-scars"
    WRINKLES = "wrinkles"
    PIGMENT = "pigment"
    HAIR = "hair"
    OTHER = "other"


class Setting(StrEnum):
    """Who did it: a clinic, or the person at home (at most 0.5 mm)."""

    PROFESSIONAL = "professional"
    HOME = "home"


class Modifier(StrEnum):
    """What changes the waiting times or the words for one person."""

    PIGMENT_PRONE = "pigment-prone"
    MELASMA = "melasma"
    COLD_SORES = "cold-sores"
    DIABETES = "diabetes"
    WEAK_IMMUNITY = "weak-immunity"
    BLOOD_THINNERS = "blood-thinners"
    ECZEMA = "eczema"
    SMOKING = "smoking"
    AGE_65 = "age-65"
    MINOXIDIL = "minoxidil"


class Activity(StrEnum):
    """What people ask "may I?" about, and what the unlock clock has a moment for. The last two are ends, not openings."""

    RINSE = "rinse"
    CLEANSER = "cleanser"
    MOISTURISER = "moisturiser"
    SUNSCREEN = "sunscreen"
    MAKE_UP = "make-up"
    EXERCISE = "exercise"
    ALCOHOL = "alcohol"
    POOL = "pool"
    SHAVING = "shaving"
    WAXING = "waxing"
    ACIDS = "acids"
    VITAMIN_C = "vitamin-c"
    RETINOID = "retinoid"
    PROCEDURE = "procedure"
    MIDDAY_SUN = "midday-sun"
    HAIR_WASH = "hair-wash"
    TIGHT_HAT = "tight-hat"
    MINOXIDIL = "minoxidil"
    HAIR_DYE = "hair-dye"
    STRICT_SUN_ENDS = "strict-sun-ends"
    DAILY_SPF_ENDS = "daily-spf-ends"


class Priority(IntEnum):
    """P0 safety core, P1 core, P2 helpful, P3 optional."""

    P0 = 0
    P1 = 1
    P2 = 2
    P3 = 3


class Kind(StrEnum):
    """What a step is for."""

    EXPECT = "expect"
    AVOID = "avoid"
    DO = "do"
    CHECK_IN = "check-in"
    PERMIT = "permit"
    PHOTO = "photo"
    NEXT_SESSION = "next-session"
    SUMMARY = "summary"


class Role(StrEnum):
    """Which rules of several treatments a step follows."""

    HEALING = "healing"
    """D and W steps: a new session on the same area supersedes them."""
    RESULT = "result"
    """W4-1 and M steps: they re-anchor to the latest session that shares an area and the goal."""
    BOOKING = "booking"
    CONCERN = "concern"
    SUMMARY = "summary"


class Slot(StrEnum):
    """A time of the patient's day. Only `morning` can be moved, between 08:30 and 12:00."""

    MORNING = "morning"
    AFTERNOON = "afternoon"
    EVENING = "evening"


class ConcernLevel(StrEnum):
    """How urgently somebody should look at it: section 4 of the clinical evidence."""

    WATCH = "watch"
    """Normal so far: the patient wants to be asked again next morning. It holds nothing back."""
    SOON = "soon"
    TODAY = "today"
    URGENT = "urgent"


@dataclass(frozen=True, slots=True)
class Condition:
    """Which treatments a line is for, over tags such as `area:face`, `band:L`, `goal:pigment`, `modifier:cold-sores`.

    True when every tag of `all_of` is there, one of `any_of` is (if there are any), and none of `none_of`.
    """

    all_of: frozenset[str] = frozenset()
    any_of: frozenset[str] = frozenset()
    none_of: frozenset[str] = frozenset()

    def holds(self, tags: frozenset[str]) -> bool:
        return self.all_of <= tags and (not self.any_of or bool(self.any_of & tags)) and not (self.none_of & tags)


@dataclass(frozen=True, slots=True)
class LineHost:
    """A step that carries a line, and the further condition for this host."""

    step: str
    only: Condition = Condition()


@dataclass(frozen=True, slots=True)
class Line:
    """An `add` line: at most 20 words that join the bubble of a host for some treatments.

    `in_reply`: it joins the answer to the host's check-in instead.
    """

    id: str
    hosts: tuple[LineHost, ...]
    priority: Priority
    condition: Condition
    in_reply: bool
    permit: bool
    facts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SaidWith:
    """A step that becomes a line of `step` when its moment falls between two times of day (both included) on the host's day."""

    step: str
    start: time
    end: time


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that the protocol says at one moment. Its id is for ever."""

    id: str
    when: When
    latest: Latest
    ring: bool
    kind: Kind
    priority: Priority
    role: Role
    condition: Condition
    answers: tuple[str, ...]
    """Ids of the answers a check-in offers, in order. Empty for anything else."""
    facts: tuple[str, ...]
    """Ids in `evidence.toml`."""
    with_first_after: time | None = None
    """Said with the reply to registering when the treatment ended later than this time of its day."""
    line_of: SaidWith | None = None
    always_rings: bool = False
    absorbs: tuple[str, ...] = ()
    """Steps that become bubbles of this one's moment when they lie within three hours."""
    joins: str | None = None
    """A step whose moment this one joins when it lies within three days."""
    snooze: bool = False
    """Whether [in 1 hour] and [tonight] are offered."""
    re_ask: bool = False
    """Whether an unanswered one is said once more, the next morning."""
    ask_again: timedelta | None = None
    """For how long an unanswered one is worth asking again, as a line of the next message."""


@dataclass(frozen=True, slots=True)
class Phase:
    """A named stretch of the protocol. `start` is elapsed time for the first three phases, a calendar day for the others."""

    id: str
    start_hours: int | None
    start_day: int | None


@dataclass(frozen=True, slots=True)
class Fact:
    """Something known: one row of the evidence, with how strong it is and where it was read."""

    id: str
    strength: str
    """One of `loader.STRENGTHS`, from `guideline` and `regulator` down to `common-practice` and `opinion`."""
    source: str
    seen: str
    """`full`, `abstract`, `excerpt`, `second-hand`, or `not-read`."""


@dataclass(frozen=True, slots=True)
class Interval:
    """The least wait between two sessions: in days, for a goal (`None`: any) and a needle length up to `depth_to` mm."""

    goal: Goal | None
    area: Area | None
    depth_to: float
    days: int


@dataclass(frozen=True, slots=True)
class Protocol:
    """A whole protocol. Immutable; its id and version are kept with every treatment and every message."""

    id: str
    version: str
    steps: tuple[Step, ...]
    lines: tuple[Line, ...]
    phases: tuple[Phase, ...]
    unlock: Mapping[Activity, Mapping[Band, timedelta | None]]
    """How long after the end of the treatment an activity opens. `None` is never."""
    unlock_areas: Mapping[Activity, frozenset[Area]]
    """Where an activity is listed; everywhere if it is not a key."""
    slowed: frozenset[Activity]
    """Activities that open a day later under `slowing`."""
    slowing: Condition
    slowed_by: timedelta
    sun_stricter: Condition
    """Who gets the sun rules of the next stricter band."""
    long_spf: timedelta
    """How long daily sunscreen lasts at least for them."""
    intervals: tuple[Interval, ...]
    settles: timedelta
    """How long after the end of the treatment something may still get worse."""
    symptoms: tuple[Symptom, ...]
    """What people ask "is this normal?" about, in the order of the file."""
    screening: tuple[ScreeningItem, ...]
    """What people are asked about before a session, in the order of the file."""
    evidence: Mapping[str, Fact]
    slots: Mapping[Slot, time]
    quiet_from: time
    quiet_until: time
    _by_id: Mapping[str, Step] = field(default_factory=dict, compare=False, repr=False)
    _lines_by_id: Mapping[str, Line] = field(default_factory=dict, compare=False, repr=False)
    _lines_by_host: Mapping[str, tuple[Line, ...]] = field(default_factory=dict, compare=False, repr=False)

    def step(self, step_id: str) -> Step:
        """The step of this id; `KeyError` if there is none."""
        return self._by_id[step_id]

    def line(self, line_id: str) -> Line:
        """The add line of this id; `KeyError` if there is none."""
        return self._lines_by_id[line_id]

    def lines_on(self, step_id: str) -> tuple[Line, ...]:
        """The add lines that a step may carry, in the order of the file."""
        return self._lines_by_host.get(step_id, ())

    @property
    def windows(self) -> dict[str, Mapping[Band, timedelta]]:
        """Until when something is usual: `swelling`, `redness`, `fluid`, `bruising`, …; the longer end of each range."""
        return {one.id: one.window for one in self.symptoms if one.window is not None}

    def symptom(self, symptom_id: str) -> Symptom | None:
        """The symptom of this id, which may come from an old button."""
        return next((one for one in self.symptoms if one.id == symptom_id), None)

    def has_step(self, step_id: str) -> bool:
        return step_id in self._by_id
