"""The way to the operators: told once, gathered when much comes at once, and kept when Telegram cannot take it (F45)."""

from __future__ import annotations

import io
import json
import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest

from bot import logs
from bot.clock import FrozenClock
from bot.ops.alarm import Alarm
from bot.ops.metrics import Metrics
from bot.ops.pulse import Pulse
from bot.ops.rules import Finding
from bot.ops.watcher import Watcher
from bot.playground.faults import FaultKind, Rule
from bot.playground.groups import add_bot, upgrade
from bot.store import told
from bot.store.store import Store, open_store
from tests.databases import database_url, migrated_url, new_database
from tests.delivery.conftest import MARIA, Connect, Line, connect
from tests.proof.numbers import note
from tests.proof.size import seed_of_this_run, size

__all__ = ["connect", "database_url", "migrated_url"]

LATE = Finding("due-late", "Reminders are late: 3 people wait.")
MINUTES = timedelta(minutes=1)
WATCHED = size("WATCHED", 15, 360)
"""For so many minutes."""


def dead(count: int) -> Finding:
    return Finding("dead", "{new} more, " + f"{count} in all.", count)


@dataclass
class Machine:
    """Real time, by the machine's clock and by the one that nobody can set."""

    clock: FrozenClock
    ran: float = 1000.0

    def goes_on(self, by: timedelta) -> None:
        self.clock.move(by)
        self.ran += by.total_seconds()


@pytest.fixture
def machine() -> Machine:
    return Machine(FrozenClock(datetime(2026, 3, 2, 10, 0, tzinfo=UTC)))


@pytest.fixture
def store(migrated_url: str, machine: Machine) -> Iterator[Store]:
    opened = open_store(migrated_url, real_clock=machine.clock)
    yield opened
    opened.close()


@pytest.fixture
def log() -> io.StringIO:
    stream = io.StringIO()
    logs.configure("INFO", stream)
    return stream


def said(log: io.StringIO, event: str) -> list[dict[str, object]]:
    lines = (json.loads(line) for line in log.getvalue().splitlines())
    return [line for line in lines if line["event"] == event]


def tries(line: Line) -> list[object]:
    return [call for call in line.served.ledger.calls if call.method == "sendMessage"]


def an_alarm(store: Store, line: Line, machine: Machine, chat_id: int | None = MARIA) -> Alarm:
    """Maria is the operator here."""
    return Alarm(store, line.messenger, chat_id, lambda: machine.ran)


async def test_what_lasts_is_told_once_and_again_after_an_hour(
    connect: Connect, store: Store, machine: Machine, log: io.StringIO
) -> None:
    async with connect() as line:
        alarm = an_alarm(store, line, machine)
        for _ in range(70):
            await alarm.tell([LATE])
            machine.goes_on(MINUTES)
        assert line.texts() == [LATE.line, LATE.line]
        assert [one["reason"] for one in said(log, "alert_raised")] == ["due-late", "due-late"]


async def test_what_comes_and_goes_is_told_at_most_once_in_ten_minutes(
    connect: Connect, store: Store, machine: Machine
) -> None:
    async with connect() as line:
        alarm = an_alarm(store, line, machine)
        for minute in range(25):
            await alarm.tell([LATE] if minute % 2 == 0 else [])
            machine.goes_on(MINUTES)
        assert len(line.texts()) == 3


async def test_the_ten_minutes_of_what_was_held_back_begin_when_it_can_be_read(
    connect: Connect, store: Store, machine: Machine
) -> None:
    async with connect() as line:
        alarm, other = an_alarm(store, line, machine), an_alarm(store, line, machine)
        line.served.faults.add(Rule(FaultKind.UNAUTHORIZED, "sendMessage", times=1))
        await alarm.tell([LATE])
        machine.goes_on(9 * MINUTES)
        await alarm.tell([])
        assert line.texts() == [LATE.line]
        machine.goes_on(2 * MINUTES)
        await alarm.tell([LATE])
        await other.tell([LATE])
        assert line.texts() == [LATE.line]
        await other.tell([])
        machine.goes_on(8 * MINUTES)
        await other.tell([LATE])
        assert line.texts() == [LATE.line, LATE.line]


