"""Whom to call: emergency, out-of-hours and crisis numbers by country, as data with its source; and the country of a
time zone.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from functools import cache, lru_cache
from importlib import resources
from pathlib import Path
from typing import Any

from babel import Locale, UnknownLocaleError
from babel.core import get_global

from bot.errors import Mistake

_OWN = Path(__file__).with_name("countries.toml")
_CODE = re.compile(r"[A-Z]{2}")
_NUMBER = re.compile(r"\+?[0-9](?:[ 0-9-]*[0-9])?")
_DAY = re.compile(r"(?:\d{4}-\d{2}-\d{2})?")


@dataclass(frozen=True, slots=True)
class Numbers:
    """The numbers of one country, as dialled there. `None` is not known, and then none is said."""

    emergency: str | None = None
    """Answered for every kind of emergency."""
    ambulance: str | None = None
    """Answered for medical emergencies only."""
    out_of_hours: str | None = None
    """Medical advice when practices are shut."""
    crisis: str | None = None
    """Somebody to talk to in despair."""
    source: str = ""
    checked_on: str = ""
    """ISO date on which somebody checked it; empty if nobody has."""

    @property
    def urgent(self) -> str | None:
        """The one number to say for a medical emergency."""
        return self.emergency or self.ambulance


NOTHING_KNOWN = Numbers()
_NO_COUNTRY = "ZZ"
_DIALLED = ("emergency", "ambulance", "out_of_hours", "crisis")


def read_numbers(host_file: Path | None = None) -> Mapping[str, Numbers]:
    """All countries, with the host's own file put over them country by country. `Mistake` for a file that cannot be
    used.
    """
    table = dict(_shipped())
    if host_file is not None:
        table |= _read(host_file)
    return table


def numbers(country: str | None, table: Mapping[str, Numbers] | None = None) -> Numbers:
    """What is known for a country (ISO 3166 code in capitals); nothing for an unknown one: the person is asked for
    the number.
    """
    return (_shipped() if table is None else table).get(country or "", NOTHING_KNOWN)


@lru_cache(maxsize=1024)
def country_name(country: str, language: str) -> str:
    """The name of a country in a language; the code itself where there is no name."""
    try:
        territories = Locale.parse(language, sep="-").territories
    except (UnknownLocaleError, ValueError):
        return country
    return str(territories.get(country, country))


def country_of_zone(zone: str) -> str | None:
    """The country of an IANA zone, also by an older name of the zone. `None` for zones of no country (UTC, say).

    Newer names are looked up in tzdata's own table; its links are of no use for the others (Iceland's leads to
    Abidjan), CLDR's are.
    """
    for code, zones in zones_by_country().items():
        if zone in zones:
            return code
    territory = get_global("zone_territories").get(get_global("zone_aliases").get(zone, zone))
    return None if territory == _NO_COUNTRY else territory


@cache
def zones_by_country() -> Mapping[str, tuple[str, ...]]:
    """The zones of each country in tzdata's order: where it can, the most populous first."""
    found: dict[str, tuple[str, ...]] = {}
    table = resources.files("tzdata").joinpath("zoneinfo", "zone.tab").read_text("utf-8")
    for line in table.splitlines():
        if not line.startswith("#"):
            code, _, zone = line.split("\t")[:3]
            found[code] = (*found.get(code, ()), zone)
    return found


@cache
def _shipped() -> Mapping[str, Numbers]:
    return _read(_OWN)


def _read(path: Path) -> dict[str, Numbers]:
    try:
        data = tomllib.loads(path.read_text("utf-8"))
    except OSError as error:
        raise Mistake(f"{path}: cannot be read ({error.strerror})") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise Mistake(f"{path.name}: {error}") from None
    defaults = data.pop("defaults", {})
    return {code: _numbers(path.name, code, defaults, row) for code, row in data.items()}


def _numbers(file: str, code: str, defaults: object, row: object) -> Numbers:
    if not _CODE.fullmatch(code):
        raise Mistake(f"{file}: {code}: a country is two capital letters")
    if not isinstance(defaults, dict) or not isinstance(row, dict):
        raise Mistake(f"{file}: {code}: numbers stand in a table, [{code}]")
    merged: dict[str, Any] = {**defaults, **row}
    known = {one.name for one in fields(Numbers)}
    for key, value in merged.items():
        if key not in known:
            raise Mistake(f"{file}: {code}: {key}: not one of {', '.join(sorted(known))}")
        if not isinstance(value, str):
            raise Mistake(f"{file}: {code}: {key}: a text in quotes, so that no zero gets lost")
        if key in _DIALLED and not _NUMBER.fullmatch(value):
            raise Mistake(f"{file}: {code}: {key}: digits and spaces only")
    if not _DAY.fullmatch(merged.get("checked_on", "")):
        raise Mistake(f"{file}: {code}: checked_on: a date such as 2026-03-27, or empty")
    return Numbers(**merged)
