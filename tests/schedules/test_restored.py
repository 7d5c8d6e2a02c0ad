"""What becomes of the plan when a backup is restored: the past is closed, one summary stands for it, the rest stays as it was."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.schedules.facts import BookingFacts, Concern, PatientFacts, Said, SaidState
from bot.schedules.loader import default_protocol
from bot.schedules.plan import Part, Plan, Reason
from bot.schedules.planner import plan
from bot.schedules.protocol import ConcernLevel, Role
from bot.schedules.restored import unsaid
from tests.people import BERLIN, a_patient, a_treatment, at
from tests.saying import after_closing, after_saying
from tests.schedules.test_stability import EXAMPLES, patients, start_of

PROTOCOL = default_protocol()
DAY = timedelta(days=1)
ENDED = "2026-03-06 09:00"


def test_three_days_later_one_summary_stands_for_all_of_them_and_the_next_step_comes_on_time() -> None:
    maria = a_patient(a_treatment(ENDED))
    monday, thursday = at("2026-03-07 12:00"), at("2026-03-10 12:00")
    maria = lived_until(maria, monday)

    now = after_restoring(maria, monday, thursday)

    assert {row.step for row in now.said if row.reason is Reason.RESTORE} >= {"D1-3", "D2-1", "D3-1"}
    assert steps(plan(now, PROTOCOL, thursday))[0] == (thursday, "S-LATE")
    told = after_saying(now, plan(now, PROTOCOL, thursday).moments[0], thursday)
    lived = lived_until(maria, thursday)
    assert steps(plan(told, PROTOCOL, thursday)) == steps(plan(lived, PROTOCOL, thursday))


def test_at_night_the_summary_waits_for_the_morning_and_what_was_due_in_the_evening_with_it() -> None:
    maria = lived_until(a_patient(a_treatment(ENDED)), at("2026-03-06 12:00"))
    night = at("2026-03-07 03:00")

    now = after_restoring(maria, at("2026-03-06 12:00"), night)

    assert steps(plan(now, PROTOCOL, night))[0] == (at("2026-03-07 08:30"), "S-LATE")


def test_where_nothing_was_due_since_the_backup_nothing_is_said_and_nothing_is_closed() -> None:
    noon = at("2026-03-20 12:00")
    maria = lived_until(a_patient(a_treatment(ENDED)), noon)

    now = after_restoring(maria, noon, noon + timedelta(hours=1))

    assert now.said == maria.said
    assert plan(now, PROTOCOL, noon) == plan(maria, PROTOCOL, noon)


def test_what_a_worry_held_back_at_the_backup_is_over_too_and_does_not_come_when_the_worry_is() -> None:
    backup, later = at("2026-04-02 12:00"), at("2026-04-04 12:00")
    amir = lived_until(a_patient(a_treatment(ENDED)), backup)
    amir = replace(amir, concerns=(Concern("c", ConcernLevel.TODAY, backup),))
    assert [part.step for part in parts(plan(amir, PROTOCOL, later)) if part.due <= later < backup + 7 * DAY] != []

    now = after_restoring(amir, backup, later)

    assert [step for due, step in steps(plan(now, PROTOCOL, later)) if due <= later] == ["S-LATE"]
    assert {part.step for part in parts(plan(now, PROTOCOL, later)) if part.due <= later} == {"S-LATE"}


def test_whether_a_booked_session_took_place_is_asked_anew_next_morning_since_the_answer_may_be_lost() -> None:
    backup, ends, later = at("2026-03-07 12:00"), at("2026-03-08 16:00"), at("2026-03-08 19:00")
    amir = PatientFacts(zone=BERLIN, bookings=(BookingFacts("b", ends, BERLIN, at("2026-03-01 12:00")),))

    now = after_restoring(lived_until(amir, backup), backup, later)

    first = plan(now, PROTOCOL, later).moments[0]
    assert first.due == at("2026-03-09 09:30")
    assert [PROTOCOL.step(part.step).role for part in first.bubbles[0].parts] == [Role.BOOKING]


@given(patients(), st.integers(0, 400 * 24), st.integers(0, 60 * 24))
@settings(max_examples=EXAMPLES // 4)
def test_whoever_is_restored_hears_nothing_of_the_past_and_one_summary_at_most(
    facts: PatientFacts, before: int, gap: int
) -> None:
    since = start_of(facts) + timedelta(hours=before)
    now = since + timedelta(hours=gap)
    facts = lived_until(facts, since)

    closed = unsaid(facts, PROTOCOL, since, now)
    after = plan(after_restoring(facts, since, now), PROTOCOL, now)

    keys = [(one.about, one.step, one.occurrence, one.host) for one in closed]
    assert len(set(keys)) == len(keys)
    assert not set(keys) & {(row.about, row.step, row.occurrence, row.host) for row in facts.said}
    assert all(moment.due > now for moment in after.moments if moment.bubbles[0].step != "S-LATE")
    for part in parts(after):
        step = PROTOCOL.step(part.step)
        if step.role in (Role.HEALING, Role.RESULT) and part.host is None:
            assert part.due > now
    tomorrow = [moment for moment in after.moments if moment.due <= now + DAY]
    assert sum(bubble.step == "S-LATE" for moment in tomorrow for bubble in moment.bubbles) <= 1


def lived_until(facts: PatientFacts, until: datetime) -> PatientFacts:
    """The facts as a bot leaves them that said everything on time until an instant."""
    now = start_of(facts) if facts.treatments else until - 99 * DAY
    while (moments := plan(facts, PROTOCOL, now).moments) and moments[0].due <= until:
        now = max(now, moments[0].due)
        facts = after_saying(after_closing(facts, PROTOCOL, now), moments[0], now)
    return after_closing(facts, PROTOCOL, until) if until >= now else facts


def after_restoring(facts: PatientFacts, since: datetime, now: datetime) -> PatientFacts:
    """The facts once what `unsaid` gives is written, as `store.restoring` does it."""
    rows = (
        Said(one.about, one.step, one.occurrence, SaidState.SKIPPED, one.reason, one.due or now, now, host=one.host)
        for one in unsaid(facts, PROTOCOL, since, now)
    )
    return replace(facts, said=(*facts.said, *rows), closed_until=now)


def steps(result: Plan) -> list[tuple[datetime, str]]:
    return [(moment.due, bubble.step) for moment in result.moments for bubble in moment.bubbles]


def parts(result: Plan) -> list[Part]:
    """Every step of a plan, lines left out."""
    found = (part for moment in result.moments for bubble in moment.bubbles for part in bubble.parts)
    return [part for part in found if PROTOCOL.has_step(part.step)]
