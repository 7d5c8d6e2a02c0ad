"""What is wrong with the times of a protocol, as they stand in its table."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise

from bot.rehearsal.linting.patients import DEPTHS, MORNINGS, a_patient, everybody, treated
from bot.schedules import days, timing
from bot.schedules.offsets import AfterConcern, OnDay
from bot.schedules.planner import plan
from bot.schedules.protocol import Protocol, Role, Setting, Slot, Step

FILE = "schedule.toml"


def complaints(protocol: Protocol) -> Iterator[str]:
    """One line for each."""
    yield from _slots(protocol)
    yield from _day_0(protocol)
    yield from _stale(protocol)
    yield from _together(protocol)
    yield from _before_what_they_follow(protocol)
    yield from _never_said(protocol)


def _slots(protocol: Protocol) -> Iterator[str]:
    """Slots, and the mornings that can be chosen, lie outside the quiet hours."""
    quiet = days.QuietHours(protocol.quiet_from, protocol.quiet_until)

    def rings_at_night(at: time) -> bool:
        return quiet.holds(datetime.combine(date(2026, 3, 6), at, UTC), "UTC")

    for slot in Slot:
        if rings_at_night(protocol.slots[slot]):
            yield f"{FILE}: slots.{slot}: lies in the quiet hours"
    for morning in MORNINGS:
        if rings_at_night(morning):
            yield f"{FILE}: quiet: a patient may have their morning at {morning:%H:%M}, which would lie in the quiet hours"


def _day_0(protocol: Protocol) -> Iterator[str]:
    """No clock time on day 0 that may be past, unless the step joins the first message then."""
    for step in protocol.steps:
        if isinstance(step.when, OnDay) and step.when.day == 0 and step.with_first_after is None:
            yield f"{FILE}: step {step.id}.when: a time of day on day 0 may be past; count hours, or say with what it joins"


def _stale(protocol: Protocol) -> Iterator[str]:
    """A step must be due before it is stale, for every depth and every morning."""
    for depth in DEPTHS[Setting.PROFESSIONAL]:
        treatment = treated(depth)
        facts = a_patient(treatment)
        for step in protocol.steps:
            if isinstance(step.when, OnDay):
                due = timing.due_on_day(facts, protocol, treatment, step.when)
                latest_morning = datetime.combine(due.date(), max(MORNINGS), UTC)
                latest = timing.latest_of_treatment_step(facts, step, treatment, due)
                if latest <= due:
                    yield f"{FILE}: step {step.id}.latest: is not after the moment at which it is due"
                elif step.when.slot is Slot.MORNING and latest <= latest_morning and step.priority <= 1:
                    yield (
                        f"{FILE}: step {step.id}.latest: is over before the latest morning that a patient can choose, "
                        f"{max(MORNINGS):%H:%M}: it would never be said to them"
                    )


def _together(protocol: Protocol) -> Iterator[str]:
    """Two steps for the same slot of the same day are said at one moment: they have to say so."""
    steps = [step for step in protocol.steps if isinstance(step.when, OnDay)]
    for place, one in enumerate(steps):
        for other in steps[place + 1 :]:
            if one.when == other.when and not on_purpose(one, other) and not _exclude(one, other):
                yield f"{FILE}: step {other.id}.when: is the moment of {one.id} too; let one join the other, or move it"


def on_purpose(one: Step, other: Step) -> bool:
    """Whether the protocol itself brings two steps together."""
    return any(
        first.joins == second.id
        or second.id in first.absorbs
        or (first.line_of is not None and first.line_of.step == second.id)
        for first, second in ((one, other), (other, one))
    )


def _exclude(one: Step, other: Step) -> bool:
    """Whether nobody gets both."""
    return bool(
        one.condition.all_of & other.condition.none_of
        or other.condition.all_of & one.condition.none_of
        or (one.condition.any_of and one.condition.any_of <= other.condition.none_of)
        or (other.condition.any_of and other.condition.any_of <= one.condition.none_of)
    )


def _before_what_they_follow(protocol: Protocol) -> Iterator[str]:
    """What follows something comes after it: a line in a reply after a question, a question about a worry after the worry, a
    step that joins another near it, and the rows of the table in the order of time.
    """
    for line in protocol.lines:
        for host in line.hosts:
            if line.in_reply and not protocol.step(host.step).answers:
                yield f"{FILE}: line {line.id}.on: {host.step} asks nothing, so nothing is said in reply to it"
    for step in protocol.steps:
        match step.when:
            case AfterConcern(wait=wait, next_morning=False) if wait <= timedelta(0):
                yield f"{FILE}: step {step.id}.when: asks before there was time to do anything"
            case AfterConcern(level=None, wait=wait) if wait <= _longest_first_question(protocol, step):
                yield f"{FILE}: step {step.id}.when: comes before the first question about the same worry"
    dated = [step for step in protocol.steps if isinstance(step.when, OnDay)]
    for before, after in pairwise(dated):
        if _position(before, protocol) > _position(after, protocol):
            yield f"{FILE}: step {after.id}.when: comes before {before.id}, which stands above it"


def _longest_first_question(protocol: Protocol, step: Step) -> timedelta:
    waits = [
        timedelta(days=1) if one.when.next_morning else one.when.wait
        for one in protocol.steps
        if isinstance(one.when, AfterConcern) and one.id != step.id and one.when.level is not None
    ]
    return max(waits, default=timedelta(0))


def _position(step: Step, protocol: Protocol) -> tuple[int, time]:
    assert isinstance(step.when, OnDay)  # noqa: S101 - only those are asked about
    return step.when.day, protocol.slots[step.when.slot]


def _never_said(protocol: Protocol) -> Iterator[str]:
    """A step or line that no treatment at all gets."""
    said: set[str] = set()
    for facts in everybody():
        result = plan(facts, protocol, facts.treatments[0].registered_at)
        said |= {name for moment in result.moments for bubble in moment.bubbles for name in bubble.ids}
    for step in protocol.steps:
        of_treatment = step.role in (Role.HEALING, Role.RESULT)
        if of_treatment and step.id not in said and step.line_of is None and step.joins is None:
            yield f"{FILE}: step {step.id}: is never said"
    for line in protocol.lines:
        if line.id not in said and not line.in_reply:
            yield f"{FILE}: line {line.id}: is never said"
