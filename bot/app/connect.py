"""The way to a Bot API server, tried at start: what an operator got wrong is said in one line."""

from __future__ import annotations

import asyncio
import ipaddress
from collections.abc import Awaitable, Callable, Iterator
from itertools import count
from typing import TypeVar
from urllib.parse import urlsplit

from telegram import Bot
from telegram.error import BadRequest, InvalidToken, TelegramError

from bot.errors import Exit, Mistake
from bot.intake.inbox import KINDS
from bot.logs import log
from bot.store import inbox, meta, patients
from bot.store.store import Store

T = TypeVar("T")

TRIES_S = (1.0, 3.0)
"""Waits between the tries to reach the server before the start is given up."""
LONGEST_S = 25.0
"""Longest wait between two tries of a start that is not given up: half a minute after the server is back the bot is up."""


_WHOSE = "bot"
"""The fact, kept in the database, to which bot the people in it have spoken: its number."""


async def connect(bot: Bot, api_url: str, *, waits: bool = False) -> None:
    """Asks the server who we are. `Mistake` when it does not know the token, or cannot be reached; with `waits` it is
    asked until it can be.

    python-telegram-bot repeats the token in what it says of a rejected one, so nothing of its text is passed on.
    """
    for wait in _waits(for_ever=waits):
        try:
            await bot.initialize()
        except InvalidToken:
            raise Mistake("BOT_TOKEN is not accepted: the server does not know this token.", Exit.BAD_TOKEN) from None
        except TelegramError as error:
            if wait is None:
                raise Mistake(f"The Bot API server at {api_url} cannot be reached.", Exit.UNREACHABLE) from None
            log("app").warning("server_unreachable", error=type(error).__name__, retry_s=wait)
        except (AttributeError, KeyError, TypeError, ValueError):
            if not waits:
                raise Mistake(f"What answers at {api_url} is not a Bot API server.", Exit.UNREACHABLE) from None
            log("app").warning("server_unreachable", error="NotABotApi", retry_s=wait)
        else:
            return
        await asyncio.sleep(wait or 0.0)


def _waits(*, for_ever: bool) -> Iterator[float | None]:
    """Seconds before each further try; `None` after the last."""
    if not for_ever:
        yield from (*TRIES_S, None)
    yield from TRIES_S
    for power in count(3):
        yield min(LONGEST_S, 2.0**power)


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


def refuse_people_of_another_bot(store: Store, bot_id: int, *, take_over: bool) -> None:
    """Who spoke to one bot cannot be reached by another: a token that was mistaken for this one's would note of everybody in
    the database that nobody is there, and the right bot would be silent to them for good. `Mistake` unless told that the
    bot itself was replaced.
    """
    with store.transaction() as tx:
        known = meta.get(tx, _WHOSE)
        if known == str(bot_id):
            return
        if known is not None and patients.is_anybody_here(tx) and not take_over:
            raise Mistake(
                "BOT_TOKEN is another bot's than the one to which the people in this database have spoken: it cannot "
                "reach them. If that bot was replaced by this one: --take-over"
            )
        inbox.forget_other_bots(tx, bot_id)
        meta.put(tx, _WHOSE, str(bot_id))


async def set_webhook(bot: Bot, url: str, secret: str, *, take_over: bool) -> None:
    """Has Telegram bring updates to `url`. `Mistake` for an address that Telegram will not take, and for a webhook of
    another program, unless told to take its place.
    """
    info = await _patiently_asked(bot.get_webhook_info)
    host = urlsplit(info.url).hostname
    if info.url and host != urlsplit(url).hostname and not take_over:
        raise Mistake(
            f"This bot's messages go to a webhook at {host or 'unknown'}: another program receives them. "
            "To receive them here instead: python -m bot serve --take-over"
        )
    try:
        await _patiently_asked(lambda: bot.set_webhook(url, secret_token=secret, allowed_updates=list(KINDS)))
    except BadRequest:
        raise Mistake("Telegram does not accept WEBHOOK_URL: it must be https and reachable from outside.") from None
    log("app").info("webhook_set")


async def _patiently_asked(ask: Callable[[], Awaitable[T]]) -> T:
    """Asks until the server is there. What it refuses is raised."""
    for wait in _waits(for_ever=True):
        try:
            return await ask()
        except (BadRequest, InvalidToken):
            raise
        except TelegramError as error:
            log("app").warning("server_unreachable", error=type(error).__name__, retry_s=wait)
        await asyncio.sleep(wait or 0.0)
    raise AssertionError("the waits do not end")


def is_local(url: str) -> bool:
    """Whether an address is on this machine, where no proxy is asked."""
    host = urlsplit(url).hostname or ""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost" or host.endswith(".localhost")
