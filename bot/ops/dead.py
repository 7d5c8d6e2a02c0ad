"""The command `dead`: what ended without reaching its person, and why."""

from __future__ import annotations

import json
import re
from dataclasses import asdict
from datetime import UTC, datetime, timedelta

import click

from bot import settings
from bot.clock import system_clock
from bot.errors import Exit, Mistake
from bot.store.dead import Dead, dead
from bot.store.store import open_store

_SPAN = re.compile(r"(\d{1,4})([hd])")


@click.command("dead")
@click.option("--since", default="7d", show_default=True, help="How far back: 24h, 7d, or a date such as 2026-03-01.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object instead of lines.")
def dead_command(*, since: str, as_json: bool) -> Exit:
    """Lists what ended without reaching its person, and why: messages, missed steps, people who cannot be reached,
    updates that could not be handled; and what waits for more than a minute. Exit code 8 if there is anything.
    """
    now = system_clock()
    start = beginning(since, now)
    store = open_store(settings.load().database_url)
    try:
        with store.read() as tx:
            found = dead(tx, start, now)
    finally:
        store.close()
    click.echo(as_object(found, start) if as_json else as_lines(found, start))
    return Exit.UNDELIVERED if found else Exit.OK


def beginning(since: str, now: datetime) -> datetime:
    """The instant that `--since` means. `Mistake` if it means none."""
    span = _SPAN.fullmatch(since)
    if span:
        count = int(span[1])
        return now - (timedelta(hours=count) if span[2] == "h" else timedelta(days=count))
    try:
        told = datetime.fromisoformat(since)
    except ValueError:
        raise Mistake("--since is 24h, 7d, or a date such as 2026-03-01.") from None
    return told.astimezone(UTC) if told.tzinfo is not None else told.replace(tzinfo=UTC)


def as_lines(found: Dead, since: datetime) -> str:
    """One line for each, for people."""
    lines = [
        *(
            f"{_at(one.ended)}  message {one.id} to {one.patient}: {one.step}, {one.why}, due {_at(one.due)}"
            for one in found.messages
        ),
        *(f"{_at(one.ended)}  step of {one.patient}: {one.step}, missed, due {_at(one.due)}" for one in found.steps),
        *(f"{_at(one.since)}  person {one.patient}: cannot be reached since then" for one in found.people),
        *(f"{_at(one.received)}  update: {one.kind}, parked after {one.attempts} tries" for one in found.updates),
        *(
            f"{_at(late.since)}  {what} for more than a minute: {late.count}, the first since then"
            for late, what in (
                (found.late_people, "people who wait for what they are owed"),
                (found.late_updates, "updates that wait for an answer"),
            )
            if late.since is not None
        ),
    ]
    return "\n".join(lines) if lines else f"Nothing since {_at(since)}."


def as_object(found: Dead, since: datetime) -> str:
    """The same as JSON, for programs: times as ISO 8601 in UTC."""
    return json.dumps({"since": since, **asdict(found)}, default=_at, indent=1)


def _at(instant: datetime) -> str:
    return instant.astimezone(UTC).isoformat(timespec="seconds")
