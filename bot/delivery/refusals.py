"""From an error of python-telegram-bot to what it means: reliability.md 3.4, most specific first.

The order matters. PTB's `BadRequest` is a `NetworkError`, its 404 is an `InvalidToken`, and a proxy's own 403 page
looks like a person who blocked the bot: only an answer that a Bot API server wrote counts as one.
"""

from __future__ import annotations

from datetime import timedelta

from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    EndPointNotFound,
    Forbidden,
    InvalidToken,
    RetryAfter,
    TelegramError,
)

from bot.delivery.receipts import Later, Migrated, NotSent, Receipt, Refusal, Refused, Unknown, Unreachable
from bot.delivery.transport import NeverLeftError, UnansweredError

SOON_S = 5.0
"""When to try again what could not leave."""
DOUBT_S = 30.0
"""When to try again what somebody between the bot and Telegram turned away, or what a doubtful token did."""

LONGEST_PAUSE_S = 86_400.0
"""Nobody is asked to wait for longer: a number without sense must not silence the bot for years."""

_GONE = (
    "message to edit not found",
    "message can't be edited",
    "message to pin not found",
    "message to unpin not found",
    "there is no text in the message to edit",
    "message_id_invalid",
    "message identifier is not specified",
)
_NOBODY = ("chat not found", "user not found", "peer_id_invalid", "chat_id is empty", "chat_write_forbidden")


def seconds(error: RetryAfter) -> float:
    """How long a 429 asks to wait."""
    wait = error.retry_after
    return min(LONGEST_PAUSE_S, wait.total_seconds() if isinstance(wait, timedelta) else float(wait))


def meaning(error: TelegramError) -> Receipt:
    """What an error says about the call that raised it."""
    if isinstance(error, RetryAfter):
        return Later(seconds(error))
    if isinstance(error, ChatMigrated):
        return Migrated(error.new_chat_id)
    if isinstance(error, NeverLeftError):
        return NotSent(SOON_S)
    if error.message.startswith("Too Many Requests"):  # a 429 that does not say for how long is a plain `NetworkError`
        return NotSent(DOUBT_S) if isinstance(error.__cause__, UnansweredError) else Later(SOON_S)
    refused = isinstance(error, Forbidden | InvalidToken | EndPointNotFound | BadRequest | Conflict)
    if refused and isinstance(error.__cause__, UnansweredError):
        return NotSent(DOUBT_S)
    if isinstance(error, Forbidden):
        return Unreachable()
    if isinstance(error, InvalidToken | EndPointNotFound):
        return Refused(Refusal.TOKEN if "unauthorized" in error.message.lower() else Refusal.NO_METHOD)
    if isinstance(error, Conflict):
        return Refused(Refusal.CONFLICT)
    if isinstance(error, BadRequest):
        return _bad_request(error.message.lower())
    return Unknown()


def _bad_request(description: str) -> Receipt:
    if any(known in description for known in _NOBODY):
        return Unreachable()
    return Refused(_reason(description))


def _reason(description: str) -> Refusal:
    if "can't parse entities" in description or "can't parse message text" in description or "entity_" in description:
        return Refusal.DATE_TIME if "tg-time" in description else Refusal.MARKUP
    if "message is not modified" in description:
        return Refusal.NOT_MODIFIED
    if any(known in description for known in _GONE):
        return Refusal.GONE
    if "query is too old" in description or "query id is invalid" in description:
        return Refusal.TAP_TOO_OLD
    return Refusal.OTHER
