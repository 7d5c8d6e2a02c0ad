"""What an answer to "is this normal?" leaves behind: a concern where one is due. Of two answers the more careful one
counts until it is sorted.
"""

from __future__ import annotations

from datetime import timedelta

from bot.care import concerns
from bot.care.work import Person, Triage, Work, changing
from bot.schedules.concerns import URGENCY, end_of, holds
from bot.schedules.facts import Concern
from bot.schedules.protocol import ConcernLevel
from bot.schedules.symptoms import Level
from bot.store.facts import facts_of
from bot.words.message import Word

DOUBLE_TAP = timedelta(seconds=5)
"""Two answers closer together than this are one, tapped twice. Any other is a worry of its own, sorted by itself."""
AT_MOST = 8
"""Worries within `concerns.SAME_WORRY` that are kept apart."""
_CONCERN = {Level.SOON: ConcernLevel.SOON, Level.TODAY: ConcernLevel.TODAY, Level.URGENT: ConcernLevel.URGENT}
_LEVEL = {concern: level for level, concern in _CONCERN.items()}


def noted(work: Work, person: Person, level: Level) -> tuple[Word, ...]:
    """Opens a concern where one is due, and says when the bot asks again. Nothing is kept of a stranger, nothing of an
    answer that is normal, and nothing where answers are not graded.
    """
    if person.patient is None or work.house.triage is Triage.LIST:
        return ()
    if level is Level.NORMAL and more_urgent(work, person, level) is None:
        return ()
    if level is not Level.NORMAL:
        with changing(work, person.patient) as locked:
            facts = facts_of(work.tx, locked)
            lately = [one for one in facts.concerns if work.now - one.opened_at < concerns.SAME_WORRY]
            same_worry = DOUBLE_TAP if len(lately) < AT_MOST else concerns.SAME_WORRY
            concerns.note(work, locked, facts, _CONCERN[level], same_worry=same_worry)
    return (concerns.next_question(work, facts_of(work.tx, person.patient)),)


def more_urgent(work: Work, person: Person, level: Level) -> Concern | None:
    """The most urgent concern of these days, if it is more urgent than an answer."""
    if person.patient is None:
        return None
    known = facts_of(work.tx, person.patient).concerns
    open_now = [one for one in known if holds(one) and one.opened_at <= work.now < end_of(one)]
    worst = max(open_now, key=lambda one: URGENCY.index(one.level), default=None)
    return worst if worst is not None and _LEVEL[worst.level] > level else None
