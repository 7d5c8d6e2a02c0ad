"""Everything that one running bot consists of, put together."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import cast

from telegram import Bot
from telegram.ext import Application

from bot.app.chores import Chores
from bot.app.clock_watch import ClockWatch
from bot.app.connect import connect, is_local, refuse_people_of_another_bot, refuse_webhook
from bot.care.work import House, Triage
from bot.clock import Clock, system_clock
from bot.delivery.budget import CHAT_GAP_S, PER_SECOND, PER_SECOND_PAID, Budget
from bot.delivery.dispatcher import Dispatcher
from bot.delivery.messenger import Messenger
from bot.delivery.patience import patiently
from bot.delivery.publish import Profile
from bot.delivery.server import ServerTraits
from bot.delivery.shared_pace import SharedPace
from bot.delivery.ticker import Ticker
from bot.delivery.transport import Transport
from bot.delivery.waits import Waits
from bot.errors import Mistake
from bot.handlers import register
from bot.handlers.context import App, Desk, can_wait, send_kept
from bot.handlers.mistakes import apologise, handle
from bot.intake.inbox import read
from bot.intake.lanes import Lanes
from bot.intake.poller import Poller
from bot.ops.alarm import Alarm
from bot.ops.metrics import Metrics
from bot.ops.pulse import Pulse
from bot.ops.watcher import Watcher, free_part
from bot.schedules.loader import default_protocol
from bot.settings import Settings
from bot.store import inbox, meta, patients
from bot.store.engines import url_of
from bot.store.records import Inbox
from bot.store.store import Store
from bot.words.countries import country_of_zone, read_numbers
from bot.words.message import Reader
from bot.words.phrasebook import Phrasebook, default_book, load_book

CONNECTIONS = 32
"""Calls that may be under way at once: answers to people are not held back by the four reminders."""
NO_DATE_TIMES = "refuses-tg-time"
"""The fact, kept in the database, that a server (the value) does not know Telegram's date-time entity."""
MENU = ("check", "can", "today", "plan", "treatment", "settings", "help")
"""The commands in the menu, in order. Others work but are not listed."""


@dataclass(slots=True)
class Assembly:
    """A bot that is connected and ready to run."""

    store: Store
    house: House
    clock: Clock
    application: App
    ticker: Ticker
    poller: Poller
    lanes: Lanes
    dispatcher: Dispatcher
    profiles: tuple[Profile, ...]
    chores: Chores
    clock_watch: ClockWatch
    watcher: Watcher

    @property
    def protocol(self) -> str:
        """Id and version of the protocol that it follows."""
        return f"{self.house.protocol.id} {self.house.protocol.version}"

    def stop(self) -> None:
        """Asks everything to finish what is in hand and to begin nothing more."""
        self.lanes.stop()
        self.dispatcher.stop()
        self.chores.stop()
        self.watcher.stop()

    async def next_moment(self) -> datetime | None:
        """When the bot next has something to do for anybody; possibly in the past. `None`: nothing is planned."""
        return await patiently(self._next_due)

    async def is_idle(self) -> bool:
        """Whether it is at rest: every update that it has is answered, and nothing is being sent."""
        if not (self.lanes.idle and self.dispatcher.idle):
            return False
        return not await patiently(self._unfinished)

    def _next_due(self) -> datetime | None:
        with self.store.read() as tx:
            return patients.earliest_next_due(tx)

    def _unfinished(self) -> int:
        with self.store.read() as tx:
            return inbox.unfinished(tx, self.application.bot.id)


def house_of(settings: Settings) -> House:
    """What the host decided. `Mistake` for a zone that is in no country, unless the country is named; and until they
    have chosen how "is this normal?" is answered.
    """
    mode, _by = settings.triage_choice()
    country = settings.home_country or country_of_zone(settings.home_zone)
    if country is None:
        raise Mistake(f"HOME_COUNTRY must be set: {settings.home_zone} is in no country.")
    book = default_book() if settings.numbers_file is None else load_book(table=read_numbers(settings.numbers_file))
    return House(settings.home_zone, country, default_protocol(), book, Triage(mode))


