"""From ids and facts to what a person reads."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.schedules.protocol import Setting
from bot.words.countries import Numbers
from bot.words.markup import harmless
from bot.words.message import FactValue, Lines, Opens, Reader, Word
from bot.words.phrasebook import CannotSay, Phrasebook, load_book
from tests.people import LORD_HOWE, at
from tests.words.html import read
from tests.words.readers import NOON, a_book, amir, greta, maria

WORDS = """
told = You said: { $text }.
moment = At { $at }.
cream = Cream: { $cream }.
kind = { $kind ->
    [yes] it is
   *[other] it is not ({ $kind })
}
count = { $count ->
    [one] one message
   *[other] { $count } messages
}
list =
    <b>List</b>
    { $lines }

    { $note }

    end
call = Call { $emergency }. Closed? { $out-of-hours }. Low? { $crisis }. In { $country }.
clinic = Ask { $clinic }, { $clinic-phone } ({ $has-phone }).
symbols = 1 < 2 & 3 > 2, <b>bold</b> <u>no</u>
"""

PERSIAN = """
format-day = EEEE d MMMM
format-day-year = EEEE d MMMM y
format-time = HH:mm
format-moment = { $day } { $time }
told = شما گفتید: { $text }.
half = { $missing }
"""


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Phrasebook:
    english = WORDS + "half = in English\nonly-english = Only in English.\n"
    return a_book(tmp_path_factory.mktemp("words"), english, strict=False, fa=PERSIAN)


@pytest.fixture(scope="module")
def strict(tmp_path_factory: pytest.TempPathFactory) -> Phrasebook:
    return a_book(tmp_path_factory.mktemp("strict"), WORDS, fa=PERSIAN)


@given(text=st.text())
@pytest.mark.parametrize("language", ["en", "fa"])
def test_whatever_somebody_types_comes_back_as_the_same_words_and_as_no_markup(
    book: Phrasebook, language: str, text: str
) -> None:
    said, entities = read(book.say("told", {"text": text}, replace(maria(), language=language)))

    assert entities == []
    assert harmless(text) in said


@pytest.mark.parametrize("text", ["<b>bold</b>", "&lt;", "{ $clinic }", "\ue0000\ue001", "a\nb", "<tg-time unix='1'>"])
def test_what_looks_like_markup_or_like_a_variable_is_only_text(book: Phrasebook, text: str) -> None:
    assert book.plain("told", {"text": text}, maria()) == f"You said: {harmless(text)}."


def test_the_words_own_signs_are_text_except_bold_and_italic(book: Phrasebook) -> None:
    text, entities = read(book.say("symbols", {}, maria()))

    assert text == "1 < 2 & 3 > 2, bold <u>no</u>"
    assert [entity.name for entity in entities] == ["b"]


def test_a_moment_is_told_on_the_readers_clock(book: Phrasebook) -> None:
    assert book.plain("moment", {"at": NOON}, maria()) == "At Fri 6 March 11:00."
    assert book.plain("moment", {"at": NOON}, amir()) == "At Fri 6 March 14:30."
    lord_howe = replace(maria(), zone=LORD_HOWE)
    assert book.plain("moment", {"at": NOON}, lord_howe) == "At Fri 6 March 22:00."


def test_telegram_is_given_the_instant_itself_where_it_knows_how_to_show_one(book: Phrasebook) -> None:
    said = book.say("moment", {"at": NOON}, maria())

    assert said == f'At <tg-time unix="{int(NOON.timestamp())}">Fri 6 March 11:00</tg-time>.'
    assert book.say("moment", {"at": NOON}, greta()) == "At Fri 6 March 12:00."


def test_the_year_is_told_only_where_it_could_be_mistaken(book: Phrasebook) -> None:
    def told(text: str) -> str:
        return book.plain("moment", {"at": at(text)}, greta())

    assert told("2026-12-24 10:00") == "At Thu 24 December 10:00."
    assert told("2027-01-02 10:00") == "At Sat 2 January 2027 10:00."
    assert told("2026-12-31 10:00") == "At Thu 31 December 10:00."
    new_year = greta(at("2026-01-01 08:00"))
    assert book.plain("moment", {"at": at("2026-12-24 10:00")}, new_year) == "At Thu 24 December 2026 10:00."


def test_dates_times_numbers_and_flags_read_as_such(book: Phrasebook) -> None:
    assert book.plain("told", {"text": date(2026, 3, 7)}, maria()) == "You said: Sat 7 March."
    assert book.plain("told", {"text": time(9, 30)}, maria()) == "You said: 09:30."
    assert book.plain("told", {"text": 1.5}, maria()) == "You said: 1.5."
    assert book.plain("kind", {"kind": True}, maria()) == "it is"
    assert book.plain("kind", {"kind": False}, maria()) == "it is not (no)"


@pytest.mark.parametrize(("count", "said"), [(1, "one message"), (3, "3 messages")])
def test_one_is_not_spoken_of_as_many(book: Phrasebook, count: int, said: str) -> None:
    assert book.plain("count", {"count": count}, maria()) == said


def test_what_opens_reads_from_then_since_and_never(book: Phrasebook) -> None:
    def told(opens: datetime | None) -> str:
        return book.plain("cream", {"cream": Opens(opens)}, greta())

    assert told(NOON + timedelta(minutes=1)) == "Cream: from Fri 6 March 12:01."
    assert told(NOON) == "Cream: since Fri 6 March 12:00."
    assert told(None) == "Cream: never."


def test_words_and_lines_stand_inside_words_and_leave_no_holes(book: Phrasebook) -> None:
    lines = Lines((Word("cream", {"cream": Opens(None)}), Word("count", {"count": 2})))

    said = book.say("list", {"lines": lines, "note": Lines(())}, maria())
    assert said == "<b>List</b>\nCream: never.\n2 messages\n\nend"


def test_a_list_may_be_longer_than_fluent_allows_a_variable_to_be(book: Phrasebook) -> None:
    lines = Lines(tuple(Word("moment", {"at": NOON + timedelta(days=day)}) for day in range(60)))

    assert len(book.say("list", {"lines": lines, "note": "n"}, maria())) > 2500


def test_every_word_knows_whom_to_call(book: Phrasebook) -> None:
    said = book.plain("call", {}, maria())

    assert said == "Call 112. Closed? 808 24 24 24. Low? a crisis line in your country. In Portugal."


def test_an_unknown_number_reads_as_words_and_the_persons_own_is_used(book: Phrasebook) -> None:
    nowhere = replace(maria(), country=None)

    assert book.plain("call", {}, nowhere).startswith("Call your emergency number. Closed? an out-of-hours doctor.")
    assert book.plain("call", {}, replace(nowhere, emergency="911")).startswith("Call 911.")
    assert book.plain("call", {}, nowhere).endswith("In your country.")


def test_a_number_typed_by_a_person_does_not_replace_one_that_is_known(book: Phrasebook) -> None:
    assert book.plain("call", {}, replace(maria(), emergency="555")).startswith("Call 112.")


def test_the_hosts_own_numbers_are_said(tmp_path: Path) -> None:
    a_book(tmp_path, WORDS)
    book = load_book([tmp_path], table={"PT": Numbers(emergency="999")})

    assert book.plain("call", {}, maria()).startswith("Call 999.")


def test_at_home_the_clinic_is_a_doctor_or_pharmacist(book: Phrasebook) -> None:
    at_home = replace(maria(), setting=Setting.HOME)

    assert book.plain("clinic", {}, maria()) == "Ask your clinic, your clinic (no)."
    assert book.plain("clinic", {}, at_home) == "Ask a doctor or pharmacist, a doctor or pharmacist (no)."
    phone = replace(maria(), clinic_phone="+351 21 000 00")
    assert book.plain("clinic", {}, phone) == "Ask your clinic, +351 21 000 00 (yes)."


def test_a_language_is_found_by_what_telegram_says_of_a_person(book: Phrasebook) -> None:
    assert book.languages == ("en", "fa")
    assert [book.nearest(code) for code in ("fa", "fa-IR", "FA_ir", "xx", "", None)] == ["fa", "fa", "fa", *["en"] * 3]
    assert book.is_rtl("fa")
    assert not book.is_rtl("en")


def test_english_stands_in_for_a_word_or_a_fact_that_another_language_lacks(book: Phrasebook) -> None:
    persian = replace(amir(), language="fa")

    assert book.plain("only-english", {}, persian) == "Only in English."
    assert book.plain("half", {}, persian) == "in English"


def test_persian_dates_are_persian_and_a_telephone_number_is_fenced_off(book: Phrasebook) -> None:
    persian = replace(amir(), language="fa")

    assert "مارس" in book.plain("told", {"text": date(2026, 3, 7)}, persian)
    assert "\u2068+98 21\u2069" in book.plain("told", {"text": "+98 21"}, persian)


@pytest.mark.parametrize(("word", "facts"), [("nothing", {}), ("told", {}), ("list", {"lines": "x"})])
def test_a_missing_word_or_fact_is_a_mistake_and_never_a_hole(
    book: Phrasebook, word: str, facts: dict[str, FactValue]
) -> None:
    with pytest.raises(CannotSay):
        book.say(word, facts, maria())


def test_in_tests_a_language_may_not_lean_on_english(strict: Phrasebook) -> None:
    persian = replace(amir(), language="fa")

    with pytest.raises(CannotSay, match="count"):
        strict.say("count", {"count": 1}, persian)


def test_a_moment_without_a_zone_is_refused(book: Phrasebook) -> None:
    naive = NOON.replace(tzinfo=None)

    with pytest.raises(CannotSay, match="without a zone"):
        book.say("moment", {"at": naive}, maria())


@given(
    zone=st.sampled_from(sorted(available_timezones() - {"localtime", "Factory"})),
    seconds=st.integers(min_value=631_152_000, max_value=3_786_912_000),
)
def test_every_zone_reads_the_same_instant(book: Phrasebook, zone: str, seconds: int) -> None:
    instant = datetime.fromtimestamp(seconds, UTC)

    text, entities = read(book.say("moment", {"at": instant}, Reader(NOON, "en", zone)))
    assert [entity.name for entity in entities] == ["tg-time"]
    assert f'unix="{seconds}"' in entities[0].attributes
    assert text.endswith(f"{instant.astimezone(ZoneInfo(zone)):%H:%M}.")
