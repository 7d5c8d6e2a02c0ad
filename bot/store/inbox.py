"""Updates from Telegram, stored before Telegram is told that they arrived.

`new` (stored) -> `applied` (effects and reply committed together) -> `answered` (reply sent, words forgotten);
`parked` after three tries in vain. Updates of one lane (one person) are taken one at a time, in their order.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, bindparam, case, delete, update
from sqlmodel import col, func, select
from sqlmodel.sql.expression import SelectOfScalar

from bot.store.records import Inbox
from bot.store.states import InboxState
from bot.store.store import Tx

TRIES = 3
"""How often an update is taken in hand before it is parked."""

KEPT = timedelta(hours=48)
"""How long the number of an update is remembered, so that the same one is not taken twice. Telegram repeats them for
24 hours at most.
"""

QUOTA = 500
"""How many updates of one person may wait. Of what comes beyond only the number is kept: it is parked at once."""

HELD_FOR = timedelta(seconds=45)
"""How long an update in hand belongs to one process, if that does not say again that it does (`hold_on`)."""

_OPEN = (InboxState.NEW, InboxState.APPLIED)
_LINE = 0x696E_626F
"""Where processes that take updates in hand stand in line: two of them must not see the same lane as free."""
_SOMETHING_OPEN = (
    select(Inbox.update_id)
    .where(
        col(Inbox.bot_id) == bindparam("bot_id"),
        col(Inbox.state).in_(_OPEN),
        col(Inbox.lane).not_in(bindparam("busy", expanding=True)),
    )
    .limit(1)
)
"""How most looks into the inbox end: there is nothing. Put together once, since that costs more than the asking."""


@dataclass(frozen=True, slots=True)
class Arrived:
    """One update as it came."""

    update_id: int
    lane: int
    """`from.id`, else the chat's id, else 0."""
    kind: str
    raw: str
    """The update as JSON in ASCII."""


def put(tx: Tx, bot_id: int, rows: Iterable[Arrived]) -> int:
    """Stores updates and returns how many were new. One that is there already stays as it is. Nobody can fill the
    database: see `QUOTA`.
    """
    received_at, rows = tx.real_now(), list(rows)
    waiting = _waiting(tx, bot_id, {row.lane for row in rows})
    if any(count + len(rows) > QUOTA for count in waiting.values()):
        known = set(tx.exec(_known(bot_id, [row.update_id for row in rows])))
        rows = [row for row in rows if row.update_id not in known]
    stored = []
    for row in rows:
        waiting[row.lane] += 1
        fits = waiting[row.lane] <= QUOTA
        stored.append(
            {
                "bot_id": bot_id,
                "update_id": row.update_id,
                "lane": row.lane if fits else None,
                "kind": row.kind,
                "raw": row.raw if fits else None,
                "state": InboxState.NEW if fits else InboxState.PARKED,
                "attempts": 0,
                "received_at": received_at,
            }
        )
    return tx.insert_new(Inbox, stored)


def highest_update_id(tx: Tx, bot_id: int) -> int | None:
    """The number of the update stored last: Telegram is asked for the ones after it. `None` if there is none.

    Not the highest of all: after a week without updates Telegram begins anew at a random number.
    """
    query = select(Inbox.update_id).where(Inbox.bot_id == bot_id)
    return tx.exec(query.order_by(col(Inbox.received_at).desc(), col(Inbox.update_id).desc())).first()


