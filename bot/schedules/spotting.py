"""Finds what tells a day, a time, a needle length or a place in a typed sentence. `typed` decides what it means.

Each thing that is found is taken out of the sentence. A number or a doubtful word ("or", "not", "before") that is left
over makes the whole sentence unreadable: better to ask than to guess. The words stand in `typed_words/<language>.toml`.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

from bot.schedules.days import nth_day

LONGEST = 300
"""Characters; nobody tells a date in more."""
OLDEST = timedelta(days=365)
"""A treatment that ended longer ago has nothing left to be told: the year is over."""
FURTHEST = timedelta(days=60)
"""How far ahead a session can be booked."""

_FAR = 4000
"""Any longer span is too long, whatever the unit; larger numbers would not fit into a date."""


class Problem(StrEnum):
    """Why a day or time cannot be meant."""

    NO_SUCH_DAY = "no-such-day"
    NO_SUCH_TIME = "no-such-time"
    TOO_LONG_AGO = "too-long-ago"
    TOO_FAR_AHEAD = "too-far-ahead"


@dataclass(slots=True)
class Spotted:
    """What stands in a sentence, one entry per expression. An expression that can be read in several ways holds them
    all.
    """

    days: list[frozenset[date]] = field(default_factory=list)
    weekdays: list[int] = field(default_factory=list)
    """Names of days without "last", "this" or "next"; Monday is 0."""
    times: list[frozenset[time]] = field(default_factory=list)
    dotted: list[tuple[frozenset[date], frozenset[time]]] = field(default_factory=list)
    """`12.05`: days that it may mean, and times."""
    instants: list[datetime] = field(default_factory=list)
    parts: list[tuple[time, time]] = field(default_factory=list)
    """Part of the day: from, until."""
    just_now: bool = False
    vague: bool = False
    unreadable: bool = False
    bare: bool = False
    """Nothing but such things stands in it."""
    problem: Problem | None = None
    depths: list[float] = field(default_factory=list)
    """Needle lengths in mm."""
    found: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """Values by topic: `areas`, `modifiers`, `settings`, `radiofrequency`, `treatment`, `unknown_depth`, `nothing`, `yes`."""


@cache
def _table(language: str) -> Mapping[str, Any]:
    path = Path(__file__).parent / "typed_words" / f"{language}.toml"
    return tomllib.loads(path.read_text("utf-8"))


@cache
def _any_of(words: tuple[str, ...]) -> str:
    longest_first = sorted(words, key=len, reverse=True)
    return rf"(?<![\w])(?:{'|'.join(re.escape(word) for word in longest_first)})(?![\w])"


def plain(text: str) -> str:
    """Lower case, digits of any script as 0-9, without invisible marks, emoji and doubled blanks."""
    folded = unicodedata.normalize("NFKC", text).lower().replace("’", "'")
    kept = (
        _plain_character(one) for one in folded if unicodedata.category(one) not in {"Cf", "Cs", "Mn"} or one == "\n"
    )
    return re.sub(r"\s+", " ", "".join(kept)).strip()


def _plain_character(one: str) -> str:
    digit = unicodedata.decimal(one, None)
    return one if digit is None else str(digit)


class _Sentence:
    """A sentence from which what was understood is taken out."""

    def __init__(self, text: str) -> None:
        self.rest = text

    def take(self, pattern: str) -> list[re.Match[str]]:
        matches = list(re.finditer(pattern, self.rest))
        self.rest = re.sub(pattern, " , ", self.rest) if matches else self.rest
        return matches

    def holds(self, words: Iterable[str]) -> bool:
        return re.search(_any_of(tuple(words)), self.rest) is not None


def spot(text: str, *, now: datetime, zone: str, today: date, language: str) -> Spotted:
    """Everything that is understood of a sentence. `today` is the local date of `now` in `zone`."""
    table = _table(language)
    found = Spotted()
    words = plain(text)
    if len(words) > LONGEST:
        found.unreadable = True
        return found
    sentence = _Sentence(words)
    _depths(sentence, table, found)
    _relative(sentence, table, found, now=now, zone=zone, today=today)
    _dates(sentence, table, found, today)
    _clock(sentence, table, found, today)
    _named_days(sentence, table, found, zone=zone, today=today)
    found.found = {**found.found, **_topics(sentence, table)}
    if sentence.take(_any_of(tuple(table["words"]["just_now"]))):
        found.just_now = True
    if sentence.take(_any_of(tuple(table["words"]["too_far"]))):
        found.problem = Problem.TOO_FAR_AHEAD
    found.vague = found.vague or sentence.holds(table["words"]["vague"])
    found.unreadable = bool(re.search(r"\d", sentence.rest)) or sentence.holds(table["words"]["unreadable"])
    sentence.take(_any_of(tuple(table["words"]["filler"] + table["words"]["treatment"])))
    found.bare = re.search(r"\w", sentence.rest) is None
    return found


def _depths(sentence: _Sentence, table: Mapping[str, Any], found: Spotted) -> None:
    if sentence.take(_any_of(tuple(table["words"]["unknown_depth"]))):
        found.found = {"unknown_depth": frozenset({"yes"})}
    length = r"(?<![\d.,])(\d{1,3}(?:[.,]\d{1,3})?)\s*"
    unit = r"(?:mm|millimet(?:er|re)s?)"
    for match in sentence.take(rf"(?:{length}{unit}?\s*(?:-|–|to|and|/)\s*)?{length}{unit}(?!\w)"):
        found.depths += [float(one.replace(",", ".")) for one in match.groups() if one]


def _relative(
    sentence: _Sentence, table: Mapping[str, Any], found: Spotted, *, now: datetime, zone: str, today: date
) -> None:
    """ "An hour ago", "2 h 15 min ago", "in three days"."""
    number = rf"\d+(?:[.,]\d+)?|{_any_of(tuple(table['numbers']))}"
    unit = rf"(?:{'|'.join(sorted(table['units'], key=len, reverse=True))})(?![a-z])"
    more = rf"(?:\s*(?:and\s+)?(?:(?P<half>a half)|(?P<more>\d+)\s*(?P<unit2>{unit})?))?"
    length = rf"(?P<number>{number})\s*(?P<unit>{unit}){more}"
    for sign, pattern in (
        (-1, rf"(?<![\w.,]){length}\s+{_any_of(tuple(table['words']['ago']))}"),
        (1, rf"{_any_of(tuple(table['words']['in']))}\s+{length}"),
    ):
        for match in sentence.take(pattern):
            _take_length(match, table, found, sign=sign, now=now, zone=zone, today=today)


def _take_length(
    match: re.Match[str], table: Mapping[str, Any], found: Spotted, *, sign: int, now: datetime, zone: str, today: date
) -> None:
    told = match["number"].replace(",", ".")
    number = float(table["numbers"].get(told) or told) if told in table["numbers"] else float(told)
    number += 0.5 if match["half"] else 0.0
    unit = table["units"][match["unit"]]
    if number > _FAR:
        found.problem = Problem.TOO_LONG_AGO if sign < 0 else Problem.TOO_FAR_AHEAD
    elif unit in {"minute", "hour"}:
        minutes = number * (60 if unit == "hour" else 1) + (min(int(match["more"]), _FAR) if match["more"] else 0)
        found.instants.append(now.astimezone(UTC) + sign * timedelta(minutes=round(minutes)))
    elif unit in {"day", "week"} and number == int(number):
        found.days.append(frozenset({nth_day(today, sign * int(number) * (7 if unit == "week" else 1), zone)}))
    elif (unit == "year" and (number >= 2 or sign > 0)) or (
        unit == "month" and (number > 12 or (sign > 0 and number > 2))
    ):
        found.problem = Problem.TOO_LONG_AGO if sign < 0 else Problem.TOO_FAR_AHEAD
    else:
        found.vague = True


def _dates(sentence: _Sentence, table: Mapping[str, Any], found: Spotted, today: date) -> None:
    """Dates in figures and with the month's name. Two figures may be day and month either way round."""
    month = _any_of(tuple(table["months"]))
    for match in sentence.take(r"(?<!\d)(\d{4})-(\d{1,2})-(\d{1,2})(?!\d)(?:t(?=\d))?"):
        year, number, day = (int(one) for one in match.groups())
        _add_days(found, _on(year, number, day))
    for match in sentence.take(
        rf"(?<![\d.:])(\d{{1,2}})(?:st|nd|rd|th|\.)?(?: of)? ?({month})\.?(?:,? (\d{{4}})(?!\d))?"
    ):
        _add_days(found, _named(table, match[2], match[1], match[3], today))
    for match in sentence.take(rf"({month})\.? (\d{{1,2}})(?:st|nd|rd|th)?(?![\d:.])(?:,? (\d{{4}})(?!\d))?"):
        _add_days(found, _named(table, match[1], match[2], match[3], today))
    for match in sentence.take(r"(?<![\d.,:/-])(\d{1,2})([./-])(\d{1,2})\2(\d{4}|\d{2})(?![\d:])"):
        first, second, year = int(match[1]), int(match[3]), int(match[4])
        year += 2000 if year < 100 else 0
        _add_days(found, _on(year, second, first) | _on(year, first, second))
    for match in sentence.take(r"(?<![\d.,:/-])(\d{1,2})[/-](\d{1,2})(?![\d:/-])"):
        _add_days(found, _either_way(int(match[1]), int(match[2]), today))


