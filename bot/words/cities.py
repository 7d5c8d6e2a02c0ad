"""Time zones as people name them: by a city, by a country, by a shared location, or by what their clock shows.

City names are those that Unicode CLDR gives to zones (some 400), in many languages; Munich is not among them, Germany is.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from enum import IntEnum
from functools import cache
from importlib import resources
from zoneinfo import ZoneInfo, available_timezones

from babel import Locale, UnknownLocaleError
from babel.core import get_global

from bot.words.countries import country_name, country_of_zone, zones_by_country

AT_MOST = 8
"""Candidates that are offered at once."""
NEAR_ENOUGH = timedelta(minutes=7)
"""How far a person's clock, or their patience in typing, may be off. Offsets are multiples of a quarter of an hour."""

_ALSO_CALLED = {
    "AE": ("uae",),
    "GB": ("uk", "england", "scotland", "wales", "northern ireland", "great britain"),
    "NL": ("holland",),
    "US": ("us", "usa", "america"),
}
_LARGEST = frozenset(
    {
        "America/Argentina/Buenos_Aires", "Australia/Sydney", "America/Sao_Paulo", "America/Toronto", "Africa/Kinshasa", "America/Santiago",
        "Asia/Shanghai", "America/Guayaquil", "Europe/Madrid", "Asia/Jakarta", "Asia/Almaty", "Asia/Ulaanbaatar", "America/Mexico_City",
        "Pacific/Auckland", "Europe/Lisbon", "Europe/Moscow", "Europe/Kyiv", "America/New_York", "Asia/Tashkent",
    }
)  # fmt: skip
"""The zone of the largest city of a country that has several: who names the country most likely lives there."""
_ALSO_IN = ("ar", "de", "es", "fa", "fr", "it", "nl", "pl", "pt", "ru", "tr", "uk")
_SHORTEST = 2
_QUARTER = timedelta(minutes=15)
_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class City:
    """A candidate: one zone, by the name of its city."""

    zone: str
    """IANA name."""
    name: str
    """In the language that was asked for."""
    country: str | None
    """ISO 3166 code."""


@dataclass(frozen=True, slots=True)
class _Keys:
    """What a zone can be called, folded."""

    names: tuple[str, ...]
    countries: tuple[str, ...]

    def has_country(self, wanted: str) -> bool:
        return any(country.startswith(wanted) for country in self.countries)


class _Fit(IntEnum):
    """How well a typed name fits a zone, the best first."""

    CITY = 0
    COUNTRY = 1
    CITY_BEGINS = 2
    WORD_BEGINS = 3
    COUNTRY_BEGINS = 4
    NOT = 5


_WHOLLY = (_Fit.CITY, _Fit.COUNTRY)


def find_cities(typed: str, language: str = "en") -> tuple[City, ...]:
    """The cities that a typed name may mean, the likeliest first, at most `AT_MOST`; only those that fit wholly if any do.

    Case, accents and punctuation do not matter; the beginning of a name is enough; "Berlin, Germany", a country alone
    and an IANA name work too. Of a country's zones that keep the same time only the first is named. Empty for a name
    that nothing begins with.
    """
    wanted = _folded(typed)
    if len(wanted) < _SHORTEST:
        return ()
    fitting = [(_fit(wanted, keys), zone) for zone, keys in _index(language).items()]
    best = min(fit for fit, _ in fitting)
    allowed = best if best in _WHOLLY else _Fit.COUNTRY_BEGINS
    found = sorted(((fit, zone) for fit, zone in fitting if fit <= allowed), key=_rank)
    return tuple(_city(zone, language) for zone in _distinct(found))[:AT_MOST]


def zone_of_location(latitude: float, longitude: float) -> str | None:
    """The zone of a place on earth, in degrees. `None` at sea, and for a zone that this machine does not have."""
    # Imported on use: its first look-up takes 33 MB.
    from tzfpy import get_tz

    zone = str(get_tz(longitude, latitude))
    return zone if not zone.startswith("Etc/") and zone in available_timezones() else None


def zones_for_clock(now: datetime, told: time, *, country: str | None = None, language: str = "en") -> tuple[City, ...]:
    """Zones in which a clock now shows the time `told`, to within `NEAR_ENOUGH`, at most `AT_MOST`.

    Zones of the person's likely country come first, then one well-known city for each way of keeping time there is.
    """
    own = _distinct([(_Fit.COUNTRY, zone) for zone in zones_by_country().get(country or "", ())])
    well_known = (str(zone) for zone in get_global("windows_zone_mapping").values())
    shown = [zone for zone in (*own, *well_known) if _shows(zone, now, told) and country_of_zone(zone)]
    return tuple(_city(zone, language) for zone in tuple(dict.fromkeys(shown))[:AT_MOST])


