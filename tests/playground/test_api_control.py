"""The playground as a process of its own, driven through its control endpoints."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from .api_caller import MARIA, eventually, playground

ROOT = Path(__file__).parents[2]


class Remote:
    """A running `python -m bot.playground` and its address."""

    def __init__(self, url: str, http: aiohttp.ClientSession, errors: asyncio.StreamReader | None) -> None:
        self.url = url
        self.http = http
        self.errors = errors

    async def get(self, path: str) -> Any:
        async with self.http.get(self.url + path) as answer:
            return await answer.json()

    async def post(self, path: str, given: Any) -> Any:
        async with self.http.post(self.url + path, json=given) as answer:
            return await answer.json()


@asynccontextmanager
async def a_process(*arguments: str) -> AsyncIterator[Remote]:
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot.playground", "--port", "0", "--token", "1:x", *arguments,
        stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE, cwd=ROOT,
    )  # fmt: skip
    assert process.stdout is not None
    url = (await process.stdout.readline()).decode().strip()
    async with aiohttp.ClientSession() as http:
        yield Remote(url, http, process.stderr)
    process.terminate()
    assert await process.wait() == 0


async def test_a_test_in_another_process_plays_maria_turns_the_clock_and_reads_the_ledger() -> None:
    async with a_process("--api", "9.0") as there:
        said = await there.post("/control/person/says", {"person": MARIA, "name": "Maria", "text": "/start"})
        assert said["chat_id"] == MARIA
        [update] = (await there.get("/bot1:x/getUpdates"))["result"]
        assert update["message"]["from"]["first_name"] == "Maria"
        keyboard = {"inline_keyboard": [[{"text": "Yes", "callback_data": "y"}]]}
        sent = await there.post("/bot1:x/sendMessage", {"chat_id": MARIA, "text": "Done?", "reply_markup": keyboard})
        number = sent["result"]["message_id"]
        tap = await there.post("/control/person/taps", {"person": MARIA, "message": number, "data": "y"})
        await there.post("/bot1:x/answerCallbackQuery", {"callback_query_id": tap["tap"], "text": "Good"})
        assert (await there.get(f"/control/tap?id={tap['tap']}"))["answer"]["text"] == "Good"
        history = await there.get(f"/control/history?chat={MARIA}")
        assert [(message["from_bot"], message["text"]) for message in history] == [(False, "/start"), (True, "Done?")]
        ledger = await there.get("/control/ledger")
        assert [(line["action"], line["text"]) for line in ledger["entries"]] == [("sent", "Done?")]
        refused = await there.post("/bot1:x/pinChatMessage", {"chat_id": MARIA, "message_id": number})
        assert refused["error_code"] == 404

        before = await there.get("/control/clock")
        assert (before["revision"], round(before["offset_seconds"])) == (0, 0)
        waiting = asyncio.create_task(there.get("/control/clock?after=0"))
        moved = await there.post("/control/clock", {"move_seconds": 86400})
        assert (await waiting)["revision"] == moved["revision"] == 1
        assert round(moved["offset_seconds"]) == 86400
        turned = await there.post("/control/clock", {"set": "2027-01-01T00:00:00+00:00"})
        assert turned["now"].startswith("2027-01-01T00:00:00")
        assert (await there.get("/control/clock?after=0"))["revision"] == 2

        await there.post("/control/faults", [{"kind": "500", "method": "getMe"}])
        assert (await there.get("/bot1:x/getMe"))["error_code"] == 500
        await there.post("/control/faults", [])
        assert (await there.get("/bot1:x/getMe"))["ok"] is True
        await there.post("/control/person/blocks", {"person": MARIA})
        assert (await there.post("/bot1:x/sendMessage", {"chat_id": MARIA, "text": "Hi"}))["error_code"] == 403


async def test_the_process_serves_the_chat_page_too_and_never_says_what_was_said() -> None:
    async with a_process() as there:
        async with there.http.get(there.url) as page:
            assert page.status == 200
            assert page.content_type == "text/html"
        secret = "my cheek hurts"
        await there.post("/control/person/says", {"person": MARIA, "name": "Maria", "text": secret})
        await there.post("/bot1:x/sendMessage", {"chat_id": MARIA, "text": f"<p>{secret}", "parse_mode": "HTML"})
        await there.post("/bot1:wrong/sendMessage", {"chat_id": MARIA, "text": secret})
        await there.post("/bot1:x/setWebhook", {"url": "http://127.0.0.1:9/"})
        await eventually_failed(there)
        assert there.errors is not None
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(there.errors.read(1), 0.05)


async def eventually_failed(there: Remote) -> None:
    """Until the webhook has been tried in vain."""
    async with asyncio.timeout(10):
        while "last_error_message" not in (await there.get("/bot1:x/getWebhookInfo"))["result"]:  # noqa: ASYNC110
            await asyncio.sleep(0.01)


async def test_a_taken_port_is_one_line_and_exit_code_6() -> None:
    async with a_process() as there:
        port = there.url.rpartition(":")[2]
        second = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "bot.playground", "--port", port, stderr=asyncio.subprocess.PIPE, cwd=ROOT
        )
        _, complaint = await second.communicate()
        assert second.returncode == 6
        assert complaint.decode() == f"Port {port} is taken: choose another.\n"


@pytest.mark.parametrize("arguments", [("--token", "nonsense"), ("--api", "new"), ("--port", "http")])
async def test_a_wrong_argument_is_exit_code_2(arguments: tuple[str, str]) -> None:
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot.playground", *arguments, stderr=asyncio.subprocess.PIPE, cwd=ROOT
    )
    _, complaint = await process.communicate()
    assert process.returncode == 2
    assert "Traceback" not in complaint.decode()


@pytest.mark.parametrize(
    ("path", "given", "status"),
    [
        ("/control/person/says", {"text": "no person"}, 400),
        ("/control/person/says", ["Maria"], 400),
        ("/control/person/dances", {"person": MARIA}, 404),
        ("/control/person/taps", {"person": MARIA, "message": 1, "data": "x"}, 404),
        ("/control/clock", {"move_seconds": 5}, 400),
        ("/control/faults", [{"kind": "gremlins"}], 400),
    ],
)
async def test_wrong_orders_are_answered_and_break_nothing(path: str, given: Any, status: int) -> None:
    async with playground() as p, p.http.post(p.served.url + path, json=given) as answer:
        assert answer.status == status
        assert "error" in await answer.json() or status == 404


async def test_a_page_of_another_origin_gives_no_orders() -> None:
    async with playground() as p:
        evil = {"Origin": "https://evil.example"}
        url = f"{p.served.url}/control/person/says"
        async with p.http.post(url, json={"person": MARIA, "text": "I consent"}, headers=evil) as answer:
            assert answer.status == 403
        assert p.last().text == "/start"


async def test_every_deed_of_a_person_can_be_ordered() -> None:
    async with playground() as p:

        async def order(deed: str, **given: Any) -> Any:
            async with p.http.post(f"{p.served.url}/control/person/{deed}", json={"person": MARIA, **given}) as answer:
                assert answer.status == 200, await answer.text()
                return await answer.json()

        said = await order("says", text="12.05")
        assert (await order("edits", message=said["id"], text="12 May"))["text"] == "12 May"
        assert (await order("sends", kind="location", latitude=38.7, longitude=-9.1))["kind"] == "location"
        await order("sends", kind="photo", media_group_id="an album")
        assert p.world.updates.waiting()[-1].body["message"]["media_group_id"] == "an album"
        group = await order("adds-to-group", supergroup=True)
        assert group["chat"] in p.world.chats
        assert (await order("says", chat=group["chat"], text="/today"))["chat_id"] == group["chat"]
        basic = await order("adds-to-group", title="Ward")
        moved = await order("upgrades-group", chat=basic["chat"])
        assert p.world.chat(basic["chat"]).migrated_to == moved["chat"]
        await order("removes-bot", chat=group["chat"])
        assert p.world.chat(group["chat"]).bot_status == "kicked"
        assert (await order("injects", update={"odd": 1}))["update_id"] > 0
        await order("blocks")
        assert p.world.chat(MARIA).blocked
        await order("unblocks")
        await order("leaves-telegram")
        assert p.world.person(MARIA).deactivated
        idle = await (await p.http.get(f"{p.served.url}/control/idle")).json()
        assert idle == {"idle_since": None}


async def test_the_door_can_be_shut_for_a_while_from_outside() -> None:
    async with playground() as p:
        async with p.http.post(f"{p.served.url}/control/door", json={"shut_seconds": 0.05}) as answer:
            assert answer.status == 200
        door = p.served.door
        await eventually(lambda: door._site is None)
        await eventually(lambda: door._site is not None)
        assert await p.says("back again")


async def test_what_the_clock_says_is_an_instant_with_its_offset() -> None:
    async with playground() as p, p.http.get(f"{p.served.url}/control/clock") as answer:
        now = datetime.fromisoformat((await answer.json())["now"])
        assert now == p.clock()
