"""F37: a database of any released version becomes one of today, however often and by however many it is tried and wherever it is
killed, and everybody is still owed what they were owed.
"""

from __future__ import annotations

import asyncio
import os
import signal
from collections import Counter
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import text
from sqlmodel import SQLModel

from bot.clock import FrozenClock
from bot.errors import Exit
from bot.schedules.loader import default_protocol
from bot.store import due_audit, engines, migrate
from bot.store.migrations import REVISIONS
from bot.store.store import Store, open_store
from tests.conversations.town import quick
from tests.databases import KINDS, new_database
from tests.proof.forks import Bot, Zygote
from tests.proof.numbers import note
from tests.proof.size import size
from tests.released import dumps
from tests.released.crowd import crowd
from tests.released.frozen import Release, releases
from tests.released.next_release import NEXT, STEP
from tests.released.owed import owed, step_of
from tests.released.settlers import NOON
from tests.released.tapping import on

PROTOCOL = default_protocol()
SOON = timedelta(days=3)
COPIES = size("COPIES", 2, 71)
"""How often the frozen world is there: 71 times, it has 10,000 messages to be said."""
every_release = pytest.mark.parametrize("release", releases(), ids=str)
either_database = pytest.mark.parametrize("kind", KINDS)


@every_release
@either_database
def test_after_an_upgrade_everybody_is_owed_what_they_were_owed_and_at_the_same_moment(
    release: Release, kind: str, tmp_path: Path
) -> None:
    url = new_database(kind, quick(tmp_path))
    many = crowd(release, COPIES, tmp_path)
    many.write_to(url)

    ends = []
    for _ in range(2):
        assert migrate.upgrade(url) == REVISIONS[-1]
        ends.append(int(Exit.OK))

    assert whole(url)
    store = open_store(url, real_clock=FrozenClock(NOON))
    changed = differences(many, store)
    note(f"F37 upgraded {kind} {release}", numbers(many, changed, ends))
    assert changed == []
    assert repaired(store) == []
    store.close()


@every_release
async def test_the_days_after_an_upgrade_bring_what_was_planned_before_it(release: Release, tmp_path: Path) -> None:
    """Over the night in which the clocks go forward. What a dead process was just sending is in doubt, and said once more."""
    url = new_database("sqlite", quick(tmp_path))
    release.write_to(url)
    migrate.upgrade(url)
    planned = {line.removeprefix("planned ") for line in release.owed if line.startswith("planned") and is_soon(line)}
    assert planned

    async with on(url) as village:
        assert village.books.recover(NOON) == 1
        village.waits_until(NOON + SOON)
        with village.store.read() as tx:
            then = owed(tx, PROTOCOL, NOON + SOON)

    said = Counter(line.removeprefix("ledger ").replace(" said ", " ") for line in then if " said " in line)
    assert {line: said[line] for line in planned} == dict.fromkeys(planned, 1)
    assert not [line for line in then if line.startswith("message") and (" sending " in line or " later " in line)]


@every_release
@either_database
def test_the_revisions_of_a_released_version_still_make_the_schema_that_it_had(
    release: Release, kind: str, tmp_path: Path
) -> None:
    frozen, made = new_database(kind, quick(tmp_path)), new_database(kind, quick(tmp_path))
    release.write_to(frozen)
    engine = engines.writer(engines.url_of(made), foreign_keys=False)
    with engine.begin() as connection:
        command.upgrade(migrate.configuration(connection), revision_in(frozen))
    engine.dispose()

    assert dumps.structure(made) == dumps.structure(frozen)


