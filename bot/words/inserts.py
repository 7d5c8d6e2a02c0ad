"""What stands in the place of a variable. Facts never pass through Fluent: it sets a numbered hole, which is filled
afterwards.

That keeps what people typed away from any syntax, lets a word select on a fact (`{ $setting -> [home] … }`) and show
it too, and gets round Fluent's limit of 2,500 characters for one variable.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime, time

from babel import Locale
from fluent.runtime.types import FluentType

from bot.words.formats import Formats, day_text, local, time_text
from bot.words.markup import escape, harmless, isolated
from bot.words.message import FactValue, Lines, Opens, Reader, Word

_HOLE = re.compile("\ue000(\\d+)\ue001")

Sayer = Callable[[Word], str]
"""Puts another word into HTML, for the same reader."""


class Insert(FluentType):
    """One fact inside one word: equal to a variant's key by its raw value, shown as a hole. Nothing is rendered
    unless it is shown.
    """

    def __init__(self, raw: str | None, hole: Callable[[], str]) -> None:
        self._raw = raw
        self._hole = hole

    def __eq__(self, other: object) -> bool:
        return self._raw is not None and self._raw == other

    __hash__ = None  # type: ignore[assignment]

    def format(self, locale: Locale) -> str:
        """What Fluent puts into the text."""
        del locale
        return self._hole()


class Inserts:
    """The facts of one word for one reader."""

    def __init__(self, formats: Formats, reader: Reader, *, rtl: bool, say: Sayer) -> None:
        self._formats = formats
        self._reader = reader
        self._rtl = rtl
        self._say = say
        self._shown: list[str] = []

    def fact(self, value: FactValue) -> Insert | int | float:
        """A fact as Fluent is given it. Numbers stay numbers, so that plurals work; true and false read "yes" and
        "no".
        """
        if isinstance(value, bool):
            value = "yes" if value else "no"
        if isinstance(value, int | float):
            return value
        shown = value
        return Insert(value if isinstance(value, str) else None, lambda: self._hole(self.html(shown)))

    def fill(self, said: str) -> str:
        """Fluent's answer with its holes filled."""
        return _HOLE.sub(lambda hole: self._shown[int(hole[1])], said)

    def html(self, value: FactValue) -> str:
        """One fact as HTML."""
        match value:
            case Word():
                return self._say(value)
            case Lines(words):
                return "\n".join(self._say(word) for word in words)
            case Opens(at):
                return self._say(self._opens(at))
            case datetime():
                return self._moment(value)
            case date():
                return day_text(value, local(self._reader.now, self._reader.zone).date(), self._formats)
            case time():
                return time_text(value, self._formats)
            case _:
                return escape(isolated(harmless(str(value)), rtl=self._rtl))

    def _hole(self, shown: str) -> str:
        self._shown.append(shown)
        return f"\ue000{len(self._shown) - 1}\ue001"

    def _opens(self, at: datetime | None) -> Word:
        if at is None:
            return Word("opens-never")
        return Word("opens-since" if at <= self._reader.now else "opens-from", {"at": at})

    def _moment(self, at: datetime) -> str:
        here = local(at, self._reader.zone)
        text = self._say(Word("format-moment", {"day": here.date(), "time": here.time()}))
        if not self._reader.date_time_entity:
            return text
        # Without a format Telegram shows our text, short and on the clock that the patient has set; a tap shows the device's own.
        return f'<tg-time unix="{int(at.timestamp())}">{text}</tg-time>'