def next_batch(
    tx: Tx,
    bot_id: int,
    *,
    limit: int,
    busy: Collection[int] = (),
    holder: str = "",
    hold_for: timedelta = HELD_FOR,
) -> list[Inbox]:
    """Takes in hand the oldest unfinished update of each lane, at most `limit`, leaving alone the lanes in `busy` and
    those that another process than `holder` has in hand.

    Tries of `new` ones are counted: one that has had its tries (three failures, or three crashes with it in hand) is
    parked instead, and its lane goes on. Sending the reply of an `applied` one can be tried for as long as the caller
    likes.
    """
    tx.stand_in_line(_LINE)
    if tx.exec(_SOMETHING_OPEN, params={"bot_id": bot_id, "busy": list(busy)}).first() is None:
        return []
    real = tx.real_now()
    elsewhere = select(Inbox.lane).where(
        Inbox.bot_id == bot_id,
        col(Inbox.state).in_(_OPEN),
        col(Inbox.holder) != holder,
        col(Inbox.held_until) > real,
    )
    taken_lanes = {*busy, *(lane for lane in tx.exec(elsewhere) if lane is not None)}
    _park_hopeless(tx, bot_id, taken_lanes)
    first_of_lane = (
        select(func.min(Inbox.update_id))
        .where(Inbox.bot_id == bot_id, col(Inbox.state).in_(_OPEN), col(Inbox.lane).not_in(list(taken_lanes)))
        .group_by(col(Inbox.lane))
        .order_by(func.min(Inbox.update_id))
        .limit(limit)
    )
    taken = tx.scalars(
        update(Inbox)
        .where(col(Inbox.bot_id) == bot_id, col(Inbox.update_id).in_(first_of_lane))
        .values(
            attempts=col(Inbox.attempts) + case((col(Inbox.state) == InboxState.NEW, 1), else_=0),
            holder=holder,
            held_until=real + hold_for,
        )
        .returning(Inbox)
        .execution_options(synchronize_session=False, populate_existing=True)
    ).all()
    return sorted(taken, key=lambda row: row.update_id)


def hold_on(tx: Tx, bot_id: int, holder: str, hold_for: timedelta = HELD_FOR) -> set[int]:
    """What this process has in hand stays in its hand for another while. Returns the numbers of these updates: others
    may have taken some of them up.
    """
    mine = update(Inbox).where(col(Inbox.bot_id) == bot_id, col(Inbox.state).in_(_OPEN), col(Inbox.holder) == holder)
    held = mine.values(held_until=tx.real_now() + hold_for).returning(col(Inbox.update_id))
    return set(tx.scalars(held.execution_options(synchronize_session=False)))


def let_go(tx: Tx, bot_id: int, holder: str) -> None:
    """Lets go of what `holder` has in hand: for a process that ends."""
    _let_go(tx, bot_id, col(Inbox.holder) == holder)


def let_go_of_the_dead(tx: Tx, bot_id: int, until: datetime) -> None:
    """Lets go of everything that is held no longer than to an instant, whoever holds it: for a process that knows that
    those who took it are dead.
    """
    _let_go(tx, bot_id, col(Inbox.held_until) <= until)


def unfinished(tx: Tx, bot_id: int) -> int:
    """How many updates are new or not yet answered."""
    query = select(func.count()).where(col(Inbox.bot_id) == bot_id, col(Inbox.state).in_(_OPEN))
    return tx.exec(query).one()


def waits_behind(tx: Tx, bot_id: int, lane: int, update_id: int, count: int) -> bool:
    """Whether at least so many updates of somebody wait behind this one."""
    behind = select(Inbox.update_id).where(
        Inbox.bot_id == bot_id, col(Inbox.state).in_(_OPEN), Inbox.lane == lane, col(Inbox.update_id) > update_id
    )
    return len(tx.exec(behind.limit(count)).all()) == count


def find(tx: Tx, bot_id: int, update_id: int) -> Inbox | None:
    """The update as it is now; `None` if it never came, or was finished long ago."""
    return tx.get(Inbox, (bot_id, update_id), populate_existing=True)


def mark_applied(tx: Tx, bot_id: int, update_id: int, reply: str | None) -> bool:
    """In the transaction of its effects: they are done, and `reply` (JSON of words and facts) is to be sent. Without
    a reply it is finished.

    False if they were done before: then undo this transaction.
    """
    done = _move(
        tx,
        bot_id,
        update_id,
        (InboxState.NEW,),
        state=InboxState.APPLIED,
        reply=reply,
        applied_at=tx.real_now(),
    )
    if done and reply is None:
        mark_answered(tx, bot_id, update_id)
    return done


