"""The words of asked.toml, as the tests look for them."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from typing import Any

from bot.words.phrasebook import PROTOCOL_WORDS


@cache
def asked() -> dict[str, dict[str, Any]]:
    """The file as it stands."""
    return tomllib.loads((PROTOCOL_WORDS.parent / "asked.toml").read_text("utf-8"))


def typing() -> dict[str, Any]:
    """How phrases are compared: misspellings, and the words between."""
    return tomllib.loads((PROTOCOL_WORDS.parent / "typing.toml").read_text("utf-8"))


def activity_words(text: str) -> list[str]:
    """The names of activities in a text."""
    return _activities().findall(text)


@cache
def _activities() -> re.Pattern[str]:
    named = {word for table in asked().values() if table["kind"] == "activity" for word in table["words"]}
    return re.compile(rf"\b(?:{'|'.join(sorted(map(re.escape, named), key=len, reverse=True))})\b", re.IGNORECASE)
