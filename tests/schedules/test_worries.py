"""What a worry holds back, when the bot asks about it, and what ends it. Maria ended on Friday 6 March, 09:00."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, time

import pytest

from bot.schedules.concerns import concern_is_open, is_known
from bot.schedules.facts import Answered, Concern, PatientFacts, Pause, Snooze
from bot.schedules.loader import default_protocol
from bot.schedules.plan import Plan, Reason
from bot.schedules.planner import plan
from bot.schedules.protocol import ConcernLevel
from tests.people import a_patient, a_treatment, at
from tests.saying import after_saying

PROTOCOL = default_protocol()
WATCH, SOON, TODAY, URGENT = ConcernLevel.WATCH, ConcernLevel.SOON, ConcernLevel.TODAY, ConcernLevel.URGENT


def said_until(facts: PatientFacts, now: datetime) -> PatientFacts:
    """The facts after everything due by `now` was said on time."""
    start = min(one.registered_at for one in facts.treatments)
    while (first := plan(facts, PROTOCOL, start).moments[0]).due <= now:
        start = max(start, first.due)
        facts = after_saying(facts, first, start)
    return facts


def to_come(facts: PatientFacts, now: str, number: int | None = None) -> list[tuple[str, list[str]]]:
    moments = plan(facts, PROTOCOL, at(now)).moments[:number]
    return [(one.local.strftime("%a %d %H:%M"), [bubble.step for bubble in one.bubbles]) for one in moments]


def questions(facts: PatientFacts, now: str) -> list[tuple[str, str]]:
    return [(when, step) for when, said in to_come(facts, now) for step in said if step.startswith("C-")]


def why(result: Plan, about: str, step: str) -> Reason:
    return next(one.reason for one in result.skipped if (one.about, one.step, one.host) == (about, step, None))


def worried(level: ConcernLevel, opened: str, closed: str | None = None, name: str = "c1") -> Concern:
    return Concern(name, level, at(opened), at(closed) if closed else None)


@pytest.mark.parametrize(
    ("level", "asked"),
    [
        (WATCH, [("Thu 12 09:30", "C-SOON")]),
        (SOON, [("Thu 12 09:30", "C-SOON"), ("Wed 18 12:00", "C-WEEK")]),
        (TODAY, [("Wed 11 16:00", "C-TODAY"), ("Wed 18 12:00", "C-WEEK")]),
        (URGENT, [("Wed 11 16:00", "C-TODAY"), ("Wed 18 12:00", "C-WEEK")]),
    ],
)
def test_each_level_is_asked_about_at_its_time_and_once(level: ConcernLevel, asked: list[tuple[str, str]]) -> None:
    maria = replace(
        said_until(a_patient(a_treatment()), at("2026-03-11 12:00")), concerns=(worried(level, "2026-03-11 12:00"),)
    )

    assert questions(maria, "2026-03-11 12:00") == asked
    while moments := plan(maria, PROTOCOL, at("2026-03-11 12:00")).moments:
        maria = after_saying(maria, moments[0], moments[0].due)
    told = [row.step for row in maria.said if row.about == "c1"]
    assert told == [step for _, step in asked]


def test_a_worry_that_only_watches_holds_nothing_back() -> None:
    maria = said_until(a_patient(a_treatment()), at("2026-03-11 12:00"))
    watched = replace(maria, concerns=(worried(WATCH, "2026-03-11 12:00"),))

    without_it = [
        (when, [one for one in said if one != "C-SOON"]) for when, said in to_come(watched, "2026-03-11 12:00")
    ]
    assert without_it == to_come(maria, "2026-03-11 12:00")
    assert not concern_is_open(watched, at("2026-03-11 13:00"))
    assert is_known(watched, at("2026-03-11 13:00"))


def test_sorted_ends_the_watching() -> None:
    maria = said_until(a_patient(a_treatment()), at("2026-03-11 12:00"))
    closed = replace(maria, concerns=(worried(WATCH, "2026-03-11 12:00", "2026-03-11 20:00"),))

    assert questions(closed, "2026-03-11 20:00") == []
    assert not is_known(closed, at("2026-03-11 20:00"))


def test_a_worry_in_the_night_is_asked_about_when_the_quiet_hours_end() -> None:
    maria = replace(a_patient(a_treatment()), concerns=(worried(TODAY, "2026-03-07 23:00"),))

    assert questions(maria, "2026-03-07 23:00")[0] == ("Sun 08 08:30", "C-TODAY")


def test_of_two_worries_the_later_asks_unless_it_is_the_lesser() -> None:
    maria = said_until(a_patient(a_treatment()), at("2026-03-11 12:00"))
    grew = (worried(SOON, "2026-03-11 12:00"), worried(TODAY, "2026-03-11 20:00", name="c2"))
    lesser = (worried(TODAY, "2026-03-11 12:00"), worried(SOON, "2026-03-11 15:00", name="c2"))

    assert questions(replace(maria, concerns=grew), "2026-03-11 20:00") == [
        ("Thu 12 08:30", "C-TODAY"),
        ("Wed 18 20:00", "C-WEEK"),
    ]
    assert questions(replace(maria, concerns=lesser), "2026-03-11 15:00") == [
        ("Wed 11 16:00", "C-TODAY"),
        ("Thu 12 09:30", "C-SOON"),
        ("Wed 18 15:00", "C-WEEK"),
    ]


def test_a_week_of_silence_lets_messages_go_on_but_allows_nothing_for_four_weeks() -> None:
    maria = said_until(a_patient(a_treatment()), at("2026-03-11 12:00"))
    silent = replace(maria, concerns=(worried(SOON, "2026-03-11 12:00"),))

    assert ("Fri 20 09:30", ["W2-2"]) in to_come(silent, "2026-03-11 12:00")
    assert concern_is_open(silent, at("2026-03-19 12:00"))
    assert concern_is_open(silent, at("2026-04-08 12:59"))
    assert not concern_is_open(silent, at("2026-04-08 13:00"))


def test_a_week_with_a_neutral_answer_ends_a_worry_and_an_answer_before_it_does_not() -> None:
    maria = said_until(a_patient(a_treatment()), at("2026-03-11 12:00"))
    silent = replace(maria, concerns=(worried(SOON, "2026-03-11 12:00"),))
    before = replace(silent, answered=(Answered("t1", "D3-1", 0, "better", at("2026-03-09 10:00")),))
    calm = replace(silent, answered=(Answered("t1", "D7-1", 0, "calm", at("2026-03-13 10:00")),))
    late = replace(silent, answered=(Answered("t1", "W2-2", 0, "all-clear", at("2026-03-20 10:00")),))
    careful = replace(silent, answered=(Answered("t1", "W2-2", 0, "not-sure", at("2026-03-20 10:00")),))

    assert concern_is_open(before, at("2026-03-18 12:00"))
    assert concern_is_open(calm, at("2026-03-18 11:59"))
    assert not concern_is_open(calm, at("2026-03-18 12:00"))
    assert concern_is_open(late, at("2026-03-20 09:59"))
    assert not concern_is_open(late, at("2026-03-20 10:00"))
    assert concern_is_open(careful, at("2026-03-21 10:00"))


def test_a_photo_waits_while_a_worry_is_open() -> None:
    maria = said_until(a_patient(a_treatment()), at("2026-04-02 12:00"))
    worse = replace(maria, concerns=(worried(TODAY, "2026-04-02 12:00"),))

    assert to_come(worse, "2026-04-02 12:00", 3) == [
        ("Thu 02 16:00", ["C-TODAY"]),
        ("Thu 09 12:00", ["C-WEEK", "W4-1"]),
        ("Fri 17 09:30", ["W6-1"]),
    ]


@pytest.mark.parametrize("put_off", [False, True])
def test_no_photo_is_asked_for_on_a_day_that_got_worse_even_if_it_was_sorted_the_same_day(put_off: bool) -> None:
    maria = said_until(a_patient(a_treatment()), at("2026-04-03 09:30" if put_off else "2026-04-02 12:00"))
    if put_off:
        maria = replace(maria, snoozes=(Snooze("t1", "W4-1", 1, at("2026-04-03 19:30"), at("2026-04-03 09:31")),))
    sorted_soon = replace(
        maria,
        answered=(Answered("t1", "W2-2", 0, "worse", at("2026-04-03 09:35")),),
        concerns=(worried(TODAY, "2026-04-03 09:35", "2026-04-03 11:00"),),
    )
    if not put_off:
        assert to_come(maria, "2026-04-02 12:00", 1) == [("Fri 03 09:30", ["W4-1"])]

    assert to_come(sorted_soon, "2026-04-03 11:00", 1) == [("Sat 04 09:30", ["W4-1"])]


def test_what_was_put_off_before_a_pause_waits_for_its_end_and_what_was_asked_for_in_it_comes() -> None:
    maria = said_until(a_patient(a_treatment()), at("2026-04-03 09:30"))
    put_off = Snooze("t1", "W4-1", 1, at("2026-04-03 19:30"), at("2026-04-03 09:31"))
    paused = replace(maria, snoozes=(put_off,), pauses=(Pause(at("2026-04-03 12:00")),))
    asked_in_it = replace(paused, snoozes=(replace(put_off, at=at("2026-04-03 12:30")),))
    resumed = replace(paused, pauses=(Pause(at("2026-04-03 12:00"), at("2026-04-05 12:00")),))

    assert to_come(paused, "2026-04-03 12:00") == []
    assert to_come(asked_in_it, "2026-04-03 12:30") == [("Fri 03 19:30", ["W4-1"])]
    assert to_come(resumed, "2026-04-05 12:00", 1) == [("Sun 05 12:00", ["W4-1"])]


def test_what_was_put_off_and_missed_does_not_ring_in_the_night() -> None:
    maria = said_until(a_patient(a_treatment()), at("2026-04-03 09:30"))
    put_off = replace(maria, snoozes=(Snooze("t1", "W4-1", 1, at("2026-04-03 19:30"), at("2026-04-03 09:31")),))

    assert to_come(put_off, "2026-04-04 03:00", 1) == [("Sat 04 08:30", ["W4-1"])]


def a_course(**changes: object) -> PatientFacts:
    clear = (
        Answered("t1", "D7-1", 0, "calm", at("2026-03-13 10:00")),
        Answered("t1", "W2-2", 0, "all-clear", at("2026-03-20 10:00")),
    )
    return replace(a_patient(a_treatment(sessions_left=2)), answered=clear, **changes)  # type: ignore[arg-type]


def test_the_next_session_is_named_when_all_is_clear_and_nothing_stands_against_it() -> None:
    start = at("2026-03-06 09:00")

    def next_session(facts: PatientFacts) -> Reason | None:
        result = plan(facts, PROTOCOL, start)
        said = any(bubble.step == "W4-N" for moment in result.moments for bubble in moment.bubbles)
        return None if said else why(result, "t1", "W4-N")

    clear = a_course()
    open_worry = worried(SOON, "2026-03-25 12:00")
    late = replace(clear, answered=(*clear.answered, Answered("t1", "W2-2", 0, "something", at("2026-03-21 10:00"))))

    assert next_session(clear) is None
    assert next_session(a_course(stopped=True)) is Reason.NOT_CLEAR
    assert next_session(a_course(concerns=(open_worry,))) is Reason.NOT_CLEAR
    assert next_session(a_course(concerns=(replace(open_worry, closed_at=at("2026-03-26 12:00")),))) is None
    assert next_session(late) is Reason.NOT_CLEAR
    assert next_session(replace(clear, answered=clear.answered[:1])) is Reason.NOT_CLEAR
    assert next_session(replace(clear, answered=())) is Reason.NOT_CLEAR


def test_where_a_check_in_meets_the_question_about_a_worry_the_worry_is_asked_about_first() -> None:
    """Protocol, section 1: the check-in becomes a bubble of the question's moment, and the first bubble is what rings."""
    maria = replace(
        said_until(a_patient(a_treatment()), at("2026-03-07 10:00")), concerns=(worried(TODAY, "2026-03-07 11:00"),)
    )

    assert to_come(maria, "2026-03-07 11:00", 1) == [("Sat 07 15:00", ["C-TODAY", "D1-3"])]


