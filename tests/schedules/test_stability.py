"""Properties of the plan over random patients. Stability first: without it rings and caps would flicker with the ledger."""

from __future__ import annotations

import os
from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.schedules import days, timing
from bot.schedules.asking import second_askings
from bot.schedules.facts import Answered, BookingFacts, Concern, PatientFacts, Pause, TreatmentFacts
from bot.schedules.loader import default_protocol
from bot.schedules.plan import Bubble, Plan
from bot.schedules.planner import closing, next_wake, plan
from bot.schedules.protocol import Area, ConcernLevel, Goal, Kind, Modifier, Priority, Role, Setting
from tests.people import BERLIN, LISBON, LORD_HOWE, TEHRAN
from tests.saying import after_closing, after_saying

PROTOCOL = default_protocol()
EXAMPLES = int(os.environ.get("EXAMPLES", "100"))
"""`make soak` sets more."""
NOON = datetime(2026, 3, 6, 12, tzinfo=UTC)

zones = st.sampled_from([BERLIN, LISBON, TEHRAN, LORD_HOWE, "America/New_York", "Asia/Kathmandu", "Pacific/Chatham"])
moments_of_a_year = st.integers(0, 400 * 24 * 60).map(lambda minutes: NOON + timedelta(minutes=minutes))
areas = st.sets(st.sampled_from(Area), min_size=1).map(frozenset)


@st.composite
def treatments(draw: st.DrawFn, name: str, zone: str) -> TreatmentFacts:
    home = draw(st.booleans())
    ended = draw(moments_of_a_year)
    late = draw(st.sampled_from([0, 0, 0, 30, 119, 120, 121, 300, 1500, 5000, 60_000]))
    return TreatmentFacts(
        id=name,
        ended_at=ended,
        zone=zone,
        registered_at=ended + timedelta(minutes=late),
        areas=draw(areas),
        depth_mm=draw(st.sampled_from([None, 0.25, 0.5]))
        if home
        else draw(st.sampled_from([None, 0.3, 0.8, 1.2, 2.0])),
        setting=Setting.HOME if home else Setting.PROFESSIONAL,
        goal=draw(st.sampled_from([None, *Goal])),
        modifiers=draw(st.sets(st.sampled_from(Modifier)).map(frozenset)),
        sessions_left=draw(st.integers(0, 2)),
    )


@st.composite
def patients(draw: st.DrawFn) -> PatientFacts:
    zone = draw(zones)
    number = draw(st.integers(1, 3))
    pauses = []
    if draw(st.booleans()):
        start = draw(moments_of_a_year)
        pauses.append(Pause(start, start + timedelta(hours=draw(st.integers(1, 900)))))
    concerns = []
    if draw(st.booleans()):
        opened = draw(moments_of_a_year)
        closed = opened + timedelta(hours=draw(st.integers(1, 300))) if draw(st.booleans()) else None
        concerns.append(Concern("c1", draw(st.sampled_from(ConcernLevel)), opened, closed))
    bookings = []
    if draw(st.booleans()):
        booked = draw(moments_of_a_year)
        bookings.append(BookingFacts("b1", booked + timedelta(hours=draw(st.integers(1, 1000))), zone, booked))
    return PatientFacts(
        zone=zone,
        treatments=tuple(draw(treatments(f"t{index}", zone)) for index in range(number)),
        bookings=tuple(bookings),
        concerns=tuple(concerns),
        pauses=tuple(pauses),
        morning=draw(st.sampled_from([None, time(8, 30), time(12)])),
        quiet_from=draw(st.sampled_from([None, time(19), time(22), time(0)])),
        quiet_until=draw(st.sampled_from([None, time(7), time(10)])),
        essentials_only=draw(st.booleans()),
    )


def start_of(facts: PatientFacts) -> datetime:
    """When the last of what the facts tell became known: before it nobody could have planned with them."""
    known = [one.registered_at for one in facts.treatments]
    known += [one.opened_at for one in facts.concerns] + [one.closed_at for one in facts.concerns if one.closed_at]
    known += [one.booked_at for one in facts.bookings]
    known += [one.start for one in facts.pauses] + [one.until for one in facts.pauses if one.until]
    return max(known)


def as_told(result: Plan) -> list[tuple[datetime, bool, tuple[tuple[str, ...], ...]]]:
    """What a plan says, without the second askings: like every follow-up, they are there only once their prompt was said."""
    return [(one.due, one.rings, tuple(map(without_second_askings, one.bubbles))) for one in result.moments]


def without_second_askings(bubble: Bubble) -> tuple[str, ...]:
    again = {part.step for part in second_askings(bubble, PROTOCOL)}
    return tuple(id_ for id_ in bubble.ids if id_ not in again)


def answering_the_booked_session(facts: PatientFacts, now: datetime) -> PatientFacts:
    """Follow-ups come into being when their prompt stays unanswered; the property is about everything else."""
    return replace(facts, answered=(*facts.answered, Answered("b1", "BOOK-1", 0, "did-not-happen", now)))


@given(patients())
@settings(max_examples=EXAMPLES, deadline=None)
def test_saying_the_first_moment_on_time_leaves_the_rest_of_the_plan_as_it_was(facts: PatientFacts) -> None:
    now = start_of(facts)
    for _ in range(6):
        before = plan(facts, PROTOCOL, now)
        if not before.moments:
            break
        first = before.moments[0]
        now = max(now, first.due)
        facts = answering_the_booked_session(after_saying(facts, first, now), now)

        after = plan(facts, PROTOCOL, now)

        assert as_told(after) == as_told(before)[1:]