async def test_however_many_come_and_go_and_whoever_tells_them_no_kind_is_told_twice_in_ten_minutes(
    connect: Connect, migrated_url: str, store: Store, machine: Machine
) -> None:
    """Two processes, one of which is started again every hour."""
    chance = random.Random(seed_of_this_run(45))
    kinds = [f"trouble-{number}" for number in range(24)]
    raised, told_at = 0, dict[str, list[float]]()
    async with connect() as line:
        alarms = [an_alarm(store, line, machine), an_alarm(store, line, machine)]
        for look in range(WATCHED * 6):
            if look % 360 == 359:
                alarms[0] = an_alarm(store, line, machine)
            matters = [Finding(one, f"This is {one}.") for one in kinds[:look] if chance.random() < 0.4]
            raised += len(matters)
            before = len(line.texts())
            for alarm in alarms:
                await alarm.tell(matters)
            for text in line.texts()[before:]:
                for said_line in text.splitlines():
                    told_at.setdefault(said_line, []).append(machine.ran)
            machine.goes_on(timedelta(seconds=10))
    within = [sum(at <= one < at + 600 for one in times) for times in told_at.values() for at in times]

    numbers = {"raised": raised, "told": sum(map(len, told_at.values())), "most_of_a_kind": max(within)}
    note(f"F45 {'sqlite' if migrated_url.startswith('sqlite') else 'postgresql'}", numbers)
    assert told_at.keys() == {f"This is {one}." for one in kinds}
    assert max(within) == 1


async def test_of_what_grows_only_what_is_new_is_told_and_nothing_gets_lost(
    connect: Connect, store: Store, machine: Machine
) -> None:
    async with connect() as line:
        alarm = an_alarm(store, line, machine)
        for count in (0, 2, 2, 3, 5):
            await alarm.tell([dead(count)])
            machine.goes_on(MINUTES)
        assert line.texts() == ["2 more, 2 in all."]
        machine.goes_on(10 * MINUTES)
        await alarm.tell([dead(5)])
        assert line.texts()[1:] == ["3 more, 5 in all."]
        await alarm.tell([dead(1)])
        machine.goes_on(10 * MINUTES)
        await alarm.tell([dead(2)])
        assert line.texts()[2:] == ["1 more, 2 in all."], "the others were cleared away meanwhile"


async def test_two_processes_and_one_that_is_started_again_and_again_tell_it_once(
    connect: Connect, store: Store, machine: Machine
) -> None:
    async with connect() as line:
        for _ in range(4):
            one, other = an_alarm(store, line, machine), an_alarm(store, line, machine)
            for alarm in (one, other):
                await alarm.mention("started", "The bot has started.")
                await alarm.tell([LATE, dead(2)])
            machine.goes_on(MINUTES)
        assert line.texts() == ["The bot has started.", f"{LATE.line}\n2 more, 2 in all."]


async def test_a_storm_is_five_messages_a_minute_and_the_rest_goes_together(
    connect: Connect, store: Store, machine: Machine
) -> None:
    async with connect() as line:
        alarm = an_alarm(store, line, machine)
        keys = [f"trouble-{number}" for number in range(40)]
        for number in range(1, len(keys) + 1):
            await alarm.tell([Finding(key, f"This is {key}.") for key in keys[:number]])
            machine.goes_on(timedelta(seconds=1))
        assert len(line.texts()) == 5
        machine.goes_on(MINUTES)
        await alarm.tell([])
        assert len(line.texts()) == 6
        told_lines = "\n".join(line.texts()).splitlines()
        assert told_lines == [f"This is {key}." for key in keys], "each once, and none is lost"


@pytest.mark.parametrize("kind", [FaultKind.BAD_GATEWAY, FaultKind.DROP_BEFORE])
async def test_while_telegram_is_away_the_log_has_it_and_nothing_breaks(
    connect: Connect, store: Store, machine: Machine, log: io.StringIO, kind: FaultKind
) -> None:
    async with connect() as line:
        line.served.faults.add(Rule(kind, "sendMessage"))
        await an_alarm(store, line, machine).tell([LATE])
        (unsent,) = said(log, "alert_unsent")
        assert unsent["level"] == "critical"
        assert [one["reason"] for one in said(log, "alert_raised")] == ["due-late"]
        assert line.texts() == []


