"""The commands of `python -m bot`. Each is imported when it is used, so that `--help` answers at once."""

from __future__ import annotations

import sys
from importlib import import_module
from typing import NamedTuple, cast

import click

from bot.errors import Exit, Mistake


class Entry(NamedTuple):
    """Where a command stands, and what the list of commands says of it."""

    place: str
    help: str


COMMANDS = {
    "run": Entry("bot.app.commands:run_command", "Run the bot on Telegram, by polling."),
    "serve": Entry("bot.app.commands:serve_command", "Run the bot behind a webhook; any number of them."),
    "demo": Entry("bot.app.commands:demo_command", "Chat with the bot in a browser; no token needed."),
    "migrate": Entry("bot.app.commands:migrate_command", "Bring the database to this program's schema."),
    "move-store": Entry("bot.app.commands:move_store_command", "Move everything from SQLite to PostgreSQL."),
    "backup": Entry("bot.ops.commands:backup_command", "Copy the whole database into one file, while the bot runs."),
    "restore": Entry("bot.ops.commands:restore_command", "Put a backup in the place of the database; or `--check` it."),
    "dead": Entry("bot.ops.dead:dead_command", "List what ended without reaching its person."),
    "plan": Entry("bot.rehearsal.commands:plan_command", "Print the plan of a treatment."),
    "rehearse": Entry(
        "bot.rehearsal.commands:rehearse_command", "Play the year of a patient and print the conversation."
    ),
    "lint": Entry("bot.rehearsal.commands:lint_command", "Check a protocol and its words."),
}


class Commands(click.Group):
    """A group that knows its commands by name only."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 - click's signature
        entry = COMMANDS.get(cmd_name)
        if entry is None:
            return None
        module, _, name = entry.place.partition(":")
        return cast(click.Command, getattr(import_module(module), name))

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002 - click's signature
        with formatter.section("Commands"):
            formatter.write_dl([(name, entry.help) for name, entry in COMMANDS.items()])


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
def bot() -> None:
    """An aftercare bot for microneedling, on Telegram."""


def main() -> int:
    """Runs a command. What the operator can mend is one line, and an exit code that says which kind it is."""
    try:
        ended = bot.main(prog_name="python -m bot", standalone_mode=False)
    except Mistake as mistake:
        sys.stderr.write(f"{mistake.line}\n")
        return mistake.exit_code
    except click.ClickException as wrong:
        # One line, as every other mistake: click's own has the usage above it.
        sys.stderr.write(f"{' '.join(wrong.format_message().split())}\n")
        return Exit.WRONG_USE
    except (click.Abort, KeyboardInterrupt):
        return Exit.OK
    return ended if isinstance(ended, int) else Exit.OK
