"""A served playground with two patients in it, and somebody who calls its Bot API with bare hands."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import aiohttp

from bot.clock import Clock, FrozenClock
from bot.playground.chats import Chat
from bot.playground.faults import Faults
from bot.playground.ledger import Ledger
from bot.playground.rules import Rules
from bot.playground.server import Served, serve
from bot.playground.values import Message
from bot.playground.world import World

TOKEN = "7000000001:playground-only"
MORNING = datetime(2026, 3, 27, 9, 30, tzinfo=UTC)
MARIA, AMIR, NOBODY = 501, 502, 599


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back: the HTTP status and the JSON body."""

    status: int
    body: dict[str, Any]

    @property
    def result(self) -> Any:
        """The result of a call that must have gone well."""
        assert self.status == 200, self.body
        return self.body["result"]

    @property
    def refusal(self) -> tuple[int, str]:
        """Code and words of a call that must have been refused; the HTTP status and the body agree."""
        assert self.body["ok"] is False
        assert self.body["error_code"] == self.status
        return self.status, self.body["description"]


@dataclass(frozen=True, slots=True)
class Playground:
    """The served world and its caller."""

    world: World
    clock: FrozenClock
    served: Served
    http: aiohttp.ClientSession

    @property
    def ledger(self) -> Ledger:
        return self.served.ledger

    @property
    def faults(self) -> Faults:
        return self.served.faults

    def url(self, method: str, token: str = TOKEN) -> str:
        return f"{self.served.url}/bot{token}/{method}"

    async def call(self, method: str, **parameters: Any) -> Answer:
        """One call with a JSON body."""
        async with self.http.post(self.url(method), json=parameters) as response:
            return Answer(response.status, await response.json())

    async def says(self, text: str = "Hello", chat_id: int = MARIA, **parameters: Any) -> int:
        """A message of the bot that must get through; answers its id."""
        sent = await self.call("sendMessage", chat_id=chat_id, text=text, **parameters)
        return int(sent.result["message_id"])

    async def updates(self, offset: int = 0, **parameters: Any) -> list[dict[str, Any]]:
        """What getUpdates gives at once."""
        got: list[dict[str, Any]] = (await self.call("getUpdates", offset=offset, **parameters)).result
        return got

    def last(self, chat_id: int = MARIA) -> Message:
        """What was written last in a chat."""
        return self.world.history(chat_id)[-1]


async def eventually(true: Callable[[], bool]) -> None:
    """Waits until something is true, and fails if it never becomes so."""
    async with asyncio.timeout(10):
        while not true():  # noqa: ASYNC110 - what is waited for happens in another task, which tells nobody
            await asyncio.sleep(0.001)


@asynccontextmanager
async def playground(
    *,
    api: str = "10.0",
    rules: Rules | None = None,
    faults: Faults | None = None,
    at: datetime = MORNING,
    clock: Callable[[], Clock] | None = None,
) -> AsyncIterator[Playground]:
    """Maria and Amir have both written to the bot, which has heard them; the clock stands still."""
    frozen = FrozenClock(at)
    world = World(clock() if clock is not None else frozen, TOKEN, api=api, first_update_id=1000)
    for number, name, language in ((MARIA, "Maria", "pt"), (AMIR, "Amir", "fa")):
        world.add_person(number, name, language)
        world.person_says(number, "/start")
    world.updates.drop(update.number for update in world.updates.waiting())
    async with serve(world, rules=rules, faults=faults) as served, aiohttp.ClientSession() as http:
        yield Playground(world, frozen, served, http)


def a_group(world: World, *, supergroup: bool = False) -> Chat:
    """The clinic's group, to which Maria has added the bot."""
    group = world.person_adds_to_group(MARIA, "Clinic", supergroup=supergroup)
    world.updates.drop(update.number for update in world.updates.waiting())
    return group
