"""Weeks in which calls go wrong all the time: compared at the end, what people got with what the database says."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta

import pytest

from bot.playground.faults import FaultKind, Rule
from bot.playground.server import Served
from bot.store.states import MessageState
from bot.store.store import Store
from tests.delivery.conftest import MARIA
from tests.delivery.office import Office, an_office
from tests.people import LISBON, at
from tests.proof.numbers import note
from tests.proof.size import size

MORNING = at("2026-03-06 09:00", LISBON)
REPEAT = "You may have this message already. Just in case, here it is once more.\n\n"
PEOPLE = [MARIA + 200 + n for n in range(size("PEOPLE", 6, 40))]


@pytest.fixture
def everybody(served: Served) -> list[int]:
    """People who have spoken to the bot."""
    for telegram_id in PEOPLE:
        served.world.add_person(telegram_id, "Somebody")
        served.world.person_says(telegram_id, "/start")
    return PEOPLE


def weather(served: Served) -> None:
    """One call in four goes wrong, in one of six ways."""
    for kind in (
        FaultKind.DELIVER_THEN_DROP,
        FaultKind.DELIVER_THEN_502,
        FaultKind.HALF_BODY,
        FaultKind.BAD_GATEWAY,
        FaultKind.DROP_BEFORE,
        FaultKind.CAPTIVE_PORTAL,
    ):
        served.faults.add(Rule(kind, "sendMessage", rate=0.045))


async def test_in_rough_weather_nothing_is_lost_and_every_second_copy_says_that_it_is_one(
    store: Store, served: Served, everybody: list[int]
) -> None:
    weather(served)
    async with an_office(store, served, MORNING) as office:
        for telegram_id in everybody:
            office.treated(telegram_id)
        await office.walk(MORNING + timedelta(days=60))
        copies = Counter((entry.chat_id, entry.text.removeprefix(REPEAT)) for entry in served.ledger.sent())
        said = {(one.patient_id, one.ids[0]) for one in office.messages()}
        arrived = {entry.message_id for entry in served.ledger.sent()}
        told = [one for one in office.messages() if one.state is MessageState.SENT]
        vanished = [one for one in told if one.telegram_message_id not in arrived]
        numbers = {
            "sends": copies.total(),
            "wrong_calls": sum(call.fault is not None for call in served.ledger.calls),
            "lost": len(everybody) * 17 - len(said) + len(still_open(office)) + len(vanished),
            "most_copies": max(copies.values()),
            "uncertain": sum(one.state is MessageState.UNKNOWN for one in office.messages()),
        }
        note("F10 sqlite", numbers)
        assert numbers["wrong_calls"], "there was weather"
        assert not still_open(office)
        assert len(said) == len(everybody) * 17, "each of the seventeen messages of two months, for everybody"
        assert not vanished
        assert max(copies.values()) <= 2
        for telegram_id in everybody:
            entries = served.ledger.sent(telegram_id)
            repeats = [entry for entry in entries if entry.text.startswith(REPEAT)]
            assert all(entry.silent for entry in repeats)
            assert len(entries) - len({entry.text.removeprefix(REPEAT) for entry in entries}) <= len(repeats)


async def test_every_copy_that_was_not_meant_has_a_lost_answer_before_it(
    store: Store, served: Served, everybody: list[int]
) -> None:
    weather(served)
    async with an_office(store, served, MORNING) as office:
        for telegram_id in everybody:
            office.treated(telegram_id)
        await office.walk(MORNING + timedelta(days=15))
        lost = sum(1 for call in served.ledger.calls if call.fault is not None)
        meant = sum(1 for one in office.messages() if one.state is not MessageState.LATER)
        assert len([entry for person in everybody for entry in served.ledger.sent(person)]) <= meant + lost


def still_open(office: Office) -> list[tuple[str, ...]]:
    """Messages without an end."""
    return [one.ids for one in office.messages() if one.state in {MessageState.SENDING, MessageState.LATER}]


async def test_what_could_not_leave_all_day_does_not_ring_at_night(store: Store, served: Served) -> None:
    async with an_office(store, served, MORNING) as office:
        office.treated()
        await office.walk(at("2026-03-16 08:00", LISBON))
        before = len(office.texts())
        await served.door.shut()
        await office.go_to(at("2026-03-16 09:30", LISBON))
        assert office.messages()[-1].state is MessageState.LATER
        await served.door.open()
        await office.go_to(at("2026-03-16 23:00", LISBON))
        assert len(office.texts()) == before
        await office.walk(at("2026-03-17 12:00", LISBON))
        assert [one.ids[0] for one in office.messages()][-1] == "W2-1"
        assert len(office.texts()) == before + 1


async def test_days_without_telegram_end_in_one_summary(store: Store, served: Served) -> None:
    async with an_office(store, served, MORNING) as office:
        office.treated()
        await office.walk(at("2026-03-10 08:00", LISBON))
        before = len(office.texts())
        await served.door.shut()
        for day in (10, 11, 12):
            await office.go_to(at(f"2026-03-{day} 09:30", LISBON))
            await office.go_to(at(f"2026-03-{day} 10:30", LISBON))
        await served.door.open()
        await office.walk(at("2026-03-12 12:00", LISBON))
        assert len(office.texts()) == before + 1
        assert office.messages()[-1].ids[0] == "S-LATE"
