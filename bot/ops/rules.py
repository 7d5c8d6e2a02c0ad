"""What operators have to know at once: rules over numbers, each a key and a line. A line holds counts and random ids of
ours, never a word about a person.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from bot.ops.pulse import SILENT_S, STUCK_S, Pulse
from bot.store.condition import Condition

INBOX_LATE_S = 60.0
"""A tap is worth nothing to Telegram after 150 s."""
DUE_LATE_S = 60.0
TROUBLES_A_MINUTE = 5
PAUSE_S = 60.0
REFUSALS_AN_HOUR = 50
MANY = 0.05
"""Part of all people who become unreachable in a day."""
AT_LEAST = 3
"""One of ten people is no crowd."""
LITTLE_DISK = 0.1
IDS = 3
"""How many ids a line names."""


@dataclass(frozen=True, slots=True)
class Finding:
    """Something to be told. `count`: how many there are in all, of what only grows: then it is told when there are
    more, and `{new}` in the line is how many more.
    """

    key: str
    line: str
    count: int | None = None
    happened: bool = False
    """Something that happened, not a state that lasts."""


def of_the_database(seen: Condition) -> Iterator[Finding]:
    """What the database shows."""
    if seen.safety_late:
        yield Finding(
            "safety-late",
            f"Safety messages not delivered after 5 minutes: {len(seen.safety_late)} "
            f"({', '.join(seen.safety_late[:IDS])}).",
        )
    if seen.oldest_due_s > DUE_LATE_S:
        yield Finding(
            "due-late",
            f"Reminders are late. People waiting: {seen.people_due}, the first for {seen.oldest_due_s:.0f} s.",
        )
    if seen.oldest_update_s > INBOX_LATE_S:
        yield Finding(
            "inbox-late",
            f"Answers are late. Updates waiting: {seen.updates_waiting}, the oldest for {seen.oldest_update_s:.0f} s.",
        )
    counts = ", ".join(f"{why} {count}" for why, count in seen.dead.items() if count)
    yield Finding("dead", f"Messages ended without reaching their person: {{new}} more. In all: {counts}.", seen.failed)
    yield Finding("parked", "Updates could not be handled and are parked: {new} more.", seen.parked)
    yield Finding(
        "unreachable", f"People cannot be reached any more: {{new}} more, {seen.unreachable} in all.", seen.unreachable
    )
    if seen.newly_unreachable >= AT_LEAST and seen.newly_unreachable > MANY * seen.people:
        yield Finding(
            "many-unreachable",
            f"In 24 hours {seen.newly_unreachable} of {seen.people} people became unreachable: "
            "has something happened to the bot's account?",
        )


def of_the_process(pulse: Pulse) -> Iterator[Finding]:
    """What the process knows of itself."""
    if not pulse.is_in_touch:
        yield Finding(
            "silent", f"Nothing has been heard of Telegram for {pulse.silent_s:.0f} s (limit {SILENT_S:.0f})."
        )
    if not pulse.is_dispatching:
        yield Finding("stuck", f"Nobody has looked who is due for {STUCK_S:.0f} s: restart the bot if that lasts.")
    if pulse.paused() > PAUSE_S:
        yield Finding("paused", f"Telegram wants no messages for {pulse.paused():.0f} s more (429).")
    if pulse.refusals > REFUSALS_AN_HOUR:
        yield Finding("refused", f"Telegram asked {pulse.refusals} times for a pause in the last hour (429).")
    if pulse.troubles > TROUBLES_A_MINUTE:
        yield Finding("database", f"The database was in trouble {pulse.troubles} times in the last minute.")


def of_what_happened(missed: int, jumps: int) -> Iterator[Finding]:
    """What happened since it was last told."""
    if missed:
        yield Finding("missed", f"Steps whose time passed while the bot was away: {missed}.", happened=True)
    if jumps:
        yield Finding("clock", f"The clock jumped {jumps} times: the log has by how much.", happened=True)


def of_the_disk(free: float | None) -> Iterator[Finding]:
    """`free`: part of the database's disk; `None` where it is not ours to know."""
    if free is not None and free < LITTLE_DISK:
        yield Finding("disk", f"The disk of the database is {free:.0%} free.")
