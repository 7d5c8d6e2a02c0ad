"""Everybody can use the page: by keyboard, by ear, with weak eyes, on a small phone."""

from __future__ import annotations

from typing import Literal

import pytest
from playwright.async_api import Browser, expect

from bot.playground.values import Button

from .page_bot import MARIA, LittleBot, a_year, below, keys
from .visitor import DESK, NARROW, PHONE, Visit, visit

pytestmark = pytest.mark.asyncio(loop_scope="session")

CONTRAST = """() => {
    const context = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
    const rgba = (colour) => {
        context.clearRect(0, 0, 1, 1);
        context.fillStyle = colour;
        context.fillRect(0, 0, 1, 1);
        const [r, g, b, a] = context.getImageData(0, 0, 1, 1).data;
        return [r, g, b, a / 255];
    };
    const over = (top, below) => [0, 1, 2].map((i) => top[i] * top[3] + below[i] * (1 - top[3])).concat(1);
    const light = ([r, g, b]) => [r, g, b].map((v) => v / 255).map((v) => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)
        .reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
    const behind = (node) => {
        const layers = [];
        for (let at = node; at; at = at.parentElement) layers.push(rgba(getComputedStyle(at).backgroundColor));
        return layers.reverse().reduce((below, top) => over(top, below), [255, 255, 255, 1]);
    };
    const found = [];
    for (const node of document.querySelectorAll("body *")) {
        const words = [...node.childNodes].some((child) => child.nodeType === 3 && child.data.trim());
        if (!words || !node.checkVisibility({ visibilityProperty: true })) continue;
        if (node.closest(".spoken, option, .skip, script, noscript")) continue;
        if (node.closest(":disabled, [aria-disabled=true]")) continue;
        const back = behind(node);
        const style = getComputedStyle(node);
        const ink = over(rgba(node.closest("svg") ? style.fill : style.color), back);
        const [a, b] = [light(ink), light(back)].sort((x, y) => y - x);
        const ratio = (a + 0.05) / (b + 0.05);
        if (ratio < 4.5) found.push(`${node.tagName} ${node.className} "${node.textContent.trim().slice(0, 30)}" ${ratio.toFixed(2)}`);
    }
    return found;
}"""

NAMELESS = """() => [...document.querySelectorAll("button, a, input, select, textarea, img, [role=img], [role=menu], dialog, aside, nav")]
    .filter((node) => node.checkVisibility())
    .filter((node) => !(node.ariaLabel || node.textContent.trim() || node.labels?.length || node.alt
        || document.getElementById(node.getAttribute("aria-labelledby"))?.textContent.trim()))
    .map((node) => node.outerHTML.slice(0, 120))"""

SMALL = """() => [...document.querySelectorAll("button, select, textarea, input, summary, a.file, .keys a")]
    .filter((node) => node.checkVisibility() && !node.closest(".text, .note") && node.id !== "picture-file")
    .map((node) => node.closest("label.switch") ?? node)
    .map((node) => [node, node.getBoundingClientRect()])
    .filter(([, box]) => box.height < 43.5 || box.width < 43.5)
    .map(([node, box]) => `${node.id || node.className} ${node.textContent.trim()} ${box.width}x${box.height}`)"""

TOO_WIDE = """() => [...document.querySelectorAll("body, body *:not(.spoken, .skip)")]
    .filter((node) => node.checkVisibility() && !node.closest("select, .spoken, svg, .pinned-text"))
    .filter((node) => node.getBoundingClientRect().right > innerWidth + 0.5 || node.getBoundingClientRect().left < -0.5)
    .map((node) => node.outerHTML.slice(0, 100))"""


