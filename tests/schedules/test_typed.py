"""Reading what people type: right, or asked back, or refused with the reason; never guessed, never a trace."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.schedules.protocol import Area, Setting
from bot.schedules.spotting import FURTHEST, OLDEST, Problem
from bot.schedules.typed import (
    Choices,
    Impossible,
    Sentence,
    Told,
    Unclear,
    When,
    read_clock,
    read_depth,
    read_sentence,
    read_time,
    read_when,
)
from tests.people import BERLIN, LISBON, LORD_HOWE, TEHRAN, at

NOW = "2026-11-22 15:04"
"""A Sunday."""


def reads(text: str, *, now: str = NOW, zone: str = LISBON) -> When | None:
    """What a text says of a day and time, typed at a wall-clock time of a zone."""
    return read_when(text, now=at(now, zone), zone=zone)


def sentence(text: str) -> Sentence:
    """What a whole sentence says, typed in Lisbon."""
    return read_sentence(text, now=at(NOW, LISBON), zone=LISBON)


def moments(when: When | None, zone: str = LISBON) -> list[str]:
    """The readings as wall-clock times; a day alone without its time."""
    told = when.options if isinstance(when, Choices) else (when,)
    assert all(isinstance(one, Told) for one in told), when
    shown = [(one.at.astimezone(ZoneInfo(zone)), one.exact) for one in told if isinstance(one, Told)]
    return [f"{wall:%Y-%m-%d %H:%M}" if exact else f"{wall:%Y-%m-%d}" for wall, exact in shown]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("just finished", "2026-11-22 15:04"),
        ("Done just now!", "2026-11-22 15:04"),
        ("an hour ago", "2026-11-22 14:04"),
        ("half an hour ago", "2026-11-22 14:34"),
        ("an hour and a half ago", "2026-11-22 13:34"),
        ("2h ago", "2026-11-22 13:04"),
        ("1h30m ago", "2026-11-22 13:34"),
        ("2 h 15 min ago", "2026-11-22 12:49"),
        ("yesterday 15:00", "2026-11-21 15:00"),
        ("yesterday 15.00", "2026-11-21 15:00"),
        ("yesterday at 3pm", "2026-11-21 15:00"),
        ("yesterday at 3 p.m.", "2026-11-21 15:00"),
        ("yesterday", "2026-11-21"),
        ("this morning", "2026-11-22"),
        ("last night at 11", "2026-11-21 23:00"),
        ("last night at 9:30", "2026-11-21 21:30"),
        ("last night around 1am", "2026-11-22 01:00"),
        ("last night at 1", "2026-11-22 01:00"),
        ("the day before yesterday, 11:00", "2026-11-20 11:00"),
        ("noon yesterday", "2026-11-21 12:00"),
        ("15:00", "2026-11-22 15:00"),
        ("15h30 yesterday", "2026-11-21 15:30"),
        ("3 days ago", "2026-11-19"),
        ("two weeks ago", "2026-11-08"),
        ("20 November", "2026-11-20"),
        ("Nov 20th, 14:15", "2026-11-20 14:15"),
        ("Friday 20 November 14:15", "2026-11-20 14:15"),
        ("2026-11-20 14:15", "2026-11-20 14:15"),
        ("2026-11-20T14:15", "2026-11-20 14:15"),
        ("20/11", "2026-11-20"),
        ("20.11.2026", "2026-11-20"),
        ("20-11-26 14:15", "2026-11-20 14:15"),
        ("3 March", "2026-03-03"),
        ("۲۰۲۶-۱۱-۲۰ ۱۴:۱۵", "2026-11-20 14:15"),
        ("yes\u200ft\u200eerday 15:00".replace("yes\u200ft\u200e", "yest"), "2026-11-21 15:00"),
        ("\u202eyesterday\u202c 15:00", "2026-11-21 15:00"),
        ("tomorrow 10:00", "2026-11-23 10:00"),
        ("in 3 days", "2026-11-25"),
        ("5 December at 10am", "2026-12-05 10:00"),
        ("21 January 2027", "2027-01-21"),
    ],
)
def test_what_can_be_meant_in_one_way_is_read(text: str, expected: str) -> None:
    assert moments(reads(text)) == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("last night", [f"2026-11-21 {hour}:00" for hour in range(18, 24)]),
        ("yesterday evening", [f"2026-11-21 {hour}:00" for hour in range(18, 24)]),
        ("12.05", ["2026-05-12", "2026-11-22 12:05", "2026-12-05"]),
        ("12.05.2026", ["2026-05-12", "2026-12-05"]),
        ("12/05", ["2026-05-12", "2026-12-05"]),
        ("12.05 15:00", ["2026-05-12 15:00", "2026-12-05 15:00"]),
        ("at 3", ["2026-11-22 03:00", "2026-11-22 15:00"]),
        ("yesterday at 9:30", ["2026-11-21 09:30", "2026-11-21 21:30"]),
        ("16:00", ["2026-11-21 16:00", "2026-11-22 16:00"]),
        ("Friday", ["2026-11-20", "2026-11-27"]),
        ("last Friday", ["2026-11-13", "2026-11-20"]),
    ],
)
def test_what_can_be_meant_in_two_ways_comes_back_as_both(text: str, expected: list[str]) -> None:
    assert moments(reads(text)) == expected


def test_the_rest_of_a_sentence_can_decide_between_two_readings() -> None:
    assert moments(reads("yesterday 12.05")) == ["2026-11-21 12:05"]
    assert moments(reads("yesterday morning at 9:30")) == ["2026-11-21 09:30"]
    assert moments(reads("25.10")) == ["2026-10-25"]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("31 February", Problem.NO_SUCH_DAY),
        ("31.02", Problem.NO_SUCH_DAY),
        ("29 February", Problem.NO_SUCH_DAY),
        ("2026-13-01", Problem.NO_SUCH_DAY),
        ("25:00", Problem.NO_SUCH_TIME),
        ("yesterday 12:75", Problem.NO_SUCH_TIME),
        ("three years ago", Problem.TOO_LONG_AGO),
        ("3 March 2023", Problem.TOO_LONG_AGO),
        ("99999999999 days ago", Problem.TOO_LONG_AGO),
        ("next year", Problem.TOO_FAR_AHEAD),
        ("in two years", Problem.TOO_FAR_AHEAD),
        ("in 90 days", Problem.TOO_FAR_AHEAD),
        ("5 June 2027", Problem.TOO_FAR_AHEAD),
    ],
)
def test_what_cannot_be_is_refused_with_its_reason(text: str, problem: Problem) -> None:
    assert reads(text) == Impossible(problem)


@pytest.mark.parametrize(
    "text",
    [
        "yesterday or today", "before yesterday 15:00", "not yesterday", "last week", "a few days ago", "a month ago",
        "Friday 21 November", "yesterday 15:00 or 16:00", "an hour ago yesterday", "between 15:00 and 16:00",
        "yesterday 15:00 and 20 November", "yesterday 7 15:00",
    ],
)  # fmt: skip
def test_what_is_vague_or_contradicts_itself_is_asked_again(text: str) -> None:
    assert reads(text) == Unclear()


@pytest.mark.parametrize("text", ["", "hello", "may I swim?", "it may hurt", "thanks!", "😀" * 2048, "face", "1.5 mm"])
def test_what_tells_no_time_is_no_time(text: str) -> None:
    assert reads(text) is None


def test_a_whole_sentence_fills_everything_it_says() -> None:
    said = sentence("yesterday 15:00, 1.5 mm, face")

    assert moments(said.when) == ["2026-11-21 15:00"]
    assert (said.depth_mm, said.areas, said.setting) == (1.5, frozenset({Area.FACE}), None)


def test_a_sentence_as_people_write_it_is_understood() -> None:
    said = sentence("I had microneedling on my cheeks and neck yesterday at 15:30 at the clinic, 0.5-1.0mm")

    assert moments(said.when) == ["2026-11-21 15:30"]
    assert (said.depth_mm, said.areas) == (1.0, frozenset({Area.FACE, Area.NECK}))
    assert (said.setting, said.treatment) == (Setting.PROFESSIONAL, True)


def test_home_and_device_names_are_known() -> None:
    assert sentence("0.25 mm at home with my dermaroller").setting is Setting.HOME
    assert sentence("Morpheus8 yesterday").radiofrequency
    assert not sentence("just finished, face").radiofrequency


def test_a_sentence_that_says_something_else_as_well_is_known() -> None:
    assert sentence("just finished, my face, at the clinic").bare
    assert sentence("I had microneedling yesterday at 15:00").bare
    assert not sentence("just finished dinner").bare


def test_areas_are_not_taken_from_a_sentence_that_says_not() -> None:
    assert sentence("not the face").areas == frozenset()


@pytest.mark.parametrize(
    ("text", "depth"),
    [("1.5", 1.5), ("1,5 mm", 1.5), ("0.25mm", 0.25), ("1 to 1.5 mm", 1.5), ("up to 2 mm", 2.0), ("25", 25.0)],
)
def test_a_depth_is_the_deepest_that_was_told(text: str, depth: float) -> None:
    assert read_depth(text) == depth


@pytest.mark.parametrize("text", ["", "deep", "yesterday 15:00", "1.5 weeks", "no idea", "mm"])
def test_what_is_no_depth_is_none(text: str) -> None:
    assert read_depth(text) is None


def test_a_time_that_the_clocks_left_out_is_no_time() -> None:
    assert reads("2026-03-29 02:30", now="2026-03-29 12:00", zone=BERLIN) == Impossible(Problem.NO_SUCH_TIME)


def test_a_time_that_came_twice_is_the_later_one() -> None:
    when = reads("2026-10-25 02:30", now="2026-10-25 12:00", zone=BERLIN)

    assert isinstance(when, Told)
    assert when.at == datetime(2026, 10, 25, 1, 30, tzinfo=UTC)


def test_lord_howe_turns_its_clocks_by_half_an_hour() -> None:
    assert reads("2026-10-04 02:15", now="2026-10-04 12:00", zone=LORD_HOWE) == Impossible(Problem.NO_SUCH_TIME)
    assert moments(reads("2026-10-04 02:30", now="2026-10-04 12:00", zone=LORD_HOWE), LORD_HOWE) == ["2026-10-04 02:30"]


def test_an_hour_ago_is_an_hour_also_across_a_clock_change() -> None:
    when = reads("an hour ago", now="2026-03-29 03:10", zone=BERLIN)

    assert isinstance(when, Told)
    assert when.elapsed
    assert moments(when, BERLIN) == ["2026-03-29 01:10"]


def test_a_day_without_a_time_is_the_latest_that_it_allows() -> None:
    yesterday, today = reads("yesterday"), reads("today")

    assert isinstance(yesterday, Told)
    assert isinstance(today, Told)
    assert yesterday.at == at("2026-11-21 23:59", LISBON)
    assert today.at == at(NOW, LISBON)
    assert not yesterday.exact
    assert not today.exact


def test_the_answer_to_at_what_time_is_read_on_its_day() -> None:
    def on_friday(text: str) -> When | None:
        return read_time(text, day=date(2026, 11, 20), now=at(NOW, LISBON), zone=LISBON)

    assert moments(on_friday("15:00")) == ["2026-11-20 15:00"]
    assert moments(on_friday("12.05")) == ["2026-11-20 12:05"]
    assert moments(on_friday("15")) == ["2026-11-20 15:00"]
    assert moments(on_friday("3")) == ["2026-11-20 03:00", "2026-11-20 15:00"]
    assert moments(on_friday("in the afternoon")) == ["2026-11-20"]
    assert moments(on_friday("no, yesterday 15:00".removeprefix("no, "))) == ["2026-11-21 15:00"]
    assert on_friday("no idea") is None


def test_what_a_clock_shows_is_read() -> None:
    assert read_clock("17:40") == {time(17, 40)}
    assert read_clock("it's 5:40") == {time(5, 40), time(17, 40)}
    assert read_clock("5.40 pm") == {time(17, 40)}
    assert read_clock("Lisbon") == frozenset()
    assert read_clock("yesterday 15:00") == frozenset()


ZONES = (LISBON, BERLIN, TEHRAN, LORD_HOWE, "Pacific/Apia", "America/St_Johns")
FROM, UNTIL = datetime(2011, 6, 1), datetime(2032, 1, 1)  # noqa: DTZ001 - hypothesis wants bounds without a zone
INSTANTS = st.datetimes(FROM, UNTIL, timezones=st.just(UTC))
SCRAPS = st.sampled_from(
    [
        "yesterday", "today", "last", "friday", "12.05", "31", "february", "may", "3pm", "15:00", "25:99", "at", "ago",
        "an hour", "2", "weeks", "in", "half", "next year", "1.5 mm", "face", "or", "not", "29.02", "2026-03-29", "02:30",
        "this morning", "evening", "just finished", ",", "-", "/", "٣", "mm", "0", "99999", "to", "quarter", "past",
    ]
)  # fmt: skip


@given(
    text=st.one_of(st.text(max_size=400), st.lists(SCRAPS, max_size=8).map(" ".join)),
    now=INSTANTS,
    zone=st.sampled_from(ZONES),
)
@example(text="\ud800" * 10, now=datetime(2026, 3, 29, 1, tzinfo=UTC), zone=BERLIN)
@example(text="in 4000 days", now=datetime(2026, 3, 29, 1, tzinfo=UTC), zone=BERLIN)
def test_whatever_is_typed_nothing_breaks_and_nothing_leaves_the_limits(text: str, now: datetime, zone: str) -> None:
    said = read_sentence(text, now=now, zone=zone)

    told = said.when.options if isinstance(said.when, Choices) else (said.when,)
    for one in told:
        if isinstance(one, Told):
            away = one.at.astimezone(ZoneInfo(zone)).date() - now.astimezone(ZoneInfo(zone)).date()
            assert -OLDEST <= away <= FURTHEST
            assert one.at.utcoffset() == timedelta(0)
    assert not isinstance(said.when, Choices) or 2 <= len(said.when.options) <= 6
    read_depth(text)
    read_clock(text)
    read_time(text, day=now.date(), now=now, zone=zone)


@given(
    day=st.dates(date(2026, 3, 1), date(2026, 11, 21)),
    clock=st.times().map(lambda one: one.replace(second=0, microsecond=0)),
    zone=st.sampled_from(ZONES),
)
def test_a_date_written_out_is_read_as_written(day: date, clock: time, zone: str) -> None:
    when = reads(f"{day:%d %B %Y} {clock:%H:%M}", zone=zone)

    if isinstance(when, Impossible):
        assert when.problem is Problem.NO_SUCH_TIME
        wall = datetime.combine(day, clock, ZoneInfo(zone))
        assert wall.astimezone(UTC).astimezone(ZoneInfo(zone)).replace(tzinfo=None) != wall.replace(tzinfo=None)
    else:
        assert moments(when, zone) == [f"{day} {clock:%H:%M}"]


@given(first=st.integers(1, 12), second=st.integers(1, 12), zone=st.sampled_from(ZONES))
def test_two_numbers_that_are_day_and_month_either_way_are_never_taken_for_one(
    first: int, second: int, zone: str
) -> None:
    when = reads(f"{first:02}/{second:02}", zone=zone)

    if first == second:
        assert isinstance(when, Told)
    else:
        days = {one.partition(" ")[0][5:] for one in moments(when, zone)}
        assert days == {f"{first:02}-{second:02}", f"{second:02}-{first:02}"}
