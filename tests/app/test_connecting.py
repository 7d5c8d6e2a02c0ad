"""The way to Telegram at start, and the loss of it while the bot runs."""

from __future__ import annotations

import asyncio
import time
from datetime import UTC, datetime
from pathlib import Path

import aiohttp
import pytest
from pydantic import SecretStr

from bot.app.process import serve as serve_bot
from bot.errors import Exit, Mistake
from bot.intake import poller
from bot.playground.faults import FaultKind, Rule
from bot.playground.server import Served
from bot.playground.server import serve as serve_playground
from bot.playground.time_machine import WorldClock
from bot.playground.world import World
from bot.settings import Settings
from bot.store.store import open_store
from tests.app.house import MARIA, TOKEN, a_house, a_playground
from tests.people import LISBON
from tests.proof.numbers import note
from tests.proof.size import LONG
from tests.store.someone import a_patient

LATER = datetime(2026, 3, 6, 16, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.app.connect.TRIES_S", (0.01, 0.01))
    if not LONG:
        monkeypatch.setattr("bot.intake.poller.VERIFY_S", (0.0, 0.01, 0.02))


def settings_for(folder: Path, served: Served) -> Settings:
    return Settings(
        bot_token=SecretStr(TOKEN),
        bot_api_url=served.url,
        database_url=f"sqlite:///{folder}/bot.db",
        home_zone=LISBON,
        home_country="PT",
        triage="graded",
        triage_chosen_by="the tests",
    )


async def set_webhook(served: Served) -> None:
    async with aiohttp.ClientSession() as session:
        given = {"url": f"{served.url}/secret-path"}
        async with session.post(f"{served.base_url}{TOKEN}/setWebhook", json=given) as answer:
            assert answer.status == 200


@pytest.mark.parametrize("kind", [FaultKind.CAPTIVE_PORTAL, FaultKind.BAD_GATEWAY, FaultKind.REFUSE])
async def test_a_server_that_is_not_one_is_given_up_after_three_tries(tmp_path: Path, kind: FaultKind) -> None:
    async with a_playground() as served:
        served.faults.add(Rule(kind, "getMe"))
        with pytest.raises(Mistake) as caught:
            await serve_bot(settings_for(tmp_path, served), asyncio.Event())
        assert caught.value.exit_code is Exit.UNREACHABLE
        assert TOKEN not in caught.value.line
        assert len([call for call in served.ledger.calls if call.method == "getMe"]) == 3


async def test_one_bad_moment_at_start_is_sat_out(tmp_path: Path) -> None:
    async with a_playground() as served:
        served.faults.add(Rule(FaultKind.BAD_GATEWAY, "getMe", times=2))
        async with a_house(tmp_path, served) as house:
            await house.maria_says("/help")
            assert house.texts()


async def test_a_webhook_of_another_program_is_named_and_left_alone(tmp_path: Path) -> None:
    async with a_playground() as served:
        await set_webhook(served)
        with pytest.raises(Mistake) as caught:
            await serve_bot(settings_for(tmp_path, served), asyncio.Event())
        assert caught.value.exit_code is Exit.WRONG_USE
        assert "127.0.0.1" in caught.value.line
        assert "secret-path" not in caught.value.line
        assert served.api.desk.webhook.address is not None


async def test_a_webhook_is_taken_over_when_the_operator_says_so(tmp_path: Path) -> None:
    async with a_playground() as served:
        await set_webhook(served)
        stop = asyncio.Event()
        running = asyncio.create_task(
            serve_bot(settings_for(tmp_path, served), stop, take_over=True, ready=lambda _bot: stop.set())
        )
        assert await running is Exit.OK
        assert served.api.desk.webhook.address is None


async def test_the_people_of_another_bot_are_left_alone_until_the_operator_says_that_it_was_replaced(
    tmp_path: Path,
) -> None:
    async def starts(token: str, *, take_over: bool = False) -> Exit:
        async with serve_playground(World(WorldClock(), token)) as served:
            given = settings_for(tmp_path, served).model_copy(update={"bot_token": SecretStr(token)})
            stop = asyncio.Event()
            return await serve_bot(given, stop, take_over=take_over, ready=lambda _bot: stop.set())

    other = "4712:the-token-of-another-bot"
    assert await starts(TOKEN) is Exit.OK
    assert await starts(other) is Exit.OK, "nobody is here yet"
    assert await starts(TOKEN) is Exit.OK
    store = open_store(f"sqlite:///{tmp_path}/bot.db")
    with store.transaction() as tx:
        a_patient(tx)
    store.close()
    with pytest.raises(Mistake) as caught:
        await starts(other)
    assert caught.value.exit_code is Exit.WRONG_USE
    assert "4712" not in caught.value.line
    assert await starts(TOKEN) is Exit.OK
    assert await starts(other, take_over=True) is Exit.OK
    assert await starts(other) is Exit.OK


async def test_a_token_that_is_revoked_ends_the_bot_with_one_line(tmp_path: Path) -> None:
    async with a_playground() as served, a_house(tmp_path, served) as house:
        await house.maria_says("/help")
        for method in ("getUpdates", "getMe"):
            served.faults.add(Rule(FaultKind.UNAUTHORIZED, method))
        revoked = time.monotonic()
        if not LONG:  # at full size nobody ends the poll that waits
            served.world.person_says(MARIA, "hello")
        with pytest.raises(Mistake) as caught:
            await house.running
        numbers = {
            "most_seconds": round(time.monotonic() - revoked, 1),
            "most_asked_again_s": round(sum(poller.VERIFY_S), 2),
            "exit_code": caught.value.exit_code.value,
            "lines": len(caught.value.line.splitlines()),
        }
        note("F16 revoked", numbers)
        assert caught.value.exit_code is Exit.BAD_TOKEN
        assert numbers["lines"] == 1
        assert "getUpdates" not in caught.value.line
        house.forget()


async def test_a_second_poller_is_said_once_and_does_not_end_the_first(tmp_path: Path) -> None:
    async with a_playground() as served, a_house(tmp_path, served) as house:
        await house.maria_says("/help")
        async with aiohttp.ClientSession() as session:
            for _ in range(3):
                await session.get(f"{served.base_url}{TOKEN}/getUpdates?timeout=1")
        await house.maria_says("/help")
        assert house.log.getvalue().count("poll_conflict") == 1
