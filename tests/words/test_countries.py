"""Whom to call."""

from __future__ import annotations

from pathlib import Path
from zoneinfo import available_timezones

import pytest

from bot.errors import Mistake
from bot.words.countries import Numbers, country_name, country_of_zone, numbers, read_numbers

EU = {
    "AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU",
    "IE", "IT", "LT", "LU", "LV", "MT", "NL", "PL", "PT", "RO", "SE", "SI", "SK",
}  # fmt: skip


def test_every_member_of_the_union_is_reached_under_112() -> None:
    assert {numbers(code).urgent for code in EU} == {"112"}


@pytest.mark.parametrize(
    ("country", "urgent", "out_of_hours", "crisis"),
    [
        ("DE", "112", "116 117", "0800 111 0 111"),
        ("GB", "999", "111", "116 123"),
        ("US", "911", None, "988"),
        ("BR", "192", None, "188"),
        ("NO", "113", "116 117", "116 123"),
        ("AU", "000", "1800 022 222", "13 11 14"),
        ("JP", "119", None, None),
        ("IR", "115", None, None),
    ],
)
def test_a_country_has_its_numbers(country: str, urgent: str, out_of_hours: str | None, crisis: str | None) -> None:
    known = numbers(country)

    assert (known.urgent, known.out_of_hours, known.crisis) == (urgent, out_of_hours, crisis)


@pytest.mark.parametrize("country", ["AQ", "XX", "", None])
def test_an_unknown_country_has_none_so_the_person_is_asked(country: str | None) -> None:
    assert numbers(country) == Numbers()
    assert numbers(country).urgent is None


def test_nobody_has_checked_the_shipped_numbers_and_each_says_so() -> None:
    table = read_numbers()

    assert {known.source for known in table.values()} == {"general knowledge"}
    assert {known.checked_on for known in table.values()} == {""}
    assert all(known.urgent for known in table.values())


def test_a_host_replaces_a_country_and_leaves_the_others(tmp_path: Path) -> None:
    own = tmp_path / "numbers.toml"
    own.write_text('[PT]\nemergency = "112"\ncrisis = "1411"\nsource = "called"\nchecked_on = "2026-03-27"\n', "utf-8")

    table = read_numbers(own)
    assert table["PT"] == Numbers(emergency="112", crisis="1411", source="called", checked_on="2026-03-27")
    assert table["DE"] == read_numbers()["DE"]
    assert numbers("PT", table).crisis == "1411"


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("[PT\n", "numbers.toml: "),
        ("[Portugal]\n", "numbers.toml: Portugal: a country is two capital letters"),
        ("PT = '112'\n", "numbers.toml: PT: numbers stand in a table, [PT]"),
        ("[PT]\nemergency = 112\n", "numbers.toml: PT: emergency: a text in quotes, so that no zero gets lost"),
        ("[PT]\nemergency = 'call'\n", "numbers.toml: PT: emergency: digits and spaces only"),
        ("[PT]\nfire = '1'\n", "numbers.toml: PT: fire: not one of "),
        ("[PT]\nchecked_on = 'May'\n", "numbers.toml: PT: checked_on: a date such as 2026-03-27, or empty"),
    ],
)
def test_a_broken_file_of_the_host_is_one_line(tmp_path: Path, text: str, line: str) -> None:
    own = tmp_path / "numbers.toml"
    own.write_text(text, "utf-8")

    with pytest.raises(Mistake) as mistake:
        read_numbers(own)

    assert mistake.value.line.startswith(line)


def test_a_file_that_is_not_there_is_one_line(tmp_path: Path) -> None:
    with pytest.raises(Mistake, match=r"none\.toml: cannot be read"):
        read_numbers(tmp_path / "none.toml")


@pytest.mark.parametrize(
    ("zone", "country"),
    [
        ("Europe/Lisbon", "PT"),
        ("Asia/Tehran", "IR"),
        ("Iran", "IR"),
        ("Asia/Calcutta", "IN"),
        ("Asia/Kolkata", "IN"),
        ("Europe/Kiev", "UA"),
        ("Europe/Oslo", "NO"),
        ("Iceland", "IS"),
        ("Australia/Lord_Howe", "AU"),
        ("UTC", None),
        ("Etc/GMT+2", None),
        ("Nowhere/At_All", None),
    ],
)
def test_a_zone_lies_in_its_country_also_under_an_older_name(zone: str, country: str | None) -> None:
    assert country_of_zone(zone) == country


def test_no_zone_that_people_live_in_is_without_a_country() -> None:
    lived_in = {zone for zone in available_timezones() if "/" in zone and not zone.startswith("Etc/")}

    assert {zone for zone in lived_in if country_of_zone(zone) is None} == set()


def test_a_country_is_named_in_the_readers_language() -> None:
    assert country_name("DE", "en") == "Germany"
    assert country_name("DE", "fa") == "آلمان"
    assert country_name("QQ", "en") == "QQ"
    assert country_name("DE", "zz") == "DE"
