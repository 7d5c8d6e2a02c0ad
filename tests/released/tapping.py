"""Taps buttons, each on the world as it was frozen: what one of them changes is put back before the next."""

from __future__ import annotations

import sqlite3
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from enum import StrEnum

from sqlmodel import col, func, select

from bot.clock import FrozenClock
from bot.store.engines import url_of
from bot.store.records import Inbox
from bot.store.states import InboxState
from bot.store.store import open_store
from bot.words.markup import visible
from bot.words.message import Reader
from tests.people import LISBON
from tests.released.corpus import Button
from tests.released.settlers import NOON
from tests.released.village import HOUSE, Village, a_village

HEADINGS = frozenset({"nothing"})
"""Verbs of what stands in a grid as a heading, and only stops turning when it is tapped."""
AFTER_ALL = 10_000
"""Higher than the number of any update in a frozen world."""
REFUSAL = visible(HOUSE.book.say("button-unknown", {}, Reader(NOON, "en", LISBON, "PT")))


class Answered(StrEnum):
    """What became of a tap."""

    WORDS = "words"
    """Something was said to it: for a moment, in place of something else, or anew."""
    REFUSED = "refused"
    """The one refusal, for a button that means nothing to the bot, or nothing now, or not to this person."""
    SILENCE = "silence"
    UNFINISHED = "unfinished"
    """The update was not carried through."""


async def answers(url: str, taps: Iterable[tuple[int, Button]]) -> list[tuple[Button, Answered]]:
    """What becomes of each tap (by whom, on what) on an SQLite database of today's schema. Raises whatever a handler
    raises.
    """
    before = sqlite3.connect(str(url_of(url).database))
    as_it_was = sqlite3.connect(":memory:")
    before.backup(as_it_was)
    before.close()
    async with on(url) as village:
        found = []
        left = _unfinished(village)
        for who, button in taps:
            found.append((button, await _answer(village, who, button, left)))
            _put_back(village, as_it_was)
    as_it_was.close()
    return found


@asynccontextmanager
async def on(url: str) -> AsyncIterator[Village]:
    """The bot of today on a database, at the moment at which the world was frozen."""
    clock = FrozenClock(NOON)
    store = open_store(url, real_clock=clock)
    async with a_village(store, clock, AFTER_ALL) as village:
        yield village
    store.close()


async def _answer(village: Village, who: int, button: Button, left: int) -> Answered:
    said, turned = len(village.screens.shown), len(village.screens.toasts)
    village.clock.set(NOON)
    await village.sends_tap(who, button.data)
    texts = [one.text for one in village.screens.shown[said:]]
    toasts = village.screens.toasts[turned:]
    if len(toasts) != 1 or _unfinished(village) != left:
        return Answered.UNFINISHED
    if any(one.startswith(REFUSAL) for one in texts):
        return Answered.REFUSED
    return Answered.WORDS if texts or toasts[0] or button.verb in HEADINGS else Answered.SILENCE


def _unfinished(village: Village) -> int:
    with village.store.read() as tx:
        open_ones = col(Inbox.state).in_((InboxState.NEW, InboxState.APPLIED))
        return tx.exec(select(func.count()).select_from(Inbox).where(open_ones)).one()


def _put_back(village: Village, as_it_was: sqlite3.Connection) -> None:
    connection = village.store._writer.raw_connection()
    assert isinstance(connection.driver_connection, sqlite3.Connection)
    as_it_was.backup(connection.driver_connection)
    connection.close()
