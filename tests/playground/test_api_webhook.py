"""Updates by webhook: one lane after another, tried again until they are taken or too old."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import pytest
from aiohttp import web

from bot.playground.rules import Rules

from .api_caller import AMIR, MARIA, Playground, eventually, playground

FAST = Rules(webhook_scale=0.001)
"""A second of waiting takes a millisecond."""
PATIENT = Rules(webhook_scale=1000.0)
"""Only the world's clock brings the next try."""


@dataclass
class Hook:
    """The bot's end: notes what came, and answers as it is told."""

    url: str = ""
    came: list[dict[str, Any]] = field(default_factory=list)
    secrets: list[str | None] = field(default_factory=list)
    answer: Callable[[dict[str, Any]], web.Response] = lambda _update: web.Response()

    @property
    def texts(self) -> list[str]:
        return [update["message"]["text"] for update in self.came]

    async def until(self, count: int) -> None:
        """Waits until so many updates have come."""
        await eventually(lambda: len(self.came) >= count)


@asynccontextmanager
async def hook() -> AsyncIterator[Hook]:
    there = Hook()

    async def handle(request: web.Request) -> web.Response:
        update = await request.json()
        there.came.append(update)
        there.secrets.append(request.headers.get("X-Telegram-Bot-Api-Secret-Token"))
        return there.answer(update)

    app = web.Application()
    app.router.add_post("/hook", handle)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    there.url = f"http://127.0.0.1:{runner.addresses[0][1]}/hook"
    yield there
    await runner.cleanup()


async def nothing_waits(p: Playground) -> None:
    await eventually(lambda: not p.world.updates.waiting())


async def test_an_update_is_delivered_with_the_secret_and_then_gone() -> None:
    async with hook() as bot, playground() as p:
        p.world.person_says(MARIA, "before")
        assert (await p.call("setWebhook", url=bot.url, secret_token="s3cret_-")).result is True
        p.world.person_says(MARIA, "after")
        await bot.until(2)
        await nothing_waits(p)
        assert bot.texts == ["before", "after"]
        assert bot.secrets == ["s3cret_-"] * 2
        info = (await p.call("getWebhookInfo")).result
        assert (info["url"], info["pending_update_count"]) == (bot.url, 0)
        assert "last_error_message" not in info


async def test_a_failing_update_is_tried_again_and_holds_up_its_own_lane_only() -> None:
    async with hook() as bot, playground(rules=FAST) as p:
        refusals = iter([500, 503, 404])

        def answer(update: dict[str, Any]) -> web.Response:
            failing = update["message"]["text"] == "one"
            return web.Response(status=next(refusals, 200) if failing else 200)

        bot.answer = answer
        await p.call("setWebhook", url=bot.url)
        p.world.person_says(MARIA, "one")
        p.world.person_says(MARIA, "two")
        p.world.person_says(AMIR, "salam")
        await bot.until(6)
        await nothing_waits(p)
        assert [text for text in bot.texts if text != "salam"] == ["one"] * 4 + ["two"]
        assert bot.texts.index("salam") < bot.texts.index("two")
        info = (await p.call("getWebhookInfo")).result
        assert info["last_error_message"] == "Wrong response from the webhook: 404 Not Found"


async def test_tries_come_after_1_2_and_4_seconds_of_the_worlds_clock() -> None:
    async with hook() as bot, playground(rules=PATIENT, clock=None) as p:
        bot.answer = lambda _update: web.Response(status=500)
        waits: list[float] = []

        async def wait(seconds: float) -> None:
            waits.append(seconds)
            if len(waits) == 9:
                p.served.api.desk.webhook.set(None)
            await asyncio.sleep(0)

        p.served.api.desk.webhook._sleep = wait  # type: ignore[method-assign]
        await p.call("setWebhook", url=bot.url)
        p.world.person_says(MARIA, "hello")
        await bot.until(9)
        assert waits[:6] == [1, 2, 4, 8, 16, 32]
        assert all(60 <= seconds <= 120 for seconds in waits[6:])


