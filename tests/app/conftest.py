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

from bot.playground.server import serve
from bot.playground.time_machine import WorldClock
from bot.playground.world import World
from bot.store.migrate import upgrade
from bot.store.store import Store, open_store
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


@dataclass
class Ground:
    """A playground, and the bots that run against it on one database."""

    url: str
    folder: Path
    session: aiohttp.ClientSession
    zygote: Zygote
    bots: list[Bot] = field(default_factory=list)
    postgres: str = ""
    """The PostgreSQL database of the bots; an SQLite file without one."""

    @property
    def database_url(self) -> str:
        return self.postgres or f"sqlite:///{self.folder}/bot.db"

    def store(self) -> Store:
        """The database as it is, opened beside the bot."""
        upgrade(self.database_url)
        return open_store(self.database_url)

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

    async def until_called(self, method: str) -> None:
        """Waits until a call is under way or over."""

        async def called() -> bool:
            idle = (await self._get("idle"))["idle_since"]
            return idle is None or bool(await self.calls(method))

        await self.until(called)

    async def until_polled(self) -> None:
        """Waits until a bot is connected and has asked who it is."""

        async def asked() -> bool:
            return bool(await self.calls("setMyCommands"))

        await self.until(asked)
        await self.until_quiet(0.1)

    async def until_quiet(self, seconds: float = 0.4) -> None:
        """Waits until no call was made and no update waited for a while."""

        async def quiet() -> bool:
            since = (await self._get("idle"))["idle_since"]
            return since is not None and since > seconds

        await self.until(quiet)

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
    async with serve(World(WorldClock(), TOKEN)) as served, aiohttp.ClientSession() as session:
        opened = Ground(served.url, tmp_path, session, zygote)
        try:
            yield opened
        finally:
            for bot in opened.bots:
                bot.kill()
                await bot.ended()


@pytest.fixture(autouse=True)
def logging_as_before() -> Iterator[None]:
    """A bot sets up logging for its whole process, which here is the one of the tests."""
    root = logging.getLogger()
    before = (root.level, root.handlers[:], sys.excepthook)
    yield
    root.level, root.handlers[:], sys.excepthook = before
    structlog.reset_defaults()
