"""`python -m bot.playground`: Bot API and chat page as a process of its own, for a bot in another one."""

from __future__ import annotations

import argparse
import asyncio
import re
import signal
import sys
from datetime import datetime
from functools import partial

from bot import logs
from bot.errors import Mistake
from bot.playground.faults import Faults
from bot.playground.page import add_page
from bot.playground.rules import Rules
from bot.playground.server import serve
from bot.playground.time_machine import TimeMachine, WorldClock
from bot.playground.world import World

REST = 0.3
"""Seconds of quiet after which a bot is taken to have finished with what it was told."""


def main(arguments: list[str] | None = None) -> int:
    """Serves until a signal comes; answers the exit code."""
    given = _read(arguments)
    logs.configure("INFO")
    try:
        asyncio.run(_run(given))
    except Mistake as mistake:
        sys.stderr.write(f"{mistake.line}\n")
        return int(mistake.exit_code)
    return 0


def _read(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m bot.playground", description="A Telegram Bot API server on this machine."
    )
    parser.add_argument("--port", type=int, default=8081, help="0 takes a free one (default: 8081)")
    parser.add_argument(
        "--token", type=_token, default="1:playground", help="the only bot's token (default: 1:playground)"
    )
    parser.add_argument("--api", type=_version, default="10.0", help="the Bot API version to play (default: 10.0)")
    parser.add_argument("--missing", default="", help="methods answered with 404, separated by commas")
    parser.add_argument("--strict", action="store_true", help="one message a second per chat, hurried polls held back")
    parser.add_argument("--webhook-scale", type=float, default=1.0, help="real seconds per second of webhook retries")
    parser.add_argument("--seed", type=int, help="seed of the faults' chances")
    return parser.parse_args(arguments)


def _token(given: str) -> str:
    if re.fullmatch(r"[1-9]\d*:\S{1,70}", given) is None:
        raise argparse.ArgumentTypeError("a token is a number, a colon and letters")
    return given


def _version(given: str) -> str:
    if re.fullmatch(r"\d{1,2}\.\d{1,2}", given) is None:
        raise argparse.ArgumentTypeError("a Bot API version looks like 9.0")
    return given


async def _run(given: argparse.Namespace) -> None:
    clock = WorldClock()
    world = World(clock, given.token, api=given.api)
    machine = TimeMachine(clock, _unknown, partial(_at_rest, world))
    named = frozenset(name.strip().lower() for name in given.missing.split(",") if name.strip())
    rules = Rules(strict=given.strict, missing=named or None, webhook_scale=given.webhook_scale)
    ended = asyncio.Event()
    for name in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(name, ended.set)
    page = partial(add_page, world=world, machine=machine)
    async with serve(world, port=given.port, rules=rules, faults=Faults(given.seed), extra=page) as served:
        sys.stdout.write(f"{served.url}\n")
        sys.stdout.flush()
        await ended.wait()


async def _unknown() -> datetime | None:
    """When a bot in another process next has something to do is not known here."""
    return None


async def _at_rest(world: World) -> bool:
    quiet = world.idle_since()
    return quiet is not None and quiet >= REST


if __name__ == "__main__":
    sys.exit(main())
