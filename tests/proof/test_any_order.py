"""Whatever happens, in whatever order: see `any_order`."""

from __future__ import annotations

import os
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from bot.clock import FrozenClock
from bot.store import engines, patients
from bot.store.states import MessageState
from bot.store.trouble import StoreTrouble
from tests.databases import new_database
from tests.proof.any_order import AFTERNOON, PEOPLE, Flaky, World
from tests.proof.numbers import note

EXAMPLES = int(os.environ.get("EXAMPLES", "8"))
SAYS = ("/privacy", "/stop", "/start", "forget-yes")
ZONES = ("Europe/Lisbon", "Asia/Tehran", "Australia/Lord_Howe", "America/St_Johns")
who = st.sampled_from(PEOPLE)
COUNTED = ("examples", "steps", "differed")
tally: Counter[str] = Counter()
"""Of this run: how many of `COUNTED` there were."""
ENDS = {
    "answered": (MessageState.SENT, True),
    "answer lost": (MessageState.UNKNOWN, True),
    "lost on the way": (MessageState.UNKNOWN, False),
    "never left": (MessageState.LATER, False),
}


class AnyOrder(RuleBasedStateMachine):
    """Two people, treated this afternoon."""

    world: World

    @initialize()
    def begins(self) -> None:
        tally["examples"] += 1
        memory = Path("/dev/shm")  # noqa: S108 - a folder of its own name, gone at the end
        self.folder = tempfile.TemporaryDirectory(dir=memory if memory.is_dir() else None)
        url = engines.url_of(new_database("sqlite", Path(self.folder.name), migrated=True))
        real = FrozenClock(AFTERNOON)
        store = Flaky(engines.writer(url), engines.reader(url), real)
        self.world = World(store, FrozenClock(AFTERNOON), real)
        self.numbers = 100
        self.world.days_pass_until_the_question()

    @rule()
    def the_bot_looks(self) -> None:
        with suppress(StoreTrouble):
            self.world.looks()

    @rule()
    def the_bot_claims_and_sends_nothing_yet(self) -> None:
        with suppress(StoreTrouble):
            self.world.claims()

    @rule(minutes=st.sampled_from([1, 61, 60 * 5, 60 * 20]))
    def time_passes(self, minutes: int) -> None:
        self.world.clock.move(timedelta(minutes=minutes))
        self.world.real.move(timedelta(seconds=5))

    @rule()
    def the_next_moment_comes(self) -> None:
        with self.world.store.read() as tx:
            due = patients.earliest_next_due(tx)
        if due is not None and due > self.world.clock():
            self.world.clock.set(due)

    @precondition(lambda self: not self.world.store.away)
    @rule()
    def the_clock_is_set_back(self) -> None:
        self.world.sets_the_clock_back()

    @precondition(lambda self: self.world.flights and not self.world.store.away)
    @rule(place=st.integers(0, 3), end=st.sampled_from(sorted(ENDS)))
    def a_call_ends(self, place: int, end: str) -> None:
        trip = self.world.flights[place % len(self.world.flights)]
        outcome, arrives = ENDS[end]
        if trip.errand.chat_id in self.world.blocked:
            outcome, arrives = MessageState.UNREACHABLE, False
        self.world.lands(trip, outcome, arrives=arrives)

    @rule(who=who, zone=st.sampled_from(ZONES))
    def somebody_travels(self, who: int, zone: str) -> None:
        with suppress(StoreTrouble):
            self.world.travels(who, zone)

    @precondition(lambda self: not self.world.store.away)
    @rule(arrived=st.booleans())
    def the_process_is_killed_and_started_again(self, arrived: bool) -> None:
        if arrived:
            for trip in self.world.flights:
                self.world.arrives(trip)
        self.world.starts()

    @rule(who=who, what=st.sampled_from(SAYS))
    def somebody_says(self, who: int, what: str) -> None:
        self._hears(who, what)

    @rule(who=who, what=st.sampled_from(["better", "same", "worse"]), doubled=st.booleans())
    def somebody_taps(self, who: int, what: str, doubled: bool) -> None:
        if self.world.may_answer(who):
            self._hears(who, what)
            if doubled:
                self._hears(who, what)

    @precondition(lambda self: self.world.updates)
    @rule(place=st.integers(0, 1000))
    def an_update_comes_again(self, place: int) -> None:
        number = list(self.world.updates)[place % len(self.world.updates)]
        with suppress(StoreTrouble):
            self.world.hears(number, *self.world.updates[number])

    @rule(dies=st.booleans())
    def an_update_is_handled(self, dies: bool) -> None:
        with suppress(StoreTrouble):
            self.world.handles(dies=dies)

    @rule(who=who, first=st.sampled_from(["better", "worse"]))
    def a_change_of_mind_comes_a_second_time(self, who: int, first: str) -> None:
        self._hears(who, first)
        self._hears(who, "same")
        self._all_is_handled()
        number = next((one for one, told in self.world.updates.items() if told == (who, first)), None)
        if number is not None:
            with suppress(StoreTrouble):
                self.world.hears(number, who, first)
            self._all_is_handled()

    @rule(who=who, what=st.sampled_from(["/stop", "forget-yes", "worse"]))
    def somebody_speaks_while_their_message_is_put_into_words(self, who: int, what: str) -> None:
        with suppress(StoreTrouble):
            self.world.claims()
            self._hears(who, what)
            self._all_is_handled()
            self.world.looks()

    @rule(who=who)
    def somebody_blocks_or_unblocks(self, who: int) -> None:
        self.world.blocked ^= {who}

    @rule()
    def the_database_goes_or_comes_back(self) -> None:
        self.world.store.away = not self.world.store.away

    @invariant()
    def all_is_well(self) -> None:
        if hasattr(self, "world"):
            tally["steps"] += 1
            self.world.check()

    def teardown(self) -> None:
        if hasattr(self, "world"):
            tally["differed"] += 1  # until it is known that it did not
            self.world.blocked.clear()
            self.world.calms_down()
            self.world.store.close()
            self.folder.cleanup()
            tally["differed"] -= not isinstance(sys.exception(), AssertionError)

    def _all_is_handled(self) -> None:
        with suppress(StoreTrouble):
            for _ in range(len(self.world.updates)):
                self.world.handles(dies=False)

    def _hears(self, who: int, what: str) -> None:
        self.numbers += 1
        with suppress(StoreTrouble):
            self.world.hears(self.numbers, who, what)


@pytest.fixture(autouse=True, scope="module")
def noted() -> Iterator[None]:
    """What was really run is kept for the table, whether it held or not."""
    tally.clear()
    yield
    note("F21 any order", {name: tally[name] for name in COUNTED})


TestAnyOrder = AnyOrder.TestCase
TestAnyOrder.settings = settings(
    max_examples=EXAMPLES,
    stateful_step_count=40,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)
