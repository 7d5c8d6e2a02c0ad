"""`serve`: real processes behind a webhook, two of them on one PostgreSQL behind a balancer, one of them killed."""

from __future__ import annotations

import json
import socket
import time
from collections import Counter
from pathlib import Path

import aiohttp
import pytest

from bot.app.connect import LONGEST_S
from bot.errors import Exit
from bot.store.migrate import upgrade
from tests.app.balancer import balancer
from tests.app.conftest import Bot, Ground
from tests.app.ports import free_port
from tests.databases import new_database
from tests.people import LISBON, at
from tests.proof.numbers import note
from tests.proof.size import LONG

MARIA = 7_000_000_001
SECRET = "a-secret-of-the-tests-that-is-long-enough"
AFTERNOON = at("2026-03-06 14:20", LISBON)
HELLO = "Hello"


def behind(address: str, port: int) -> dict[str, str]:
    """The settings of a bot behind a webhook."""
    return {"WEBHOOK_URL": address, "WEBHOOK_SECRET": SECRET, "PORT": str(port), "WAITS_SCALE": "0.05"}


async def a_replica(ground: Ground, address: str, port: int, **changes: str) -> Bot:
    return await ground.start_bot("serve", **behind(address, port) | changes)


async def status(ground: Ground, port: int, path: str) -> int:
    """What an address of one replica answers; 0 if nobody does."""
    try:
        async with ground.session.get(f"http://127.0.0.1:{port}{path}") as answer:
            return answer.status
    except aiohttp.ClientConnectionError:
        return 0


async def ready(ground: Ground, port: int, patience: float = 15.0) -> None:
    async def is_ready() -> bool:
        return await status(ground, port, "/readyz") == 200

    await ground.until(is_ready, patience)


@pytest.fixture
def shared(ground: Ground, tmp_path: Path) -> Ground:
    """A playground whose bots share one PostgreSQL."""
    ground.postgres = new_database("postgresql", tmp_path)
    upgrade(ground.postgres)
    return ground


async def test_one_bot_behind_a_webhook_answers_and_ends_in_order(ground: Ground) -> None:
    await ground.set_clock(AFTERNOON)
    port = free_port()
    given = behind(f"http://127.0.0.1:{port}", port)
    bot = await ground.start_program("serve", **given, METRICS_TOKEN=SECRET[::-1])
    await ready(ground, port)

    async def lives() -> bool:
        return await status(ground, port, "/healthz") == 200

    await ground.until(lives)
    assert await status(ground, port, "/metrics/../etc/passwd") == 404

    await ground.person("says", MARIA, text="/start", name="Maria")
    await ground.until_sent(1)
    assert HELLO in (await ground.entries())[0]["text"]
    assert await status(ground, port, "/metrics") == 401
    bearer = {"Authorization": f"Bearer {SECRET[::-1]}"}
    async with ground.session.get(f"http://127.0.0.1:{port}/metrics", headers=bearer) as answer:
        metrics = await answer.text()
    assert 'bot_updates_received_total{type="message"} 1.0' in metrics
    assert 'bot_webhook_rejected_total{reason="path"} 1.0' in metrics
    assert await bot.stop(signals=3) == 0
    assert await ground.calls("getUpdates") == []
    assert SECRET not in bot.said()


async def test_two_replicas_behind_a_balancer_answer_everybody_once_while_one_is_killed(shared: Ground) -> None:
    await shared.set_clock(AFTERNOON)
    ports = [free_port(), free_port()]
    async with balancer(ports) as address:
        bots = [await a_replica(shared, address, port) for port in ports]
        for port in ports:
            await ready(shared, port)
        for number in range(20):
            await shared.person("says", MARIA + number, text="/start", name="Maria")
            if number == 10:
                bots[0].kill()
                await bots[0].ended()
        everybody = {MARIA + number for number in range(20)}

        async def answered() -> bool:
            return {one["chat_id"] for one in await shared.entries()} == everybody

        await shared.until(answered, patience=60)
        await shared.settled()
        copies = Counter(one["chat_id"] for one in await shared.entries() if HELLO in one["text"])
        assert sum(copies.values()) <= len(everybody) + 8, "what was in hand at the kill may come twice"
        assert max(copies.values()) <= 2
        assert await bots[1].stop() == 0


