"""What is to be said, before and after words are put to it.

A use case answers with `Say` values: ids of words and facts, never sentences. They are kept in the inbox as JSON
until they are sent, so a fact is plain data. `render` turns one into an `OutgoingMessage`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from enum import StrEnum

from bot.schedules.protocol import Setting


@dataclass(frozen=True, slots=True)
class Opens:
    """A moment at which something opens: read as "from Sat 7 March 16:30", or as "since …" once it has passed. `None`
    is never.
    """

    at: datetime | None


@dataclass(frozen=True, slots=True)
class Word:
    """Another word, by id, put in the place of a variable: `Word("phase-P2")`."""

    id: str
    facts: Mapping[str, FactValue] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Lines:
    """Several words, one a line, put in the place of a variable."""

    words: tuple[Word, ...]


FactValue = str | int | float | datetime | date | time | Opens | Word | Lines
"""A variable of a word. `str` is text that somebody typed or an id to select on, and is escaped; `datetime` (aware)
reads as "Sat 7 March 16:30" in the reader's zone, `date` as "Sat 7 March", `time` as "09:30".
"""


class How(StrEnum):
    """Where a saying goes."""

    NEW = "new"
    """A message of its own."""
    EDIT = "edit"
    """In place of the message whose button was tapped; a new one if that is gone."""
    TOAST = "toast"
    """The short answer to a tap, at most 200 characters, seen for a moment. Never the only place of a result."""
    CARD = "card"
    """The pinned card: edited in place, or sent and pinned if there is none."""


class Attachment(StrEnum):
    """What is made from the plan when the saying is sent."""

    YEAR_PICTURE = "year-picture"
    CALENDAR = "calendar"


@dataclass(frozen=True, slots=True)
class Tap:
    """A button: the id of its label, and what it does when tapped (see `buttons`), or a link."""

    word: str
    verb: str = ""
    args: tuple[str, ...] = ()
    facts: Mapping[str, FactValue] = field(default_factory=dict)
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Say:
    """One thing to be said to one person."""

    word: str
    facts: Mapping[str, FactValue] = field(default_factory=dict)
    taps: tuple[tuple[Tap, ...], ...] = ()
    """Rows of buttons."""
    how: How = How.NEW
    attachment: Attachment | None = None
    ask_location: bool = False
    """Shows Telegram's own [Send location] key under the text field, once."""
    urgent: bool = False
    """Still worth sending when the bot was away for more than ten minutes."""
    worry: bool = True
    """Whether "I'm worried" stands under it (only where it is a message of its own or an edit, and has none already).
    """


Reply = tuple[Say, ...]
"""What a use case answers, in order."""


@dataclass(frozen=True, slots=True)
class Reader:
    """For whom words are put: everything about a person and the moment that the wording depends on."""

    now: datetime
    language: str
    zone: str
    country: str | None = None
    """ISO 3166 code in capitals; it decides the numbers to call."""
    emergency: str | None = None
    """The number that the person gave where we know none for the country."""
    clinic_phone: str | None = None
    setting: Setting = Setting.PROFESSIONAL
    """`home` makes "your clinic" read "a doctor or pharmacist"."""
    discreet: bool = False
    """Reminders show a neutral line and a button that reveals the text."""
    date_time_entity: bool = True
    """Whether the server knows `<tg-time>` (Bot API 9.5)."""


@dataclass(frozen=True, slots=True)
class Button:
    """A button as Telegram gets it: its label and either callback data (1-64 bytes) or a link."""

    label: str
    data: str | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True)
class OutgoingMessage:
    """Words and buttons ready to send. `text` is HTML as Telegram reads it, at most 4096 characters after parsing; of a
    toast it is plain text, at most 200.
    """

    text: str
    buttons: tuple[tuple[Button, ...], ...] = ()
    silent: bool = False
    photo: bytes | None = None
    """A PNG; `text` is then its caption, at most 1024 characters."""
    document: bytes | None = None
    file_name: str | None = None
    location_key: str | None = None
    """Label of the [Send location] key to show under the text field."""
