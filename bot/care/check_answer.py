"""The words of an answer to "is this normal?": the level, why, what to do meanwhile, until when, and whom to call.

The bot names no disease and clears nobody. Clinical evidence, sections 4 and 7.1.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from bot.care import skin_clock
from bot.care.step_words import variables
from bot.care.work import Person, Work
from bot.care.worried import TWO_DAYS, next_working_day, today, whom_to_call, zone_of
from bot.schedules.facts import Concern, PatientFacts, TreatmentFacts
from bot.schedules.protocol import ConcernLevel, Modifier
from bot.schedules.symptoms import URGENT, Level, Rule, Symptom, Verdict
from bot.store.facts import facts_of
from bot.words.message import FactValue, Lines, Word


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of somebody who asks."""

    treatments: tuple[TreatmentFacts, ...]
    """Those that have ended."""
    conditions: frozenset[Modifier] | None
    """`None` where nobody has been asked yet."""

    def with_told(self, told: frozenset[Modifier]) -> Known:
        """The same with conditions that the person names now."""
        return replace(self, conditions=(self.conditions or frozenset()) | told) if told else self


def known_of(work: Work, person: Person) -> Known:
    """A stranger, and somebody who has only booked, are known by nothing."""
    if person.patient is None:
        return Known((), None)
    treatments = tuple(one for one in facts_of(work.tx, person.patient).treatments if one.ended_at <= work.now)
    modifiers = frozenset(modifier for one in treatments for modifier in one.modifiers)
    return Known(treatments, modifiers if treatments else None)


def symptom_facts(work: Work, person: Person) -> dict[str, FactValue]:
    """What the words of symptoms are given: as the words of steps, with no moments where no treatment is known."""
    facts = PatientFacts(zone_of(work, person)) if person.patient is None else facts_of(work.tx, person.patient)
    return variables(work, person, facts)


def signs_of(row: Symptom) -> Lines:
    """The urgent signs of a symptom with the number; where it has none of its own, that those for all hold."""
    own = row.choice(URGENT) is not None
    signs = Word("check-signs", {"signs": Word(f"symptom-{row.id}-signs")}) if own else Word("worried-again")
    return Lines((signs,))


def answer_to(
    work: Work, person: Person, verdict: Verdict, row: Symptom, *, earlier: Concern | None, again: tuple[Word, ...]
) -> dict[str, FactValue]:
    """The variables of `check-answer`. `earlier`: what a more careful answer opened before; `again`: when the bot asks
    again.
    """
    urgent = verdict.level is Level.URGENT
    calm = verdict.level <= Level.SOON and not verdict.two_days and earlier is None
    last = _last(work, person, verdict, row) if earlier is None else (kept_last(work, person, earlier),)
    return {
        "level": kept_level(work, person, earlier) if earlier is not None else _level(work, person, verdict),
        "symptom": Word(f"symptom-{row.id}"),
        "choice": Word(f"symptom-{row.id}-{verdict.choice}"),
        "reason": Lines(_reasons(verdict) if earlier is None else (Word("check-kept-why"),)),
        "meanwhile": Lines(_meanwhile(work, person, row, until_help=urgent or _is_urgent(earlier))),
        "signs": Lines(()) if urgent else signs_of(row),
        "ask": Lines((Word("check-would-raise"),) if verdict.would_raise else ()),
        "whom": Lines(() if urgent else (whom_to_call(work, person, calm=calm),)),
        "where": _where(person),
        "again": Lines((*again, standing(person))),
        "last": Lines(last),
    }


def _is_urgent(earlier: Concern | None) -> bool:
    return earlier is not None and earlier.level is ConcernLevel.URGENT


def _meanwhile(work: Work, person: Person, row: Symptom, *, until_help: bool) -> tuple[Word, ...]:
    """What to do until somebody looks. After "call now" only what helps until help comes, and nothing else to do first."""
    if not until_help:
        return (Word(f"symptom-{row.id}-meanwhile", symptom_facts(work, person)),)
    own = f"check-until-help-{row.id}"
    return (Word(own),) if own in work.house.book.ids() else ()