def _add_days(found: Spotted, days: frozenset[date]) -> None:
    if days:
        found.days.append(days)
    else:
        found.problem = Problem.NO_SUCH_DAY


def _on(year: int, month: int, day: int) -> frozenset[date]:
    try:
        return frozenset({date(year, month, day)})
    except ValueError:
        return frozenset()


def _named(table: Mapping[str, Any], month: str, day: str, year: str | None, today: date) -> frozenset[date]:
    number = table["months"][month]
    return _on(int(year), number, int(day)) if year else _nearest(number, int(day), today)


def _either_way(first: int, second: int, today: date) -> frozenset[date]:
    return _nearest(second, first, today) | _nearest(first, second, today)


def _nearest(month: int, day: int, today: date) -> frozenset[date]:
    """A day and a month without a year: the nearest such date that is neither too long ago nor too far ahead."""
    years = (today.year - 1, today.year, today.year + 1)
    days = [one for year in years for one in _on(year, month, day) if today - OLDEST <= one <= today + FURTHEST]
    return frozenset(sorted(days, key=lambda one: abs(one - today))[:1])


def _clock(sentence: _Sentence, table: Mapping[str, Any], found: Spotted, today: date) -> None:
    """Times of day. An hour written as "3:30" or "at 10" may be in either half of the day; "03:30" and "10:00" may not."""
    words = table["words"]
    half = rf"\s*({'|'.join(re.escape(one) for one in (*words['am'], *words['pm']))})(?!\w)"
    for match in sentence.take(rf"(?<![\d.:])(\d{{1,2}})(?:[:.h](\d{{2}}))?{half}"):
        _add_times(found, _half_day(match[1], match[2] or "00", afternoon=match[3] in words["pm"]))
    for match in sentence.take(r"(?<![\d.:])(\d{1,2}):(\d{2})(?::\d{2})?(?![\d:])|(?<![\d.:])(\d{1,2})h(\d{2})?(?!\w)"):
        _add_times(found, _either_half(match[1] or match[3], match[2] or match[4]))
    for match in sentence.take(r"(?<![\d.,:/-])(\d{1,2})\.(\d{1,2})\.?(?![\d:.,])"):
        days = _either_way(int(match[1]), int(match[2]), today)
        times = _either_half(match[1], match[2]) if len(match[2]) == 2 else frozenset()
        found.dotted.append((days, times))
        if not days and not times:
            found.problem = Problem.NO_SUCH_DAY
    for name, minutes in (("half_past", 30), ("quarter_past", 15), ("quarter_to", -15)):
        for match in sentence.take(rf"{_any_of(tuple(words[name]))} (\d{{1,2}})(?![\d:.])"):
            hour = (int(match[1]) - (minutes < 0)) % 24 if int(match[1]) < 25 else 99
            _add_times(found, _either_half(str(hour), str(minutes % 60).zfill(2)))
    for match in sentence.take(rf"(?<![\d.:])(\d{{1,2}}) ?{_any_of(tuple(words['clock']))}"):
        _add_times(found, _either_half(match[1], None))
    for match in sentence.take(rf"{_any_of(tuple(words['at']))} (\d{{1,2}})(?![\w:.,/-]|\s*\d)"):
        _add_times(found, _either_half(match[1], None))
    for match in sentence.take(_any_of(tuple(table["times"]))):
        found.times.append(frozenset(table["times"][match[0]]))


