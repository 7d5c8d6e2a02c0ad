"""A call's text: its parse mode or explicit entities, and the lengths that Telegram accepts."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.playground.answers import RefusedError, bad_request
from bot.playground.entities import end, settle, trim, units
from bot.playground.params import Params
from bot.playground.telegram_html import DATES_SINCE, ParseError, date_format, parse_html
from bot.playground.values import Entity

TEXT_LIMIT = 4096
CAPTION_LIMIT = 1024
ENTITY_LIMIT = 100

_FOUND = frozenset({"mention", "hashtag", "cashtag", "bot_command", "url", "email", "phone_number", "bank_card_number"})
_GIVEN = frozenset(
    {
        "bold", "italic", "underline", "strikethrough", "spoiler", "blockquote", "expandable_blockquote", "code", "pre",
        "text_link", "text_mention", "custom_emoji", "date_time",
    }
)  # fmt: skip


def read_text(params: Params, name: str, entities: str, api: tuple[int, int]) -> tuple[str, tuple[Entity, ...]]:
    """The text in the parameter `name` with its marks, trimmed. Only HTML is spoken here, of the parse modes."""
    source = params.text(name)
    mode = params.text("parse_mode").lower()
    if mode == "html":
        try:
            text, found = parse_html(source, api)
        except ParseError as error:
            raise bad_request(f"can't parse entities: {error}") from None
    elif mode not in {"", "none"}:
        raise bad_request("unsupported parse_mode")
    else:
        given = params.parsed(entities, "can't parse entities JSON object")
        text, found = trim(source, settle(_explicit(given or [], source, api)))
    return text, tuple(found[:ENTITY_LIMIT])


def check_text(text: str) -> None:
    """Refuses a text that shows nothing or too much."""
    if not text:
        raise bad_request("text must be non-empty")
    if units(text) > TEXT_LIMIT:
        raise bad_request("message is too long")


def check_caption(text: str) -> None:
    """Refuses a caption that is too long."""
    if units(text) > CAPTION_LIMIT:
        raise bad_request("message caption is too long")


def _explicit(given: Any, text: str, api: tuple[int, int]) -> list[Entity]:
    if not isinstance(given, list):
        raise bad_request("expected an Array of MessageEntity")
    read = [_entity(entity, api) for entity in given]
    kept = [entity for entity in read if entity is not None]
    for entity in kept:
        if entity["offset"] < 0 or entity["length"] < 0 or end(entity) > units(text):
            raise bad_request(
                f"entity beginning at UTF-16 offset {entity['offset']} ends after the end of the text "
                f"at UTF-16 offset {end(entity)}"
            )
    return kept


def _entity(given: Any, api: tuple[int, int]) -> Entity | None:
    """One entity; None for the kinds that Telegram finds by itself and does not take from a bot."""
    if not isinstance(given, Mapping):
        raise _unread("expected an Object")
    kind = given.get("type")
    if kind in _FOUND:
        return None
    if kind not in _GIVEN or (kind == "date_time" and api < DATES_SINCE):
        raise _unread("Unsupported type specified")
    offset, length = given.get("offset"), given.get("length")
    if not isinstance(offset, int) or not isinstance(length, int):
        raise _unread('Field "offset" must be a Number')
    entity = {key: value for key, value in given.items() if value is not None}
    if kind == "date_time":
        letters = date_format(str(given.get("date_time_format", "")))
        if letters is None:
            raise _unread("Invalid date-time format specified")
        if not isinstance(given.get("unix_time"), int) or given["unix_time"] <= 0:
            raise bad_request("invalid date specified")
        entity["date_time_format"] = letters
    return entity


def _unread(words: str) -> RefusedError:
    return bad_request(f"can't parse MessageEntity: {words}")
