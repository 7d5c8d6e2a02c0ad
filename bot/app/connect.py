"""The way to a Bot API server, tried at start: what an operator got wrong is said in one line."""

from __future__ import annotations

import asyncio
import ipaddress
from urllib.parse import urlsplit

from telegram import Bot
from telegram.error import InvalidToken, TelegramError

from bot.errors import Exit, Mistake
from bot.logs import log

TRIES_S = (1.0, 3.0)
"""Waits between the tries to reach the server before the start is given up."""


async def connect(bot: Bot, api_url: str) -> None:
    """Asks the server who we are. `Mistake` when it does not know the token, or cannot be reached.

    python-telegram-bot repeats the token in what it says of a rejected one, so nothing of its text is passed on.
    """
    for wait in (*TRIES_S, None):
        try:
            await bot.initialize()
        except InvalidToken:
            raise Mistake("BOT_TOKEN is not accepted: the server does not know this token.", Exit.BAD_TOKEN) from None
        except TelegramError as error:
            if wait is None:
                raise Mistake(f"The Bot API server at {api_url} cannot be reached.", Exit.UNREACHABLE) from None
            log("app").warning("server_unreachable", error=type(error).__name__, retry_s=wait)
        except (AttributeError, KeyError, TypeError, ValueError):
            raise Mistake(f"What answers at {api_url} is not a Bot API server.", Exit.UNREACHABLE) from None
        else:
            return
        await asyncio.sleep(wait or 0.0)


async def refuse_webhook(bot: Bot, *, take_over: bool) -> None:
    """Polling and a webhook exclude each other. A webhook may be another program's, so it is only removed when told
    to.
    """
    try:
        info = await bot.get_webhook_info()
    except TelegramError as error:
        log("app").warning("webhook_unknown", error=type(error).__name__)
        return
    if not info.url:
        return
    if not take_over:
        host = urlsplit(info.url).hostname or "unknown"
        raise Mistake(
            f"This bot's messages go to a webhook at {host}: another program receives them. "
            "To receive them here instead: python -m bot run --take-over"
        )
    await bot.delete_webhook(drop_pending_updates=False)
    log("app").warning("webhook_removed")


def is_local(url: str) -> bool:
    """Whether an address is on this machine, where no proxy is asked."""
    host = urlsplit(url).hostname or ""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost" or host.endswith(".localhost")
