"""How a text is measured. Every measure takes plain text as a patient sees it."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path

import textstat

from bot.schedules.protocol import Setting
from bot.words.message import Reader
from bot.words.phrasebook import Phrasebook
from tests.people import BERLIN, at
from tests.words.readers import our_book

GLANCE = 100
"""Characters that a locked phone shows."""

BANNED = re.compile(
    r"\b(safe|safely|safety|harmless|guarantee\w*|cure\w*|will|won't|heals? completely|permanent results?|detox\w*|purg(e|es|ing)|"
    r"diagnos[ie]s|nothing to worry about|miracle\w*)\b|100 ?%",
    re.IGNORECASE,
)
"""Clinical evidence, 7.1 and 7.2. "I cannot examine you or diagnose" is ordered there, so the verb is not among them."""

GIVES_AWAY = re.compile(
    r"\b(skin\w*|needl\w*|microneedl\w*|scar\w*|acne|pimple\w*|melasma|pigment\w*|patch\w*|hair\w*|scalp\w*|bald\w*|face|facial|neck|wrinkle\w*|"
    r"red|redness|redder|pink|pale|swell\w*|swollen|puff\w*|blister\w*|pus|crust\w*|blood|bleed\w*|bruis\w*|scab\w*|flak\w*|itch\w*|rash\w*|"
    r"sore\w*|wound\w*|heal\w*|fever|infect\w*|collagen|minoxidil|retin\w*|lips?|tongue|tingl\w*|treatment\w*|procedure\w*|botox|filler\w*|"
    r"symptom\w*|mole|spots?|bumps?|marks?)\b",
    re.IGNORECASE,
)
"""What a stranger must not read over somebody's shoulder."""

WAITS = re.compile(
    r"\b(today|tonight|tomorrow|(?<!every )(\d+|one|two|three|four|six|twelve|some|a few|several) ?-?(h|hrs?|hours?))\b",
    re.IGNORECASE,
)
"""Ways to tell a time that is wrong by the time it is read. "Every two hours" is a rhythm, not a wait."""

MOMENT = re.compile(r"\b(Mon|Tue|Wed|Thu|Fri|Sat|Sun) \d{1,2} [A-Z][a-z]+( \d{4})?( \d{2}:\d{2})?")

_SENTENCE_ENDS = re.compile(r"(?<=[.!?])[”\"]?\s+|\n+")


def words(text: str) -> int:
    """What stands between spaces and holds a letter or digit."""
    return sum(any(one.isalnum() for one in token) for token in text.split())


def sentences(text: str) -> list[str]:
    """Ends of lines end a sentence too."""
    return [one.strip() for one in _SENTENCE_ENDS.split(text) if any(letter.isalnum() for letter in one)]


@cache
def grade(text: str) -> float:
    """Flesch-Kincaid grade of the text without the standing sentence."""
    for said in standing():
        text = text.replace(said, "")
    return float(textstat.flesch_kincaid_grade(text))


@cache
def standing() -> tuple[str, ...]:
    """The standing sentence for patients of clinics and for those at home."""
    now = at("2026-03-06 09:00")
    readers = [Reader(now, "en", BERLIN, setting=setting) for setting in Setting]
    return tuple(book().plain("standing", {}, reader) for reader in readers)


def book() -> Phrasebook:
    """All words; a missing one raises."""
    return our_book()


@cache
def _first_words() -> dict[str, frozenset[str]]:
    table = tomllib.loads(Path(__file__).with_name("first_words.toml").read_text("utf-8"))
    return {key: frozenset(values) for key, values in table.items()}


def actions(text: str) -> list[str]:
    """The sentences that ask the reader to do something. What to leave alone, and when something opens, is no action."""
    return [one for one in sentences(text) if _kind(one) == "asks"]


def unsorted(text: str) -> list[str]:
    """Sentences that begin with a word of which nobody has said whether it asks for something."""
    return [one for one in sentences(text) if _kind(one) is None]


def _kind(sentence: str) -> str | None:
    first = re.sub(r"[^\w' ]", " ", MOMENT.sub("Then", sentence).replace("’", "'")).split()[0].lower()
    known = _first_words()
    if first in known["asks"]:
        return "asks"
    return "tells" if first in known["tells"] or first.isdigit() else None
