"""/plan: the year as a list, as a picture and as a calendar file; and, on request, what was left out and why."""

from __future__ import annotations

from bot.care.booked import days_booked
from bot.care.no_treatment import nothing_yet
from bot.care.pages import page_of, turning
from bot.care.skin_clock import listed
from bot.care.work import Person, Work, patient_of
from bot.schedules.concerns import concern_is_open
from bot.schedules.facts import PatientFacts, SaidState
from bot.schedules.plan import Bubble, Moment, Reason
from bot.schedules.planner import plan
from bot.schedules.protocol import Protocol
from bot.store.facts import facts_of
from bot.store.states import PatientState
from bot.words.message import Attachment, How, Lines, Reply, Say, Tap, Word
from bot.words.step_facts import areas_if_others

PAGE = 7
"""Moments on one page."""
UNTOLD = frozenset(
    {
        Reason.NOT_FOR_YOU, Reason.NO_BOOKING, Reason.NO_CONCERN, Reason.NO_COURSE, Reason.NOT_LATE, Reason.IN_REPLY,
        Reason.SAID_ELSEWHERE, Reason.HOST_NOT_SAID, Reason.SETTLED,
    }
)  # fmt: skip
"""Reasons of what this person was never going to get: listing them would bury the others."""


def year_plan(work: Work, person: Person) -> Reply:
    """/plan: the first page of what is still to come, the next message first."""
    facts = facts_of(work.tx, patient_of(person))
    if not facts.treatments and not facts.bookings:
        return nothing_yet(work, person)
    return (_page(work, person, "0", How.NEW),)


def turn(work: Work, person: Person, number: str = "") -> Reply:
    """Another page, in place of the one shown; from another screen, /plan itself."""
    if not number:
        return year_plan(work, person)
    return (_page(work, person, number, How.EDIT),)


def picture(work: Work, person: Person) -> Reply:
    """The year as a picture, a message of its own."""
    return _attached(work, person, "plan-picture", Attachment.YEAR_PICTURE)


def calendar_file(work: Work, person: Person) -> Reply:
    """The year as a file for a calendar, a message of its own."""
    return _attached(work, person, "plan-file", Attachment.CALENDAR)


def left_out(work: Work, person: Person, number: str = "0") -> Reply:
    """What was not or is not going to be said, each with its reason in words."""
    facts = facts_of(work.tx, patient_of(person))
    page = page_of(_left_out(facts, work), number, PAGE)
    back = (Tap("plan-tap-back", "plan", ("0",)),)
    if not page.items:
        return (Say("plan-nothing-left-out", taps=(back,), how=How.EDIT),)
    said = {"lines": Lines(page.items), **page.facts}
    return (Say("plan-left-out", said, (*turning(page, "plan-left"), back), How.EDIT),)


def step_word(step: str) -> Word:
    """The short name of a step, as it stands in lists."""
    return Word(f"name-{step.lower()}")


def _page(work: Work, person: Person, number: str, how: How) -> Say:
    facts = facts_of(work.tx, patient_of(person))
    moments = plan(facts, work.house.protocol, work.now).moments
    page = page_of(moments, number, PAGE)
    forms = (Tap("plan-tap-picture", "plan-picture"), Tap("plan-tap-file", "plan-file"))
    left = (Tap("plan-tap-left", "plan-left", ("0",)),)
    if not page.items:
        return Say(_why_empty(facts, person), taps=(left,), how=how)
    further = frozenset(line.id for line in work.house.protocol.lines)
    booked = (Word("plan-booked", {"day": day}) for day in days_booked(facts, work.now))
    lines = Lines((*(_line(moment, facts, further) for moment in page.items), *booked))
    note = Word("plan-note-held") if concern_is_open(facts, work.now) else Word("plan-note")
    return Say("plan", {"lines": lines, "note": note, **page.facts}, (*turning(page, "plan"), forms, left), how)


def _why_empty(facts: PatientFacts, person: Person) -> str:
    if patient_of(person).state is PatientState.STOPPED:
        return "plan-stopped"
    return "plan-paused" if any(pause.until is None for pause in facts.pauses) else "plan-over"


def _line(moment: Moment, facts: PatientFacts, lines: frozenset[str]) -> Word:
    """One moment. `lines`: ids of add lines, which have no names of their own when they stand alone."""
    names = [_name(bubble, moment, facts, lines) for bubble in moment.bubbles]
    return Word("plan-line", {"at": moment.due, "what": listed(names)})


def _name(bubble: Bubble, moment: Moment, facts: PatientFacts, lines: frozenset[str]) -> Word:
    """A step by its name; with its areas where another session heals elsewhere at that time."""
    name = Word("name-note") if bubble.step in lines else step_word(bubble.step)
    areas = areas_if_others(bubble.about, facts, moment.due)
    return name if areas is None else Word("plan-name-areas", {"name": name, "areas": areas})


def _attached(work: Work, person: Person, word: str, attachment: Attachment) -> Reply:
    facts = facts_of(work.tx, patient_of(person))
    if not facts.treatments and not facts.bookings:
        return nothing_yet(work, person)
    return (Say(word, attachment=attachment),)


def _left_out(facts: PatientFacts, work: Work) -> list[Word]:
    """One line for each step that was closed unsaid, by date; then those that the plan leaves out and that may still
    come back.
    """
    steps = _steps_of(work.house.protocol)
    closed = [said for said in facts.said if said.state is SaidState.SKIPPED and said.step in steps and said.reason]
    found = {(said.about, said.step): (said.due, said.step, Reason(said.reason)) for said in closed if said.reason}
    for skipped in plan(facts, work.house.protocol, work.now).skipped:
        if skipped.step in steps and skipped.due is not None:
            found.setdefault((skipped.about, skipped.step), (skipped.due, skipped.step, skipped.reason))
    told = sorted(one for one in found.values() if one[2] not in UNTOLD)
    return [
        Word("plan-line-left", {"at": at, "what": step_word(step), "why": reason_word(reason)})
        for at, step, reason in told
    ]


def reason_word(reason: Reason) -> Word:
    """Why a step is not said, as a sentence."""
    return Word(f"reason-{reason}")


def _steps_of(protocol: Protocol) -> frozenset[str]:
    return frozenset(step.id for step in protocol.steps)