@pytest.mark.parametrize(
    ("opened", "asked"),
    [
        ("2026-03-11 23:59", "Thu 12 09:30"),
        ("2026-03-12 00:01", "Thu 12 09:30"),
        ("2026-03-12 08:29", "Thu 12 09:30"),
        ("2026-03-12 09:29", "Fri 13 09:30"),
        ("2026-03-12 09:31", "Fri 13 09:30"),
    ],
)
@pytest.mark.parametrize("level", [WATCH, SOON])
def test_after_midnight_in_the_morning_is_the_morning_to_come(level: ConcernLevel, opened: str, asked: str) -> None:
    maria = said_until(a_patient(a_treatment()), at("2026-03-11 12:00"))
    worries = replace(maria, concerns=(worried(level, opened),))

    assert questions(worries, opened)[0] == (asked, "C-SOON")


def test_who_gets_up_late_is_asked_when_their_own_morning_comes() -> None:
    maria = replace(said_until(a_patient(a_treatment()), at("2026-03-11 12:00")), morning=time(11))

    assert questions(replace(maria, concerns=(worried(SOON, "2026-03-12 09:45"),)), "2026-03-12 09:45")[0] == (
        "Thu 12 11:00",
        "C-SOON",
    )


def test_who_gets_up_before_the_quiet_hours_end_is_asked_when_they_do() -> None:
    maria = replace(said_until(a_patient(a_treatment()), at("2026-03-11 12:00")), morning=time(7))

    assert questions(replace(maria, concerns=(worried(SOON, "2026-03-12 02:00"),)), "2026-03-12 02:00")[0] == (
        "Thu 12 08:30",
        "C-SOON",
    )
