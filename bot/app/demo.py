"""The demo: the real bot, over HTTP, against a playground in the same process, on one clock that the page can turn."""

from __future__ import annotations

import asyncio
import os
import re
import socket
import sys
import webbrowser
from datetime import datetime
from pathlib import Path

from pydantic import SecretStr

from bot import logs
from bot.app.assembly import Assembly
from bot.app.process import catch_signals, serve
from bot.errors import Exit, Mistake
from bot.playground.page import add_page
from bot.playground.server import serve as serve_playground
from bot.playground.time_machine import TimeMachine, WorldClock
from bot.playground.world import World
from bot.settings import Settings

FOLDER = Path(".demo")
TOKEN = "1:playground"  # noqa: S105 - of a server that only this process can reach
PORT = 8080
"""Where the page stands if nobody says otherwise and it is free."""
_VERSION = re.compile(r"\d{1,2}\.\d{1,2}")


def run(settings: Settings, *, port: int | None, api: str, open_page: bool) -> Exit:
    """The command `demo`: until a signal comes. Each run has a folder of its own, with its database and its log."""
    if not _VERSION.fullmatch(api):
        raise Mistake("--api is a Bot API version, such as 10.0 or 9.0.")
    folder = _new_folder()
    with (folder / "bot.log").open("w", encoding="utf-8", buffering=1) as log_file:
        logs.configure(settings.log_level, log_file)
        return asyncio.run(
            _run(settings, folder, port=_free_port() if port is None else port, api=api, open_page=open_page)
        )


async def _run(settings: Settings, folder: Path, *, port: int, api: str, open_page: bool) -> Exit:
    stop = asyncio.Event()
    catch_signals(stop)
    clock = WorldClock()
    world = World(clock, TOKEN, api=api)
    side = BotSide(world)
    machine = TimeMachine(clock, side.next_moment, side.is_idle)
    async with serve_playground(world, port=port, extra=lambda app: add_page(app, world, machine)) as served:
        own = settings.model_copy(
            update={
                "bot_token": SecretStr(TOKEN),
                "bot_api_url": served.url,
                "database_url": f"sqlite:///{folder}/bot.db",
                "triage": "graded",
                "triage_chosen_by": "the demo",
            }
        )

        def ready(assembly: Assembly) -> None:
            side.assembly = assembly
            sys.stdout.write(
                f"Chat with the bot at {served.url}/ (Ctrl-C ends it; its database and log are in {folder})\n"
            )
            sys.stdout.flush()
            if open_page and _has_screen():
                webbrowser.open(f"{served.url}/")

        ended = await serve(own, stop, clock=clock, ready=ready)
        side.assembly = None
        await machine.stop()
        return ended


class BotSide:
    """What the time machine asks of the bot: nothing is known of it until it is connected."""

    def __init__(self, world: World) -> None:
        self._world = world
        self.assembly: Assembly | None = None

    async def next_moment(self) -> datetime | None:
        return await self.assembly.next_moment() if self.assembly is not None else None

    async def is_idle(self) -> bool:
        """An update that Telegram still holds, or a call under way, is something to do as well."""
        if self.assembly is None or self._world.idle_since() is None:
            return False
        return await self.assembly.is_idle()


def _new_folder() -> Path:
    """A folder that no demo used before."""
    FOLDER.mkdir(exist_ok=True)
    taken = [int(one.name) for one in FOLDER.iterdir() if one.name.isdigit()]
    folder = FOLDER / str(max(taken, default=0) + 1)
    folder.mkdir(mode=0o700)
    return folder


def _free_port() -> int:
    """`PORT`, or 0, which takes any that is free."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", PORT))
        except OSError:
            return 0
    return PORT


def _has_screen() -> bool:
    """Whether a page that opens would be seen: without a screen, a browser for the terminal would take it over."""
    return sys.platform == "darwin" or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