async def test_retry_after_is_honoured_on_the_worlds_clock() -> None:
    async with hook() as bot, playground(rules=PATIENT) as p:
        bot.answer = lambda _update: web.Response(status=429, headers={"Retry-After": "50"})
        await p.call("setWebhook", url=bot.url)
        p.world.person_says(MARIA, "hello")
        await bot.until(1)
        bot.answer = lambda _update: web.Response()
        jump = p.served.api.desk.webhook._jumped
        p.clock.move(timedelta(seconds=49))
        jump.set()
        await asyncio.sleep(0.05)
        assert len(bot.came) == 1
        p.clock.move(timedelta(seconds=1))
        jump.set()
        await bot.until(2)


async def test_an_update_that_nobody_takes_is_dropped_after_a_day() -> None:
    async with hook() as bot, playground(rules=FAST) as p:
        bot.answer = lambda _update: web.Response(status=500)
        await p.call("setWebhook", url=bot.url)
        p.world.person_says(MARIA, "too late")
        await bot.until(2)
        p.clock.move(timedelta(days=1))
        await nothing_waits(p)
        bot.answer = lambda _update: web.Response()
        p.world.person_says(MARIA, "today")
        await eventually(lambda: bot.texts[-1] == "today")


async def test_a_hook_that_is_gone_for_23_hours_is_removed() -> None:
    async with hook() as bot, playground(rules=FAST) as p:
        bot.answer = lambda _update: web.Response(status=410)
        await p.call("setWebhook", url=bot.url)
        p.world.person_says(MARIA, "hello")
        await bot.until(2)
        assert (await p.call("getWebhookInfo")).result["url"] == bot.url
        p.clock.move(timedelta(hours=23))
        await eventually(lambda: p.served.api.desk.webhook.address is None)
        assert [update["message"]["text"] for update in await p.updates()] == ["hello"]


async def test_an_unreachable_hook_is_tried_until_it_is_there() -> None:
    async with hook() as bot, playground(rules=FAST) as p:
        await p.call("setWebhook", url="http://127.0.0.1:9/hook")
        p.world.person_says(MARIA, "hello")
        await eventually(lambda: p.served.api.desk.webhook.last_error is not None)
        p.served.api.desk.webhook.set_at = 0.0
        await p.call("setWebhook", url=bot.url)
        await bot.until(1)


async def test_the_answer_may_carry_a_call_but_not_every_one() -> None:
    async with hook() as bot, playground() as p:
        calls = iter(
            [
                {"method": "sendMessage", "chat_id": MARIA, "text": "by return"},
                {"method": "deleteWebhook"},
                {"method": "sendMessage", "chat_id": 1, "text": "to nobody"},
            ]
        )
        bot.answer = lambda _update: web.json_response(next(calls))
        await p.call("setWebhook", url=bot.url)
        for text in ("one", "two", "three"):
            p.world.person_says(MARIA, text)
        await bot.until(3)
        await nothing_waits(p)
        assert [entry.text for entry in p.ledger.sent(MARIA)] == ["by return"]
        assert (await p.call("getWebhookInfo")).result["url"] == bot.url


@pytest.mark.parametrize(
    ("parameters", "words"),
    [
        ({"url": "ftp://example.org"}, "bad webhook: invalid URL"),
        ({"url": "http://example.org/"}, "bad webhook: An HTTPS URL must be provided for webhook"),
        (
            {"url": "https://example.org:444/"},
            "bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443",
        ),
        ({"url": "https://example.org/", "secret_token": "no spaces"}, "secret token contains unallowed characters"),
    ],
)
async def test_a_strange_address_or_secret_is_refused(parameters: dict[str, str], words: str) -> None:
    async with playground(rules=Rules(local=False)) as p:
        assert (await p.call("setWebhook", **parameters)).refusal == (400, f"Bad Request: {words}")


async def test_setting_it_twice_within_a_second_is_too_much() -> None:
    async with hook() as bot, playground() as p:
        assert (await p.call("setWebhook", url=bot.url)).result is True
        assert (await p.call("setWebhook", url=bot.url)).refusal == (429, "Too Many Requests: retry after 1")
        assert (await p.call("setWebhook", url="")).result is True
        assert (await p.call("getWebhookInfo")).result["url"] == ""
