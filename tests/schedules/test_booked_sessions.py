"""Booked sessions that move, are cancelled, or did not take place. Sofia's visit is planned to end on Monday 20 April, 15:00."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from bot.schedules.facts import Answered, BookingFacts, PatientFacts
from bot.schedules.loader import default_protocol
from bot.schedules.planner import plan
from tests.people import BERLIN, at
from tests.saying import after_closing, after_saying

PROTOCOL = default_protocol()


def booked(ends: str, booked_at: str = "2026-04-01 10:00") -> PatientFacts:
    return PatientFacts(BERLIN, bookings=(BookingFacts("b1", at(ends), BERLIN, at(booked_at)),))


def moved(facts: PatientFacts, ends: str) -> PatientFacts:
    return replace(facts, bookings=(replace(facts.bookings[0], ends_at=at(ends)),))


def said_until(facts: PatientFacts, now: str) -> PatientFacts:
    """The facts once everything due by then was said on time."""
    clock = facts.bookings[0].booked_at
    while (moments := plan(facts, PROTOCOL, clock).moments) and moments[0].due <= at(now):
        clock = max(clock, moments[0].due)
        facts = after_saying(facts, moments[0], clock)
    return facts


def to_come(facts: PatientFacts, now: str) -> list[tuple[str, str]]:
    return [
        (moment.local.strftime("%a %d %H:%M"), bubble.step)
        for moment in plan(facts, PROTOCOL, at(now)).moments
        for bubble in moment.bubbles
    ]


def test_a_visit_that_moves_by_a_day_after_the_question_is_asked_about_at_its_new_end() -> None:
    sofia = moved(said_until(booked("2026-04-20 15:00"), "2026-04-20 15:00"), "2026-04-21 15:00")

    assert to_come(sofia, "2026-04-20 16:00") == [("Tue 21 15:00", "BOOK-1")]


def test_a_visit_that_moves_after_it_was_asked_about_twice_is_asked_about_again() -> None:
    sofia = moved(said_until(booked("2026-04-20 15:00"), "2026-04-21 09:30"), "2026-04-21 17:00")

    assert to_come(sofia, "2026-04-21 10:00") == [("Tue 21 17:00", "BOOK-1")]


def test_a_visit_that_is_over_in_the_night_is_asked_about_in_the_morning_and_not_twice_in_an_hour() -> None:
    sofia = said_until(booked("2026-04-20 22:00"), "2026-04-21 08:30")

    assert sofia.said[-1].step == "BOOK-1"
    assert to_come(sofia, "2026-04-21 08:31") == []


def test_a_visit_that_moves_by_a_month_is_prepared_for_anew() -> None:
    sofia = moved(said_until(booked("2026-04-20 15:00"), "2026-04-17 09:30"), "2026-05-20 15:00")

    assert to_come(sofia, "2026-04-17 10:00") == [
        ("Wed 13 09:30", "PRE-1"),
        ("Mon 18 09:30", "PRE-2"),
        ("Wed 20 15:00", "BOOK-1"),
    ]


def test_a_visit_that_moves_by_a_day_is_not_prepared_for_twice() -> None:
    sofia = moved(said_until(booked("2026-04-20 15:00"), "2026-04-17 09:30"), "2026-04-21 15:00")

    assert to_come(sofia, "2026-04-17 10:00") == [("Tue 21 15:00", "BOOK-1")]


def test_of_a_visit_that_is_cancelled_nothing_more_is_said() -> None:
    sofia = replace(said_until(booked("2026-04-20 15:00"), "2026-04-13 09:30"), bookings=())

    assert to_come(sofia, "2026-04-13 10:00") == []


def test_a_visit_that_did_not_take_place_is_not_asked_about_again() -> None:
    sofia = said_until(booked("2026-04-20 15:00"), "2026-04-20 15:00")
    sofia = replace(sofia, answered=(Answered("b1", "BOOK-1", 0, "did-not-happen", at("2026-04-20 15:05")),))

    assert to_come(sofia, "2026-04-20 15:05") == []


def test_an_answer_about_the_day_before_does_not_silence_the_new_day() -> None:
    sofia = said_until(booked("2026-04-20 15:00"), "2026-04-20 15:00")
    sofia = replace(sofia, answered=(Answered("b1", "BOOK-1", 0, "did-not-happen", at("2026-04-20 15:05")),))
    sofia = said_until(moved(sofia, "2026-04-27 15:00"), "2026-04-27 15:00")

    assert to_come(sofia, "2026-04-27 15:05") == [("Tue 28 09:30", "BOOK-1")]


def test_nobody_answers_and_nothing_of_the_protocol_starts_by_itself() -> None:
    sofia = said_until(booked("2026-04-20 15:00"), "2026-04-21 09:30")
    late: datetime = at("2026-05-20 12:00")

    assert [row.step for row in sofia.said] == ["PRE-1", "PRE-2", "BOOK-1", "BOOK-1"]
    assert plan(after_closing(sofia, PROTOCOL, late), PROTOCOL, late).moments == ()
