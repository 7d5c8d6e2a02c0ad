"""A broken file of words is named at start, in one line: file, id, reason."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.errors import Exit, Mistake
from bot.words.phrasebook import load_book
from bot.words.sources import read_sources
from tests.words.readers import a_book

BROKEN = [
    ("good = yes\nbad = { $open\n", "en-test.ftl: bad: line 3: "),
    ("{ nothing\n", "en-test.ftl: { nothing: line 1: "),
    ("twice = a\ntwice = b\n", "en-test.ftl: twice: already in en-test.ftl"),
    ("opens-never = again\n", "en.ftl: opens-never: already in en-test.ftl"),
    ("lost = { found }\n", "en-test.ftl: lost: refers to found, which is not there"),
    ("lost = { -found }\n", "en-test.ftl: lost: refers to -found, which is not there"),
    ("a = x\nlost = { a.title }\n", "en-test.ftl: lost: refers to a.title, which is not there"),
    (
        "lost = { $a ->\n    [x] { nowhere }\n   *[y] y\n }\n",
        "en-test.ftl: lost: refers to nowhere, which is not there",
    ),
    ("lost = { SHOUT($a) }\n", "en-test.ftl: lost: there is no function SHOUT"),
    ("empty =\n    .title = only this\n", "en-test.ftl: empty: has no text of its own"),
    ("bold = <b>never closed\n", "en-test.ftl: bold: <b> is not closed in the same text"),
    ("bold = closed</i>\n", "en-test.ftl: bold: </i> closes what is not open"),
    ("bold = <b><i>crossed</b></i>\n", "en-test.ftl: bold: </b> closes what is not open"),
    ('sign = { "<b>" }\n', "en-test.ftl: sign: write <, > and & as text, not inside quotes"),
    ('sign = { "\\u003Cb>" }\n', "en-test.ftl: sign: write <, > and & as text, not inside quotes"),
]


@pytest.mark.parametrize(("text", "line"), BROKEN)
def test_a_mistake_in_a_file_is_one_line_that_says_where_and_why(tmp_path: Path, text: str, line: str) -> None:
    with pytest.raises(Mistake) as mistake:
        a_book(tmp_path, text)

    assert mistake.value.line.startswith(line)
    assert "\n" not in mistake.value.line
    assert mistake.value.exit_code is Exit.WRONG_USE


@pytest.mark.parametrize("name", ["words.ftl", "EN.ftl", "en_US.ftl"])
def test_a_file_whose_name_is_no_language_is_refused(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text("a = b\n", "utf-8")

    with pytest.raises(Mistake, match="file of words is called"):
        read_sources([tmp_path])


def test_a_language_that_babel_does_not_know_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Mistake, match=r"xx\.ftl: xx is not a language"):
        a_book(tmp_path, "", xx="a = b\n")


def test_a_language_without_a_way_to_write_dates_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Mistake, match=r"de\.ftl: format-day: missing"):
        a_book(tmp_path, "", de="a = b\n")


def test_words_without_english_are_refused(tmp_path: Path) -> None:
    with pytest.raises(Mistake, match="no words in English"):
        load_book([tmp_path])


def test_a_file_that_is_not_utf_8_is_refused(tmp_path: Path) -> None:
    (tmp_path / "en.ftl").write_bytes(b"a = \xff\n")

    with pytest.raises(Mistake, match=r"en\.ftl: not UTF-8"):
        load_book([tmp_path])


def test_region_and_topic_are_told_apart_in_a_file_name(tmp_path: Path) -> None:
    for name in ("pt-BR-picture", "pt-BR", "pt-picture"):
        (tmp_path / f"{name}.ftl").write_text(f"{name.lower()} = a\n", "utf-8")

    found = read_sources([tmp_path])
    assert {language: len(sources) for language, sources in found.items()} == {"pt-BR": 2, "pt": 1}


def test_the_words_that_come_with_the_bot_are_whole() -> None:
    book = load_book(strict=True)

    assert book.languages[0] == "en"
    assert len(book.ids()) > 100
