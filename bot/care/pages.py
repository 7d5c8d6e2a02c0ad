"""Lists longer than a phone's screen: one page at a time, turned by editing the message in place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from bot.errors import CannotDo
from bot.words.message import FactValue, Tap

Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class Page(Generic[Item]):
    """Some of the items, and where they stand among the others."""

    items: tuple[Item, ...]
    number: int
    """From 0."""
    of: int

    @property
    def facts(self) -> dict[str, FactValue]:
        """`page` and `pages` for the words, counted as people count."""
        return {"page": self.number + 1, "pages": self.of}


def page_of(items: Sequence[Item], number: str, size: int) -> Page[Item]:
    """The page that a button asked for; the nearest one if the list has become shorter since. `CannotDo` for anything
    but a number.
    """
    pages = max(1, -(-len(items) // size))
    wanted = min(number_of(number), pages - 1)
    return Page(tuple(items[wanted * size : (wanted + 1) * size]), wanted, pages)


def number_of(typed: str) -> int:
    """A small number out of a button. `CannotDo` for anything else."""
    if not (typed.isascii() and typed.isdigit() and len(typed) <= 3):
        raise CannotDo("button-unknown")
    return int(typed)


def turning(page: Page[Item], verb: str, *before: str) -> tuple[tuple[Tap, ...], ...]:
    """The row of buttons that turns the page; no row where there is only one."""
    row = []
    if page.number > 0:
        row.append(Tap("page-back", verb, (*before, str(page.number - 1))))
    if page.number + 1 < page.of:
        row.append(Tap("page-on", verb, (*before, str(page.number + 1))))
    return (tuple(row),) if row else ()
