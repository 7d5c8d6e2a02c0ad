"""The commands that run something: `run`, `serve`, `demo`, `migrate`, `move-store`."""

from __future__ import annotations

import click

from bot import settings
from bot.errors import Exit


@click.command("run")
@click.option(
    "--take-over", is_flag=True, help="Remove a webhook that is set; take the place of a bot that was replaced."
)
def run_command(*, take_over: bool) -> Exit:
    """Runs the bot on Telegram, by polling, until a signal comes. Settings: BOT_TOKEN and others, see
    docs/operations.md.
    """
    given = settings.load()
    given.token()
    given.triage_choice()
    from bot.app import process

    return process.run(given, take_over=take_over)


@click.command("serve")
@click.option(
    "--take-over", is_flag=True, help="Take the place of another program's webhook, or of a bot that was replaced."
)
def serve_command(*, take_over: bool) -> Exit:
    """Runs the bot behind a webhook until a signal comes; any number of them on one PostgreSQL. Settings: BOT_TOKEN,
    WEBHOOK_URL, WEBHOOK_SECRET, PORT and others, see docs/operations.md.
    """
    given = settings.load()
    given.token()
    given.webhook()
    given.triage_choice()
    from bot.app import process

    return process.run(given, take_over=take_over, webhook=True)


@click.command("demo")
@click.option("--port", type=click.IntRange(0, 65535), help="0 takes a free one.  [default: 8080, or a free one]")
@click.option("--api", default="10.0", show_default=True, help="The Bot API version that the playground plays.")
@click.option("--no-open", is_flag=True, help="Only print the address.")
def demo_command(*, port: int | None, api: str, no_open: bool) -> Exit:
    """Runs the bot against a Telegram of its own on this machine, with a page to chat on and a clock to turn."""
    from bot.app import demo

    return demo.run(settings.load(), port=port, api=api, open_page=not no_open)


@click.command("migrate")
def migrate_command() -> Exit:
    """Brings the database to this program's schema; a new one is created. Does nothing when it is there already."""
    given = settings.load()
    from bot.store.migrate import upgrade

    click.echo(f"The database's schema is {upgrade(given.database_url)}.")
    return Exit.OK


@click.command("move-store")
@click.option(
    "--to", "target", required=True, help="An empty PostgreSQL database: postgresql://user:password@host/name"
)
def move_store_command(*, target: str) -> Exit:
    """Moves everything from the SQLite file of DATABASE_URL to a PostgreSQL database. The bot must not run meanwhile."""
    given = settings.load()
    from bot.store.moving import move

    rows = move(given.database_url, target)
    click.echo(f"Moved {rows} rows. Set DATABASE_URL to the new database, then start the bot.")
    return Exit.OK
