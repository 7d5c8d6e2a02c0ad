"""F20: the same update ten times: to two replicas at once, while the first copy is still being handled, and after a restart."""

from __future__ import annotations

import asyncio
import random
from itertools import cycle
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from sqlmodel import col, func, select

from bot.intake.webhook import SECRET_HEADER
from bot.store.records import Pause
from tests.app.ports import free_port
from tests.databases import KINDS
from tests.proof.arena import SECRET, TOKEN, Arena, an_arena
from tests.proof.checker import check
from tests.proof.forks import Zygote
from tests.proof.numbers import note
from tests.proof.size import LONG, seed_of_this_run, size

PEOPLE = size("PEOPLE", 4, 250)
UPDATES = 4
"""Of each person."""
AT_ONCE, REPLAYED = 8, 2
"""How often each of them comes before the restart, and after it."""


@pytest.mark.parametrize("kind", KINDS if LONG else ["postgresql"])  # SQLite has one replica
async def test_ten_copies_of_every_update_have_one_effect_and_one_answer(
    kind: str, zygote: Zygote, tmp_path: Path
) -> None:
    chance = random.Random(seed_of_this_run(20))
    async with an_arena(zygote, kind, tmp_path) as arena, aiohttp.ClientSession() as http:
        arena.settings["WAITS_SCALE"] = "1"  # nobody dies here, so nobody is waited for
        arena.comes(PEOPLE)
        ports = [free_port(), free_port()] if arena.postgres else [free_port()]
        telegram = Telegram(http, ports, await started(arena, ports))
        await arena.settled()
        said = [speaks(arena, who) for who in arena.people]
        before = arena.arrived
        async with asyncio.timeout(300):
            await asyncio.gather(*(telegram.brings(updates) for updates in said))
        await arena.settled(60)
        answered = arena.arrived - before

        assert [await arena.stop(bot) for bot in arena.bots] == [0] * len(ports)
        await started(arena, ports)
        again = [update for updates in said for update in updates] * REPLAYED
        chance.shuffle(again)
        async with asyncio.timeout(300):
            await asyncio.gather(*(telegram.brings(again[start::40], 1) for start in range(40)))
        await arena.all_said(60)

        report = check(arena, steps=("D0-1", "D0-2"))
        pauses, open_ones = paused(arena)
        toasts = sum(call.method == "answerCallbackQuery" for call in arena.served.ledger.calls)
        doubled = {
            "pauses": abs(pauses - PEOPLE) + open_ones,
            "toasts": abs(toasts - PEOPLE),
            "answers": abs(answered - PEOPLE * UPDATES),
            "answered after the restart": arena.arrived - before - answered,
            "reminders": report.duplicated,
        }
        note(
            f"F20 {kind}", {"updates": PEOPLE * UPDATES, "deliveries": telegram.taken, "double": sum(doubled.values())}
        )
        assert not report.wrong
        assert not any(doubled.values()), doubled
        assert report.reply_copies == 0


class Telegram:
    """Brings updates to the replicas, in turn, each until it is taken. `taken`: how many deliveries were acknowledged."""

    def __init__(self, http: aiohttp.ClientSession, ports: list[int], path: str) -> None:
        self._http = http
        self._addresses = cycle(f"http://127.0.0.1:{port}{path}" for port in ports)
        self._lines = asyncio.Semaphore(40)
        self.taken = 0

    async def brings(self, updates: list[dict[str, Any]], copies: int = AT_ONCE) -> None:
        """One update after the other, all copies of one at the same time."""
        for update in updates:
            await asyncio.gather(*(self._delivers(update, next(self._addresses)) for _ in range(copies)))

    async def _delivers(self, update: dict[str, Any], address: str) -> None:
        async with self._lines:
            while True:
                async with self._http.post(address, json=update, headers={SECRET_HEADER: SECRET}) as answer:
                    if answer.status == 200:
                        self.taken += 1
                        return
                await asyncio.sleep(0.05)


async def started(arena: Arena, ports: list[int]) -> str:
    """Replicas at these ports, and the path at which they take updates."""
    address = f"http://127.0.0.1:{ports[0]}"
    for port in ports:
        bot = await arena.start("serve", {"WEBHOOK_URL": address, "WEBHOOK_SECRET": SECRET, "PORT": str(port)})
        await arena.until(lambda bot=bot: bot.events("bot_started"), what="a start")  # type: ignore[misc]
    await arena.until(lambda: arena.bots[0].events("webhook_set"), what="a webhook")
    async with aiohttp.ClientSession() as http, http.get(f"{arena.served.base_url}{TOKEN}/getWebhookInfo") as answer:
        return str((await answer.json())["result"]["url"]).removeprefix(address)


def speaks(arena: Arena, who: int) -> list[dict[str, Any]]:
    """What one person says and taps, as Telegram would bring it. Pausing twice would show: so it is paused, and no more."""
    with_a_button = arena.world.person_says(who, "/pause")
    arena.world.person_taps(who, with_a_button.id, "1:resume")
    arena.world.person_says(who, "/help")
    arena.world.person_says(who, "/privacy")
    mine = [one for one in arena.world.updates.waiting() if one.body.keys() & {"message", "callback_query"}]
    arena.world.updates.drop_all()
    return [one.body for one in mine]


def paused(arena: Arena) -> tuple[int, int]:
    """How many pauses there were, and how many of them have not ended."""
    with arena.store.read() as tx:
        every = select(func.count()).select_from(Pause)
        return tx.exec(every).one(), tx.exec(every.where(col(Pause.ended_at).is_(None))).one()
