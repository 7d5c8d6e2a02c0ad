"""A Telegram on loopback, a database, and bots in processes of their own that are killed, paused and started again.

What was done to them is written down beside what people got: the checker compares both with the database.
"""

from __future__ import annotations

import asyncio
import os
import signal
import time
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from pathlib import Path
from typing import Any

from aiohttp import web
from sqlalchemy import select as select_all
from sqlmodel import col, func, select

from bot.errors import Mistake
from bot.playground.faults import FaultKind, Faults, Rule
from bot.playground.rules import Rules
from bot.playground.server import Served, serve
from bot.playground.time_machine import WorldClock
from bot.playground.world import World
from bot.schedules.loader import default_protocol
from bot.store import facts, treatments
from bot.store.records import Inbox, Message, Patient
from bot.store.states import InboxState, MessageState, PatientState
from bot.store.store import Store, open_store
from bot.store.trouble import StoreTrouble
from tests.databases import new_database
from tests.people import LISBON, at
from tests.proof.forks import ROOT, Bot, Zygote
from tests.store import someone

TOKEN = "4711:a-token-of-the-tests"
SECRET = "a-secret-of-the-tests-that-is-long-enough"
AFTERNOON = at("2026-03-06 14:20", LISBON)
FIRST_PERSON = 7_000_000_001
WAITS_SCALE = 0.05
"""Leases of three seconds instead of a minute."""


class Cause(StrEnum):
    """What can lie between the arrival of a message and the commit of its result."""

    KILL = "kill"
    PAUSE = "pause"
    DATABASE = "database"


@dataclass(frozen=True, slots=True)
class Doubts:
    """What a bot had in hand when something was done to it: what may come twice, and nothing else."""

    messages: frozenset[str] = frozenset()
    """Ids of those that it had written down as leaving, and not yet as arrived."""
    people: frozenset[int] = frozenset()
    """Telegram ids of those who had said something that was not yet written down as answered."""


@dataclass(frozen=True, slots=True)
class Incident:
    """Something that was done to a bot, between two monotonic instants."""

    cause: Cause
    began: float
    ended: float
    doubts: Doubts = Doubts()