def _add_times(found: Spotted, times: frozenset[time]) -> None:
    if times:
        found.times.append(times)
    else:
        found.problem = Problem.NO_SUCH_TIME


def _half_day(hour: str, minute: str, *, afternoon: bool) -> frozenset[time]:
    if not 1 <= int(hour) <= 12:
        return _at(int(hour), int(minute)) if afternoon and int(hour) > 12 else frozenset()
    return _at(int(hour) % 12 + (12 if afternoon else 0), int(minute))


def _either_half(hour: str, minute: str | None) -> frozenset[time]:
    times = _at(int(hour), int(minute or 0))
    if times and not hour.startswith("0") and 1 <= int(hour) <= (11 if minute is None else 9):
        times |= _at(int(hour) + 12, int(minute or 0))
    return times


def _at(hour: int, minute: int) -> frozenset[time]:
    return frozenset({time(hour, minute)}) if hour < 24 and minute < 60 else frozenset()


def _named_days(sentence: _Sentence, table: Mapping[str, Any], found: Spotted, *, zone: str, today: date) -> None:
    """ "Yesterday evening", "this morning", "last Friday"."""
    words = table["words"]
    for match in sentence.take(_any_of(tuple(table["parts"]) + tuple(table["days"]))):
        part, shift = table["parts"].get(match[0], {}), table["days"].get(match[0])
        shift = part.get("day") if shift is None else shift
        if shift is not None:
            found.days.append(frozenset({nth_day(today, shift, zone)}))
        if part:
            found.parts.append((part["from"], part["until"]))
    which = {name: frozenset(words[name]) for name in ("last", "this", "next")}
    before = rf"(?:({_any_of(tuple(one for some in which.values() for one in some))}) )?"
    for match in sentence.take(rf"{before}({_any_of(tuple(table['weekdays']))})"):
        weekday = table["weekdays"][match[2]]
        name = next((name for name, some in which.items() if match[1] in some), None)
        if name is None:
            found.weekdays.append(weekday)
        else:
            found.days.append(_weekday(name, weekday, today))


