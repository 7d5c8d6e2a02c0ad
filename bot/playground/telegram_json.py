"""People, chats and messages as the Bot API writes them."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from bot.playground.chats import Chat
from bot.playground.values import Button, ChatKind, Keyboard, Message, Person, StoredFile

_BUTTON_FIELDS = {"callback": "callback_data", "url": "url"}
_WITH_CAPTION = frozenset({"photo", "document", "video", "voice", "audio", "animation"})

Json = dict[str, Any]


def unix(instant: datetime) -> int:
    """Whole seconds since 1970."""
    return int(instant.timestamp())


def user(person: Person) -> Json:
    """A User."""
    return {"id": person.id, "is_bot": False, "first_name": person.first_name, "language_code": person.language_code}


def chat(place: Chat) -> Json:
    """A Chat, in the short form that messages carry."""
    if place.kind is ChatKind.PRIVATE:
        return {"id": place.id, "first_name": place.title, "type": "private"}
    shown: Json = {"id": place.id, "title": place.title, "type": str(place.kind)}
    if place.kind is ChatKind.GROUP:
        shown["all_members_are_administrators"] = True
    return shown


def inline_keyboard(rows: Keyboard) -> Json:
    """An InlineKeyboardMarkup."""
    return {"inline_keyboard": [[_button(button) for button in row] for row in rows]}


def _button(button: Button) -> Json:
    shown: Json = {"text": button.text}
    if button.kind == "copy":
        shown["copy_text"] = {"text": button.value}
    else:
        shown[_BUTTON_FIELDS[button.kind]] = button.value
    if button.style:
        shown["style"] = button.style
    return shown


def file(stored: StoredFile) -> Json:
    """What all files have in common."""
    return {"file_id": stored.id, "file_unique_id": stored.unique_id, "file_size": len(stored.content)}


def message(said: Message, place: Chat, sender: Json, replied: Json | None = None) -> Json:
    """A Message. `sender` is the User who wrote it, `replied` the message it answers, without its own reply."""
    shown: Json = {"message_id": said.id, "from": sender, "chat": chat(place), "date": unix(said.date)}
    if said.edit_date is not None:
        shown["edit_date"] = unix(said.edit_date)
    if replied is not None:
        shown["reply_to_message"] = replied
    if said.photo is not None:
        shown["photo"] = [{**file(said.photo), "width": said.photo.width or 1, "height": said.photo.height or 1}]
    if said.document is not None:
        shown["document"] = {**file(said.document), "file_name": said.document.name, "mime_type": said.document.mime}
    if said.text:
        name = "caption" if said.kind in _WITH_CAPTION else "text"
        shown[name] = said.text
        if said.entities:
            shown["entities" if name == "text" else "caption_entities"] = [dict(entity) for entity in said.entities]
    shown.update(said.details)
    if said.keyboard:
        shown["reply_markup"] = inline_keyboard(said.keyboard)
    return shown
