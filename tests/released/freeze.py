"""Freezes the current version: `python -m tests.released.freeze`, once for each release, before it is tagged.

Everything in it is made up and numbered, so freezing the same program twice gives the same files. A version that is frozen stays as
it is; `--again` is for one that nobody has got yet.
"""

from __future__ import annotations

import asyncio
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from unittest.mock import patch

from sqlalchemy import func, select
from sqlmodel import SQLModel

from bot.clock import FrozenClock
from bot.store import states
from bot.store.engines import url_of
from bot.store.store import Store, Tx, open_store
from tests.conversations.town import quick
from tests.databases import KINDS, new_database
from tests.people import LISBON, at
from tests.released import corpus, dumps, frozen, settlers
from tests.released.owed import owed
from tests.released.tapping import Answered, answers
from tests.released.village import HOUSE, a_village

BEGINS = at("2026-02-20 09:00", LISBON)


def main() -> int:
    """Writes the folder of this version. Exit code 2 if it is there."""
    version = frozen.version_of_this_program()
    folder = frozen.HERE / version
    if folder.exists() and "--again" not in sys.argv:
        sys.stderr.write(f"{version} is frozen already. If nobody has got it yet: --again.\n")
        return 2
    freeze(folder)
    sys.stdout.write(f"{version} is frozen.\n")
    return 0


def freeze(folder: Path) -> None:
    """Writes what `frozen.Release` reads."""
    with tempfile.TemporaryDirectory() as work:
        files = asyncio.run(_files(quick(Path(work))))
    folder.mkdir(exist_ok=True)
    for name, content in files.items():
        (folder / name).write_text(content.rstrip("\n") + "\n", encoding="utf-8")


async def _files(work: Path) -> dict[str, str]:
    urls = {kind: new_database(kind, work, migrated=True) for kind in KINDS}
    clock = FrozenClock(BEGINS)
    store = open_store(urls["sqlite"], real_clock=clock)
    with _numbered_ids():
        async with a_village(store, clock) as village:
            await settlers.settle(village)
            store.scrub()  # nothing is left in the log beside it
            shutil.copy(str(url_of(urls["sqlite"]).database), work / "as-it-was.db")
            files = {**_world(store), **{name: dumps.schema_of(urls[kind]) for kind, name in frozen.SCHEMA.items()}}
            found = await corpus.buttons(village)
            unseen = set(corpus.verbs(village.application)) - {one.verb for one in found}
    store.close()
    assert not unseen, f"nobody was shown a button with {', '.join(sorted(unseen))}: see corpus.TOURS"
    tapped = await answers(f"sqlite:///{work / 'as-it-was.db'}", [(one.who, one) for one in found])
    files[frozen.BUTTONS] = "\n".join(
        f"{one.who} {one.data}{' refused' if answer is Answered.REFUSED else ''}" for one, answer in tapped
    )
    return files


def _world(store: Store) -> dict[str, str]:
    protocol = HOUSE.protocol
    with store.read() as tx:
        missing = list(_missing(tx))
        assert not missing, f"nobody in this world has {', '.join(missing)}: see settlers"
        return {
            frozen.ROWS: dumps.rows_of(tx),
            frozen.OWED: "\n".join(owed(tx, protocol, settlers.NOON)),
            frozen.STEPS: "\n".join([*(one.id for one in protocol.steps), *(one.id for one in protocol.lines)]),
        }


def _missing(tx: Tx) -> Iterator[str]:
    """Tables without a row, and states that no row is in."""
    for table in SQLModel.metadata.sorted_tables:
        if not tx.scalar(select(func.count()).select_from(table)):
            yield table.name
        for column in table.columns:
            kind = getattr(column.type, "enum_class", None)
            if kind is not None and kind.__module__ == states.__name__:
                yield from (f"{table.name} {one}" for one in set(kind) - set(tx.scalars(select(column))))


@contextmanager
def _numbered_ids() -> Iterator[None]:
    """Ids that are random elsewhere are counted here."""
    numbers = count(1)
    with (
        patch("secrets.token_urlsafe", lambda *_: f"frozen-{next(numbers):04}"),
        patch("secrets.token_hex", lambda *_: f"{next(numbers):064x}"),
    ):
        yield


if __name__ == "__main__":
    sys.exit(main())