def city_of_zone(zone: str, language: str = "en") -> City:
    """A zone by the name of its city: `America/New_York` is New York."""
    return _city(zone, language)


def _city(zone: str, language: str) -> City:
    return City(zone, _exemplar(zone, language), country_of_zone(zone))


def _shows(zone: str, now: datetime, told: time) -> bool:
    here = now.astimezone(ZoneInfo(zone)).time()
    apart = abs(timedelta(hours=here.hour - told.hour, minutes=here.minute - told.minute))
    return min(apart, _ONE_DAY - apart) <= NEAR_ENOUGH


def _fit(wanted: str, keys: _Keys) -> _Fit:
    if wanted in keys.names:
        return _Fit.CITY
    if wanted in keys.countries:
        return _Fit.COUNTRY
    if any(wanted.startswith(f"{name} ") and keys.has_country(wanted.removeprefix(f"{name} ")) for name in keys.names):
        return _Fit.CITY
    if any(name.startswith(wanted) for name in keys.names):
        return _Fit.CITY_BEGINS
    if any(f" {wanted}" in name for name in keys.names):
        return _Fit.WORD_BEGINS
    return _Fit.COUNTRY_BEGINS if keys.has_country(wanted) else _Fit.NOT


def _rank(found: tuple[_Fit, str]) -> tuple[_Fit, bool]:
    """The best fit first; of a country, its largest city first."""
    fit, zone = found
    return fit, fit in (_Fit.COUNTRY, _Fit.COUNTRY_BEGINS) and zone not in _LARGEST


def _distinct(found: list[tuple[_Fit, str]]) -> Iterator[str]:
    """Drops zones that were found by their country and keep the same time as an earlier one of it."""
    seen: set[tuple[str | None, str]] = set()
    for fit, zone in found:
        way = (country_of_zone(zone), _rule(zone))
        if way not in seen or fit not in (_Fit.COUNTRY, _Fit.COUNTRY_BEGINS):
            yield zone
        seen.add(way)


def _rule(zone: str) -> str:
    """How the zone keeps time from now on: the last line of its file, such as `CET-1CEST,M3.5.0,M10.5.0/3`."""
    return resources.files("tzdata").joinpath("zoneinfo", *zone.split("/")).read_bytes().splitlines()[-1].decode()


@cache
def _index(language: str) -> dict[str, _Keys]:
    """What each zone of a country can be called."""
    found = {}
    languages = tuple(dict.fromkeys((language, "en", *_ALSO_IN)))
    for code, zones in zones_by_country().items():
        named = (_folded(country_name(code, one)) for one in languages)
        countries = tuple(dict.fromkeys((*_ALSO_CALLED.get(code, ()), *named)))
        for zone in zones:
            names = dict.fromkeys(_folded(name) for name in _names(zone, languages))
            found[zone] = _Keys(tuple(names), countries)
    return found


def _names(zone: str, languages: tuple[str, ...]) -> Iterator[str]:
    yield zone
    for one in (zone, *_older_names().get(_cldr(zone), ())):
        yield one.rsplit("/", maxsplit=1)[-1]
    for language in languages:
        yield _exemplar(zone, language)


def _exemplar(zone: str, language: str) -> str:
    try:
        told = Locale.parse(language, sep="-").time_zones.get(_cldr(zone), {})
    except (UnknownLocaleError, ValueError):
        told = {}
    return str(told.get("city") or zone.rsplit("/", maxsplit=1)[-1].replace("_", " "))


def _cldr(zone: str) -> str:
    """The name under which CLDR files a zone: its own ids never change, so Kolkata is under Calcutta there."""
    return str(get_global("zone_aliases").get(zone, zone))


@cache
def _older_names() -> dict[str, tuple[str, ...]]:
    names: dict[str, tuple[str, ...]] = {}
    for alias, zone in get_global("zone_aliases").items():
        if "/" in alias:
            names[zone] = (*names.get(zone, (zone,)), alias)
    return names


def _folded(text: str) -> str:
    """Without case, accents and punctuation."""
    plain = "".join(one for one in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(one))
    return " ".join("".join(one if one.isalnum() else " " for one in plain).split())