def everything(bot: LittleBot) -> None:
    """A chat with one of each."""
    bot.publish(("check", "Is this normal?"), ("can", "May I…?"))
    bot.world.person_says(MARIA, "Hello, I am /start-ing")
    bot.say(MARIA, "When did it end?", keyboard=keys([f"{hour}:30" for hour in range(10, 18)]))
    styled = (Button("Go", "callback", "go", "primary"), Button("I'm worried", "callback", "w", "danger"))
    links = (
        Button("A link with long words in it", "url", "https://example.org"),
        Button("Copy this text", "copy", "x"),
    )
    card = bot.say(MARIA, "Your card /today " + "long" * 80, silent=True, keyboard=(styled, links))
    bot.pin(card)
    bot.say(MARIA, "In answer", reply_to=card.id, entities=({"type": "code", "offset": 0, "length": 2},))
    file = bot.world.files.keep(b"x" * 5000, "a-very-long-file-name-" * 5 + ".ics", "text/calendar")
    bot.say(MARIA, "File", kind="document", document=file)
    bot.world.person_sends(MARIA, "location")
    bot.world.person_sends(MARIA, "sticker")
    bot.say(MARIA, "متن فارسی", reply_keyboard=below(["Lisbon", "Porto"]))
    bot.world.updates.drop([update.number for update in bot.world.updates.waiting()])
    bot.schedule = a_year()


async def open_panel(here: Visit, size: tuple[int, int]) -> None:
    if size != DESK:
        await here.page.get_by_role("button", name="Time machine, local time").click()
    await here.page.get_by_text("Jump (an outage)").click()


@pytest.mark.parametrize("size", [NARROW, PHONE, DESK])
@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_words_stand_out_everything_has_a_name_and_fits(
    chromium: Browser, size: tuple[int, int], scheme: Literal["light", "dark"]
) -> None:
    async with visit(chromium, everything, size=size, scheme=scheme) as here:
        for look in ("chat", "panel", "menu", "dialog"):
            if look == "panel":
                await open_panel(here, size)
            if look == "menu":
                await here.page.get_by_role("button", name="Menu").click()
            if look == "dialog":
                await here.page.get_by_role("button", name="Attach").click()
                await here.page.get_by_role("menuitem", name="Location").click()
            assert await here.page.evaluate(CONTRAST) == [], look
            assert await here.page.evaluate(NAMELESS) == [], look
            assert await here.page.evaluate(SMALL) == [], look
            assert await here.page.evaluate(TOO_WIDE) == [], look
            assert await here.page.evaluate("document.documentElement.scrollWidth <= innerWidth"), look


async def test_the_contrast_check_can_fail(chromium: Browser) -> None:
    async with visit(chromium, everything) as here:
        await here.page.evaluate("document.documentElement.style.setProperty('--muted', '#b0b0b0')")
        assert await here.page.evaluate(CONTRAST) != []


async def test_the_whole_of_it_works_by_keyboard_alone(chromium: Browser) -> None:
    async with visit(chromium) as here:
        here.bot.publish(("check", "Is this normal?"), ("can", "May I…?"))
        keyboard = here.page.keyboard
        words = here.page.get_by_label("Message", exact=True)
        await expect(words).to_be_focused()
        await keyboard.type("hello")
        await keyboard.press("Enter")
        await expect(here.bubble("You said: hello")).to_be_visible()

        here.bot.say(MARIA, "Better?", keyboard=keys(["Yes"], ["No"]))
        await expect(here.bubble("Better?")).to_be_visible()
        for name in ("Attach", "Menu", "No"):
            await keyboard.press("Shift+Tab")
            await expect(here.page.get_by_role("button", name=name)).to_be_focused()
        await keyboard.press("Enter")
        await expect(here.page.locator("#toast")).to_have_text("Noted")

        await keyboard.press("Tab")
        await keyboard.press("Enter")
        await expect(here.page.get_by_role("menuitem").first).to_be_focused()
        await keyboard.press("ArrowUp")
        await expect(here.page.get_by_role("menuitem", name="/can")).to_be_focused()
        await keyboard.press("Home")
        await expect(here.page.get_by_role("menuitem", name="/check")).to_be_focused()
        await keyboard.press("c")
        await expect(here.page.get_by_role("menuitem", name="/can")).to_be_focused()
        await keyboard.press("Escape")
        await expect(here.page.get_by_role("menu", name="Commands")).to_be_hidden()
        await expect(here.page.get_by_role("button", name="Menu")).to_be_focused()

        for _ in range(3):
            await keyboard.press("Tab")
        await expect(here.page.get_by_role("button", name="To the next message")).to_be_focused()
        await keyboard.press("Tab")
        await keyboard.press("Space")
        await expect(here.page.locator("#world-time")).to_have_text("10:30")
        await expect(here.page.get_by_role("button", name="+1 hour")).to_be_focused()


