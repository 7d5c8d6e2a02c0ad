"""Leap days, ends of months, turns of years: the dates of a plan, counted by hand, and every day until 2032."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

import pytest

from bot.schedules import days
from bot.schedules.loader import default_protocol
from bot.schedules.plan import Plan
from bot.schedules.planner import plan
from tests.people import BERLIN, a_patient, a_treatment, at
from tests.proof.numbers import note
from tests.proof.size import size

PROTOCOL = default_protocol()
MORNING = time(9, 30)
BY_DAY = {"D1-1": 1, "D7-1": 7, "W4-1": 28, "M2-1": 60, "M12-1": 365}
FIRST, LAST = date(2026, 1, 1), date(2032, 12, 31)
EVERY = size("EVERY", 149, 1)
"""Every so many days somebody is treated."""

TABLE = [
    # treated on    day 1         day 7         day 28        day 60        day 365
    ("2027-02-28", "2027-03-01", "2027-03-07", "2027-03-28", "2027-04-29", "2028-02-28"),
    ("2027-12-31", "2028-01-01", "2028-01-07", "2028-01-28", "2028-02-29", "2028-12-30"),
    ("2028-01-31", "2028-02-01", "2028-02-07", "2028-02-28", "2028-03-31", "2029-01-30"),
    ("2028-02-28", "2028-02-29", "2028-03-06", "2028-03-27", "2028-04-28", "2029-02-27"),
    ("2028-02-29", "2028-03-01", "2028-03-07", "2028-03-28", "2028-04-29", "2029-02-28"),
    ("2029-10-31", "2029-11-01", "2029-11-07", "2029-11-28", "2029-12-30", "2030-10-31"),
    ("2031-08-31", "2031-09-01", "2031-09-07", "2031-09-28", "2031-10-30", "2032-08-30"),
    ("2032-02-29", "2032-03-01", "2032-03-07", "2032-03-28", "2032-04-29", "2033-02-28"),
]


@pytest.mark.parametrize("row", TABLE, ids=lambda row: row[0])
def test_the_days_of_a_plan_are_the_days_of_the_calendar(row: tuple[str, ...]) -> None:
    treated, *expected = row

    said = mornings(plan(a_patient(a_treatment(f"{treated} 15:30")), PROTOCOL, at(f"{treated} 15:30")))

    assert [said[step] for step in BY_DAY] == [at(f"{day} 09:30") for day in expected]


def test_whenever_somebody_is_treated_until_2032_each_step_has_its_own_date() -> None:
    day, people, dates = FIRST, 0, 0
    wrong: list[str] = []
    while day <= LAST:
        ended = at(f"{day} 15:30")
        said = mornings(plan(a_patient(a_treatment(f"{day} 15:30")), PROTOCOL, ended))
        expected = {step: days.instant(day + timedelta(days=n), MORNING, BERLIN) for step, n in BY_DAY.items()}
        wrong += [f"{step} after {day}" for step, due in expected.items() if said[step] != due]
        people += 1
        dates += len(set(expected.values()))
        day += timedelta(days=EVERY)
    note("F36 dates", {"people": people, "dates": dates, "wrong": len(wrong)})
    assert wrong == []
    assert dates == people * len(BY_DAY)


def mornings(result: Plan) -> dict[str, datetime]:
    """When each bubble's step is said."""
    return {bubble.step: moment.due for moment in result.moments for bubble in moment.bubbles}
