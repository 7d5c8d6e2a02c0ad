"""Answers to check-ins: each is kept, and each gets a useful reply. A careful answer shows the urgent signs first and
opens a concern.

What was tapped may be old, doubled, about a cancelled session or against an earlier answer: it is kept all the same,
and the reply is right.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from bot.care import concerns
from bot.care.card import card_again
from bot.care.pages import number_of
from bot.care.step_words import variables
from bot.care.work import Person, Work, changing, patient_of
from bot.care.worried import urgent, whom_to_call
from bot.errors import CannotDo
from bot.schedules.concerns import concern_is_open
from bot.schedules.facts import PatientFacts, Said, SaidState
from bot.schedules.protocol import Activity, ConcernLevel, Step
from bot.schedules.unlock import opening
from bot.store import answers, ledger
from bot.store.facts import facts_of
from bot.store.records import Patient
from bot.words.message import FactValue, How, Lines, Reply, Say, Word

CAREFUL = {
    "worse": ConcernLevel.TODAY,
    "something-new": ConcernLevel.SOON,
    "not-calm": ConcernLevel.SOON,
    "something": ConcernLevel.SOON,
    "not-sure": ConcernLevel.SOON,
}
"""Answers that somebody should look at, and how soon."""
CLEAR = frozenset({"calm", "all-clear"})
"""Answers whose reply allows something."""
SORTED = "sorted"
STILL_ABOUT_NOW = timedelta(days=14)
"""An answer that comes later than this after its question says nothing about today."""
PERMITS_IN_REPLY = {"A-SCALP-7": Activity.HAIR_DYE}
"""Lines that join a reply once what they allow has opened."""


@dataclass(frozen=True, slots=True)
class _Asked:
    """The question that an answer is to."""

    step: Step
    occurrence: int
    row: Said
    about: tuple[str, ...]
    """Everything that the tapped message was about: two sessions can share one question."""


def answer(work: Work, person: Person, about: str, step_id: str, occurrence: str, choice: str) -> Reply:
    """Keeps an answer and replies to it. `CannotDo` for a question that this person was never asked."""
    patient = patient_of(person)
    facts = facts_of(work.tx, patient)
    asked = _asked(work, patient, person, facts, (about, step_id, number_of(occurrence)))
    if choice not in asked.step.answers:
        raise CannotDo("button-unknown")
    earlier = [one.choice for one in facts.answered if _is_to(asked, one.about, one.step, one.occurrence)]
    if earlier and earlier[-1] == choice:
        return (Say("answer-noted", how=How.TOAST), Say("answer-again", {"answer": Word(f"answer-{choice}")}))
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
    touched = card_again(work, person) if choice == SORTED else ()
    return (said, _benign(work, person, asked, choice, current=current), *touched)


def _asked(work: Work, patient: Patient, person: Person, facts: PatientFacts, address: tuple[str, str, int]) -> _Asked:
    about, step_id, occurrence = address
    rows = [one for one in facts.said if one.state is SaidState.SAID and one.host is None]
    row = next((one for one in rows if (one.about, one.step, one.occurrence) == address), None)
    if row is None or not work.house.protocol.has_step(step_id):
        raise CannotDo("button-unknown")
    shared = [about]
    message = ledger.message_by_telegram(work.tx, patient, person.tapped_message_id or 0)
    if message is not None:
        shared += [part.about for part in ledger.bubble_of(work.tx, message).parts if part.step == step_id]
    return _Asked(work.house.protocol.step(step_id), occurrence, row, tuple(dict.fromkeys(shared)))


def _is_to(asked: _Asked, about: str, step: str, occurrence: int) -> bool:
    return about in asked.about and (step, occurrence) == (asked.step.id, asked.occurrence)


def _keep(work: Work, patient: Patient, asked: _Asked, choice: str) -> None:
    for about in asked.about:
        answers.record_answer(
            work.tx, patient, about=about, step=asked.step.id, occurrence=asked.occurrence, choice=choice, now=work.now
        )


def _is_current(work: Work, facts: PatientFacts, asked: _Asked) -> bool:
    """Whether the answer is about these days, and about something that still counts."""
    known = {one.id for one in facts.treatments} | {one.id for one in facts.concerns}
    return bool(known & set(asked.about)) and work.now - asked.row.at <= STILL_ABOUT_NOW


def _change_concerns(work: Work, patient: Patient, facts: PatientFacts, asked: _Asked, choice: str) -> None:
    if choice in CAREFUL:
        concerns.note(work, patient, facts, CAREFUL[choice])
    elif choice == SORTED:
        concerns.close_all(work, patient, opened_by=asked.row.at)


def _careful(work: Work, person: Person, asked: _Asked, choice: str, *, current: bool) -> Reply:
    """Urgent signs first; then the reply to the more careful answer, the list, and whom to call."""
    facts = facts_of(work.tx, patient_of(person))
    lead = [Word("answer-late", {"at": asked.row.at})]
    if current:
        lead = [_reply_word(work, person, facts, asked, choice), concerns.next_question(work, facts)]
    told: dict[str, FactValue] = {"reply": Lines(tuple(lead)), "whom": whom_to_call(work, person)}
    return (urgent(person), Say("answer-worried", told, urgent=True, worry=False), *card_again(work, person))


def _more_careful(work: Work, person: Person, earlier: str) -> Say:
    """A milder answer after a careful one: both are kept, the careful one counts, and a slip can be put right."""
    facts = facts_of(work.tx, patient_of(person))
    lines = [Word("answer-careful", {"answer": Word(f"answer-{earlier}")})]
    if not concern_is_open(facts, work.now):
        return Say("answer-reply", {"reply": Lines(tuple(lines))})
    lines += [concerns.next_question(work, facts), whom_to_call(work, person)]
    return Say("answer-reply", {"reply": Lines((*lines, Word("answer-slip")))}, (concerns.SORTED_TAPS,))


def _benign(work: Work, person: Person, asked: _Asked, choice: str, *, current: bool) -> Say:
    if not current:
        return Say("answer-late-benign", {"at": asked.row.at})
    facts = facts_of(work.tx, patient_of(person))
    lines = [_reply_word(work, person, facts, asked, choice)]
    if choice in CLEAR and not concern_is_open(facts, work.now):
        given = variables(work, person, facts, asked.about)
        lines += [Word(f"line-{line.lower()}", given) for line in _permits(work, facts, asked)]
    return Say("answer-reply", {"reply": Lines(tuple(lines))})


def _reply_word(work: Work, person: Person, facts: PatientFacts, asked: _Asked, choice: str) -> Word:
    own = f"reply-{choice}-{asked.step.id.lower()}"
    word = own if own in work.house.book.ids() else f"reply-{choice}"
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
