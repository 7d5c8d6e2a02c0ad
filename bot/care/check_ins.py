"""Answers to check-ins: each is kept, and each gets a useful reply. A careful answer shows the urgent signs first and
opens a concern.

What was tapped may be old, doubled, about a cancelled session or against an earlier answer: it is kept all the same,
and the reply is right on the day on which it is read. A check-in that was put off or asked again is one question, and one
answer settles it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from bot.care import check, concerns
from bot.care.card import card_again
from bot.care.pages import number_of
from bot.care.step_words import variables
from bot.care.work import Person, Work, changing, patient_of
from bot.care.worried import whom_to_call
from bot.errors import CannotDo
from bot.schedules import days
from bot.schedules.answers import CAREFUL, CLEAR, SAME, SORTED, WORSE
from bot.schedules.asking import answers_to, askings, is_asking
from bot.schedules.concerns import URGENCY, concern_is_open
from bot.schedules.facts import Concern, PatientFacts, Said
from bot.schedules.protocol import Activity, ConcernLevel, Role, Step
from bot.schedules.unlock import opening
from bot.store import answers, ledger
from bot.store.facts import facts_of
from bot.store.records import Patient
from bot.words.message import How, Lines, Reply, Say, Word

STILL_ABOUT_NOW = timedelta(days=14)
"""An answer that comes later than this after its question says nothing about today."""
PERMITS_IN_REPLY = {"A-SCALP-7": Activity.HAIR_DYE}
"""Lines that join a reply once what they allow has opened."""


@dataclass(frozen=True, slots=True)
class _Asked:
    """The question that an answer is to."""

    step: Step
    occurrence: int
    rows: tuple[Said, ...]
    """Every time that it was put, the first time first: it can have been put off, or asked again."""
    about: tuple[str, ...]
    """Everything that the tapped message was about: two sessions can share one question."""


def answer(work: Work, person: Person, about: str, step_id: str, occurrence: str, choice: str) -> Reply:
    """Keeps an answer and replies to it. `CannotDo` for a question that this person was never asked."""
    patient = patient_of(person)
    facts = facts_of(work.tx, patient)
    asked = _asked(work, patient, person, facts, (about, step_id, number_of(occurrence)))
    if choice not in asked.step.answers:
        raise CannotDo("button-unknown")
    earlier = [one.choice for one in answers_to(facts, asked.about, asked.step.id, asked.occurrence)]
    if earlier and earlier[-1] == choice:
        again = Say("answer-again", {"answer": Word(f"answer-{choice}")}, concerns.taps(work, facts))
        return (Say("answer-noted", how=How.TOAST), again)
    with changing(work, patient) as locked:
        _keep(work, locked, asked, choice)
        current = _is_current(work, facts, asked)
        if current:
            _change_concerns(work, locked, facts, asked, choice)
    said = Say("answer-noted", how=How.TOAST)
    if choice in CAREFUL:
        return (said, *_careful(work, person, asked, choice, current=current))
    before = next((one for one in reversed(earlier) if one in CAREFUL), None)
    if before is not None and choice != SORTED:
        return (said, _more_careful(work, person, before))
    touched = card_again(work, person) if asked.step.role is Role.CONCERN else ()
    if choice == SORTED and current:
        return (said, concerns.said_sorted(work, patient, facts), *touched)
    return (said, _benign(work, person, asked, choice, current=current), *touched)


def _asked(work: Work, patient: Patient, person: Person, facts: PatientFacts, address: tuple[str, str, int]) -> _Asked:
    about, step_id, occurrence = address
    protocol = work.house.protocol
    put = any((row.about, row.step, row.occurrence) == address and is_asking(row, protocol) for row in facts.said)
    if not put:
        raise CannotDo("button-unknown")
    shared = [about]
    message = ledger.message_by_telegram(work.tx, patient, person.tapped_message_id or 0)
    if message is not None:
        shared += [part.about for part in ledger.bubble_of(work.tx, message).parts if part.step == step_id]
    rows = askings(facts, protocol, about, step_id, occurrence)
    return _Asked(protocol.step(step_id), occurrence, tuple(rows), tuple(dict.fromkeys(shared)))


def _keep(work: Work, patient: Patient, asked: _Asked, choice: str) -> None:
    for about in asked.about:
        answers.record_answer(
            work.tx, patient, about=about, step=asked.step.id, occurrence=asked.occurrence, choice=choice, now=work.now
        )


def _is_current(work: Work, facts: PatientFacts, asked: _Asked) -> bool:
    """Whether the answer is about these days, and about something that still counts."""
    known = {one.id for one in facts.treatments} | {one.id for one in facts.concerns}
    return bool(known & set(asked.about)) and work.now - asked.rows[-1].at <= STILL_ABOUT_NOW


def _is_late(work: Work, facts: PatientFacts, asked: _Asked) -> bool:
    """Whether a question about the skin was put on an earlier day than the one on which it is answered."""
    put = days.local(asked.rows[0].at, facts.zone).date()
    return asked.step.role is not Role.CONCERN and put != days.local(work.now, facts.zone).date()


def _worries(facts: PatientFacts, asked: _Asked) -> list[Concern]:
    """The concerns that a question was about."""
    return [one for one in facts.concerns if one.id in asked.about]


def _change_concerns(work: Work, patient: Patient, facts: PatientFacts, asked: _Asked, choice: str) -> None:
    known = _worries(facts, asked)
    if choice in CAREFUL:
        level = CAREFUL[choice]
        if choice == WORSE:
            level = max([level, *(concerns.raised(one.level) for one in known)], key=URGENCY.index)
        concerns.note(work, patient, facts, level)
    elif choice == SORTED:
        concerns.close_all(work, patient, opened_by=asked.rows[0].at)
    elif choice == SAME and any(one.level is not ConcernLevel.WATCH for one in known):
        concerns.keep_open(work, patient, facts)


def _careful(work: Work, person: Person, asked: _Asked, choice: str, *, current: bool) -> Reply:
    """Urgent signs first; then the reply to the more careful answer, whom to call, and the way to the list."""
    facts = facts_of(work.tx, patient_of(person))
    if not current:
        return check.after_check_in(work, person, Lines((Word("answer-late", {"at": asked.rows[0].at}),)))
    lead = (*_of_then(work, facts, asked), _reply_word(work, person, facts, asked, choice))
    return check.after_check_in(work, person, Lines((*lead, concerns.next_question(work, facts))))


def _more_careful(work: Work, person: Person, earlier: str) -> Say:
    """A milder answer after a careful one: both are kept, the careful one counts, and a slip can be put right."""
    facts = facts_of(work.tx, patient_of(person))
    lines = [Word("answer-careful", {"answer": Word(f"answer-{earlier}")})]
    if not concern_is_open(facts, work.now):
        return Say("answer-reply", {"reply": Lines(tuple(lines))})
    lines += [concerns.next_question(work, facts), whom_to_call(work, person)]
    return Say("answer-reply", {"reply": Lines((*lines, Word("answer-slip")))}, concerns.taps(work, facts))


def _benign(work: Work, person: Person, asked: _Asked, choice: str, *, current: bool) -> Say:
    if not current:
        return Say("answer-late-benign", {"at": asked.rows[0].at})
    facts = facts_of(work.tx, patient_of(person))
    stands = () if asked.step.role is Role.CONCERN else concerns.stands(work, facts)
    lines = [*stands, *_of_then(work, facts, asked), _reply_word(work, person, facts, asked, choice)]
    if choice in CLEAR and not concern_is_open(facts, work.now):
        given = variables(work, person, facts, asked.about)
        lines += [Word(f"line-{line.lower()}", given) for line in _permits(work, facts, asked)]
    if choice == SAME and concern_is_open(facts, work.now):
        lines.append(concerns.next_question(work, facts))
    return Say("answer-reply", {"reply": Lines(tuple(lines))}, concerns.taps(work, facts))


def _of_then(work: Work, facts: PatientFacts, asked: _Asked) -> tuple[Word, ...]:
    """To an answer of a later day: which question it is taken to be to, and for which day it is taken."""
    return (Word("answer-of-then", {"at": asked.rows[0].at}),) if _is_late(work, facts, asked) else ()


def _reply_word(work: Work, person: Person, facts: PatientFacts, asked: _Asked, choice: str) -> Word:
    """The words of the step for this answer, on a later day those for then; else the words for this answer to any step."""
    own, known = f"reply-{choice}-{asked.step.id.lower()}", work.house.book.ids()
    words = [f"{own}-late"] if _is_late(work, facts, asked) else []
    if choice == SAME and any(one.level is ConcernLevel.WATCH for one in _worries(facts, asked)):
        words.append("reply-same-watch")
    word = next((one for one in (*words, own) if one in known), f"reply-{choice}")
    return Word(word, variables(work, person, facts, asked.about))


def _permits(work: Work, facts: PatientFacts, asked: _Asked) -> list[str]:
    """Lines of the protocol that join this reply, for the sessions it is about, once their moment has come."""
    protocol = work.house.protocol
    about = [one for one in facts.treatments if one.id in asked.about]
    return [
        line.id
        for line in protocol.lines
        if line.in_reply
        for host in line.hosts
        if host.step == asked.step.id
        and any(
            line.condition.holds(one.tags)
            and host.only.holds(one.tags)
            and (opening(protocol, one, PERMITS_IN_REPLY[line.id]) or work.now) <= work.now
            for one in about
        )
    ]
