"""What holds for every answer to "is this normal?", whatever the table says."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.schedules.loader import default_protocol
from bot.schedules.protocol import Modifier
from bot.schedules.symptoms import Level
from tests.people import BERLIN
from tests.schedules.test_triage_table import CONDITIONS, DAY_0, DAYS, DEPTHS, ENDED, moments, rows, treated, verdict


def day_of(now: datetime) -> int:
    """The day of Maria's calendar."""
    return (now.astimezone(ZoneInfo(BERLIN)).date() - DAY_0).days


def test_an_urgent_sign_wins_on_every_day_and_for_everybody() -> None:
    for symptom in default_protocol().symptoms:
        urgent = symptom.choice("urgent")
        for day in DAYS if urgent else ():
            assert urgent is not None
            for known in CONDITIONS:
                assert verdict(symptom, urgent, treated(None), ENDED + timedelta(days=day), known).level is Level.URGENT


def test_who_is_not_sure_is_never_told_that_it_is_normal() -> None:
    for symptom in default_protocol().symptoms:
        not_sure = symptom.choice("not-sure")
        assert not_sure is not None
        for depth_mm, _ in DEPTHS:
            for day in DAYS:
                found = verdict(symptom, not_sure, treated(depth_mm), ENDED + timedelta(days=day, hours=1), ())
                assert found.level >= Level.SOON


def test_what_gets_worse_after_48_hours_is_looked_at_the_same_day() -> None:
    for symptom, choice, _ in rows():
        if choice.worse:
            for depth_mm, _ in DEPTHS:
                for days in (2, 3, 10, 40, 365):
                    found = verdict(symptom, choice, treated(depth_mm), ENDED + timedelta(days=days), ())
                    assert found.level >= Level.TODAY


def test_later_is_never_milder_once_a_thing_is_expected() -> None:
    for symptom, choice, cell in rows():
        for depth_mm, depth in DEPTHS:
            expected = [now for now in sorted(moments(cell, depth)) if day_of(now) >= cell.first_day[depth]]
            levels = [verdict(symptom, choice, treated(depth_mm), now, ()).level for now in expected]
            assert levels == sorted(levels), (symptom.id, choice.id)


def test_worse_is_never_milder_than_the_mildest_answer_of_its_row() -> None:
    for symptom, worse, cell in rows():
        if worse.worse:
            usual = [one for one in symptom.choices if one.level is Level.NORMAL and one.start_day is None]
            for now in moments(cell, 2):
                found = verdict(symptom, worse, treated(1.2), now, ()).level
                assert found >= min(
                    (verdict(symptom, one, treated(1.2), now, ()).level for one in usual), default=found
                )


def test_normal_always_ends_later_and_at_most_with_its_window() -> None:
    for symptom, choice, cell in rows():
        for depth_mm, depth in DEPTHS:
            for now in moments(cell, depth):
                found = verdict(symptom, choice, treated(depth_mm), now, ())
                assert (found.until is not None) == (found.level is Level.NORMAL)
                if found.until is not None:
                    assert now < found.until
                    after = verdict(symptom, choice, treated(depth_mm), found.until, ())
                    assert after.level >= Level.SOON


def test_a_condition_never_makes_an_answer_milder_and_lifts_it_by_one_at_most() -> None:
    for symptom, choice, cell in rows():
        for now in moments(cell, 2):
            plain = verdict(symptom, choice, treated(1.2), now, ())
            for one in Modifier:
                lifted = verdict(symptom, choice, treated(1.2), now, (one.value,))
                assert plain.level <= lifted.level <= plain.level + 1
                assert lifted.raised_by <= {one}
                assert not lifted.would_raise
