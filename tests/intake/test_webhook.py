"""The address at which Telegram delivers: stored before it is acknowledged, and closed to everybody else."""

from __future__ import annotations

import asyncio
import io
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import aiohttp
import pytest
from aiohttp import web
from sqlmodel import select

from bot.intake import webhook
from bot.intake.webhook import BODY_LIMIT, SECRET_HEADER, Door, runner_of
from bot.store.records import Inbox
from bot.store.store import Store
from bot.store.trouble import StoreTrouble, Trouble

BOT, PATH, SECRET = 4711, "/telegram/hK2m", "s" * 40


@dataclass
class House:
    """A door on loopback, and somebody in front of it."""

    url: str
    store: Store
    http: aiohttp.ClientSession
    woken: list[bool] = field(default_factory=list)

    async def brings(self, body: bytes, **headers: str) -> int:
        """Telegram brings something; gives the status of the answer."""
        given = headers or {SECRET_HEADER: SECRET}
        async with self.http.post(self.url + PATH, data=io.BytesIO(body), headers=given) as answer:
            return answer.status

    def stored(self) -> list[Inbox]:
        with self.store.read() as tx:
            return list(tx.exec(select(Inbox)))


@asynccontextmanager
async def a_door(store: Store) -> AsyncIterator[House]:
    woken: list[bool] = []
    door = Door(BOT, store, path=PATH, secret=SECRET, stored=lambda: woken.append(True))
    runner = runner_of(door.receive)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    port = runner.addresses[0][1]
    try:
        async with aiohttp.ClientSession() as http:
            yield House(f"http://127.0.0.1:{port}", store, http, woken)
    finally:
        await runner.cleanup()
        store.close()


def an_update(number: int = 1, **message: Any) -> bytes:
    person = {"id": 7_000_000_001, "is_bot": False, "first_name": "Maria"}
    content = {"message_id": 5, "date": 1_772_712_000, "chat": {"id": 7_000_000_001, "type": "private"}, "from": person}
    return json.dumps({"update_id": number, "message": content | {"text": "hello"} | message}).encode()


async def test_what_telegram_brings_is_stored_when_it_is_told_so(store: Store) -> None:
    async with a_door(store) as house:
        assert await house.brings(an_update(11)) == 200
        assert [(row.update_id, row.kind, row.lane) for row in house.stored()] == [(11, "message", 7_000_000_001)]
        assert house.woken == [True]


async def test_the_same_update_ten_times_is_one_and_wakes_nobody_again(store: Store) -> None:
    async with a_door(store) as house:
        assert {await house.brings(an_update(11)) for _ in range(10)} == {200}
        assert len(house.stored()) == 1
        assert house.woken == [True]


@pytest.mark.parametrize(
    "headers",
    [
        {"X-Nothing": "1"},
        {SECRET_HEADER: ""},
        {SECRET_HEADER: "s" * 39},
        {SECRET_HEADER: "s" * 41},
        {SECRET_HEADER: "S" * 40},
        {SECRET_HEADER: "s" * 7000},
        {SECRET_HEADER: "sécret"},
    ],
    ids=["none", "empty", "shorter", "longer", "other", "very long", "not ascii"],
)
async def test_who_does_not_know_the_secret_finds_nothing_here(store: Store, headers: dict[str, str]) -> None:
    async with a_door(store) as house:
        assert await house.brings(an_update(), **headers) == 404
        assert house.stored() == []


async def test_two_secrets_are_as_good_as_none(store: Store) -> None:
    async with a_door(store) as house:
        both = [(SECRET_HEADER, SECRET), (SECRET_HEADER, SECRET)]
        async with house.http.post(house.url + PATH, data=an_update(), headers=both) as answer:
            assert answer.status == 404
        assert house.stored() == []


async def test_other_paths_and_methods_are_not_found_even_with_the_secret(store: Store) -> None:
    async with a_door(store) as house:
        for method, path in (
            ("GET", PATH),
            ("PUT", PATH),
            ("POST", "/"),
            ("POST", PATH + "/"),
            ("POST", "/telegram/HK2M"),
        ):
            asked = house.http.request(method, house.url + path, data=an_update(), headers={SECRET_HEADER: SECRET})
            async with asked as answer:
                assert answer.status == 404, (method, path)
        assert house.stored() == []


async def test_a_stranger_with_fifty_megabytes_is_sent_away_before_they_arrive(store: Store) -> None:
    sent = 0

    async def endless() -> AsyncIterator[bytes]:
        nonlocal sent
        for _ in range(50):
            sent += 1
            yield b"x" * 1024 * 1024

    async with a_door(store) as house:
        try:
            async with house.http.post(house.url + PATH, data=endless(), headers={SECRET_HEADER: "wrong"}) as answer:
                assert answer.status == 404
        except aiohttp.ClientConnectionError:
            pass  # the door was shut while the client was still talking
        assert sent < 25
        assert house.stored() == []


async def test_a_body_over_the_limit_is_refused_though_the_secret_is_right(store: Store) -> None:
    async with a_door(store) as house:
        assert await house.brings(an_update(text="x" * BODY_LIMIT)) == 413
        assert house.stored() == []


async def test_a_body_that_does_not_come_is_not_waited_for(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(webhook, "BODY_S", 0.1)

    async def slow() -> AsyncIterator[bytes]:
        yield b'{"update_id": 1'
        await asyncio.sleep(1.0)
        yield b"}"

    async with a_door(store) as house:
        async with house.http.post(house.url + PATH, data=slow(), headers={SECRET_HEADER: SECRET}) as answer:
            assert answer.status == 408
        assert await house.brings(an_update(2)) == 200


@pytest.mark.parametrize("body", [b"", b"hello", b"\xff\xfe", b"[" * 100_000, b'{"update_id": '])
async def test_what_is_no_json_is_refused(store: Store, body: bytes) -> None:
    async with a_door(store) as house:
        assert await house.brings(body) == 400
        assert house.stored() == []


@pytest.mark.parametrize(
    "body", [b"[]", b"7", b"null", b'{"message": {}}', b'{"update_id": "1"}', b'{"update_id": 1e400}']
)
async def test_what_has_no_number_is_taken_and_dropped_so_that_it_does_not_come_for_ever(
    store: Store, body: bytes
) -> None:
    async with a_door(store) as house:
        assert await house.brings(body) == 200
        assert house.stored() == []


async def test_kinds_that_nobody_knows_long_texts_and_odd_characters_are_stored(store: Store) -> None:
    async with a_door(store) as house:
        assert await house.brings(b'{"update_id": 1, "moon_landing": {"from": {"id": 4503599627370495}}}') == 200
        assert await house.brings(an_update(2, text="\u00e4" * 64 * 1024)) == 200
        assert await house.brings(an_update(3).replace(b"hello", b"a\\u0000b\\ud800c")) == 200
        rows = house.stored()
        assert [(row.update_id, row.kind) for row in rows] == [(1, "other"), (2, "message"), (3, "message")]
        assert rows[0].lane == 4503599627370495
        assert json.loads(rows[2].raw or "")["message"]["text"] == "a\ufffdb\ufffdc"


async def test_while_the_database_cannot_store_nothing_is_acknowledged(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with a_door(store) as house:

        def full(*_: object) -> int:
            raise StoreTrouble(Trouble.FULL)

        with monkeypatch.context() as disk:
            disk.setattr("bot.store.inbox.put", full)
            assert await house.brings(an_update(11)) == 503
        assert house.woken == []
        assert await house.brings(an_update(11)) == 200
        assert len(house.stored()) == 1
