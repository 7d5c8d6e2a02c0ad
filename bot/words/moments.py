"""From a moment of the plan to its messages: one for each bubble, with its lines and its buttons.

The words of a step are `step-d0-1`, those of a line `line-a-deep-0`; a step that is said inside another one's bubble
has words as a line too (`line-d1-2`), and so has a check-in that is asked again there (`line-d1-3`, with `$asked`: when it
was asked first). What they may say is in `step_facts`.
"""

from __future__ import annotations

from dataclasses import replace

from bot.schedules import asking
from bot.schedules.concerns import concern_is_open
from bot.schedules.facts import PatientFacts, SaidState
from bot.schedules.plan import Bubble, Moment, Part
from bot.schedules.protocol import Goal, Priority, Protocol, Step
from bot.words.markup import MESSAGE, fit
from bot.words.message import OutgoingMessage, Reader, Tap
from bot.words.phrasebook import Phrasebook
from bot.words.render import buttons, with_worry
from bot.words.step_facts import areas_if_others, gap_facts, step_facts

ASKS_FOR_GOAL = asking.ASKS_FOR_GOAL
"""Its choices are `goal-<goal>`."""
LAST = "M12-1"
"""The step that ends the year: after it there is nothing left to thin out."""
SNOOZES = 2
"""How often a patient may put a message off."""
NARROW = 16
"""Characters of a label that still fits beside another one on a phone."""

_PHOTO = Tap("button-photos", "photos")
_FURTHER = {
    "W4-N": (Tap("button-add-session", "new"),),
    **dict.fromkeys(("PRE-2", "W4-1", "M3-1", "M6-1"), (_PHOTO,)),
    LAST: (_PHOTO, Tap("button-add-session", "new"), Tap("button-forget", "forget")),
}
"""Buttons of a step that are no answers to it."""


def render_moment(
    moment: Moment, facts: PatientFacts, protocol: Protocol, book: Phrasebook, reader: Reader
) -> tuple[OutgoingMessage, ...]:
    """The messages of a moment, in the order of its bubbles. Only the first may ring.

    A discreet reader gets a neutral line and [Show] for each; `render_shown` answers that tap.
    """
    messages = []
    for place, bubble in enumerate(moment.bubbles):
        silent = place > 0 or not moment.rings
        if reader.discreet:
            messages.append(_covered(bubble, book, reader, silent=silent))
        else:
            messages.append(_render(bubble, facts, protocol, book, reader, silent=silent))
    return tuple(messages)


def render_shown(
    about: str, step: str, occurrence: int, facts: PatientFacts, protocol: Protocol, book: Phrasebook, reader: Reader
) -> OutgoingMessage | None:
    """The whole text of a message that was sent covered, as of now. `None` if this patient was never sent it."""
    bubble = _bubble_said(about, step, occurrence, facts, protocol)
    return None if bubble is None else _render(bubble, facts, protocol, book, reader, silent=True)


def bubble_text(bubble: Bubble, facts: PatientFacts, protocol: Protocol, book: Phrasebook, reader: Reader) -> str:
    """A step's text and its lines below it, as HTML."""
    variables = step_facts(bubble.about, facts, protocol, reader)
    variables |= gap_facts(bubble.parts[0], facts, protocol, reader.now)
    bubble = _without_what_was_answered(bubble, facts, protocol)
    for part in asking.second_askings(bubble, protocol):
        before = asking.askings(facts, protocol, part.about, part.step, part.occurrence)
        variables["asked"] = before[0].at if before else part.due
    first, *lines = bubble.ids
    words = [f"step-{first.lower()}" if protocol.has_step(first) else f"line-{first.lower()}"]
    words += [f"line-{line.lower()}" for line in lines]
    areas = areas_if_others(bubble.about, facts, reader.now)
    if areas is not None and protocol.has_step(first):
        words.insert(1, "about-areas")
        variables["areas"] = areas
    return fit("\n".join(book.say(word, variables, reader) for word in words), MESSAGE)


def _render(
    bubble: Bubble, facts: PatientFacts, protocol: Protocol, book: Phrasebook, reader: Reader, *, silent: bool
) -> OutgoingMessage:
    text = bubble_text(bubble, facts, protocol, book, reader)
    bubble = _without_what_was_answered(bubble, facts, protocol)
    rows = _rows(bubble, facts, protocol, book, reader)
    return OutgoingMessage(text, buttons(with_worry(rows), book, reader), silent=silent)


