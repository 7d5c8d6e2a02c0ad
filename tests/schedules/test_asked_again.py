"""A check-in that nobody answered is asked once more, inside the next message about the same session.

Maria ended on Friday 6 March, 09:00.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from shutil import copy

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.schedules import loader
from bot.schedules.asking import second_askings
from bot.schedules.facts import Answered, Concern, PatientFacts, Pause, Said, SaidState, Snooze
from bot.schedules.loader import load
from bot.schedules.plan import Moment, Plan
from bot.schedules.planner import plan
from bot.schedules.protocol import Area, ConcernLevel, Goal, Protocol
from tests.people import a_patient, a_treatment, at
from tests.saying import after_closing, after_saying
from tests.schedules.test_stability import EXAMPLES, PROTOCOL, as_told, patients, start_of

Told = tuple[str, str]


def said_until(facts: PatientFacts, now: datetime) -> PatientFacts:
    """The facts after everything due by `now` was said on time and nothing was answered."""
    start = min(one.registered_at for one in facts.treatments)
    while (first := plan(facts, PROTOCOL, start).moments[0]).due <= now:
        start = max(start, first.due)
        facts = after_saying(facts, first, start)
    return facts


def asked_again(facts: PatientFacts, now: datetime) -> list[tuple[str, str, int]]:
    """Host, check-in, occurrence: every second asking that a plan holds."""
    return [
        (bubble.step, part.step, part.occurrence)
        for moment in plan(facts, PROTOCOL, now).moments
        for bubble in moment.bubbles
        for part in second_askings(bubble, PROTOCOL)
    ]


@pytest.mark.parametrize(
    ("asked", "host"),
    [
        ("2026-03-07 16:00", ("D2-1", "D1-3")),
        ("2026-03-09 09:30", ("D4-1", "D3-1")),
        ("2026-03-13 09:30", ("W2-1", "D7-1")),
        ("2026-03-20 09:30", ("W3-1", "W2-2")),
        ("2026-04-17 09:30", ("M2-1", "W6-1")),
    ],
)
def test_every_check_in_without_an_answer_is_asked_again_inside_the_next_message(asked: str, host: Told) -> None:
    maria = said_until(a_patient(a_treatment()), at(asked))

    assert asked_again(maria, at(asked)) == [(*host, 1)]


def test_it_is_asked_again_only_once() -> None:
    maria = said_until(a_patient(a_treatment()), at("2026-03-08 09:30"))

    rows = [row for row in maria.said if row.step == "D1-3"]
    assert [(row.occurrence, row.host, row.bubble, row.rang) for row in rows] == [
        (0, None, True, True),
        (1, "D2-1", False, False),
    ]
    assert asked_again(maria, at("2026-03-08 09:31")) == []


def test_the_question_for_the_goal_is_not_asked_again_and_no_question_joins_it() -> None:
    maria = said_until(a_patient(a_treatment(goal=None)), at("2026-03-09 09:30"))

    assert asked_again(maria, at("2026-03-09 09:30")) == [("D5-1", "D3-1", 1)]


def test_an_answer_ends_it() -> None:
    maria = said_until(a_patient(a_treatment()), at("2026-03-07 16:00"))
    answered = replace(maria, answered=(Answered("t1", "D1-3", 0, "same", at("2026-03-07 18:00")),))

    assert asked_again(answered, at("2026-03-07 18:00")) == []


def test_another_check_in_takes_its_place() -> None:
    maria = replace(said_until(a_patient(a_treatment()), at("2026-03-07 16:00")), essentials_only=True)

    assert plan(maria, PROTOCOL, at("2026-03-07 17:00")).moments[0].bubbles[0].step == "D3-1"
    assert asked_again(maria, at("2026-03-07 17:00")) == []


@pytest.mark.parametrize("level", ConcernLevel)
def test_after_a_worry_the_questions_about_it_are_the_asking(level: ConcernLevel) -> None:
    maria = said_until(a_patient(a_treatment()), at("2026-03-07 16:00"))
    worry = Concern("c1", level, at("2026-03-07 20:00"))
    sorted_soon = replace(worry, closed_at=at("2026-03-07 22:00"))

    assert asked_again(replace(maria, concerns=(worry,)), at("2026-03-07 20:00")) == []
    assert asked_again(replace(maria, concerns=(sorted_soon,)), at("2026-03-07 22:00")) == []


def test_after_a_summary_it_says_nothing_about_today() -> None:
    maria = said_until(a_patient(a_treatment()), at("2026-03-09 09:30"))
    back = at("2026-03-11 12:00")
    maria = after_closing(replace(maria, pauses=(Pause(at("2026-03-09 12:00"), back),)), PROTOCOL, back)

    summary, following, *_ = plan(maria, PROTOCOL, back).moments

    assert (summary.bubbles[0].step, following.bubbles[0].step) == ("S-LATE", "D6-1")
    assert asked_again(maria, back) == []
    assert asked_again(after_saying(maria, summary, back), back) == []


def test_after_too_long_it_says_nothing_about_today() -> None:
    maria = replace(said_until(a_patient(a_treatment()), at("2026-04-17 09:30")), essentials_only=True)

    assert asked_again(maria, at("2026-04-17 10:00")) == []


def test_a_session_that_another_one_took_over_is_not_asked_about() -> None:
    face = a_treatment("2026-03-06 09:00")
    maria = said_until(a_patient(face), at("2026-04-17 09:30"))
    again = a_treatment("2026-04-20 09:00", name="t2")
    other = a_treatment("2026-04-20 09:00", name="t2", areas=(Area.SCALP,), goal=Goal.HAIR)

    assert asked_again(replace(maria, treatments=(face, again)), at("2026-04-20 09:00")) == []
    assert asked_again(replace(maria, treatments=(face, other)), at("2026-04-20 09:00")) == [("M2-1", "W6-1", 1)]


def test_what_was_put_off_comes_by_itself() -> None:
    maria = said_until(a_patient(a_treatment()), at("2026-03-10 09:00"))
    put_off = Snooze("t1", "D3-1", 1, at("2026-03-10 10:00"), at("2026-03-10 09:00"))

    before = asked_again(replace(maria, snoozes=(put_off,)), at("2026-03-10 09:00"))
    maria = said_until(replace(maria, snoozes=(put_off,)), at("2026-03-10 10:00"))

    assert before == []
    assert asked_again(maria, at("2026-03-10 10:00")) == [("D5-1", "D3-1", 2)]


def test_one_question_about_two_sessions_is_asked_again_once_for_both() -> None:
    face = a_treatment("2026-03-06 09:00")
    scalp = a_treatment("2026-03-06 11:00", name="t2", areas=(Area.SCALP,), goal=Goal.HAIR)
    maria = said_until(a_patient(face, scalp), at("2026-03-07 16:00"))

    result = plan(maria, PROTOCOL, at("2026-03-07 16:00"))
    bubble = next(bubble for moment in result.moments for bubble in moment.bubbles if bubble.step == "D2-1")

    assert bubble.ids.count("D1-3") == 1
    assert [(part.about, part.occurrence) for part in second_askings(bubble, PROTOCOL)] == [("t1", 1), ("t2", 1)]


def test_a_date_corrected_by_a_week_asks_the_question_anew_although_it_was_asked_again() -> None:
    maria = said_until(a_patient(a_treatment("2026-03-06 09:00")), at("2026-03-16 10:00"))
    assert any(row.step == "D7-1" and row.host == "W2-1" for row in maria.said)
    corrected = a_treatment("2026-03-10 09:00", registered=at("2026-03-06 09:00"))

    result = plan(replace(maria, treatments=(corrected,)), PROTOCOL, at("2026-03-16 10:05"))

    anew = next(b for m in result.moments for b in m.bubbles if b.step == "D7-1")
    assert anew.parts[0].occurrence == 2


def test_a_refused_host_takes_the_second_asking_with_it() -> None:
    maria = said_until(a_patient(a_treatment()), at("2026-03-07 16:00"))
    due = at("2026-03-08 09:30")
    refused = tuple(
        Said("t1", step, occurrence, SaidState.SKIPPED, "refused", due, due, host=host, bubble=False)
        for step, occurrence, host in (("D2-1", 0, None), ("D1-3", 1, "D2-1"))
    )

    assert asked_again(replace(maria, said=(*maria.said, *refused)), due) == []


@pytest.fixture(scope="module")
def forgetful(tmp_path_factory: pytest.TempPathFactory) -> Protocol:
    """The shipped protocol without a memory for check-ins."""
    folder = tmp_path_factory.mktemp("forgetful")
    for file in (Path(loader.__file__).parent / "microneedling").glob("*.toml"):
        copy(file, folder / file.name)
    schedule = folder / "schedule.toml"
    kept = [line for line in schedule.read_text().splitlines() if not line.startswith("ask_again")]
    schedule.write_text("\n".join(kept))
    return load(folder)


@given(facts=patients(), waits=st.lists(st.integers(0, 48 * 60), min_size=4, max_size=12))
@settings(max_examples=EXAMPLES, deadline=None)
def test_the_line_moves_nothing_and_makes_nothing_ring(
    forgetful: Protocol, facts: PatientFacts, waits: list[int]
) -> None:
    now = start_of(facts)
    for wait in waits:
        result, plain = plan(facts, PROTOCOL, now), plan(facts, forgetful, now)
        assert as_told(result) == as_told(plain)
        assert _shape(result) == _shape(plain)
        assert result.skipped == plain.skipped
        if not result.moments:
            break
        now = max(now, result.moments[0].due) + timedelta(minutes=wait if result.moments[0].priority else 0)
        facts = after_closing(facts, PROTOCOL, now)
        for moment in _due(plan(facts, PROTOCOL, now), now):
            facts = after_saying(facts, moment, now)


def _shape(result: Plan) -> list[tuple[object, ...]]:
    return [
        (one.latest, one.reply, one.takes_a_ring, [bubble.priority for bubble in one.bubbles]) for one in result.moments
    ]


def _due(result: Plan, now: datetime) -> tuple[Moment, ...]:
    return result.moments[:1] if result.moments and result.moments[0].due <= now else ()
