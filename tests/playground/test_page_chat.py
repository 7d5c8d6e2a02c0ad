"""Chatting on the page, in a real browser: what is said, tapped, edited, pinned and sent is seen, and goes where it should."""

from __future__ import annotations

from datetime import timedelta

import pytest
from playwright.async_api import Browser, WebSocketRoute, expect

from .page_bot import AMIR, MARIA, MORNING, LittleBot, keys
from .visitor import PHONE, visit

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def test_an_empty_chat_says_what_the_bot_is_and_offers_start(chromium: Browser) -> None:
    def about(bot: LittleBot) -> None:
        bot.world.profile.descriptions[""] = "I walk with you through the year."

    async with visit(chromium, about) as here:
        await expect(here.log).to_contain_text("I walk with you through the year.")
        await here.page.get_by_role("button", name="Start").click()
        await expect(here.bubble("You said: /start")).to_be_visible()
        await expect(here.log).not_to_contain_text("I walk with you")
        assert here.bot.heard == ["/start"]


async def test_enter_sends_and_shift_enter_breaks_the_line(chromium: Browser) -> None:
    async with visit(chromium) as here:
        words = here.page.get_by_label("Message", exact=True)
        await words.press_sequentially("one")
        await words.press("Shift+Enter")
        await words.press_sequentially("two")
        await words.press("Enter")
        await expect(here.bubble("You said: one")).to_be_visible()
        assert here.bot.heard == ["one\ntwo"]
        await expect(words).to_have_value("")
        await words.press("Enter")
        assert here.bot.heard == ["one\ntwo"]


async def test_a_text_may_have_4096_emoji_and_not_one_more(chromium: Browser) -> None:
    async with visit(chromium, size=PHONE) as here:
        await here.page.get_by_label("Message", exact=True).fill("😀" * 4097)
        await expect(here.page.get_by_text("1 character too many")).to_be_visible()
        await expect(here.page.get_by_role("button", name="Send")).to_be_disabled()
        await here.page.keyboard.press("Enter")
        assert here.bot.heard == []
        await here.say("😀" * 4096)
        await expect(here.bubble("You said")).to_be_visible()
        assert here.bot.heard == ["😀" * 4096]
        assert await here.log.evaluate("log => log.scrollWidth <= log.clientWidth")


async def test_hostile_text_stays_text(chromium: Browser) -> None:
    hostile = "<img src=x onerror=\"document.title='taken'\"><script>document.title='taken'</script> \u202egnp.exe"

    async with visit(chromium) as here:
        await here.say(hostile)
        await expect(here.bubble("You said: <img src=x")).to_be_visible()
        assert await here.log.locator("img, script").count() == 0
        assert "taken" not in await here.page.title()
        isolated = (
            await here.bubble("You said").locator(".bubble").evaluate("node => getComputedStyle(node).unicodeBidi")
        )
        assert isolated == "isolate"


async def test_even_hostile_html_from_the_world_itself_cannot_do_anything(chromium: Browser) -> None:
    async with visit(chromium) as here:
        html = (
            "<b>bold</b> <img src=x onerror=alert(1)> <a href='javascript:alert(1)'>link</a> "
            "<iframe srcdoc='x'></iframe><svg onload=alert(1)></svg><p class='log' id='log'>plain</p>"
            "<time data-unix='1e300' data-format='t'>never</time>"
        )
        made = await here.page.evaluate(
            """async (html) => {
                const { rich } = await import("/static/rich.js");
                const box = document.createElement("div");
                box.append(rich(html, { zone: "UTC", language: "en" }, () => {}));
                return box.innerHTML;
            }""",
            html,
        )
        assert made == "<strong>bold</strong>  link plainnever"
        assert all("The action has been blocked" in line for line in here.complaints)
        here.complaints.clear()


async def test_formats_links_and_commands_are_shown(chromium: Browser) -> None:
    async with visit(chromium) as here:
        text = "bold secret see https://example.org or /plan"
        here.bot.say(
            MARIA,
            text,
            entities=({"type": "bold", "offset": 0, "length": 4}, {"type": "spoiler", "offset": 5, "length": 6}),
        )
        await expect(here.log.locator("strong")).to_have_text("bold")
        link = here.log.get_by_role("link", name="https://example.org")
        assert await link.get_attribute("rel") == "noopener noreferrer"
        await here.log.get_by_role("button", name="Hidden text").click()
        await expect(here.log.locator(".spoiler")).to_have_class("spoiler open")
        await here.log.get_by_role("button", name="/plan").click()
        await expect(here.bubble("You said: /plan")).to_be_visible()


