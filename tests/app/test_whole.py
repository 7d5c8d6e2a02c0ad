"""The whole bot: real conversation, real plan, real database, real HTTP."""

from __future__ import annotations

import asyncio
import json
from datetime import timedelta
from pathlib import Path

from sqlmodel import col, select
from telegram.ext import MessageHandler, filters

from bot.errors import Exit
from bot.playground.faults import FaultKind, Rule
from bot.store.chosen import triage_choices
from bot.store.patients import patient_by_telegram
from bot.store.records import Message
from bot.store.states import PatientState
from tests.app.house import MARIA, TOKEN, House, a_house, a_playground
from tests.proof.numbers import note

HER_WORDS = "quetzal marmalade"


async def test_from_start_to_month_twelve(tmp_path: Path) -> None:
    async with a_playground() as served, a_house(tmp_path, served) as house:
        await house.registered()
        first_day = len(house.texts())
        await house.walk(timedelta(days=366))
        year = house.served.ledger.sent(MARIA)[-20:]
        assert len(house.texts()) == first_day + 20
        assert year[0].text.startswith("Tonight.")
        assert year[-1].text.startswith("One year.")
        assert await house.bot.next_moment() is None
        assert await house.close() is Exit.OK


async def test_the_pinned_card_goes_with_the_reminders(tmp_path: Path) -> None:
    async with a_playground() as served, a_house(tmp_path, served) as house:
        await house.registered()
        await house.maria_says("/today")
        card = house.world.pinned(MARIA)
        assert card is not None
        await house.walk(timedelta(days=3))
        later = house.world.pinned(MARIA)
        assert later is not None
        assert later.id == card.id
        assert later.text != card.text


async def test_a_restart_in_the_middle_of_the_year_goes_on_with_it(tmp_path: Path) -> None:
    async with a_playground() as served:
        async with a_house(tmp_path, served) as house:
            await house.registered()
            await house.walk(timedelta(days=40))
            before = house.texts()
        async with a_house(tmp_path, served) as house:
            await house.rest()
            assert house.texts() == before
            await house.walk(timedelta(days=330))
            assert house.texts()[-1].startswith("One year.")
            assert len(house.texts()) == len(set(house.texts())), "nothing came twice"


async def test_the_same_bot_works_with_an_older_server_and_remembers_what_it_lacks(tmp_path: Path) -> None:
    async with a_playground(api="9.0") as served:
        async with a_house(tmp_path, served) as house:
            await house.registered()
            await house.walk(timedelta(days=3))
        refused = [call for call in served.ledger.calls if call.status == 400]
        assert len(refused) == 1, "asked once whether it knows dates"
        async with a_house(tmp_path, served) as house:
            await house.walk(timedelta(days=30))
        assert [call for call in served.ledger.calls if call.status == 400] == refused


async def test_a_log_at_debug_has_neither_the_token_nor_a_word_of_hers(tmp_path: Path) -> None:
    async with a_playground() as served, a_house(tmp_path, served) as house:
        await house.registered()
        await house.maria_says(HER_WORDS)
        house.world.inject_update({"message": {"text": HER_WORDS, "from": {"id": MARIA}}})
        house.served.faults.add(Rule(FaultKind.BAD_GATEWAY, "sendMessage", times=1))
        house.served.faults.add(Rule(FaultKind.CAPTIVE_PORTAL, "getUpdates", times=1))
        house.served.faults.add(Rule(FaultKind.NOT_FOUND, "getUpdates", times=1))
        await house.maria_says("/can " + HER_WORDS)
        await house.walk(timedelta(days=2))
        await house.close()
        written = house.log.getvalue()
    assert "bot_started" in written
    assert "poll_failed" in written
    for secret in (TOKEN, TOKEN.partition(":")[2], "quetzal", "marmalade", "Zaragoza", str(MARIA)):
        assert secret not in written


async def test_who_blocks_the_bot_is_left_alone_and_comes_back_to_no_flood(tmp_path: Path) -> None:
    async with a_playground() as served, a_house(tmp_path, served) as house:
        await house.registered()
        house.world.person_blocks(MARIA)
        await house.rest()
        before = sends(house)
        await house.walk(timedelta(days=9))
        tries = sends(house) - before
        assert tries <= 1
        with house.bot.store.read() as tx:
            patient = patient_by_telegram(tx, MARIA)
            assert patient is not None
            assert patient.state is PatientState.UNREACHABLE
        texts, back = len(house.texts()), house.world.clock()
        await house.maria_says("/start")
        await house.walk(timedelta(hours=20))
        fresh = house.texts()[texts:]
        with house.bot.store.read() as tx:
            overdue = tx.exec(select(Message).where(col(Message.created_at) >= back, col(Message.due_at) < back)).all()
        note("F26 blocked until she returns", {"most_tries": tries, "said": len(fresh), "overdue": len(overdue)})
        assert 1 <= len(fresh) <= 4, "an answer and a summary, not nine days of messages"
        assert overdue == [], "the summary is of now"


async def test_a_poisoned_update_gets_an_apology_with_the_number_of_the_log(tmp_path: Path) -> None:
    async with a_playground() as served, a_house(tmp_path, served) as house:
        await house.registered()

        async def broken(*_: object) -> None:
            raise RuntimeError("about " + HER_WORDS)

        house.bot.application.handlers[0].insert(0, MessageHandler(filters.Regex("poison"), broken))
        await house.maria_says("poison")
        failures = [json.loads(line) for line in house.log.getvalue().splitlines() if "update_failed" in line]
        assert [one["attempt"] for one in failures] == [1, 2, 3]
        assert failures[-1]["reference"] in house.texts()[-1]
        await house.maria_says("/today")
        assert failures[-1]["reference"] not in house.texts()[-1]


async def test_the_menu_and_the_name_are_published_and_give_nothing_away(tmp_path: Path) -> None:
    async with a_playground() as served, a_house(tmp_path, served) as house:
        async with asyncio.timeout(5):
            while "setMyName" not in {call.method for call in served.ledger.calls}:  # noqa: ASYNC110 - as a person would
                await asyncio.sleep(0.01)
        menu = [command for command, _ in house.world.commands(MARIA)]
        assert menu == ["check", "can", "today", "plan", "treatment", "settings", "help"]
        name = house.world.profile.names[""]
        assert not {"skin", "needle", "needling", "care", "aftercare", "clinic"} & set(name.lower().split())


def sends(house: House) -> int:
    return sum(1 for call in house.served.ledger.calls if call.method == "sendMessage")


async def test_who_chose_how_worries_are_answered_is_kept_and_not_logged(tmp_path: Path) -> None:
    async with a_playground() as served, a_house(tmp_path, served) as house:
        with house.bot.store.read() as tx:
            (choice,) = triage_choices(tx)
        assert (choice.mode, choice.by) == ("graded", "the tests")
        assert "triage_chosen" in house.log.getvalue()
        assert "the tests" not in house.log.getvalue()
    async with a_playground() as served, a_house(tmp_path, served) as house:
        with house.bot.store.read() as tx:
            assert triage_choices(tx) == (choice,), "the same choice again is no new one"
        assert "triage_chosen" not in house.log.getvalue()
