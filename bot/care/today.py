"""/today: where the skin is in its year, what to do, what to leave, what opens next; and the pinned card that says the
same in four lines.
"""

from __future__ import annotations

from collections.abc import Iterator

from bot.care import concerns, skin_clock
from bot.care.booked import day_of_booking, days_booked, settle_taps, unsettled
from bot.care.card import NEXT_GROUPS, card
from bot.care.no_treatment import nothing_yet
from bot.care.running import leading, phases, running
from bot.care.work import Person, Work
from bot.schedules.concerns import concern_is_open
from bot.schedules.facts import PatientFacts, TreatmentFacts
from bot.schedules.phases import day_of, phase_of
from bot.schedules.protocol import Activity, Area
from bot.words.message import FactValue, Lines, Reply, Say, Tap, Word

FIRST_PHASES = ("P1", "P2", "P3")


def today(work: Work, person: Person) -> Reply:
    """What is true for this person today, and the card brought up to date."""
    seen = running(work, person)
    if seen is None:
        return (*nothing_yet(work, person), *card(work, person))
    over = unsettled(seen[0], work.now)
    taps = (
        *((settle_taps(over.id),) if over is not None else ()),
        (Tap("today-tap-can", "can"), Tap("today-tap-plan", "plan")),
        *concerns.taps(work, seen[0]),
    )
    said = Say("today", _today_facts(work, *seen), taps)
    return (said, *card(work, person))


def _today_facts(work: Work, facts: PatientFacts, treatments: tuple[TreatmentFacts, ...]) -> dict[str, FactValue]:
    held = concern_is_open(facts, work.now)
    return {
        "where": Lines((*_stage_lines(work, facts, treatments), *_booked_lines(work, facts))),
        "do": Lines(tuple(_to_do(work, facts, treatments, held=held))),
        "leave": Lines(tuple(_to_leave(work, facts, treatments))),
        "next": Lines((Word("today-held"),)) if held else _opens_next(work, treatments),
    }


def _stage_lines(work: Work, facts: PatientFacts, treatments: tuple[TreatmentFacts, ...]) -> Iterator[Word]:
    """One line for each treatment that leads an area: the latest one there."""
    led = leading(treatments)
    for treatment, areas in led:
        phase = phase_of(work.house.protocol, treatment, work.now, facts.zone)
        if phase is None:
            continue
        said: dict[str, FactValue] = {
            "stage": Word(f"stage-{phase.id}"),
            "day": day_of(treatment, work.now, facts.zone),
            "area": skin_clock.areas_word(areas),
        }
        yield Word("today-stage" if len(led) == 1 else "today-stage-area", said)


def _booked_lines(work: Work, facts: PatientFacts) -> Iterator[Word]:
    """What is booked, and whether the last one took place."""
    over = unsettled(facts, work.now)
    if over is not None:
        yield Word("today-unsettled", {"day": day_of_booking(facts, over)})
    for day in days_booked(facts, work.now):
        yield Word("today-booked", {"day": day})


def _to_do(work: Work, facts: PatientFacts, treatments: tuple[TreatmentFacts, ...], *, held: bool) -> Iterator[Word]:
    """What to do today: what the earliest phase asks, and of what is open the care that the areas call for."""
    phase = phases(work, facts, treatments)[0][0].id
    if phase == "P1":
        yield Word("today-do-clinic-only")
    if held:
        yield Word("today-do-held")
        return
    if phase in FIRST_PHASES:
        areas = frozenset(area for one in treatments for area in one.areas)
        for activity, wanted in _DAILY_CARE:
            moments = skin_clock.unlocks(work.house.protocol, treatments, activity, work.now)
            if areas & wanted and moments and all(one.is_open(work.now) for one in moments):
                yield Word(f"today-do-{activity}")
        yield Word("today-do-shade")
        return
    if phase == "P4":
        yield Word("today-do-steady")
    until = skin_clock.ends_at(work.house.protocol, treatments, Activity.DAILY_SPF_ENDS)
    yield Word("today-do-sun-until", {"until": until}) if until and until > work.now else Word("today-do-sun")


_DAILY_CARE = (
    (Activity.CLEANSER, frozenset({Area.FACE, Area.NECK, Area.BODY})),
    (Activity.MOISTURISER, frozenset({Area.FACE, Area.NECK, Area.BODY})),
    (Activity.SUNSCREEN, frozenset({Area.FACE, Area.NECK, Area.BODY})),
    (Activity.HAIR_WASH, frozenset({Area.SCALP})),
)


def _to_leave(work: Work, facts: PatientFacts, treatments: tuple[TreatmentFacts, ...]) -> Iterator[Word]:
    """What to leave today: hands and picking while the skin is fragile, the sun as long as strict shade lasts."""
    phase = phases(work, facts, treatments)[0][0].id
    if phase in FIRST_PHASES:
        yield Word("today-leave-hands" if phase == "P1" else "today-leave-picking")
    until = skin_clock.ends_at(work.house.protocol, treatments, Activity.STRICT_SUN_ENDS)
    if until and until > work.now:
        yield Word("today-leave-sun-until", {"until": until})
    else:
        yield Word("today-leave-midday-sun")
    if phase == "P4":
        yield Word("today-leave-new-products")


def _opens_next(work: Work, treatments: tuple[TreatmentFacts, ...]) -> Lines:
    groups = skin_clock.grouped(skin_clock.still_shut(work.house.protocol, treatments, work.now)).words
    if not groups:
        return Lines((Word("today-all-open"),))
    rest = (Word("today-more"),) if len(groups) > NEXT_GROUPS else ()
    return Lines((*groups[:NEXT_GROUPS], *rest))
