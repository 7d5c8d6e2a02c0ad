"""The words of the screening: every page fits a phone, every point has all its words, and nobody is ever cleared."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest

from bot.care.screening_screens import Form, found_lines, page_screen
from bot.schedules.loader import default_protocol
from bot.schedules.protocol import Setting
from bot.schedules.screening import NOT_SURE, Item, Level, Point, answered, result
from bot.words.markup import MESSAGE, units
from bot.words.message import FactValue, How, Lines, Word
from bot.words.render import render
from tests.content.measures import BANNED, book, grade, sentences, words
from tests.content.reach import reader_for
from tests.content.reading import ids_in
from tests.people import a_treatment, at

ITEMS = default_protocol().screening
NOW = at("2026-03-06 09:00")
READERS = [reader_for(setting, NOW, phone=phone) for setting in Setting for phone in (None, "+49 30 123456")]
PAGES = [(form, page) for form in Form for page in range(1, form.pages + 1)]
HARDEST, LONGEST_SENTENCE = 6.0, 20
NAMES = re.compile(
    r"isotretinoin|Roaccutane|Radiotherapy|methaemoglobinaemia|sarcoidosis|granuloma|doxycycline|psoriasis|vitiligo|rosacea|injections?"
)
"""What has no easier name, and must be known by it."""
PAGE_FITS, LABEL, HALF_ROW = 900, 40, 18
"""Characters: of a page, of a button, and of a button that stands beside another one."""

STATIC = {
    # the point, a word of its line in the list that everybody can read, the levels there, in their order
    "infection": ("Infected", "STOP"), "cold-sore-now": ("tingling", "STOP"), "acne": ("Many pimples", "STOP CARE"),
    "rash": ("A flare", "STOP TALK"), "broken-skin": ("Broken, burnt", "STOP TALK"), "spot": ("A spot", "STOP"),
    "scalp": ("scaly scalp", "STOP TALK"), "acids": ("Acids", "CARE"), "keloid": ("grew bigger", "STOP TALK"),
    "cold-sores": ("Cold sores on the face, ever", "TALK"), "dark-marks": ("Brown or black skin", "TALK"),
    "melasma": ("Brown patches", "TALK"), "reaction": ("sarcoidosis", "TALK"), "procedures": ("Filler", "TALK"),
    "too-soon": ("too recently", "STOP"), "metal": ("metal buttons", "TALK STOP"), "tattoo": ("tattoo", "CARE"),
    "diabetes": ("Diabetes", "TALK STOP"), "bleeding": ("clotting", "STOP"), "immunity": ("Weak immunity", "TALK"),
    "wounds": ("Lupus", "TALK"), "fever": ("Fever", "STOP TALK"), "fainting": ("Fainting", "TALK"),
    "pregnancy": ("Pregnant", "STOP TALK"), "breastfeeding": ("Breastfeeding", "STOP TALK"), "smoking": ("smoke", "CARE"),
    "looks": ("How you look", "TALK"), "isotretinoin": ("isotretinoin", "STOP TALK"), "blood-thinners": ("Blood thinners", "TALK"),
    "chemo": ("Chemotherapy", "STOP"), "radiotherapy": ("Radiotherapy", "STOP TALK"), "numbing": ("numbing cream", "STOP TALK"),
    "sun": ("sensitive to light", "TALK CARE"), "age": ("Under 18", "STOP TALK"), "eyes": ("eyelids", "STOP"),
    "home-device": ("At home", "STOP"), "device": ("pacemaker", "TALK"),
}  # fmt: skip


def said(word: str, facts: dict[str, FactValue] | None = None) -> set[str]:
    """A word as everybody may read it."""
    return {book().plain(word, facts or {}, reader) for reader in READERS}


@pytest.mark.parametrize("item", ITEMS, ids=lambda item: item.id)
def test_a_point_has_all_its_words_and_they_are_plain(item: Item) -> None:
    several = len(item.options) > 1
    (tap,) = said(f"screen-{item.id}-tap")
    assert len(tap) <= HALF_ROW - 2
    assert tap.endswith("…") is several
    lines = said(f"screen-{item.id}")
    for option in item.options:
        lines |= said(f"screened-{item.id}-{option.id}")
        if several:
            (label,) = said(f"screen-{item.id}-{option.id}")
            assert len(label) <= LABEL - 2
    for line in lines:
        assert not BANNED.findall(line), line
        assert not re.search(r"\b(you should|you can go|go ahead|fine to|stop taking)\b", line), line
        assert not [one for one in sentences(line) if words(one) > LONGEST_SENTENCE], line
        assert len(line) <= 140


@pytest.mark.parametrize(("form", "page"), PAGES, ids=lambda one: str(one))
def test_a_page_fits_a_phone_and_reads_easily(form: Form, page: int) -> None:
    say = page_screen(ITEMS, form, page, frozenset(), known=page == 1, how=How.NEW)
    for reader in READERS:
        message = render(say, book(), reader)
        text = book().plain(say.word, say.facts, reader)
        assert len(text) <= PAGE_FITS, text
        assert grade(NAMES.sub("it", text)) <= HARDEST, text
        assert not BANNED.findall(text), text
        assert max(len(row) for row in message.buttons) <= 2
        assert all(len(button.label) <= HALF_ROW for row in message.buttons for button in row)


@pytest.mark.parametrize("level", [*Level, None])
@pytest.mark.parametrize("booked", [True, False])
def test_the_end_of_a_result_names_whom_to_ask_and_never_clears_anyone(level: Level | None, booked: bool) -> None:
    for reader in READERS:
        text = book().plain("screening-result", result_facts(level, booked=booked), reader)
        assert "This list is not a medical check. Please always talk to a trained professional" in text
        assert reader.clinic_phone in text if reader.clinic_phone and level in (Level.STOP, Level.TALK) else True
        assert not re.search(r"\b(you may|you can|go ahead(?! until)|all clear|good to go)\b", text), text
        if level in (Level.STOP, Level.TALK):
            assert "Never stop a prescribed medicine on your own." in text
        if level is None:
            assert "Your professional decides." in text
        assert grade(text) <= HARDEST, text
        assert not BANNED.findall(text), text
        assert not [one for one in sentences(text) if words(one) > LONGEST_SENTENCE], text
        assert not re.findall(r"\n\n\n|  |[{}]| [.,:;?]", text), text


@pytest.mark.parametrize("unsure", [True, False])
def test_a_result_with_every_point_in_it_is_as_long_as_telegram_takes(unsure: bool) -> None:
    points: frozenset[Point] = frozenset()
    for item in ITEMS:
        for option in [NOT_SURE] if unsure else [one.id for one in item.options]:
            points = answered(item, points, option)
    lines = Lines(tuple(found_lines(ITEMS, result(ITEMS, points), NOW.date())))
    for reader in READERS:
        text = book().plain("screening-result", {**result_facts(Level.STOP, booked=True), "found": lines}, reader)
        assert units(text) <= MESSAGE
        assert text.count("•") >= len(ITEMS)
        assert not BANNED.findall(text), text
        assert ("Not sure: Diabetes." in text) is unsure


@pytest.mark.parametrize("id_", [id_ for id_ in ids_in("en-screening.ftl") if id_.startswith("screening-tap")])
def test_a_button_of_the_list_is_short(id_: str) -> None:
    assert all(len(label) <= LABEL for label in said(id_))


def test_nobody_is_told_to_stop_a_medicine() -> None:
    medicines = ["blood-thinners", "isotretinoin", "chemo", "numbing", "sun"]
    for item in ITEMS:
        for option in item.options:
            for text in said(f"screened-{item.id}-{option.id}"):
                assert not re.search(r"\bstop\b(?! (it|them) on your own)", text, re.IGNORECASE), text
                if item.id in medicines[:1]:
                    assert "Never stop them on your own" in text


def test_whoever_is_upset_by_their_looks_is_offered_help_and_no_session() -> None:
    for text in said("screened-looks-yes"):
        assert "not alone" in text
        assert "no hurry" in text
        assert "session" not in text


@pytest.mark.parametrize("item", ITEMS, ids=lambda item: item.id)
def test_the_list_that_everybody_can_read_agrees_with_the_questions(item: Item) -> None:
    key, levels = STATIC[item.id]
    lines = [line for page in range(1, 6) for text in said(f"learn-who-{page}") for line in text.split("\n")]
    (line,) = {one for one in lines if key in one and one.startswith("•")}

    assert " ".join(dict.fromkeys(re.findall(r"STOP|TALK|CARE", line))) == levels
    assert {option.level.name for option in item.options} <= set(levels.split())


def result_facts(level: Level | None, *, booked: bool) -> dict[str, FactValue]:
    facts: dict[str, FactValue] = {"booked": booked}
    if booked:
        facts["day"] = (a_treatment().ended_at + timedelta(days=20)).date()
    return {
        "day": NOW.date(),
        "found": Word("screening-found-none") if level is None else Word(f"screening-found-{level}"),
        "whom": Word(f"screening-whom-{level or 'none'}", facts),
    }
