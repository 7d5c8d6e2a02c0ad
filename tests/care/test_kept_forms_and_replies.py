"""What waits in the database comes back as it was: half-filled forms, and replies between their commit and their sending."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.care.form import Form, Question, read_form, write_form
from bot.handlers.context import can_wait
from bot.schedules.protocol import Area, Goal, Modifier, Setting
from bot.words.message import Attachment, How, Lines, Opens, Say, Tap, Word
from bot.words.saved import Kept, dumps, loads
from tests.people import BERLIN, LISBON, TEHRAN, at

FROM, UNTIL = datetime(2024, 1, 1), datetime(2030, 1, 1)  # noqa: DTZ001 - hypothesis wants bounds without a zone
INSTANTS = st.datetimes(FROM, UNTIL, timezones=st.just(UTC))
TIMES = st.times().map(lambda one: one.replace(second=0, microsecond=0))
FORMS = st.builds(
    Form,
    place_known=st.booleans(),
    number_known=st.booleans(),
    day=st.none() | st.dates(date(2024, 1, 1), date(2030, 1, 1)),
    at=st.none() | TIMES,
    time_unknown=st.booleans(),
    instant=st.none() | INSTANTS,
    areas=st.frozensets(st.sampled_from(Area)),
    several=st.booleans(),
    depth_mm=st.none() | st.floats(0.1, 2.5),
    depth_told=st.booleans(),
    setting=st.none() | st.sampled_from(Setting),
    modifiers=st.frozensets(st.sampled_from(Modifier)),
    modifiers_told=st.booleans(),
    goal=st.none() | st.sampled_from(Goal),
    sessions_left=st.integers(0, 6),
    course=st.frozensets(st.sampled_from(Area)),
    booking=st.none() | st.text(max_size=12),
    correcting=st.none() | st.text(max_size=12),
)

WORD_IDS = st.text("abc-", min_size=1, max_size=8)
PLAIN_FACTS = st.one_of(
    st.text(max_size=20),
    st.booleans(),
    st.integers(-1000, 1000),
    st.floats(-10, 10),
    INSTANTS,
    st.dates(),
    TIMES,
    st.builds(Opens, st.none() | INSTANTS),
)
WORDS = st.recursive(
    st.builds(Word, WORD_IDS, st.dictionaries(WORD_IDS, PLAIN_FACTS, max_size=2)),
    lambda inner: st.builds(Word, WORD_IDS, st.dictionaries(WORD_IDS, inner, max_size=2)),
    max_leaves=4,
)
FACTS = st.dictionaries(
    WORD_IDS, PLAIN_FACTS | WORDS | st.builds(Lines, st.lists(WORDS, max_size=2).map(tuple)), max_size=3
)
TAPS = st.builds(
    Tap, WORD_IDS, verb=WORD_IDS, args=st.lists(WORD_IDS, max_size=3).map(tuple), facts=FACTS, url=st.none() | WORD_IDS
)
SAYS = st.builds(
    Say,
    WORD_IDS,
    facts=FACTS,
    taps=st.lists(st.lists(TAPS, max_size=2).map(tuple), max_size=2).map(tuple),
    how=st.sampled_from(How),
    attachment=st.none() | st.sampled_from(Attachment),
    ask_location=st.booleans(),
    urgent=st.booleans(),
    worry=st.booleans(),
)


@given(FORMS)
def test_a_form_comes_back_from_the_database_as_it_was(form: Form) -> None:
    assert read_form(json.loads(json.dumps(write_form(form)))) == form


@given(st.lists(st.builds(Kept, SAYS, st.integers(0, 2)), max_size=3).map(tuple))
def test_a_reply_comes_back_from_the_inbox_as_it_was(kept: tuple[Kept, ...]) -> None:
    assert loads(dumps(kept)) == kept


def test_of_a_reply_that_an_older_release_wrote_down_nobody_knows_whether_it_left() -> None:
    (row,) = json.loads(dumps((Kept(Say("about")),)))
    del row["doubts"]

    assert loads(json.dumps([row])) == (Kept(Say("about"), doubts=1),)


def test_a_doubtful_answer_can_wait_a_little_unless_something_in_it_is_urgent() -> None:
    calm, urgent = Say("about"), Say("said-crisis", urgent=True)

    assert can_wait(dumps((Kept(calm, doubts=1), Kept(calm))))
    assert not can_wait(dumps((Kept(calm, doubts=1), Kept(urgent))))
    assert not can_wait(dumps((Kept(urgent, doubts=1),)))
    assert not can_wait(dumps((Kept(calm),))), "it certainly did not leave"


@pytest.mark.parametrize("text", ["", "{", '[{"word":"x"}]', '[{"word":"x","facts":{"a":[1]},"taps":[],"how":"new"}]'])
def test_what_is_no_reply_is_refused_in_one_of_three_ways(text: str) -> None:
    with pytest.raises((ValueError, KeyError, TypeError)):
        loads(text)


@given(form=FORMS, now=INSTANTS, zone=st.sampled_from((LISBON, BERLIN, TEHRAN)))
def test_a_form_always_knows_what_to_ask_next(form: Form, now: datetime, zone: str) -> None:
    question = form.next_question(zone, now)

    if question in (Question.AREAS, Question.DEPTH, Question.SETTING, Question.MODIFIERS, Question.SUMMARY):
        assert form.ends_at(zone, now) is not None


def test_a_day_without_a_time_counts_from_its_end_but_never_from_the_future() -> None:
    now = at("2026-03-06 15:04", LISBON)
    whole = Form(day=date(2026, 3, 5), time_unknown=True)
    today = Form(day=date(2026, 3, 6), time_unknown=True)

    assert whole.ends_at(LISBON, now) == at("2026-03-05 23:59", LISBON)
    assert today.ends_at(LISBON, now) == now


def test_the_hour_is_asked_for_as_long_as_it_decides_something() -> None:
    now = at("2026-03-20 15:04", LISBON)
    recent, long_ago = (Form(place_known=True, number_known=True, day=now.date() - timedelta(days=n)) for n in (7, 8))

    assert recent.next_question(LISBON, now) is Question.TIME
    assert long_ago.next_question(LISBON, now) is Question.AREAS


def test_a_time_that_the_clocks_left_out_is_asked_again_and_one_that_came_twice_is_the_later() -> None:
    now = at("2026-10-26 12:00", BERLIN)
    gap = Form(place_known=True, number_known=True, day=date(2026, 3, 29), at=time(2, 30))
    fold = Form(day=date(2026, 10, 25), at=time(2, 30))

    assert gap.next_question(BERLIN, now) is Question.TIME
    assert fold.ends_at(BERLIN, now) == datetime(2026, 10, 25, 1, 30, tzinfo=UTC)
