"""A chat's state: its messages, what is pinned, and whether the bot may write there."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field

from bot.playground.values import ChatKind, Message, ReplyKeyboard


@dataclass(slots=True)
class Chat:
    """A private chat, a group or a supergroup. What `messages` no longer holds was deleted."""

    id: int
    kind: ChatKind
    title: str
    known: bool = False
    """The bot can reach it: the person has written to the bot, or the bot was added."""
    blocked: bool = False
    """Of a private chat: the person blocked the bot."""
    bot_status: str = "member"
    """Of a group: `member`, `left` or `kicked`."""
    members: set[int] = field(default_factory=set)
    migrated_to: int | None = None
    messages: dict[int, Message] = field(default_factory=dict)
    pinned: list[int] = field(default_factory=list)
    """Ids of pinned messages, the newest pin last."""
    reply_keyboard: ReplyKeyboard | None = None
    sends: deque[float] = field(default_factory=deque)
    """World times (Unix seconds) of the bot's sends of the last minute."""
