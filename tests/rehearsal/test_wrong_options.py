"""Whatever is wrong with what a clinician typed is one line and an exit code, never a trace."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.errors import Exit, Mistake
from bot.rehearsal.described import Described
from bot.rehearsal.script import Options, Script, read_script
from bot.schedules.loader import default_protocol
from bot.words.phrasebook import default_book
from tests.rehearsal.desk import FACE, Desk


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("--treated", "yesterday"), "--treated: should be a date and time such as 2026-03-27T15:30"),
        (("--treated", "0001-01-01T00:00"), "--treated: the year 1 is out of bounds"),
        (("--treated", "2026-03-29T01:30"), "did not exist in Europe/Lisbon: the clocks went forward"),
        (("--zone", "Mars/Olympus"), "--zone: there is no time zone 'Mars/Olympus'"),
        (("--area", "toe"), "'toe' is not one of 'face', 'neck', 'scalp', 'body'"),
        (("--depth", "3"), "did you mean 0.3?"),
        (("--course", "99"), "--course: from 0 to 6 further sessions can be planned"),
        (("--course", "-1"), "--course: from 0 to 6"),
        (("--now", "2026-03-05T10:00"), "--now: is before the end of the treatment"),
        (("--lang", "xx"), "--lang: there are no words in 'xx'; there are en"),
    ],
)
def test_a_description_that_cannot_be(desk: Desk, arguments: tuple[str, ...], says: str) -> None:
    for command in ("plan", "rehearse"):
        code, out, line = desk.types(command, *FACE, *arguments)

        assert (code, out, line.count("\n")) == (Exit.WRONG_USE, "", 1)
        assert says in line


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("--answer", "D1-3"), "should read STEP=CHOICE"),
        (("--answer", "D9-9=better"), "D9-9 asks nothing; these do: BOOK-1, PRE-2, D1-3,"),
        (("--answer", "D1-3=bad"), "D1-3 can be answered with better, same, worse, something-new"),
        (("--answer", "D4-1=pimples"), "D4-1 can be answered with goal-acne-scars, goal-wrinkles"),
        (("--answer", "D1-3=worse@soon"), "should be a date and time such as"),
        (("--answer", "D1-3=worse@d0@18:00"), "lies before the question, which comes on 2026-03-07T16:00"),
        (("--says", "hello"), "should read WHEN="),
        (("--says", "d2@25:00=hello"), "should be a date and time such as"),
        (("--says", "2026-03-06T14:59=hello"), "lies before the first session is told"),
        (("--taps", "d2@10:00=Nonesuch"), "there is no such button then; the last messages have [I'm worried]"),
        (("--pause", "d1"), "should read FROM..TO"),
        (("--pause", "d9..d8"), "ends before it begins"),
        (("--session", "2026-04-10T15:00,toe=left"), "'toe=left' should be one of area=…"),
        (("--session", "2026-04-10T15:00,area=toe"), "'toe' is not one of face, neck, scalp, body"),
        (("--session", "2026-04-10T15:00,booked=2026-04-11T15:00"), "has to lie before the session"),
        (("--session", "2026-04-10T15:00,told=2026-04-09T15:00"), "told: is before the end of the treatment"),
        (("--booked", "2025-01-01T10:00"), "so long before the session that the bot would not take it"),
        (("--now", "2028-03-06T10:00"), "more than a year after the treatment"),
        (("--country", "Portugal"), "--country: should be a code of two letters"),
        (("--country", "XX"), "--country: no emergency number is known for XX"),
        (("--zone", "UTC"), "--country: has to be given, UTC is in no country"),
        (("--triage", "maybe"), "'maybe' is not one of graded, list"),
        (("--until", "2026-03-01T10:00"), "--until: lies before the first session is told"),
        (("--script", "/nowhere.toml"), "/nowhere.toml: cannot be read"),
    ],
)
def test_a_script_that_cannot_be_played(desk: Desk, arguments: tuple[str, ...], says: str) -> None:
    code, out, line = desk.types("rehearse", *FACE, *arguments)

    assert (code, out, line.count("\n")) == (Exit.WRONG_USE, "", 1)
    assert says in line


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("nonsense", "not readable as TOML"),
        ("color = 1", "color: is no option; there are answer, area,"),
        ("treated = [1, 2]", "treated: should be one value"),
        ("area = [[1]]", "area: should be a list of texts"),
        ("well = 'yes'", "well: should be true or false"),
        ("script = 'itself.toml'", "script: is no option"),
    ],
)
def test_a_file_of_options_that_cannot_be_read(desk: Desk, tmp_path: Path, text: str, says: str) -> None:
    (tmp_path / "script.toml").write_text(text)

    code, _, line = desk.types("rehearse", *FACE, "--script", str(tmp_path / "script.toml"))

    assert (code, line.count("\n")) == (Exit.WRONG_USE, 1)
    assert line.startswith("script.toml: ")
    assert says in line


NEARLY = st.text(alphabet='d0123456789@:.=+-T,hm worsebtD1-3area’“"\n', max_size=40) | st.text(max_size=20)
"""Text of the letters that options are made of, and any other."""


@settings(max_examples=300)
@given(
    first=st.builds(Described, treated=NEARLY, areas=st.tuples(NEARLY), depth=NEARLY, now=st.none() | NEARLY)
    | st.just(Described("2026-03-06T15:00", ("face",))),
    options=st.builds(
        Options,
        zone=st.sampled_from(["Europe/Lisbon", "UTC", "", "../x"]),
        country=st.sampled_from([None, "PT", "pt", "P", "ÄÖ"]),
        booked=st.none() | NEARLY,
        sessions=st.lists(NEARLY, max_size=1).map(tuple),
        answers=st.lists(NEARLY, max_size=1).map(tuple),
        says=st.lists(NEARLY, max_size=1).map(tuple),
        taps=st.lists(NEARLY, max_size=1).map(tuple),
        pauses=st.lists(NEARLY, max_size=1).map(tuple),
        until=st.none() | NEARLY,
    ),
)
def test_anything_at_all_is_a_script_or_one_mistake(first: Described, options: Options) -> None:
    found = script_or_mistake(first, options)

    if isinstance(found, Mistake):
        assert found.exit_code is Exit.WRONG_USE
        assert found.line.startswith("--")
        assert "\n" not in found.line
    else:
        assert all(answer.wait >= timedelta(0) for answer in found.answers)


def script_or_mistake(first: Described, options: Options) -> Script | Mistake:
    try:
        return read_script(first, options, default_protocol(), default_book())
    except Mistake as mistake:
        return mistake
