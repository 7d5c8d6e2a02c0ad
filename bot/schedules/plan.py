"""What a plan is: values that `planner` computes and that /plan, the picture, the .ics, the rehearsal and the dispatcher read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.schedules.protocol import Activity, Priority


class Reason(StrEnum):
    """Why a step is not said. Kept in the ledger and shown to those who ask."""

    NOT_FOR_YOU = "not-for-you"
    """Its condition does not hold for this treatment."""
    NO_BOOKING = "no-booking"
    NO_CONCERN = "no-concern"
    NO_COURSE = "no-course"
    NOT_LATE = "not-late"
    IN_REPLY = "in-reply"
    """It is a line of an answer, not of a message."""
    SAID_ELSEWHERE = "said-elsewhere"
    """Another step says it."""
    HOST_NOT_SAID = "host-not-said"
    NOT_CLEAR = "not-clear"
    """A check-in before it is unanswered or was not answered as clear, a worry is open, or a screening said STOP."""
    COVERED = "covered"
    """A summary stands for it."""
    PAST = "past"
    """Its time was over before it became known: neither owed nor missed."""
    OUTAGE = "outage"
    PAUSED = "paused"
    HELD = "held"
    """A concern is open."""
    QUIET = "quiet"
    CAP = "cap"
    ESSENTIALS = "essentials"
    EXPERIENCED = "experienced"
    SUPERSEDED = "superseded"
    BOOKED_LATE = "booked-late"
    SETTLED = "settled"
    """Before it was due a concern was sorted, or a later one brought its own question, or the booked session was settled."""
    RESTORE = "restore"
    """It was due before a backup was restored: it may have been said, and nobody knows."""
    REFUSED = "refused"
    """Telegram would not take it."""


@dataclass(frozen=True, slots=True)
class Part:
    """One thing inside a bubble, and whom it is about: what becomes one row of the ledger."""

    about: str
    step: str
    occurrence: int
    host: str | None
    due: datetime


@dataclass(frozen=True, slots=True)
class Bubble:
    """One message: a step (or a line on its own) with its lines."""

    ids: tuple[str, ...]
    """The step first, then its lines."""
    parts: tuple[Part, ...]
    """What it settles: the ids for each of the treatments it is about."""
    priority: Priority

    @property
    def step(self) -> str:
        return self.ids[0]

    @property
    def about(self) -> tuple[str, ...]:
        """Ids of the treatments, bookings or concerns it is about, without repetition."""
        return tuple(dict.fromkeys(part.about for part in self.parts))


@dataclass(frozen=True, slots=True)
class Moment:
    """One ring: bubbles sent one after another. The first may ring, the others never do."""

    due: datetime
    """Aware UTC."""
    local: datetime
    """The same instant in the patient's zone."""
    latest: datetime
    """After this instant it is stale and not sent: the earliest of its bubbles' latest."""
    rings: bool
    bubbles: tuple[Bubble, ...]
    reply: bool
    """It answers the patient's own tap: never held, counts for no ring rule and no cap."""
    takes_a_ring: bool
    """It rings, and that counts for the rule of two a day and three hours apart: what the ledger keeps as `rang` of the first bubble."""

    @property
    def priority(self) -> Priority:
        return min(bubble.priority for bubble in self.bubbles)


@dataclass(frozen=True, slots=True)
class Skipped:
    """A step that is not said, and why."""

    about: str
    step: str
    occurrence: int
    reason: Reason
    host: str | None
    due: datetime | None
    latest: datetime | None


@dataclass(frozen=True, slots=True)
class Plan:
    """What is still to be said to one patient, in order, and what is not."""

    moments: tuple[Moment, ...]
    skipped: tuple[Skipped, ...]


@dataclass(frozen=True, slots=True)
class Opening:
    """When one activity opens. `at` is `None` for never."""

    activity: Activity
    at: datetime | None
    withheld: bool = False
    """A concern is open: ask the clinic first, whatever `at` says."""


@dataclass(frozen=True, slots=True)
class Moved:
    """A step that an edit moves: what a preview lists."""

    step: str
    before: datetime
    after: datetime


@dataclass(frozen=True, slots=True)
class Difference:
    """What an edit changes, counted over two plans: for the preview before [Apply]."""

    moved: tuple[Moved, ...]
    dropped: tuple[str, ...]
    added: tuple[str, ...]
    said: tuple[str, ...]
    """Already said, and staying said."""
