"""Which texts can reach somebody: every bubble under everything that its words, its lines or its moments depend on.

A year of one treatment has some twenty bubbles, and there are more than a hundred thousand different treatments.
A bubble's text changes only with the variables that its words read and with the conditions of its lines, so each
step is tried under the product of just those.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import cache
from itertools import combinations, product

from bot.schedules.facts import Answered, BookingFacts, Concern, PatientFacts, TreatmentFacts
from bot.schedules.loader import default_protocol
from bot.schedules.plan import Bubble, Part
from bot.schedules.planner import plan
from bot.schedules.protocol import (
    Activity,
    Area,
    ConcernLevel,
    Goal,
    Kind,
    Line,
    Modifier,
    Priority,
    Role,
    Setting,
    Step,
)
from bot.schedules.unlock import ENDS
from bot.words.message import Opens, Reader, Word
from bot.words.step_facts import step_facts
from tests.content.reading import variables_of
from tests.people import BERLIN, a_patient, a_treatment, at

AREA_SETS = tuple(frozenset(some) for size in range(1, 5) for some in combinations(Area, size))
DEPTHS: tuple[tuple[Setting, float | None], ...] = (
    *((Setting.PROFESSIONAL, depth) for depth in (0.3, 0.8, 1.2, 2.0, None)),
    *((Setting.HOME, depth) for depth in (0.3, None)),
)
"""Every band, at a clinic and at home; `None` is not known."""
ENDED = ("09:00", "16:30", "23:45")
"""Times of the day at which a treatment may have ended: what has opened or passed at a slot differs between them."""
LINES_IN_A_BUBBLE = 2


@dataclass(frozen=True)
class Case:
    """One bubble for one person at one moment."""

    bubble: Bubble
    facts: PatientFacts
    reader: Reader


def cases(step: Step) -> Iterator[Case]:
    """Every bubble of a step under everything that changes its text."""
    match step.role:
        case Role.BOOKING:
            yield from _about_a_booking(step)
        case Role.CONCERN:
            yield from _about_a_concern(step)
        case Role.SUMMARY:
            yield from _after_a_gap(step)
        case _:
            yield from _about_a_treatment(step)


def _about_a_treatment(step: Step) -> Iterator[Case]:
    lines = hosted_by(step)
    read = variables_of([f"step-{step.id.lower()}", *(f"line-{line.id.lower()}" for line in lines)])
    seen: set[object] = set()
    for treatment in treatments_told_apart(step, lines, read):
        if not step.condition.holds(treatment.tags):
            continue
        told = (False, True) if _is_said_in_worry(step) and _reads_concern(read) else (False,)
        for (ended, now), held in product(_instants(step, treatment, read), told):
            facts = a_patient(replace(treatment, ended_at=ended, registered_at=ended))
            if held:
                facts = replace(facts, concerns=(Concern("c1", ConcernLevel.SOON, now),))
            reader = reader_for(treatment.setting, now)
            looks = _looks(read, facts, reader)
            for one in bubbles_of(step, treatment, lines, held=held):
                if (one.ids, looks) not in seen:
                    seen.add((one.ids, looks))
                    yield Case(one, facts, reader)


def _is_said_in_worry(step: Step) -> bool:
    """While a worry is open, only what is safety and no permit is sent."""
    return step.priority is Priority.P0 and step.kind is not Kind.PERMIT


def _looks(read: dict[str, set[str]], facts: PatientFacts, reader: Reader) -> tuple[object, ...]:
    """All that a text can look different by: what it selects on, and for a moment whether it has passed, not which it is."""
    known = step_facts([one.id for one in facts.treatments], facts, default_protocol(), reader)
    return (reader.setting, *(look(known.get(name), reader) for name in sorted(read)))


def look(value: object, reader: Reader) -> object:
    match value:
        case Opens(at):
            return at is not None and at <= reader.now
        case Word(id_):
            return id_
        case date():
            return date
        case _:
            return value


def hosted_by(step: Step) -> tuple[Line, ...]:
    """The lines that can join a step's bubble."""
    lines = default_protocol().lines
    return tuple(line for line in lines if not line.in_reply and any(host.step == step.id for host in line.hosts))


