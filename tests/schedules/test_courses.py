"""What holds for every course, however odd: one to four sessions, visits that move, answers or none, worries, pauses, a bot that sleeps."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.schedules import days, timing
from bot.schedules.answers import CLEAR, WORSE
from bot.schedules.asking import answers_to, second_askings
from bot.schedules.concerns import spans
from bot.schedules.facts import BookingFacts, PatientFacts, SaidState, TreatmentFacts
from bot.schedules.loader import default_protocol
from bot.schedules.owed import SAME
from bot.schedules.plan import Bubble, Part
from bot.schedules.planner import plan
from bot.schedules.protocol import (
    Activity,
    Area,
    ConcernLevel,
    Goal,
    Kind,
    Modifier,
    Priority,
    Role,
    Setting,
    Step,
)
from bot.schedules.superseding import remains
from bot.schedules.unlock import opening
from tests.people import BERLIN, LISBON, LORD_HOWE, TEHRAN
from tests.schedules import playing
from tests.schedules.playing import Change, Course, Saying
from tests.schedules.test_stability import EXAMPLES

PROTOCOL = default_protocol()
START = datetime(2026, 3, 6, 12, tzinfo=UTC)
HORIZON = timedelta(days=500)
MINUTES = timedelta(minutes=1)

spans_of_time = st.integers(0, 80 * 24 * 60).map(lambda minutes: minutes * MINUTES)
waits = st.integers(1, 20 * 24 * 60).map(lambda minutes: minutes * MINUTES)


@st.composite
def sessions(draw: st.DrawFn, name: str, zone: str) -> tuple[datetime, Change]:
    """A session, and when the bot is told of it."""
    home = draw(st.booleans())
    ended = START + draw(spans_of_time)
    told = ended + draw(st.sampled_from([0, 0, 0, 60, 119, 121, 600, 3000, 50_000])) * MINUTES
    treatment = TreatmentFacts(
        id=name,
        ended_at=ended,
        zone=zone,
        registered_at=told,
        areas=draw(st.sets(st.sampled_from(Area), min_size=1, max_size=2).map(frozenset)),
        depth_mm=draw(st.sampled_from([None, 0.3, 0.5] if home else [None, 0.3, 0.8, 1.2, 2.0])),
        setting=Setting.HOME if home else Setting.PROFESSIONAL,
        goal=draw(st.sampled_from([None, Goal.ACNE_SCARS, Goal.HAIR])),
        modifiers=draw(st.sets(st.sampled_from(Modifier), max_size=3).map(frozenset)),
        sessions_left=draw(st.integers(0, 2)),
    )
    return told, playing.registers(treatment)


@st.composite
def visits(draw: st.DrawFn, zone: str) -> list[tuple[datetime, Change]]:
    """A booked visit that stays, moves or is cancelled."""
    booked = START + draw(spans_of_time)
    ends = booked + draw(waits)
    happens = [(booked, playing.books(BookingFacts("b1", ends, zone, booked)))]
    if draw(st.booleans()):
        happens.append((booked + draw(waits), playing.moves("b1", ends + draw(waits) - timedelta(days=3))))
    if draw(st.booleans()):
        happens.append((booked + draw(waits), playing.cancels("b1")))
    return happens


@st.composite
def events(draw: st.DrawFn) -> list[tuple[datetime, Change]]:
    """What people do besides."""
    at = START + draw(spans_of_time)
    match draw(st.sampled_from(["worry", "worry", "sorted", "pause", "essentials", "later", "correct", "cancel"])):
        case "worry":
            return [(at, playing.worries(draw(st.sampled_from(ConcernLevel))))]
        case "sorted":
            return [(at, playing.calls_it_sorted)]
        case "pause":
            return [(at, playing.pauses), (at + draw(waits), playing.resumes)]
        case "essentials":
            return [(at, playing.wants_only_the_essentials)]
        case "later":
            return [(at, playing.puts_off(draw(st.sampled_from([1, 3, 9])) * timedelta(hours=1), PROTOCOL))]
        case "correct":
            return [(at, playing.corrects("t0", draw(st.integers(-200, 200)) * timedelta(hours=1)))]
        case _:
            return [(at, playing.cancels("t1"))]


@st.composite
def courses(draw: st.DrawFn) -> Course:
    zone = draw(st.sampled_from([BERLIN, LISBON, TEHRAN, LORD_HOWE]))
    happens = [draw(sessions(f"t{number}", zone)) for number in range(draw(st.integers(1, 4)))]
    if draw(st.booleans()):
        happens += draw(visits(zone))
    for _ in range(draw(st.integers(0, 5))):
        happens += draw(events())
    picked = st.sampled_from([None, "0", "0", "1", "2", "3"])
    answers = draw(st.lists(st.tuples(picked, waits.map(lambda wait: wait / 10)), max_size=25))
    sleeps = draw(st.lists(st.tuples(spans_of_time, waits), max_size=3))
    return Course(
        PatientFacts(zone),
        PROTOCOL,
        START,
        happens,
        answers,
        sorted((START + start, START + start + length / 4) for start, length in sleeps),
        START + HORIZON,
    )


@given(courses())
@settings(max_examples=max(12, EXAMPLES // 5), deadline=None, suppress_health_check=list(HealthCheck))
def test_every_course_keeps_every_promise(course: Course) -> None:
    course.play()
    for promise in PROMISES:
        broken = list(promise(course))
        assert not broken, f"{promise.__name__}: {broken[:3]}"


def two_counted_rings_a_day_three_hours_apart(course: Course) -> Iterator[object]:
    rings = [one for one in course.said if one.moment.takes_a_ring]
    for one, other in pairwise(rings):
        if abs(_counted_at(other) - _counted_at(one)) < timedelta(hours=3):
            yield one.at, other.at
    on_day = Counter(_day(one) for one in rings)
    for day, count in on_day.items():
        if count > 2 and not any(_is_first_day(one) for one in rings if _day(one) == day):
            yield day, count


def four_bubbles_a_day_unless_they_matter(course: Course) -> Iterator[object]:
    bubbles: Counter[date] = Counter()
    for one in course.said:
        if one.moment.reply or _is_first_day(one):
            continue
        bubbles[_day(one)] += len(one.moment.bubbles)
        if bubbles[_day(one)] > 4 and any(bubble.priority >= Priority.P2 for bubble in one.moment.bubbles):
            yield one.at, [bubble.step for bubble in one.moment.bubbles]


def no_step_twice_for_one_purpose(course: Course) -> Iterator[object]:
    said: dict[tuple[str, str], list[tuple[Part, Saying]]] = {}
    for one, part in _parts(course):
        if part.host is None and PROTOCOL.has_step(part.step) and _step(part).role is not Role.SUMMARY:
            said.setdefault((part.about, part.step), []).append((part, one))
    for (about, step), times in said.items():
        for (before, _), (part, one) in pairwise(times):
            put_off = any((s.about, s.step, s.occurrence) == (about, step, part.occurrence) for s in one.facts.snoozes)
            asked_again = PROTOCOL.step(step).re_ask and part.occurrence == before.occurrence + 1
            if not put_off and not asked_again and abs(part.due - before.due) <= SAME:
                yield one.at, step, before, part


def one_summary_at_a_time(course: Course) -> Iterator[object]:
    summaries = [one for one, part in _parts(course) if _role(part) is Role.SUMMARY]
    for one, other in pairwise(summaries):
        if one.at == other.at:
            yield one.at


def a_check_in_is_asked_again_once_and_only_if_it_has_no_answer(course: Course) -> Iterator[object]:
    again: Counter[tuple[str, str]] = Counter()
    for one in course.said:
        for bubble in one.moment.bubbles:
            for part in second_askings(bubble, PROTOCOL):
                again[(part.about, part.step)] += 1
                answered = answers_to(one.facts, (part.about,), part.step, part.occurrence)
                if answered or any(start <= one.at < end for start, end in spans(one.facts.concerns)):
                    yield one.at, part
    yield from (key for key, count in again.items() if count > 1)


def nothing_of_a_session_that_another_took_over(course: Course) -> Iterator[object]:
    for one, part in _parts(course):
        treatment = _treatment(one, part)
        if treatment is None or part.host is not None or _role(part) not in (Role.HEALING, Role.RESULT):
            continue
        if remains(_step(part), treatment, one.facts.treatments, one.at) is None:
            yield one.at, part


def nothing_is_allowed_before_its_moment_or_under_a_worry(course: Course) -> Iterator[object]:
    for one, part in _parts(course):
        is_step = PROTOCOL.has_step(part.step)
        permit = _step(part).kind is Kind.PERMIT if is_step else PROTOCOL.line(part.step).permit
        if not permit:
            continue
        if any(start <= one.at < end for start, end in spans(one.facts.concerns)):
            yield one.at, part, "worry"
        treatment = _treatment(one, part)
        opens = opening(PROTOCOL, treatment, Activity.SUNSCREEN) if treatment and is_step else None
        if opens is not None and one.at < opens:
            yield one.at, part, opens


def under_a_worry_only_what_is_safety(course: Course) -> Iterator[object]:
    for one in course.said:
        if not any(start <= one.at < end for start, end in spans(one.facts.concerns)):
            continue
        for bubble in one.moment.bubbles:
            step = PROTOCOL.step(bubble.step) if PROTOCOL.has_step(bubble.step) else None
            lets_pass = one.moment.reply or (step and step.role in (Role.CONCERN, Role.SUMMARY))
            if step and not lets_pass and (step.priority > Priority.P0 or step.kind is Kind.PERMIT):
                yield one.at, bubble.ids


def no_photo_and_no_next_session_on_a_day_that_got_worse(course: Course) -> Iterator[object]:
    for one, part in _parts(course):
        if not PROTOCOL.has_step(part.step) or _step(part).kind not in (Kind.PHOTO, Kind.NEXT_SESSION):
            continue
        zone = one.facts.zone
        worse = {days.local(a.at, zone).date() for a in one.facts.answered if a.choice == WORSE and a.at <= one.at}
        if _day(one) in worse:
            yield one.at, part


def the_next_session_only_when_all_is_clear(course: Course) -> Iterator[object]:
    for one, part in _parts(course):
        if PROTOCOL.has_step(part.step) and _step(part).kind is Kind.NEXT_SESSION:
            treatment = _treatment(one, part)
            last = {
                a.step: a.choice for a in one.facts.answered if a.about == part.about and a.step in ("D7-1", "W2-2")
            }
            asked = ("D7-1",) if treatment and timing.interval_days(PROTOCOL, treatment) < 14 else ("D7-1", "W2-2")
            if any(last.get(step) not in CLEAR for step in asked):
                yield one.at, last


def nothing_in_a_pause_and_nothing_at_night_unless_they_asked(course: Course) -> Iterator[object]:
    for one in course.said:
        if one.moment.reply:
            continue
        if timing.quiet_hours(one.facts, PROTOCOL).holds(one.at, one.facts.zone):
            yield one.at, [bubble.step for bubble in one.moment.bubbles], "night"
        for pause in one.facts.pauses:
            paused = pause.start <= one.at and (pause.until is None or one.at < pause.until)
            # A session told of in the pause, while the bot slept: the summary is the answer to it, come late.
            told_of = any(pause.start <= treatment.registered_at <= one.at for treatment in one.facts.treatments)
            summary = all(PROTOCOL.has_step(b.step) and _role_of(b) is Role.SUMMARY for b in one.moment.bubbles)
            if paused and not (told_of and summary):
                yield one.at, [bubble.step for bubble in one.moment.bubbles], "pause"


def nothing_is_said_after_its_latest(course: Course) -> Iterator[object]:
    yield from (one.at for one in course.said if not one.at < one.moment.latest)


def every_safety_step_is_said_or_its_reason_kept(course: Course) -> Iterator[object]:
    rows = {(row.about, row.step) for row in course.facts.said if row.state is SaidState.SAID or row.reason}
    known = rows | {(one.about, one.step) for one in plan(course.facts, PROTOCOL, course.until).skipped}
    for treatment in course.facts.treatments:
        for step in PROTOCOL.steps:
            of_treatment = step.role in (Role.HEALING, Role.RESULT)
            if step.priority is Priority.P0 and of_treatment and (treatment.id, step.id) not in known:
                yield treatment.id, step.id


def every_worry_is_asked_about_once_at_its_time(course: Course) -> Iterator[object]:
    asked = Counter((part.about, part.step) for _, part in _parts(course) if _role(part) is Role.CONCERN)
    yield from (key for key, count in asked.items() if count > 1)


Promise = Callable[[Course], Iterator[object]]
PROMISES: tuple[Promise, ...] = (
    two_counted_rings_a_day_three_hours_apart,
    four_bubbles_a_day_unless_they_matter,
    no_step_twice_for_one_purpose,
    one_summary_at_a_time,
    a_check_in_is_asked_again_once_and_only_if_it_has_no_answer,
    nothing_of_a_session_that_another_took_over,
    nothing_is_allowed_before_its_moment_or_under_a_worry,
    under_a_worry_only_what_is_safety,
    no_photo_and_no_next_session_on_a_day_that_got_worse,
    the_next_session_only_when_all_is_clear,
    nothing_in_a_pause_and_nothing_at_night_unless_they_asked,
    nothing_is_said_after_its_latest,
    every_safety_step_is_said_or_its_reason_kept,
    every_worry_is_asked_about_once_at_its_time,
)


def _parts(course: Course) -> Iterator[tuple[Saying, Part]]:
    for one in course.said:
        for bubble in one.moment.bubbles:
            for part in bubble.parts:
                yield one, part


def _step(part: Part) -> Step:
    return PROTOCOL.step(part.step)


def _role(part: Part) -> Role | None:
    return _step(part).role if PROTOCOL.has_step(part.step) else None


def _role_of(bubble: Bubble) -> Role:
    return PROTOCOL.step(bubble.step).role


def _treatment(one: Saying, part: Part) -> TreatmentFacts | None:
    return next((known for known in one.facts.treatments if known.id == part.about), None)


def _day(one: Saying) -> date:
    return days.local(one.at, one.facts.zone).date()


def _is_first_day(one: Saying) -> bool:
    return _day(one) in {treatment.day0 for treatment in one.facts.treatments}


def _counted_at(one: Saying) -> datetime:
    """A message that was merely slow on its way counts at its due time."""
    return one.moment.due if one.at - one.moment.due <= timedelta(minutes=30) else one.at
