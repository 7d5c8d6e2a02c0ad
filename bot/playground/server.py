"""Puts the playground together and serves it."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace

from aiohttp import web

from bot.playground.api import Api
from bot.playground.control import Control
from bot.playground.desk import Desk
from bot.playground.door import Door
from bot.playground.faults import Faults
from bot.playground.ledger import Ledger
from bot.playground.params import MEGABYTE, UPLOAD_LIMIT
from bot.playground.polling import Polling
from bot.playground.rules import Rules, default_missing
from bot.playground.webhook import Webhook
from bot.playground.world import World

API = web.AppKey("api", Api)
DOOR = web.AppKey("door", Door)


def create_app(
    world: World,
    *,
    rules: Rules | None = None,
    faults: Faults | None = None,
    ledger: Ledger | None = None,
    extra: Callable[[web.Application], None] | None = None,
) -> web.Application:
    """The playground as an application. `extra` may add routes of its own, the chat page for one."""
    rules = rules if rules is not None else Rules()
    if rules.missing is None:
        rules = replace(rules, missing=default_missing(world.api))
    desk = Desk(
        world=world,
        ledger=ledger if ledger is not None else Ledger(world.clock),
        rules=rules,
        polling=Polling(world.updates, rules),
        webhook=Webhook(world, rules),
    )
    app = web.Application(client_max_size=UPLOAD_LIMIT + 5 * MEGABYTE)
    app[API] = Api(desk, faults if faults is not None else Faults())
    app[DOOR] = Door()
    app[API].add_routes(app)
    Control(app[API], app[DOOR]).add_routes(app)
    if extra is not None:
        extra(app)

    async def close(_app: web.Application) -> None:
        await desk.webhook.stop()

    app.on_cleanup.append(close)
    return app


@dataclass(frozen=True, slots=True)
class Served:
    """A playground that is up: its address, and everything that a test wants to look at."""

    url: str
    world: World
    app: web.Application
    api: Api = field(repr=False)
    door: Door = field(repr=False)

    @property
    def base_url(self) -> str:
        """What python-telegram-bot calls `base_url`: the token comes right behind it."""
        return f"{self.url}/bot"

    @property
    def ledger(self) -> Ledger:
        """What the bot did."""
        return self.api.desk.ledger

    @property
    def faults(self) -> Faults:
        """What is made to go wrong."""
        return self.api.faults


@asynccontextmanager
async def serve(
    world: World,
    host: str = "127.0.0.1",
    port: int = 0,
    *,
    rules: Rules | None = None,
    faults: Faults | None = None,
    extra: Callable[[web.Application], None] | None = None,
) -> AsyncIterator[Served]:
    """Serves a world for as long as the context lasts. Port 0 takes a free one."""
    app = create_app(world, rules=rules, faults=faults, extra=extra)
    runner = web.AppRunner(app, access_log=None, handler_cancellation=True, shutdown_timeout=0.5)
    await runner.setup()
    door = app[DOOR]
    try:
        await door.hang(runner, host, port)
        shown = f"[{host}]" if ":" in host else host
        yield Served(f"http://{shown}:{door.port}", world, app, app[API], door)
    finally:
        await door.shut()
        await runner.cleanup()
