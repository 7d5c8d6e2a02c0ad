""" "Is this normal today?": from the urgent signs to a list, one question, and an answer. Judged by the moment of the
tap, however old the screen is.

Where the house answers with the list (`Triage.LIST`), every way leads to the same table for everybody.
"""

from __future__ import annotations

from dataclasses import replace

from bot.care import check_table, concerns
from bot.care.card import card_again
from bot.care.check_answer import answer_to, known_of, not_here_facts, serious_facts, signs_of, symptom_facts
from bot.care.check_concern import more_urgent, noted
from bot.care.crisis import crisis
from bot.care.pages import page_of, turning
from bot.care.work import Person, Triage, Work
from bot.care.worried import NONE_OF_THESE, NUMBERS, ONE_OF_THESE, SIGNS, urgent, whom_to_call, zone_of
from bot.errors import CannotDo
from bot.schedules.protocol import Modifier
from bot.schedules.symptoms import URGENT, Level, Symptom
from bot.schedules.triage import judge, likeliest
from bot.store.facts import facts_of
from bot.words.message import FactValue, How, Lines, Reply, Say, Tap, Word
from bot.words.render import WORRIED

ON_A_PAGE = 9
"""What is dangerous or likely on the first days fits on the first page."""
AT_ONCE = 3
"""How many symptoms of one typed text are offered; the list has the others."""
MOOD = "mood"
"""The symptom whose urgent answer is a person to talk to."""

_TO_SIGNS = Tap("check-tap-signs", "worried")
_ELSE = Tap("check-tap-else", "symptoms")
_AGAIN = Tap("check-tap-again", "again")


def after_check_in(work: Work, person: Person, lead: Lines) -> Reply:
    """The reply to a careful answer to a check-in, in one message: urgent signs first, then the check-in's own lines
    (`lead`), whom to call, and the buttons that lead on to the list. The pinned card follows where there is one.
    """
    facts: dict[str, FactValue] = {"reply": lead, "whom": whom_to_call(work, person)}
    said = Say("worried-after-check-in", facts, ((ONE_OF_THESE, NONE_OF_THESE),), urgent=True, worry=False)
    return (said, *card_again(work, person))


def fitting(work: Work, person: Person, named: tuple[str, ...]) -> tuple[str, ...]:
    """Of the symptoms that somebody named, those that are listed for what was treated: "flaky" is the scalp's after a
    scalp. All of them if none is.
    """
    listed = {one.id for one in likeliest(work.house.protocol, known_of(work, person).treatments, work.now)}
    return tuple(one for one in named if one in listed) or named


def signs_first(person: Person, named: tuple[str, ...]) -> Say:
    """The urgent signs for somebody who named symptoms: [None of these] leads straight to them."""
    if not named:
        return urgent(person)
    verb = "symptom-anew" if len(named) == 1 else "which"
    return urgent(person, Tap(NONE_OF_THESE.word, verb, named[:AT_ONCE]))


def serious(work: Work, person: Person) -> Reply:
    """[One of these]: call, now. The way back keeps the careful side until it is sorted."""
    asked_again = noted(work, person, Level.URGENT)
    slip = _sorted_taps(work, person, Level.URGENT) if asked_again else ()
    below = (slip, (Tap("check-tap-none-after-all", "symptoms"),), _numbers(person, SIGNS))
    said = Say("check-serious", serious_facts(work, person, asked_again), below, urgent=True, worry=False)
    return (said, *card_again(work, person))


def symptoms(work: Work, person: Person, page: str = "") -> Reply:
    """[None of these] and [More]: what it could be, the likeliest for this day and depth first. A page number means that
    the list stands there already and is turned.
    """
    if work.house.triage is Triage.LIST:
        return check_table.table(work, person, page)
    shown = page_of(likeliest(work.house.protocol, known_of(work, person).treatments, work.now), page or "0", ON_A_PAGE)
    rows = (
        *_rows(shown.items),
        *turning(shown, "symptoms"),
        (Tap("check-tap-not-here", "not-here"),),
        (*_numbers(person, str(shown.number)), _TO_SIGNS),
    )
    return (Say("check-list", shown.facts, rows, How.EDIT if page else How.NEW),)


def which(work: Work, person: Person, *symptom_ids: str) -> Reply:
    """Several symptoms were named: which one first?"""
    found = tuple(one for one in map(work.house.protocol.symptom, symptom_ids) if one is not None)
    if work.house.triage is Triage.LIST or not found:
        return (urgent(person),)
    if len(found) == 1:
        return _question(work, person, found[0].id, How.NEW)
    return (Say("check-which", taps=(*_rows(found[:AT_ONCE]), (_ELSE,), (_TO_SIGNS,))),)


