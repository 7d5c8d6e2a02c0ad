"""/why: the facts behind a message, in plain words, with how strong they are, where they were read and how much of it
was read.
"""

from __future__ import annotations

from bot.care.pages import page_of, turning
from bot.care.work import Person, Work, patient_of
from bot.care.year_plan import step_word
from bot.errors import CannotDo
from bot.schedules.facts import Said, SaidState
from bot.schedules.protocol import Fact, Protocol
from bot.store.facts import facts_of
from bot.words.message import FactValue, How, Lines, Reply, Say, Tap, Word

PAGE = 3
"""Facts on one page."""
CHOICES = 8
"""Messages that can be chosen from."""


def why(work: Work, person: Person) -> Reply:
    """/why: what the last message rests on."""
    said = _said(work, person)
    last = next((one.step for one in said if one.host is None), None)
    if last is None:
        return (Say("why-nothing-yet"),)
    return (_page(work, last, "0", said, How.NEW),)


def why_step(work: Work, person: Person, step: str, number: str = "0") -> Reply:
    """What one message rests on, in place of the one shown."""
    said = _said(work, person)
    if all(one.step != step for one in said):
        raise CannotDo("button-unknown")
    return (_page(work, step, number, said, How.EDIT),)


def choose(work: Work, person: Person) -> Reply:
    """[Another message]: the latest ones, to choose from, and what was left out."""
    said = _said(work, person)
    steps = tuple(dict.fromkeys(one.step for one in said if one.host is None))[:CHOICES]
    rows = tuple((Tap("why-step-button", "why", (step, "0"), {"name": step_word(step)}),) for step in steps)
    return (Say("why-choose", taps=(*rows, (Tap("plan-tap-left", "plan-left", ("0",)),)), how=How.EDIT),)


def _said(work: Work, person: Person) -> tuple[Said, ...]:
    """What this person was told, the latest first: messages, and the lines inside them."""
    facts = facts_of(work.tx, patient_of(person))
    return tuple(
        one for one in reversed(facts.said) if one.state is SaidState.SAID and _known(work.house.protocol, one)
    )


def _known(protocol: Protocol, said: Said) -> bool:
    return protocol.has_step(said.step) or any(line.id == said.step for line in protocol.lines)


def _page(work: Work, step: str, number: str, said: tuple[Said, ...], how: How) -> Say:
    protocol = work.house.protocol
    at = next(one.at for one in said if one.step == step)
    with_it = [one.step for one in said if one.host == step and one.at == at]
    page = page_of(_facts_behind(protocol, [step, *with_it]), number, PAGE)
    intro: dict[str, FactValue] = {"name": step_word(step), "at": at}
    other = ((Tap("why-other", "why-choose"),),)
    if not page.items:
        return Say("why-no-facts", intro, other, how)
    shown: dict[str, FactValue] = {"facts": Lines(tuple(_fact_word(fact) for fact in page.items))}
    return Say("why-page", intro | shown | page.facts, (*turning(page, "why", step), *other), how)


def _facts_behind(protocol: Protocol, ids: list[str]) -> list[Fact]:
    """The facts that some steps and lines cite, each once, those of the step first."""
    cited = [
        fact for id_ in ids for fact in (protocol.step(id_) if protocol.has_step(id_) else protocol.line(id_)).facts
    ]
    return [protocol.evidence[fact] for fact in dict.fromkeys(cited)]


def _fact_word(fact: Fact) -> Word:
    return Word(
        "why-fact",
        {
            "fact": Word(f"fact-{fact.id.lower()}"),
            "strength": Word(f"strength-{fact.strength}"),
            "seen": Word(f"seen-{fact.seen}"),
            "source": fact.source,
        },
    )
