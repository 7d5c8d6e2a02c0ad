"""What the bot tells Telegram about itself at start: its menu, its descriptions, its name.

Each is read first and written only where it differs: Telegram limits how often a name may be set to a few times a day.
None of it is needed for a patient to be served, so whatever fails is logged and left.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from telegram import Bot, BotCommand
from telegram.error import TelegramError

from bot.delivery.refusals import meaning
from bot.logs import log


@dataclass(frozen=True, slots=True)
class Profile:
    """How the bot shows itself to readers of one language; `language` `None` is everyone else."""

    name: str
    """0-64 characters."""
    description: str
    """Shown in the empty chat, at most 512 characters."""
    short_description: str
    """Shown on the bot's page, at most 120 characters."""
    commands: tuple[tuple[str, str], ...]
    """The menu, in order: command without slash, what it does."""
    language: str | None = None


async def publish(bot: Bot, profile: Profile) -> None:
    """Brings what Telegram shows in line with `profile`. Never raises for what Telegram says to it."""
    language = profile.language
    menu = tuple(BotCommand(command, what) for command, what in profile.commands)

    async def commands() -> None:
        if tuple(await bot.get_my_commands(language_code=language)) != menu:
            await bot.set_my_commands(menu, language_code=language)

    async def description() -> None:
        if (await bot.get_my_description(language_code=language)).description != profile.description:
            await bot.set_my_description(profile.description, language_code=language)

    async def short_description() -> None:
        if (await bot.get_my_short_description(language_code=language)).short_description != profile.short_description:
            await bot.set_my_short_description(profile.short_description, language_code=language)

    async def name() -> None:
        if (await bot.get_my_name(language_code=language)).name != profile.name:
            await bot.set_my_name(profile.name, language_code=language)

    for method, step in (
        ("setMyCommands", commands),
        ("setMyDescription", description),
        ("setMyShortDescription", short_description),
        ("setMyName", name),
    ):
        await _tried(method, step)


async def _tried(method: str, step: Callable[[], Awaitable[None]]) -> None:
    try:
        await step()
    except TelegramError as error:
        receipt = meaning(error)
        log("delivery").warning(
            "publish_failed", method=method, outcome=type(receipt).__name__, reason=getattr(receipt, "reason", None)
        )
