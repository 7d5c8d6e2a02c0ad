"""P26 on the whole bot: what ends badly, waits too long or is parked is in the log, in the metrics, in `dead` and in the
operators' chat, and none of them says about whom (`told_nothing_about_her`).
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import aiohttp
from click.testing import CliRunner
from telegram.ext import MessageHandler, filters

from bot.clock import system_clock
from bot.errors import Exit
from bot.ops.dead import dead_command
from bot.playground.faults import FaultKind, Rule
from bot.playground.server import Served
from bot.playground.time_machine import WorldClock
from bot.store import inbox, patients
from bot.store.records import Inbox
from tests.app.house import MARIA, TOKEN, House, a_house, a_playground

OLGA = 7_000_000_099
"""The operator."""
HER_WORDS = "quetzal marmalade"
PHONE = "+351 91 234 56 78"


@dataclass
class Watched:
    """A bot that has operators, and every place where they look."""

    house: House
    folder: Path

    @property
    def chat(self) -> str:
        """What stands in the operators' chat."""
        return "\n".join(one.text for one in self.house.world.history(OLGA) if one.from_bot)

    def logged(self, event: str) -> list[dict[str, Any]]:
        lines = (json.loads(line) for line in self.house.log.getvalue().splitlines())
        return [line for line in lines if line["event"] == event]

    def alerts(self) -> set[str]:
        """The keys of the alerts in the log."""
        return {str(line["reason"]) for line in self.logged("alert_raised")}

    async def until_told(self, words: str) -> None:
        """Waits until the operators' chat says something, which takes ten seconds at most."""
        await self.house.bot.watcher.look()
        async with asyncio.timeout(20):
            while words not in self.chat:  # noqa: ASYNC110 - Olga looks at her telephone
                await asyncio.sleep(0.02)

    async def metrics(self) -> dict[str, float]:
        """Each series with its value."""
        text = await self.metrics_text()
        pairs = (line.rsplit(" ", 1) for line in text.splitlines() if not line.startswith("#"))
        return {name: float(value) for name, value in pairs}

    async def metrics_text(self) -> str:
        status, text = await self.answer("/metrics")
        assert status == 200
        return text

    async def until_well(self) -> None:
        """Waits until whoever asks is told that it is alive and ready: a busy machine may hold it up for a moment."""
        async with asyncio.timeout(20):
            while [(await self.answer(path))[0] for path in ("/healthz", "/readyz")] != [200, 200]:  # noqa: ASYNC110 - as a platform asks
                await asyncio.sleep(0.1)

    async def answer(self, path: str) -> tuple[int, str]:
        port = self.logged("metrics_opened")[0]["port"]
        async with aiohttp.request("GET", f"http://127.0.0.1:{port}{path}") as answer:
            return answer.status, await answer.text()

    def dead(self, *options: str) -> tuple[int, str]:
        """What the command `dead` prints of the days since Maria came, and its exit code."""
        arguments = ["--since", "2026-03-01", *options]
        env = {"DATABASE_URL": f"sqlite:///{self.folder}/bot.db"}
        result = CliRunner().invoke(dead_command, arguments, env=env, standalone_mode=False)
        assert result.exception is None
        return int(result.return_value), result.output

    async def told_nothing_about_her(self) -> bool:
        """Whether no name, no chat, no word and no token is in any of the places."""
        places = (
            self.house.log.getvalue(),
            await self.metrics_text(),
            self.dead()[1],
            self.dead("--json")[1],
            self.chat,
        )
        secrets = (TOKEN.partition(":")[2], "quetzal", "marmalade", "Zaragoza", "234 56", str(MARIA), str(OLGA))
        return not any(secret in place for secret in secrets for place in places)


@asynccontextmanager
async def watched(folder: Path, served: Served) -> AsyncIterator[Watched]:
    if OLGA not in served.world.people:
        served.world.add_person(OLGA, "Olga")
        served.world.person_says(OLGA, "hello")
    async with a_house(folder, served, admin_chat=OLGA, metrics_port=0) as house:
        await house.rest()
        yield Watched(house, folder)


async def test_what_never_arrived_and_what_could_not_be_handled_is_told_everywhere(tmp_path: Path) -> None:
    async with a_playground() as served, watched(tmp_path, served) as bot:
        await bot.house.registered()

        async def broken(*_: object) -> None:
            raise RuntimeError("about " + HER_WORDS)

        bot.house.bot.application.handlers[0].insert(0, MessageHandler(filters.Regex("quetzal"), broken))
        await bot.house.maria_says(f"{HER_WORDS} {PHONE}")
        await bot.until_told("parked: 1 more")
        served.faults.add(Rule(FaultKind.DELIVER_THEN_DROP, "sendMessage", chat_id=MARIA))
        await bot.house.walk(timedelta(days=2))
        await bot.until_told("without reaching their person")

        code, printed = bot.dead("--json")
        listed = json.loads(printed)
        unknown = [one for one in listed["messages"] if one["why"] == "unknown"]
        assert code == Exit.UNDELIVERED
        assert unknown
        assert [one["kind"] for one in listed["updates"]] == ["message"]
        assert unknown[0]["id"] in bot.dead()[1]
        counted = await bot.metrics()
        assert counted['bot_dead_letters{reason="unknown"}'] == len(unknown)
        assert counted["bot_updates_parked"] == 1
        assert counted['bot_updates_handled_total{outcome="failed"}'] == 3
        settled = [line["outcome"] for line in bot.logged("message_settled")]
        assert counted['bot_deliveries_total{outcome="unknown"}'] == settled.count("unknown")
        assert counted["bot_delivery_ambiguous_total"] == settled.count("unknown")
        assert counted["bot_delivery_resent_total"] > 0
        assert counted['bot_api_requests_total{code="unanswered",method="sendMessage"}'] == settled.count("unknown")
        assert {"dead", "parked"} <= bot.alerts()
        assert await bot.told_nothing_about_her()


