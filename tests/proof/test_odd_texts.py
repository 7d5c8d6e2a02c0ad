"""F41: whatever a keyboard, a paste or a broken client can put into a message, at every question: it gets an answer, and breaks nothing."""

from __future__ import annotations

import random
from collections import Counter
from pathlib import Path

import pytest
from sqlmodel import func, select

from bot.clock import FrozenClock
from bot.store.records import Inbox
from bot.store.store import open_store
from tests.conversations.town import quick
from tests.databases import KINDS, compiled_once, new_database
from tests.proof.arena import AFTERNOON
from tests.proof.numbers import note
from tests.proof.size import LONG, seed_of_this_run, size
from tests.released.village import Village, a_village

TEXTS = size("TEXTS", 80, 10_000)
"""On each database."""
TAPS = ("agree", "place-yes", "ended:now", "areas:face", "depth:unknown", "applies-none", "begin")
"""From the first screen to a running plan: at each of these somebody stops and types."""
LONGEST = 4096
PIECES = (
    "\u202e\u2066\u2067\u2069\u202c", "\u200b\u200c\u200d\ufeff\u2060", "e" + "\u0301" * 1000, "\u064b" * 300,
    "\U0001f469\u200d\U0001f469\u200d\U0001f467\u200d\U0001f466", "\U0001f1f5\U0001f1f9\U0001f1ee\U0001f1f7", "😀" * 2048,
    "\0", "a\0b", "\ud800", "\udfff\ud83d", "\ufffe\uffff", "\r\n", "\n" * 50, "\t\v\f\x1b[31m\x7f\x85\u2028\u2029",
    "١٤:٣٠", "۱۴:۳۰", "１４：３０", "14:3O", "tоday", "/ѕtop", "/start@another_bot", "/stоp", "/", "//", "/today\0", "/ today",
    "<b>", "</b><tg-time unix='1'>", "&lt;&#0;&amp", "{ $clinic } { reg-when }", "%s%n{0}{}", "' OR 1=1 --", "\\", "${jndi:x}",
    "99999999999999999999", "-1", "1e400", "nan", "32.13.2026", "29.2.2027 25:61", "0000-00-00", "31.12.9999", "1.1.1",
    "just finished, face", "yes", "Lisbon", "Україна", "تهران", "東京", "ǅ", "ß", "İ", "ﷺ", "Z̷̢͇a̴͝l̶g̸o̵",
)  # fmt: skip


@pytest.mark.parametrize("kind", KINDS if LONG else ["postgresql"])  # the stricter one: SQLite takes a NUL
async def test_odd_texts_at_every_question_raise_nothing_and_each_gets_an_answer(kind: str, tmp_path: Path) -> None:
    chance = random.Random(seed_of_this_run(41))
    url = new_database(kind, quick(tmp_path), migrated=True)
    clock = FrozenClock(AFTERNOON)
    store = open_store(compiled_once(url), real_clock=clock)
    raised: Counter[str] = Counter()
    unanswered: list[str] = []
    async with a_village(store, clock) as village:
        people = [await at_question(village, number) for number in range(len(TAPS) + 1)]
        for number in range(TEXTS):
            text = PIECES[number] if number < len(PIECES) else odd(chance)
            shown = len(village.screens.shown)
            try:
                await village.says(people[number % len(people)], text)
            except Exception as error:  # noqa: BLE001 - they are what is counted
                raised[type(error).__name__] += 1
            if len(village.screens.shown) == shown:
                unanswered.append(text)
    with store.read() as tx:
        kept = tx.exec(select(func.count()).select_from(Inbox)).one()
    store.close()

    note(f"F41 {kind}", {"texts": TEXTS, "exceptions": raised.total(), "unanswered": len(unanswered)})
    assert raised == {}
    assert unanswered == []
    assert kept >= TEXTS, "each of them came in by the door"


async def at_question(village: Village, number: int) -> int:
    """Somebody who has tapped so many of `TAPS`."""
    who = 7_000_000_001 + number
    await village.says(who, "/start")
    await village.taps(who, *TAPS[:number])
    return who


def odd(chance: random.Random) -> str:
    """Any characters there are, or odd pieces one after the other, no longer than Telegram lets a text be."""
    if chance.random() < 0.3:
        any_length = chance.choice((1, 2, 5, 40, 400))
        return "".join(chr(chance.randrange(0x110000)) for _ in range(any_length))
    pieces = chance.choices(PIECES, k=chance.choice((1, 1, 1, 2, 3, 8)))
    return chance.choice(("", " ", "\u00a0")).join(pieces)[:LONGEST]
