"""The time machine: turns the world's clock so that nobody has to wait a year, and nothing of the year is left out.

It walks: to the next moment at which the bot has something to do, waits until the bot has come to rest, goes on. A
plain jump is another thing, an outage: whatever fell due in between is late. What the bot does is not known here; when
it next has something to do and whether it is at rest are asked through two callables.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from bot.clock import Clock, MovableClock, system_clock
from bot.logs import log

YEAR = timedelta(days=366)
"""What "Play the year" plays: the whole 365th day of somebody who begins now is in it."""
HORIZON = timedelta(days=400)
"""How far "To the next message" looks."""

_POLL = 0.02
_SHOW_FOR = 20.0
_log = log("playground.time_machine")


class WorldClock(MovableClock):
    """The playground's clock: it runs in real time, can be set, and can be held so that it stands still."""

    def __init__(self, base: Clock = system_clock) -> None:
        self._real = base
        self._stood_at: datetime | None = None
        self._stood_for = timedelta(0)
        super().__init__(self._ticked)

    @property
    def running(self) -> bool:
        """Whether time passes by itself."""
        return self._stood_at is None

    def hold(self) -> None:
        """Stops it. It can still be set."""
        if self._stood_at is None:
            self._stood_at = self._ticked()

    def run(self) -> None:
        """Lets it go on from where it stands."""
        if self._stood_at is not None:
            self._stood_for = self._real() - self._stood_at
            self._stood_at = None

    def _ticked(self) -> datetime:
        return self._stood_at if self._stood_at is not None else self._real() - self._stood_for


class Kind(StrEnum):
    """Why a walk was begun."""

    STEP = "step"
    NEXT = "next"
    YEAR = "year"


class Outcome(StrEnum):
    """How the last walk ended."""

    ARRIVED = "arrived"
    STOPPED = "stopped"
    """Somebody stopped it, or began another one."""
    NOTHING = "nothing"
    """The bot plans nothing more within the horizon; the clock stays where it is."""
    STUCK = "stuck"
    """The bot did not come to rest; the clock stays rather than pass over what is due."""


@dataclass(frozen=True, slots=True)
class Walk:
    """A walk under way, on the world's clock."""

    kind: Kind
    start: datetime
    until: datetime


@dataclass(frozen=True, slots=True)
class MachineState:
    """What a page shows of the machine."""

    now: datetime
    running: bool
    walk: Walk | None
    next: datetime | None
    """When the bot next has something to do, as of the last look."""
    outcome: Outcome | None


class TimeMachine:
    """Moves one clock, one walk at a time.

    `next_moment` answers when the bot next has something to do for anyone (at or before now: it is due), or None.
    `is_idle` answers whether it is at rest: no update waits, nothing is being sent. `patience`: for how many real
    seconds the bot may work on one moment. `glance`: for how many real seconds each moment of the played year is shown.
    """

    def __init__(
        self,
        clock: WorldClock,
        next_moment: Callable[[], Awaitable[datetime | None]],
        is_idle: Callable[[], Awaitable[bool]],
        *,
        patience: float = 20.0,
        glance: float = 0.4,
    ) -> None:
        self._clock = clock
        self._next_moment = next_moment
        self._is_idle = is_idle
        self._patience = patience
        self._glance = glance
        self._walk: Walk | None = None
        self._task: asyncio.Task[Outcome] | None = None
        self._stopping = asyncio.Event()
        self._turn = asyncio.Lock()
        self._next: datetime | None = None
        self._outcome: Outcome | None = None
        self._listeners: list[Callable[[], None]] = []
        clock.on_jump(self._tell)

    def state(self) -> MachineState:
        """How things stand now."""
        return MachineState(self._clock(), self._clock.running, self._walk, self._next, self._outcome)

    def subscribe(self, listener: Callable[[], None]) -> Callable[[], None]:
        """Calls `listener` after every change; answers how to stop that."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    async def look(self) -> None:
        """Asks the bot anew when it next has something to do."""
        found = await self._next_moment()
        if found != self._next:
            self._next = found
            self._tell()

    async def walk(self, by: timedelta) -> Outcome:
        """Walks on by an elapsed duration and stands exactly there. Answers when it is over."""
        return await self._begin(Kind.STEP, by, lambda: False)

    async def walk_until(self, happened: Callable[[], bool]) -> Outcome:
        """Walks from moment to moment until `happened()`, at most to the horizon."""
        return await self._begin(Kind.NEXT, HORIZON, happened)

    async def play(self, span: timedelta = YEAR) -> Outcome:
        """Walks through `span`, slowly enough at first to be watched."""
        return await self._begin(Kind.YEAR, span, lambda: False)

    async def stop(self) -> None:
        """Ends the walk under way, between two moments. Nothing happens when there is none."""
        if self._task is not None:
            self._stopping.set()
            await asyncio.wait([self._task])

    async def jump(self, by: timedelta) -> None:
        """An outage: sets the clock without walking."""
        async with self._turn:
            await self.stop()
            self._outcome = None
            self._clock.move(by)

    def hold(self, held: bool) -> None:
        """Holds the clock, or lets it run in real time."""
        if held:
            self._clock.hold()
        else:
            self._clock.run()
        self._tell()

    async def _begin(self, kind: Kind, span: timedelta, happened: Callable[[], bool]) -> Outcome:
        async with self._turn:
            await self.stop()
            self._stopping.clear()
            now = self._clock()
            walk = Walk(kind, now, now + span)
            self._walk, self._outcome = walk, None
            self._tell()
            task = self._task = asyncio.create_task(self._go(walk, happened))
        return await asyncio.shield(task)

    async def _go(self, walk: Walk, happened: Callable[[], bool]) -> Outcome:
        outcome = Outcome.STUCK
        try:
            outcome = await self._from_moment_to_moment(walk, happened)
        finally:
            self._walk, self._task, self._outcome = None, None, outcome
            self._tell()
        if outcome is Outcome.STUCK:
            _log.warning("walk_stuck", seconds=self._patience)
        return outcome

    async def _from_moment_to_moment(self, walk: Walk, happened: Callable[[], bool]) -> Outcome:
        began = time.monotonic()
        while True:
            if early := await self._rest():
                return early
            if happened():
                return Outcome.ARRIVED
            moment = self._next
            if moment is None or moment > walk.until:
                return await self._arrive(walk)
            self._clock.set(max(moment, self._clock()))
            if walk.kind is Kind.YEAR and time.monotonic() - began < _SHOW_FOR:
                await self._pause(self._glance)

    async def _arrive(self, walk: Walk) -> Outcome:
        if walk.kind is Kind.NEXT:
            return Outcome.NOTHING
        self._clock.set(max(walk.until, self._clock()))
        return await self._rest() or Outcome.ARRIVED

    async def _rest(self) -> Outcome | None:
        """Waits until nothing is due and the bot is idle. Answers why the walk cannot go on, if so."""
        give_up = time.monotonic() + self._patience
        while not self._stopping.is_set():
            idle = await self._is_idle()
            self._next = await self._next_moment()
            if idle and (self._next is None or self._next > self._clock()):
                return None
            if time.monotonic() > give_up:
                return Outcome.STUCK
            await asyncio.sleep(_POLL)
        return Outcome.STOPPED

    async def _pause(self, seconds: float) -> None:
        try:
            await asyncio.wait_for(self._stopping.wait(), seconds)
        except TimeoutError:
            return

    def _tell(self) -> None:
        for listener in list(self._listeners):
            listener()
