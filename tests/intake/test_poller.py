"""The long poll: where it asks from, what it survives, when it gives up."""

from __future__ import annotations

import asyncio
import time
from typing import Any, ClassVar

import pytest
from telegram.ext import ExtBot

from bot.errors import Exit, Mistake
from bot.intake import poller
from bot.playground.faults import FaultKind, Rule
from bot.store import inbox
from bot.store.inbox import Arrived
from tests.intake.conftest import MARIA, TOKEN, Desk, OpenDesk, a_world
from tests.proof.numbers import note
from tests.proof.size import LONG

POLL_S, ANSWER_S = (poller.POLL_S, poller.ANSWER_S) if LONG else (0, 0.1)


@pytest.fixture(autouse=True)
def _quick_questions(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.intake.poller.VERIFY_S", (0.0, 0.01, 0.02))


class HangsOnce(ExtBot[None]):
    """A bot whose first poll never ends, in a way that no limit of the transport sees."""

    hung = False

    async def do_api_request(self, endpoint: str, *arguments: Any, **named: Any) -> Any:
        if not HangsOnce.hung:
            HangsOnce.hung = True
            await asyncio.Event().wait()
        return await super().do_api_request(endpoint, *arguments, **named)


class Counts(ExtBot[None]):
    """A bot that notes how many updates each poll brought."""

    brought: ClassVar[list[int]] = []

    async def do_api_request(self, endpoint: str, *arguments: Any, **named: Any) -> Any:
        updates = await super().do_api_request(endpoint, *arguments, **named)
        Counts.brought.append(len(updates))
        return updates


async def test_what_waits_is_fetched_in_parts_that_fit_into_a_small_memory(open_desk: OpenDesk) -> None:
    async with open_desk(listening=False) as desk:
        for number in range(2 * poller.BATCH + 1):
            desk.world.person_says(MARIA, str(number))
        async with Counts(TOKEN, base_url=desk.served.base_url, request=desk.bot.request) as counting:
            await desk.poll(bot=counting)
            await desk.until(lambda: desk.unfinished() == 2 * poller.BATCH + 1)
            assert Counts.brought[:3] == [poller.BATCH, poller.BATCH, 1]
            await desk.poll()


async def test_after_a_restart_it_asks_for_what_comes_after_the_last_stored(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        desk.world.person_says(MARIA, "before")
        await desk.until_empty()
        await desk.poll()
        desk.world.person_says(MARIA, "after")
        await desk.until_empty()
        assert desk.talk.texts(MARIA) == ["before", "after"]


async def test_numbers_that_begin_anew_lower_down_are_heard_too(open_desk: OpenDesk) -> None:
    async with open_desk(world=a_world(first_update_id=500)) as desk:
        with desk.store.transaction() as tx:
            inbox.put(tx, desk.bot.id, [Arrived(900_000, MARIA, "message", "{}")])
            inbox.mark_answered(tx, desk.bot.id, 900_000)
        await desk.poll()
        for text in ("one", "two"):
            desk.world.person_says(MARIA, text)
            await desk.until_empty()
        assert desk.talk.texts(MARIA) == ["one", "two"]


async def test_one_401_is_doubted_and_a_token_that_stays_refused_ends_the_bot(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        note("F15 401", {"most_seconds": round(await desk.goes_on_after(FaultKind.UNAUTHORIZED), 1)})
        desk.served.faults.add(Rule(FaultKind.UNAUTHORIZED))
        desk.world.person_says(MARIA, "and now?")
        assert desk.polling is not None
        with pytest.raises(Mistake) as caught:
            await desk.polling
        assert caught.value.exit_code is Exit.BAD_TOKEN


async def test_a_poll_that_outlives_every_limit_gets_a_new_connection(
    open_desk: OpenDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.intake.poller.ANSWER_S", ANSWER_S)
    async with open_desk(listening=False) as desk:
        hanging = HangsOnce(TOKEN, base_url=desk.served.base_url, request=desk.bot.request)
        async with hanging:
            seconds = await heard_after_a_poll_that_hangs(desk, hanging)
            note("F17 hanging", {"most_seconds": round(seconds, 1), "most_poll_s": POLL_S + 2 * ANSWER_S})
            assert hanging.hung
            await desk.poll()


async def test_a_line_that_falls_silent_under_a_poll_is_given_up(
    open_desk: OpenDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.intake.poller.ANSWER_S", ANSWER_S)
    async with open_desk(listening=False) as desk:
        desk.served.faults.add(Rule(FaultKind.HANG, "getUpdates", times=1))
        seconds = await heard_after_a_poll_that_hangs(desk, desk.bot)
        note("F17 silent", {"most_seconds": round(seconds, 1), "most_poll_s": POLL_S + ANSWER_S})


async def heard_after_a_poll_that_hangs(desk: Desk, bot: ExtBot[None]) -> float:
    """How many seconds after it began somebody was heard who had spoken before."""
    desk.world.person_says(MARIA, "hello")
    working, began = asyncio.create_task(desk.lanes.run()), time.monotonic()
    await desk.poll(bot=bot, poll_s=POLL_S)
    await desk.until(lambda: desk.talk.texts(MARIA) == ["hello"], patience=30 + POLL_S + 2 * ANSWER_S)
    working.cancel()
    return time.monotonic() - began


async def test_a_429_to_the_poll_is_obeyed(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        desk.served.faults.add(Rule(FaultKind.TOO_MANY, "getUpdates", times=1, seconds=1))
        desk.world.person_says(MARIA, "hello")
        await desk.until_empty()
        polls = [call for call in desk.served.ledger.calls if call.method == "getUpdates"]
        refused = next(place for place, call in enumerate(polls) if call.status == 429)
        assert polls[refused + 1].started - polls[refused].finished >= 0.9
