"""What became of a call, as values that a decision can be made on."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Refusal(StrEnum):
    """Why a server refused something that stays refused unless it is changed."""

    DATE_TIME = "date-time"
    """It does not know `<tg-time>`: a Bot API older than 9.5."""
    MARKUP = "markup"
    """It cannot read the markup of the text."""
    NOT_MODIFIED = "not-modified"
    """The edit would change nothing."""
    GONE = "gone"
    """The message to edit is not there any more, or is of a kind that cannot be edited this way."""
    TAP_TOO_OLD = "tap-too-old"
    NO_METHOD = "no-method"
    """404: the server does not have this method (or the token is wrong, which only `getMe` can tell)."""
    TOKEN = "token"  # noqa: S105 - a name of a reason
    CONFLICT = "conflict"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Sent:
    """Carried out. `message_id` is the message that now stands in the chat."""

    message_id: int


@dataclass(frozen=True, slots=True)
class NotSent:
    """Certainly not carried out, for a reason that passes: try again in `retry_in` seconds."""

    retry_in: float


@dataclass(frozen=True, slots=True)
class Later:
    """Refused for now (429): not before `retry_after` seconds."""

    retry_after: float


@dataclass(frozen=True, slots=True)
class Refused:
    """Refused for good as it stands. Never to be repeated unchanged."""

    reason: Refusal


@dataclass(frozen=True, slots=True)
class Unreachable:
    """The person blocked the bot, deleted the account or never spoke to it; or the bot was put out of the group."""


@dataclass(frozen=True, slots=True)
class Migrated:
    """The group became a supergroup: `chat_id` is its new id."""

    chat_id: int


@dataclass(frozen=True, slots=True)
class Unknown:
    """It left and was not answered: carried out or not, nobody knows."""


Receipt = Sent | NotSent | Later | Refused | Unreachable | Migrated | Unknown
