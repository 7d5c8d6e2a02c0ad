"""What was said in a rehearsal, as values: who, when, what, with which buttons."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.schedules.facts import PatientFacts
from bot.schedules.plan import Skipped
from bot.schedules.protocol import Protocol
from bot.words.message import Button


class Kind(StrEnum):
    """What an entry of the conversation is."""

    TYPED = "typed"
    TAPPED = "tapped"
    """The patient tapped a button; the text is its label."""
    REMINDER = "reminder"
    """The bot spoke first."""
    REPLY = "reply"
    EDIT = "edit"
    """An earlier message now reads like this."""
    TOAST = "toast"
    """Shown for a moment."""
    CARD = "card"
    """The pinned card, new."""
    CARD_EDIT = "card-edit"


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that was said."""

    at: datetime
    kind: Kind
    text: str
    """As a person sees it, without markup."""
    buttons: tuple[tuple[Button, ...], ...] = ()
    ids: tuple[str, ...] = ()
    """The step and lines of a reminder."""
    rings: bool = False
    file: str | None = None
    """Name of a picture or file that came with it."""


@dataclass(frozen=True, slots=True)
class Transcript:
    """A rehearsal from start to end."""

    entries: tuple[Entry, ...]
    facts: PatientFacts
    """As they were at the end."""
    left_out: tuple[Skipped, ...]
    """What the plan does not say, as of the end."""
    protocol: Protocol
    country: str
    unasked: tuple[str, ...]
    """What was scripted and never came to pass."""
