"""Methods on a chat: deleting, pinning, answering taps, reactions, files, and the chat itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any

from bot.playground import telegram_json
from bot.playground.access import chat_of, message_id_of, writable_chat
from bot.playground.answers import bad_request, forbidden
from bot.playground.chats import Chat
from bot.playground.desk import Desk, Method
from bot.playground.entities import units
from bot.playground.params import MEGABYTE, Params
from bot.playground.updates import TAP_AGE
from bot.playground.values import ChatKind, Message, TapAnswer

DELETABLE = timedelta(hours=48)
ANSWER_LIMIT = 200
DOWNLOAD_LIMIT = 20 * MEGABYTE

ACTIONS = frozenset(
    {
        "typing", "upload_photo", "record_video", "upload_video", "record_voice", "upload_voice", "upload_document",
        "choose_sticker", "find_location", "record_video_note", "upload_video_note", "record_audio", "upload_audio",
    }
)  # fmt: skip

REACTIONS = frozenset(
    {
        "❤", "👍", "👎", "🔥", "🥰", "👏", "😁", "🤔", "🤯", "😱", "🤬", "😢", "🎉", "🤩", "🤮", "💩",
        "🙏", "👌", "🕊", "🤡", "🥱", "🥴", "😍", "🐳", "❤‍🔥", "🌚", "🌭", "💯", "🤣", "⚡", "🍌", "🏆",
        "💔", "🤨", "😐", "🍓", "🍾", "💋", "🖕", "😈", "😴", "😭", "🤓", "👻", "👨‍💻", "👀", "🎃", "🙈",
        "😇", "😨", "🤝", "✍", "🤗", "🫡", "🎅", "🎄", "☃", "💅", "🤪", "🗿", "🆒", "💘", "🙉", "🦄",
        "😘", "💊", "🙊", "😎", "👾", "🤷‍♂", "🤷", "🤷‍♀", "😡",
    }
)  # fmt: skip
"""The emoji that a bot may react with."""


def delete_message(desk: Desk, params: Params) -> Any:
    """deleteMessage: within 48 hours; in groups only what the bot itself wrote."""
    chat = chat_of(desk.world, params)
    _membership(chat)
    message = chat.messages.get(message_id_of(params))
    if message is None:
        raise bad_request("message to delete not found")
    _delete(desk, "deleteMessage", chat, message)
    return True


def delete_messages(desk: Desk, params: Params) -> Any:
    """deleteMessages: 1 to 100 at once; those that are not there are passed over."""
    chat = chat_of(desk.world, params)
    _membership(chat)
    ids = params.parsed("message_ids", "can't parse message identifiers JSON object")
    if not isinstance(ids, list) or not ids or not all(isinstance(number, int) for number in ids):
        raise bad_request("message identifiers are not specified")
    if len(ids) > 100:
        raise bad_request("too many message identifiers specified")
    for number in ids:
        message = chat.messages.get(number)
        if message is not None:
            _delete(desk, "deleteMessages", chat, message)
    return True


def pin_chat_message(desk: Desk, params: Params) -> Any:
    """pinChatMessage. The chat shows a service message, and the bot is sent an update about its own deed, as on
    Telegram.
    """
    chat = _pinnable(desk, params)
    message = chat.messages.get(message_id_of(params))
    if message is None or message.kind == "service":
        raise bad_request("message to pin not found")
    if message.id in chat.pinned:
        return True
    chat.pinned.append(message.id)
    world = desk.world
    silent = params.flag("disable_notification") or chat.kind is ChatKind.PRIVATE
    notice = world.keep(
        Message(
            id=world.next_message_id(chat),
            chat_id=chat.id,
            from_id=world.bot_id,
            from_bot=True,
            date=world.now(),
            kind="service",
            silent=silent,
            details={"pinned_message": world.as_json(replace(message, reply_to=None))},
        )
    )
    world.updates.add("message", world.as_json(notice), f"chat:{chat.id}")
    world.emit("message_pinned", chat.id, message)
    desk.ledger.record("pinned", "pinChatMessage", message, silent=silent)
    return True


def unpin_chat_message(desk: Desk, params: Params) -> Any:
    """unpinChatMessage: without `message_id` the newest pin."""
    chat = _pinnable(desk, params)
    number = params.integer("message_id") or (chat.pinned[-1] if chat.pinned else 0)
    if number not in chat.pinned:
        raise bad_request("message to unpin not found")
    _unpin(desk, chat, number)
    return True


def unpin_all_chat_messages(desk: Desk, params: Params) -> Any:
    """unpinAllChatMessages."""
    chat = _pinnable(desk, params)
    for number in list(chat.pinned):
        _unpin(desk, chat, number)
    return True


def answer_callback_query(desk: Desk, params: Params) -> Any:
    """answerCallbackQuery: once, and not later than 150 s after the tap."""
    tap = desk.world.taps.get(params.required("callback_query_id"))
    text = params.text("text")
    if units(text) > ANSWER_LIMIT:
        raise bad_request("message is too long")
    if tap is None or tap.answer is not None or desk.world.clock() - tap.at >= TAP_AGE:
        raise bad_request("query is too old and response timeout expired or query ID is invalid")
    tap.answer = TapAnswer(text, params.flag("show_alert"), params.text("url"))
    desk.world.emit("tap_answered", tap.chat_id, tap)
    return True


def send_chat_action(desk: Desk, params: Params) -> Any:
    """sendChatAction."""
    action = params.required("action").lower()
    if action not in ACTIONS:
        raise bad_request("wrong parameter action in request")
    chat = writable_chat(desk.world, params)
    desk.world.emit("chat_action", chat.id, action)
    return True


def set_message_reaction(desk: Desk, params: Params) -> Any:
    """setMessageReaction: one emoji of the fixed list, or none."""
    given = params.parsed("reaction", "can't parse reaction types JSON object") or []
    chat = writable_chat(desk.world, params)
    if message_id_of(params) not in chat.messages:
        raise bad_request("message to react not found")
    if not isinstance(given, list) or not all(isinstance(one, dict) for one in given):
        raise bad_request("expected an Array of ReactionType")
    if len(given) > 1:
        raise bad_request("REACTIONS_TOO_MANY")
    if any(one.get("type") != "emoji" or str(one.get("emoji")).rstrip("\ufe0f") not in REACTIONS for one in given):
        raise bad_request("REACTION_INVALID")
    return True


def get_chat(desk: Desk, params: Params) -> Any:
    """getChat."""
    world = desk.world
    chat = chat_of(world, params)
    shown = {
        **telegram_json.chat(chat),
        "accent_color_id": 0,
        "max_reaction_count": 11,
        "accepted_gift_types": {
            "unlimited_gifts": True,
            "limited_gifts": True,
            "unique_gifts": True,
            "premium_subscription": True,
            "gifts_from_channels": True,
        },
    }
    pinned = world.pinned(chat.id)
    if pinned is not None:
        shown["pinned_message"] = world.as_json(replace(pinned, reply_to=None))
    return shown


def get_chat_member(desk: Desk, params: Params) -> Any:
    """getChatMember: who added the bot's people counts as a member."""
    world = desk.world
    chat = chat_of(world, params)
    number = params.integer("user_id")
    if number == world.bot_id:
        return {"user": world.bot_user(), "status": chat.bot_status}
    if number not in world.people:
        raise bad_request("user not found")
    status = "member" if number in chat.members else "left"
    return {"user": telegram_json.user(world.person(number)), "status": status}


