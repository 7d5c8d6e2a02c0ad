"""One bot from start to end: opens, runs, stops in order, and tells by its exit code how it ended."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import Callable
from contextlib import ExitStack
from importlib.metadata import version

from bot import logs
from bot.app.assembly import Assembly, assembled, house_of
from bot.app.followed_clock import FollowedClock
from bot.clock import Clock, MovableClock, system_clock
from bot.delivery.publish import publish
from bot.errors import Exit
from bot.logs import log
from bot.settings import Settings
from bot.store.engines import url_of
from bot.store.migrate import upgrade
from bot.store.sole import sole_user
from bot.store.store import open_store

DRAIN_S = 20.0
"""How long a stop waits for what is in hand. Platforms kill after 30 s."""

_log = log("app")


def run(settings: Settings, *, take_over: bool = False) -> Exit:
    """Polls Telegram until a signal comes. `Mistake` for what the operator got wrong."""
    logs.configure(settings.log_level)
    settings.token()
    return asyncio.run(_run(settings, take_over=take_over))


async def _run(settings: Settings, *, take_over: bool) -> Exit:
    stop = asyncio.Event()
    catch_signals(stop)
    if not settings.clock_url:
        return await serve(settings, stop, take_over=take_over)
    followed = FollowedClock(settings.clock_url)
    await followed.set()
    following = asyncio.create_task(followed.run())
    try:
        return await serve(settings, stop, clock=followed.clock, take_over=take_over)
    finally:
        following.cancel()


def catch_signals(stop: asyncio.Event) -> None:
    """A signal asks for an orderly stop; more of them change nothing."""
    for name in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(name, stop.set)


async def serve(
    settings: Settings,
    stop: asyncio.Event,
    *,
    clock: Clock = system_clock,
    take_over: bool = False,
    ready: Callable[[Assembly], None] = lambda _assembly: None,
) -> Exit:
    """Runs one bot until `stop` is set. `ready` is given the bot once it is connected."""
    house = house_of(settings)
    sqlite = url_of(settings.database_url).get_backend_name() == "sqlite"
    if sqlite:  # with PostgreSQL, where replicas start together, `migrate` is a step of its own
        await asyncio.to_thread(upgrade, settings.database_url)
    with ExitStack() as stack:
        alone = stack.enter_context(sole_user(settings.database_url))
        if sqlite and not alone:
            _log.warning("database_shared")
        store = await asyncio.to_thread(open_store, settings.database_url)
        stack.callback(store.close)
        async with assembled(settings, house, store, clock, alone=alone, take_over=take_over) as assembly:
            if isinstance(clock, MovableClock):
                clock.on_jump(assembly.ticker.wake)
            ready(assembly)
            _log.info("bot_started", mode="polling", zone_data=version("tzdata"), protocol=assembly.protocol)
            return await _until(stop, assembly)


async def _until(stop: asyncio.Event, assembly: Assembly) -> Exit:
    """Runs every job until `stop` is set or one of them ends, which none does by itself; then drains."""
    assembly.ticker.start()
    polling = asyncio.create_task(assembly.poller.run())
    working = [asyncio.create_task(job) for job in (assembly.lanes.run(), assembly.dispatcher.run(), assembly.tidy())]
    publishing = asyncio.create_task(_publish(assembly))
    stopping = asyncio.create_task(stop.wait())
    await asyncio.wait([polling, *working, stopping], return_when=asyncio.FIRST_COMPLETED)
    _log.info("stop_began")
    for task in (polling, publishing, stopping):
        task.cancel()
    assembly.stop()
    in_time = await _drained(assembly, working)
    assembly.ticker.stop()
    ends = await asyncio.gather(polling, *working, publishing, stopping, return_exceptions=True)
    for end in ends:
        if isinstance(end, Exception):
            raise end
    _log.info("bot_stopped", outcome="drained" if in_time else "cut-off")
    return Exit.OK if in_time else Exit.FAULT


async def _drained(assembly: Assembly, working: list[asyncio.Task[None]]) -> bool:
    """Waits for what is in hand. False if that took too long and was cut off."""
    try:
        async with asyncio.timeout(DRAIN_S):
            await asyncio.gather(*working, return_exceptions=True)
            await assembly.lanes.drain()
    except TimeoutError:
        for task in working:
            task.cancel()
        return False
    return True


async def _publish(assembly: Assembly) -> None:
    for profile in assembly.profiles:
        await publish(assembly.application.bot, profile)
