"""How fast messages may leave when several processes send: moments are handed out, each to one process, and a pause
that Telegram asked one of them for holds them all.

Moments lie evenly apart, so that no stretch of a second holds more of them than it should, whoever uses them. After a
pause they lie further apart for a while: what is refused then is known everywhere before the next call would leave.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from bot.store.records import Pace
from bot.store.store import Tx

_ALL = "all"
_LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)
_AHEAD = timedelta(minutes=1)
"""Moments are handed out for seconds ahead. One that lies further off is of before the server's clock was set back."""
CAREFUL_FOR = timedelta(seconds=10)
"""How long after a pause."""
CAREFULLY_APART = timedelta(seconds=0.5)
"""Longer than a refusal takes to reach every process."""
_ONE_SECOND = timedelta(seconds=1)


@dataclass(frozen=True, slots=True)
class Moments:
    """Moments that are one process's alone: the first lies `ahead` of now, the others each `apart` behind it."""

    ahead: timedelta
    apart: timedelta
    count: int


def take(tx: Tx, count: int, apart: timedelta) -> Moments:
    """Takes the next moments, `apart` from each other or more: `count` of them, or those of a second. A pause lies
    before the first.
    """
    row, now = _row(tx), tx.real_now()
    free = max(row.paused_until, now)
    first = max(row.next_at, free) if row.next_at <= free + _AHEAD else free
    if first < row.paused_until + CAREFUL_FOR:
        apart = max(apart, CAREFULLY_APART)
    count = max(1, min(count, round(_ONE_SECOND / apart)))
    row.next_at = first + count * apart
    tx.flush()
    return Moments(first - now, apart, count)


def pause(tx: Tx, span: timedelta) -> None:
    """Telegram wants nothing for so long. A shorter pause never ends a longer one."""
    row = _row(tx)
    row.paused_until = max(row.paused_until, tx.real_now() + span)
    tx.flush()


def paused(tx: Tx) -> timedelta:
    """For how long nothing may leave; zero or less if it may."""
    row = tx.get(Pace, _ALL)
    return row.paused_until - tx.real_now() if row is not None else timedelta(0)


def _row(tx: Tx) -> Pace:
    """The one row, locked until the transaction ends."""
    tx.insert_new(Pace, [{"name": _ALL, "next_at": _LONG_AGO, "paused_until": _LONG_AGO}])
    return tx.get_one(Pace, _ALL, populate_existing=True, with_for_update=True)
