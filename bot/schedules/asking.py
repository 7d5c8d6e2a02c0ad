"""Questions that stand open: which occurrences of a check-in are one question, and the second asking of one that nobody answered.

A check-in without an answer is asked again once, as a line of the next message about the same treatment. The line is put into a
plan that is finished: it moves nothing, takes no ring, counts for no cap, and keeps no host alive.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import datetime

from bot.schedules.concerns import end_of
from bot.schedules.facts import Answered, PatientFacts, Said, SaidState, TreatmentFacts
from bot.schedules.plan import Bubble, Moment, Part
from bot.schedules.protocol import Protocol, Role
from bot.schedules.superseding import left_of

ASKS_FOR_GOAL = "D4-1"
"""The step that asks what the treatment was for, as long as nobody has said. That question is never asked again."""


def is_asking(row: Said, protocol: Protocol) -> bool:
    """Whether a row of the ledger is a question that was put to the patient: a check-in, or its second asking."""
    return row.state is SaidState.SAID and protocol.has_step(row.step) and bool(protocol.step(row.step).answers)


def began_with(facts: PatientFacts, about: str, step: str, occurrence: int) -> int:
    """The occurrence with which a question began: what was put off or asked again is the same question, what a corrected date
    brought anew is not.
    """
    put_off = {one.occurrence for one in facts.snoozes if (one.about, one.step) == (about, step)}
    said = (row for row in facts.said if (row.about, row.step, row.host) == (about, step, None))
    anew = (row.occurrence for row in said if row.occurrence not in put_off and row.occurrence <= occurrence)
    return max(anew, default=occurrence)


def askings(facts: PatientFacts, protocol: Protocol, about: str, step: str, occurrence: int) -> list[Said]:
    """Every time that this question was put, the first time first."""
    began = began_with(facts, about, step, occurrence)
    return sorted(
        (
            row
            for row in facts.said
            if (row.about, row.step) == (about, step)
            and is_asking(row, protocol)
            and began_with(facts, about, step, row.occurrence) == began
        ),
        key=lambda row: (row.at, row.occurrence),
    )


def answers_to(facts: PatientFacts, about: Collection[str], step: str, occurrence: int) -> list[Answered]:
    """What was answered to a question, whichever of its messages it was answered under; the last one last."""
    return [
        one
        for one in facts.answered
        if one.about in about
        and one.step == step
        and began_with(facts, one.about, step, one.occurrence) == began_with(facts, one.about, step, occurrence)
    ]


def ask_again(
    facts: PatientFacts, protocol: Protocol, moments: tuple[Moment, ...], now: datetime
) -> tuple[Moment, ...]:
    """The moments with the second askings inside."""
    found = list(moments)
    for treatment in facts.treatments:
        question = _open_question(facts, protocol, treatment)
        place = _place(facts, protocol, found, treatment, question, now) if question else None
        if question is None or place is None:
            continue
        number, bubble = place
        bubbles = tuple(
            _with_line(facts, one, treatment.id, question.step) if one is bubble else one
            for one in found[number].bubbles
        )
        found[number] = replace(found[number], bubbles=bubbles)
    return tuple(found)


def second_askings(bubble: Bubble, protocol: Protocol) -> list[Part]:
    """The check-ins that a bubble asks for the second time, as parts of it."""
    return [
        part
        for part in bubble.parts
        if part.host is not None and protocol.has_step(part.step) and protocol.step(part.step).answers
    ]


def _open_question(facts: PatientFacts, protocol: Protocol, treatment: TreatmentFacts) -> Said | None:
    """The last check-in of a treatment, if it has no answer and may be asked again. Only the last: it took the place of those before."""
    asked = [row for row in facts.said if row.about == treatment.id and is_asking(row, protocol)]
    if not asked:
        return None
    last = max(asked, key=lambda row: (row.at, row.due))
    again = any(row.host is not None for row in facts.said if (row.about, row.step) == (last.about, last.step))
    if again or protocol.step(last.step).ask_again is None:
        return None
    return None if answers_to(facts, (treatment.id,), last.step, last.occurrence) else last


def _place(
    facts: PatientFacts,
    protocol: Protocol,
    moments: Iterable[Moment],
    treatment: TreatmentFacts,
    question: Said,
    now: datetime,
) -> tuple[int, Bubble] | None:
    """The next bubble about the treatment that can carry the line. Another check-in, a summary or a worry takes its place."""
    wait = protocol.step(question.step).ask_again
    if wait is None or _summed_up(facts, protocol, question) or _comes_by_itself(moments, question):
        return None
    for number, moment in enumerate(moments):
        at = max(moment.due, now)
        superseded = left_of(treatment, facts.treatments, at) is None
        worried = any(one.opened_at <= at and end_of(one) > question.at for one in facts.concerns)
        if at - question.at > wait or superseded or worried:
            return None
        for bubble in moment.bubbles:
            if not protocol.has_step(bubble.step):
                continue
            if protocol.step(bubble.step).role is Role.SUMMARY:
                return None
            if treatment.id not in bubble.about:
                continue
            if protocol.step(bubble.step).answers:
                return None
            if not moment.reply and not _asks_something(facts, bubble) and _has_room(bubble, protocol, question.step):
                return number, bubble
    return None


def _summed_up(facts: PatientFacts, protocol: Protocol, question: Said) -> bool:
    return any(
        row.at >= question.at and protocol.has_step(row.step) and protocol.step(row.step).role is Role.SUMMARY
        for row in facts.said
    )


def _comes_by_itself(moments: Iterable[Moment], question: Said) -> bool:
    """Whether the question itself is still to be said once more: it was put off."""
    return any(
        (part.about, part.step) == (question.about, question.step)
        for moment in moments
        for bubble in moment.bubbles
        for part in bubble.parts
    )


def _asks_something(facts: PatientFacts, bubble: Bubble) -> bool:
    told = any(one.goal is not None for one in facts.treatments if one.id in bubble.about)
    return bubble.step == ASKS_FOR_GOAL and not told


def _has_room(bubble: Bubble, protocol: Protocol, step: str) -> bool:
    """Two sessions that share a message may share the line, not the buttons of two questions."""
    return all(part.step == step for part in second_askings(bubble, protocol))


def _with_line(facts: PatientFacts, bubble: Bubble, about: str, step: str) -> Bubble:
    used = [row.occurrence for row in facts.said if (row.about, row.step) == (about, step)]
    used += [one.occurrence for one in facts.snoozes if (one.about, one.step) == (about, step)]
    host = next(part for part in bubble.parts if part.about == about)
    part = Part(about, step, max(used) + 1, bubble.step, host.due)
    ids = bubble.ids if step in bubble.ids else (*bubble.ids, step)
    return replace(bubble, ids=ids, parts=(*bubble.parts, part))