def mark_answered(tx: Tx, bot_id: int, update_id: int) -> bool:
    """The reply was sent, or is not worth sending any more. Its words, the update's and whose it was are forgotten;
    its number stays.
    """
    return _move(tx, bot_id, update_id, _OPEN, state=InboxState.ANSWERED, raw=None, reply=None, lane=None)


def keep_rest(tx: Tx, bot_id: int, update_id: int, was: str, rest: str) -> bool:
    """Of the reply that `was` there, this is left for the next try. May be repeated. False if another one is there by
    now, or none: then somebody else has the update in hand.
    """
    row = tx.get(Inbox, (bot_id, update_id), populate_existing=True, with_for_update=True)
    if row is None or row.state is not InboxState.APPLIED or row.reply not in (was, rest):
        return False
    row.reply = rest
    tx.flush()
    return True


def failed(tx: Tx, bot_id: int, update_id: int) -> InboxState:
    """A try failed: a `new` update is parked, and its words are forgotten, if that was the last; else it stays as it is.
    Returns its state.
    """
    row = tx.get_one(Inbox, (bot_id, update_id), populate_existing=True, with_for_update=True)
    if row.state is InboxState.NEW and row.attempts >= TRIES:
        row.state, row.raw = InboxState.PARKED, None
        tx.flush()
    return row.state


def park(tx: Tx, bot_id: int, update_id: int) -> bool:
    """No try can help: nobody waits for this update any longer, and its words are forgotten."""
    return _move(tx, bot_id, update_id, _OPEN, state=InboxState.PARKED, raw=None, reply=None)


def delete_old(tx: Tx) -> int:
    """Deletes finished updates that came more than `KEPT` ago, in real time. Returns how many."""
    gone = tx.scalars(
        delete(Inbox)
        .where(col(Inbox.state).not_in(_OPEN), col(Inbox.received_at) < tx.real_now() - KEPT)
        .returning(col(Inbox.update_id))
        .execution_options(synchronize_session=False)
    )
    return len(gone.all())


def forget_other_bots(tx: Tx, bot_id: int) -> None:
    """Deletes every update that came to another bot than this: nobody will take them in hand any more."""
    tx.execute(delete(Inbox).where(col(Inbox.bot_id) != bot_id).execution_options(synchronize_session=False))


def _waiting(tx: Tx, bot_id: int, lanes: Collection[int]) -> Counter[int]:
    """How many updates wait in each of these lanes."""
    query = (
        select(Inbox.lane, func.count())
        .where(Inbox.bot_id == bot_id, col(Inbox.state).in_(_OPEN), col(Inbox.lane).in_(lanes))
        .group_by(col(Inbox.lane))
    )
    return Counter({lane: count for lane, count in tx.exec(query) if lane is not None})


def _known(bot_id: int, update_ids: Collection[int]) -> SelectOfScalar[int]:
    return select(Inbox.update_id).where(Inbox.bot_id == bot_id, col(Inbox.update_id).in_(update_ids))


def _let_go(tx: Tx, bot_id: int, which: ColumnElement[bool]) -> None:
    held = update(Inbox).where(col(Inbox.bot_id) == bot_id, col(Inbox.state).in_(_OPEN), which)
    tx.execute(held.values(holder=None, held_until=None).execution_options(synchronize_session=False))


def _park_hopeless(tx: Tx, bot_id: int, busy: Collection[int]) -> None:
    tx.execute(
        update(Inbox)
        .where(
            col(Inbox.bot_id) == bot_id,
            col(Inbox.state) == InboxState.NEW,
            col(Inbox.attempts) >= TRIES,
            col(Inbox.lane).not_in(list(busy)),
        )
        .values(state=InboxState.PARKED, raw=None, reply=None)
        .execution_options(synchronize_session=False)
    )


def _move(tx: Tx, bot_id: int, update_id: int, states: tuple[InboxState, ...], **values: object) -> bool:
    moved = tx.scalars(
        update(Inbox)
        .where(col(Inbox.bot_id) == bot_id, col(Inbox.update_id) == update_id, col(Inbox.state).in_(states))
        .values(**values)
        .returning(col(Inbox.update_id))
    )
    return moved.one_or_none() is not None
