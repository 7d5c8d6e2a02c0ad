"""What is made from the plan when a saying is sent: the picture of the year, the file for a calendar."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from bot.care.work import House
from bot.pictures.year import year_picture
from bot.schedules.facts import PatientFacts
from bot.schedules.planner import plan
from bot.words.ics import FILE_NAME, calendar_file
from bot.words.message import Attachment, OutgoingMessage, Reader
from bot.words.phrasebook import Phrasebook
from bot.words.step_facts import openings_of

PICTURE_NAME = "year.png"


@dataclass(frozen=True, slots=True)
class _Voice:
    """The phrasebook, opened for one reader: what a picture is drawn with."""

    book: Phrasebook
    reader: Reader

    @property
    def now(self) -> datetime:
        return self.reader.now

    @property
    def zone(self) -> str:
        return self.reader.zone

    @property
    def language(self) -> str:
        return self.book.nearest(self.reader.language)

    @property
    def rtl(self) -> bool:
        return self.book.is_rtl(self.reader.language)

    def plain(self, word: str, facts: Mapping[str, str | date | datetime]) -> str:
        return self.book.plain(word, facts, self.reader)


def attached(
    message: OutgoingMessage, what: Attachment, facts: PatientFacts, house: House, reader: Reader
) -> OutgoingMessage:
    """The message with its picture or file. `facts` as they are now: a picture shows what is true when it is sent."""
    planned = plan(facts, house.protocol, reader.now)
    match what:
        case Attachment.YEAR_PICTURE:
            openings = openings_of(facts, house.protocol, reader.now)
            photo = year_picture(facts, house.protocol, planned, openings, _Voice(house.book, reader))
            return replace(message, photo=photo, file_name=PICTURE_NAME)
        case Attachment.CALENDAR:
            document = calendar_file(planned, facts, house.protocol, house.book, reader)
            return replace(message, document=document, file_name=FILE_NAME)
