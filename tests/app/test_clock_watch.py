"""The clock is set while the bot runs: it is noticed, said once, and everybody is planned anew."""

from __future__ import annotations

import io
import json
from dataclasses import dataclass, field
from datetime import timedelta

import pytest

from bot import logs
from bot.app.clock_watch import ClockWatch
from bot.clock import FrozenClock
from bot.delivery.ticker import Ticker
from tests.people import LISBON, at


@dataclass
class Machine:
    """Its clock, and the seconds that it has really run."""

    clock: FrozenClock = field(default_factory=lambda: FrozenClock(at("2026-03-06 14:20", LISBON)))
    ran: float = 1000.0

    def goes_on(self, by: timedelta) -> None:
        """Time passes."""
        self.ran += by.total_seconds()
        self.clock.move(by)


@pytest.fixture
def machine() -> Machine:
    return Machine()


@pytest.fixture
def ticker(machine: Machine) -> Ticker:
    return Ticker(machine.clock)


@pytest.fixture
def watch(machine: Machine, ticker: Ticker) -> ClockWatch:
    return ClockWatch(machine.clock, ticker, 30, monotonic=lambda: machine.ran)


@pytest.fixture
def log() -> io.StringIO:
    stream = io.StringIO()
    logs.configure("INFO", stream)
    return stream


def jumps(log: io.StringIO) -> list[int]:
    """Those that were said, in seconds."""
    lines = (json.loads(line) for line in log.getvalue().splitlines())
    return [line["seconds"] for line in lines if line["event"] == "clock_jumped"]


@pytest.mark.parametrize(
    "by",
    [timedelta(hours=1), timedelta(hours=-1), timedelta(days=-1), timedelta(days=365), timedelta(seconds=-121)],
    ids=str,
)
def test_a_jump_wakes_at_once_and_is_said_when_the_clock_goes_on(
    by: timedelta, machine: Machine, ticker: Ticker, watch: ClockWatch, log: io.StringIO
) -> None:
    machine.clock.move(by)
    watch.look()
    assert ticker.woken
    assert jumps(log) == []

    machine.goes_on(timedelta(seconds=30))
    watch.look()
    assert jumps(log) == [by.total_seconds()]
    assert ticker.tidy.is_set()

    machine.goes_on(timedelta(seconds=30))
    watch.look()
    assert len(jumps(log)) == 1


def test_a_clock_that_is_turned_for_a_while_is_said_once(machine: Machine, watch: ClockWatch, log: io.StringIO) -> None:
    for _ in range(20):
        machine.clock.move(timedelta(days=1))
        watch.look()
    watch.look()
    assert jumps(log) == [20 * 86_400]


def test_a_time_server_that_moves_it_gently_is_no_jump(
    machine: Machine, ticker: Ticker, watch: ClockWatch, log: io.StringIO
) -> None:
    for _ in range(1000):
        machine.goes_on(timedelta(seconds=30))
        machine.clock.move(timedelta(seconds=0.9))
        watch.look()
    assert jumps(log) == []
    assert not ticker.woken


def test_a_clock_that_stands_still_is_said_every_few_minutes(
    machine: Machine, watch: ClockWatch, log: io.StringIO
) -> None:
    for _ in range(20):
        machine.ran += 30
        watch.look()
    assert jumps(log) == [-150, -150, -150]
