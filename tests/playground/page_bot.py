"""A little bot for the tests of the page, a page that is served for it, and a schedule that is made up.

The bot is written on the world itself, so these tests need neither the real bot nor the Bot API: it says back what it
hears, and knows a few words that make it do what the page must be able to show.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from aiohttp import web

from bot.playground.entities import to_html, with_found
from bot.playground.page import add_page
from bot.playground.time_machine import TimeMachine, WorldClock
from bot.playground.values import Button, Message, ReplyKeyboard, TapAnswer
from bot.playground.world import World

MORNING = datetime(2026, 3, 27, 9, 30, tzinfo=UTC)
MARIA, AMIR = 501, 502


@dataclass(slots=True)
class LittleBot:
    """Hears through the world's queue of updates, answers at once, and says what its schedule holds when it is due."""

    world: World
    schedule: list[datetime] = field(default_factory=list)
    heard: list[str] = field(default_factory=list)
    silent_every: int = 0
    """Every n-th message of the schedule is silent; 0: none."""
    asleep: bool = False
    """It takes nothing from its schedule, as if it hung."""
    said: int = 0

    async def live(self) -> None:
        """Its loop."""
        while True:
            for update in self.world.updates.waiting():
                self.world.updates.drop([update.number])
                self._hear(update.body)
            while self.schedule and not self.asleep and self.schedule[0] <= self.world.clock():
                due = self.schedule.pop(0)
                self.said += 1
                silent = bool(self.silent_every) and self.said % self.silent_every == 0
                self.say(MARIA, f"Due {due:%Y-%m-%d %H:%M}", silent=silent)
            await asyncio.sleep(0.005)

    async def next_moment(self) -> datetime | None:
        """What the time machine asks."""
        return self.schedule[0] if self.schedule else None

    async def is_idle(self) -> bool:
        """What the time machine asks as well."""
        return not self.world.updates.waiting()

    def say(self, person: int, text: str, *, entities: tuple[dict[str, Any], ...] = (), **parts: Any) -> Message:
        """Sends a message."""
        world = self.world
        number = world.next_message_id(world.chat(person))
        made = Message(
            id=number,
            chat_id=person,
            from_id=world.bot_id,
            from_bot=True,
            date=world.now(),
            text=text,
            entities=entities,
            **parts,
        )
        return world.keep(made)

    def change(self, message: Message, text: str, **parts: Any) -> None:
        """Edits a message in place."""
        entities = tuple(with_found(text, ()))
        html = to_html(text, entities)
        after = replace(message, text=text, html=html, entities=entities, edit_date=self.world.now(), **parts)
        self.world.chat(message.chat_id).messages[message.id] = after
        self.world.emit("message_edited", message.chat_id, after)

    def pin(self, message: Message) -> None:
        """Pins a message, silently."""
        self.world.chat(message.chat_id).pinned.append(message.id)
        self.world.emit("message_pinned", message.chat_id, message)

    def delete(self, message: Message) -> None:
        """Deletes a message."""
        del self.world.chat(message.chat_id).messages[message.id]
        self.world.emit("message_deleted", message.chat_id, message)

    def publish(self, *commands: tuple[str, str]) -> None:
        """Publishes its commands."""
        self.world.profile.commands["all_private_chats", ""] = commands
        self.world.emit("commands_changed", 0, None)

    def _hear(self, update: dict[str, Any]) -> None:
        if message := update.get("message"):
            person = message["chat"]["id"]
            text = message.get("text") or next(
                (k for k in ("photo", "sticker", "voice", "location") if k in message), "?"
            )
            self.heard.append(text)
            self.say(person, f"You said: {text}")
        elif message := update.get("edited_message"):
            self.heard.append(f"edited: {message['text']}")
        elif tap := update.get("callback_query"):
            self._tapped(tap["id"], tap["data"])

    def _tapped(self, tap_id: str, data: str) -> None:
        self.heard.append(f"tap: {data}")
        tap = self.world.taps[tap_id]
        if data == "never":
            return
        if data == "edit":
            self.change(self.world.message(tap.chat_id, tap.message_id), "Thank you.", keyboard=keys(["Undo"]))
        tap.answer = TapAnswer("Noted" if data != "edit" else "", alert=data == "alert")
        self.world.emit("tap_answered", tap.chat_id, tap)


def keys(*rows: list[str]) -> tuple[tuple[Button, ...], ...]:
    """An inline keyboard whose buttons carry their own word, in lower case."""
    return tuple(tuple(Button(word, "callback", word.lower()) for word in row) for row in rows)


def below(*rows: list[str]) -> ReplyKeyboard:
    """A keyboard below the input line."""
    return ReplyKeyboard(tuple(tuple(Button(word, "reply", word) for word in row) for row in rows))


def a_year(start: datetime = MORNING) -> list[datetime]:
    """A made-up schedule: 21 moments of a year."""
    days = (0.02, 0.4, 1, 1.3, 2, 3, 4, 5, 6, 7, 10, 14, 21, 28, 42, 60, 90, 120, 180, 270, 365)
    return [start + timedelta(days=day) for day in days]


@dataclass(frozen=True, slots=True)
class Playground:
    """A playground that runs."""

    world: World
    bot: LittleBot
    clock: WorldClock
    machine: TimeMachine
    address: str


@asynccontextmanager
async def playground(prepare: Callable[[LittleBot], None] | None = None) -> AsyncIterator[Playground]:
    """Serves a page for Maria, at 09:30 UTC on Friday, 27 March 2026, on a clock that is held."""
    clock = WorldClock()
    clock.hold()
    clock.set(MORNING)
    world = World(clock, "700000:playground", bot_name="Aftercare")
    world.add_person(MARIA, "Maria", "en")
    bot = LittleBot(world)
    if prepare is not None:
        prepare(bot)
    machine = TimeMachine(clock, bot.next_moment, bot.is_idle, glance=0.01)
    app = web.Application()
    add_page(app, world, machine)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    living = asyncio.create_task(bot.live())
    try:
        port = runner.addresses[0][1]
        yield Playground(world, bot, clock, machine, f"http://127.0.0.1:{port}")
    finally:
        living.cancel()
        await runner.cleanup()
