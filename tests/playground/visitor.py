"""Somebody at the page: a browser tab on a playground of its own, which must not complain of anything."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Literal

from playwright.async_api import Browser, ConsoleMessage, Locator, Page

from bot.playground.time_machine import TimeMachine, WorldClock
from bot.playground.world import World

from .page_bot import LittleBot, playground

PHONE, NARROW, DESK = (390, 844), (320, 640), (1280, 800)


@dataclass(frozen=True, slots=True)
class Visit:
    """A tab, and what stands behind it."""

    page: Page
    world: World
    bot: LittleBot
    clock: WorldClock
    machine: TimeMachine
    address: str
    complaints: list[str]
    """Errors and warnings of the browser's console."""

    @property
    def log(self) -> Locator:
        """The messages."""
        return self.page.get_by_role("log")

    def bubble(self, text: str) -> Locator:
        """The bubbles that hold this text."""
        return self.log.get_by_role("article").filter(has_text=text)

    async def say(self, text: str) -> None:
        """Types a message and sends it."""
        await self.page.get_by_label("Message", exact=True).fill(text)
        await self.page.keyboard.press("Enter")


@asynccontextmanager
async def visit(
    chromium: Browser,
    prepare: Callable[[LittleBot], None] | None = None,
    *,
    size: tuple[int, int] = DESK,
    scheme: Literal["light", "dark"] = "light",
    zone: str = "Europe/Lisbon",
) -> AsyncIterator[Visit]:
    """Opens the page and waits until it is connected. Leaving it fails when the browser reported an error meanwhile."""
    complaints: list[str] = []

    def heard(message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            complaints.append(message.text)

    async with playground(prepare) as ground:
        context = await chromium.new_context(
            viewport={"width": size[0], "height": size[1]},
            color_scheme=scheme,
            timezone_id=zone,
            reduced_motion="reduce",
            locale="en-GB",
        )
        context.set_default_timeout(15_000)
        page = await context.new_page()
        page.on("console", heard)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        await page.goto(ground.address)
        await page.locator("#world-time:not(:empty)").wait_for(state="attached")
        yield Visit(page, ground.world, ground.bot, ground.clock, ground.machine, ground.address, complaints)
        await context.close()
    assert not complaints, complaints
