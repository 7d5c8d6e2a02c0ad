"""Who may drive the page: this machine's own browser on our own page, and nobody through it."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import aiohttp
import pytest

from .page_bot import AMIR, MARIA, Playground, playground


@asynccontextmanager
async def client() -> AsyncIterator[tuple[Playground, aiohttp.ClientSession]]:
    async with playground() as ground, aiohttp.ClientSession(ground.address) as session:
        yield ground, session


async def ask(socket: aiohttp.ClientWebSocketResponse, request: Any) -> dict[str, Any]:
    await socket.send_str(request if isinstance(request, str) else json.dumps(request))
    answer: dict[str, Any] = await socket.receive_json(timeout=5)
    return answer


@pytest.mark.parametrize("path", ["/", "/static/main.js", "/ws"])
@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:80", "127.0.0.1.evil.example", "localhost.evil.example", "[", ""]
)
async def test_a_name_that_is_not_this_machine_is_refused(path: str, host: str) -> None:
    async with client() as (_, session), session.get(path, headers={"Host": host}) as answer:
        assert answer.status in {400, 403}


@pytest.mark.parametrize("host", ["localhost:8000", "127.0.0.1:1", "[::1]:8000", "127.8.8.8"])
async def test_every_name_of_this_machine_is_let_in(host: str) -> None:
    async with client() as (_, session), session.get("/", headers={"Host": host}) as answer:
        assert answer.status == 200


@pytest.mark.parametrize("origin", ["https://evil.example", "null", "http://localhost:1", "http://127.0.0.1"])
async def test_a_foreign_page_cannot_open_the_line(origin: str) -> None:
    async with client() as (_, session):
        with pytest.raises(aiohttp.WSServerHandshakeError) as refused:
            await session.ws_connect("/ws", headers={"Origin": origin})
        assert refused.value.status == 403


async def test_our_own_page_can_open_it() -> None:
    async with client() as (ground, session), session.ws_connect("/ws", headers={"Origin": ground.address}) as socket:
        hello = await socket.receive_json(timeout=5)
        assert hello["type"] == "hello"
        assert [one["name"] for one in hello["people"]] == ["Maria"]


async def test_foreign_pages_cannot_embed_pictures_but_a_link_to_the_page_works() -> None:
    async with client() as (ground, session):
        photo = ground.world.files.keep(b"\x89PNG", "a.png", "image/png")
        elsewhere = {"Sec-Fetch-Site": "cross-site"}
        async with session.get(f"/media/{photo.id}", headers=elsewhere) as answer:
            assert answer.status == 403
        async with session.get("/", headers=elsewhere) as answer:
            assert answer.status == 200


async def test_the_page_comes_with_a_policy_that_runs_nothing_foreign() -> None:
    async with client() as (_, session), session.get("/") as answer:
        policy = answer.headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "script-src 'self';" in policy
        assert "unsafe" not in policy
        assert "frame-ancestors 'none'" in policy
        page = await answer.text()
        assert "http://" not in page
        assert "https://" not in page
        assert " style=" not in page


@pytest.mark.parametrize("name", ["../page.py", "..%2Fpage.py", "%2e%2e/world.py", "nothing.js", ".", "%00"])
async def test_only_the_files_of_the_page_are_served(name: str) -> None:
    async with client() as (_, session), session.get(f"/static/{name}") as answer:
        assert answer.status == 404


async def test_files_from_a_chat_never_run_in_the_page() -> None:
    async with client() as (ground, session):
        evil = ground.world.files.keep(b"<script>1</script>", 'a";\r\n.html', "text/html")
        async with session.get(f"/media/{evil.id}") as answer:
            assert answer.content_type == "application/octet-stream"
            assert answer.headers["Content-Disposition"].startswith("attachment")
            assert answer.headers["X-Content-Type-Options"] == "nosniff"
        async with session.get("/media/unknown") as answer:
            assert answer.status == 404


@pytest.mark.parametrize(
    ("request_", "reason"),
    [
        ("not json", "malformed"),
        ("[]", "malformed"),
        ("null", "malformed"),
        ({"do": "__class__"}, "malformed"),
        ({"do": ["say"]}, "malformed"),
        ({"do": "say", "person": MARIA}, "malformed"),
        ({"do": "say", "person": True, "text": "x"}, "malformed"),
        ({"do": "say", "person": 1, "text": "x"}, "no_such"),
        ({"do": "say", "person": MARIA, "text": " \n "}, "empty"),
        ({"do": "say", "person": MARIA, "text": "x" * 4097}, "too_long"),
        ('{"do": "say", "person": 501, "text": "\\ud800"}', "malformed"),
        ({"do": "tap", "person": MARIA, "message": 1, "data": "x"}, "no_such"),
        ({"do": "tap", "person": MARIA, "message": 1, "data": "é" * 33}, "malformed"),
        ({"do": "edit", "person": MARIA, "message": 1, "text": "x"}, "no_such"),
        ({"do": "send", "person": MARIA, "kind": "bomb"}, "malformed"),
        ({"do": "send", "person": MARIA, "kind": "photo", "content": "%%%"}, "malformed"),
        ('{"do": "send", "person": 501, "kind": "location", "latitude": NaN, "longitude": 0}', "malformed"),
        ({"do": "send", "person": MARIA, "kind": "location", "latitude": 91, "longitude": 0}, "malformed"),
        ({"do": "add_person", "name": " ", "language": "en", "zone": "UTC"}, "empty"),
        ({"do": "add_person", "name": "A" * 65, "language": "en", "zone": "UTC"}, "too_long"),
        ({"do": "add_person", "name": "A", "language": "<b>", "zone": "UTC"}, "malformed"),
        ({"do": "set_zone", "person": MARIA, "zone": "../../etc/passwd"}, "malformed"),
        ({"do": "walk", "hours": 0}, "malformed"),
        ({"do": "walk", "hours": -1}, "malformed"),
        ({"do": "jump", "hours": 10**9}, "malformed"),
        ({"do": "jump", "hours": 1.5}, "malformed"),
    ],
)
async def test_a_request_that_makes_no_sense_is_refused_and_changes_nothing(request_: Any, reason: str) -> None:
    async with client() as (ground, session), session.ws_connect("/ws") as socket:
        await socket.receive_json(timeout=5)
        before = ground.clock()
        assert await ask(socket, request_) == {"type": "refused", "reason": reason}
        assert ground.world.history(MARIA) == []
        assert ground.clock() == before
        assert list(ground.world.people) == [MARIA]


async def test_a_world_without_people_gets_a_first_patient() -> None:
    async with client() as (ground, session):
        ground.world.people.clear()
        async with session.ws_connect("/ws") as socket:
            hello = await socket.receive_json(timeout=5)
        assert [one["name"] for one in hello["people"]] == ["Maria"]


async def test_groups_are_not_shown() -> None:
    async with client() as (ground, session), session.ws_connect("/ws") as socket:
        await socket.receive_json(timeout=5)
        ground.world.person_adds_to_group(MARIA)
        told = await ask(socket, {"do": "set_zone", "person": MARIA, "zone": "Asia/Tehran"})
        assert told == {"type": "zone", "person": MARIA, "zone": "Asia/Tehran"}


async def test_somebody_who_joins_by_another_way_is_introduced_before_they_speak() -> None:
    async with client() as (ground, session), session.ws_connect("/ws") as socket:
        await socket.receive_json(timeout=5)
        ground.world.add_person(AMIR, "Amir", "fa")
        ground.bot.say(AMIR, "Hello")
        first, second = [await socket.receive_json(timeout=5) for _ in range(2)]
        assert (first["type"], first["person"]["name"]) == ("person", "Amir")
        assert (second["type"], second["person"]) == ("message_new", AMIR)