async def test_the_first_tab_stop_leads_past_the_chat(chromium: Browser) -> None:
    async with visit(chromium, everything) as here:
        link = here.page.get_by_role("link", name="Skip to writing a message")
        assert await link.evaluate("link => link === document.querySelector('a, button, input, textarea')")
        await link.focus()
        await expect(link).to_be_in_viewport()
        await here.page.keyboard.press("Enter")
        await expect(here.page.get_by_label("Message", exact=True)).to_be_focused()


async def test_whoever_has_the_focus_can_see_it(chromium: Browser) -> None:
    async with visit(chromium, everything) as here:
        seen: set[str] = set()
        for _ in range(40):
            await here.page.keyboard.press("Tab")
            name, ring = await here.page.evaluate(
                """() => {
                    const node = document.activeElement;
                    const style = getComputedStyle(node);
                    const name = node === document.body ? "BODY" : node.id || node.textContent.trim() || node.tagName;
                    return [name, style.outlineStyle + " " + style.outlineWidth];
                }"""
            )
            assert name == "BODY" or ring in {"solid 3px", "solid 2px"}, name
            seen.add(name)
        assert len(seen) > 15


async def test_the_parts_of_the_page_have_their_landmarks_and_headings(chromium: Browser) -> None:
    async with visit(chromium, everything) as here:
        page = here.page
        await expect(page.get_by_role("main")).to_have_count(1)
        await expect(page.get_by_role("complementary", name="Time machine")).to_have_count(1)
        await expect(page.get_by_role("heading", level=1)).to_have_text("Aftercare")
        await expect(page.get_by_role("log", name="Chat with Aftercare")).to_have_attribute("aria-live", "polite")
        await expect(page.get_by_role("navigation", name="Pinned message")).to_have_count(1)
        assert await page.locator("html").get_attribute("lang") == "en"
        ids = await page.evaluate("[...document.querySelectorAll('[id]')].map((node) => node.id)")
        assert len(ids) == len(set(ids))


async def test_during_a_played_year_the_messages_are_not_read_out_one_by_one(chromium: Browser) -> None:
    async with visit(chromium, everything) as here:
        here.machine._glance = 0.2
        await here.page.get_by_role("button", name="Play the year").click()
        await expect(here.log).to_have_attribute("aria-live", "off")
        await here.page.get_by_role("button", name="Stop").click()
        await expect(here.log).to_have_attribute("aria-live", "polite")


async def test_right_to_left_words_stand_right_to_left_among_others(chromium: Browser) -> None:
    async with visit(chromium) as here:
        here.bot.say(MARIA, "سلام، امروز روز اول است.\nThis line is English.")
        text = here.bubble("سلام").locator(".text")
        await expect(text).to_be_visible()
        assert await text.evaluate("node => getComputedStyle(node).unicodeBidi") == "plaintext"
        await here.page.get_by_label("Message", exact=True).fill("سلام")
        direction = await here.page.get_by_label("Message", exact=True).evaluate("node => node.matches(':dir(rtl)')")
        assert direction


async def test_who_wants_less_movement_gets_none(chromium: Browser) -> None:
    async with visit(chromium, everything) as here:
        here.bot.say(MARIA, "Still")
        await expect(here.bubble("Still")).to_be_visible()
        moving = "document.getAnimations().filter((one) => one.playState === 'running').length"
        assert await here.page.evaluate(moving) == 0