def standing(person: Person) -> Word:
    """Who speaks: in short to somebody who has read the whole. Clinical evidence, 7.1."""
    return Word("standing" if person.patient is None else "standing-short")


def kept_level(work: Work, person: Person, earlier: Concern) -> Word:
    """The headline where a more careful answer was given before: that one counts, with its own day."""
    by = next_working_day(work, person, earlier.opened_at)
    return Word("check-kept", {"at": earlier.opened_at, "level": Word(f"check-kept-{earlier.level}", {"day": by})})


def kept_last(work: Work, person: Person, earlier: Concern) -> Word:
    """What is to be done by now of a more careful answer of an earlier moment."""
    by = next_working_day(work, person, earlier.opened_at)
    if earlier.level is ConcernLevel.SOON and today(work, person) < by:
        return Word("check-last-soon", {"day": by})
    return Word("check-kept-last-urgent" if earlier.level is ConcernLevel.URGENT else "check-kept-last")


def not_here_facts(
    work: Work, person: Person, earlier: Concern | None, again: tuple[Word, ...]
) -> dict[str, FactValue]:
    """The variables of `check-not-here`."""
    kept = (
        ()
        if earlier is None
        else (kept_level(work, person, earlier), Word("check-kept-why"), kept_last(work, person, earlier))
    )
    return {
        "day": next_working_day(work, person),
        "kept": Lines(kept),
        "whom": whom_to_call(work, person),
        "where": _where(person),
        "again": Lines((*again, standing(person))),
    }


def serious_facts(work: Work, person: Person, again: tuple[Word, ...]) -> dict[str, FactValue]:
    """The variables of `check-serious`: what to tell whoever comes, and how a slip is put right."""
    ended = [one.ended_at for one in known_of(work, person).treatments]
    tell = Word("check-tell-when", {"at": max(ended)}) if ended else Word("check-tell-needling")
    slip = (Word("check-slip"),) if again else ()
    return {"tell": tell, "where": _where(person), "again": Lines((*again, *slip, standing(person)))}


def _where(person: Person) -> Lines:
    """For which country the number holds, for somebody of whom that is not known."""
    return Lines(() if person.patient is not None else (Word("worried-where"),))


def _level(work: Work, person: Person, verdict: Verdict) -> Word:
    here = today(work, person)
    if verdict.two_days:
        return Word("check-level-two-days", {"day": here + TWO_DAYS})
    match verdict.level:
        case Level.SOON:
            return Word("check-level-soon", {"day": next_working_day(work, person)})
        case Level.TODAY:
            return Word("check-level-today", {"day": here})
        case level:
            return Word(f"check-level-{level.name.lower()}")


def _last(work: Work, person: Person, verdict: Verdict, row: Symptom) -> tuple[Word, ...]:
    """The last line above the buttons, as the first one may be above the edge of a phone: what to do, or when it stops
    being normal.
    """
    if verdict.two_days:
        return (Word("check-last-soon", {"day": today(work, person) + TWO_DAYS}),)
    match verdict.level:
        case Level.NORMAL:
            return _until(verdict, row)
        case Level.SOON:
            return (Word("check-last-soon", {"day": next_working_day(work, person)}),)
        case level:
            return (Word(f"check-last-{level.name.lower()}"),)


def _reasons(verdict: Verdict) -> tuple[Word, ...]:
    """Why, in a few words; a lifted level names the conditions as the person told them. What is urgent needs no other
    reason.
    """
    if verdict.rule is Rule.RAISED:
        conditions = skin_clock.listed([Word(f"check-has-{one}") for one in sorted(verdict.raised_by)])
        return (Word("check-reason-raised", {"conditions": conditions}),)
    return () if verdict.level is Level.URGENT else (Word(f"check-reason-{verdict.rule}"),)


def _until(verdict: Verdict, row: Symptom) -> tuple[Word, ...]:
    """When it stops being normal, and how soon somebody should look then."""
    choice = row.choice(verdict.choice)
    if verdict.until is None or choice is None:
        return ()
    soon = choice.past is Level.SOON and not choice.worse
    return (Word("check-until" if soon else "check-until-that-day", {"at": verdict.until}),)
