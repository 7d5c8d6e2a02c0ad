"""The long poll: where it asks from, what it survives, when it gives up."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from telegram.ext import ExtBot

from bot.errors import Exit, Mistake
from bot.playground.faults import FaultKind, Rule
from bot.store import inbox
from bot.store.inbox import Arrived
from tests.intake.conftest import MARIA, TOKEN, OpenDesk, a_world


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
        desk.served.faults.add(Rule(FaultKind.UNAUTHORIZED, "getUpdates", times=1))
        desk.world.person_says(MARIA, "still there?")
        await desk.until(lambda: desk.talk.texts(MARIA) == ["still there?"])
        desk.served.faults.add(Rule(FaultKind.UNAUTHORIZED))
        desk.world.person_says(MARIA, "and now?")
        assert desk.polling is not None
        with pytest.raises(Mistake) as caught:
            await desk.polling
        assert caught.value.exit_code is Exit.BAD_TOKEN


async def test_a_poll_that_outlives_every_limit_gets_a_new_connection(
    open_desk: OpenDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.intake.poller.ANSWER_S", 0.1)
    async with open_desk() as desk:
        hanging = HangsOnce(TOKEN, base_url=desk.served.base_url, request=desk.bot.request)
        async with hanging:
            await desk.poll(bot=hanging, poll_s=1)
            desk.world.person_says(MARIA, "hello")
            await desk.until(lambda: desk.talk.texts(MARIA) == ["hello"])
            await desk.poll()


async def test_a_429_to_the_poll_is_obeyed(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        desk.served.faults.add(Rule(FaultKind.TOO_MANY, "getUpdates", times=1, seconds=1))
        desk.world.person_says(MARIA, "hello")
        await desk.until_empty()
        polls = [call for call in desk.served.ledger.calls if call.method == "getUpdates"]
        refused = next(place for place, call in enumerate(polls) if call.status == 429)
        assert polls[refused + 1].started - polls[refused].finished >= 0.9