def _covered(bubble: Bubble, book: Phrasebook, reader: Reader, *, silent: bool) -> OutgoingMessage:
    show = Tap("button-show", "show", _address(bubble.parts[0]))
    shown = buttons(with_worry(((show,),)), book, reader)
    return OutgoingMessage(book.say("discreet-line", {}, reader), shown, silent=silent)


def _bubble_said(about: str, step: str, occurrence: int, facts: PatientFacts, protocol: Protocol) -> Bubble | None:
    """The bubble as the ledger remembers it: the step for everything it was said about at that instant, and its lines."""
    rows = [row for row in facts.said if row.state is SaidState.SAID]
    own = next((row for row in rows if (row.about, row.step, row.occurrence) == (about, step, occurrence)), None)
    if own is None:
        return None
    together = [row for row in rows if row.at == own.at and (row.step == step or (row.host == step and not row.bubble))]
    # The row that was asked for comes first, then the other treatments' rows of the step, then its lines.
    together.sort(key=lambda row: (row is not own, row.step != step))
    parts = tuple(Part(row.about, row.step, row.occurrence, row.host, row.due) for row in together)
    ids = tuple(dict.fromkeys(part.step for part in parts))
    priority = protocol.step(step).priority if protocol.has_step(step) else protocol.line(step).priority
    return Bubble(ids, parts, priority)


def _rows(
    bubble: Bubble, facts: PatientFacts, protocol: Protocol, book: Phrasebook, reader: Reader
) -> tuple[tuple[Tap, ...], ...]:
    if not protocol.has_step(bubble.step):
        return ()
    step = protocol.step(bubble.step)
    address = _address(bubble.parts[0])
    answers = [Tap(f"answer-{choice}", "answer", (*address, choice)) for choice in _choices(step, bubble, facts)]
    for again in asking.second_askings(bubble, protocol)[:1]:
        choices = protocol.step(again.step).answers
        answers += [Tap(f"answer-{choice}", "answer", (*_address(again), choice)) for choice in choices]
    rows = _columns([*answers, *_FURTHER.get(step.id, ())], book, reader)
    # While a worry is open much waits for it, and the question about it comes first: nothing is put off then.
    if step.snooze and _snoozed(step, bubble, facts) < SNOOZES and not concern_is_open(facts, reader.now):
        hour = Tap("button-hour", "snooze", (*address, "hour"))
        rows.append((hour, Tap("button-tonight", "snooze", (*address, "tonight"))))
    if step.priority is not Priority.P0 and step.id != LAST and not facts.essentials_only:
        rows.append((Tap("button-essentials", "essentials"),))
    return tuple(rows)


def _without_what_was_answered(bubble: Bubble, facts: PatientFacts, protocol: Protocol) -> Bubble:
    """What is shown later, or sent once more, asks nothing that has its answer by now."""
    again = asking.second_askings(bubble, protocol)
    about = {part.about for part in again}
    if not any(asking.answers_to(facts, about, part.step, part.occurrence) for part in again):
        return bubble
    gone = {part.step for part in again}
    ids = tuple(id_ for id_ in bubble.ids if id_ not in gone)
    return replace(bubble, ids=ids, parts=tuple(part for part in bubble.parts if part not in again))


def _choices(step: Step, bubble: Bubble, facts: PatientFacts) -> tuple[str, ...]:
    if step.id != ASKS_FOR_GOAL:
        return step.answers
    told = any(one.goal is not None for one in facts.treatments if one.id in bubble.about)
    return () if told else tuple(f"goal-{goal}" for goal in Goal)


def _snoozed(step: Step, bubble: Bubble, facts: PatientFacts) -> int:
    return sum(snooze.step == step.id and snooze.about in bubble.about for snooze in facts.snoozes)


def _address(part: Part) -> tuple[str, str, str]:
    """What a button says about the message that it stands under."""
    return part.about, part.step, str(part.occurrence)


def _columns(taps: list[Tap], book: Phrasebook, reader: Reader) -> list[tuple[Tap, ...]]:
    """Two columns; a label too long for that has a row of its own."""
    rows: list[tuple[Tap, ...]] = []
    for tap in taps:
        if rows and len(rows[-1]) == 1 and not any(_is_wide(one, book, reader) for one in (rows[-1][0], tap)):
            rows[-1] = (rows[-1][0], tap)
        else:
            rows.append((tap,))
    return rows


def _is_wide(tap: Tap, book: Phrasebook, reader: Reader) -> bool:
    return len(book.plain(tap.word, tap.facts, reader)) > NARROW
