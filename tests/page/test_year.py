"""The plain case through the page: `make demo` in a real browser, from /start to month 12, on a phone and on a desk."""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from playwright.async_api import Browser, Locator, Page, expect
from sqlmodel import col, func, select

from bot.rehearsal.described import described_patient
from bot.schedules.loader import default_protocol
from bot.schedules.plan import Plan
from bot.schedules.planner import plan
from bot.store.records import Inbox, Message, Patient
from bot.store.states import InboxState, MessageState, PatientState
from bot.store.store import Store, open_store
from tests.people import BERLIN, at

pytestmark = pytest.mark.asyncio(loop_scope="session")

ROOT = Path(__file__).parents[2]
ENDED = "2026-12-04T15:00"
"""Friday: sunscreen opens at 15:00 on day 1, so it is a line of the afternoon's check."""
CLOCK = """() => Date.parse(document.querySelector("#world-time").dateTime)"""
LEAST_MS = 600_000
"""The clock of the page moves by itself, but not so far."""


@dataclass(frozen=True, slots=True)
class Demo:
    """The command `demo` in a process of its own, and its ledger."""

    url: str
    folder: Path
    session: aiohttp.ClientSession
    store: Store

    async def turn(self, to: datetime) -> None:
        await self._clock(set=to.isoformat())

    async def stir(self) -> None:
        """Turns the clock by so little that nobody reads it."""
        await self._clock(move_seconds=0.01)

    async def until_rest(self) -> None:
        """Waits until the bot has answered everything and owes nobody anything."""
        async with asyncio.timeout(15):
            while not await self._rests():  # noqa: ASYNC110 - another process cannot set an event here
                await asyncio.sleep(0.02)

    async def entries(self) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = (await self._control("ledger"))["entries"]
        return found

    async def _rests(self) -> bool:
        if (await self._control("idle"))["idle_since"] is None:
            return False
        now = datetime.fromisoformat((await self._control("clock"))["now"])
        return await asyncio.to_thread(_owes_nothing, self.store, now)

    async def _control(self, path: str) -> dict[str, Any]:
        async with self.session.get(f"{self.url}/control/{path}") as answer:
            told: dict[str, Any] = await answer.json()
        return told

    async def _clock(self, **order: object) -> None:
        async with self.session.post(f"{self.url}/control/clock", json=order) as answer:
            assert answer.status == 200, await answer.text()


def _owes_nothing(store: Store, now: datetime) -> bool:
    """In one look, or something could slip from one question to the next."""
    with store.read() as tx:
        unanswered = select(func.count()).where(col(Inbox.state).in_((InboxState.NEW, InboxState.APPLIED)))
        leaving = select(func.count()).where(Message.state == MessageState.SENDING)
        due = select(func.count()).where(Patient.state == PatientState.ACTIVE, col(Patient.next_due_at) <= now)
        return not any(tx.exec(question).one() for question in (unanswered, leaving, due))


@asynccontextmanager
async def demo(folder: Path) -> AsyncIterator[Demo]:
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", "demo", "--port", "0", "--no-open",
        cwd=folder, env={"PYTHONPATH": str(ROOT), "LOG_LEVEL": "DEBUG", "HOME_ZONE": BERLIN, "HOME_COUNTRY": "DE"},
        stdout=asyncio.subprocess.PIPE,
    )  # fmt: skip
    assert process.stdout is not None
    line = (await asyncio.wait_for(process.stdout.readline(), 30)).decode()
    url = line.split(" at ")[1].split("/ ")[0]
    store = open_store(f"sqlite:///{folder}/.demo/1/bot.db")
    try:
        async with aiohttp.ClientSession() as session:
            yield Demo(url, folder, session, store)
    finally:
        store.close()
        process.terminate()
        assert await asyncio.wait_for(process.wait(), 25) == 0


@dataclass(frozen=True, slots=True)
class Maria:
    """Maria with her phone, or at her desk."""

    page: Page

    @property
    def log(self) -> Locator:
        return self.page.get_by_role("log")

    async def taps(self, label: str) -> None:
        await self.log.get_by_role("button", name=label, exact=True).last.click()

    async def reads(self, text: str) -> None:
        await expect(self.log.get_by_role("article").filter(has_text=text).last).to_be_visible()

    async def asks(self, text: str, answer: str) -> str:
        """Types something and reads the bot's next message, which must hold the answer."""
        of_the_bot = self.log.locator('article[aria-label^="Daily Notes"]')
        before = await of_the_bot.count()
        await self.page.get_by_label("Message", exact=True).fill(text)
        await self.page.keyboard.press("Enter")
        await expect(of_the_bot).to_have_count(before + 1)
        await expect(of_the_bot.last).to_contain_text(answer)
        return await of_the_bot.last.inner_text()

    async def turns(self, button: str) -> None:
        """Uses the time machine, which is a sheet on a phone, and waits until it has arrived."""
        sheet = self.page.locator("#clock-button")
        if await sheet.is_visible():
            await sheet.click()
        before = await self.page.evaluate(CLOCK)
        await self.page.get_by_role("button", name=button, exact=True).click()
        await self.page.wait_for_function(f"(before) => ({CLOCK})() > before + {LEAST_MS}", arg=before)
        await expect(self.page.locator("#stop")).to_be_disabled(timeout=60_000)
        if await sheet.is_visible():
            await self.page.keyboard.press("Escape")

    async def holds_the_clock(self) -> None:
        """From now on only the time machine moves it. At a desk, where its switch can be seen."""
        await self.page.locator("#world-time:not(:empty)").wait_for(state="attached")
        await self.page.get_by_role("switch", name="Hold the clock").click()
        await expect(self.page.locator("#world-state")).to_contain_text(", held")


