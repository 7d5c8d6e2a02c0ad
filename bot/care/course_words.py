"""What is said of a course: on the screen of a session, and on that of "Sessions planned"."""

from __future__ import annotations

from bot.care import course
from bot.care.booked import days_booked
from bot.care.work import Work
from bot.schedules.concerns import concern_is_open
from bot.schedules.facts import PatientFacts, TreatmentFacts
from bot.schedules.protocol import Area, Goal, Modifier, Setting
from bot.store.facts import facts_of
from bot.store.records import Patient, Treatment
from bot.words.message import FactValue, Lines, Word

_BY_AREA = ((frozenset({Area.NECK}), "neck"), (frozenset({Area.BODY}), "body"))


def course_lines(work: Work, patient: Patient, session: Treatment) -> Lines:
    """Which session it is of how many, the first day for the next one, and what is booked. The rest stands with the
    latest session of a course alone.
    """
    facts = facts_of(work.tx, patient)
    treatment = _known(facts, session)
    if treatment is None:
        return Lines(())
    return Lines(tuple(_course_lines(work, facts, treatment)))


def _course_lines(work: Work, facts: PatientFacts, treatment: TreatmentFacts) -> list[Word]:
    stands = course.standing(facts, treatment)
    lines: list[Word] = []
    if treatment.setting is Setting.PROFESSIONAL:
        counted: dict[str, FactValue] = {"number": stands.number, "total": stands.total, "left": stands.left}
        lines.append(Word("course-number" if stands.total > 1 else "course-single", counted))
    day = course.next_day(facts, work.house.protocol, treatment, work.now)
    if day is not None:
        setting = treatment.setting.value
        held = concern_is_open(facts, work.now) or facts.stopped
        lines.append(Word("course-next-held") if held else Word("course-next", {"day": day, "setting": setting}))
        lines += [Word("course-booked", {"day": booked}) for booked in days_booked(facts, work.now)]
    return lines


def early_word(work: Work, patient: Patient, session: Treatment) -> Lines:
    """Of a booked session: that it is early, or that the clinic set it although it is."""
    facts = facts_of(work.tx, patient)
    booking = next((one for one in facts.bookings if one.id == session.id), None)
    if booking is None:
        return Lines(())
    if course.clinic_set(facts, booking):
        return Lines((Word("course-vouched-clinic-set"),))
    earliest = course.too_early(facts, work.house.protocol, booking)
    if earliest is None:
        return Lines(())
    return Lines((Word("course-is-early", {"earliest": earliest}),))


def usual_lines(treatment: TreatmentFacts) -> Lines:
    """How many sessions studies had for this goal, and when to stop. Clinical evidence, section 5.1."""
    if treatment.setting is Setting.HOME:
        return Lines((Word("course-stop-home", {"until": treatment.ended_at + course.COLOUR_LASTS}),))
    lines = [Word(f"course-usual-{_usual(treatment)}")]
    if treatment.goal is Goal.PIGMENT or Modifier.MELASMA in treatment.modifiers:
        lines.append(Word("course-stop-pigment"))
    return Lines(tuple(lines))


def _usual(treatment: TreatmentFacts) -> str:
    if treatment.goal not in (None, Goal.OTHER):
        return str(treatment.goal)
    return next((name for areas, name in _BY_AREA if treatment.areas == areas), "unset")


def _known(facts: PatientFacts, session: Treatment) -> TreatmentFacts | None:
    """The session as it counts; `None` for one that was deleted."""
    return next((one for one in facts.treatments if one.id == session.id), None)