@dataclass
class Arena:
    """One world. `incidents` grows with everything that is done to its bots."""

    zygote: Zygote
    served: Served
    folder: Path
    database_url: str
    settings: dict[str, str] = field(default_factory=dict)
    bots: list[Bot] = field(default_factory=list)
    incidents: list[Incident] = field(default_factory=list)
    people: list[int] = field(default_factory=list)

    _store: Store | None = None

    @property
    def store(self) -> Store:
        """The database, opened beside the bots."""
        if self._store is None:
            self._store = open_store(self.database_url)
        return self._store

    @property
    def world(self) -> World:
        return self.served.world

    @property
    def clock(self) -> WorldClock:
        assert isinstance(self.world.clock, WorldClock)
        return self.world.clock

    @property
    def postgres(self) -> bool:
        return self.database_url.startswith("postgresql")

    @property
    def arrived(self) -> int:
        """How many messages people have got."""
        return sum(1 for entry in self.served.ledger.entries if entry.action == "sent")

    def comes(self, count: int, *, treated: bool = True) -> list[int]:
        """So many new people who have spoken to the bot before; `treated`: and whose first two messages are due now."""
        new = [FIRST_PERSON + len(self.people) + number for number in range(count)]
        for who in new:
            self.world.add_person(who, "Somebody")
            self.world.person_says(who, "/start")
        self.world.updates.drop_all()
        self.people += new
        if treated:
            now, protocol = self.clock(), default_protocol()
            with self.store.transaction() as tx:
                for who in new:
                    patient = someone.a_patient(tx, who, now=now)
                    with facts.changing(tx, patient, protocol, now) as locked:
                        treatments.add_treatment(tx, locked, someone.told(now), protocol, now)
        return new

    async def start(
        self,
        command: str = "run",
        changes: Mapping[str, str] | None = None,
        *,
        crash: Mapping[str, Any] | None = None,
        traced: bool = False,
        anew: bool = False,
    ) -> Bot:
        """Forks a bot, as `python -m bot run` would be one. `traced`: it waits for a tracer first, see `traced`. `anew`: it is
        that command itself, and a second slower.
        """
        log = self.folder / f"bot-{len(self.bots)}.log"
        log.touch()
        order = {"argv": command.split(), "env": self.environment(changes), "cwd": str(self.folder), "crash": crash}
        self.bots.append(await asyncio.to_thread(self.zygote.fork, {**order, "traced": traced, "anew": anew}, log))
        return self.bots[-1]

    def environment(self, changes: Mapping[str, str] | None = None) -> dict[str, str]:
        """The settings of a bot."""
        return {
            "PATH": os.environ.get("PATH", ""),
            "HOME": os.environ.get("HOME", ""),
            "PYTHONPATH": str(ROOT),
            "BOT_TOKEN": TOKEN,
            "BOT_API_URL": self.served.url,
            "CLOCK_URL": self.served.url,
            "DATABASE_URL": self.database_url,
            "HOME_ZONE": LISBON,
            "TRIAGE": "graded",
            "TRIAGE_CHOSEN_BY": "the tests",
            "LOG_LEVEL": "INFO",
            "PAID_BROADCAST": "on",
            "WAITS_SCALE": str(WAITS_SCALE),
            **self.settings,
            **(changes or {}),
        }

    async def kill(self, bot: Bot) -> None:
        """Pulls the plug."""
        began = time.monotonic()
        os.kill(bot.pid, signal.SIGKILL)
        await bot.ended()
        self.incidents.append(Incident(Cause.KILL, began, time.monotonic(), self.doubts(bot)))

    async def crashed(self, bot: Bot, patience: float = 20.0) -> None:
        """Waits for a bot to kill itself, as it was told to."""
        try:
            code = await bot.ended(patience)
        except TimeoutError:
            code = 0
        assert code == -signal.SIGKILL, f"it ended with {code}:\n{bot.said()[-2000:]}"
        _, at = bot.end.result()
        self.incidents.append(Incident(Cause.KILL, at, at, self.doubts(bot)))

    def was_killed(self) -> None:
        """A process that is not one of these bots died just now."""
        now = time.monotonic()
        self.incidents.append(Incident(Cause.KILL, now - 1.0, now, self.doubts()))

    async def pause(self, bot: Bot, seconds: float) -> None:
        """Stops a process for a while, as a machine that swaps or is moved does."""
        began = time.monotonic()
        os.kill(bot.pid, signal.SIGSTOP)
        doubts = self.doubts(bot)
        await asyncio.sleep(seconds)
        os.kill(bot.pid, signal.SIGCONT)
        self.incidents.append(Incident(Cause.PAUSE, began, time.monotonic(), doubts))

    def doubts(self, bot: Bot | None = None) -> Doubts:
        """What one bot has in hand, or all of them together. Who holds which update cannot be told: for one bot that is
        everybody's.
        """
        try:
            store = self.store
        except Mistake:  # it died before there was a schema
            return Doubts()
        leaving = select(Message.id).join(Patient).where(Message.state == MessageState.SENDING)
        if bot is not None:
            leaving = leaving.where(col(Patient.lease_owner).contains(f":{bot.pid}:"))
        unanswered = select(Inbox.lane).where(col(Inbox.state).in_((InboxState.NEW, InboxState.APPLIED)))
        with store.read() as tx:
            people = frozenset(lane for lane in tx.exec(unanswered) if lane is not None)
            return Doubts(frozenset(tx.exec(leaving)), people)

    async def stop(self, bot: Bot, *signals: int, patience: float = 25.0) -> int:
        """Asks for an orderly stop, with SIGTERM or what is named, and answers the exit code."""
        for number in signals or (signal.SIGTERM,):
            os.kill(bot.pid, number)
        return await bot.ended(patience)

    def slow(self, seconds: float, rate: float = 1.0) -> None:
        """Every answer to a message comes later."""
        self.served.faults.add(Rule(FaultKind.LATE_ANSWER, "sendMessage", seconds=seconds, rate=rate))

    async def until(self, happened: Callable[[], Any], patience: float = 20.0, what: str = "") -> None:
        """Waits until something is true."""
        deadline = time.monotonic() + patience
        while not happened():
            assert time.monotonic() < deadline, f"{what or happened} does not happen\n{self.said()}"
            await asyncio.sleep(0.01)

    async def settled(self, patience: float = 30.0, meanwhile: Callable[[], Any] | None = None) -> None:
        """Waits until every update is answered and everything due is sent or listed. `meanwhile` is awaited again and
        again until then.
        """
        deadline = time.monotonic() + patience
        while not await asyncio.to_thread(self.at_rest):
            assert not self.bots or any(bot.alive for bot in self.bots), f"no bot is left:\n{self.said()}"
            assert time.monotonic() < deadline, f"the bots do not come to rest: {self.open_ends()}\n{self.said()}"
            if meanwhile is not None:
                await meanwhile()
            await asyncio.sleep(0.02)

    async def all_said(self, patience: float = 30.0, meanwhile: Callable[[], Any] | None = None) -> None:
        """Waits until nothing waits for a better moment either: the clock goes on to each of them."""
        for _ in range(20):
            await self.settled(patience, meanwhile)
            if not await asyncio.to_thread(self.waiting):
                return
            self.clock.move(timedelta(minutes=1))
        raise AssertionError(f"messages wait for ever\n{self.said()}")

    async def all_have_sent(self, *bots: Bot) -> None:
        """More people come until each of these bots has had its share."""
        enough = len(self.people) + 100
        while not all(one.events("message_settled") for one in bots):
            assert len(self.people) < enough, "one of them does not work"
            self.comes(4)
            await self.settled()

    def waiting(self) -> int:
        """How many messages wait to be tried again."""
        with self.store.read() as tx:
            query = select(func.count()).select_from(Message).join(Patient)
            return tx.exec(query.where(col(Message.retry_at).is_not(None), Patient.state == PatientState.ACTIVE)).one()

    def at_rest(self) -> bool:
        """Whether nothing waits and nothing is under way. Not while the database does not answer."""
        try:
            return not self.world.updates.count() and not any(self.open_ends().values())
        except StoreTrouble:
            return False

    def open_ends(self) -> dict[str, int]:
        """What is unfinished, counted at one instant: in three questions somebody could slip from one to the next."""
        unanswered = select(func.count()).where(col(Inbox.state).in_((InboxState.NEW, InboxState.APPLIED)))
        leaving = select(func.count()).where(Message.state == MessageState.SENDING)
        due = select(func.count()).where(Patient.state == PatientState.ACTIVE, col(Patient.next_due_at) <= self.clock())
        counts = (one.scalar_subquery() for one in (unanswered, leaving, due))
        with self.store.read() as tx:
            return dict(zip(("updates", "sending", "due"), tx.execute(select_all(*counts)).one(), strict=True))

    def next_due(self) -> datetime | None:
        """When the next person is due."""
        with self.store.read() as tx:
            query = select(func.min(Patient.next_due_at)).where(Patient.state == PatientState.ACTIVE)
            return tx.exec(query).one()

    async def walk(self, span: timedelta, meanwhile: Callable[[], Any] | None = None, patience: float = 120.0) -> None:
        """From one due moment to the next, as time would."""
        until = self.clock() + span
        while True:
            await self.settled(patience, meanwhile)
            due = await asyncio.to_thread(self.next_due)
            if due is None or due > until:
                break
            self.clock.set(max(due, self.clock()) + timedelta(milliseconds=1))
        self.clock.set(until)
        await self.settled(patience, meanwhile)

    async def waits_for_no_clock(self) -> str:
        """An address at which the clock is told even while the playground's door is shut."""
        runner = self.served.door._runner
        assert runner is not None
        site = web.TCPSite(runner, "127.0.0.1", 0)
        await site.start()
        return f"http://127.0.0.1:{runner.addresses[-1][1]}"

    def said(self) -> str:
        """The ends of the logs, for a test that failed."""
        return "\n".join(f"--- {bot.log.name}\n{bot.said()[-1500:]}" for bot in self.bots[-3:] if bot.log.exists())


@asynccontextmanager
async def an_arena(
    zygote: Zygote,
    kind: str,
    folder: Path,
    *,
    now: datetime = AFTERNOON,
    migrated: bool = True,
    seed: int | None = None,
) -> AsyncIterator[Arena]:
    """Opens a world on a database of this kind; every bot that is left at the end is killed."""
    clock = WorldClock()
    clock.set(now)
    url = new_database(kind, folder, migrated=migrated)
    async with serve(World(clock, TOKEN), rules=Rules(webhook_scale=0.05), faults=Faults(seed)) as served:
        arena = Arena(zygote, served, folder, url)
        try:
            yield arena
        finally:
            for bot in arena.bots:
                if bot.alive:
                    os.kill(bot.pid, signal.SIGKILL)
                    await bot.ended()
            if arena._store is not None:
                arena._store.close()
