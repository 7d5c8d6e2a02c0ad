"""Makes the picture in the README from the playground: `python -m tests.page.picture` (or `make picture`)."""

from __future__ import annotations

import asyncio
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.async_api import async_playwright, expect

from tests.page.test_year import Maria, demo, registers
from tests.people import BERLIN, at
from tests.playground.browser import FLAGS, find_chromium

TARGET = Path(__file__).parents[2] / "docs" / "exchange.png"


async def main() -> None:
    """Registers a treatment, turns the clock to day 1 and asks two questions; the page as it then is."""
    expect.set_options(timeout=15_000)
    with TemporaryDirectory() as folder:
        async with demo(Path(folder)) as running, async_playwright() as playwright:
            browser = await playwright.chromium.launch(executable_path=find_chromium(playwright), args=list(FLAGS))
            await running.turn(at("2026-12-04 15:04"))
            context = await browser.new_context(
                viewport={"width": 1280, "height": 800}, timezone_id=BERLIN, locale="en-GB", reduced_motion="reduce"
            )
            page = await context.new_page()
            await page.goto(running.url)
            maria = Maria(page)
            await registers(maria)
            await maria.turns("To the next message")
            await maria.turns("To the next message")
            await maria.asks("can I wear sunscreen?", "Sunscreen")
            await page.mouse.move(0, 0)
            await page.wait_for_timeout(400)
            await page.screenshot(path=TARGET)
            await browser.close()


if __name__ == "__main__":
    asyncio.run(main())
