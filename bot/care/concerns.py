"""Concerns: what a careful answer opens and "sorted" closes. While one is open, permits are withheld and only what is
urgent is sent.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.care.card import card_again
from bot.care.work import Person, Work, changing, patient_of
from bot.schedules.concerns import URGENCY, concern_is_open, end_of, holds, is_known
from bot.schedules.facts import PatientFacts
from bot.schedules.planner import plan
from bot.schedules.protocol import ConcernLevel, Role
from bot.store import answers
from bot.store.facts import facts_of
from bot.store.records import Patient
from bot.words.message import Reply, Say, Tap, Word

SAME_WORRY = timedelta(hours=12)
"""A second careful answer within this time, not more urgent than the first, is about the same worry."""
SORTED_TAPS = (Tap("concern-tap-sorted", "sorted"),)


def note(work: Work, patient: Patient, facts: PatientFacts, level: ConcernLevel) -> None:
    """Opens a concern, unless the same worry is known already. Stand inside `changing`."""
    for known in facts.concerns:
        lately = work.now - known.opened_at < SAME_WORRY and end_of(known) > work.now
        if lately and URGENCY.index(known.level) >= URGENCY.index(level):
            return
    answers.open_concern(work.tx, patient, level, work.now)


def raised(known: ConcernLevel) -> ConcernLevel:
    """The level after "worse" to a question about a concern: one step up, and never less than "today"."""
    up = URGENCY[min(URGENCY.index(known) + 1, len(URGENCY) - 1)]
    return max(up, ConcernLevel.TODAY, key=URGENCY.index)


def keep_open(work: Work, patient: Patient, facts: PatientFacts) -> None:
    """ "The same" to a question about a concern that has run its week: it is still there, so a new one takes its place. Stand
    inside `changing`.
    """
    if not any(holds(known) and known.opened_at <= work.now < end_of(known) for known in facts.concerns):
        answers.open_concern(work.tx, patient, ConcernLevel.SOON, work.now)


def close_all(work: Work, patient: Patient, *, opened_by: datetime) -> bool:
    """Closes what was open by an instant: "sorted" answers a question, not what came up after it. Stand inside
    `changing`.
    """
    open_then = [one for one in answers.open_concerns(work.tx, patient) if one.opened_at <= opened_by]
    for concern in open_then:
        answers.close_concern(work.tx, patient, concern.id, work.now)
    return bool(open_then)


def sorted_out(work: Work, person: Person) -> Reply:
    """[It is sorted], wherever it stands: everything that is open is closed, and the moments count again."""
    patient = patient_of(person)
    if not is_known(facts_of(work.tx, patient), work.now):
        return (Say("concern-none"),)
    with changing(work, patient) as locked:
        close_all(work, locked, opened_by=work.now)
    return (Say("reply-sorted"), *card_again(work, person))


def next_question(work: Work, facts: PatientFacts) -> Word:
    """When the bot asks again how it is, and what it holds back until then."""
    held = concern_is_open(facts, work.now)
    protocol = work.house.protocol
    for moment in plan(facts, protocol, work.now).moments:
        if any(protocol.has_step(one.step) and protocol.step(one.step).role is Role.CONCERN for one in moment.bubbles):
            return Word("concern-next" if held else "concern-watch-next", {"at": moment.due})
    return Word("concern-held" if held else "concern-watch")


def taps(work: Work, facts: PatientFacts) -> tuple[tuple[Tap, ...], ...]:
    """[Sorted], under a reply that is given while a concern is open."""
    return (SORTED_TAPS,) if concern_is_open(facts, work.now) else ()
