"""The screens of the screening: its pages, one point with several options, and what the answers come to."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from bot.care.course import areas_of_next, too_early
from bot.care.questions import rows
from bot.care.work import Work
from bot.schedules import days
from bot.schedules.facts import PatientFacts
from bot.schedules.screening import LONG_PAGES, NOT_SURE, SHORT_PAGES, Item, Known, Level, Point, Result, result
from bot.schedules.timing import earliest_next
from bot.store.facts import facts_of
from bot.store.records import Patient
from bot.words.message import FactValue, How, Lines, Say, Tap, Word

_Taps = tuple[tuple[Tap, ...], ...]


class Form(StrEnum):
    """Which points are asked about."""

    LONG = "long"
    """All of them, on six pages."""
    SHORT = "short"
    """Those that can change between two sessions, on three."""

    @property
    def pages(self) -> int:
        return LONG_PAGES if self is Form.LONG else SHORT_PAGES

    def page_of(self, item: Item) -> int | None:
        """On which page, from 1, an item stands; `None` if it is not asked about."""
        return item.page if self is Form.LONG else item.short


_HINTS = {(Form.SHORT, 2): Word("screening-new-medicine")}
"""What stands below the points of a page."""


def page_screen(
    items: tuple[Item, ...], form: Form, page: int, points: frozenset[Point], *, known: bool, how: How
) -> Say:
    """One page of points with their ticks. `known`: some were ticked by the bot, from what it had been told before."""
    shown = [item for item in items if form.page_of(item) == page]
    lines = [Word("screening-asked", {"point": Word(f"screen-{item.id}")}) for item in shown]
    hint = _HINTS.get((form, page))
    facts: dict[str, FactValue] = {
        "title": Word(f"screening-{form}-{page}"),
        "page": page,
        "pages": form.pages,
        "first": page == 1,
        "ticked": known,
        "lines": Lines((*lines, hint) if hint else tuple(lines)),
    }
    return Say("screening-page", facts, _page_taps(form, page, shown, points), how)


def _page_taps(form: Form, page: int, shown: list[Item], points: frozenset[Point]) -> _Taps:
    ticks = [_item_tap(form, item, points) for item in shown]
    none = not any(point.item in {item.id for item in shown} for point in points)
    label = "screening-tap-none" if none else "screening-tap-on"
    on = Tap(label, "screen-page", (form.value, str(page + 1)))
    if page == form.pages:
        on = Tap(label, "screen-done", (form.value,))
    back = (Tap("screening-tap-back", "screen-page", (form.value, str(page - 1))),) if page > 1 else ()
    return (*rows(ticks, 2), (*back, on))


def _item_tap(form: Form, item: Item, points: frozenset[Point]) -> Tap:
    mine = {point.option for point in points if point.item == item.id}
    state = "screening-unsure" if NOT_SURE in mine else ("screening-applies" if mine else "screening-off")
    return Tap(state, "screen-tick", (form.value, item.id), {"point": Word(f"screen-{item.id}-tap")})


def choice_screen(form: Form, item: Item, points: frozenset[Point]) -> Say:
    """The options of one point, "not sure", and that it does not apply. A tap on one goes back to the page."""
    taps = []
    for option in (*(one.id for one in item.options), NOT_SURE):
        word = Word("screening-not-sure" if option == NOT_SURE else f"screen-{item.id}-{option}")
        state = "screening-applies" if Point(item.id, option) in points else "screening-off"
        taps.append(Tap(state, "screen-set", (form.value, item.id, option), {"point": word}))
    taps.append(Tap("screening-not", "screen-set", (form.value, item.id)))
    facts: dict[str, FactValue] = {"point": Word(f"screen-{item.id}"), "several": not item.only_one}
    return Say("screening-choose", facts, rows(taps, 1), How.EDIT)


@dataclass(frozen=True, slots=True)
class _Ahead:
    """What the bot itself knows about the next session."""

    session: datetime | None
    """The planned end of the next booked one."""
    too_soon_until: date | None
    """The first date on which the same area could be treated again, where the next session, or one today, would come
    before it.
    """


def result_screen(work: Work, patient: Patient, points: frozenset[Point], at: datetime, how: How) -> Say:
    """What the answers come to: stop, talk, care, each point by name, whom to ask. Never that somebody may go ahead."""
    facts = facts_of(work.tx, patient)
    ahead = _ahead(work, facts)
    items = work.house.protocol.screening
    found = result(items, points)
    level = Level.STOP if ahead.too_soon_until is not None else found.level
    said: dict[str, FactValue] = {
        "day": days.local(at, patient.zone).date(),
        "found": Lines(tuple(found_lines(items, found, ahead.too_soon_until))),
        "whom": _whom(level, ahead, patient),
    }
    taps = ((Tap("screening-tap-change", "screen", (Form.LONG.value, "here")),), (_CLEAR,))
    return Say("screening-result", said, taps, how)


_CLEAR = Tap("screening-tap-clear", "screen-clear")


def _ahead(work: Work, facts: PatientFacts) -> _Ahead:
    protocol = work.house.protocol
    coming = min((one for one in facts.bookings if one.ends_at > work.now), key=lambda one: one.ends_at, default=None)
    if coming is not None:
        return _Ahead(coming.ends_at, too_early(facts, protocol, coming))
    areas = areas_of_next(facts.treatments) if facts.treatments else frozenset()
    earliest = earliest_next(facts, protocol, areas)
    today = days.local(work.now, facts.zone).date()
    return _Ahead(None, earliest if earliest is not None and today < earliest else None)


def found_lines(items: tuple[Item, ...], found: Result, too_soon_until: date | None) -> Iterator[Word]:
    """The points by level, each under the words that say what it asks for. The date that the bot knows takes the place
    of the point about it.
    """
    by_interval = {item.id for item in items if item.known is Known.INTERVAL}
    told = {
        Level.STOP: [_told(one) for one in found.stop if too_soon_until is None or one.item not in by_interval],
        Level.TALK: [_told(one) for one in found.talk],
        Level.CARE: [_told(one) for one in found.care],
    }
    if too_soon_until is not None:
        told[Level.STOP].append(Word("screening-point-too-soon", {"day": too_soon_until}))
    if not any(told.values()):
        yield Word("screening-found-none")
    for level, points in told.items():
        if points:
            yield Word(f"screening-found-{level}")
            yield from (Word("screening-line", {"point": point}) for point in points)


def _told(point: Point) -> Word:
    if point.option == NOT_SURE:
        return Word("screening-point-unsure", {"point": Word(f"screen-{point.item}")})
    return Word(f"screened-{point.item}-{point.option}")


def _whom(level: Level | None, ahead: _Ahead, patient: Patient) -> Word:
    facts: dict[str, FactValue] = {"booked": ahead.session is not None}
    if ahead.session is not None:
        facts["day"] = days.local(ahead.session, patient.zone).date()
    return Word(f"screening-whom-{level or 'none'}", facts)