@given(patients(), st.integers(0, 2000))
@settings(max_examples=EXAMPLES, deadline=None)
def test_waiting_without_a_due_moment_changes_nothing(facts: PatientFacts, minutes: int) -> None:
    now = start_of(facts)
    before = plan(facts, PROTOCOL, now)
    if not before.moments or before.moments[0].due <= now:
        return
    later = min(now + timedelta(minutes=minutes), before.moments[0].due)

    assert as_told(plan(facts, PROTOCOL, later)) == as_told(before)


@given(patients(), st.integers(0, 400 * 24))
@settings(max_examples=EXAMPLES, deadline=None)
def test_every_step_stands_in_a_moment_or_among_the_skipped_once(facts: PatientFacts, hours: int) -> None:
    result = plan(facts, PROTOCOL, NOON + timedelta(hours=hours))

    told = Counter(
        (part.about, part.step, part.host if PROTOCOL.has_step(part.step) is False else None)
        for moment in result.moments
        for bubble in moment.bubbles
        for part in bubble.parts
    )
    told.update((one.about, one.step, one.host) for one in result.skipped)
    for treatment in facts.treatments:
        for step in PROTOCOL.steps:
            if step.role in (Role.HEALING, Role.RESULT):
                assert told[(treatment.id, step.id, None)] == 1, step.id
        for line in PROTOCOL.lines:
            for host in line.hosts:
                assert told[(treatment.id, line.id, host.step)] == 1, (line.id, host.step)


@given(patients(), st.integers(0, 400 * 24))
@settings(max_examples=EXAMPLES, deadline=None)
def test_rings_caps_quiet_hours_and_latest_hold_for_anybody(facts: PatientFacts, hours: int) -> None:
    now = NOON + timedelta(hours=hours)
    result = plan(facts, PROTOCOL, now)

    quiet = timing.quiet_hours(facts, PROTOCOL)
    free = {one.day0 for one in facts.treatments}
    rings: list[datetime] = []
    bubbles: Counter[date] = Counter()
    assert [one.due for one in result.moments] == sorted(one.due for one in result.moments)
    for moment in result.moments:
        at = max(moment.due, now)
        assert moment.due < moment.latest
        assert now < moment.latest
        if moment.reply:
            continue
        assert moment.due <= now or not quiet.holds(moment.due, facts.zone)
        day = days.local(moment.due, facts.zone).date()
        bubbles[day] += len(moment.bubbles)
        low = [b for b in moment.bubbles if b.priority >= Priority.P2]
        assert not low or day in free or bubbles[day] <= 4
        if moment.rings and not any(
            PROTOCOL.step(b.step).always_rings for b in moment.bubbles if PROTOCOL.has_step(b.step)
        ):
            rings.append(at)
    for one, other in pairwise(rings):
        assert other - one >= timedelta(hours=3)
    on_day = Counter(days.local(one, facts.zone).date() for one in rings)
    assert all(count <= 2 for day, count in on_day.items() if day not in free)


@given(patients())
@settings(max_examples=EXAMPLES, deadline=None)
def test_nothing_is_allowed_before_its_moment_or_under_a_concern(facts: PatientFacts) -> None:
    now = start_of(facts)
    for moment in plan(facts, PROTOCOL, now).moments:
        for bubble in moment.bubbles:
            for part in bubble.parts:
                step = PROTOCOL.step(part.step) if PROTOCOL.has_step(part.step) else None
                permit = step.kind is Kind.PERMIT if step else PROTOCOL.line(part.step).permit
                if not permit:
                    continue
                assert not step or moment.due >= part.due
                assert not any(
                    one.opened_at
                    <= moment.due
                    < min(one.closed_at or one.opened_at + timedelta(days=7), one.opened_at + timedelta(days=7))
                    for one in facts.concerns
                    if one.level is not ConcernLevel.WATCH
                )


@given(patients(), st.lists(st.integers(1, 500 * 60), min_size=1, max_size=12))
@settings(max_examples=EXAMPLES, deadline=None)
def test_whatever_the_outages_every_safety_step_is_said_or_its_reason_kept_and_nothing_is_said_twice(
    facts: PatientFacts, waits: list[int]
) -> None:
    now = start_of(facts)
    said: Counter[tuple[str, str, int, str | None]] = Counter()
    for wait in [*waits, 500 * 24 * 60]:
        facts = after_closing(facts, PROTOCOL, now)
        while (result := plan(facts, PROTOCOL, now)).moments and result.moments[0].due <= now:
            said.update((p.about, p.step, p.occurrence, p.host) for b in result.moments[0].bubbles for p in b.parts)
            facts = after_saying(facts, result.moments[0], now)
        wake = next_wake(facts, PROTOCOL, now)
        assert wake is None or wake > now
        now += timedelta(minutes=wait)
    facts = after_closing(facts, PROTOCOL, now)

    assert all(count == 1 for count in said.values())
    assert closing(facts, PROTOCOL, now) == ()
    rows = {(row.about, row.step) for row in facts.said}
    standing = {(one.about, one.step) for one in plan(facts, PROTOCOL, now).skipped}
    for treatment in facts.treatments:
        for step in PROTOCOL.steps:
            if step.role in (Role.HEALING, Role.RESULT) and step.priority is Priority.P0:
                assert (treatment.id, step.id) in rows | standing


@given(patients(), st.integers(0, 400 * 24))
@settings(max_examples=EXAMPLES, deadline=None)
def test_the_plan_does_not_depend_on_the_order_in_which_facts_are_given(facts: PatientFacts, hours: int) -> None:
    now = NOON + timedelta(hours=hours)
    turned = replace(facts, treatments=facts.treatments[::-1], concerns=facts.concerns[::-1])

    assert as_told(plan(turned, PROTOCOL, now)) == as_told(plan(facts, PROTOCOL, now))