def _weekday(which: str, weekday: int, today: date) -> frozenset[date]:
    """ "Last Friday" said on a Sunday may be two days ago or nine: where the nearest lies in this week, both are
    meant.
    """
    monday = today - timedelta(days=today.weekday())
    of_this_week = monday + timedelta(days=weekday)
    if which == "this":
        return frozenset({of_this_week})
    week = timedelta(days=-7 if which == "last" else 7)
    in_between = of_this_week < today if which == "last" else of_this_week > today
    return frozenset({of_this_week + week} | ({of_this_week} if in_between else set()))


def _listed(table: Mapping[str, Any]) -> list[list[str]]:
    return [words for topic in ("areas", "modifiers", "settings") for words in table[topic].values()]


def _topics(sentence: _Sentence, table: Mapping[str, Any]) -> Mapping[str, frozenset[str]]:
    found: dict[str, frozenset[str]] = {}
    for topic in ("areas", "modifiers", "settings"):
        found[topic] = frozenset(value for value, words in table[topic].items() if sentence.holds(words))
    found["radiofrequency"] = frozenset({"yes"} if sentence.holds(table["radiofrequency"]["names"]) else ())
    found["treatment"] = frozenset({"yes"} if sentence.holds(table["words"]["treatment"]) else ())
    for topic in ("nothing", "yes"):
        found[topic] = frozenset({"yes"} if sentence.rest.strip(" .,!") in table["words"][topic] else ())
    for words in (table["radiofrequency"]["names"], *_listed(table)):
        sentence.take(_any_of(tuple(words)))
    return found
