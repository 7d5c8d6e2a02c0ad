"""Zones by the names that people give them."""

from __future__ import annotations

from datetime import time
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.words.cities import AT_MOST, NEAR_ENOUGH, city_of_zone, find_cities, zone_of_location, zones_for_clock
from tests.people import at


@pytest.mark.parametrize(
    ("typed", "zone"),
    [
        ("Lisbon", "Europe/Lisbon"),
        ("  LISBON!", "Europe/Lisbon"),
        ("Lisboa", "Europe/Lisbon"),
        ("Lissabon", "Europe/Lisbon"),
        ("تهران", "Asia/Tehran"),
        ("tehr", "Asia/Tehran"),
        ("são paulo", "America/Sao_Paulo"),
        ("sao paulo", "America/Sao_Paulo"),
        ("Kiev", "Europe/Kyiv"),
        ("Kyiv", "Europe/Kyiv"),
        ("Calcutta", "Asia/Kolkata"),
        ("berlin, germany", "Europe/Berlin"),
        ("Lord Howe", "Australia/Lord_Howe"),
        ("Europe/Paris", "Europe/Paris"),
        ("Iran", "Asia/Tehran"),
        ("UK", "Europe/London"),
        ("Deutschland", "Europe/Berlin"),
    ],
)
def test_one_name_finds_one_zone(typed: str, zone: str) -> None:
    assert [city.zone for city in find_cities(typed)] == [zone]


def test_a_country_with_several_clocks_names_one_city_for_each() -> None:
    names = [city.name for city in find_cities("united states")]

    assert names[:5] == ["New York", "Chicago", "Denver", "Phoenix", "Los Angeles"]


def test_the_beginning_of_a_name_offers_few_and_the_whole_name_only_itself() -> None:
    assert len(find_cities("san")) == AT_MOST
    assert [city.name for city in find_cities("santiago")] == ["Santiago"]


@pytest.mark.parametrize("typed", ["", "a", "Qqqqq", "!!!", "😀" * 200])
def test_what_no_city_begins_with_finds_none(typed: str) -> None:
    assert find_cities(typed) == ()


@given(st.text(max_size=60))
def test_any_text_finds_at_most_six_cities_of_some_country(typed: str) -> None:
    found = find_cities(typed)

    assert len(found) <= AT_MOST
    assert all(city.country and ZoneInfo(city.zone) for city in found)


def test_a_city_is_named_in_the_language_asked_for() -> None:
    assert city_of_zone("Europe/Lisbon", "de").name == "Lissabon"
    assert city_of_zone("America/New_York").name == "New York"
    assert city_of_zone("UTC").country is None


def test_a_shared_location_lies_in_a_zone_and_the_open_sea_in_none() -> None:
    assert zone_of_location(38.72, -9.14) == "Europe/Lisbon"
    assert zone_of_location(-31.55, 159.08) == "Australia/Lord_Howe"
    assert zone_of_location(0.0, -30.0) is None


def test_what_the_clock_shows_offers_the_likely_country_first() -> None:
    now = at("2026-03-06 16:04")

    lisbon = zones_for_clock(now, time(15, 2), country="PT")
    assert lisbon[0].zone == "Europe/Lisbon"
    assert [city.zone for city in zones_for_clock(now, time(18, 35))] == ["Asia/Tehran"]
    assert zones_for_clock(now, time(15, 20)) == ()


def test_around_midnight_the_clock_is_still_read() -> None:
    now = at("2026-03-06 23:58")

    assert "Europe/Berlin" in {city.zone for city in zones_for_clock(now, time(0, 1), country="DE")}


@given(st.times(), st.sampled_from([None, "US", "AU", "PT", "IR", "XX"]))
def test_every_candidate_shows_what_the_person_says(told: time, country: str | None) -> None:
    now = at("2026-10-25 02:30")

    for city in zones_for_clock(now, told, country=country):
        here = now.astimezone(ZoneInfo(city.zone))
        apart = abs((here.hour - told.hour) * 60 + here.minute - told.minute)
        assert min(apart, 24 * 60 - apart) <= NEAR_ENOUGH.total_seconds() / 60


@pytest.mark.parametrize(
    ("country", "largest"),
    [
        ("Australia", "Australia/Sydney"),
        ("Brazil", "America/Sao_Paulo"),
        ("usa", "America/New_York"),
        ("Russia", "Europe/Moscow"),
    ],
)
def test_a_country_of_many_zones_begins_with_its_largest_city(country: str, largest: str) -> None:
    assert find_cities(country)[0].zone == largest
