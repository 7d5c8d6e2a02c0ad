"""A bot behind a webhook, and a Telegram that doubts its token."""

from __future__ import annotations

import asyncio
from types import SimpleNamespace
from typing import cast

import pytest
from telegram.ext import ExtBot

from bot.app.assembly import Assembly
from bot.app.front import Front, receive
from bot.app.health import Health
from bot.errors import Exit, Mistake
from bot.playground.faults import FaultKind, Rule
from bot.playground.server import Served
from tests.app.house import TOKEN, a_playground

SECRET = "a-secret-of-the-tests-that-is-long-enough"


async def receiving(served: Served, bot: ExtBot[None]) -> None:
    lanes = SimpleNamespace(wake=lambda: None)
    assembly = SimpleNamespace(application=SimpleNamespace(bot=bot), store=None, lanes=lanes)
    front = Front(SECRET, cast(Health, None))
    await receive(front, cast(Assembly, assembly), served.url, SECRET, watch_s=0.2, take_over=False)


async def test_one_401_to_the_webhook_is_doubted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.app.connect.TRIES_S", (0.01, 0.01))
    async with a_playground() as served, ExtBot(TOKEN, base_url=served.base_url) as bot:
        served.faults.add(Rule(FaultKind.UNAUTHORIZED, "setWebhook", times=1))
        running = asyncio.create_task(receiving(served, bot))
        async with asyncio.timeout(10):
            while served.api.desk.webhook.address is None and not running.done():  # noqa: ASYNC110 - Telegram tells nobody
                await asyncio.sleep(0.01)
        assert not running.done()
        running.cancel()


async def test_a_token_that_stays_refused_ends_the_bot_with_one_line() -> None:
    async with a_playground() as served, ExtBot(TOKEN, base_url=served.base_url) as bot:
        served.faults.add(Rule(FaultKind.UNAUTHORIZED))
        with pytest.raises(Mistake) as caught:
            await receiving(served, bot)
        assert caught.value.exit_code is Exit.BAD_TOKEN