def symptom(work: Work, person: Person, symptom_id: str) -> Reply:
    """One symptom of the list: its question, in place of the list."""
    return _question(work, person, symptom_id, How.EDIT)


def symptom_anew(work: Work, person: Person, symptom_id: str) -> Reply:
    """The same below the urgent signs, which stay where they are."""
    return _question(work, person, symptom_id, How.NEW)


def felt(work: Work, person: Person, symptom_id: str, choice_id: str) -> Reply:
    """What it is like: the answer, in place of the question."""
    return _answer(work, person, symptom_id, choice_id, frozenset())


def lifted(work: Work, person: Person, symptom_id: str, choice_id: str, modifier: str) -> Reply:
    """The same for somebody whose conditions were not known, and who says that one of them applies."""
    if modifier not in set(Modifier):
        raise CannotDo("button-unknown")
    return _answer(work, person, symptom_id, choice_id, frozenset({Modifier(modifier)}))


def not_here(work: Work, person: Person) -> Reply:
    """[It is not here, or I am not sure]: never a guess, always a person to ask."""
    if work.house.triage is Triage.LIST:
        return check_table.table(work, person, "0")
    earlier = more_urgent(work, person, Level.SOON)
    facts = not_here_facts(work, person, earlier, noted(work, person, Level.SOON))
    rows = _rows_below(work, person, Level.SOON)
    return (Say("check-not-here", facts, rows, How.EDIT, urgent=True), *card_again(work, person))


def _question(work: Work, person: Person, symptom_id: str, how: How) -> Reply:
    if work.house.triage is Triage.LIST:
        return check_table.table(work, person, "0" if how is How.EDIT else "")
    row = work.house.protocol.symptom(symptom_id)
    if row is None:  # a button of another version: the careful screen, not a refusal
        return (urgent(person),)
    given = symptom_facts(work, person)
    choices = sorted(row.choices, key=lambda choice: choice.id != URGENT)
    rows = tuple((Tap(f"symptom-{row.id}-{one.id}", "felt", (row.id, one.id)),) for one in choices)
    facts: dict[str, FactValue] = {
        "symptom": Word(f"symptom-{row.id}"),
        "ask": Word(f"symptom-{row.id}-ask", given),
        "signs": signs_of(row),
    }
    return (Say("check-question", facts, (*rows, (Tap("check-tap-list", "symptoms", ("0",)), _TO_SIGNS)), how),)


def _answer(work: Work, person: Person, symptom_id: str, choice_id: str, told: frozenset[Modifier]) -> Reply:
    if work.house.triage is Triage.LIST:
        return check_table.table(work, person, "0")
    row = work.house.protocol.symptom(symptom_id)
    choice = row.choice(choice_id) if row is not None else None
    if row is None or choice is None:
        return (urgent(person),)
    known = known_of(work, person).with_told(told)
    zone = zone_of(work, person)
    verdict = judge(
        work.house.protocol, row, choice, known.treatments, work.now, conditions=known.conditions, zone=zone
    )
    if row.id == MOOD and verdict.level is Level.URGENT:  # as if it had been typed: nothing of it is kept
        return crisis(work, person, how=How.EDIT)
    earlier = more_urgent(work, person, verdict.level)
    asked_again = noted(work, person, verdict.level)
    level = verdict.level if earlier is None else Level.TODAY
    applies = tuple(
        (Tap("check-tap-applies", "lifted", (row.id, choice.id, one.value), {"condition": Word(f"check-has-{one}")}),)
        for one in sorted(verdict.would_raise)
    )
    facts = answer_to(work, person, verdict, row, earlier=earlier, again=asked_again)
    rows = (*applies, *_rows_below(work, person, level))
    said = Say("check-answer", facts, rows, How.EDIT, urgent=level is not Level.NORMAL)
    return (said, *card_again(work, person))


def _rows(found: tuple[Symptom, ...]) -> tuple[tuple[Tap, ...], ...]:
    return tuple((Tap(f"symptom-{one.id}", "symptom", (one.id,)),) for one in found)


def _rows_below(work: Work, person: Person, level: Level) -> tuple[tuple[Tap, ...], ...]:
    """What can be tapped under an answer. Where the number to call stands, there is no morning to wait for."""
    again = (_AGAIN,) if person.patient is not None and level is not Level.URGENT else ()
    return ((*_sorted_taps(work, person, level), *again), (_ELSE, WORRIED))


def _sorted_taps(work: Work, person: Person, level: Level) -> tuple[Tap, ...]:
    if person.patient is None or level is Level.NORMAL:
        return ()
    return concerns.sorted_taps(facts_of(work.tx, person.patient), work.now)


def _numbers(person: Person, back_to: str) -> tuple[Tap, ...]:
    """Another place's numbers, with a way back."""
    return (replace(NUMBERS, args=(back_to,)),) if person.patient is not None else ()
