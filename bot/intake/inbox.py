"""An update as it arrived, before anybody reads it: its number, whose it is, its JSON.

Nothing here trusts the shape of an update: a malformed one is stored like the others and parked when its turn comes, so
that it costs one row and nobody else's time. Its content is never logged.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from telegram import Bot, Update

from bot.store.inbox import Arrived

KINDS = ("message", "edited_message", "callback_query", "my_chat_member")
"""What the bot asks Telegram for."""

_UNKEEPABLE = re.compile("[\0\ud800-\udfff]")
"""NUL and lone surrogates: valid in JSON, refused by databases, and of no use to anybody."""


class MalformedError(ValueError):
    """An update that cannot be read."""


def arrived(updates: object) -> Iterator[Arrived]:
    """The updates of one answer of getUpdates, in order. What has no number cannot be stored, and is left out."""
    for raw in updates if isinstance(updates, list) else []:
        if isinstance(raw, dict) and _is_id(raw.get("update_id")):
            yield _arrived(raw)


def read(raw: str, bot: Bot) -> Update:
    """The update as python-telegram-bot sees it. `MalformedError` when it cannot."""
    try:
        update = Update.de_json(json.loads(raw), bot)
        _ = (update.effective_user, update.effective_chat)
    except (AttributeError, KeyError, OverflowError, OSError, RecursionError, TypeError, ValueError) as error:
        raise MalformedError(type(error).__name__) from None
    return update


def _arrived(raw: dict[str, Any]) -> Arrived:
    try:
        clean = _keepable(raw)
        kind, content = _content(clean)
        return Arrived(raw["update_id"], _lane(content), kind, json.dumps(clean, separators=(",", ":")))
    except RecursionError:  # nested without end: nobody could read it
        return Arrived(raw["update_id"], 0, "unreadable", "null")


def _content(update: Mapping[str, Any]) -> tuple[str, Mapping[str, Any]]:
    for kind, content in update.items():
        if kind != "update_id" and isinstance(content, dict):
            return (kind if kind in KINDS else "other"), content
    return "unreadable", {}


def _lane(content: Mapping[str, Any]) -> int:
    message = content.get("message")
    chats = (content.get("from"), content.get("chat"), message.get("chat") if isinstance(message, dict) else None)
    for one in chats:
        if isinstance(one, dict) and _is_id(one.get("id")):
            return int(one["id"])
    return 0


def _keepable(value: Any) -> Any:
    match value:
        case str():
            return _UNKEEPABLE.sub("\ufffd", value)
        case dict():
            return {_keepable(key): _keepable(one) for key, one in value.items()}
        case list():
            return [_keepable(one) for one in value]
    return value


def _is_id(value: object) -> bool:
    return type(value) is int and abs(value) < 1 << 63
