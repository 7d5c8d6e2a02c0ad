"""What is read before everything else, wherever it stands: despair in a text, a command, a caption or an edited message;
and an alarm where no other handler would see it, in an edited message or behind /can.
"""

from __future__ import annotations

from telegram import Message, Update
from telegram.ext import MessageHandler, filters

from bot.care import despair, small_talk
from bot.handlers.context import App, Context, run
from bot.handlers.routes import first_of, typed
from bot.schedules.asked import About, hear


def register(application: App) -> None:
    """Stands before the handlers of commands, forms and media."""
    anywhere = filters.UpdateType.MESSAGE | filters.UpdateType.EDITED_MESSAGE
    application.add_handler(MessageHandler(anywhere & _Despair(), _despair))
    elsewhere_unread = filters.UpdateType.EDITED_MESSAGE | (filters.UpdateType.MESSAGE & _BehindCan())
    application.add_handler(MessageHandler(elsewhere_unread & _Alarm(), _alarm))


def written(message: Message | None) -> str:
    """What somebody wrote: the text of a message, or the caption under what they sent."""
    return (message.text or message.caption or "") if message else ""


class _Despair(filters.MessageFilter):
    def filter(self, message: Message) -> bool:
        return despair.is_heard(written(message))


class _Alarm(filters.MessageFilter):
    """Danger; and behind /can any worry, which must not be answered with a moment."""

    def filter(self, message: Message) -> bool:
        heard = hear(written(message))
        return About.DANGER in heard or (_behind_can(message) and About.WORRY in heard)


class _BehindCan(filters.MessageFilter):
    def filter(self, message: Message) -> bool:
        return _behind_can(message)


def _behind_can(message: Message) -> bool:
    return (message.text or "").casefold().startswith("/can")


async def _despair(update: Update, context: Context) -> None:
    text = written(update.effective_message)
    await run(update, context, lambda work, person: despair.answer(work, person, text))


async def _alarm(update: Update, context: Context) -> None:
    text = written(update.effective_message).removeprefix("/")
    await run(update, context, typed(first_of(small_talk.urgent_words, small_talk.words), text))
