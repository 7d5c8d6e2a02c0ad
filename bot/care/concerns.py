"""Concerns: what a careful answer opens and "sorted" closes. While one is open, permits are withheld and only what is
urgent is sent.

A [Sorted] button carries the newest concern that was known when its message was made: it closes that one and those
before it, and never what came up later.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from bot.care import skin_clock
from bot.care.card import card_again
from bot.care.work import Person, Work, changing, patient_of
from bot.schedules.concerns import URGENCY, concern_is_open, end_of, holds, known_now
from bot.schedules.facts import Concern, PatientFacts
from bot.schedules.planner import plan
from bot.schedules.protocol import ConcernLevel, Role
from bot.store import answers
from bot.store.facts import facts_of
from bot.store.records import Patient
from bot.words.message import FactValue, Lines, Reply, Say, Tap, Word

SAME_WORRY = timedelta(hours=12)
"""A second careful answer within this time, not more urgent than the first, is about the same worry."""
ALONE = "alone"
"""In a [Sorted] button: only the concern that it names, not those before it."""


def note(
    work: Work, patient: Patient, facts: PatientFacts, level: ConcernLevel, *, same_worry: timedelta = SAME_WORRY
) -> None:
    """Opens a concern, unless one that is not less urgent was opened within `same_worry`. Stand inside `changing`."""
    for known in facts.concerns:
        lately = work.now - known.opened_at < same_worry and end_of(known) > work.now
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


def sorted_out(work: Work, person: Person, concern_id: str = "", alone: str = "") -> Reply:
    """[Sorted]: closes what was known when its message was made (`concern_id`: the newest of it), and says what is left.
    A button that does not say asks back where there is more than one.
    """
    patient = patient_of(person)
    before = facts_of(work.tx, patient)
    known = known_now(before, work.now)
    if not known:
        return (Say("concern-none" if before.treatments else "concern-none-untreated"),)
    if not concern_id and len(known) > 1:
        each = (Tap("concern-tap-this", "sorted", (one.id, ALONE), {"at": one.opened_at}) for one in known)
        return (Say("concern-which", taps=(*((one,) for one in each), sorted_taps(before, work.now))),)
    named = next((one for one in before.concerns if one.id == concern_id), None)
    meant = [
        one
        for one in known
        if not concern_id
        or one.id == concern_id
        or (alone != ALONE and named is not None and one.opened_at < named.opened_at)
    ]
    with changing(work, patient) as locked:
        for one in meant:
            answers.close_concern(work.tx, locked, one.id, work.now)
    return (said_sorted(work, patient, before), *card_again(work, person))


def said_sorted(work: Work, patient: Patient, before: PatientFacts) -> Say:
    """What "sorted" closed of that which was known `before`, and what is still open, with a button for it."""
    after = facts_of(work.tx, patient)
    left = known_now(after, work.now)
    closed = [one for one in known_now(before, work.now) if one not in left]
    if left:
        lines = (Word("concern-closed", _moments(closed)),) if closed else ()
        facts: dict[str, FactValue] = {"closed": Lines(lines), "left": Word("concern-left", _moments(left))}
        return Say(
            "concern-sorted-some", facts | {"again": next_question(work, after)}, (sorted_taps(after, work.now),)
        )
    done = Word("reply-sorted" if after.treatments else "concern-sorted-untreated")
    several = (Word("concern-closed", _moments(closed)),) if len(_minutes(closed)) > 1 else ()
    return Say("answer-reply", {"reply": Lines((done, *several))})


def stands(work: Work, facts: PatientFacts) -> tuple[Word, ...]:
    """That a worry is still open, and how to close it: above what is said on something else."""
    known = [one for one in known_now(facts, work.now) if holds(one)]
    return (Word("concern-stands", _moments(known)),) if known else ()


def sorted_taps(facts: PatientFacts, now: datetime) -> tuple[Tap, ...]:
    """The row with [Sorted] for what is known now; empty where nothing is."""
    known = known_now(facts, now)
    return (Tap("concern-tap-sorted", "sorted", (known[-1].id,)),) if known else ()


def _minutes(concerns: Sequence[Concern]) -> list[datetime]:
    """When they came up, to the minute: a doubled tap is not told as two worries."""
    return sorted({one.opened_at.replace(second=0, microsecond=0) for one in concerns})


def _moments(concerns: Sequence[Concern]) -> dict[str, FactValue]:
    minutes = _minutes(concerns)
    return {"n": len(minutes), "moments": skin_clock.listed([Word("concern-moment", {"at": at}) for at in minutes])}


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
    return (sorted_taps(facts, work.now),) if concern_is_open(facts, work.now) else ()
