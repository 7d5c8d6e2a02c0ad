"""One bot from start to end: opens, runs, stops in order, and tells by its exit code how it ended."""

from __future__ import annotations

import asyncio
import os
import signal
from collections.abc import Callable, Coroutine
from contextlib import AsyncExitStack
from importlib.metadata import version
from typing import TypeVar

from bot import logs
from bot.app.assembly import Assembly, assembled, house_of
from bot.app.followed_clock import FollowedClock
from bot.app.front import Front, receive
from bot.app.health import Health
from bot.clock import Clock, MovableClock, system_clock
from bot.delivery.publish import publish
from bot.delivery.waits import Waits
from bot.errors import Exit, Mistake
from bot.logs import log
from bot.ops.metrics import Metrics
from bot.ops.pulse import Pulse
from bot.settings import Settings
from bot.store.chosen import record_triage
from bot.store.engines import url_of
from bot.store.migrate import upgrade
from bot.store.sole import sole_user
from bot.store.store import Store, open_store

DRAIN_S = 20.0
"""How long a stop waits for what is in hand. Platforms kill after 30 s."""

_log = log("app")

T = TypeVar("T")


def run(settings: Settings, *, take_over: bool = False, webhook: bool = False) -> Exit:
    """Runs until a signal comes: polls Telegram, or has it bring updates to the webhook. `Mistake` for what the operator
    got wrong.
    """
    logs.configure(settings.log_level)
    settings.token()
    if webhook:
        settings.webhook()
    refuse_lent_disk(settings)
    return asyncio.run(_run(settings, take_over=take_over, webhook=webhook))


def refuse_lent_disk(settings: Settings) -> None:
    """`Mistake` for SQLite where everything on the disk is gone after a day."""
    on_sqlite = url_of(settings.database_url).get_backend_name() == "sqlite"
    if "DYNO" in os.environ and on_sqlite and not settings.sqlite_on_a_lent_disk:
        raise Mistake(
            "This platform wipes its disk at each restart, and the database with it: set DATABASE_URL to a PostgreSQL "
            "database. If you know better: SQLITE_ON_A_LENT_DISK=on."
        )


async def _run(settings: Settings, *, take_over: bool, webhook: bool) -> Exit:
    stop = asyncio.Event()
    catch_signals(stop)
    if not settings.clock_url:
        return await serve(settings, stop, take_over=take_over, webhook=webhook)
    followed = FollowedClock(settings.clock_url)
    await followed.set()
    following = asyncio.create_task(followed.run())
    try:
        return await serve(settings, stop, clock=followed.clock, take_over=take_over, webhook=webhook)
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
    webhook: bool = False,
    ready: Callable[[Assembly], None] = lambda _assembly: None,
) -> Exit:
    """Runs one bot until `stop` is set. `ready` is given the bot once it is connected."""
    house = house_of(settings)
    sqlite = url_of(settings.database_url).get_backend_name() == "sqlite"
    if sqlite:  # with PostgreSQL, where replicas start together, `migrate` is a step of its own
        await asyncio.to_thread(upgrade, settings.database_url)
    async with AsyncExitStack() as stack:
        since = system_clock()  # asked before the lock is: who held it may have died in between
        alone = stack.enter_context(sole_user(settings.database_url))
        if sqlite and not alone:
            _log.warning("database_shared")
        store = await asyncio.to_thread(open_store, settings.database_url)
        stack.callback(store.close)
        pulse, metrics = _counted(stack)
        health = Health(pulse, metrics, settings.metrics_token.get_secret_value())
        if settings.metrics_port is not None:
            port = await stack.enter_async_context(health.listening(settings.metrics_port))
            _log.info("metrics_opened", port=port)
        front = Front(settings.webhook()[1], health) if webhook else None
        if front is not None:
            _log.info("front_opened", port=await stack.enter_async_context(front.listening(settings.port)))
        joining = assembled(
            settings,
            house,
            store,
            clock,
            alone_since=since if alone else None,
            polls_here=front is None,
            take_over=take_over,
            pulse=pulse,
            metrics=metrics,
        )
        assembly = await _unless_stopped(stop, stack.enter_async_context(joining))
        if assembly is None:
            return Exit.OK
        if isinstance(clock, MovableClock):
            clock.on_jump(assembly.ticker.wake)
        await asyncio.to_thread(_keep_choice, settings, store, clock)
        health.open(store)
        ready(assembly)
        mode = "polling" if front is None else "webhook"
        _log.info("bot_started", mode=mode, zone_data=version("tzdata"), protocol=assembly.protocol)
        if front is None:
            return await _until(stop, assembly, assembly.poller.run())
        watch_s = Waits().scaled(settings.waits_scale).watch_s
        receiving = receive(front, assembly, *settings.webhook(), watch_s=watch_s, take_over=take_over)
        return await _until(stop, assembly, receiving)


def _counted(stack: AsyncExitStack) -> tuple[Pulse, Metrics]:
    """From now on what this process logs is counted, and its heart beats."""
    pulse = Pulse()
    metrics = Metrics(pulse)
    for listener in (pulse.hear, metrics.hear):
        stack.enter_context(logs.heard_by(listener))
    stack.callback(asyncio.create_task(pulse.beat()).cancel)
    return pulse, metrics


async def _unless_stopped(stop: asyncio.Event, work: Coroutine[None, None, T]) -> T | None:
    """The result of `work`; `None` if a stop was asked for before it was done: a start can wait long for a server."""
    doing, stopping = asyncio.create_task(work), asyncio.create_task(stop.wait())
    await asyncio.wait([doing, stopping], return_when=asyncio.FIRST_COMPLETED)
    if doing.done():
        stopping.cancel()
        return doing.result()
    doing.cancel()
    await asyncio.gather(doing, return_exceptions=True)
    return None


def _keep_choice(settings: Settings, store: Store, clock: Clock) -> None:
    """Who chose how "is this normal?" is answered is for the database; the log says only what was chosen."""
    mode, by = settings.triage_choice()
    with store.transaction() as tx:
        new = record_triage(tx, mode, by, clock())
    if new:
        _log.info("triage_chosen", mode=mode)


async def _until(stop: asyncio.Event, assembly: Assembly, receiving: Coroutine[None, None, None]) -> Exit:
    """Runs every job until `stop` is set or one of them ends, which none does by itself; then drains."""
    assembly.ticker.start()
    polling = asyncio.create_task(receiving)
    working = [
        asyncio.create_task(job)
        for job in (assembly.lanes.run(), assembly.dispatcher.run(), assembly.chores.run(), assembly.watcher.run())
    ]
    publishing = asyncio.create_task(_publish(assembly))
    watching = asyncio.create_task(assembly.clock_watch.run())
    stopping = asyncio.create_task(stop.wait())
    await asyncio.wait([polling, *working, stopping], return_when=asyncio.FIRST_COMPLETED)
    _log.info("stop_began")
    for task in (polling, publishing, watching, stopping):
        task.cancel()
    assembly.stop()
    in_time = await _drained(assembly, working)
    assembly.ticker.stop()
    ends = await asyncio.gather(polling, *working, publishing, watching, stopping, return_exceptions=True)
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
