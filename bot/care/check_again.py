"""[Ask me in the morning]: a question that holds nothing back, unless the bot asks that morning anyway."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from bot.care.card import card_again
from bot.care.work import Person, Work, changing, patient_of
from bot.schedules import days
from bot.schedules.facts import PatientFacts
from bot.schedules.planner import plan
from bot.schedules.protocol import ConcernLevel, Role
from bot.store import answers
from bot.store.facts import facts_of
from bot.words.message import Reply, Say

NOON = time(12)
"""The latest morning that a patient can choose."""
_A_NIGHT = timedelta(hours=36)


def ask_again(work: Work, person: Person) -> Reply:
    """Asks about it next morning, and says when. Tapped twice, it is one question."""
    patient = patient_of(person)
    at = _asked_next_morning(work, facts_of(work.tx, patient))
    if at is None:
        with changing(work, patient) as locked:
            answers.open_concern(work.tx, locked, ConcernLevel.WATCH, work.now)
        at = _asked_next_morning(work, facts_of(work.tx, patient))
    if at is None:  # nothing is sent to somebody who has paused
        return (Say("check-again-paused"),)
    return (Say("check-again", {"at": at}), *card_again(work, person))


def _asked_next_morning(work: Work, facts: PatientFacts) -> datetime | None:
    """When a question about a worry comes next morning; `None` if none does."""
    protocol = work.house.protocol
    for moment in plan(facts, protocol, work.now).moments:
        asks = any(
            protocol.has_step(one.step) and protocol.step(one.step).role is Role.CONCERN for one in moment.bubbles
        )
        soon = moment.due - work.now <= _A_NIGHT
        if asks and soon and days.local(moment.due, facts.zone).time() <= NOON:
            return moment.due
    return None
