"""A reminder of which nobody knows whether it arrived, and what its person does before it would come once more. Maria's face was treated
on Friday 6 March at 09:00; what is lost never arrived.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, time, timedelta

import pytest

from bot.playground.faults import FaultKind, Rule
from bot.playground.server import Served
from bot.schedules.protocol import Area, ConcernLevel
from bot.store import answers, facts, patients, pauses, treatments
from bot.store.records import Patient
from bot.store.states import MessageState
from bot.store.store import Store, Tx
from tests.delivery.office import HOUSE, Office, an_office
from tests.delivery.test_under_way import Does, does
from tests.people import LISBON, at
from tests.store import someone

FRIDAY = "2026-03-06"
SATURDAY = "2026-03-07"
SUNDAY = "2026-03-08"
MORNING = at(f"{FRIDAY} 09:00", LISBON)
REPEAT = "You may have this message already"


def worry(tx: Tx, patient: Patient, now: datetime) -> None:
    with facts.changing(tx, patient, HOUSE.protocol, now) as locked:
        answers.open_concern(tx, locked, ConcernLevel.TODAY, now)


def call_it_sorted(tx: Tx, patient: Patient, now: datetime) -> None:
    with facts.changing(tx, patient, HOUSE.protocol, now) as locked:
        for concern in answers.open_concerns(tx, locked):
            answers.close_concern(tx, locked, concern.id, now)


def answer_the_check_in(tx: Tx, patient: Patient, now: datetime) -> None:
    with facts.changing(tx, patient, HOUSE.protocol, now) as locked:
        (session,) = treatments.treatments_of(tx, locked)
        answers.record_answer(tx, locked, about=session.id, step="D1-3", occurrence=0, choice="same", now=now)


def sleep_longer(tx: Tx, patient: Patient, now: datetime) -> None:
    with facts.changing(tx, patient, HOUSE.protocol, now) as locked:
        patients.change(tx, locked, morning=time(12))


def pause(tx: Tx, patient: Patient, now: datetime) -> None:
    with facts.changing(tx, patient, HOUSE.protocol, now) as locked:
        pauses.pause(tx, locked, now)


def undo(tx: Tx, patient: Patient, now: datetime) -> None:
    with facts.changing(tx, patient, HOUSE.protocol, now) as locked:
        (session,) = treatments.treatments_of(tx, locked)
        assert treatments.undo(tx, locked, session, now)


def correct(by: timedelta = timedelta(0), *areas: Area) -> Does:
    """Its end was told wrong by so much, or its areas."""

    def change(tx: Tx, patient: Patient, now: datetime) -> None:
        with facts.changing(tx, patient, HOUSE.protocol, now) as locked:
            (session,) = treatments.treatments_of(tx, locked)
            told = replace(someone.told(session.ends_at + by), areas=frozenset(areas or {Area.FACE}))
            treatments.correct_treatment(tx, locked, session, told, now)

    return change


async def lost(office: Office, when: str, number: int = 1) -> int:
    """So many of what is sent at this moment get lost on their way. Returns how many messages there were before."""
    await office.walk(at(when, LISBON) - timedelta(minutes=1))
    before = len(office.texts())
    office.served.faults.add(Rule(FaultKind.DROP_BEFORE, "sendMessage", times=number))
    await office.go_to(at(when, LISBON))
    assert len(office.texts()) == before
    return before


def since(office: Office, before: int) -> list[str]:
    """The first line of each message since, without the one that says that it may be a repeat."""
    return [
        one.replace(REPEAT + ". Just in case, here it is once more.\n\n", "~").split("\n")[0]
        for one in office.texts()[before:]
    ]


async def test_the_urgent_signs_come_once_more_to_somebody_who_worries(store: Store, served: Served) -> None:
    async with an_office(store, served, MORNING) as office:
        maria = office.treated()
        before = await lost(office, f"{SATURDAY} 09:30")
        does(store, maria, worry, office.clock())
        await office.go_to(at(f"{SATURDAY} 09:31", LISBON))
        assert since(office, before) == ["~Good morning, day 1."]


async def test_what_a_worry_holds_back_comes_once_more_when_it_is_sorted(store: Store, served: Served) -> None:
    async with an_office(store, served, MORNING) as office:
        maria = office.treated()
        before = await lost(office, f"{SUNDAY} 09:30")
        does(store, maria, worry, office.clock())
        await office.go_to(at(f"{SUNDAY} 11:00", LISBON))
        assert since(office, before) == []
        does(store, maria, call_it_sorted, office.clock())
        await office.go_to(at(f"{SUNDAY} 11:01", LISBON))
        (day_two,) = since(office, before)
        assert day_two.startswith("~")


async def test_what_was_answered_does_not_come_once_more(store: Store, served: Served) -> None:
    async with an_office(store, served, MORNING) as office:
        maria = office.treated()
        await office.walk(at(f"{SATURDAY} 15:00", LISBON))
        served.faults.add(Rule(FaultKind.DELIVER_THEN_DROP, "sendMessage", times=1))
        await office.go_to(at(f"{SATURDAY} 16:00", LISBON))
        arrived = office.texts()
        does(store, maria, answer_the_check_in, office.clock())
        await office.go_to(at(f"{SATURDAY} 16:05", LISBON))
        assert office.texts() == arrived


async def test_who_is_asked_about_a_worry_is_asked_the_day_s_question_too(store: Store, served: Served) -> None:
    async with an_office(store, served, MORNING) as office:
        maria = office.treated()
        await office.walk(at(f"{SATURDAY} 10:00", LISBON))
        does(store, maria, worry, office.clock())
        before = await lost(office, f"{SATURDAY} 14:00", number=2)
        await office.walk(at(f"{SATURDAY} 20:00", LISBON))
        asked = since(office, before)
        assert len(asked) == 2
        assert all(one.startswith("~") for one in asked)
        assert {one.state for one in office.messages()} == {MessageState.SENT}


async def test_who_moves_their_mornings_gets_what_was_lost_in_the_old_one(store: Store, served: Served) -> None:
    async with an_office(store, served, MORNING) as office:
        maria = office.treated()
        before = await lost(office, f"{SATURDAY} 09:30")
        does(store, maria, sleep_longer, office.clock())
        await office.walk(at(f"{SATURDAY} 11:59", LISBON))
        assert since(office, before) == []
        await office.walk(at(f"{SATURDAY} 12:01", LISBON))
        assert since(office, before) == ["~Good morning, day 1."]


async def test_when_the_day_was_wrong_the_first_morning_comes_on_the_right_one(store: Store, served: Served) -> None:
    async with an_office(store, served, at(f"{FRIDAY} 20:00", LISBON)) as office:
        maria = office.treated()
        before = await lost(office, f"{SATURDAY} 09:30")
        does(store, maria, correct(timedelta(hours=9)), office.clock())
        await office.walk(at(f"{SUNDAY} 09:29", LISBON))
        assert not any("day 1" in one for one in since(office, before))
        await office.walk(at(f"{SUNDAY} 09:31", LISBON))
        assert "~Good morning, day 1." in since(office, before)


async def test_a_correction_that_is_undone_costs_nothing(store: Store, served: Served) -> None:
    async with an_office(store, served, MORNING) as office:
        maria = office.treated()
        before = await lost(office, f"{SATURDAY} 09:30")
        does(store, maria, correct(timedelta(hours=20)), office.clock())
        await office.go_to(at(f"{SATURDAY} 09:31", LISBON))
        assert since(office, before) == []
        does(store, maria, undo, office.clock())
        await office.go_to(at(f"{SATURDAY} 09:32", LISBON))
        assert since(office, before) == ["~Good morning, day 1."]


async def test_when_the_area_was_wrong_what_is_said_is_of_the_right_one(store: Store, served: Served) -> None:
    async with an_office(store, served, MORNING) as office:
        maria = office.treated()
        does(store, maria, correct(timedelta(0), Area.SCALP), office.clock())
        before = await lost(office, f"{SATURDAY} 09:30")
        assert office.messages()[-1].ids == ("D1-1", "A-SCALP-1")
        does(store, maria, correct(), office.clock())
        await office.go_to(at(f"{SATURDAY} 09:31", LISBON))
        assert since(office, before) == ["~Good morning, day 1."]
        assert "hair" not in office.texts()[-1]


async def test_when_it_was_yesterday_a_summary_stands_for_what_answered_the_registering(
    store: Store, served: Served
) -> None:
    async with an_office(store, served, at(f"{FRIDAY} 14:00", LISBON)) as office:
        served.faults.add(Rule(FaultKind.DROP_BEFORE, "sendMessage", times=2))
        maria = office.treated()
        await office.settled()
        assert office.texts() == []
        does(store, maria, correct(timedelta(hours=-18)), office.clock())
        await office.go_to(at(f"{FRIDAY} 14:01", LISBON))
        assert "S-LATE" in {id_ for one in office.messages() if one.state is MessageState.SENT for id_ in one.ids}
        assert "112" in "".join(office.texts())


async def test_what_could_not_leave_until_it_was_too_late_is_summed_up_at_once(store: Store, served: Served) -> None:
    async with an_office(store, served, MORNING) as office:
        office.treated()
        await office.walk(at(f"{SATURDAY} 09:29", LISBON))
        served.faults.add(Rule(FaultKind.TOO_MANY, "sendMessage", times=1, seconds=1))
        await office.go_to(at(f"{SATURDAY} 09:30", LISBON))
        await office.budget_is_free()
        await office.go_to(at(f"{SATURDAY} 15:20", LISBON))
        assert "S-LATE" in {id_ for one in office.messages() if one.state is MessageState.SENT for id_ in one.ids}


async def test_a_repeat_that_cannot_be_put_into_words_keeps_back_nothing_else(
    store: Store, served: Served, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    async with an_office(store, served, MORNING) as office:
        office.treated()
        before = await lost(office, f"{SATURDAY} 09:30")

        def breaks(*_: object) -> None:
            raise LookupError

        monkeypatch.setattr("bot.delivery.errands.once_more", breaks)
        await office.walk(at(f"{SATURDAY} 16:01", LISBON))
        assert len(since(office, before)) == 1, "the check-in of the afternoon"
        assert "repeat_failed" in capsys.readouterr().out


async def test_who_asks_for_silence_gets_it(store: Store, served: Served) -> None:
    async with an_office(store, served, MORNING) as office:
        maria = office.treated()
        before = await lost(office, f"{SATURDAY} 09:30")
        does(store, maria, pause, office.clock())
        await office.walk(at(f"{SUNDAY} 20:00", LISBON))
        assert since(office, before) == []


@pytest.mark.parametrize(
    "change", [worry, pause, sleep_longer, correct(timedelta(hours=-30)), correct(timedelta(hours=20))]
)
async def test_nobody_is_looked_at_over_and_over_for_what_was_put_aside(
    store: Store, served: Served, change: Does
) -> None:
    async with an_office(store, served, MORNING) as office:
        maria = office.treated()
        await lost(office, f"{SUNDAY} 09:30")
        does(store, maria, change, office.clock())
        await office.go_to(at(f"{SUNDAY} 09:31", LISBON))
        assert (office.next_due() or office.clock() + timedelta(days=1)) > office.clock()
        await office.walk(at("2026-04-20 20:00", LISBON))
        assert all(one.retry_at is None for one in office.messages())
