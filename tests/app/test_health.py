"""Whether a process is alive, whether it is ready, and who may read its metrics."""

from __future__ import annotations

import asyncio
import socket
import sqlite3
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

import aiohttp
import pytest

from bot.app.health import Health
from bot.errors import Exit, Mistake
from bot.ops.metrics import Metrics
from bot.ops.pulse import Pulse
from bot.store.store import Store, open_store
from tests.databases import new_database

TOKEN = "what-prometheus-says-to-be-let-in-here"


@dataclass
class Process:
    """One process as an outsider sees it. `ran`: seconds of its monotonic clock."""

    store: Store
    file: Path
    ran: float = 1000.0

    def __post_init__(self) -> None:
        self.pulse = Pulse(lambda: self.ran)
        self.metrics = Metrics(self.pulse, lambda: self.ran)

    def health(self, token: str = "") -> Health:
        return Health(self.pulse, self.metrics, token)

    def logs(self, event: str, **fields: object) -> None:
        """What the process writes into its log."""
        self.pulse.hear({"event": event, **fields})


@pytest.fixture
async def process(tmp_path: Path) -> AsyncIterator[Process]:
    url = new_database("sqlite", tmp_path, migrated=True)
    store = open_store(url)
    yield Process(store, Path(url.removeprefix("sqlite:///")))
    store.close()


async def answers(health: Health, path: str, **headers: str) -> tuple[int, str]:
    async with (
        health.listening(0) as port,
        aiohttp.request("GET", f"http://127.0.0.1:{port}{path}", headers=headers) as answer,
    ):
        return answer.status, await answer.text()


async def test_a_process_that_waits_for_telegram_at_boot_is_alive_and_not_ready(process: Process) -> None:
    process.ran += 3600
    assert await answers(process.health(), "/healthz") == (200, "ok\n")
    assert await answers(process.health(), "/readyz") == (503, "not ready\n")


async def test_it_is_ready_while_the_database_answers_and_telegram_is_heard(process: Process) -> None:
    health = process.health()
    health.open(process.store)
    assert (await answers(health, "/readyz"))[0] == 200
    process.ran += 121
    assert (await answers(health, "/readyz"))[0] == 503
    for contact in ("poll_answered", "webhook_seen", "updates_received"):
        process.logs(contact, counts={}, known=0, depth=0)
        assert (await answers(health, "/readyz"))[0] == 200
        process.ran += 121


async def test_a_newer_schema_or_a_lost_database_is_not_ready(process: Process) -> None:
    health = process.health()
    health.open(process.store)
    with sqlite3.connect(process.file) as database:
        database.execute("UPDATE alembic_version SET version_num = '9999'")
    database.close()
    assert (await answers(health, "/readyz"))[0] == 503
    process.store.close()
    process.file.write_bytes(b"not a database any more")
    assert (await answers(health, "/readyz"))[0] == 503
    assert (await answers(health, "/healthz"))[0] == 200, "to start it anew would not help"


async def test_a_dispatcher_that_does_not_look_for_a_minute_is_not_alive(process: Process) -> None:
    process.logs("dispatcher_looked")
    process.ran += 61
    assert (await answers(process.health(), "/healthz"))[0] == 503
    process.logs("message_settled")
    assert (await answers(process.health(), "/healthz"))[0] == 200


async def test_a_dispatcher_that_waits_for_the_database_or_for_telegram_is_alive(process: Process) -> None:
    process.logs("dispatcher_looked")
    process.ran += 3600
    process.logs("store_troubled", reason="lost")
    process.ran += 60
    assert (await answers(process.health(), "/healthz"))[0] == 200
    process.ran += 31
    assert (await answers(process.health(), "/healthz"))[0] == 503
    process.pulse.paused = lambda: 300.0
    assert (await answers(process.health(), "/healthz"))[0] == 200


async def test_a_blocked_loop_is_not_alive(process: Process) -> None:
    beating = asyncio.create_task(process.pulse.beat())
    await asyncio.sleep(0)
    process.ran += 4.5  # the loop stood still for so long
    async with asyncio.timeout(20):
        while process.pulse.lag_s == 0.0:  # noqa: ASYNC110 - until the next beat
            await asyncio.sleep(0.01)
    beating.cancel()
    assert process.pulse.lag_s == 3.5
    assert (await answers(process.health(), "/healthz"))[0] == 503


async def test_on_this_machine_the_metrics_are_open_unless_there_is_a_token(process: Process) -> None:
    code, text = await answers(process.health(), "/metrics")
    assert code == 200
    assert "bot_inbox_depth 0.0" in text
    for wrong in ({}, {"Authorization": f"Bearer {TOKEN}x"}, {"Authorization": TOKEN}, {"Authorization": "Bearer ü"}):
        assert (await answers(process.health(TOKEN), "/metrics", **wrong)) == (401, "")
    assert (await answers(process.health(TOKEN), "/metrics", Authorization=f"Bearer {TOKEN}"))[0] == 200
    assert (await answers(process.health(), "/"))[0] == 404


def test_towards_the_world_there_are_no_metrics_without_a_token(process: Process) -> None:
    def paths(health: Health) -> list[str]:
        return [route.path for route in health.routes(local=False)]

    assert paths(process.health()) == ["/healthz", "/readyz"]
    assert paths(process.health(TOKEN)) == ["/healthz", "/readyz", "/metrics"]


async def test_a_port_that_is_taken_is_said(process: Process) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        with pytest.raises(Mistake) as caught:
            await answers_on(process.health(), int(taken.getsockname()[1]))
    assert caught.value.exit_code is Exit.ADDRESS_IN_USE
    assert caught.value.line.startswith("METRICS_PORT")


async def answers_on(health: Health, port: int) -> None:
    async with health.listening(port):
        pass
