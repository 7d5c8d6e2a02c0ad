"""What the playground's world is made of: people, chats, messages, buttons, taps, files, events.

All are values: a message that is edited is replaced by another `Message` with the same id. Only `Tap` changes, once,
when the bot answers it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any, Literal

Entity = Mapping[str, Any]
"""A MessageEntity as the Bot API writes it: `type`, `offset`, `length` (UTF-16 units), and what belongs to the type."""

ButtonKind = Literal["callback", "url", "copy", "reply", "location", "contact"]


@dataclass(frozen=True, slots=True)
class Button:
    """A button of a keyboard. `value` is its callback data, address or text to copy; for the others it is what is
    said when it is pressed.
    """

    text: str
    kind: ButtonKind
    value: str
    style: str | None = None
    """`danger`, `success` or `primary` (Bot API 9.4)."""


Keyboard = tuple[tuple[Button, ...], ...]
"""Rows of buttons."""


@dataclass(frozen=True, slots=True)
class ReplyKeyboard:
    """What a message does to the keyboard below the input line. No rows: it takes the keyboard away."""

    rows: Keyboard
    one_time: bool = False
    placeholder: str = ""
    force_reply: bool = False


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody with a Telegram account; their private chat with the bot has the same id."""

    id: int
    first_name: str
    language_code: str = "en"
    deactivated: bool = False


class ChatKind(StrEnum):
    """Types of chats, as the Bot API names them."""

    PRIVATE = "private"
    GROUP = "group"
    SUPERGROUP = "supergroup"


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A file that Telegram keeps. `path` is where the file endpoint serves it."""

    id: str
    unique_id: str
    path: str
    name: str
    mime: str
    content: bytes
    width: int = 0
    height: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """A message in a chat, from a person or from the bot."""

    id: int
    chat_id: int
    from_id: int
    from_bot: bool
    date: datetime
    """Aware UTC, whole seconds, on the world's clock."""
    edit_date: datetime | None = None
    kind: str = "text"
    """`text`, `photo`, `document`, `location`, `contact`, `sticker`, `voice`, `video` …; `service` for "pinned",
    "joined" and the like.
    """
    text: str = ""
    """The plain text; of a photo or file, its caption."""
    entities: tuple[Entity, ...] = ()
    html: str = ""
    """The text as safe HTML made from the entities alone; `tg-time` is `<time data-unix data-format>`."""
    keyboard: Keyboard = ()
    reply_keyboard: ReplyKeyboard | None = None
    silent: bool = False
    photo: StoredFile | None = None
    document: StoredFile | None = None
    reply_to: int | None = None
    details: Mapping[str, Any] = field(default_factory=dict)
    """What else the Bot API shows of it: `{"location": {…}}`, `{"pinned_message": …}`, …"""


@dataclass(frozen=True, slots=True)
class TapAnswer:
    """What the bot said to a tap; an empty text only stops the button's spinner."""

    text: str
    alert: bool
    url: str = ""


@dataclass(slots=True)
class Tap:
    """A press of an inline button. `answer` stays None until the bot answers, for ever if it does not within 150 s."""

    id: str
    person_id: int
    chat_id: int
    message_id: int
    data: str
    at: datetime
    answer: TapAnswer | None = None


@dataclass(frozen=True, slots=True)
class Event:
    """Something that a page shows.

    `kind` and `payload`: `message_new`, `message_edited`, `message_pinned`: the Message; `message_deleted`: the
    Message as it was; `message_unpinned`: the Message that was pinned; `tap_answered`: the Tap; `chat_action`: the
    action's name; `commands_changed` (chat 0): None.
    """

    kind: str
    chat_id: int
    payload: Message | Tap | str | None
