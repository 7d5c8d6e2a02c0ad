"""Which chat a call means, and whether the bot may write there."""

from __future__ import annotations

import math

from bot.playground.answers import RefusedError, bad_request, forbidden, too_many
from bot.playground.chats import Chat
from bot.playground.params import Params
from bot.playground.rules import Rules
from bot.playground.values import ChatKind, Message
from bot.playground.world import World

WINDOW = 60.0
GROUP_SENDS = 20
"""Sends into one group that are accepted within `WINDOW` seconds of the world's clock."""


def chat_of(world: World, params: Params) -> Chat:
    """The chat that `chat_id` names, if the bot can see it at all."""
    given = params.text("chat_id").strip()
    if not given:
        raise bad_request("chat_id is empty")
    number = params.integer("chat_id")
    chat = world.chats.get(number)
    if given.startswith("@") or chat is None or not chat.known:
        raise bad_request("chat not found")
    return chat


def writable_chat(world: World, params: Params) -> Chat:
    """The chat that `chat_id` names, if the bot may write there."""
    chat = chat_of(world, params)
    if chat.migrated_to is not None:
        raise RefusedError(
            400,
            "Bad Request: group chat was upgraded to a supergroup chat",
            {"migrate_to_chat_id": chat.migrated_to},
        )
    if chat.kind is ChatKind.PRIVATE:
        if world.person(chat.id).deactivated:
            raise forbidden("user is deactivated")
        if chat.blocked:
            raise forbidden("bot was blocked by the user")
    elif chat.bot_status == "kicked":
        raise forbidden(f"bot was kicked from the {chat.kind} chat")
    elif chat.bot_status == "left":
        raise forbidden(f"bot is not a member of the {chat.kind} chat")
    return chat


def count_send(world: World, rules: Rules, chat: Chat) -> None:
    """Lets a send pass, or refuses it for flooding: 20 a minute into a group; one a second into any chat when the
    rules are strict.

    Only accepted sends count; the wait that a refusal names ends when the oldest send leaves the window.
    """
    now = world.clock().timestamp()
    while chat.sends and not 0 <= now - chat.sends[0] < WINDOW:
        chat.sends.popleft()
    if chat.kind is not ChatKind.PRIVATE and len(chat.sends) >= GROUP_SENDS:
        raise too_many(max(1, math.ceil(chat.sends[0] + WINDOW - now)))
    if rules.strict and chat.sends and now - chat.sends[-1] < 1:
        raise too_many(1)
    chat.sends.append(now)


def message_id_of(params: Params) -> int:
    """The number in `message_id`."""
    number = params.integer("message_id")
    if number <= 0:
        raise bad_request("message identifier is not specified")
    return number


def own_message(chat: Chat, params: Params, doing: str) -> Message:
    """A message of the bot that it means to edit. `doing` is the word in the refusals."""
    message = chat.messages.get(message_id_of(params))
    if message is None:
        raise bad_request(f"message to {doing} not found")
    if not message.from_bot or message.kind == "service":
        raise bad_request(f"message can't be {doing}ed")
    return message
