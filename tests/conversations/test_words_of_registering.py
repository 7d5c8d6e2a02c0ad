"""The words of registering and of /treatment: plain, no promise in them, and buttons that fit on a phone."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bot.care.questions import IN_A_ROW
from bot.words.message import FactValue, Reader
from tests.content.measures import BANNED, book, grade, sentences, words
from tests.content.reading import ids_in, variables_of
from tests.people import LISBON, at

FILES = ("en-registration.ftl", "en-treatments.ftl", "en-engine.ftl")
IDS = [one for file in FILES for one in ids_in(file)]
READER = Reader(at("2026-03-06 15:04", LISBON), "en", LISBON, "PT")
CONSENT = ("consent", "consent-long")
"""What somebody agrees to is read in peace, and has to be whole."""
LABEL = 40
"""Characters of a label that has a row to itself, at 390 px."""


def said(id_: str) -> str:
    """A word, with something in the place of every variable that it is not given anyway."""
    shown: dict[str, FactValue] = {"day": "Fri 6 March", "when": "Fri 6 March", "time": "15:00", "at": "15:00"}
    about = {"emergency", "has-emergency", "country", "clinic", "setting", "has-phone", "clinic-phone"}
    for name, keys in variables_of([id_]).items():
        if name not in about:
            shown.setdefault(name, 2 if "one" in keys or "other" in keys else "Rome")
    return book().plain(id_, shown, READER)


@pytest.mark.parametrize("id_", IDS)
def test_every_word_is_plain_and_promises_nothing(id_: str) -> None:
    text = said(id_)

    assert words(text) <= 60 or id_ in CONSENT, text
    assert grade(text) <= 6.0 or words(text) <= 8, text
    assert not [one for one in sentences(text) if words(one) > 20], text
    assert not BANNED.findall(text), text
    assert not re.findall(r"\n\n\n|  |[{}]| [.,:;?]", text), text


def test_buttons_fit_on_a_phone() -> None:
    sources = "".join(path.read_text("utf-8") for path in Path("bot/care").glob("*.py"))
    labels = [one for one in re.findall(r'Tap\(\s*"([a-z0-9-]+)"', sources) if one in IDS]
    computed = [
        one for one in IDS if re.match(r"reg-(modifier|area|depth|home)-", one) and not said(one).endswith(("?", "."))
    ]

    assert len(labels) > 40
    assert [one for one in (*labels, *computed) if len(said(one)) > LABEL] == []
    assert [one for one in ("reg-at", "reg-weekday-0") if len(said(one)) > 30 // IN_A_ROW] == []
