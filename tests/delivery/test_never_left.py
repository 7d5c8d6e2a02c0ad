"""What certainly did not leave, for want of a line, a name or a connection, is said when there is one again, and once."""

from __future__ import annotations

from collections import Counter
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from datetime import timedelta
from typing import Any

import pytest

from bot.delivery.transport import Transport
from bot.playground.faults import FaultKind, Rule
from bot.playground.server import Served
from bot.store.states import MessageState
from bot.store.store import Store
from tests.delivery.conftest import MARIA
from tests.delivery.office import an_office
from tests.delivery.test_rough_weather import REPEAT
from tests.people import LISBON, at
from tests.proof.numbers import note
from tests.proof.size import size

MORNING = at("2026-03-06 09:00", LISBON)
PATIENCE_S = 120.0
PEOPLE = [MARIA + 300 + n for n in range(size("PEOPLE", 4, 60))]

Trouble = Callable[[Served, pytest.MonkeyPatch], AbstractAsyncContextManager[None]]


@asynccontextmanager
async def no_line(served: Served, _patch: pytest.MonkeyPatch) -> AsyncIterator[None]:
    """Nobody listens on the port."""
    await served.door.shut()
    yield
    await served.door.open()


@asynccontextmanager
async def no_name(_served: Served, patch: pytest.MonkeyPatch) -> AsyncIterator[None]:
    """The server's name is one that nobody knows."""
    asks = Transport.do_request

    async def asks_elsewhere(self: Transport, url: str, *given: Any, **named: Any) -> tuple[int, bytes]:
        return await asks(self, url.replace("127.0.0.1", "no-such-host.invalid"), *given, **named)

    with patch.context() as elsewhere:
        elsewhere.setattr(Transport, "do_request", asks_elsewhere)
        yield


@asynccontextmanager
async def no_connection(served: Served, patch: pytest.MonkeyPatch) -> AsyncIterator[None]:
    """The office has one connection, and each call holds it for longer than the others wait for it."""
    served.faults.add(Rule(FaultKind.LATE_ANSWER, "sendMessage", seconds=0.2))
    with patch.context() as impatient:
        impatient.setattr("bot.delivery.transport.CONNECT_S", 0.1)
        yield
    served.faults.clear()


@pytest.mark.parametrize("trouble", [no_line, no_name, no_connection])
async def test_what_never_left_is_not_lost_and_comes_once(
    store: Store, served: Served, monkeypatch: pytest.MonkeyPatch, trouble: Trouble
) -> None:
    for who in PEOPLE:
        served.world.add_person(who, "Somebody")
        served.world.person_says(who, "/start")
    async with an_office(store, served, MORNING, connections=1) as office:
        async with trouble(served, monkeypatch):
            for who in PEOPLE:
                office.treated(who)
            await office.settled(PATIENCE_S)
            waiting = sum(one.state is MessageState.LATER for one in office.messages())
        office.clock.move(timedelta(minutes=1))
        await office.settled(PATIENCE_S)

        messages = office.messages()
        copies = Counter((entry.chat_id, entry.text.removeprefix(REPEAT)) for entry in served.ledger.sent())
        numbers = {
            "sends": copies.total(),
            "in_vain": sum(one.attempt - 1 for one in messages),
            "lost": 2 * len(PEOPLE) - len(copies),
            "duplicated": copies.total() - len(copies),
        }
        note(f"F9 {trouble.__name__.replace('_', ' ')}", numbers)
        assert waiting, "some of it could not leave"
        assert {one.state for one in messages} == {MessageState.SENT}
        assert (numbers["lost"], numbers["duplicated"]) == (0, 0)
        assert not any(entry.text.startswith(REPEAT) for entry in served.ledger.sent()), "nobody has to doubt it"