async def test_while_telegram_is_away_at_boot_the_process_lives_and_is_not_ready(ground: Ground) -> None:
    await ground.set_clock(AFTERNOON)
    await ground.faults({"kind": "502", "method": "getMe"})
    port = free_port()
    bot = await a_replica(ground, f"http://127.0.0.1:{port}", port)

    async def lives() -> bool:
        return await status(ground, port, "/healthz") == 200

    async def waits_as_long_as_it_ever_does() -> bool:
        return waits(bot)[-1:] == [LONGEST_S]

    async def waits_again() -> bool:
        return len(waits(bot)) >= 2

    await ground.until(lives)
    await ground.until(waits_as_long_as_it_ever_does if LONG else waits_again, patience=90)
    assert await status(ground, port, "/readyz") == 503
    async with ground.session.post(f"http://127.0.0.1:{port}/telegram/x", data=b"{}") as answer:
        assert answer.status == 503, "come back later"

    back = time.monotonic()
    await ground.faults()
    await ready(ground, port, patience=90)
    note("F14 serve", {"most_wait_s": waits(bot)[-1], "most_seconds": round(time.monotonic() - back, 1)})
    await ground.person("says", MARIA, text="/start", name="Maria")
    await ground.until_sent(1)


def waits(bot: Bot) -> list[float]:
    """How long a bot said that it waits before it asks again for Telegram, each time."""
    lines = [json.loads(line) for line in bot.said().splitlines() if '"server_unreachable"' in line]
    return [line["retry_s"] for line in lines]


async def test_a_stop_while_telegram_is_away_at_boot_ends_at_once_and_in_order(ground: Ground) -> None:
    await ground.faults({"kind": "502", "method": "getMe"})
    port = free_port()
    bot = await a_replica(ground, f"http://127.0.0.1:{port}", port)

    async def lives() -> bool:
        return await status(ground, port, "/healthz") == 200

    await ground.until(lives)
    assert await bot.stop() == 0


async def test_a_webhook_of_another_program_is_not_taken_over_unasked(ground: Ground) -> None:
    url = f"{ground.url}/bot4711:a-token-of-the-tests/setWebhook"
    async with ground.session.post(url, json={"url": "http://elsewhere.test/hook"}) as answer:
        assert answer.status == 200
    port = free_port()
    bot = await a_replica(ground, f"http://127.0.0.1:{port}", port)
    assert await bot.ended() == Exit.WRONG_USE
    assert "goes to" not in bot.said()
    assert "elsewhere.test" in bot.said()


@pytest.mark.parametrize(
    ("changes", "line"),
    [
        ({"WEBHOOK_URL": ""}, "WEBHOOK_URL is not set"),
        ({"WEBHOOK_URL": "bot.example.org"}, "WEBHOOK_URL must be an address"),
        ({"WEBHOOK_SECRET": ""}, "WEBHOOK_SECRET is not set"),
        ({"WEBHOOK_SECRET": "too-short"}, "WEBHOOK_SECRET must be 32 to 256"),
        ({"WEBHOOK_SECRET": "has a space and is long enough otherwise"}, "WEBHOOK_SECRET must be 32 to 256"),
        ({"PORT": "99999"}, "PORT"),
        ({"PORT": "eighty"}, "PORT"),
        ({"PAID_BROADCAST": "perhaps"}, "PAID_BROADCAST"),
        ({"DYNO": "web.1"}, "wipes its disk"),
        ({"DATABASE_URL": "postgresql://nobody@127.0.0.1:9/nothing"}, "database cannot be opened"),
    ],
)
async def test_a_wrong_setting_is_one_line_and_an_exit_code(ground: Ground, changes: dict[str, str], line: str) -> None:
    bot = await a_replica(ground, "http://127.0.0.1:1", 0, **changes)
    assert await bot.ended() in {Exit.WRONG_USE, Exit.DATABASE}
    said = [one for one in bot.said().splitlines() if not one.startswith("{")]
    assert len(said) == 1
    assert line in said[0]
    assert SECRET not in said[0]


async def test_a_port_that_is_taken_is_said(ground: Ground) -> None:
    with socket.socket() as taken:
        taken.bind(("0.0.0.0", 0))  # noqa: S104 - to be in the way
        taken.listen()
        port = int(taken.getsockname()[1])
        bot = await a_replica(ground, f"http://127.0.0.1:{port}", port)
        assert await bot.ended() == Exit.ADDRESS_IN_USE
        assert f"PORT {port} is taken" in bot.said()
