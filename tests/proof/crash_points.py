"""Every place at which a bot is killed on purpose, by name. Production code knows nothing of them: the child process wraps what
is named here, and kills itself at the n-th call.
"""

from __future__ import annotations

import functools
import importlib
import inspect
import os
import signal
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from itertools import count
from typing import Any


class When(StrEnum):
    """On which side of the call."""

    BEFORE = "before"
    AFTER = "after"


class Scene(StrEnum):
    """What has to happen so that a point is passed."""

    BUSY_HOUR = "busy-hour"
    """People write, tap, begin, leave, and reminders are due; something is left over from a dead process. Polling."""
    FRONT = "front"
    """The same behind a webhook, on PostgreSQL."""
    FIRST_START = "first-start"
    """The database is empty."""


@dataclass(frozen=True, slots=True)
class Point:
    """One place: `module:name` or `module:Class.name`, and the side of the call."""

    when: When
    place: str
    scene: Scene = Scene.BUSY_HOUR
    once: bool = False
    """Whether one process passes it once only."""

    @property
    def name(self) -> str:
        return f"{self.when} {self.place.removeprefix('bot.')}"


def _both(place: str, scene: Scene = Scene.BUSY_HOUR, *, once: bool = False) -> tuple[Point, Point]:
    return Point(When.BEFORE, place, scene, once), Point(When.AFTER, place, scene, once)


POINTS = (
    # Updates in: asked for, stored, acknowledged.
    Point(When.AFTER, "bot.intake.poller:Poller._poll"),
    *_both("bot.store.inbox:put"),
    Point(When.AFTER, "bot.intake.poller:Poller._put"),
    Point(When.AFTER, "bot.intake.poller:Poller._keep"),
    # An update in hand: its effects, its reply, its end.
    *_both("bot.store.inbox:next_batch"),
    Point(When.AFTER, "bot.intake.lanes:Lanes._take_in_hand"),
    Point(When.BEFORE, "bot.app.assembly:handle"),
    *_both("bot.store.inbox:mark_applied"),
    Point(When.AFTER, "bot.handlers.context:apply"),
    *_both("bot.handlers.context:send"),
    *_both("bot.store.inbox:keep_rest", once=True),
    *_both("bot.store.inbox:mark_answered"),
    Point(When.AFTER, "bot.handlers.context:_settle"),
    Point(When.AFTER, "bot.app.assembly:handle"),
    Point(When.AFTER, "bot.delivery.messenger:Messenger.answer_tap"),
    # Somebody leaves.
    *_both("bot.store.forgetting:erase"),
    Point(When.AFTER, "bot.store.forgetting:forget"),
    # Reminders out: claimed, planned, written down, sent, settled.
    *_both("bot.store.ledger:sending_left_over"),
    Point(When.AFTER, "bot.delivery.books:Books.recover"),
    Point(When.AFTER, "bot.store.patients:claim_due"),
    Point(When.AFTER, "bot.delivery.books:prepare"),
    Point(When.AFTER, "bot.delivery.books:Books.claim"),
    *_both("bot.store.ledger:begin_sending"),
    *_both("bot.store.retries:begin_again"),
    Point(When.BEFORE, "bot.delivery.books:Books.step"),
    Point(When.AFTER, "bot.delivery.books:Books.step"),
    *_both("bot.delivery.messenger:Messenger.send"),
    *_both("bot.delivery.messenger:Messenger._send_new"),
    Point(When.AFTER, "bot.delivery.dispatcher:Dispatcher._fly"),
    *_both("bot.store.ledger:settle"),
    *_both("bot.store.ledger:close"),
    *_both("bot.delivery.books:reschedule"),
    *_both("bot.store.patients:release_lease"),
    # Chores.
    *_both("bot.store.inbox:delete_old", once=True),
    Point(When.AFTER, "bot.store.retention:forget_finished", once=True),
    Point(When.BEFORE, "bot.store.store:Store.scrub", once=True),
    Point(When.AFTER, "bot.store.due_audit:repair"),
    # A first start.
    *_both("bot.store.migrate:_run", Scene.FIRST_START, once=True),
    Point(When.BEFORE, "bot.app.process:_keep_choice", Scene.FIRST_START, once=True),
    Point(When.AFTER, "bot.app.process:record_triage", Scene.FIRST_START, once=True),
    # Behind the webhook, on a shared database.
    *_both("bot.intake.webhook:Door._put", Scene.FRONT),
    Point(When.AFTER, "bot.app.front:set_webhook", Scene.FRONT, once=True),
    *_both("bot.store.pace:take", Scene.FRONT),
    Point(When.AFTER, "bot.store.patients:claim_due", Scene.FRONT),
    Point(When.AFTER, "bot.delivery.books:Books.step", Scene.FRONT),
    Point(When.AFTER, "bot.delivery.messenger:Messenger.send", Scene.FRONT),
)

BACKUP_POINTS = (
    Point(When.AFTER, "bot.store.meta:secret"),
    Point(When.BEFORE, "bot.store.backing_up:copy_everything"),
    *_both("bot.store.copying:_copy"),
    *_both("bot.store.backing_up:seal"),
    Point(When.AFTER, "bot.ops.backup:verify"),
    *_both("bot.ops.tombstones:add"),
    *_both("bot.ops.backup:_put_in_place"),
)
"""Where `backup` is killed."""
RESTORE_POINTS = (
    Point(When.AFTER, "bot.ops.restore:verify"),
    *_both("bot.store.restoring:unseal"),
    *_both("bot.store.forgetting:forget_again"),
    *_both("bot.store.restoring:_cut_off"),
    Point(When.AFTER, "bot.ops.restore:make_ready"),
)
"""Where `restore` is killed, whatever the database."""
RESTORE_FILE_POINTS = (*_both("bot.store.replacing:_put_to_rest"), *_both("bot.store.replacing:_put_in_place"))
RESTORE_SERVER_POINTS = (*_both("bot.store.copying:_copy"), *_both("bot.store.replacing:copy_everything"))


def arm(place: str, when: str, hit: int) -> None:
    """Wraps a callable so that its `hit`-th call (from 1) is the last thing that this process does."""
    module_name, _, path = place.partition(":")
    *outer, last = path.split(".")
    holder: Any = functools.reduce(getattr, outer, importlib.import_module(module_name))
    setattr(holder, last, _wrapped(inspect.getattr_static(holder, last), When(when), hit))


def _wrapped(function: Callable[..., Any], when: When, hit: int) -> Callable[..., Any]:
    calls = count(1)

    def strike(side: When, number: int) -> None:
        if side is when and number == hit:
            os.kill(os.getpid(), signal.SIGKILL)

    if inspect.iscoroutinefunction(function):

        @functools.wraps(function)
        async def waited(*args: Any, **given: Any) -> Any:
            number = next(calls)
            strike(When.BEFORE, number)
            result = await function(*args, **given)
            strike(When.AFTER, number)
            return result

        return waited

    @functools.wraps(function)
    def called(*args: Any, **given: Any) -> Any:
        number = next(calls)
        strike(When.BEFORE, number)
        result = function(*args, **given)
        strike(When.AFTER, number)
        return result

    return called