async def test_a_date_is_shown_in_the_readers_own_zone_with_the_exact_instant(chromium: Browser) -> None:
    async with visit(chromium, zone="Asia/Tehran") as here:
        text = "Sunscreen from Friday."
        moment = int((MORNING + timedelta(days=1)).timestamp())
        entity = {"type": "date_time", "offset": 15, "length": 6, "unix_time": moment, "date_time_format": "wdt"}
        here.bot.say(MARIA, text, entities=(entity,))
        shown = here.log.locator("time.moment")
        await expect(shown).to_have_text("Sat 28 Mar, 13:00")
        assert await shown.get_attribute("title") == "Sat 28 March 2026, 13:00:00, UTC+03:30"
        await here.page.get_by_label("Time zone of this phone").select_option("Australia/Lord_Howe")
        await expect(shown).to_have_text("Sat 28 Mar, 20:30")


async def test_relative_dates_follow_the_worlds_clock(chromium: Browser) -> None:
    async with visit(chromium) as here:
        moment = int((MORNING + timedelta(hours=3)).timestamp())
        entity = {"type": "date_time", "offset": 0, "length": 4, "unix_time": moment, "date_time_format": "r"}
        here.bot.say(MARIA, "soon", entities=(entity,))
        await expect(here.log.locator("time.moment")).to_have_text("in 3 hours")
        await here.page.get_by_role("button", name="+1 hour").click()
        await expect(here.log.locator("time.moment")).to_have_text("in 2 hours")


async def test_a_tap_is_answered_with_a_toast(chromium: Browser) -> None:
    async with visit(chromium) as here:
        here.bot.say(MARIA, "How is it?", keyboard=keys(["Better", "Same"], ["Never"]))
        await here.page.get_by_role("button", name="Better").click()
        await expect(here.page.locator("#toast")).to_have_text("Noted")
        await expect(here.page.get_by_role("button", name="Better")).not_to_have_attribute("aria-busy", "true")
        await here.page.get_by_role("button", name="Never").click()
        await expect(here.page.get_by_role("button", name="Never")).to_have_attribute("aria-busy", "true")
        assert here.bot.heard == ["tap: better", "tap: never"]


async def test_an_alert_must_be_closed(chromium: Browser) -> None:
    async with visit(chromium) as here:
        here.bot.say(MARIA, "Look", keyboard=keys(["Alert"]))
        button = here.page.get_by_role("button", name="Alert")
        await button.click()
        box = here.page.get_by_role("dialog")
        await expect(box).to_contain_text("Noted")
        await here.page.keyboard.press("Escape")
        await expect(box).to_be_hidden()
        await expect(button).to_be_focused()


async def test_an_edit_changes_the_bubble_in_place_and_keeps_the_focus_there(chromium: Browser) -> None:
    async with visit(chromium) as here:
        here.bot.say(MARIA, "How is it?", keyboard=keys(["Edit"]))
        here.bot.say(MARIA, "Below")
        await here.page.get_by_role("button", name="Edit", exact=True).focus()
        await here.page.keyboard.press("Enter")
        await expect(here.bubble("Thank you.")).to_contain_text("edited")
        await expect(here.log.get_by_role("article")).to_have_count(2)
        await expect(here.log.get_by_role("article").first).to_contain_text("Thank you.")
        await expect(here.page.get_by_role("button", name="Undo")).to_be_focused()


async def test_somebody_edits_what_they_said_last_with_arrow_up(chromium: Browser) -> None:
    async with visit(chromium) as here:
        await here.say("1.2 mm")
        await expect(here.bubble("You said: 1.2 mm")).to_be_visible()
        words = here.page.get_by_label("Message", exact=True)
        await words.press("ArrowUp")
        await expect(words).to_have_value("1.2 mm")
        await words.fill("1.5 mm")
        await words.press("Enter")
        await expect(here.bubble("1.5 mm")).to_contain_text("edited")
        assert here.bot.heard == ["1.2 mm", "edited: 1.5 mm"]


async def test_the_pinned_card_stands_at_the_top_and_leads_to_its_message(chromium: Browser) -> None:
    async with visit(chromium, size=PHONE) as here:
        card = here.bot.say(MARIA, "Your card\nDay 0", silent=True)
        for number in range(30):
            here.bot.say(MARIA, f"Message {number}")
        here.bot.pin(card)
        await expect(here.bubble("Message 29")).to_be_in_viewport()
        await here.page.get_by_role("button", name="Pinned message Your card").click()
        await expect(here.bubble("Your card")).to_be_in_viewport()
        await expect(here.bubble("Your card")).to_be_focused()
        here.bot.change(here.world.message(MARIA, card.id), "Your card, day 1")
        await expect(here.page.get_by_role("navigation")).to_contain_text("Your card, day 1")


