"""A conversation written down as it is seen on the page: who said what and when, what rang, what was tapped."""

from __future__ import annotations

import asyncio
import textwrap
from dataclasses import dataclass, field

from tests.page.test_year import CLOCK, LEAST_MS, Demo, Maria

WIDTH = 96
CARD = "Your notes"
"""How the pinned card begins: it is edited with every message, and is written down once."""

_MUTATIONS = """() => {
    if (window.mutations === undefined) {
        window.mutations = 0;
        new MutationObserver(() => { window.mutations += 1; }).observe(
            document.querySelector("#log"), {subtree: true, childList: true, characterData: true, attributes: true});
    }
    return window.mutations;
}"""
"""Counts changes of the log: to read all of it costs the browser far more, so it is read when something has changed."""
_SEEN = """() => [...document.querySelectorAll("#log .day, #log article")].map((one) => one.matches(".day")
    ? {day: one.firstElementChild.innerText}
    : {
        id: Number(one.dataset.id),
        own: one.classList.contains("own"),
        time: one.querySelector(".meta time").innerText,
        rings: one.querySelector(".rings") !== null,
        text: one.querySelector(".text").innerText,
        picture: one.querySelector(".picture") !== null,
        file: one.querySelector(".file strong")?.innerText ?? "",
        keys: [...one.querySelectorAll(".keys-row")].map((row) => [...row.children].map((key) => key.innerText)),
    })"""


@dataclass
class Transcript:
    """What Maria does on the page, and what she sees of it. The clock is held."""

    maria: Maria
    demo: Demo
    lines: list[str] = field(default_factory=list)
    _known: dict[int, str] = field(default_factory=dict)
    _day: str = ""

    async def taps(self, *labels: str) -> None:
        """Taps buttons one after the other, and waits after each until the page shows what came of it."""
        for label in labels:
            before = await self._of_the_bot()
            await self.maria.taps(label)
            await self._answered(before)
            self.lines += ["", f"    Maria taps [{label}]"]
            await self.look()

    async def says(self, text: str) -> None:
        """Types something, and waits for what comes of it."""
        page, before = self.maria.page, await self._of_the_bot()
        await page.get_by_label("Message", exact=True).fill(text)
        await page.keyboard.press("Enter")
        await self._answered(before)
        await self.look()

    async def waits(self, *buttons: str) -> None:
        """Turns the clock, and waits until it has arrived."""
        page = self.maria.page
        for button in buttons:
            before = await page.evaluate(CLOCK)
            await page.get_by_role("button", name=button, exact=True).click()
            async with asyncio.timeout(60):
                while await page.evaluate(CLOCK) - before < LEAST_MS or await page.locator("#stop").is_enabled():
                    await page.wait_for_timeout(50)
            await page.wait_for_timeout(100)
            await self.look()

    async def look(self) -> None:
        """Writes down what is new on the page, or reads otherwise than before."""
        for one in await self.maria.page.evaluate(_SEEN):
            if "day" in one:
                day = one["day"]
                continue
            known, now = self._known.get(one["id"]), repr((one["text"], one["keys"]))
            self._known[one["id"]] = now
            if known == now or (known is not None and (one["own"] or one["text"].startswith(CARD))):
                continue
            if day != self._day:
                self._day = day
                self.lines += ["", f"── {day} ".ljust(WIDTH, "─")]
            self._write(one, again=known is not None)

    def text(self) -> str:
        """Everything so far."""
        return "\n".join(self.lines).strip() + "\n"

    def _write(self, one: dict[str, object], *, again: bool) -> None:
        if one["own"]:
            self.lines += ["", f"    {one['time']}  Maria: {one['text']}"]
            return
        how = "in its place" if again else "rings" if one["rings"] else "silent"
        self.lines += ["", f"{one['time']}  {how}"]
        if one["picture"]:
            self.lines.append("      (a picture)")
        if one["file"]:
            self.lines.append(f"      (a file: {one['file']})")
        for line in str(one["text"]).splitlines():
            self.lines += textwrap.wrap(line, WIDTH, initial_indent="      ", subsequent_indent="      ") or [""]
        keys = one["keys"]
        assert isinstance(keys, list)
        self.lines += ["      " + " ".join(f"[{key}]" for key in row) for row in keys if row != ["I'm worried"]]

    async def _answered(self, before: object) -> None:
        """Waits until the page is another one than before, and shows all that comes of it."""
        async with asyncio.timeout(15):
            mutations, now = await self._now()
            while now == before:
                await self._mutated(mutations)
                mutations, now = await self._now()
        await self.demo.until_rest()
        await self._caught_up()

    async def _caught_up(self) -> None:
        """The page hears of everything in the order in which it happened: once the clock has stirred on it, nothing that came
        before is still on its way to it.
        """
        before = await self.maria.page.evaluate(CLOCK)
        await self.demo.stir()
        await self.maria.page.wait_for_function(f"(before) => ({CLOCK})() > before", arg=before)

    async def _mutated(self, since: int) -> None:
        while await self.maria.page.evaluate(_MUTATIONS) == since:
            await self.maria.page.wait_for_timeout(20)

    async def _now(self) -> tuple[int, object]:
        """How often the log has changed, and what it showed then or a little later."""
        return int(await self.maria.page.evaluate(_MUTATIONS)), await self._of_the_bot()

    async def _of_the_bot(self) -> list[object]:
        return [one for one in await self.maria.page.evaluate(_SEEN) if not one.get("own")]
