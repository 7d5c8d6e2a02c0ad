"""The year as a picture: what stands in it, and that it is really drawn."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from xml.etree import ElementTree as ET

import pytest

from bot.pictures.bands import RADIUS
from bot.pictures.canvas import WIDTH, Canvas, estimated, png, wrapped
from bot.pictures.year import year_drawing, year_picture
from bot.schedules.facts import BookingFacts, Concern, PatientFacts
from bot.schedules.loader import default_protocol
from bot.schedules.planner import plan
from bot.schedules.protocol import Area, ConcernLevel, Goal, Modifier
from bot.words.message import Reader
from bot.words.phrasebook import Phrasebook, Voice
from bot.words.step_facts import openings_of
from tests.people import BERLIN, LORD_HOWE, a_patient, a_treatment, at
from tests.pictures.png import dark, rows, size
from tests.saying import after_saying
from tests.words.readers import our_book

SVG = "{http://www.w3.org/2000/svg}"
NOW = at("2026-03-06 09:00")


@pytest.fixture(scope="module")
def book() -> Phrasebook:
    return our_book()


def drawn(facts: PatientFacts, book: Phrasebook, now: datetime = NOW, zone: str = BERLIN) -> ET.Element:
    """The drawing, parsed."""
    voice = Voice(book, Reader(now, "en", zone, "DE"))
    protocol = default_protocol()
    svg = year_drawing(facts, protocol, plan(facts, protocol, now), openings_of(facts, protocol, now), voice)
    return ET.fromstring(svg)  # noqa: S314 - our own drawing


def texts(drawing: ET.Element) -> list[str]:
    return [text.text or "" for text in drawing.iter(f"{SVG}text")]


def dots(drawing: ET.Element) -> list[ET.Element]:
    """The messages; the three of the legend are smaller."""
    return [one for one in drawing.iter(f"{SVG}circle") if one.get("r") == str(RADIUS)]


def picture(facts: PatientFacts, book: Phrasebook, now: datetime = NOW) -> bytes:
    protocol = default_protocol()
    voice = Voice(book, Reader(now, "en", BERLIN, "DE"))
    return year_picture(facts, protocol, plan(facts, protocol, now), openings_of(facts, protocol, now), voice)


def test_it_is_as_wide_as_a_phone_and_small_enough_for_telegram(book: Phrasebook) -> None:
    width, height = size(found := picture(a_patient(a_treatment()), book))

    assert width == WIDTH
    assert 1200 < height < 2200
    assert len(found) < 500_000


def test_every_message_of_the_year_is_a_dot_and_silent_ones_are_hollow(book: Phrasebook) -> None:
    facts = a_patient(a_treatment())
    moments = plan(facts, default_protocol(), NOW).moments

    found = dots(drawn(facts, book))
    assert len(found) == len(moments) == 21
    filled = [one for one in found if one.get("fill") == one.get("stroke")]
    assert len(filled) == sum(moment.rings for moment in moments)


def test_what_was_sent_is_faint_and_stays_where_it_was(book: Phrasebook) -> None:
    facts = a_patient(a_treatment())
    first = plan(facts, default_protocol(), NOW).moments[0]
    told = after_saying(facts, first, NOW)

    before, after = dots(drawn(facts, book)), dots(drawn(told, book, at("2026-03-06 10:00")))
    faint = [one for one in after if one.get("opacity") == "0.35"]
    assert len(after) == len(before)
    assert [one.get("cx") for one in faint] == [before[0].get("cx")]


def test_openings_stand_by_their_dates_and_the_months_are_named(book: Phrasebook) -> None:
    said = texts(drawn(a_patient(a_treatment()), book))

    place = said.index("Sat 7 March 09:00")
    assert said[place + 1] == "gentle wash, plain cream, sunscreen"
    assert {"Apr", "Jul", "Dec", "Feb"} <= set(said)
    assert {"6 Mar", "13 Mar", "3 Apr"} <= set(said)


def test_today_is_marked_as_long_as_the_year_lasts(book: Phrasebook) -> None:
    facts = a_patient(a_treatment())

    for day in ("2026-03-06 10:00", "2026-04-03 10:00", "2026-04-04 10:00", "2026-09-01 10:00", "2027-03-05 10:00"):
        assert texts(drawn(facts, book, at(day))).count("Today") == 1
    assert "Today" not in texts(drawn(facts, book, at("2027-03-20 10:00")))


def test_the_present_phase_stands_out(book: Phrasebook) -> None:
    drawing = drawn(a_patient(a_treatment()), book, at("2026-03-08 10:00"))
    name = book.plain("phase-P2", {}, Reader(NOW, "en", BERLIN))

    bold = [one.text for one in drawing.iter(f"{SVG}text") if one.get("font-weight") == "700"]
    assert name in bold
    assert book.plain("phase-P3", {}, Reader(NOW, "en", BERLIN)) not in bold


def test_nothing_tells_an_onlooker_what_was_treated_or_why(book: Phrasebook) -> None:
    goals = (Goal.PIGMENT, Goal.HAIR, Goal.ACNE_SCARS)
    for goal in goals:
        treatment = a_treatment(areas=tuple(Area), goal=goal, modifiers=tuple(Modifier))
        said = " ".join(texts(drawn(a_patient(treatment), book))).lower()
        assert not {word for word in ("melasma", "scar", "hair loss", "pigment", "needl", "acne") if word in said}


def test_under_an_open_worry_no_moment_is_shown_for_what_is_withheld(book: Phrasebook) -> None:
    worry = Concern("c1", ConcernLevel.TODAY, at("2026-03-07 10:00"))
    facts = replace(a_patient(a_treatment()), concerns=(worry,))

    said = texts(drawn(facts, book, at("2026-03-07 12:00")))
    assert "Please ask your clinic first" in said
    assert "Sun 8 March 09:00" not in said
    assert "Fri 20 March 09:00" in said
    assert said[said.index("Fri 20 March 09:00") + 1] == "strict shade"


def test_what_has_opened_is_listed_without_its_date(book: Phrasebook) -> None:
    said = texts(drawn(a_patient(a_treatment()), book, at("2026-03-07 12:00")))

    assert said[said.index("Open now") + 1] == "lukewarm water, gentle wash, plain cream, sunscreen"
    assert "Sat 7 March 09:00" not in said


def test_a_booked_session_alone_has_a_year_too(book: Phrasebook) -> None:
    booking = BookingFacts("b1", at("2026-03-20 15:00"), BERLIN, NOW)
    facts = PatientFacts(BERLIN, bookings=(booking,))

    drawing = drawn(facts, book)
    assert "Fri 20 March to Sat 20 March 2027" in texts(drawing)
    assert len(dots(drawing)) == 3


def test_without_any_session_there_is_nothing_to_draw(book: Phrasebook) -> None:
    with pytest.raises(ValueError, match="no session"):
        drawn(PatientFacts(BERLIN), book)


def test_an_odd_clock_draws_a_year_as_well(book: Phrasebook) -> None:
    facts = a_patient(a_treatment("2026-03-06 23:30", zone=LORD_HOWE), zone=LORD_HOWE)

    drawing = drawn(facts, book, at("2026-03-06 23:30", LORD_HOWE), LORD_HOWE)
    assert "Fri 6 March to Sat 6 March 2027" in texts(drawing)


def test_no_text_runs_off_the_sheet(book: Phrasebook) -> None:
    treatment = a_treatment(areas=tuple(Area), depth_mm=2.0, modifiers=tuple(Modifier))
    for text in drawn(a_patient(treatment), book).iter(f"{SVG}text"):
        bold = text.get("font-weight") == "700"
        length = estimated(text.text or "", int(text.get("font-size", "0")), bold=bold)
        x = float(text.get("x", "0"))
        left = {"start": x, "middle": x - length / 2, "end": x - length}[text.get("text-anchor", "start")]
        assert left >= 0, text.text
        assert left + length <= WIDTH, text.text


@dataclass(frozen=True)
class Mirrored:
    """The same voice, for somebody who reads from right to left."""

    voice: Voice
    rtl: bool = True

    @property
    def now(self) -> datetime:
        return self.voice.now

    @property
    def zone(self) -> str:
        return self.voice.zone

    @property
    def language(self) -> str:
        return self.voice.language

    def plain(self, word: str, facts: Mapping[str, str | date | datetime]) -> str:
        return self.voice.plain(word, facts)


def test_for_a_language_from_right_to_left_everything_is_turned_round(book: Phrasebook) -> None:
    facts, protocol = a_patient(a_treatment()), default_protocol()
    voice = Voice(book, Reader(NOW, "en", BERLIN, "DE"))
    planned, openings = plan(facts, protocol, NOW), openings_of(facts, protocol, NOW)

    plain, turned = (
        ET.fromstring(year_drawing(facts, protocol, planned, openings, one))  # noqa: S314
        for one in (voice, Mirrored(voice))
    )
    for one, other in zip(plain.iter(f"{SVG}circle"), turned.iter(f"{SVG}circle"), strict=True):
        assert float(one.get("cx", "0")) + float(other.get("cx", "0")) == pytest.approx(WIDTH, abs=0.2)
    title = next(turned.iter(f"{SVG}text"))
    assert (title.text, title.get("text-anchor")) == ("\u2067Your year\u2069", "end")


def test_letters_are_really_drawn() -> None:
    # resvg says nothing when it has no font: only the pixels tell.
    canvas = Canvas(rtl=False)
    canvas.text(540, 100, "Sunscreen", 120, bold=True, anchor="middle")

    found = rows(png(canvas.svg(160), width=270))
    inked = [sum(dark(row, start, start + 30) for row in found) for start in range(0, 270, 30)]
    assert all(ink > 20 for ink in inked[3:6])
    assert inked[0] == inked[-1] == 0


def test_bold_is_bolder() -> None:
    def ink(*, bold: bool) -> int:
        canvas = Canvas(rtl=False)
        canvas.text(40, 100, "Months 4 to 6", 120, bold=bold)
        return sum(dark(row, 0, 270) for row in rows(png(canvas.svg(160), width=270)))

    assert ink(bold=True) > ink(bold=False) * 1.2


def test_the_whole_picture_has_ink_where_its_text_stands(book: Phrasebook) -> None:
    facts, protocol = a_patient(a_treatment()), default_protocol()
    voice = Voice(book, Reader(NOW, "en", BERLIN, "DE"))
    svg = year_drawing(facts, protocol, plan(facts, protocol, NOW), openings_of(facts, protocol, NOW), voice)

    found = rows(png(svg, width=270))
    headings = [row for row in found[10:25] if dark(row, 10, 90)]
    assert len(headings) > 5
    assert sum(dark(row, 0, 270) for row in found) > 2000
    assert sum(dark(row, 0, 8) + dark(row, 262, 270) for row in found) == 0


def test_a_long_line_is_broken_at_its_spaces() -> None:
    lines = wrapped("lukewarm water, gentle wash, plain cream, sunscreen, make-up", 30, 400)

    assert " ".join(lines) == "lukewarm water, gentle wash, plain cream, sunscreen, make-up"
    assert all(estimated(line, 30) <= 400 for line in lines)
    assert wrapped("Donaudampfschifffahrtsgesellschaft", 30, 100) == ["Donaudampfschifffahrtsgesellschaft"]
