"""The rules of "is this normal?": one symptom, one choice, the sessions that count and the moment, to one level.

The most careful answer wins, over all rules and all sessions. Clinical evidence, section 4, with the changes of the protocol.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.schedules.facts import TreatmentFacts
from bot.schedules.phases import day_of
from bot.schedules.protocol import Modifier, Protocol
from bot.schedules.superseding import left_of
from bot.schedules.symptoms import NOT_SURE, Choice, Level, Rule, Symptom, Verdict

_RULES = (Rule.SIGN, Rule.WORSE, Rule.PAST, Rule.EARLY, Rule.NOT_SURE, Rule.NOT_KNOWN, Rule.WINDOW)
"""Which rule is named where several lead to the same level."""


@dataclass(frozen=True, slots=True)
class _Finding:
    """What one rule says."""

    level: Level
    rule: Rule
    until: datetime | None = None


def judge(
    protocol: Protocol,
    symptom: Symptom,
    choice: Choice,
    treatments: Sequence[TreatmentFacts],
    now: datetime,
    *,
    conditions: frozenset[Modifier] | None,
    zone: str | None = None,
) -> Verdict:
    """How soon somebody should look at it, and why.

    `treatments`: all that took place, in any order; those that a later one has taken over do not count. `conditions`: of
    this person, `None` if that was never asked: then what the treatments say of them counts. `zone`: where the person is
    now, which decides the day of their calendar.
    """
    own = conditions
    if own is None:
        own = frozenset(modifier for one in treatments for modifier in one.modifiers)
    findings = [
        finding
        for treatment in _counting(symptom, treatments, now)
        for finding in _findings(protocol, symptom, choice, _with(treatment, own), now, zone)
    ] or [_not_known(choice)]
    worst = max(findings, key=lambda one: (one.level, -_RULES.index(one.rule)))
    can_rise = choice.raised_by if worst.level < Level.URGENT else frozenset()
    raising = can_rise & own
    level = Level(worst.level + bool(raising))
    ends = [one.until for one in findings if one.until is not None]
    return Verdict(
        symptom=symptom.id,
        choice=choice.id,
        level=level,
        rule=Rule.RAISED if raising else worst.rule,
        until=min(ends) if level is Level.NORMAL else None,
        two_days=choice.two_days and level is Level.SOON,
        raised_by=raising,
        would_raise=can_rise if conditions is None and not raising else frozenset(),
    )


def likeliest(protocol: Protocol, treatments: Sequence[TreatmentFacts], now: datetime) -> tuple[Symptom, ...]:
    """Every symptom that is listed for the treated areas, the likeliest for this day and depth first; among equals in the
    order of the file. Without a treatment: all, in that order.
    """
    found = {
        one.id: [_distance(one, some, now) for some in _counting(one, treatments, now)] for one in protocol.symptoms
    }
    if not any(found.values()):
        return protocol.symptoms
    listed = [one for one in protocol.symptoms if found[one.id]]
    return tuple(sorted(listed, key=lambda one: min(found[one.id])))


def _still_there(treatments: Sequence[TreatmentFacts], now: datetime) -> list[TreatmentFacts]:
    """The sessions that took place, each with the areas that no later one has taken over."""
    past = (left_of(one, treatments, now) for one in treatments if one.ended_at <= now)
    return [one for one in past if one is not None]


def _counting(symptom: Symptom, treatments: Sequence[TreatmentFacts], now: datetime) -> Iterator[TreatmentFacts]:
    """The sessions from which this symptom can come."""
    for treatment in _still_there(treatments, now):
        if symptom.condition.holds(treatment.tags):
            yield treatment


def _with(treatment: TreatmentFacts, conditions: frozenset[Modifier]) -> TreatmentFacts:
    """The session of a person of whom these conditions are known, also if they were told after it."""
    return replace(treatment, modifiers=treatment.modifiers | conditions)


def _findings(
    protocol: Protocol, symptom: Symptom, choice: Choice, treatment: TreatmentFacts, now: datetime, zone: str | None
) -> Iterator[_Finding]:
    """What each rule says for one session; the window's own word is there only where the level is normal by itself."""
    day = day_of(treatment, now, zone or treatment.zone)
    if choice.level > Level.NORMAL:
        yield _Finding(choice.level, Rule.NOT_SURE if choice.id == NOT_SURE else Rule.SIGN)
    if choice.start_day is not None and day < choice.start_day[treatment.band]:
        yield _Finding(Level.SOON, Rule.EARLY)
    if choice.worse and (now >= treatment.ended_at + protocol.settles or _is_worse_day(choice, day)):
        yield _Finding(Level.TODAY, Rule.WORSE)
    end = _end(symptom, choice, treatment)
    if end is not None and now >= end:
        yield _Finding(choice.past, Rule.PAST)
    elif end is not None and choice.level is Level.NORMAL:
        settled = treatment.ended_at + protocol.settles
        yield _Finding(Level.NORMAL, Rule.WINDOW, min(end, settled) if choice.worse else end)


def _is_worse_day(choice: Choice, day: int) -> bool:
    return choice.worse_day is not None and day >= choice.worse_day


def _end(symptom: Symptom, choice: Choice, treatment: TreatmentFacts) -> datetime | None:
    """When its window ends; `None` for what has none."""
    if choice.window is None:
        return None
    end = treatment.ended_at + choice.window[treatment.band]
    if choice.sooner and symptom.sooner is not None and symptom.sooner.condition.holds(treatment.tags):
        return min(end, treatment.ended_at + symptom.sooner.after)
    return end


def _not_known(choice: Choice) -> _Finding:
    """Nobody knows how long ago it was: as if it were late."""
    late = choice.past if choice.window is not None else Level.SOON
    level = max(late, Level.TODAY if choice.worse else Level.SOON)
    if choice.level >= level:
        return _Finding(choice.level, Rule.NOT_SURE if choice.id == NOT_SURE else Rule.SIGN)
    return _Finding(level, Rule.NOT_KNOWN)


def _distance(symptom: Symptom, treatment: TreatmentFacts, now: datetime) -> timedelta:
    """How far a moment lies from the time in which a symptom is likely after one session; nothing inside it."""
    since = now - treatment.ended_at
    start, end = symptom.likely_from, symptom.likely_until
    if symptom.window is not None:
        end = max(end, symptom.window[treatment.band])
    if symptom.sooner is not None and symptom.sooner.condition.holds(treatment.tags):
        start = min(start, symptom.sooner.after)
    return max(start - since, since - end, timedelta(0))
