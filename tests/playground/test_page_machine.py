"""The time machine's panel, in a real browser."""

from __future__ import annotations

from datetime import timedelta

import pytest
from playwright.async_api import Browser, expect

from .page_bot import MARIA, MORNING, LittleBot, a_year
from .visitor import DESK, PHONE, visit

pytestmark = pytest.mark.asyncio(loop_scope="session")


def with_a_year(bot: LittleBot) -> None:
    bot.schedule = a_year()
    bot.silent_every = 4


async def test_an_hour_and_a_day_are_walked(chromium: Browser) -> None:
    async with visit(chromium, with_a_year) as here:
        await here.page.get_by_role("button", name="+1 hour").click()
        await expect(here.bubble("Due 2026-03-27 09:58")).to_contain_text("09:58")
        await expect(here.page.locator("#world-time")).to_have_text("10:30")
        assert here.clock() == MORNING + timedelta(hours=1)
        await here.page.get_by_role("button", name="+1 day").click()
        await expect(here.bubble("Due 2026-03-28 09:30")).to_be_visible()
        await expect(here.page.locator("#world-day")).to_have_text("Sat 28 March 2026")
        await expect(here.log.get_by_role("article")).to_have_count(3)


async def test_the_world_clock_knows_summer_time(chromium: Browser) -> None:
    async with visit(chromium) as here:
        state = here.page.locator("#world-state")
        await expect(state).to_have_text("Lisbon, UTC+00:00, held")
        for _ in range(2):
            await here.page.get_by_role("button", name="+1 day").click()
            await expect(here.page.get_by_role("button", name="+1 day")).to_have_attribute("aria-disabled", "false")
        await expect(here.page.locator("#world-time")).to_have_text("10:30")
        await expect(state).to_have_text("Lisbon, UTC+01:00, held")


async def test_to_the_next_message_stops_where_the_bot_wrote_to_this_patient(chromium: Browser) -> None:
    async with visit(chromium, with_a_year) as here:
        await expect(here.page.get_by_text("The bot's next moment: Fri 27 March, 09:58")).to_be_visible()
        await here.page.get_by_role("button", name="To the next message").click()
        await expect(here.log.get_by_role("article")).to_have_count(1)
        assert here.clock() == a_year()[0]


async def test_when_nothing_is_planned_the_page_says_so(chromium: Browser) -> None:
    async with visit(chromium) as here:
        await here.page.get_by_role("button", name="To the next message").click()
        await expect(here.page.locator("#world-state")).to_have_text("The bot plans nothing more.")
        assert here.clock() == MORNING


@pytest.mark.parametrize("size", [PHONE, DESK])
async def test_the_year_is_played_and_every_message_comes_at_its_hour(chromium: Browser, size: tuple[int, int]) -> None:
    async with visit(chromium, with_a_year, size=size) as here:
        if size == PHONE:
            await here.page.get_by_role("button", name="Time machine, local time").click()
        await here.page.get_by_role("button", name="Play the year").click()
        await expect(here.page.locator("#world-state")).to_have_text("The year has been played.")
        dues = [f"Due {moment:%Y-%m-%d %H:%M}" for moment in a_year()]
        await expect(here.log.locator(".text")).to_have_text(dues)
        assert [one.date for one in here.world.history(MARIA)] == [moment.replace(microsecond=0) for moment in a_year()]
        await expect(here.log.get_by_role("article").last).to_be_in_viewport(ratio=0.9)
        await expect(here.page.get_by_role("button", name="Play the year")).to_be_visible()
        year = here.page.get_by_role("img", name="21 messages from the bot on 19 days; 16 rang")
        await expect(year).to_have_count(1)


async def test_the_played_year_shows_how_far_it_is_and_can_be_stopped(chromium: Browser) -> None:
    async with visit(chromium, with_a_year) as here:
        here.machine._glance = 0.3
        await here.page.get_by_role("button", name="Play the year").click()
        await expect(here.page.get_by_role("progressbar")).to_be_visible()
        await here.page.get_by_role("button", name="Stop").click()
        await expect(here.page.locator("#world-state")).to_have_text("Stopped.")
        await expect(here.page.get_by_role("progressbar")).to_be_hidden()
        assert here.clock() < MORNING + timedelta(days=10)
        assert len(here.world.history(MARIA)) == sum(1 for moment in a_year() if moment <= here.clock())


async def test_a_bot_that_hangs_is_shown_and_the_clock_waits(chromium: Browser) -> None:
    async with visit(chromium, with_a_year) as here:
        here.bot.asleep = True
        here.machine._patience = 0.2
        await here.page.get_by_role("button", name="+1 day").click()
        await expect(here.page.locator("#world-state")).to_contain_text("still busy")
        assert here.clock() == a_year()[0]


async def test_an_outage_is_a_jump_of_its_own(chromium: Browser) -> None:
    async with visit(chromium, with_a_year) as here:
        await here.page.get_by_text("Jump (an outage)").click()
        await here.page.get_by_label("How many").fill("3")
        await here.page.get_by_label("Unit").select_option("days")
        await here.page.get_by_role("button", name="Jump", exact=True).click()
        late = here.bubble("Due 2026-03-27 09:58")
        await expect(late.locator(".meta time")).to_have_attribute("datetime", "2026-03-30T09:30:00.000Z")
        assert here.clock() == MORNING + timedelta(days=3)


async def test_the_clock_can_be_let_go_and_held(chromium: Browser) -> None:
    async with visit(chromium) as here:
        held = here.page.get_by_role("switch", name="Hold the clock")
        await expect(held).to_be_checked()
        await held.click()
        await expect(here.page.locator("#world-state")).to_have_text("Lisbon, UTC+00:00")
        assert here.clock.running
        await held.click()
        await expect(here.page.locator("#world-state")).to_have_text("Lisbon, UTC+00:00, held")
        assert not here.clock.running


async def test_on_a_phone_the_machine_is_a_sheet_that_escape_closes(chromium: Browser) -> None:
    async with visit(chromium, with_a_year, size=PHONE) as here:
        chip = here.page.get_by_role("button", name="Time machine, local time")
        next_one = here.page.get_by_role("button", name="To the next message")
        await expect(next_one).to_be_hidden()
        await chip.click()
        await expect(next_one).to_be_focused()
        await expect(chip).to_have_attribute("aria-expanded", "true")
        await here.page.keyboard.press("Enter")
        await expect(here.bubble("Due 2026-03-27 09:58")).to_be_in_viewport()
        await here.page.keyboard.press("Escape")
        await expect(next_one).to_be_hidden()
        await expect(chip).to_be_focused()
