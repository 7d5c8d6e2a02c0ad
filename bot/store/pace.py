"""How fast messages may leave when several processes send: moments are handed out, each to one process, and a pause
that Telegram asked one of them for holds them all.

Moments lie evenly apart, so that no stretch of a second holds more of them than it should, whoever uses them.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from bot.store.records import Pace
from bot.store.store import Tx

_ALL = "all"
_LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)
_AHEAD = timedelta(minutes=1)
"""Moments are handed out for seconds ahead. One that lies further off is of before the server's clock was set back."""


def take(tx: Tx, count: int, apart: timedelta) -> timedelta:
    """Takes the next `count` moments, `apart` from each other. Returns how far ahead the first one lies; a pause lies
    before it.
    """
    row, now = _row(tx), tx.real_now()
    free = max(row.paused_until, now)
    first = max(row.next_at, free) if row.next_at <= free + _AHEAD else free
    row.next_at = first + count * apart
    tx.flush()
    return first - now


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
