"""Everything that can be made to go wrong with a call: what the bot sees of it, and whether the message got through."""

from __future__ import annotations

import asyncio
from typing import Any

import aiohttp
import pytest

from bot.playground.faults import FaultKind, Faults, Rule, rule_from_json

from .api_caller import AMIR, MARIA, Playground, eventually, playground

DELIVERED = {
    FaultKind.DELIVER_THEN_HANG,
    FaultKind.DELIVER_THEN_DROP,
    FaultKind.DELIVER_THEN_RESET,
    FaultKind.DELIVER_THEN_502,
    FaultKind.HALF_BODY,
    FaultKind.SLOW_DRIP,
    FaultKind.LATE_ANSWER,
}


CASES: list[tuple[FaultKind, set[Any]]] = [
    (FaultKind.REFUSE, {"ClientOSError", "ServerDisconnectedError"}),
    (FaultKind.DROP_BEFORE, {"ServerDisconnectedError"}),
    (FaultKind.HANG, {"TimeoutError"}),
    (FaultKind.DELIVER_THEN_HANG, {"TimeoutError"}),
    (FaultKind.DELIVER_THEN_DROP, {"ServerDisconnectedError"}),
    (FaultKind.DELIVER_THEN_RESET, {"ClientOSError"}),
    (FaultKind.DELIVER_THEN_502, {(502, "text/html")}),
    (FaultKind.HALF_BODY, {"ClientPayloadError"}),
    (FaultKind.SLOW_DRIP, {(200, "application/json")}),
    (FaultKind.LATE_ANSWER, {(200, "application/json")}),
    (FaultKind.CAPTIVE_PORTAL, {(200, "text/html")}),
    (FaultKind.UNAUTHORIZED, {(401, "application/json")}),
    (FaultKind.NOT_FOUND, {(404, "application/json")}),
    (FaultKind.TOO_MANY, {(429, "application/json")}),
    (FaultKind.SERVER_ERROR, {(500, "application/json")}),
    (FaultKind.BAD_GATEWAY, {(502, "text/html")}),
]
"""What a caller sees of each fault."""


async def outcome(p: Playground, seconds: float = 10) -> Any:
    """What a caller sees: status and content type with the body's size, or the name of the error."""
    try:
        async with p.http.post(
            p.url("sendMessage"),
            json={"chat_id": MARIA, "text": "Hi"},
            timeout=aiohttp.ClientTimeout(total=seconds),
        ) as answer:
            await answer.read()
            return answer.status, answer.content_type
    except (aiohttp.ClientError, TimeoutError) as error:
        return type(error).__name__


@pytest.mark.parametrize(("kind", "seen"), CASES)
async def test_every_fault_shows_as_it_should_and_delivers_only_if_it_says_so(kind: FaultKind, seen: set[Any]) -> None:
    faults = Faults(seed=1)
    faults.add(Rule(kind, method="sendMessage", times=1))
    async with playground(faults=faults) as p:
        assert await outcome(p, seconds=0.3 if "TimeoutError" in seen else 10) in seen
        await eventually(lambda: p.world.idle_since() is not None)
        assert len(p.ledger.sent(MARIA)) == (1 if kind in DELIVERED else 0)
        [call] = p.ledger.calls
        assert (call.method, call.chat_id, call.fault) == ("sendMessage", MARIA, str(kind))
        assert await outcome(p) == (200, "application/json"), "the fault was for one call only"


def test_there_is_a_case_for_every_fault() -> None:
    assert {kind for kind, _ in CASES} == set(FaultKind)


async def test_a_hanging_call_keeps_the_bot_busy_until_it_gives_up() -> None:
    faults = Faults(seed=1)
    faults.add(Rule(FaultKind.HANG))
    async with playground(faults=faults) as p:
        call = asyncio.create_task(outcome(p, seconds=0.2))
        await eventually(lambda: p.world.idle_since() is None)
        assert await call == "TimeoutError"
        await eventually(lambda: p.world.idle_since() is not None)
        assert p.ledger.calls[0].status == 0


async def test_too_many_requests_says_how_long_to_wait() -> None:
    faults = Faults(seed=1)
    faults.add(Rule(FaultKind.TOO_MANY, seconds=7))
    async with playground(faults=faults) as p:
        refused = await p.call("sendMessage", chat_id=MARIA, text="Hi")
        assert refused.refusal == (429, "Too Many Requests: retry after 7")
        assert refused.body["parameters"] == {"retry_after": 7}


async def test_a_rule_can_mean_one_method_one_chat_one_text_and_the_nth_call() -> None:
    faults = Faults(seed=1)
    faults.add(Rule(FaultKind.SERVER_ERROR, method="sendmessage", chat_id=AMIR, nth=2))
    faults.add(Rule(FaultKind.SERVER_ERROR, text="sunscreen"))
    async with playground(faults=faults) as p:

        async def status(chat_id: int, text: str = "Hi") -> int:
            return (await p.call("sendMessage", chat_id=chat_id, text=text)).status

        assert [await status(MARIA), await status(MARIA)] == [200, 200]
        assert (await p.call("sendChatAction", chat_id=AMIR, action="typing")).status == 200
        assert [await status(AMIR), await status(AMIR), await status(AMIR)] == [200, 500, 200]
        assert await status(MARIA, "your sunscreen") == 500
        p.faults.clear()
        assert await status(MARIA, "your sunscreen") == 200


def test_chances_are_the_same_for_the_same_seed_which_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    def run(seed: int) -> list[bool]:
        faults = Faults(seed)
        faults.add(Rule(FaultKind.HANG, rate=0.5))
        return [faults.choose("sendMessage", MARIA) is not None for _ in range(200)]

    assert run(5) == run(5)
    assert run(5) != run(6)
    assert 50 < sum(run(5)) < 150
    assert "playground faults: seed 5" in capsys.readouterr().err


async def test_a_shut_door_refuses_connections_and_opens_again() -> None:
    async with playground() as p:
        assert await outcome(p) == (200, "application/json")
        await p.served.door.shut()
        assert await outcome(p) in {"ServerDisconnectedError", "ClientOSError"}, "the open connection is cut"
        assert await outcome(p) == "ClientConnectorError"
        await p.served.door.open()
        assert await outcome(p) == (200, "application/json")
        assert len(p.ledger.sent(MARIA)) == 2


def test_a_rule_can_be_written_as_json() -> None:
    rule = rule_from_json({"kind": "429", "seconds": 3, "method": "sendMessage"})
    assert rule == Rule(FaultKind.TOO_MANY, method="sendMessage", seconds=3)
    with pytest.raises(ValueError, match="gremlins"):
        rule_from_json({"kind": "gremlins"})
