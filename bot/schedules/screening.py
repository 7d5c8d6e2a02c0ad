"""What speaks against a session: the points that people are asked about before one, and what their answers come to.

The points stand in `screening.toml`, their words in `en-screening.ftl`. Clinical evidence, section 3.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from bot.schedules.protocol import Fact, Modifier
from bot.schedules.reading import Table

NOT_SURE = "not-sure"
"""The answer that every item takes besides its options."""
LONG_PAGES, SHORT_PAGES = 6, 3


class Level(StrEnum):
    """What a point that applies asks for, the strongest first."""

    STOP = "stop"
    """Please do not go ahead until a professional says so."""
    TALK = "talk"
    """Talk to the professional, or a doctor, first."""
    CARE = "care"
    """Take extra care, and tell them."""


class Known(StrEnum):
    """What the bot can know of an item before it asks."""

    REGISTRATION = "registration"
    """Ticked among "does any of this apply?" when a treatment was registered: ticked here too."""
    INTERVAL = "interval"
    """Too soon after the last session: the bot knows the first date that is not."""


@dataclass(frozen=True, slots=True)
class Point:
    """One answer: an item, and one of its options or `NOT_SURE`. Written `keloid/self`."""

    item: str
    option: str

    def __str__(self) -> str:
        return f"{self.item}/{self.option}"


@dataclass(frozen=True, slots=True)
class Option:
    """One way in which an item applies."""

    id: str
    level: Level


@dataclass(frozen=True, slots=True)
class Item:
    """One of the 37 points. Its words: `screen-<id>` (what is asked), `screen-<id>-tap` (its button),
    `screen-<id>-<option>` (a button, where there are several), `screened-<id>-<option>` (what is told about it).
    """

    id: str
    page: int
    """From 1, in the long form."""
    short: int | None
    """The page in the short form, from 1; `None` if it does not change between two sessions."""
    options: tuple[Option, ...]
    only_one: bool
    """Whether its options rule each other out."""
    not_sure: Level
    """What not being sure counts as: `TALK`, or `STOP` where the evidence counts "not known" so."""
    modifier: Modifier | None
    """What it means for the plan, whichever option applies."""
    known: Known | None
    facts: tuple[str, ...]
    """Ids in `evidence.toml`; none where only general knowledge stands behind it."""

    def level(self, option: str) -> Level | None:
        """How much an answer counts; `None` for one that the item does not have."""
        if option == NOT_SURE:
            return self.not_sure
        return next((one.level for one in self.options if one.id == option), None)


@dataclass(frozen=True, slots=True)
class Result:
    """The points that apply, by level, each in the order of the file. Nowhere a permission: the best is that nothing on
    the list speaks against it.
    """

    stop: tuple[Point, ...]
    talk: tuple[Point, ...]
    care: tuple[Point, ...]

    @property
    def level(self) -> Level | None:
        """The strongest; `None` if nothing applies."""
        found = {Level.STOP: self.stop, Level.TALK: self.talk, Level.CARE: self.care}
        return next((level for level, points in found.items() if points), None)


def result(items: Sequence[Item], points: Collection[Point]) -> Result:
    """What the answers of one person come to."""
    found: dict[Level, list[Point]] = {level: [] for level in Level}
    answered = {point.item for point in points}
    for item in items:
        if item.id not in answered:
            continue
        for option in (*(one.id for one in item.options), NOT_SURE):
            level = item.level(option)
            if level is not None and Point(item.id, option) in points:
                found[level].append(Point(item.id, option))
    return Result(*(tuple(found[level]) for level in Level))


def modifiers_of(items: Iterable[Item], points: Collection[Point]) -> frozenset[Modifier]:
    """What the answers mean for the plan. "Not sure" counts as yes: it waits longer and looks closer."""
    answered = {point.item for point in points}
    return frozenset(item.modifier for item in items if item.modifier is not None and item.id in answered)


def known_points(items: Iterable[Item], modifiers: Collection[Modifier]) -> tuple[Point, ...]:
    """What registering a treatment has told already. Which of several options applies it has not: that is "not sure"."""
    return tuple(
        Point(item.id, item.options[0].id if len(item.options) == 1 else NOT_SURE)
        for item in items
        if item.known is Known.REGISTRATION and item.modifier in modifiers
    )


def answered(item: Item, points: Collection[Point], option: str) -> frozenset[Point]:
    """The points after an option, or "not sure", was tapped: it is ticked, or if it was, no longer.

    "Not sure" takes the place of the others, and so does an option of an item that has `only_one`.
    """
    tapped = Point(item.id, option)
    if tapped in points:
        return frozenset(points) - {tapped}
    alone = option == NOT_SURE or item.only_one
    replaced = {one for one in points if one.item == item.id and (alone or one.option == NOT_SURE)}
    return (frozenset(points) - replaced) | {tapped}


def read_screening(root: Table, evidence: Mapping[str, Fact]) -> tuple[Item, ...]:
    """The items of `screening.toml`, checked. `Mistake` with one line if anything in it is wrong."""
    items = tuple(_item(table, evidence) for table in root.tables("item"))
    root.done()
    if len({item.id for item in items}) != len(items):
        raise root.wrong("item", "two have the same id")
    return items


def _item(table: Table, evidence: Mapping[str, Fact]) -> Item:
    names = table.names()
    item = Item(
        id=table.text("id"),
        page=_number(table, "page", LONG_PAGES),
        short=_number(table, "short", SHORT_PAGES) if "short" in names else None,
        options=_options(table),
        only_one=table.flag("only_one"),
        not_sure=table.choice("not_sure", Level, Level.TALK),
        modifier=table.choice("modifier", Modifier) if "modifier" in names else None,
        known=table.choice("known", Known) if "known" in names else None,
        facts=table.texts("facts", optional=False),
    )
    table.done()
    for fact in item.facts:
        if fact not in evidence:
            raise table.wrong("facts", f'"{fact}" is not in evidence.toml')
    if item.not_sure is Level.CARE:
        raise table.wrong("not_sure", "should be talk or stop: not being sure is never less")
    if item.known is Known.REGISTRATION and item.modifier is None:
        raise table.wrong("known", "registering knows modifiers only")
    return item


def _number(table: Table, key: str, most: int) -> int:
    number = table.number(key)
    if not 1 <= number <= most:
        raise table.wrong(key, f"should be a page from 1 to {most}")
    return number


def _options(table: Table) -> tuple[Option, ...]:
    """`level = "stop"` for an item that just applies, or `options = { now = "stop", ever = "talk" }`."""
    if "level" in table.names():
        return (Option("yes", table.choice("level", Level)),)
    inner = table.table("options")
    options = tuple(Option(name, inner.choice(name, Level)) for name in inner.names())
    if len(options) < 2 or NOT_SURE in inner.names():
        raise table.wrong("options", "should be two or more; every item takes not-sure besides")
    return options
