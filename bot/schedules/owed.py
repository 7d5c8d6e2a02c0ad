"""What is owed to one patient before anything overlaps: a step for a treatment, a booking or a concern, or why it is not said."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.schedules.facts import PatientFacts, Said, SaidState
from bot.schedules.plan import Part, Reason, Skipped
from bot.schedules.protocol import Line, Priority, Protocol, Role, Step

SAME = timedelta(hours=36)
"""A said step stays said if a correction moves it by at most this much."""


@dataclass(frozen=True, slots=True)
class Owed:
    """One step that is to be said, about one or more treatments, with its lines."""

    step: Step
    parts: tuple[Part, ...]
    """The step itself, for each treatment that it is about."""
    due: datetime
    latest: datetime
    floor: datetime
    """It may not be moved to before this moment: the end, the registering, its own unlock."""
    lines: tuple[tuple[Line, tuple[Part, ...]], ...] = ()
    also: tuple[Part, ...] = ()
    """Another step that is said as a line of this one."""
    reply: bool = False
    asked: datetime | None = None
    """When the patient asked for it to come again, if they did."""
    registered: datetime | None = None
    """The latest registering of the treatments it is about."""

    @property
    def priority(self) -> Priority:
        """The step's own, or that of a more important line."""
        return min([self.step.priority, *(line.priority for line, _ in self.lines)])

    @property
    def about(self) -> tuple[str, ...]:
        return tuple(part.about for part in self.parts)

    @property
    def foldable(self) -> bool:
        """Whether a summary can stand for it: steps of treatments, not questions about bookings and concerns."""
        return self.step.role in (Role.HEALING, Role.RESULT) and self.asked is None

    def skipped(self, reason: Reason) -> Iterator[Skipped]:
        """What is written down when it is not said: itself, what was a line of it, and its lines."""
        for part in (*self.parts, *self.also):
            yield Skipped(part.about, part.step, part.occurrence, reason, None, self.due, self.latest)
        for line, parts in self.lines:
            for part in parts:
                yield Skipped(
                    part.about, line.id, part.occurrence, Reason.HOST_NOT_SAID, self.step.id, self.due, self.latest
                )


@dataclass(slots=True)
class Basket:
    """What has been gathered: owed steps, and those that are not said."""

    owed: list[Owed]
    skipped: list[Skipped]

    def drop(self, item: Owed, reason: Reason) -> None:
        self.skipped.extend(item.skipped(reason))


Ledger = Mapping[tuple[str, str], list[Said]]


def ledger_of(facts: PatientFacts, protocol: Protocol) -> Ledger:
    """The rows of steps, also of those that were said as a line of another step; lines go with their hosts."""
    rows: dict[tuple[str, str], list[Said]] = {}
    for row in facts.said:
        if protocol.has_step(row.step):
            rows.setdefault((row.about, row.step), []).append(row)
    return rows


def standing_of(step: Step, rows: list[Said], due: datetime) -> Said | int:
    """The row that settles a step due at `due`, or the occurrence as which it is owed. The second asking of a check-in, which is a
    line of another step, settles nothing.
    """
    for row in rows:
        if row.host is not None and step.answers:
            continue
        if abs(row.due - due) <= SAME or due <= row.at:
            return row
    return max((row.occurrence for row in rows), default=-1) + 1


def not_at_all(protocol: Protocol, roles: tuple[Role, ...], reason: Reason, basket: Basket) -> None:
    for step in protocol.steps:
        if step.role in roles:
            basket.skipped.append(Skipped("", step.id, 0, reason, None, None, None))


def note_if_skipped(row: Said, basket: Basket) -> None:
    if row.state is SaidState.SKIPPED:
        reason = Reason(row.reason or Reason.PAST)
        basket.skipped.append(Skipped(row.about, row.step, row.occurrence, reason, row.host, row.due, None))