async def test_what_certainly_did_not_leave_is_brought_when_telegram_is_back(
    connect: Connect, store: Store, machine: Machine, log: io.StringIO
) -> None:
    async with connect() as line:
        alarm = an_alarm(store, line, machine)
        line.served.faults.add(Rule(FaultKind.UNAUTHORIZED, "sendMessage", times=3))
        for _ in range(3):
            await alarm.tell([LATE])
            await alarm.tell([LATE])
            machine.goes_on(MINUTES)
        assert line.texts() == []
        assert len(tries(line)) == 3, "it is not tried again at once"
        assert len(said(log, "alert_unsent")) == 1, "and said once"
        await alarm.tell([LATE, dead(1)])
        assert line.texts() == [f"{LATE.line}\n1 more, 1 in all."]


async def test_an_operator_who_has_blocked_the_bot_is_not_hammered_and_the_log_has_it(
    connect: Connect, store: Store, machine: Machine, log: io.StringIO
) -> None:
    async with connect() as line:
        line.world.person_blocks(MARIA)
        alarm = an_alarm(store, line, machine)
        for _ in range(30):
            await alarm.tell([LATE])
            machine.goes_on(MINUTES)
        assert len(tries(line)) == 1
        assert [one["outcome"] for one in said(log, "alert_unsent")] == ["unreachable"]


async def test_a_group_that_became_another_one_is_followed(connect: Connect, store: Store, machine: Machine) -> None:
    async with connect() as line:
        maria = line.world.person(MARIA)
        group = add_bot(line.world, maria, "Operators", group_id=None, supergroup=False)
        larger = upgrade(line.world, maria, group)
        alarm = an_alarm(store, line, machine, group.id)
        await alarm.tell([LATE])
        machine.goes_on(15 * MINUTES)
        await alarm.tell([dead(1)])
        assert line.texts(larger.id)[-2:] == [LATE.line, "1 more, 1 in all."]


async def test_without_a_chat_the_log_alone_has_it(
    connect: Connect, store: Store, machine: Machine, log: io.StringIO
) -> None:
    async with connect() as line:
        alarm = an_alarm(store, line, machine, None)
        await alarm.mention("started", "The bot has started.")
        await alarm.tell([LATE])
        assert [one["reason"] for one in said(log, "alert_raised")] == ["due-late"]
        assert line.served.ledger.calls[1:] == [], "nobody was called but to ask who we are"


async def test_when_the_database_cannot_say_what_was_told_it_is_told_all_the_same_and_once(
    connect: Connect, tmp_path_factory: pytest.TempPathFactory, machine: Machine
) -> None:
    folder = tmp_path_factory.mktemp("lost")
    opened = open_store(new_database("sqlite", folder, migrated=True), real_clock=machine.clock)
    async with connect() as line:
        alarm = an_alarm(opened, line, machine)
        opened.close()
        for file in folder.iterdir():
            file.unlink()
        folder.rmdir()
        for _ in range(5):
            await alarm.tell([LATE])
            machine.goes_on(MINUTES)
        assert line.texts() == [LATE.line]


async def test_a_watcher_that_breaks_says_so_and_looks_again(
    connect: Connect, store: Store, machine: Machine, log: io.StringIO
) -> None:
    disks: list[float | Exception] = [RuntimeError("quetzal marmalade"), 0.01]

    def free() -> float:
        found = disks.pop(0)
        if isinstance(found, Exception):
            raise found
        return found

    async with connect() as line:
        pulse = Pulse(lambda: machine.ran)
        alarm = an_alarm(store, line, machine)
        watcher = Watcher(store, machine.clock, pulse, Metrics(pulse), alarm, free=free, every_s=10)
        await watcher.look()
        assert [one["error"] for one in said(log, "watch_failed")] == ["RuntimeError"]
        await watcher.look()
        assert line.texts() == ["The disk of the database is 1% free."]
        assert "quetzal" not in log.getvalue()


def test_a_clock_that_was_wrong_by_a_year_silences_nobody(store: Store, machine: Machine) -> None:
    every = timedelta(minutes=10)
    machine.clock.move(timedelta(days=365))
    with store.transaction() as tx:
        assert told.claim(tx, "due-late", every) == 0
    machine.clock.move(timedelta(days=-365))
    with store.transaction() as tx:
        assert told.claim(tx, "due-late", every) == 0
        assert told.claim(tx, "due-late", every) is None