@asynccontextmanager
async def assembled(
    settings: Settings,
    house: House,
    store: Store,
    clock: Clock,
    *,
    alone_since: datetime | None,
    polls_here: bool,
    take_over: bool,
    pulse: Pulse,
    metrics: Metrics,
) -> AsyncIterator[Assembly]:
    """Builds the bot and connects it. `Mistake` for whatever the operator got wrong.

    `alone_since`: since then, in real time, no process that was there before is alive. `polls_here`: it is going to
    poll, so no webhook may be set; `take_over`: one that is set is removed, and the people of another bot become this
    one's. Without polling it waits for a server that cannot be reached. `pulse` and `metrics` hear what is logged.
    """
    api_url = settings.bot_api_url
    proxies = not is_local(api_url)
    calls, polls = Transport(connections=CONNECTIONS, proxies=proxies), Transport(connections=2, proxies=proxies)
    application = cast(
        App,
        Application.builder()
        .token(settings.token())
        .base_url(f"{api_url}/bot")
        .base_file_url(f"{api_url}/file/bot")
        .request(calls)
        .get_updates_request(polls)
        .updater(None)
        .job_queue(None)
        .build(),
    )
    bot = application.bot
    try:
        await connect(bot, api_url, waits=not polls_here)
        if polls_here:
            await refuse_webhook(bot, take_over=take_over)
        await patiently(partial(refuse_people_of_another_bot, store, bot.id, take_over=take_over))
        await application.initialize()
        budget, waits = _budget(settings, store, clock), Waits().scaled(settings.waits_scale)
        traits = await asyncio.to_thread(_traits, store, api_url)
        messenger = Messenger(bot, budget, traits, paid=settings.paid_broadcast)
        ticker = Ticker(clock, waits.beat_s)
        desk = Desk(store, house, clock, messenger, bot.id, ticker.wake)
        register(application, desk)
        lanes = Lanes(
            bot,
            store,
            handle=lambda update: handle(application, update),
            resend=lambda row: _resend(desk, bot, row),
            apologise=lambda update, reference: apologise(desk, update, reference),
            done=ticker.wake,
            rests=lambda row: waits.doubt_s if row.reply and can_wait(row.reply) else 0.0,
            alone_since=alone_since,
            hold_for=timedelta(seconds=waits.hold_s),
            left=timedelta(seconds=waits.left_s),
        )

        async def reconnect() -> None:
            await polls.shutdown()
            await polls.initialize()

        poller = Poller(bot, store, stored=lanes.wake, reconnect=reconnect)
        dispatcher = Dispatcher(store, house, clock, messenger, budget, ticker, alone_since=alone_since, waits=waits)
        profiles = tuple(_profile(house.book, language, clock()) for language in house.book.languages)
        chores = Chores(store, house.protocol, clock, ticker)
        watch = ClockWatch(clock, ticker, waits.clock_s)
        watcher = _watcher(settings, store, clock, pulse, metrics, messenger, every_s=waits.look_s)
        pulse.paused = budget.paused
        yield Assembly(
            *(store, house, clock, application, ticker, poller, lanes, dispatcher, profiles, chores, watch), watcher
        )
    finally:
        await application.shutdown()
        await asyncio.gather(calls.shutdown(), polls.shutdown())


def _watcher(
    settings: Settings,
    store: Store,
    clock: Clock,
    pulse: Pulse,
    metrics: Metrics,
    messenger: Messenger,
    *,
    every_s: float,
) -> Watcher:
    """Who tells the operators how the bot is doing. The disk is ours to watch where the database is a file."""
    url = url_of(settings.database_url)
    ours = url.get_backend_name() == "sqlite"
    free = free_part(Path(str(url.database))) if ours else lambda: None
    alarm = Alarm(store, messenger, settings.admin_chat)
    return Watcher(store, clock, pulse, metrics, alarm, free=free, every_s=every_s)


def _budget(settings: Settings, store: Store, clock: Clock) -> Budget:
    """How fast this process may send; together with the others where several may share a database."""
    per_second = PER_SECOND_PAID if settings.paid_broadcast else PER_SECOND
    sole = url_of(settings.database_url).get_backend_name() == "sqlite"
    return Budget(
        chat_gap_s=CHAT_GAP_S if clock is system_clock else 0.0,  # a moved clock makes days short
        per_second=per_second,
        shared=None if sole else SharedPace(store, per_second),
    )


async def _resend(desk: Desk, bot: Bot, row: Inbox) -> None:
    update = read(row.raw or "", bot)
    age = system_clock() - (row.applied_at or row.received_at)
    await send_kept(desk, update, row.reply or "[]", age)


def _traits(store: Store, api_url: str) -> ServerTraits:
    def remember() -> None:
        def keep() -> None:
            with store.transaction() as tx:
                meta.put(tx, NO_DATE_TIMES, api_url)

        asyncio.get_running_loop().run_in_executor(None, keep)

    with store.read() as tx:
        known = meta.get(tx, NO_DATE_TIMES)
    return ServerTraits(date_times=known != api_url, remember=remember)


def _profile(book: Phrasebook, language: str, now: datetime) -> Profile:
    reader = Reader(now, language, "UTC")

    def say(word: str) -> str:
        return book.plain(word, {}, reader)

    return Profile(
        name=say("bot-name"),
        description=say("bot-description"),
        short_description=say("bot-short-description"),
        commands=tuple((command, say(f"command-{command}")) for command in MENU),
        language=None if language == book.languages[0] else language,
    )
