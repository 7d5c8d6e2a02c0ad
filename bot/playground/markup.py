"""Keyboards as a bot writes them, read and refused as Telegram does."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from bot.playground.answers import bad_request
from bot.playground.params import Params
from bot.playground.values import Button, ButtonKind, Keyboard, ReplyKeyboard

INLINE_LIMIT = 100
ROW_LIMIT = 8
"""More in a row are refused; the number was found by trial, no document gives it."""
REPLY_LIMIT = 300
DATA_BYTES = 64
COPY_LETTERS = 256
STYLES = frozenset({"danger", "success", "primary"})

_ACTIONS = (
    "url", "callback_data", "callback_game", "pay", "switch_inline_query", "switch_inline_query_current_chat",
    "switch_inline_query_chosen_chat", "login_url", "web_app", "copy_text",
)  # fmt: skip
"""In this order the first that a button has is the one it does."""


def read_markup(params: Params, api: tuple[int, int]) -> tuple[Keyboard, ReplyKeyboard | None]:
    """The inline keyboard and what happens to the reply keyboard, of the parameter `reply_markup`."""
    given = params.parsed("reply_markup", "can't parse reply keyboard markup JSON object")
    if given is None or given == "":
        return (), None
    if not isinstance(given, dict):
        raise bad_request("object expected as reply markup")
    if "inline_keyboard" in given:
        return _inline(given["inline_keyboard"], api), None
    if "keyboard" in given:
        rows = _rows(given["keyboard"], "keyboard", REPLY_LIMIT)
        keys = tuple(tuple(_reply_button(button) for button in row) for row in rows)
        return (), ReplyKeyboard(
            keys,
            one_time=bool(given.get("one_time_keyboard")),
            placeholder=str(given.get("input_field_placeholder", "")),
        )
    if given.get("remove_keyboard"):
        return (), ReplyKeyboard(())
    if given.get("force_reply"):
        return (), ReplyKeyboard((), placeholder=str(given.get("input_field_placeholder", "")), force_reply=True)
    return (), None


def read_inline_markup(params: Params, api: tuple[int, int]) -> Keyboard:
    """The keyboard of an edit: only an inline one will do."""
    keyboard, below = read_markup(params, api)
    if below is not None:
        raise bad_request("inline keyboard expected")
    return keyboard


def _inline(given: Any, api: tuple[int, int]) -> Keyboard:
    rows = _rows(given, "inline_keyboard", INLINE_LIMIT)
    if any(len(row) > ROW_LIMIT for row in rows):
        raise bad_request("reply markup is too long")
    return tuple(tuple(_inline_button(button, api) for button in row) for row in rows if row)


def _rows(given: Any, name: str, limit: int) -> list[list[Any]]:
    if not isinstance(given, list) or not all(isinstance(row, list) for row in given):
        raise bad_request(f'field "{name}" must be of type Array of Array')
    if sum(len(row) for row in given) > limit:
        raise bad_request("reply markup is too long")
    return given


def _inline_button(given: Any, api: tuple[int, int]) -> Button:
    text = _label(given, "inline keyboard button")
    action = next((name for name in _ACTIONS if name in given), None)
    style = given.get("style") if api >= (9, 4) and given.get("style") in STYLES else None
    match action:
        case None:
            raise bad_request("can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard")
        case "callback_data":
            data = str(given["callback_data"])
            if not 1 <= len(data.encode()) <= DATA_BYTES:
                raise bad_request("BUTTON_DATA_INVALID")
            return Button(text, "callback", data, style)
        case "url":
            return Button(text, "url", _address(str(given["url"])), style)
        case "copy_text":
            copied = given["copy_text"].get("text", "") if isinstance(given["copy_text"], dict) else ""
            if not 1 <= len(copied) <= COPY_LETTERS:
                raise bad_request("BUTTON_COPY_TEXT_INVALID")
            return Button(text, "copy", copied, style)
        case _:
            raise bad_request("BUTTON_TYPE_INVALID")


def _label(given: Any, what: str) -> str:
    if not isinstance(given, Mapping):
        raise bad_request(f"can't parse {what}: Object expected")
    text = given.get("text")
    if not isinstance(text, str):
        raise bad_request(f"can't parse {what}: Can't find field \"text\"")
    if not text.strip():
        raise bad_request(f"{what} text must be non-empty")
    return text


def _address(url: str) -> str:
    try:
        parts = urlsplit(url if "://" in url else f"http://{url}")
    except ValueError:
        raise bad_request(f"inline keyboard button URL '{url}' is invalid: Wrong HTTP URL") from None
    if parts.scheme not in {"http", "https", "tg", "ton"}:
        raise bad_request(f"inline keyboard button URL '{url}' is invalid: Unsupported URL protocol")
    if parts.scheme.startswith("http") and "." not in parts.netloc:
        raise bad_request(f"inline keyboard button URL '{url}' is invalid: Wrong HTTP URL")
    return parts.geturl()


def _reply_button(given: Any) -> Button:
    if isinstance(given, str):
        given = {"text": given}
    text = _label(given, "keyboard button")
    kind: ButtonKind = "reply"
    if given.get("request_location"):
        kind = "location"
    elif given.get("request_contact"):
        kind = "contact"
    return Button(text, kind, text)
