"""F7: while a release is rolled out, the one before it goes on for a while on the same database.

The code of an old release cannot be run from here. What an old release and a new one do to each other is shown from both sides: what
the last release wrote and reads, word for word, against the schema of today; and this program beside a made-up next one.
"""

from __future__ import annotations

import asyncio
import re
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from bot.errors import Exit
from bot.store import engines
from tests.conversations.town import quick
from tests.databases import KINDS, new_database
from tests.proof.arena import Arena, an_arena
from tests.proof.checker import check
from tests.proof.forks import Bot, Zygote
from tests.proof.numbers import note
from tests.proof.size import size
from tests.released import dumps
from tests.released.frozen import releases

ABOUT_NOBODY = {"alembic_version", "inbox", "meta", "pace", "tombstone", "audit"}
"""Tables with rows that nobody's leaving takes away."""
PEOPLE = size("PEOPLE", 4, 100)
PATIENT = {"WAITS_SCALE": "0.5"}
"""Nothing is killed here, so nobody has to notice soon that somebody is dead."""
WORDS = ("/help", "/privacy", "/about", "/today")
_INSERT = re.compile(r"^INSERT INTO (\w+) \(([^)]*)\)", re.MULTILINE)
either_database = pytest.mark.parametrize("kind", KINDS)


@either_database
def test_what_the_last_release_writes_reads_and_deletes_is_possible_on_the_schema_of_today(
    kind: str, tmp_path: Path
) -> None:
    last = releases()[-1]
    then, today = new_database(kind, quick(tmp_path)), new_database(kind, quick(tmp_path), migrated=True)
    columns = dict(_INSERT.findall(last.rows))
    del columns["alembic_version"]

    last.write_to(then)
    dumps.write(today, "\n".join(line for line in last.rows.splitlines() if "INTO alembic_version" not in line))
    assert read(today, columns) == read(then, columns)
    run(today, *(f"UPDATE {table} SET {itself(names)}" for table, names in columns.items()))  # noqa: S608 - frozen names
    run(today, "DELETE FROM patient")

    assert {table for table, rows in read(today, columns).items() if rows} <= ABOUT_NOBODY


@either_database
async def test_while_the_next_release_starts_beside_this_one_nothing_is_lost_and_nothing_comes_twice(
    kind: str, zygote: Zygote, next_zygote: Zygote, tmp_path: Path
) -> None:
    """This program is the old one, and the new one has two revisions more than it knows."""
    async with an_arena(zygote, kind, quick(tmp_path)) as arena:
        arena.settings |= PATIENT
        arena.slow(0.01)
        people = arena.comes(PEOPLE)
        old = await arena.start()
        await arena.until(lambda: arena.arrived, what="a message of the old one")
        arena.zygote = next_zygote
        assert await (await arena.start("migrate")).ended() == Exit.OK, arena.said()
        new = await arena.start()
        await arena.until(lambda: new.events("bot_started"), what="a start of the new one")
        await arena.all_have_sent(old, new)
        await speak(arena, people)
        arena.clock.move(timedelta(seconds=90))
        await arena.settled()
        assert await arena.stop(old) == Exit.OK
        arena.comes(2)
        await arena.all_said()
        assert await arena.stop(new) == Exit.OK
        report = check(arena, steps=("D0-1", "D0-2"))
        note(f"F7 {kind}", {**report.numbers(), "people": len(arena.people), **shares(old=old, new=new)})
        assert not report.wrong
        assert report.duplicated == report.reply_copies == 0

        arena.zygote = zygote
        late = await arena.start()
        assert await late.ended() == Exit.DATABASE
        assert late.said().strip().endswith("start the newer program."), "who comes too late is told so in one line"


def shares(**bots: Bot) -> dict[str, int]:
    """How many messages each of them has sent, by its own log."""
    return {name: len(one.events("message_settled")) for name, one in bots.items()}


async def speak(arena: Arena, people: list[int]) -> None:
    """Everybody says something, each of them once."""
    for number, who in enumerate(people):
        arena.world.person_says(who, WORDS[number % len(WORDS)])
        await asyncio.sleep(0.02)


def read(url: str, columns: dict[str, str]) -> dict[str, list[Any]]:
    """The rows of each table, of the columns that the last release knew."""
    engine = engines.writer(engines.url_of(url))
    with engine.connect() as connection:
        found = {
            table: connection.execute(text(f"SELECT {names} FROM {table}")).all()  # noqa: S608 - frozen names
            for table, names in columns.items()
        }
    engine.dispose()
    return {table: sorted((tuple(row) for row in rows), key=repr) for table, rows in found.items()}


def run(url: str, *statements: str) -> None:
    """All of them, in one transaction."""
    engine = engines.writer(engines.url_of(url))
    with engine.begin() as connection:
        for one in statements:
            connection.execute(text(one))
    engine.dispose()


def itself(names: str) -> str:
    """Every column set to what it is."""
    return ", ".join(f"{name} = {name}" for name in names.split(", "))
