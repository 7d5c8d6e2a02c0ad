"""`lint`: the shipped protocol has no complaint, and each thing that an author can get wrong has one, in one line."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from pathlib import Path

import pytest

from bot.care.settings import MORNINGS, QUIET
from bot.errors import Exit
from bot.rehearsal.linting import budget, patients, table, texts, vocabulary
from bot.rehearsal.linting.readings import Written, written
from bot.rehearsal.linting.said import complaints as said_complaints
from bot.rehearsal.linting.texts import activities
from bot.schedules.loader import default_protocol, load
from bot.words.phrasebook import INTERFACE_WORDS, PROTOCOL_WORDS, load_book
from tests.rehearsal.desk import Desk, copy_of_the_protocol, edited


def test_the_shipped_protocol_has_nothing_to_complain_about(desk: Desk) -> None:
    code, out, err = desk.types("lint")

    assert (code, err) == (Exit.OK, "")
    assert out.endswith("nothing to complain about\n")


def test_complaints_are_lines_and_an_exit_code(desk: Desk, tmp_path: Path) -> None:
    copy = copy_of_the_protocol(
        tmp_path, {"words/en-year.ftl": ("Nothing new to do. {", "You will be safe tomorrow. {")}
    )

    code, out, err = desk.types("lint", "--protocol", str(copy))

    assert (code, out) == (Exit.WRONG_USE, "")
    assert err.count("\n") == 1
    assert err.startswith("en-year.ftl: step-w2-1: “will” promises, or plays down")


def test_a_protocol_without_words_says_what_it_lacks(desk: Desk, tmp_path: Path) -> None:
    copy = copy_of_the_protocol(tmp_path, {})
    for path in (copy / "words").glob("*.ftl"):
        path.unlink()

    code, _, err = desk.types("lint", "--protocol", str(copy))

    assert code == Exit.WRONG_USE
    assert "Traceback" not in err


# ── The table ──────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        ("evening = 19:30:00", "evening = 21:00:00", "slots.evening: lies in the quiet hours"),
        (
            "until = 08:30:00",
            "until = 08:45:00",
            "quiet: a patient may have their morning at 08:30, which would lie in",
        ),
        (
            'when = "d0@evening"\nwith_first_after = 16:30:00',
            'when = "d0@evening"',
            "step D0-3.when: a time of day on day 0 may be past",
        ),
        ('latest = "d2@20:30"', 'latest = "d2@09:30"', "step D2-1.latest: is not after the moment at which it is due"),
        ('latest = "d2@20:30"', 'latest = "d2@11:00"', "step D2-1.latest: is over before the latest morning"),
        ('when = "d5@morning"', 'when = "d4@morning"', "step D5-1.when: is the moment of D4-1 too"),
        ('when = "d4@morning"', 'when = "d11@morning"', "step D5-1.when: comes before D4-1, which stands above it"),
        ('on = [{ step = "D7-1"', 'on = [{ step = "D6-1"', "line A-SCALP-7.on: D6-1 asks nothing"),
        ('when = "concern today +4h"', 'when = "concern today +0h"', "step C-TODAY.when: asks before there was time"),
        ('when = "concern any +7d"', 'when = "concern any +1h"', "step C-WEEK.when: comes before the first question"),
        (
            'id = "A-ACNE-5"\non = ["D5-1"]\npriority = 1\nall_of = ["goal:acne-scars"]',
            'id = "A-ACNE-5"\non = ["D5-1"]\npriority = 1\nall_of = ["goal:acne-scars", "goal:hair"]',
            "line A-ACNE-5: is never said",
        ),
    ],
)
def test_times_that_contradict_each_other(tmp_path: Path, old: str, new: str, complaint: str) -> None:
    found = list(table.complaints(edited(tmp_path, old, new)))

    assert any(line.startswith(f"schedule.toml: {complaint}") for line in found), found


def test_a_day_that_holds_too_much(tmp_path: Path) -> None:
    step = '[[step]]\nid = "{}"\nwhen = "d5@{}"\nlatest = "d6@20:00"\nring = {}\nkind = "expect"\npriority = {}\nfacts = []\n\n'
    more = "".join(
        [
            step.format("X-1", "morning", "true", 1),
            step.format("X-2", "afternoon", "true", 2),
            step.format("X-3", "evening", "true", 2),
            step.format("X-4", "evening", "false", 3),
        ]
    )
    broken = edited(tmp_path, '[[step]]\nid = "D6-1"', f'{more}[[step]]\nid = "D6-1"')

    found = list(budget.complaints(broken))

    for complaint in (
        "step X-4: is dropped, its day holds more than four messages, for ",
        "step X-3: does not ring although it should, its day holds more than two rings",
        "step X-1: is said at the moment of D5-1 without being joined to it",
    ):
        assert any(line.startswith(f"schedule.toml: {complaint}") for line in found), found


def test_a_core_step_that_some_quiet_hours_swallow(tmp_path: Path) -> None:
    broken = edited(tmp_path, 'latest = "d1@15:00"', 'latest = "d1@09:45"')

    assert any("step D1-1: is lost in the quiet hours" in line for line in budget.complaints(broken))


def test_the_patients_that_are_tried_are_those_that_the_settings_allow() -> None:
    assert (min(MORNINGS), max(MORNINGS)) == patients.MORNINGS
    assert set(patients.QUIET) <= set(QUIET)
    assert min(start for start, _ in QUIET) in {start for start, _ in patients.QUIET}
    assert max(end for _, end in QUIET) in {end for _, end in patients.QUIET}


# ── The words ──────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_word_that_a_language_lacks(tmp_path: Path) -> None:
    (tmp_path / "de.ftl").write_text("format-day = EEE d MMM\nformat-day-year = d MMM y\nformat-time = HH:mm\n")
    book = load_book((INTERFACE_WORDS, PROTOCOL_WORDS, tmp_path))

    found = list(vocabulary.missing(default_protocol(), book))

    for word in ("step-d0-1", "line-a-sun-1", "answer-better", "symptom-redness-meanwhile", "screen-keloid-tap"):
        assert f"words (de): {word}: there is no such word, and the protocol needs it" in found
    assert not [line for line in found if "(en)" in line]


def test_a_word_that_nobody_says() -> None:
    own = [
        *written(PROTOCOL_WORDS, beside=INTERFACE_WORDS),
        Written("step-d9-9", "en", "en-year.ftl", ("Hello.",), frozenset()),
    ]

    assert list(vocabulary.unused(default_protocol(), tuple(own))) == ["en-year.ftl: step-d9-9: nobody says it"]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("It is safe now.", "“safe” promises, or plays down"),
        ("You will see.", "“will” promises"),
        ("There is nothing to worry about.", "“nothing to worry about” promises"),
        ("No make-up today.", "“today” beside make-up"),
        ("No sunscreen for 24 hours.", "“24 hours” beside sunscreen"),
        ("Gym again in a few days.", "“a few days” beside exercise"),
        ("Alcohol: from tomorrow.", "“tomorrow” beside alcohol"),
        ("Redness lasts 9 days.", "“9 days” is no window of this protocol"),
        ("{ $face ->\n    [yes] A pool? In six hours.\n   *[no] Hello.\n}", "“six hours” beside pool"),
        ("{ said-elsewhere }", "“today” beside shaving"),
    ],
)
def test_a_text_that_promises_or_contradicts_the_clock(tmp_path: Path, text: str, reason: str) -> None:
    indented = text.replace("\n", "\n    ")
    (tmp_path / "en-x.ftl").write_text(f"step-x =\n    {indented}\nsaid-elsewhere = No shaving today.\n")

    (line,) = texts.complaints(default_protocol(), written(tmp_path))

    assert line.startswith(f"en-x.ftl: step-x: {reason}")


@pytest.mark.parametrize(
    "text",
    [
        "Make-up: { $make-up }.",
        "Sunscreen each morning, and every two hours outdoors.",
        "Any swelling usually goes within three days.",
        "Show it to your clinic today.",
    ],
)
def test_a_text_that_is_right_at_any_hour(tmp_path: Path, text: str) -> None:
    (tmp_path / "en-x.ftl").write_text(f"step-x = {text}\n")

    assert list(texts.complaints(default_protocol(), written(tmp_path))) == []


def test_the_names_of_activities_are_the_words_in_which_people_ask() -> None:
    assert activities("Gym and wine, or foundation?") == ("exercise", "alcohol", "make-up")
    assert activities("A calm sentence.") == ()


FAULTS = {
    "step-d4-1": "Day 4. Make-up is fine.\n    Waxing is fine again.",
    "step-d5-1": "Day 5. { $never-given }",
    "step-d6-1": f"Day 6. {'word ' * 5000}",
    "step-w2-1": f"Day 10.\n    {'Plain words here. ' * 21}",
    "step-w3-1": f"Three weeks. {'one two three four five six ' * 4}.",
    "line-a-sun-1": f"{'Shade. ' * 21}",
    "symptom-redness-meanwhile": "Wait for { $never-given }.",
}
"""What an author could write, one fault in each word."""


@pytest.fixture(scope="module")
def broken_words(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """The complaints about a copy with all of these faults."""
    copy = copy_of_the_protocol(tmp_path_factory.mktemp("authors"), {})
    for path in (copy / "words").glob("*.ftl"):
        path.write_text("\n".join(with_faults(path.read_text("utf-8"))), "utf-8")
    words = copy / "words"
    return list(
        said_complaints(
            load(copy), load_book((INTERFACE_WORDS, words), strict=True), written(words, beside=INTERFACE_WORDS)
        )
    )


def with_faults(text: str) -> Iterator[str]:
    """The file with the faulty words in place of the right ones."""
    dropping = False
    for line in text.splitlines():
        name = line.partition(" =")[0]
        if line[:1].isalpha():
            dropping = name in FAULTS
            if dropping:
                yield from chain([f"{name} ="], (f"    {part.strip()}" for part in FAULTS[name].splitlines()))
        elif line and not line[0].isspace() and line[0] not in "}*[":
            dropping = False
        if not dropping:
            yield line


@pytest.mark.parametrize(
    "complaint",
    [
        "en.ftl: step-d4-1: allows waxing while it is shut (band S): “Waxing is fine again.”",
        "en.ftl: step-d5-1: cannot be said: step-d5-1: Unknown external: never-given",
        "en.ftl: step-d6-1: does not fit into a message, which holds 4096 characters",
        "en-year.ftl: step-w2-1: has 65 words; 60 are read",
        "en-year.ftl: step-w3-1: has a sentence of 24 words",
        "en-lines.ftl: line-a-sun-1: has 21 words; a line has 20",
        "en-symptoms.ftl: symptom-redness-meanwhile: cannot be said: symptom-redness-meanwhile: Unknown external",
    ],
)
def test_a_message_that_cannot_be_sent_read_or_believed(broken_words: list[str], complaint: str) -> None:
    assert any(line.startswith(complaint) for line in broken_words), broken_words


def test_what_another_language_cannot_say_is_not_hidden_by_english(tmp_path: Path) -> None:
    copy = copy_of_the_protocol(tmp_path, {})
    for topic, folder in (("bot", INTERFACE_WORDS), ("skin", copy / "words")):
        for path in list(folder.glob("en*.ftl")):
            german = path.read_text("utf-8").replace("    Three weeks.", "    Drei Wochen, { $never-given }.")
            (copy / "words" / f"de-{topic}{path.stem[2:]}.ftl").write_text(german, "utf-8")
    words = copy / "words"

    found = said_complaints(
        load(copy), load_book((INTERFACE_WORDS, words), strict=True), written(words, beside=INTERFACE_WORDS)
    )

    assert list(found) == ["de-skin-year.ftl: step-w3-1: cannot be said: step-w3-1: Unknown external: never-given"]


def test_what_has_opened_may_be_allowed(broken_words: list[str]) -> None:
    assert not [line for line in broken_words if "allows make-up" in line and "band XL" not in line]


def test_a_caption_that_does_not_fit_under_its_picture(tmp_path: Path) -> None:
    folder = tmp_path / "interface"
    folder.mkdir()
    for path in INTERFACE_WORDS.glob("*.ftl"):
        text = path.read_text("utf-8")
        (folder / path.name).write_text(text.replace("\nplan-picture = ", f"\nplan-picture = {'long ' * 300}"), "utf-8")

    found = said_complaints(default_protocol(), load_book((folder, PROTOCOL_WORDS)), ())

    assert "words (en): plan-picture: does not fit under a picture, where 1024 characters stand" in list(found)
