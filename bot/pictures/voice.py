"""What a picture needs of whoever will look at it: their words, their clock, the direction in which they read."""

from __future__ import annotations

import typing
from collections.abc import Mapping
from datetime import date, datetime
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_date


class Voice(typing.Protocol):
    """The phrasebook, opened for one reader."""

    @property
    def now(self) -> datetime:
        """Aware UTC."""

    @property
    def zone(self) -> str:
        """IANA name."""

    @property
    def language(self) -> str:
        """A code that Babel knows."""

    @property
    def rtl(self) -> bool:
        """Whether it is written from right to left."""

    def plain(self, word: str, facts: Mapping[str, str | date | datetime]) -> str:
        """A word without markup."""


def today(voice: Voice) -> date:
    """The reader's date."""
    return local(voice.now, voice).date()


def local(at: datetime, voice: Voice) -> datetime:
    """An instant on the reader's clock."""
    return at.astimezone(ZoneInfo(voice.zone))


def short(day: date, pattern_word: str, voice: Voice) -> str:
    """A date in the language's own short form, which is a word."""
    locale = Locale.parse(voice.language, sep="-")
    return str(format_date(day, voice.plain(pattern_word, {}), locale))
