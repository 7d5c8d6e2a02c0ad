"""What can become of patients, treatments, messages, reminders and updates. The values are what the database holds:
they are for ever.
"""

from __future__ import annotations

from enum import StrEnum

from bot.schedules.facts import SaidState


class PatientState(StrEnum):
    """Whether reminders go out."""

    ACTIVE = "active"
    STOPPED = "stopped"
    """By the patient's own /stop."""
    UNREACHABLE = "unreachable"
    """Telegram says that the bot is blocked or the account is gone. The next update from them ends it."""


class TreatmentState(StrEnum):
    """What became of a session."""

    BOOKED = "booked"
    """Still to come, or nobody has said yet whether it took place."""
    DONE = "done"
    CANCELLED = "cancelled"
    NOT_HAPPENED = "not-happened"


class MessageState(StrEnum):
    """What became of one message to Telegram."""

    SENDING = "sending"
    """Committed before it left. After a crash: nobody knows."""
    SENT = "sent"
    LATER = "later"
    """It certainly did not leave; `retry_at` says when to try again."""
    REFUSED = "refused"
    """Telegram will never take it as it is."""
    UNREACHABLE = "unreachable"
    UNKNOWN = "unknown"
    """It may have arrived. With `retry_at`: it is said once more, silently."""


class ReminderState(StrEnum):
    """What became of one step. The planner sees `sending` as said."""

    SENDING = "sending"
    SAID = SaidState.SAID.value
    SKIPPED = SaidState.SKIPPED.value


class PauseWhy(StrEnum):
    """Who asked for silence."""

    ASKED = "asked"
    STOPPED = "stopped"
    UNREACHABLE = "unreachable"


class InboxState(StrEnum):
    """How far an update has come."""

    NEW = "new"
    APPLIED = "applied"
    """Its effects are committed and its reply is stored, but perhaps not sent."""
    ANSWERED = "answered"
    PARKED = "parked"
    """Tried three times in vain. Nobody waits for it any longer."""
