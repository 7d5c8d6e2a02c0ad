"""A frightened patient at night, through the page: from one typed word to the right words and the right number."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.async_api import Browser, expect

from tests.page.test_year import Maria, demo
from tests.people import BERLIN, at

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def test_at_eleven_at_night_on_day_two_pus_is_two_taps_from_the_answer(chromium: Browser, tmp_path: Path) -> None:
    async with demo(tmp_path) as running:
        await running.turn(at("2026-12-04 15:04"))
        context = await chromium.new_context(
            viewport={"width": 390, "height": 844}, timezone_id=BERLIN, locale="en-GB", reduced_motion="reduce"
        )
        context.set_default_timeout(15_000)
        page = await context.new_page()
        await page.goto(running.url)
        amina = Maria(page)

        await page.get_by_role("button", name="Start", exact=True).click()
        for label in ("I am 18 or over and I agree", "Yes", "15:00", "Face", "Clinic, depth not known"):
            await amina.taps(label)
        await amina.taps("Brown or black skin, or marks that last")
        await amina.taps("Done")
        await amina.taps("Start")
        await amina.reads("Stay in the shade")
        for _ in range(2):
            await amina.turns("+1 day")
        for _ in range(8):
            await amina.turns("+1 hour")

        signs = await amina.asks("pus", "Call 112 now")
        assert "blue, grey or pale" in signs
        assert "None of these" in signs

        await amina.taps("None of these")
        await amina.reads("On brown and black skin it may look brown, purple or grey.")
        await amina.taps("Pus or yellow crust")
        await amina.reads("Contact your clinic today")

        answer = amina.log.get_by_role("article").filter(has_text="Contact your clinic today").last
        told = await answer.inner_text()
        await expect(answer).to_be_in_viewport()
        await page.screenshot(path=tmp_path / "answer.png")
        assert "Closed now? Call 116 117, or 112 if it gets worse." in told
        assert "Sun 6 December" in told
        assert told.index("Contact your clinic today.") > told.index("Advice from your clinic comes first.")
        first, last = (
            page.get_by_text("Contact your clinic today, "),
            page.get_by_role("button", name="I'm worried").last,
        )
        await expect(last).to_be_in_viewport(ratio=1)
        await expect(first.last).to_be_in_viewport()
        assert "Wash your hands. No squeezing." in told
        assert "Advice from your clinic comes first." in told
        assert "I ask you again: Mon 7 December 08:30" in told
        assert "redness" not in told.lower()
        await context.close()
