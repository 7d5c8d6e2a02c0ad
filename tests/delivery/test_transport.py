"""What is known of a call that failed: it never left, or nobody can tell."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Awaitable, Callable

import pytest
from telegram.error import Forbidden, NetworkError, RetryAfter
from telegram.ext import ExtBot

from bot.delivery.last_look import only_if
from bot.delivery.transport import HeldBackError, NeverLeftError, Transport, UnansweredError
from bot.playground.faults import FaultKind, Rule
from tests.delivery.conftest import MARIA, TOKEN, Connect

LOST = [
    FaultKind.REFUSE,
    FaultKind.DROP_BEFORE,
    FaultKind.HANG,
    FaultKind.DELIVER_THEN_HANG,
    FaultKind.DELIVER_THEN_DROP,
    FaultKind.DELIVER_THEN_RESET,
    FaultKind.HALF_BODY,
    FaultKind.CAPTIVE_PORTAL,
]


def always() -> bool:
    return True


def never() -> bool:
    return False


async def yes() -> bool:
    return True


@pytest.mark.parametrize("kind", LOST)
async def test_a_call_without_a_whole_answer_is_unanswered(connect: Connect, kind: FaultKind) -> None:
    async with connect(total_s=0.3) as line:
        line.served.faults.add(Rule(kind, "sendMessage"))
        with pytest.raises(UnansweredError):
            await line.bot.send_message(MARIA, "Good morning.")


@pytest.mark.parametrize("kind", [FaultKind.BAD_GATEWAY, FaultKind.DELIVER_THEN_502, FaultKind.SERVER_ERROR])
async def test_a_5xx_is_an_unknown_outcome_and_not_one_that_never_left(connect: Connect, kind: FaultKind) -> None:
    async with connect() as line:
        line.served.faults.add(Rule(kind, "sendMessage"))
        with pytest.raises(NetworkError) as caught:
            await line.bot.send_message(MARIA, "Good morning.")
        assert not isinstance(caught.value, NeverLeftError)


async def test_a_closed_port_is_a_call_that_never_left() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]
    async with Transport() as transport:
        with pytest.raises(NeverLeftError):
            await transport.post(f"http://127.0.0.1:{port}/bot{TOKEN}/getMe")


async def test_a_name_that_does_not_exist_is_a_call_that_never_left() -> None:
    async with Transport() as transport:
        with pytest.raises(NeverLeftError):
            await transport.post(f"http://no-such-host.invalid/bot{TOKEN}/getMe")


async def test_no_free_connection_is_a_call_that_never_left(connect: Connect, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.delivery.transport.CONNECT_S", 0.2)
    async with connect() as line, Transport(connections=1) as narrow:
        line.served.faults.add(Rule(FaultKind.HANG, "sendMessage", times=1, seconds=0.5))
        bot: ExtBot[None] = ExtBot(TOKEN, base_url=line.served.base_url, request=narrow)
        calls = (bot.send_message(MARIA, "hangs"), bot.send_message(MARIA, "waits for a connection"))
        hung, waited = await asyncio.gather(*calls, return_exceptions=True)
        assert isinstance(hung, UnansweredError)
        assert isinstance(waited, NeverLeftError)


async def test_whether_a_call_may_leave_is_asked_when_its_connection_is_at_hand(connect: Connect) -> None:
    async with connect() as line, Transport(connections=1) as narrow:
        line.served.faults.add(Rule(FaultKind.LATE_ANSWER, "sendMessage", times=1, seconds=0.3))
        bot: ExtBot[None] = ExtBot(TOKEN, base_url=line.served.base_url, request=narrow)
        first = asyncio.create_task(bot.send_message(MARIA, "takes the only connection"))
        asked: list[bool] = []

        async def not_any_more() -> bool:
            asked.append(first.done())
            return False

        while not line.served.ledger.sent(MARIA):  # noqa: ASYNC110 - the server does not tell when it has it
            await asyncio.sleep(0.005)
        with only_if(always, not_any_more), pytest.raises(HeldBackError):
            await bot.send_message(MARIA, "comes too late")
        assert asked == [True]
        assert line.texts() == ["takes the only connection"]
        await bot.send_message(MARIA, "and the line is as good as before")
        assert len(line.texts()) == 2


async def test_everybody_who_has_a_say_is_asked_and_whoever_began_it_last(connect: Connect) -> None:
    async with connect() as line:
        asked: list[str] = []

        def says(name: str, answer: bool) -> Callable[[], Awaitable[bool]]:
            async def look() -> bool:
                asked.append(name)
                return answer

            return look

        with (
            only_if(always, says("the lease", False)),
            only_if(always, says("the pace", True)),
            pytest.raises(HeldBackError),
        ):
            await line.bot.send_message(MARIA, "Good morning.")
        with only_if(always, says("the lease", True)), only_if(always, says("the pace", True)):
            await line.bot.send_message(MARIA, "Good morning.")
        assert asked == ["the pace", "the lease"] * 2
        assert line.texts() == ["Good morning."]


@pytest.mark.parametrize("long_looks", [0, 1])
async def test_what_stopped_being_true_while_it_was_asked_is_noticed_when_the_first_byte_is_written(
    connect: Connect, long_looks: int
) -> None:
    async with connect() as line:
        glances: list[bool] = [True] * (1 - long_looks)

        def glance() -> bool:
            """True for as long as no loop turned since."""
            return bool(glances and glances.pop())

        with only_if(glance, yes), pytest.raises(HeldBackError):
            await line.bot.send_message(MARIA, "Good morning.")
        with only_if(glance, yes), pytest.raises(HeldBackError):
            await line.bot.send_document(MARIA, b"many words of a year " * 20_000, filename="year.ics")
        assert line.texts() == []
        await line.bot.send_message(MARIA, "and the line is as good as before")
        assert len(line.texts()) == 1


async def test_a_call_without_a_body_is_asked_about_too(connect: Connect) -> None:
    async with connect() as line:
        with only_if(never), pytest.raises(HeldBackError):
            await line.bot.get_me()
        assert (await line.bot.get_me()).is_bot


async def test_nobody_is_asked_again_about_what_is_half_written(connect: Connect) -> None:
    async with connect() as line:
        glances = [True, True]
        with only_if(lambda: bool(glances) and glances.pop()):
            await line.bot.send_document(MARIA, b"many words of a year " * 20_000, filename="year.ics")
        assert len(line.texts()) == 1
        assert glances == []


async def test_a_look_that_takes_longer_than_a_call_may_is_a_call_that_never_left(connect: Connect) -> None:
    async with connect(total_s=0.2) as line:

        async def database_is_away() -> bool:
            await asyncio.sleep(60)
            return True

        with only_if(always, database_is_away), pytest.raises(NeverLeftError):
            await line.bot.send_message(MARIA, "Good morning.")
        assert line.texts() == []


async def test_an_answer_in_the_servers_own_words_keeps_its_class(connect: Connect) -> None:
    async with connect() as line:
        line.world.person_blocks(MARIA)
        with pytest.raises(Forbidden):
            await line.bot.send_message(MARIA, "Good morning.")
        line.served.faults.add(Rule(FaultKind.TOO_MANY, "getMe", seconds=3))
        with pytest.raises(RetryAfter):
            await line.bot.get_me()


async def test_a_file_arrives_whole(connect: Connect) -> None:
    async with connect() as line:
        content = bytes(range(256)) * 300
        await line.bot.send_document(MARIA, content, filename="plan.ics", caption="Your year")
        (message,) = (one for one in line.world.history(MARIA) if one.from_bot)
        assert message.document is not None
        assert message.document.content == content
        assert message.document.name == "plan.ics"


@pytest.mark.parametrize("body", [b'{"ok":false,"description":"No"}', b'{"ok":true,"result":' + b"[" * 99_999])
async def test_a_success_that_brings_no_result_is_unanswered(body: bytes) -> None:
    class Odd(Transport):
        async def do_request(self, *_given: object, **_named: object) -> tuple[int, bytes]:
            return 200, body

    with pytest.raises(UnansweredError):
        await Odd().post(f"http://127.0.0.1/bot{TOKEN}/getUpdates")
