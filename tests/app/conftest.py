"""A playground on loopback, and bots in processes of their own that are started, stopped and killed."""

from __future__ import annotations

import asyncio
import logging
import os
import signal
import sys
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

import aiohttp
import pytest
import structlog

from bot.playground.faults import Faults, Rule
from bot.playground.server import Served, serve
from bot.playground.time_machine import WorldClock
from bot.playground.world import World
from bot.store.store import Store
from tests.proof.arena import Arena
from tests.proof.conftest import zygote
from tests.proof.forks import Bot as Forked
from tests.proof.forks import Zygote

__all__ = ["zygote"]

ROOT = Path(__file__).parents[2]
TOKEN = "4711:a-token-of-the-tests"
Json = dict[str, Any]


@dataclass
class Bot:
    """A bot in a process of its own, with what it wrote."""

    process: Forked

    def kill(self) -> None:
        """Pulls the plug."""
        self._gets(signal.SIGKILL)

    async def stop(self, *, signals: int = 1) -> int:
        """Asks for an orderly stop, perhaps more than once, and answers the exit code."""
        for _ in range(signals):
            self._gets(signal.SIGTERM)
        return await self.ended()

    async def ended(self) -> int:
        return await self.process.ended()

    def said(self) -> str:
        return self.process.said()

    def _gets(self, number: signal.Signals) -> None:
        with suppress(ProcessLookupError):  # it has ended meanwhile
            if self.process.alive:
                os.kill(self.process.pid, number)


class Watched(Faults):
    """Faults that tell which calls they met, each from the moment at which it began."""

    def __init__(self) -> None:
        super().__init__()
        self.met: list[str] = []

    def choose(self, method: str, chat_id: int | None, text: str = "") -> Rule | None:
        rule = super().choose(method, chat_id, text)
        if rule is not None:
            self.met.append(method)
        return rule


@dataclass
class Ground:
    """A playground, and the bots that run against it on one database."""

    served: Served
    folder: Path
    session: aiohttp.ClientSession
    zygote: Zygote
    bots: list[Bot] = field(default_factory=list)
    postgres: str = ""
    """The PostgreSQL database of the bots; an SQLite file without one."""
    _arena: Arena | None = None

    @property
    def url(self) -> str:
        return self.served.url

    @property
    def database_url(self) -> str:
        return self.postgres or f"sqlite:///{self.folder}/bot.db"

    @property
    def store(self) -> Store:
        """The database as it is, opened beside the bots. Once: SQLite's locks are the process's, so to open the file anew,
        and to close it, would take them from whoever has it open here.
        """
        return self._beside().store

    async def start_bot(self, command: str = "run", **changes: str) -> Bot:
        """Forks a bot, as `python -m bot run` or another command would be one, from a process that has imported it."""
        return await self._start(command, changes, anew=False)

    async def start_program(self, command: str = "run", **changes: str) -> Bot:
        """Starts `python -m bot run` itself, or another command: a second slower."""
        return await self._start(command, changes, anew=True)

    async def _start(self, command: str, changes: dict[str, str], *, anew: bool) -> Bot:
        env = {
            **{name: value for name, value in os.environ.items() if name in {"PATH", "HOME", "VIRTUAL_ENV"}},
            "BOT_TOKEN": TOKEN,
            "BOT_API_URL": self.url,
            "CLOCK_URL": self.url,
            "DATABASE_URL": self.database_url,
            "HOME_ZONE": "Europe/Lisbon",
            "TRIAGE": "graded",
            "TRIAGE_CHOSEN_BY": "the tests",
            "LOG_LEVEL": "DEBUG",
            "PYTHONPATH": str(ROOT),
            **changes,
        }
        log = self.folder / f"bot-{len(self.bots)}.log"
        log.touch()
        order = {"argv": [command], "env": env, "cwd": str(self.folder), "anew": anew}
        self.bots.append(Bot(await asyncio.to_thread(self.zygote.fork, order, log)))
        return self.bots[-1]

    async def person(self, deed: str, who: int, **given: Any) -> None:
        """Somebody does something: says, taps, blocks …"""
        await self._post(f"person/{deed}", {"person": who, **given})

    async def faults(self, *rules: Json) -> None:
        await self._post("faults", list(rules))

    async def move(self, seconds: float) -> None:
        await self._post("clock", {"move_seconds": seconds})

    async def set_clock(self, instant: datetime) -> None:
        await self._post("clock", {"set": instant.isoformat()})

    async def entries(self, action: str = "sent") -> list[Json]:
        """What people saw change, oldest first."""
        return [one for one in (await self._get("ledger"))["entries"] if one["action"] == action]

    async def calls(self, method: str) -> list[Json]:
        return [one for one in (await self._get("ledger"))["calls"] if one["method"] == method]

    async def history(self, chat: int) -> list[Json]:
        return list(await self._get(f"history?chat={chat}"))

    async def until(self, happened: Callable[[], Any], patience: float = 15.0) -> None:
        """Waits until an async question is answered with something true."""
        async with asyncio.timeout(patience):
            while not await happened():  # noqa: ASYNC110 - another process cannot set an event here
                await asyncio.sleep(0.02)

    async def until_sent(self, count: int) -> None:
        async def enough() -> bool:
            return len(await self.entries()) >= count

        await self.until(enough)

    async def until_spoiled(self, method: str) -> None:
        """Waits until a fault has met a call: that it hangs is then certain, if that is the fault."""
        assert isinstance(self.served.faults, Watched)
        met = self.served.faults.met

        async def spoiled() -> bool:
            return method in met

        await self.until(spoiled)

    async def until_connected(self) -> None:
        """Waits until a bot has said who it is."""

        async def told() -> bool:
            return bool(await self.calls("setMyCommands"))

        await self.until(told)

    async def settled(self) -> None:
        """Waits until every update is answered, nobody is due and nothing is on its way: as the database has it, for a call
        that nobody makes for a while may still be owed.
        """
        await self._beside().settled()

    async def all_said(self) -> None:
        """Waits until nothing waits to be tried again either. The clock goes on to it."""
        await self._beside().all_said()

    def close(self) -> None:
        """Lets go of the database."""
        if self._arena is not None:
            self._arena.store.close()

    def _beside(self) -> Arena:
        """The same world, for those who look into its database while the bots run. There must be one by then."""
        if self._arena is None:
            self._arena = Arena(self.zygote, self.served, self.folder, self.database_url)
        return self._arena

    async def _get(self, path: str) -> Any:
        async with self.session.get(f"{self.url}/control/{path}") as answer:
            return await answer.json()

    async def _post(self, path: str, given: Any) -> Any:
        async with self.session.post(f"{self.url}/control/{path}", json=given) as answer:
            assert answer.status == 200, await answer.text()
            return await answer.json()


@pytest.fixture
async def ground(zygote: Zygote, tmp_path: Path) -> AsyncIterator[Ground]:
    """An empty playground; whatever was started on it is gone at the end."""
    async with serve(World(WorldClock(), TOKEN), faults=Watched()) as served, aiohttp.ClientSession() as session:
        opened = Ground(served, tmp_path, session, zygote)
        try:
            yield opened
        finally:
            for bot in opened.bots:
                bot.kill()
                await bot.ended()
            opened.close()


@pytest.fixture(autouse=True)
def logging_as_before() -> Iterator[None]:
    """A bot sets up logging for its whole process, which here is the one of the tests."""
    root = logging.getLogger()
    before = (root.level, root.handlers[:], sys.excepthook)
    yield
    root.level, root.handlers[:], sys.excepthook = before
    structlog.reset_defaults()
