"""What the numbers have to look like before somebody is told, and what is counted when something is logged."""

from __future__ import annotations

import io
import json
from dataclasses import replace

import pytest

from bot import logs
from bot.ops import rules
from bot.ops.metrics import Metrics
from bot.ops.pulse import Pulse
from bot.store.condition import Condition

WELL = Condition(
    updates_waiting=2,
    oldest_update_s=3,
    parked=0,
    people_due=1,
    oldest_due_s=4,
    dead={"refused": 0, "stale": 0, "unknown": 0, "unreachable": 0},
    people=100,
    unreachable=0,
    newly_unreachable=0,
    safety_late=(),
)


def keys(condition: Condition) -> set[str]:
    """What is told of it at the first look."""
    return {one.key for one in rules.of_the_database(condition) if one.count != 0}


def test_who_is_well_alarms_nobody() -> None:
    assert keys(WELL) == set()


@pytest.mark.parametrize(
    ("changes", "key"),
    [
        ({"oldest_update_s": 61}, "inbox-late"),
        ({"oldest_due_s": 61}, "due-late"),
        ({"parked": 1}, "parked"),
        ({"unreachable": 1}, "unreachable"),
        ({"dead": {"unknown": 1}}, "dead"),
        ({"safety_late": ("c0ffee",)}, "safety-late"),
        ({"newly_unreachable": 6}, "many-unreachable"),
    ],
)
def test_one_thing_that_is_wrong_is_told_as_itself(changes: dict[str, object], key: str) -> None:
    assert keys(replace(WELL, **changes)) == {key}  # type: ignore[arg-type]


def test_who_blocks_the_bot_is_a_suspension_and_not_a_dead_letter() -> None:
    assert keys(replace(WELL, unreachable=1, dead={"unreachable": 1})) == {"unreachable"}


@pytest.mark.parametrize(("of", "newly", "told"), [(10, 2, False), (10, 3, True), (100, 5, False), (100, 6, True)])
def test_many_are_one_in_twenty_and_three_at_least(of: int, newly: int, *, told: bool) -> None:
    assert ("many-unreachable" in keys(replace(WELL, people=of, newly_unreachable=newly))) is told


def test_a_line_names_at_most_three_messages() -> None:
    (finding,) = (
        one
        for one in rules.of_the_database(replace(WELL, safety_late=("a1", "b2", "c3", "d4", "e5")))
        if one.key == "safety-late"
    )
    assert "5 (a1, b2, c3)" in finding.line


def test_what_a_process_knows_of_itself_is_told() -> None:
    ran = [1000.0]
    pulse = Pulse(lambda: ran[0])
    assert list(rules.of_the_process(pulse)) == []
    pulse.hear({"event": "dispatcher_looked"})
    ran[0] += 121
    assert [one.key for one in rules.of_the_process(pulse)] == ["silent", "stuck"]
    for _ in range(6):
        pulse.hear({"event": "store_troubled", "reason": "full"})
    pulse.paused = lambda: 61.0
    assert [one.key for one in rules.of_the_process(pulse)] == ["silent", "paused", "database"]
    ran[0] += 61
    assert "database" not in [one.key for one in rules.of_the_process(pulse)]


def test_many_short_pauses_in_an_hour_are_told_and_a_few_are_not() -> None:
    ran = [1000.0]
    pulse = Pulse(lambda: ran[0])
    for _ in range(50):
        pulse.hear({"event": "call_failed", "method": "sendMessage", "outcome": "later"})
        pulse.hear({"event": "call_failed", "method": "sendMessage", "outcome": "unknown"})
        pulse.hear({"event": "poll_answered"})
    assert list(rules.of_the_process(pulse)) == []
    pulse.hear({"event": "call_failed", "method": "sendMessage", "outcome": "later"})
    (finding,) = rules.of_the_process(pulse)
    assert (finding.key, "51 times" in finding.line) == ("refused", True)
    ran[0] += 3601
    assert "refused" not in [one.key for one in rules.of_the_process(pulse)]


def test_what_happened_and_a_full_disk_are_told() -> None:
    assert list(rules.of_what_happened(0, 0)) == []
    assert [one.key for one in rules.of_what_happened(2, 1)] == ["missed", "clock"]
    assert [one.key for free in (0.5, 0.1, None) for one in rules.of_the_disk(free)] == []
    assert [one.line for one in rules.of_the_disk(0.09)] == ["The disk of the database is 9% free."]


@pytest.fixture
def stream() -> io.StringIO:
    return io.StringIO()


def counted(metrics: Metrics, series: str) -> bool:
    return series in metrics.text().decode().splitlines()


@pytest.mark.parametrize("level", ["DEBUG", "CRITICAL"])
def test_what_is_logged_is_counted_whatever_the_level(stream: io.StringIO, level: str) -> None:
    logs.configure(level, stream)
    metrics = Metrics(Pulse())
    with logs.heard_by(metrics.hear):
        logs.log("store").error("store_troubled", reason="busy", retry_s=0.2)
        logs.log("intake").debug("updates_received", counts={"message": 3, "callback_query": 1}, known=2)
    logs.log("store").error("store_troubled", reason="busy", retry_s=0.2)
    assert counted(metrics, 'bot_db_errors_total{kind="busy"} 1.0'), "nobody listened to the second"
    assert counted(metrics, 'bot_updates_received_total{type="message"} 3.0')
    assert counted(metrics, "bot_update_duplicates_total 2.0")
    assert stream.getvalue().count("\n") == (3 if level == "DEBUG" else 0)


def test_a_listener_that_breaks_neither_ends_the_line_nor_the_others(stream: io.StringIO) -> None:
    logs.configure("INFO", stream)
    heard: list[object] = []

    def broken(_event: object) -> None:
        raise RuntimeError("quetzal marmalade")

    with logs.heard_by(broken), logs.heard_by(lambda event: heard.append(event["event"])):
        logs.log("delivery").info("message_settled", outcome="sent")
    line = json.loads(stream.getvalue())
    assert (line["event"], line["unheard"]) == ("message_settled", "RuntimeError")
    assert heard == ["message_settled"]
    assert "quetzal" not in stream.getvalue()


def test_a_metric_never_sees_what_the_log_would_not_say(stream: io.StringIO) -> None:
    logs.configure("INFO", stream)
    metrics = Metrics(Pulse())
    with logs.heard_by(metrics.hear):
        logs.log("delivery").debug("call_ended", method="sendMessage", code="4711:AAbbccddee", ms=3, text="quetzal")
    assert counted(metrics, 'bot_api_requests_total{code="<token>",method="sendMessage"} 1.0')
    assert "quetzal" not in metrics.text().decode()
