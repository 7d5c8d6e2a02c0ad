"""The list that answers "is this normal?" where graded advice is not wanted: the whole table, the same for everybody, in
pages. Nothing is asked, nothing is judged, and no concern is opened.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import timedelta

from bot.care import skin_clock
from bot.care.pages import page_of
from bot.care.work import Person, Work
from bot.care.worried import NUMBERS, whom_to_call
from bot.schedules.protocol import Band, Protocol
from bot.schedules.symptoms import NOT_SURE, URGENT, Choice, Level, Symptom
from bot.words.message import FactValue, How, Lines, Reply, Say, Tap, Word

_WEEKS_FROM = timedelta(weeks=2)
_DAY = timedelta(days=1)


def table(work: Work, person: Person, page: str) -> Reply:
    """One page of the table. A page number means that the table stands there already and is turned."""
    shown = page_of(SECTIONS, page or "0", 1)
    (section,) = shown.items
    lines = tuple(_PAGES[section](work.house.protocol))
    facts: dict[str, FactValue] = {**shown.facts, "lines": Lines(lines), "whom": whom_to_call(work, person)}
    onward = Tap(
        f"check-table-tap-{SECTIONS[(shown.number + 1) % shown.of]}", "symptoms", (str((shown.number + 1) % shown.of),)
    )
    numbers = replace(NUMBERS, args=(str(shown.number),))
    known = ((Tap("check-tap-again", "again"),), (numbers,)) if person.patient is not None else ()
    how = How.EDIT if page else How.NEW
    return (
        Say(
            f"check-table-{section}", facts, ((onward,), *known, (Tap("check-tap-signs", "worried"),)), how, urgent=True
        ),
    )


def usual(protocol: Protocol) -> Iterable[Word]:
    """What is often seen, and until when by needle length."""
    for row in protocol.symptoms:
        for one in row.choices:
            if one.level is Level.NORMAL and one.window is not None:
                facts: dict[str, FactValue] = {
                    "symptom": Word(f"symptom-{row.id}"),
                    "choice": Word(f"symptom-{row.id}-{one.id}"),
                    "times": _times(one.window),
                    "past": one.past.name.lower(),
                    "from": max(one.start_day.values()) if one.start_day is not None else 0,
                }
                yield Word("check-table-usual-line", facts)


def same_day(protocol: Protocol) -> Iterable[Word]:
    """What is shown to somebody the same day."""
    return _of(protocol, lambda one: one.level is Level.TODAY)


def two_days(protocol: Protocol) -> Iterable[Word]:
    """What does not wait for the end of a weekend."""
    return _of(protocol, lambda one: one.two_days)


def next_day(protocol: Protocol) -> Iterable[Word]:
    """What can wait for the next working day."""
    return _of(protocol, lambda one: one.level is Level.SOON and not one.two_days)


def at_once(protocol: Protocol) -> Iterable[Word]:
    """The urgent signs, row by row."""
    for row in protocol.symptoms:
        if row.choice(URGENT) is not None:
            yield _line(row, Word(f"symptom-{row.id}-signs"))


_PAGES: Mapping[str, Callable[[Protocol], Iterable[Word]]] = {
    "usual": usual,
    "today": same_day,
    "two-days": two_days,
    "soon": next_day,
    "urgent": at_once,
}
SECTIONS = tuple(_PAGES)
"""The pages, in their order."""


def _of(protocol: Protocol, fits: Callable[[Choice], bool]) -> Iterable[Word]:
    for row in protocol.symptoms:
        words = [Word(f"symptom-{row.id}-{one.id}") for one in row.choices if one.id != NOT_SURE and fits(one)]
        if words:
            yield _line(row, skin_clock.listed(words))


def _line(row: Symptom, what: Word) -> Word:
    return Word("check-table-line", {"symptom": Word(f"symptom-{row.id}"), "what": what})


def _times(window: Mapping[Band, timedelta]) -> Word:
    spans = [_span(window[band]) for band in Band]
    if len(set(window.values())) == 1:
        return spans[0]
    return Word("check-table-times", dict(zip(("short", "medium", "long", "longest"), spans, strict=True)))


def _span(time: timedelta) -> Word:
    if not time:
        return Word("check-span-none")
    if time % _DAY:
        return Word("check-span-hours", {"n": time // timedelta(hours=1)})
    if time >= _WEEKS_FROM and not time % timedelta(weeks=1):
        return Word("check-span-weeks", {"n": time // timedelta(weeks=1)})
    return Word("check-span-days", {"n": time // _DAY})
