"""What a receipt means for a reminder: the policy, as values."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from bot.delivery.receipts import Later, Migrated, NotSent, Receipt, Refused, Sent, Unknown, Unreachable
from bot.store.ledger import Outcome
from bot.store.states import MessageState

LONGEST_WAIT_S = 60.0
"""Longest wait before a message that could not leave is tried again."""
DOUBT = timedelta(seconds=20)
"""How long a message with an unknown outcome waits before it is said once more (P0 and P1 only: `ledger.settle`)."""


def outcome_of(receipt: Receipt, attempt: int, latest: datetime, now: datetime) -> Outcome:
    """What is written down for one attempt. A retry that would come too late is set right after `latest`, where it is
    closed as missed.
    """
    match receipt:
        case Sent(message_id):
            return Outcome(MessageState.SENT, telegram_message_id=message_id)
        case NotSent(retry_in):
            wait = min(LONGEST_WAIT_S, retry_in * 2 ** min(attempt - 1, 8))
            return _later(wait, latest, now)
        case Later(retry_after):
            return _later(retry_after, latest, now)
        case Refused(reason):
            return Outcome(MessageState.REFUSED, reason=reason.value)
        case Unreachable():
            return Outcome(MessageState.UNREACHABLE)
        case Migrated(chat_id):  # at once to where the group is now, unless that sends us on as well
            return replace(_later(min(LONGEST_WAIT_S, attempt - 1.0), latest, now), new_chat_id=chat_id)
        case Unknown():
            return Outcome(MessageState.UNKNOWN, retry_at=now + DOUBT)


def kept_back(now: datetime) -> Outcome:
    """It did not leave: it was too late for it by then, or its turn had not come when this process stopped."""
    return Outcome(MessageState.LATER, retry_at=now)


def put_off(behind: Outcome, place: int, now: datetime) -> Outcome:
    """A bubble waits with the one before it: `place` bubbles behind the one that could not leave."""
    return Outcome(MessageState.LATER, retry_at=(behind.retry_at or now) + timedelta(milliseconds=place))


def _later(wait: float, latest: datetime, now: datetime) -> Outcome:
    retry_at = now + timedelta(seconds=wait)
    return Outcome(MessageState.LATER, retry_at=min(retry_at, max(latest, now) + timedelta(seconds=1)))
