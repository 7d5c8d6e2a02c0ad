"""What the Bot API answers: a result, or a refusal in Telegram's words."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any


class RefusedError(Exception):
    """A call that Telegram refuses. `parameters` holds `retry_after` or `migrate_to_chat_id`."""

    def __init__(self, code: int, description: str, parameters: Mapping[str, int] | None = None) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.parameters = parameters or {}


def bad_request(words: str) -> RefusedError:
    """400: the call can never succeed as it is."""
    return RefusedError(400, f"Bad Request: {words}")


def unauthorized(words: str = "") -> RefusedError:
    """401: not a bot's token."""
    return RefusedError(401, f"Unauthorized: {words}" if words else "Unauthorized")


def forbidden(words: str) -> RefusedError:
    """403: the bot may not write there."""
    return RefusedError(403, f"Forbidden: {words}")


def not_found(words: str = "") -> RefusedError:
    """404: no such path or method."""
    return RefusedError(404, f"Not Found: {words}" if words else "Not Found")


def conflict(words: str) -> RefusedError:
    """409: somebody else receives the updates."""
    return RefusedError(409, f"Conflict: {words}")


def too_many(seconds: int) -> RefusedError:
    """429: not before `seconds` have passed."""
    return RefusedError(429, f"Too Many Requests: retry after {seconds}", {"retry_after": seconds})


def result_body(result: Any) -> bytes:
    """The body of a success."""
    return _body({"ok": True, "result": result})


def refusal_body(refused: RefusedError) -> bytes:
    """The body of a refusal."""
    shown: dict[str, Any] = {"ok": False, "error_code": refused.code, "description": refused.description}
    if refused.parameters:
        shown["parameters"] = dict(refused.parameters)
    return _body(shown)


def _body(shown: Mapping[str, Any]) -> bytes:
    return json.dumps(shown, ensure_ascii=False, separators=(",", ":")).encode()
