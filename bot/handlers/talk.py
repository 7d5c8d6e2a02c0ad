"""Typed words, and everything that nobody else knew what to do with."""

from __future__ import annotations

from telegram import Update
from telegram.ext import CallbackQueryHandler, MessageHandler, TypeHandler, filters

from bot.care import clinic_phone, place, small_talk, typed_answer, typed_session
from bot.care.reach import silence
from bot.care.work import TextUseCase
from bot.handlers.context import App, Context, run
from bot.handlers.routes import first_of, refuse, typed

READERS: tuple[TextUseCase, ...] = (
    small_talk.urgent_words,
    small_talk.about_the_skin,
    typed_session.typed,
    typed_answer.typed,
    place.typed,
    clinic_phone.typed,
    small_talk.words,
)
"""Who is asked what typed words mean, in this order; the first that has an answer gives it."""

EDITED: tuple[TextUseCase, ...] = (typed_session.typed_while_asked,)
"""The same for a message that was edited: it only counts where a question is open. Otherwise the edit is left alone."""


def register(application: App) -> None:
    """Always the last: these handlers take whatever comes."""
    application.add_handler(MessageHandler(filters.TEXT & filters.UpdateType.MESSAGE, _words))
    application.add_handler(MessageHandler(filters.TEXT & filters.UpdateType.EDITED_MESSAGE, _edited_words))
    application.add_handler(CallbackQueryHandler(_unknown_tap))
    application.add_handler(TypeHandler(Update, _nothing))


async def _words(update: Update, context: Context) -> None:
    await run(update, context, typed(first_of(*READERS), _text(update)))


async def _edited_words(update: Update, context: Context) -> None:
    await run(update, context, typed(first_of(*EDITED), _text(update)))


async def _unknown_tap(update: Update, context: Context) -> None:
    await run(update, context, refuse)


async def _nothing(update: Update, context: Context) -> None:
    await run(update, context, silence)


def _text(update: Update) -> str:
    message = update.effective_message
    return (message.text or "") if message else ""
