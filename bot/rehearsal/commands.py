"""The commands for clinicians and authors of protocols: `plan`, `rehearse` and `lint`. None needs a token or a database."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from bot.rehearsal.described import Described, described_patient, one_of
from bot.rehearsal.options import described, known_language, script_file
from bot.rehearsal.printed import as_calendar, as_json
from bot.schedules.loader import default_protocol, load
from bot.schedules.planner import plan
from bot.words.countries import country_of_zone
from bot.words.message import Reader
from bot.words.phrasebook import INTERFACE_WORDS, PROTOCOL_WORDS, default_book, load_book

_FIRST_SESSION = ("treated", "areas", "depth", "goal", "setting", "modifiers", "course", "now")


@click.command("plan")
@described
@click.option("--json", "as_object", is_flag=True, help="One JSON object instead of a calendar.")
def plan_command(*, lang: str, as_object: bool, **given: Any) -> None:
    """Prints the plan of a described treatment: what is said when, what is not and why, and when things open."""
    facts, registered_at = described_patient(**given)
    protocol = default_protocol()
    result = plan(facts, protocol, registered_at)
    if as_object:
        click.echo(as_json(facts, protocol, result))
        return
    book = default_book()
    reader = Reader(registered_at, known_language(lang, book.languages), facts.zone)
    reader = replace(
        reader,
        country=country_of_zone(facts.zone),
        setting=facts.treatments[0].setting,
        date_time_entity=False,
    )
    click.echo(as_calendar(facts, protocol, result, book, reader), nl=False)


@click.command("rehearse")
@script_file
@described
@click.option("--booked", help="When the session was booked: then it begins with the messages before it.")
@click.option(
    "--session",
    "sessions",
    multiple=True,
    help="A further session: 2026-04-24T15:00,depth=1.5,booked=2026-04-01T10:00. Keys: area, depth, goal, setting, modifier, "
    "course, told, booked; what is not said is as before. Repeatable.",
)
@click.option(
    "--answer",
    "answers",
    multiple=True,
    help="STEP=CHOICE, five minutes after it is asked; D1-3=worse@+3h, D1-3=worse@2026-03-28T18:00. Repeatable.",
)
@click.option("--well", is_flag=True, help="Answers every other check-in as somebody who is well.")
@click.option("--says", multiple=True, help='What is typed when: d2@23:00="pus", 2026-03-29T23:00="pus". Repeatable.')
@click.option("--taps", multiple=True, help='The label of a button: d2@23:01="None of these". Repeatable.')
@click.option("--pause", "pauses", multiple=True, help="FROM..TO: no messages then. Repeatable.")
@click.option("--discreet", is_flag=True, help="Messages come covered, with [Show].")
@click.option("--essentials", is_flag=True, help="Only the essentials.")
@click.option("--country", help="Two letters; the zone's country if not given.")
@click.option(
    "--triage", default="graded", show_default=True, help='graded or list: how "is this normal?" is answered.'
)
@click.option("--until", help="Where to end: 2026-04-30T12:00, or d34; the end of the year if not given.")
@click.option("--json", "as_object", is_flag=True, help="One JSON object instead of a conversation.")
def rehearse_command(*, as_object: bool, **given: Any) -> None:
    """Plays the year of a described patient and prints the conversation.

    Moments are local: 2026-03-29T23:00, or d2@23:00 for day 2 after the first session.
    """
    with _without_collecting():
        click.echo(_rehearsed(given, as_object=as_object), nl=as_object)


def _rehearsed(given: dict[str, Any], *, as_object: bool) -> str:
    # Only this command needs the whole bot, which takes most of its time to import.
    from bot.care.work import House, Triage
    from bot.rehearsal.pages import as_data, as_pages
    from bot.rehearsal.play import play
    from bot.rehearsal.script import Options, read_script

    triage = one_of("--triage", given.pop("triage"), Triage)
    first = Described(**{name: given.pop(name) for name in _FIRST_SESSION})
    protocol, book = default_protocol(), default_book()
    script = read_script(first, Options(**given), protocol, book)
    played = play(script, House(script.zone, script.country, protocol, book, triage))
    return as_data(played, script.language) if as_object else as_pages(played, book, script.language)


@contextmanager
def _without_collecting() -> Iterator[None]:
    """Looking for garbage, now and at the end, is a third of the time of a process that lives for a second."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.freeze()  # what stands now is not looked through at the end of the process either
            gc.enable()


@click.command("lint")
@click.option(
    "--protocol",
    "folder",
    type=click.Path(path_type=Path, file_okay=False),
    help="A protocol's folder; the shipped one if not given.",
)
def lint_command(folder: Path | None) -> None:
    """Checks a protocol and its words: what cannot be read, is never said, comes too late or has no words."""
    from bot.rehearsal.linting import complaints

    protocol = default_protocol() if folder is None else load(folder)
    words = PROTOCOL_WORDS if folder is None else folder / "words"
    book = load_book((INTERFACE_WORDS, words), strict=True)
    with _without_collecting():
        found = complaints(protocol, book, words=words)
    for line in found:
        click.echo(line, err=True)
    if found:
        raise click.exceptions.Exit(2)
    click.echo(
        f"{protocol.id} {protocol.version}: {len(protocol.steps)} steps, {len(protocol.lines)} lines, "
        f"{len(protocol.evidence)} facts; nothing to complain about"
    )
