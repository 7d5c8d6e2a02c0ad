"""What is made from the plan when a saying is sent: the picture of the year, the file for a calendar."""

from __future__ import annotations

from dataclasses import replace

from bot.care.work import House
from bot.pictures.year import year_picture
from bot.schedules.facts import PatientFacts
from bot.schedules.planner import plan
from bot.words.ics import FILE_NAME, calendar_file
from bot.words.message import Attachment, OutgoingMessage, Reader
from bot.words.phrasebook import Voice
from bot.words.step_facts import openings_of

PICTURE_NAME = "year.png"


def attached(
    message: OutgoingMessage, what: Attachment, facts: PatientFacts, house: House, reader: Reader
) -> OutgoingMessage:
    """The message with its picture or file. `facts` as they are now: a picture shows what is true when it is sent."""
    planned = plan(facts, house.protocol, reader.now)
    match what:
        case Attachment.YEAR_PICTURE:
            openings = openings_of(facts, house.protocol, reader.now)
            photo = year_picture(facts, house.protocol, planned, openings, Voice(house.book, reader))
            return replace(message, photo=photo, file_name=PICTURE_NAME)
        case Attachment.CALENDAR:
            document = calendar_file(planned, facts, house.protocol, house.book, reader)
            return replace(message, document=document, file_name=FILE_NAME)
