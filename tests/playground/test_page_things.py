"""What stands around the words, in a real browser: pictures, files, places, menus, keyboards, and whose phone it is."""

from __future__ import annotations

import pytest
from playwright.async_api import Browser, expect

from bot.playground.values import Button

from .page_bot import MARIA, below
from .visitor import PHONE, visit

pytestmark = pytest.mark.asyncio(loop_scope="session")

PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de"
    "0000000c49444154789c63f8ffe00200059102b0f6725e660000000049454e44ae426082"
)


async def test_pictures_enlarge_and_files_can_be_taken_away(chromium: Browser) -> None:
    async with visit(chromium) as here:
        photo = here.world.files.keep(PNG, "plan.png", "image/png")
        here.bot.say(MARIA, "Your year", kind="photo", photo=photo)
        calendar = here.world.files.keep(b"BEGIN:VCALENDAR", "year.ics", "text/calendar")
        here.bot.say(MARIA, "For your calendar", kind="document", document=calendar)
        await here.page.get_by_role("button", name="Enlarge").click()
        picture = here.page.get_by_role("dialog").get_by_role("img", name="Your year")
        await expect(picture).to_be_visible()
        assert await picture.evaluate("image => image.naturalWidth") == 1
        await here.page.keyboard.press("Escape")
        async with here.page.expect_download() as waiting:
            await here.page.get_by_role("link", name="year.ics").click()
        download = await waiting.value
        assert download.suggested_filename == "year.ics"
        assert (await download.path()).read_bytes() == b"BEGIN:VCALENDAR"


async def test_the_menu_lists_the_published_commands(chromium: Browser) -> None:
    async with visit(chromium) as here:
        here.bot.publish(("check", "Is this normal?"), ("can", "May I…?"))
        await here.page.get_by_role("button", name="Menu").click()
        entries = here.page.get_by_role("menuitem")
        await expect(entries).to_have_text(["/checkIs this normal?", "/canMay I…?"])
        await here.page.keyboard.press("ArrowDown")
        await here.page.keyboard.press("Enter")
        await expect(here.bubble("You said: /can")).to_be_visible()


async def test_buttons_below_the_line_are_offered_and_go_with_the_answer(chromium: Browser) -> None:
    async with visit(chromium) as here:
        here.bot.say(MARIA, "Where are you?", reply_keyboard=below(["Lisbon", "Porto"]))
        await here.page.get_by_role("button", name="Porto").click()
        await expect(here.bubble("You said: Porto")).to_be_visible()
        here.bot.say(MARIA, "Thanks", reply_keyboard=below())
        await expect(here.page.get_by_role("button", name="Porto")).to_be_hidden()


async def test_a_keyboard_below_the_line_keeps_the_newest_message_in_view(chromium: Browser) -> None:
    async with visit(chromium, size=PHONE) as here:
        for number in range(20):
            here.bot.say(MARIA, f"Message {number}")
        here.bot.say(MARIA, "Where are you?", reply_keyboard=below(["Lisbon"], ["Porto"], ["Faro"]))
        await expect(here.page.get_by_role("button", name="Faro")).to_be_visible()
        await expect(here.bubble("Where are you?")).to_be_in_viewport(ratio=0.9)


async def test_other_things_can_be_sent(chromium: Browser) -> None:
    async with visit(chromium) as here:
        for name in ("Sample photo", "Sticker", "Voice note"):
            await here.page.get_by_role("button", name="Attach").click()
            await here.page.get_by_role("menuitem", name=name).click()
        await expect(here.bubble("You said: voice")).to_be_visible()
        await expect(here.bubble("You said: photo")).to_be_visible()
        assert sorted(here.bot.heard) == ["photo", "sticker", "voice"]
        width = await here.log.get_by_role("img").evaluate("image => image.naturalWidth")
        assert width == 640


async def test_a_place_can_be_sent_by_name_or_by_numbers(chromium: Browser) -> None:
    async with visit(chromium) as here:
        for name in ("Tehran", None):
            await here.page.get_by_role("button", name="Attach").click()
            await here.page.get_by_role("menuitem", name="Location").click()
            box = here.page.get_by_role("dialog")
            if name:
                await box.get_by_role("button", name=name).click()
            else:
                await box.get_by_label("Latitude").fill("-31.5553")
                await box.get_by_label("Longitude").fill("159.08")
            await box.get_by_role("button", name="Send").click()
        await expect(here.log.get_by_text("35.6892, 51.3890")).to_be_visible()
        await expect(here.log.get_by_text("-31.5553, 159.0800")).to_be_visible()


async def test_addresses_open_elsewhere_and_text_is_copied(chromium: Browser) -> None:
    async with visit(chromium) as here:
        await here.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
        row = (
            Button("Read", "url", "https://example.org/"),
            Button("Take", "copy", "ABC"),
            Button("Bad", "url", "javascript:0"),
        )
        here.bot.say(MARIA, "More", keyboard=(row,))
        assert await here.page.get_by_role("link", name="Read").get_attribute("href") == "https://example.org/"
        await expect(here.page.get_by_role("button", name="Bad")).to_be_disabled()
        await here.page.get_by_role("button", name="Take").click()
        await expect(here.page.locator("#toast")).to_have_text("Copied")
        assert await here.page.evaluate("navigator.clipboard.readText()") == "ABC"


async def test_a_second_patient_has_a_chat_and_a_phone_of_their_own(chromium: Browser) -> None:
    async with visit(chromium) as here:
        await here.say("I am Maria")
        await here.page.get_by_role("button", name="You are Maria").click()
        await here.page.get_by_role("menuitem", name="Add a patient").click()
        box = here.page.get_by_role("dialog")
        await box.get_by_label("First name").fill("Amir")
        await box.get_by_label("Language").select_option("fa")
        await box.get_by_label("Time zone").select_option("Asia/Tehran")
        await box.get_by_role("button", name="Add").click()
        await expect(here.page.locator("#clock")).to_have_text("13:00")
        await expect(here.log).not_to_contain_text("I am Maria")
        amir = next(one for one in here.world.people.values() if one.first_name == "Amir")
        assert amir.language_code == "fa"
        await here.say("سلام")
        await expect(here.bubble("You said: سلام")).to_be_visible()
        here.bot.say(MARIA, "For Maria")
        await expect(here.page.locator("#unread")).to_be_visible()
        await here.page.get_by_role("button", name="You are Amir").click()
        await here.page.get_by_role("menuitemradio", name="Maria").click()
        await expect(here.bubble("For Maria")).to_be_visible()
        await expect(here.page.locator("#clock")).to_have_text("09:30")
        await expect(here.page.locator("#unread")).to_be_hidden()


async def test_a_blocked_bot_is_told_and_writing_takes_the_block_back(chromium: Browser) -> None:
    async with visit(chromium) as here:
        await here.page.get_by_role("button", name="You are Maria").click()
        await here.page.get_by_role("menuitem", name="Block the bot").click()
        await expect(here.page.locator("#status")).to_have_text("blocked by you")
        assert here.world.chat(MARIA).blocked
        await here.say("hello again")
        await expect(here.page.locator("#status")).to_have_text("bot")
        assert not here.world.chat(MARIA).blocked
