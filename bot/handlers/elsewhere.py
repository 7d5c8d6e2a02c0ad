"""Everything that is not a private conversation: groups, channels, people who block the bot. It never gets further than here.

What is said of a person's skin is said to that person alone, so in a group there is one line when the bot is added, and silence.
"""

from __future__ import annotations

from functools import partial

from telegram import Update
from telegram.constants import ChatMemberStatus, ChatType
from telegram.ext import ApplicationHandlerStop, TypeHandler

from bot.care.pausing import blocked
from bot.care.reach import invited_to_group, silence, upgraded
from bot.care.work import UseCase
from bot.handlers.context import App, Context, run

FIRST = -1
"""The handler group that is asked before the others."""


def register(application: App) -> None:
    """Stands in front of every other handler."""
    application.add_handler(TypeHandler(Update, _elsewhere), group=FIRST)


async def _elsewhere(update: Update, context: Context) -> None:
    private = update.effective_chat is not None and update.effective_chat.type == ChatType.PRIVATE
    if update.my_chat_member is not None or not private:
        await run(update, context, _use_case(update, private=private))
        raise ApplicationHandlerStop


def _use_case(update: Update, *, private: bool) -> UseCase:
    if update.my_chat_member is None:
        moved_to = update.message.migrate_to_chat_id if update.message else None
        return silence if moved_to is None else partial(upgraded, chat_id=moved_to)
    was, now = update.my_chat_member.old_chat_member.status, update.my_chat_member.new_chat_member.status
    away = (ChatMemberStatus.LEFT, ChatMemberStatus.BANNED)
    if private:
        return blocked if now in away else silence
    in_channel = update.my_chat_member.chat.type == ChatType.CHANNEL
    return invited_to_group if was in away and now not in away and not in_channel else silence
