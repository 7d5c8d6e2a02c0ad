"""Methods that send and edit messages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from bot.playground.access import count_send, own_message, writable_chat
from bot.playground.answers import bad_request
from bot.playground.chats import Chat
from bot.playground.desk import Desk, Method
from bot.playground.entities import to_html, with_found
from bot.playground.files import picture_size
from bot.playground.markup import read_inline_markup, read_markup
from bot.playground.params import MEGABYTE, UPLOAD_LIMIT, Params, Upload
from bot.playground.texts import check_caption, check_text, read_text
from bot.playground.values import Message, StoredFile

PHOTO_LIMIT = 10 * MEGABYTE
_NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same as a current "
    "content and reply markup of the message"
)


def send_message(desk: Desk, params: Params) -> Any:
    """sendMessage."""
    if not params.text("text"):
        raise bad_request("message text is empty")
    text, entities = read_text(params, "text", "entities", desk.world.api)
    keyboard, below = read_markup(params, desk.world.api)
    chat = writable_chat(desk.world, params)
    reply_to = _replied(chat, params)
    check_text(text)
    parts = {"text": text, "entities": entities, "keyboard": keyboard, "reply_keyboard": below, "reply_to": reply_to}
    return _post(desk, "sendMessage", chat, params, parts)


def send_photo(desk: Desk, params: Params) -> Any:
    """sendPhoto, with an upload or the id of a photo that is there already."""
    return _send_file(desk, params, "photo", "sendPhoto")


def send_document(desk: Desk, params: Params) -> Any:
    """sendDocument, likewise."""
    return _send_file(desk, params, "document", "sendDocument")


def edit_message_text(desk: Desk, params: Params) -> Any:
    """editMessageText: without `reply_markup` the keyboard goes."""
    if not params.text("text"):
        raise bad_request("message text is empty")
    text, entities = read_text(params, "text", "entities", desk.world.api)
    keyboard = read_inline_markup(params, desk.world.api)
    chat = writable_chat(desk.world, params)
    before = own_message(chat, params, "edit")
    if before.kind != "text":
        raise bad_request("there is no text in the message to edit")
    check_text(text)
    return _edit(
        desk, "editMessageText", before, {"text": text, "entities": entities, "keyboard": keyboard}, worded=True
    )


def edit_message_caption(desk: Desk, params: Params) -> Any:
    """editMessageCaption, which may also take the caption away."""
    text, entities = read_text(params, "caption", "caption_entities", desk.world.api)
    keyboard = read_inline_markup(params, desk.world.api)
    chat = writable_chat(desk.world, params)
    before = own_message(chat, params, "edit")
    if before.kind == "text":
        raise bad_request("there is no caption in the message to edit")
    check_caption(text)
    return _edit(
        desk, "editMessageCaption", before, {"text": text, "entities": entities, "keyboard": keyboard}, worded=True
    )


def edit_message_reply_markup(desk: Desk, params: Params) -> Any:
    """editMessageReplyMarkup. The message does not count as edited."""
    keyboard = read_inline_markup(params, desk.world.api)
    chat = writable_chat(desk.world, params)
    before = own_message(chat, params, "edit")
    return _edit(desk, "editMessageReplyMarkup", before, {"keyboard": keyboard}, worded=False)


def _send_file(desk: Desk, params: Params, kind: str, method: str) -> Any:
    text, entities = read_text(params, "caption", "caption_entities", desk.world.api)
    keyboard, below = read_markup(params, desk.world.api)
    chat = writable_chat(desk.world, params)
    reply_to = _replied(chat, params)
    check_caption(text)
    stored = _stored(desk, params, kind)
    parts = {
        "kind": kind,
        kind: stored,
        "text": text,
        "entities": entities,
        "keyboard": keyboard,
        "reply_keyboard": below,
        "reply_to": reply_to,
    }
    return _post(desk, method, chat, params, parts)


def _stored(desk: Desk, params: Params, kind: str) -> StoredFile:
    upload = params.upload(kind)
    if upload is None:
        given = params.text(kind)
        known = desk.world.files.get(given)
        if known is not None:
            return known
        if not given or given.startswith("attach://"):
            raise bad_request(f"there is no {kind} in the request")
        raise bad_request("wrong remote file identifier specified: Wrong string length")
    if kind == "photo":
        _check_photo(upload)
    if not upload.content:
        raise bad_request("file must be non-empty")
    if len(upload.content) > UPLOAD_LIMIT:
        raise bad_request("file is too big")
    return desk.world.files.keep(upload.content, upload.name, upload.mime, f"{kind}s")


def _check_photo(upload: Upload) -> None:
    size = picture_size(upload.content)
    if len(upload.content) > PHOTO_LIMIT:
        raise bad_request("file is too big for a photo")
    if size is None:
        raise bad_request("IMAGE_PROCESS_FAILED")
    width, height = size
    if width + height > 10_000 or max(width, height) > 20 * max(1, min(width, height)):
        raise bad_request("PHOTO_INVALID_DIMENSIONS")


def _replied(chat: Chat, params: Params) -> int | None:
    given = params.parsed("reply_parameters", "can't parse reply parameters JSON object") or {}
    if not isinstance(given, Mapping):
        raise bad_request("object expected as reply parameters")
    wanted = given.get("message_id") or params.integer("reply_to_message_id")
    if not wanted:
        return None
    if wanted in chat.messages:
        return int(wanted)
    if given.get("allow_sending_without_reply") or params.flag("allow_sending_without_reply"):
        return None
    raise bad_request("message to be replied not found")


def _post(desk: Desk, method: str, chat: Chat, params: Params, parts: Mapping[str, Any]) -> Any:
    world = desk.world
    count_send(world, desk.rules, chat)
    message = world.keep(
        Message(
            id=world.next_message_id(chat),
            chat_id=chat.id,
            from_id=world.bot_id,
            from_bot=True,
            date=world.now(),
            silent=params.flag("disable_notification"),
            **parts,
        )
    )
    source = params.text("text") or params.text("caption")
    desk.ledger.record("sent", method, message, silent=message.silent, source=source)
    return world.as_json(message)


def _edit(desk: Desk, method: str, before: Message, parts: dict[str, Any], *, worded: bool) -> Any:
    world = desk.world
    after = replace(before, **parts)
    entities = tuple(with_found(after.text, after.entities))
    after = replace(after, entities=entities, html=to_html(after.text, entities))
    if after == before:
        raise bad_request(_NOT_MODIFIED)
    if worded:
        after = replace(after, edit_date=world.now())
    world.chat(before.chat_id).messages[before.id] = after
    world.emit("message_edited", before.chat_id, after)
    desk.ledger.record("edited", method, after, silent=True)
    return world.as_json(after)


METHODS: Mapping[str, Method] = {
    "sendMessage": send_message,
    "sendPhoto": send_photo,
    "sendDocument": send_document,
    "editMessageText": edit_message_text,
    "editMessageCaption": edit_message_caption,
    "editMessageReplyMarkup": edit_message_reply_markup,
}
