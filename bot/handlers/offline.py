"""The same conversation without a network, for rehearsals: the handlers of `register`, and nobody at the other end.

What they say goes to the messenger of the desk. A call past it, to Telegram itself, is a mistake in the program.
"""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import cast

from telegram.error import NetworkError
from telegram.ext import Application
from telegram.request import BaseRequest, RequestData

from bot.handlers import register
from bot.handlers.context import App, Desk

BOT_ID = 1
"""The number of a bot that is nowhere."""

_TOKEN = f"{BOT_ID}:nowhere"
_ME = {"ok": True, "result": {"id": BOT_ID, "is_bot": True, "first_name": "Bot", "username": "rehearsed_bot"}}


@asynccontextmanager
async def offline(desk: Desk) -> AsyncIterator[App]:
    """The handlers, ready for `mistakes.handle`. The desk's `bot_id` is `BOT_ID`."""
    builder = Application.builder().token(_TOKEN).request(_Nowhere()).get_updates_request(_Nowhere())
    application = cast(App, builder.updater(None).job_queue(None).build())
    register(application, desk)
    await application.initialize()
    try:
        yield application
    finally:
        await application.shutdown()


class _Nowhere(BaseRequest):
    """Answers who the bot is, which python-telegram-bot asks at its start, and nothing else."""

    __slots__ = ()

    @property
    def read_timeout(self) -> float:
        return 0.0

    async def initialize(self) -> None:
        """There is nothing to open."""

    async def shutdown(self) -> None:
        """There is nothing to close."""

    async def do_request(
        self,
        url: str,
        method: str,  # noqa: ARG002 - PTB's interface
        request_data: RequestData | None = None,  # noqa: ARG002
        read_timeout: object = None,  # noqa: ARG002
        write_timeout: object = None,  # noqa: ARG002
        connect_timeout: object = None,  # noqa: ARG002
        pool_timeout: object = None,  # noqa: ARG002
    ) -> tuple[int, bytes]:
        if not url.endswith("/getMe"):
            raise NetworkError("a rehearsal has no network")
        return 200, json.dumps(_ME).encode()