@every_release
@either_database
async def test_killed_between_any_two_steps_and_then_started_twice_at_once_an_upgrade_ends_well(
    release: Release, kind: str, next_zygote: Zygote, tmp_path: Path
) -> None:
    """The program is a made-up next release, so there are two steps more than really came since."""
    url = new_database(kind, quick(tmp_path))
    many = crowd(release, COPIES, tmp_path)
    many.write_to(url)
    revision = revision_in(url)
    steps = len(REVISIONS) - REVISIONS.index(revision) - 1 + len(NEXT)

    ends = []
    for step in range(1, steps + 1):
        killed = migrating(next_zygote, url, tmp_path, {"place": STEP, "when": "after", "hit": step})
        ends.append(await killed.ended())
        assert ends[-1] == -signal.SIGKILL, killed.said()
        assert revision_in(url) == revision, "all of it or nothing"
    together = [migrating(next_zygote, url, tmp_path) for _ in range(2)]
    ends += await asyncio.gather(*(one.ended() for one in together))
    assert ends[-2:] == [0, 0], [one.said() for one in together]

    assert revision_in(url) == NEXT[-1]
    store = as_if_it_were_ours(url)
    changed = differences(many, store)
    note(f"F37 killed {kind} {release}", numbers(many, changed, ends))
    assert changed == []
    assert repaired(store) == []
    store.close()


def numbers(release: Release, changed: list[str], ends: list[int]) -> dict[str, int]:
    """For the table: what was on the books before, how much of it was still to be said, and how each migration ended."""
    kinds = Counter(line.split()[0] for line in release.owed)
    return {
        "people": kinds["patient"],
        "planned": kinds["planned"],
        "rows": kinds["patient"] + kinds["ledger"] + kinds["message"],
        "changed": len(changed),
        "starts": len(ends),
        "kills": ends.count(-signal.SIGKILL),
    }


def is_soon(line: str) -> bool:
    """Whether a `planned` line is due within `SOON`."""
    return datetime.fromisoformat(line.split()[-1]) <= NOON + SOON


def differences(release: Release, store: Store) -> list[str]:
    """What is owed or on the books now and was not, or was and is not. Steps that the release did not know do not count."""
    with store.read() as tx:
        now = owed(tx, PROTOCOL, NOON)
    new = [line for line in now if (step := step_of(line)) is None or step in release.steps]
    was, is_now = Counter(release.owed), Counter(new)
    return [f"was: {line}" for line in was - is_now] + [f"is: {line}" for line in is_now - was]


def repaired(store: Store) -> list[str]:
    """People of whom the daily audit finds that they would be looked at at another moment than their plan says."""
    with store.transaction() as tx:
        return [one for one in due_audit.to_audit(tx, NOON) if due_audit.repair(tx, one, PROTOCOL, NOON)]


def whole(url: str) -> bool:
    """Whether the database holds together and has the tables that this program expects."""
    engine = engines.writer(engines.url_of(url))
    with engine.connect() as connection:
        if connection.dialect.name == "sqlite":
            assert connection.execute(text("PRAGMA integrity_check")).scalars().all() == ["ok"]
            assert connection.execute(text("PRAGMA foreign_key_check")).all() == []
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        differs = compare_metadata(context, SQLModel.metadata)
    engine.dispose()
    return not differs


def revision_in(url: str) -> str:
    """At which revision the database stands."""
    engine = engines.writer(engines.url_of(url))
    with engine.connect() as connection:
        revision = migrate.revision_of(connection)
    engine.dispose()
    assert revision is not None
    return revision


def as_if_it_were_ours(url: str) -> Store:
    """Opens a database of the made-up next release, which this program would refuse: what it adds changes nothing here."""
    at = engines.url_of(url)
    return Store(engines.writer(at), engines.reader(at), FrozenClock(NOON))


def migrating(zygote: Zygote, url: str, folder: Path, crash: dict[str, object] | None = None) -> Bot:
    """`python -m bot migrate` in a process of its own."""
    log = folder / f"migrate-{len(list(folder.glob('*.log')))}.log"
    log.touch()
    env = {"PATH": os.environ.get("PATH", ""), "HOME": str(folder), "DATABASE_URL": url}
    return zygote.fork({"argv": ["migrate"], "env": env, "cwd": str(folder), "crash": crash}, log)
