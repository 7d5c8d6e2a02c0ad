"""When a handler breaks: the exception is carried out to the lane, and the person gets an apology with a number.

python-telegram-bot swallows what its handlers raise and calls error handlers instead. The lane has to know, or a broken
update would count as handled: so `handle` lays out a place for the exception, `carry` puts it there, and `handle`
raises it again.
"""

from __future__ import annotations

import asyncio
from contextvars import ContextVar

from telegram import Update

from bot.handlers.context import App, Context, Desk, addressee_now, sender_of
from bot.handlers.replies import kept, send
from bot.words.message import Say

_raised: ContextVar[list[Exception]] = ContextVar("raised")


async def handle(application: App, update: Update) -> None:
    """Runs the handlers for one update, and raises what they raised."""
    raised: list[Exception] = []
    token = _raised.set(raised)
    try:
        await application.process_update(update)
    finally:
        _raised.reset(token)
    if raised:
        raise raised[0]


async def carry(update: object, context: Context) -> None:
    """The one error handler: hands the exception to `handle`."""
    del update
    if isinstance(context.error, Exception):
        _raised.get().append(context.error)


async def apologise(desk: Desk, update: Update, reference: str) -> None:
    """Tells the sender, once, that something broke on our side. `reference`: a number that stands in the log as well."""
    sender = sender_of(update)
    if sender is not None and sender.private:
        to = await asyncio.to_thread(addressee_now, desk, sender)
        await send(desk.post, to, kept((Say("mistake", {"reference": reference}),)))
