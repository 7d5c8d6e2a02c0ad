"""What an error of the library means, by its own words."""

from __future__ import annotations

import pytest
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    EndPointNotFound,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)

from bot.delivery.receipts import Later, Migrated, NotSent, Receipt, Refusal, Refused, Unknown, Unreachable
from bot.delivery.refusals import DOUBT_S, LONGEST_PAUSE_S, SOON_S, meaning
from bot.delivery.transport import NeverLeftError, UnansweredError


@pytest.mark.parametrize(
    ("error", "receipt"),
    [
        (RetryAfter(7), Later(7.0)),
        (RetryAfter(10**12), Later(LONGEST_PAUSE_S)),
        (NetworkError("Too Many Requests: retry after 0"), Later(SOON_S)),
        (ChatMigrated(-100200), Migrated(-100200)),
        (NeverLeftError("ClientConnectorError"), NotSent(SOON_S)),
        (UnansweredError("ServerDisconnectedError"), Unknown()),
        (TimedOut(), Unknown()),
        (NetworkError("Bad Gateway (502)"), Unknown()),
        (TelegramError("Invalid server response"), Unknown()),
        (Forbidden("Forbidden: bot was blocked by the user"), Unreachable()),
        (Forbidden("Forbidden: user is deactivated"), Unreachable()),
        (BadRequest("Bad Request: chat not found"), Unreachable()),
        (
            BadRequest('Bad Request: can\'t parse entities: Unsupported start tag "tg-time" at byte offset 4'),
            Refused(Refusal.DATE_TIME),
        ),
        (BadRequest("Bad Request: can't parse entities: Unclosed start tag at byte offset 9"), Refused(Refusal.MARKUP)),
        (
            BadRequest("Bad Request: message is not modified: specified new message content …"),
            Refused(Refusal.NOT_MODIFIED),
        ),
        (BadRequest("Bad Request: message to edit not found"), Refused(Refusal.GONE)),
        (BadRequest("Bad Request: message can't be edited"), Refused(Refusal.GONE)),
        (
            BadRequest("Bad Request: query is too old and response timeout expired or query ID is invalid"),
            Refused(Refusal.TAP_TOO_OLD),
        ),
        (BadRequest("Bad Request: message is too long"), Refused(Refusal.OTHER)),
        (InvalidToken("Unauthorized"), Refused(Refusal.TOKEN)),
        (InvalidToken("Not Found: method not found"), Refused(Refusal.NO_METHOD)),
        (EndPointNotFound("Endpoint 'getUpdates' not found in Bot API"), Refused(Refusal.NO_METHOD)),
        (Conflict("Conflict: terminated by other getUpdates request"), Refused(Refusal.CONFLICT)),
    ],
)
def test_every_error_has_one_meaning(error: TelegramError, receipt: Receipt) -> None:
    assert meaning(error) == receipt


def test_a_proxys_own_403_page_is_not_a_person_who_blocked_the_bot() -> None:
    error = Forbidden("Forbidden (403). Parsing the server response failed")
    error.__cause__ = UnansweredError("not JSON")
    assert meaning(error) == NotSent(DOUBT_S)


def test_a_proxys_own_429_page_is_no_pause_of_telegrams() -> None:
    error = NetworkError("Too Many Requests (429). Parsing the server response failed")
    error.__cause__ = UnansweredError("not JSON")
    assert meaning(error) == NotSent(DOUBT_S)