def bubbles_of(step: Step, treatment: TreatmentFacts, lines: tuple[Line, ...], *, held: bool = False) -> list[Bubble]:
    """A step with the lines that hold for one treatment: two inside, by priority and then in their order, the others alone."""
    holding = [
        line
        for line in lines
        if line.condition.holds(treatment.tags)
        and any(host.step == step.id and host.only.holds(treatment.tags) for host in line.hosts)
        and not (held and line.permit)
    ]
    holding.sort(key=lambda line: line.priority)
    inside, alone = holding[:LINES_IN_A_BUBBLE], holding[LINES_IN_A_BUBBLE:]
    ids = tuple(line.id for line in inside)
    firsts = [(step.id, *ids), *((step.id, guest, *ids) for guest in said_inside(step))]
    return [bubble(one, treatment.id) for one in (*firsts, *((line.id,) for line in alone))]


def said_inside(step: Step) -> tuple[str, ...]:
    """The steps that this one takes in as a line on some days: the sunscreen of day 1, by the afternoon's check-in."""
    return tuple(one.id for one in default_protocol().steps if one.line_of and one.line_of.step == step.id)


def bubble(ids: tuple[str, ...], about: str) -> Bubble:
    """A bubble of these ids, about one thing."""
    parts = tuple(Part(about, one, 0, None if one == ids[0] else ids[0], at("2026-03-06 09:00")) for one in ids)
    return Bubble(ids, parts, default_protocol().steps[0].priority)


def treatments_told_apart(step: Step, lines: tuple[Line, ...], read: dict[str, set[str]]) -> Iterator[TreatmentFacts]:
    """Every treatment that the words or lines of a step could tell apart."""
    tags = {
        tag for line in lines for one in (line.condition, *(host.only for host in line.hosts)) for tag in _tags(one)
    }
    tags |= set(_tags(step.condition))
    moments = {Activity(name.removesuffix("-at").removesuffix("-open")) for name in read if _is_moment(name)}
    slowed = bool(moments & default_protocol().slowed)
    sun = bool(moments & ENDS)
    about_areas = slowed or bool(moments & default_protocol().unlock_areas.keys())
    areas = (
        AREA_SETS if about_areas or _mentions("area", tags) or read.keys() & set(Area) else (frozenset({Area.FACE}),)
    )
    depths = DEPTHS if moments or _mentions("band", tags) or _reads_depth(read) else DEPTHS[4:6]
    goals = _goals(tags, read, sun=sun)
    modifiers = [one for one in Modifier if f"modifier:{one}" in tags or one.value in read]
    modifiers += [Modifier.DIABETES] * slowed
    if sun and Modifier.MELASMA not in modifiers:
        modifiers.append(Modifier.MELASMA)
    if {Modifier.PIGMENT_PRONE, Modifier.MELASMA} <= set(modifiers):
        modifiers.remove(Modifier.PIGMENT_PRONE)  # read, and conditioned on, only together
    for where, (setting, depth), goal in product(areas, depths, goals):
        for count in range(len(modifiers) + 1):
            for some in combinations(modifiers, count):
                yield a_treatment(areas=tuple(where), depth_mm=depth, setting=setting, goal=goal, modifiers=some)


def _goals(tags: set[str], read: dict[str, set[str]], *, sun: bool) -> tuple[Goal | None, ...]:
    if "goal" in read:
        return (*Goal, None)
    named = [goal for goal in Goal if f"goal:{goal}" in tags]
    if (sun or "pigment" in read) and Goal.PIGMENT not in named:
        named.append(Goal.PIGMENT)
    return (*named, None)


def _instants(step: Step, treatment: TreatmentFacts, read: dict[str, set[str]]) -> Iterator[tuple[datetime, datetime]]:
    """When the treatment may have ended, and when the step can be said then: at its moment and at the last minute."""
    selects = any(name.endswith(("-open", "-past")) and keys for name, keys in read.items())
    said = [
        (ended, spans[step.id]) for ended, spans in _spans(treatment.depth_mm, treatment.setting) if step.id in spans
    ]
    for ended, (due, latest) in said if selects else said[:1]:
        yield at(f"2026-03-06 {ended}"), due
        if selects:
            yield at(f"2026-03-06 {ended}"), latest - timedelta(minutes=1)


