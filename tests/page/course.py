"""A course of three sessions over twelve weeks on two areas, with a moved date, a pause and a worry, as Maria lives it on
the page. `python -m tests.page.course` writes it down anew, after the words have changed.
"""

from __future__ import annotations

import asyncio
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.async_api import Browser, async_playwright, expect

from tests.page.test_year import Maria, demo
from tests.page.transcript import Transcript
from tests.people import BERLIN, at
from tests.playground.browser import FLAGS, find_chromium

GOLDEN = Path(__file__).parents[1] / "golden" / "course.txt"
DAY, HOUR, NEXT = "+1 day", "+1 hour", "To the next message"


async def the_course(browser: Browser, folder: Path) -> str:
    """Plays it, and gives the conversation."""
    async with demo(folder) as running:
        context = await browser.new_context(
            viewport={"width": 1280, "height": 900}, timezone_id=BERLIN, locale="en-GB", reduced_motion="reduce"
        )
        context.set_default_timeout(15_000)
        page = await context.new_page()
        await page.goto(running.url)
        maria = Maria(page)
        await maria.holds_the_clock()  # or it would show how long this machine takes for each page
        await running.turn(at("2026-01-09 15:04"))
        told = Transcript(maria, running)
        await _first_session(told)
        await _second_session(told)
        await _third_session(told)
        await context.close()
        return told.text()


async def _first_session(told: Transcript) -> None:
    """Face, by a clinic; two more are planned."""
    await told.maria.page.get_by_role("button", name="Start", exact=True).click()
    await told.maria.reads("I am 18 or over")
    await told.taps("I am 18 or over and I agree", "Yes", "15:00", "Face", "Clinic, depth not known")
    await told.taps("None of these", "Start")
    await told.waits(NEXT, NEXT, NEXT)
    await told.taps("The same")
    await told.waits(NEXT, NEXT)
    await told.taps("Better")
    await told.waits(NEXT)
    await told.taps("Acne scars")
    await told.waits(NEXT, NEXT, NEXT)
    await told.taps("Calm")
    await told.waits(NEXT, NEXT)
    await told.taps("All clear")
    await told.says("/treatment")
    await told.taps("Fri 9 January, 15:00", "Sessions planned", "2")


async def _second_session(told: Transcript) -> None:
    """Booked, moved by a week, and a worry on its second day."""
    await told.waits(NEXT, NEXT)
    await told.says("/treatment")
    await told.taps("I had another session", "It is still to come")
    await told.says("20 February 15:00")
    await told.taps("Yes, note it")
    await told.says("/treatment")
    await told.taps("Fri 20 February, 15:00", "Move it")
    await told.says("27 February 15:00")
    await told.taps("Yes, note it")
    await told.waits(NEXT)
    await told.taps("All clear")
    await told.waits(NEXT)
    await told.taps("Go through the list", *["None of these"] * 6)
    await told.waits(NEXT)
    await told.taps("Just finished", "Face", "Clinic, depth not known", "Start")
    await told.waits(NEXT, NEXT, NEXT)
    await told.taps("Better")
    await told.waits(NEXT)
    await told.says("I think there is pus on my cheek")
    await told.taps("None of these", "Pus or yellow crust")
    await told.says("can I wear make-up")
    await told.waits(NEXT)
    await told.taps("Sorted")
    await told.says("can I wear make-up")
    await told.waits(NEXT)
    await told.taps("Better")
    await told.waits(NEXT, NEXT)
    await told.taps("Calm")
    await told.waits(NEXT)
    await told.taps("All clear")


async def _third_session(told: Transcript) -> None:
    """A pause of three weeks; then the scalp, beside the face."""
    await told.says("/pause")
    await told.waits(*[DAY] * 21)
    await told.says("/resume")
    await told.says("just finished, scalp, at the clinic")
    await told.taps("Clinic, depth not known", "Start")
    await told.waits(NEXT, NEXT, NEXT)
    await told.says("/today")
    await told.says("/can")
    await told.taps("Sport, drinks, travel")
    await told.says("/plan")
    await told.waits(*[NEXT] * 4)


async def main() -> None:
    expect.set_options(timeout=15_000)
    with TemporaryDirectory() as folder:
        async with async_playwright() as playwright:
            browser = await playwright.chromium.launch(executable_path=find_chromium(playwright), args=list(FLAGS))
            GOLDEN.write_text(await the_course(browser, Path(folder)), encoding="utf-8")
            await browser.close()


if __name__ == "__main__":
    asyncio.run(main())