async def test_silent_and_ringing_messages_are_told_apart(chromium: Browser) -> None:
    async with visit(chromium) as here:
        here.bot.say(MARIA, "Quietly", silent=True)
        here.bot.say(MARIA, "Loudly")
        await expect(here.bubble("Quietly").get_by_title("Silent: the phone did not ring")).to_be_visible()
        await expect(here.bubble("Loudly").get_by_title("The phone rang")).to_be_visible()


async def test_typing_is_shown_until_the_message_comes(chromium: Browser) -> None:
    async with visit(chromium) as here:
        here.world.emit("chat_action", MARIA, "typing")
        await expect(here.page.locator("#status")).to_have_text("typing…")
        here.bot.say(MARIA, "There")
        await expect(here.page.locator("#status")).to_have_text("bot")


async def test_days_are_separated_in_the_zone_of_the_phone(chromium: Browser) -> None:
    def two_days(bot: LittleBot) -> None:
        bot.world.clock.set(MORNING + timedelta(hours=12))  # type: ignore[attr-defined]
        bot.say(MARIA, "Late")
        bot.world.clock.set(MORNING + timedelta(hours=14))  # type: ignore[attr-defined]
        bot.say(MARIA, "Later")

    async with visit(chromium, two_days, zone="Europe/Lisbon") as here:
        days = here.log.get_by_role("heading")
        await expect(days).to_have_text(["Fri 27 March"])
        await here.page.get_by_label("Time zone of this phone").select_option("Europe/Berlin")
        await expect(days).to_have_text(["Fri 27 March", "Sat 28 March"])


async def test_a_deleted_message_is_gone(chromium: Browser) -> None:
    async with visit(chromium) as here:
        first = here.bot.say(MARIA, "First")
        here.bot.say(MARIA, "Second")
        await expect(here.bubble("First")).to_be_visible()
        here.bot.delete(first)
        await expect(here.bubble("First")).to_have_count(0)
        await expect(here.bubble("Second")).to_be_visible()


async def test_reading_further_up_is_not_disturbed_by_a_new_message(chromium: Browser) -> None:
    async with visit(chromium) as here:
        for number in range(40):
            here.bot.say(MARIA, f"Message {number}")
        await expect(here.bubble("Message 39")).to_be_in_viewport()
        await here.log.evaluate("log => { log.scrollTop = 0; }")
        newest = here.page.get_by_role("button", name="To the newest message")
        await expect(newest).to_be_visible()
        here.bot.say(MARIA, "Fresh")
        await expect(newest).to_contain_text("1")
        await expect(here.bubble("Message 0")).to_be_in_viewport()
        await newest.click()
        await expect(here.bubble("Fresh")).to_be_in_viewport()
        await expect(newest).to_be_hidden()


async def test_a_broken_line_is_told_and_comes_back_by_itself(chromium: Browser) -> None:
    async with visit(chromium) as here:
        lines: list[WebSocketRoute] = []

        def through(line: WebSocketRoute) -> None:
            line.connect_to_server()
            lines.append(line)

        await here.page.route_web_socket("**/ws", through)
        await here.page.reload()
        await here.say("Before")
        await expect(here.bubble("You said: Before")).to_be_visible()
        await lines[0].close()
        await expect(here.page.get_by_role("alert")).to_contain_text("does not answer")
        here.bot.say(MARIA, "Meanwhile")
        await expect(here.bubble("Meanwhile")).to_be_visible()
        await expect(here.page.get_by_role("alert")).to_be_hidden()
        await expect(here.bubble("You said: Before")).to_have_count(1)


async def test_what_was_said_is_there_after_a_reload_and_in_a_second_tab(chromium: Browser) -> None:
    def two(bot: LittleBot) -> None:
        bot.world.add_person(AMIR, "Amir", "fa")

    async with visit(chromium, two) as here:
        await here.say("Remember me")
        await expect(here.bubble("You said: Remember me")).to_be_visible()
        await here.page.get_by_label("Time zone of this phone").select_option("Asia/Tehran")
        await expect(here.page.locator("#clock")).to_have_text("13:00")
        await here.page.reload()
        await expect(here.bubble("You said: Remember me")).to_be_visible()
        await expect(here.page.locator("#clock")).to_have_text("13:00")
        second = await here.page.context.new_page()
        await second.goto(here.address)
        await here.say("And you")
        await expect(second.get_by_role("log")).to_contain_text("You said: And you")
