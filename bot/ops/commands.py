"""The commands `backup` and `restore`."""

from __future__ import annotations

from pathlib import Path

import click

from bot import settings
from bot.clock import system_clock
from bot.errors import Exit


@click.command("backup")
@click.argument("out", type=click.Path(path_type=Path))
def backup_command(*, out: Path) -> Exit:
    """Copies the whole database into the new file OUT, while the bot runs, and reads it again. Beside it stands
    `tombstones`: keep both. They are as sensitive as the database.
    """
    given = settings.load()
    from bot.ops.backup import backup

    made = backup(given.database_url, out, system_clock())
    click.echo(f"Backed up {made.total} rows of {made.at:%Y-%m-%d %H:%M:%S} UTC, and read them again.")
    return Exit.OK


@click.command("restore")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--check", is_flag=True, help="Only read the file, and say whether it is whole.")
def restore_command(*, file: Path, check: bool) -> Exit:
    """Puts the backup FILE in the place of the database. The bot must not run meanwhile.

    Nothing that was due by now is said afterwards; whoever was forgotten since is forgotten again.
    """
    if check:
        from bot.store.manifest import verify

        found = verify(file)
        click.echo(f"Whole: {found.total} rows of {found.at:%Y-%m-%d %H:%M:%S} UTC, schema {found.revision}.")
        return Exit.OK
    given = settings.load()
    from bot.ops.restore import restore

    done, known = restore(given.database_url, file, system_clock())
    click.echo(f"Restored {done.patients} patients; {done.forgotten} were forgotten again. Start the bot.")
    if done.unplanned:
        click.echo(f"{done.unplanned} patients have no plan: see plan_failed in the log.", err=True)
    if not known:
        click.echo("Nobody knows who was forgotten since: no database was there, and no tombstones.", err=True)
    return Exit.OK