@cache
def _spans(depth: float | None, setting: Setting) -> list[tuple[str, dict[str, tuple[datetime, datetime]]]]:
    """For each time of the day: when the planner says each step of a plain treatment, and until when it would."""
    return [(ended, _said_between(ended, depth, setting)) for ended in ENDED]


def _said_between(ended: str, depth: float | None, setting: Setting) -> dict[str, tuple[datetime, datetime]]:
    course = 0 if setting is Setting.HOME else 2
    treatment = a_treatment(f"2026-03-06 {ended}", depth_mm=depth, setting=setting, sessions_left=course)
    clear = [Answered(treatment.id, id_, 0, "all-clear", treatment.ended_at) for id_ in ("D7-1", "W2-2", "W6-1")]
    facts = replace(a_patient(treatment), answered=tuple(clear))
    moments = plan(facts, default_protocol(), treatment.ended_at).moments
    return {id_: (moment.due, moment.latest) for moment in moments for one in moment.bubbles for id_ in one.ids}


def _about_a_booking(step: Step) -> Iterator[Case]:
    now = at("2026-03-04 09:30")
    booking = BookingFacts("b1", at("2026-03-11 15:00"), BERLIN, at("2026-03-01 12:00"))
    for setting in Setting:
        for earlier in ((), (a_treatment("2026-01-10 09:00", setting=setting, depth_mm=0.3),)):
            facts = replace(a_patient(*earlier), bookings=(booking,))
            yield Case(bubble((step.id,), booking.id), facts, reader_for(setting, now))


def _about_a_concern(step: Step) -> Iterator[Case]:
    levels = (ConcernLevel.WATCH, ConcernLevel.TODAY)
    for setting, phone, country, level in product(Setting, (None, "+49 30 123456"), ("DE", "FR", None), levels):
        treatment = a_treatment(setting=setting, depth_mm=0.3)
        concern = Concern("c1", level, at("2026-03-08 11:00"))
        facts = replace(a_patient(treatment), concerns=(concern,))
        reader = reader_for(setting, at("2026-03-08 16:00"), phone=phone, country=country)
        yield Case(bubble((step.id,), concern.id), facts, reader)


def _after_a_gap(step: Step) -> Iterator[Case]:
    gaps = [timedelta(hours=3), *(timedelta(days=days) for days in (1, 2, 3, 4, 6, 9, 15, 40, 100, 200, 300))]
    for where, (setting, depth), gap, held in product(AREA_SETS, DEPTHS, gaps, (False, True)):
        treatment = a_treatment(areas=tuple(where), depth_mm=depth, setting=setting)
        now = treatment.ended_at + gap
        facts = a_patient(treatment)
        if held:
            facts = replace(facts, concerns=(Concern("c1", ConcernLevel.SOON, now),))
        yield Case(bubble((step.id,), ""), facts, reader_for(setting, now))


def reader_for(setting: Setting, now: datetime, *, phone: str | None = None, country: str | None = "DE") -> Reader:
    """A person in Berlin."""
    return Reader(now, "en", BERLIN, country=country, emergency="112", clinic_phone=phone, setting=setting)


def _tags(condition: object) -> Iterator[str]:
    for name in ("all_of", "any_of", "none_of"):
        yield from getattr(condition, name)


def _mentions(kind: str, tags: set[str]) -> bool:
    return any(tag.startswith(f"{kind}:") for tag in tags)


def _is_moment(name: str) -> bool:
    return name.removesuffix("-at").removesuffix("-open") in set(Activity)


def _reads_depth(read: dict[str, set[str]]) -> bool:
    return bool(read.keys() & {"band", "depth-known"}) or any(name.endswith(("-by", "-past")) for name in read)


def _reads_concern(read: dict[str, set[str]]) -> bool:
    return "concern" in read or any(name in set(Activity) or name.endswith("-open") for name in read)