def expected_year() -> Plan:
    facts, now = described_patient(
        treated=ENDED,
        zone=BERLIN,
        areas=("face",),
        depth="unknown",
        goal=None,
        setting="professional",
        modifiers=(),
        now=None,
    )
    return plan(facts, default_protocol(), now)


async def registers(maria: Maria) -> None:
    """The seven taps of the plain case, after /start."""
    await maria.page.get_by_role("button", name="Start", exact=True).click()
    await maria.taps("I am 18 or over and I agree")
    await maria.taps("Yes")
    await maria.taps("15:00")
    await maria.taps("Face")
    await maria.taps("Clinic, depth not known")
    await maria.taps("None of these")
    await maria.reads("Ended: Fri 4 December, 15:00")
    await maria.taps("Start")
    await maria.reads("Stay in the shade")


@pytest.mark.parametrize("size", [(390, 844), (1280, 800)], ids=["phone", "desk"])
async def test_maria_registers_with_seven_taps_and_receives_her_year(
    chromium: Browser, size: tuple[int, int], tmp_path: Path
) -> None:
    complaints: list[str] = []
    async with demo(tmp_path) as running:
        await running.turn(at("2026-12-04 15:04"))
        context = await chromium.new_context(
            viewport={"width": size[0], "height": size[1]}, timezone_id=BERLIN, locale="en-GB", reduced_motion="reduce"
        )
        context.set_default_timeout(15_000)
        page = await context.new_page()
        page.on(
            "console", lambda message: complaints.append(message.text) if message.type in ("error", "warning") else None
        )
        page.on("pageerror", lambda error: complaints.append(str(error)))
        await page.goto(running.url)
        maria = Maria(page)

        await registers(maria)
        assert "Opens next" in await maria.asks("/today", "Day 0")
        assert "Sat 5 December 09:30" in await maria.asks("/plan", "Your plan")

        await maria.turns("To the next message")
        await maria.turns("To the next message")
        assert "Day 1" in await maria.asks("/today", "Day 1")
        assert "from Mon 7 December 15:00" in await maria.asks("/can go to the gym", "7 December")
        assert "No trial found" in (await maria.asks("/why", "trial found")).replace("no trial", "No trial")

        await maria.turns("To the next message")
        await maria.reads("Worse")
        await maria.taps("Better")
        await maria.turns("+1 day")
        assert "since Sat 5 December 15:00" in await maria.asks("/can sunscreen", "December")

        await maria.turns("Play the year")
        await maria.reads("My messages end here")
        await maria.asks("/today", "over")
        entries = await running.entries()
        wide = await page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
        await context.close()

    assert wide
    assert complaints == []
    assert_every_message_came_at_its_hour(entries)
    assert_the_log_holds_nothing_of_maria(tmp_path)


def assert_every_message_came_at_its_hour(entries: list[dict[str, Any]]) -> None:
    """What the plan foretells, against what arrived: each moment once, within two minutes, ringing as foretold."""
    arrived = [(datetime.fromisoformat(one["at"]), one["silent"]) for one in entries if one["method"] == "sendMessage"]
    for moment in expected_year().moments:
        wanted = max(moment.due, at("2026-12-04 15:04"))
        close = [silent for when, silent in arrived if wanted <= when <= wanted + timedelta(minutes=2)]
        assert len(close) >= len(moment.bubbles), moment
        if moment.due > at("2026-12-07 08:00"):  # by then Maria asks nothing more: all that arrives is the plan's
            assert len(close) == len(moment.bubbles), moment
            assert close.count(False) == int(moment.rings), moment


def assert_the_log_holds_nothing_of_maria(folder: Path) -> None:
    """At DEBUG: no token, no word that she typed or read, no id."""
    log = next(folder.glob(".demo/*/bot.log")).read_text()
    assert '"event"' in log
    for word in ("playground", "gym", "sunscreen", "Maria", "700000001", "better", "face"):
        assert word not in log, word
    assert all(isinstance(json.loads(line), dict) for line in log.splitlines())