def get_chat_member_count(desk: Desk, params: Params) -> Any:
    """getChatMemberCount, the bot included."""
    return len(chat_of(desk.world, params).members) + 1


def leave_chat(desk: Desk, params: Params) -> Any:
    """leaveChat: groups only."""
    chat = chat_of(desk.world, params)
    if chat.kind is ChatKind.PRIVATE:
        raise bad_request("chat member status can't be changed in private chats")
    _membership(chat)
    chat.bot_status = "left"
    return True


def get_file(desk: Desk, params: Params) -> Any:
    """getFile: up to 20 MB."""
    stored = desk.world.files.get(params.required("file_id"))
    if stored is None:
        raise bad_request("invalid file_id")
    if len(stored.content) > DOWNLOAD_LIMIT:
        raise bad_request("file is too big")
    return {**telegram_json.file(stored), "file_path": stored.path}


def _membership(chat: Chat) -> None:
    if chat.kind is not ChatKind.PRIVATE and chat.bot_status != "member":
        raise forbidden(f"bot is not a member of the {chat.kind} chat")


def _pinnable(desk: Desk, params: Params) -> Chat:
    chat = writable_chat(desk.world, params)
    if chat.kind is not ChatKind.PRIVATE:
        raise bad_request("not enough rights to manage pinned messages in the chat")
    return chat


def _delete(desk: Desk, method: str, chat: Chat, message: Message) -> None:
    if chat.kind is not ChatKind.PRIVATE and not message.from_bot:
        raise bad_request("message can't be deleted")
    if desk.world.clock() - message.date >= DELETABLE:
        raise bad_request("message can't be deleted for everyone")
    if message.id in chat.pinned:
        chat.pinned.remove(message.id)
        desk.world.emit("message_unpinned", chat.id, message)
    del chat.messages[message.id]
    desk.world.emit("message_deleted", chat.id, message)
    desk.ledger.record("deleted", method, message, silent=True)


def _unpin(desk: Desk, chat: Chat, number: int) -> None:
    chat.pinned.remove(number)
    desk.world.emit("message_unpinned", chat.id, chat.messages[number])
    desk.ledger.record("unpinned", "unpinChatMessage", chat.messages[number], silent=True)


METHODS: Mapping[str, Method] = {
    "deleteMessage": delete_message,
    "deleteMessages": delete_messages,
    "pinChatMessage": pin_chat_message,
    "unpinChatMessage": unpin_chat_message,
    "unpinAllChatMessages": unpin_all_chat_messages,
    "answerCallbackQuery": answer_callback_query,
    "sendChatAction": send_chat_action,
    "setMessageReaction": set_message_reaction,
    "getChat": get_chat,
    "getChatMember": get_chat_member,
    "getChatMemberCount": get_chat_member_count,
    "leaveChat": leave_chat,
    "getFile": get_file,
}
