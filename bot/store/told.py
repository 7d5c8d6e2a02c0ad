"""What operators have been told, and when: several processes, or one that is started again and again, tell it once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from bot.store.records import Meta
from bot.store.store import Tx

_PREFIX = "told "
_NEVER = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Told:
    """When something was told last, in real time, and of how many."""

    at: datetime = _NEVER
    count: int = 0


def is_new(tx: Tx, key: str, every: timedelta, count: int | None = None) -> bool:
    """Whether `claim` has something to write down."""
    row = tx.get(Meta, _PREFIX + key)
    before = _read(row.value) if row is not None else Told()
    return _after(before, tx.real_now(), every, count) != before


def claim(tx: Tx, key: str, every: timedelta, count: int | None = None) -> int | None:
    """The right to tell something now: `None` if it was told less than `every` ago, by whichever process. `count` is
    of what only grows until it is cleared away: then it is told only if there is more of it than last time, and the
    answer is how much more.
    """
    tx.insert_new(Meta, [{"name": _PREFIX + key, "value": _written(Told())}])
    row = tx.get_one(Meta, _PREFIX + key, with_for_update=True, populate_existing=True)
    before, now = _read(row.value), tx.real_now()
    after = _after(before, now, every, count)
    row.value = _written(after)
    return after.count - before.count if after.at != before.at else None


def only_now(tx: Tx, keys: Iterable[str]) -> None:
    """What `claim` gave the right to tell was held back and told only now: the time until it may be told again begins now."""
    for key in sorted(keys):
        row = tx.get(Meta, _PREFIX + key, with_for_update=True, populate_existing=True)
        if row is not None:
            row.value = _written(Told(tx.real_now(), _read(row.value).count))


def _after(before: Told, now: datetime, every: timedelta, count: int | None) -> Told:
    if count is not None and count <= before.count:
        return Told(before.at, count)  # some were cleared away
    if before.at <= now < before.at + every:
        return before
    return Told(now, count or 0)


def _written(told: Told) -> str:
    return f"{told.at.isoformat()} {told.count}"


def _read(value: str) -> Told:
    at, _, count = value.partition(" ")
    return Told(datetime.fromisoformat(at), int(count))