async def test_somebody_who_cannot_be_reached_is_told_everywhere(tmp_path: Path) -> None:
    async with a_playground() as served, watched(tmp_path, served) as bot:
        await bot.house.registered()
        bot.house.world.person_leaves_telegram(MARIA)
        await bot.house.walk(timedelta(days=2))
        await bot.until_told("cannot be reached any more: 1 more, 1 in all")
        code, printed = bot.dead("--json")
        with bot.house.bot.store.read() as tx:
            maria = patients.patient_by_telegram(tx, MARIA)
            assert maria is not None
        assert code == Exit.UNDELIVERED
        assert [one["patient"] for one in json.loads(printed)["people"]] == [maria.id]
        assert (await bot.metrics())["bot_suspended_patients"] == 1
        assert "unreachable" in bot.alerts()
        assert await bot.told_nothing_about_her()


async def test_whoever_waits_for_longer_than_a_minute_is_told_everywhere(tmp_path: Path) -> None:
    async with a_playground() as served, watched(tmp_path, served) as bot:
        await bot.house.registered()
        hers = Inbox(
            bot_id=bot.house.bot.application.bot.id,
            update_id=1 << 40,
            lane=MARIA,
            kind="message",
            raw=f'{{"text":"{HER_WORDS}"}}',
            received_at=system_clock() - timedelta(minutes=2),
            holder="a process that hangs",
            held_until=system_clock() + timedelta(hours=1),
        )
        with bot.house.bot.store.transaction() as tx:
            tx.add(hers)
            maria = patients.patient_by_telegram(tx, MARIA)
            assert maria is not None
            maria.next_due_at = bot.house.world.now() - timedelta(minutes=2)
            maria.lease_owner, maria.lease_until = "a process that hangs", system_clock() + timedelta(hours=1)
        await bot.until_told("Updates waiting: 1, the oldest for")
        await bot.until_told("People waiting: 1, the first for")

        code, printed = bot.dead("--json")
        listed = json.loads(printed)
        assert code == Exit.UNDELIVERED
        assert (listed["late_updates"]["count"], listed["late_people"]["count"]) == (1, 1)
        counted = await bot.metrics()
        assert counted["bot_inbox_depth"] == counted["bot_delivery_due_depth"] == 1
        assert min(counted["bot_inbox_oldest_seconds"], counted["bot_delivery_oldest_due_seconds"]) >= 120
        assert {"inbox-late", "due-late"} <= bot.alerts()
        assert await bot.told_nothing_about_her()
        with bot.house.bot.store.transaction() as tx:
            inbox.let_go(tx, hers.bot_id, "a process that hangs")
            patients.release_lease(tx, "a process that hangs", [maria.id])


async def test_what_was_missed_while_the_bot_was_away_is_told_everywhere(tmp_path: Path) -> None:
    async with a_playground() as served:
        async with watched(tmp_path, served) as bot:
            await bot.house.registered()
            assert (await bot.house.close()) is Exit.OK
            assert {"The bot has started.", "The bot is stopping."} <= set(bot.chat.splitlines())
        assert isinstance(served.world.clock, WorldClock)
        served.world.clock.move(timedelta(days=4))
        async with watched(tmp_path, served) as bot:
            await bot.house.rest()
            await bot.until_told("Steps whose time passed while the bot was away")
            missed = sum(line["count"] for line in bot.logged("steps_missed"))
            assert missed == (await bot.metrics())["bot_steps_missed_total"] > 0
            assert len(json.loads(bot.dead("--json")[1])["steps"]) == missed
            assert "missed" in bot.alerts()
            assert await bot.told_nothing_about_her()


async def test_what_is_well_is_counted_and_alarms_nobody(tmp_path: Path) -> None:
    async with a_playground() as served, watched(tmp_path, served) as bot:
        await bot.house.registered()
        await bot.house.walk(timedelta(days=1))
        await bot.house.bot.watcher.look()
        await bot.until_well()
        counted = await bot.metrics()
        sent = [line for line in bot.logged("message_settled") if line["outcome"] == "sent"]
        assert counted['bot_deliveries_total{outcome="sent"}'] == len(sent) > 0
        assert counted["bot_delivery_lateness_seconds_count"] == len(sent)
        assert counted['bot_updates_received_total{type="callback_query"}'] == 7
        assert counted["bot_update_duplicates_total"] == 0
        answered = counted['bot_updates_handled_total{outcome="answered"}']
        assert answered == counted['bot_updates_received_total{type="message"}'] + 7
        calls = [call.method for call in served.ledger.calls]
        assert counted['bot_api_requests_total{code="200",method="sendMessage"}'] == calls.count("sendMessage")
        assert any(name.startswith("bot_build_info{") and 'mode="polling"' in name for name in counted)
        with bot.house.bot.store.read() as tx:
            assert inbox.unfinished(tx, bot.house.bot.application.bot.id) == 0
        assert bot.alerts() <= {"clock", "disk"}, "the time machine turned the clock; the disk is this machine's"
        assert await bot.told_nothing_about_her()
