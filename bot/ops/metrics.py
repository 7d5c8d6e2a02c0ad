"""Metrics for Prometheus: what is logged is counted, and what the database says is shown as it was at the last look.

Labels are fixed words: no id, no step, nothing of a person.
"""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Mapping
from typing import Any

from prometheus_client import (
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    Info,
    ProcessCollector,
    disable_created_metrics,
    generate_latest,
)
from prometheus_client.exposition import CONTENT_TYPE_PLAIN_0_0_4

from bot.ops.pulse import TROUBLES, Pulse
from bot.ops.release import release
from bot.store.condition import Condition
from bot.store.migrations import REVISIONS

CONTENT_TYPE = CONTENT_TYPE_PLAIN_0_0_4
LATENESS_S = (1, 5, 15, 30, 60, 120, 300, 900, 3600, 21600)
MISTAKES = (
    "plan_failed", "plan_stuck", "repeat_failed", "commit_failed", "send_failed", "card_failed", "watch_failed",
)  # fmt: skip
CALLS_S = (0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 15)

Event = Mapping[str, Any]

disable_created_metrics()  # type: ignore[no-untyped-call]  # a second line for each counter, of no use to anybody


class Metrics:
    """The metrics of one process. Safe to use from many threads."""

    def __init__(self, pulse: Pulse, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._monotonic = monotonic
        self._registry = CollectorRegistry()
        ProcessCollector(registry=self._registry)
        self._looked_at = monotonic()
        self._hearers = self._make_counters()
        self._make_gauges(pulse)

    def text(self) -> bytes:
        """Everything, as Prometheus reads it."""
        return generate_latest(self._registry)

    def hear(self, event: Event) -> None:
        """Counts one event of the log."""
        hearer = self._hearers.get(event["event"])
        if hearer is not None:
            hearer(event)

    def see(self, condition: Condition) -> None:
        """Shows what the database said just now."""
        self._looked_at = self._monotonic()
        self._inbox_depth.set(condition.updates_waiting)
        self._inbox_oldest.set(condition.oldest_update_s)
        self._parked.set(condition.parked)
        self._due_depth.set(condition.people_due)
        self._due_oldest.set(condition.oldest_due_s)
        self._suspended.set(condition.unreachable)
        self._safety_late.set(len(condition.safety_late))
        for why, count in condition.dead.items():
            self._dead.labels(why).set(count)

    def _make_counters(self) -> dict[str, Callable[[Event], None]]:
        received = self._counter("bot_updates_received", "Updates that arrived and are stored.", "type")
        duplicates = self._counter("bot_update_duplicates", "Updates that arrived once more.")
        handled = self._counter("bot_updates_handled", "Updates that are done with, and tries that failed.", "outcome")
        deliveries = self._counter("bot_deliveries", "Attempts to send a reminder.", "outcome")
        lateness = self._histogram("bot_delivery_lateness_seconds", "How late reminders left that arrived.", LATENESS_S)
        ambiguous = self._counter("bot_delivery_ambiguous", "Attempts whose outcome nobody knows.")
        resent = self._counter("bot_delivery_resent", "Reminders said once more because they may not have arrived.")
        missed = self._counter("bot_steps_missed", "Steps whose time passed while the bot was away.")
        rescued = self._counter("bot_leases_rescued", "People taken over from a process that died while sending.")
        requests = self._counter("bot_api_requests", "Calls to the Bot API.", "method", "code")
        seconds = self._histogram("bot_api_seconds", "How long answered calls took, but for long polls.", CALLS_S)
        db_errors = self._counter("bot_db_errors", "Times that the database could not do its part.", "kind")
        jumps = self._counter("bot_clock_jump", "Jumps of the clock.")
        rejected = self._counter("bot_webhook_rejected", "Requests that brought no update.", "reason")
        alerts = self._counter("bot_alerts", "Alerts raised.", "key")
        unsent = self._counter("bot_alerts_unsent", "Times that alerts could not be brought to the operators' chat.")
        broken = self._counter("bot_mistakes", "Mistakes of the program, caught at one person or one update.", "event")
        info = Info("bot_build", "What runs here.", registry=self._registry)

        def updates_received(event: Event) -> None:
            for kind, count in event["counts"].items():
                received.labels(kind).inc(count)
            duplicates.inc(event["known"])

        def message_settled(event: Event) -> None:
            deliveries.labels(event["outcome"]).inc()
            if event["outcome"] == "sent":
                lateness.observe(max(0, event["late_s"]))
            if event["outcome"] == "unknown":
                ambiguous.inc()
            if event.get("repeat"):
                resent.inc()

        def messages_left_over(event: Event) -> None:
            rescued.inc(event["count"])
            ambiguous.inc(event["count"])

        def call_ended(event: Event) -> None:
            requests.labels(event["method"], event["code"]).inc()
            if "ms" in event and event["method"] != "getUpdates":
                seconds.observe(event["ms"] / 1000)

        def mistake(event: Event) -> None:
            broken.labels(event["event"]).inc()

        def update_failed(event: Event) -> None:
            handled.labels("failed").inc()
            mistake(event)

        def bot_started(event: Event) -> None:
            told = {name: str(event[name]) for name in ("mode", "zone_data", "protocol")}
            info.info({**told, "schema": REVISIONS[-1], "version": release()})

        return {
            "updates_received": updates_received,
            "update_finished": lambda event: handled.labels(event["outcome"]).inc(),
            "update_failed": update_failed,
            "message_settled": message_settled,
            "messages_left_over": messages_left_over,
            "steps_missed": lambda event: missed.inc(event["count"]),
            "call_ended": call_ended,
            "clock_jumped": lambda _event: jumps.inc(),
            "webhook_refused": lambda event: rejected.labels(event["reason"]).inc(),
            "webhook_seen": lambda event: self._webhook_pending.set(event["depth"]),
            "alert_raised": lambda event: alerts.labels(event["reason"]).inc(),
            "alert_unsent": lambda _event: unsent.inc(),
            "bot_started": bot_started,
            **dict.fromkeys(TROUBLES, lambda event: db_errors.labels(event["reason"]).inc()),
            **dict.fromkeys(MISTAKES, mistake),
        }

    def _make_gauges(self, pulse: Pulse) -> None:
        self._inbox_depth = self._gauge("bot_inbox_depth", "Updates without an answer yet.")
        self._inbox_oldest = self._gauge("bot_inbox_oldest_seconds", "How long the oldest of them has waited.")
        self._parked = self._gauge("bot_updates_parked", "Updates of the last 48 hours that could not be handled.")
        self._due_depth = self._gauge("bot_delivery_due_depth", "People who are owed something now.")
        self._due_oldest = self._gauge("bot_delivery_oldest_due_seconds", "For how long the first of them has been.")
        self._dead = Gauge(
            "bot_dead_letters",
            "Messages that ended without reaching their person.",
            ("reason",),
            registry=self._registry,
        )
        self._suspended = self._gauge("bot_suspended_patients", "People who cannot be reached.")
        self._safety_late = self._gauge("bot_safety_late", "Safety messages not delivered after five minutes.")
        self._webhook_pending = self._gauge("bot_webhook_pending_updates", "Updates that Telegram still holds.")
        self._webhook_pending.set(math.nan)  # nobody knows without a webhook
        for name, what, read in (
            ("bot_api_pause_seconds", "For how long Telegram wants nothing.", lambda: pulse.paused()),
            ("bot_last_poll_age_seconds", "For how long nothing was heard of Telegram.", lambda: pulse.silent_s),
            ("bot_loop_lag_seconds", "How late the last beat of the event loop came.", lambda: pulse.lag_s),
            ("bot_last_look_age_seconds", "How old what the database said is.", self._look_age),
        ):
            self._gauge(name, what).set_function(read)

    def _look_age(self) -> float:
        return self._monotonic() - self._looked_at

    def _counter(self, name: str, what: str, *labels: str) -> Counter:
        return Counter(name, what, labels, registry=self._registry)

    def _gauge(self, name: str, what: str) -> Gauge:
        return Gauge(name, what, registry=self._registry)

    def _histogram(self, name: str, what: str, buckets: tuple[float, ...]) -> Histogram:
        return Histogram(name, what, buckets=buckets, registry=self._registry)
