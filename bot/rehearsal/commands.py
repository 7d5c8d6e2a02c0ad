"""The commands for clinicians and authors of protocols: `plan` and `lint`. Neither needs a token or a database."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import click

from bot.rehearsal.described import described_patient
from bot.rehearsal.linting import complaints
from bot.rehearsal.printed import as_calendar, as_json
from bot.schedules.loader import default_protocol, load
from bot.schedules.planner import plan
from bot.schedules.protocol import Area, Goal, Modifier, Setting
from bot.words.countries import country_of_zone
from bot.words.message import Reader
from bot.words.phrasebook import default_book


@click.command("plan")
@click.option("--treated", required=True, help="When it ended, on the local clock: 2026-03-27T15:30.")
@click.option("--zone", required=True, help="Time zone, such as Europe/Berlin.")
@click.option(
    "--area", "areas", required=True, multiple=True, type=click.Choice([one.value for one in Area]), help="Repeatable."
)
@click.option("--depth", default="unknown", show_default=True, help="Needle length in mm, or unknown.")
@click.option("--goal", type=click.Choice([one.value for one in Goal]))
@click.option("--setting", default="professional", show_default=True, type=click.Choice([one.value for one in Setting]))
@click.option(
    "--modifier", "modifiers", multiple=True, type=click.Choice([one.value for one in Modifier]), help="Repeatable."
)
@click.option("--now", help="When it is registered, on the local clock; the moment it ended if not given.")
@click.option("--lang", default="en", show_default=True, help="Language of the calendar.")
@click.option("--json", "as_object", is_flag=True, help="One JSON object instead of a calendar.")
def plan_command(
    treated: str,
    zone: str,
    areas: tuple[str, ...],
    depth: str,
    goal: str | None,
    setting: str,
    modifiers: tuple[str, ...],
    now: str | None,
    lang: str,
    as_object: bool,
) -> None:
    """Prints the plan of a described treatment: what is said when, what is not and why, and when things open."""
    facts, registered_at = described_patient(
        treated=treated, zone=zone, areas=areas, depth=depth, goal=goal, setting=setting, modifiers=modifiers, now=now
    )
    protocol = default_protocol()
    result = plan(facts, protocol, registered_at)
    if as_object:
        click.echo(as_json(facts, protocol, result))
        return
    treatment = facts.treatments[0]
    reader = Reader(registered_at, lang, facts.zone, country=country_of_zone(facts.zone), setting=treatment.setting)
    reader = replace(reader, date_time_entity=False)
    click.echo(as_calendar(facts, protocol, result, default_book(), reader), nl=False)


@click.command("lint")
@click.option(
    "--protocol",
    "folder",
    type=click.Path(path_type=Path, file_okay=False),
    help="A protocol's folder; the shipped one if not given.",
)
def lint_command(folder: Path | None) -> None:
    """Checks a protocol and its words: what cannot be read, is never said, comes too late or has no words."""
    protocol = default_protocol() if folder is None else load(folder)
    found = complaints(protocol, default_book())
    for line in found:
        click.echo(line, err=True)
    if found:
        raise click.exceptions.Exit(2)
    click.echo(
        f"{protocol.id} {protocol.version}: {len(protocol.steps)} steps, {len(protocol.lines)} lines, "
        f"{len(protocol.evidence)} facts; nothing to complain about"
    )
