"""How a topic says what it answers to: commands, taps, typed words.

    def register(application: App) -> None:
        on_command(application, "treatment", treatments.overview)
        on_tap(application, "areas", registration.choose_area)      # 1:areas:face -> choose_area(work, person, "face")

A tap's arguments are passed on as strings, at most as many as the use case takes; the use case reads them strictly and
looks up in the database whether this person may. A tap that fits no use case, or has too few or too many arguments,
gets the one polite refusal.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable
from functools import partial

from telegram import Update
from telegram.ext import CallbackQueryHandler, CommandHandler, filters

from bot.care.work import Person, TextUseCase, UseCase, Work
from bot.errors import CannotDo
from bot.handlers.context import App, Context, run
from bot.words.buttons import VERSION, decode
from bot.words.message import Reply


def on_command(application: App, name: str, use_case: Callable[..., Reply]) -> None:
    """Runs `use_case(work, person)` for `/name`; one that takes a third argument is given what stands after the
    command.
    """
    takes_rest = _most_arguments(use_case) > 0

    async def command(update: Update, context: Context) -> None:
        rest = _after_command(update)
        await run(update, context, partial(_with_rest, use_case, rest) if takes_rest else use_case)

    application.add_handler(CommandHandler(name, command, filters=filters.UpdateType.MESSAGE))


def on_answer(application: App, step: str, use_case: Callable[..., Reply]) -> None:
    """Runs `use_case(work, person, about, step, occurrence, choice)` for the answers to one step. Goes before the
    handler that takes every other answer.
    """
    _on_data(application, rf"^{VERSION}:answer:[^:]*:{step}:", use_case)


def on_tap(application: App, verb: str, use_case: Callable[..., Reply]) -> None:
    """Runs `use_case(work, person, *arguments)` for every button with this verb."""
    _on_data(application, rf"^{VERSION}:{verb}(:|$)", use_case)


def _on_data(application: App, pattern: str, use_case: Callable[..., Reply]) -> None:

    async def tap(update: Update, context: Context) -> None:
        tapped = decode(update.callback_query.data or "") if update.callback_query else None
        if tapped is None or not _fits(use_case, tapped.args):
            await run(update, context, refuse)
        else:
            await run(update, context, partial(_with_arguments, use_case, tapped.args))

    application.add_handler(CallbackQueryHandler(tap, pattern=pattern))


def refuse(_work: Work, _person: Person) -> Reply:
    """The one answer to a button that is not ours, no longer known, or not this person's: nobody learns which."""
    raise CannotDo("button-unknown")


def first_of(*readers: TextUseCase) -> TextUseCase:
    """Asks each in turn what it makes of the typed words; the first that does not say `None` answers."""

    def ask(work: Work, person: Person, text: str) -> Reply | None:
        for reader in readers:
            reply = reader(work, person, text)
            if reply is not None:
                return reply
        return None

    return ask


def typed(reader: TextUseCase, text: str) -> UseCase:
    """The use case of having typed `text`; silence if nobody makes anything of it."""

    def use_case(work: Work, person: Person) -> Reply:
        return reader(work, person, text) or ()

    return use_case


def _with_rest(use_case: Callable[..., Reply], rest: str, work: Work, person: Person) -> Reply:
    return use_case(work, person, rest)


def _with_arguments(use_case: Callable[..., Reply], arguments: tuple[str, ...], work: Work, person: Person) -> Reply:
    return use_case(work, person, *arguments)


def _after_command(update: Update) -> str:
    words = ((update.message.text or "") if update.message else "").split(maxsplit=1)
    return words[1].strip() if len(words) > 1 else ""


def _most_arguments(use_case: Callable[..., Reply]) -> int:
    return len(inspect.signature(use_case).parameters) - 2


def _fits(use_case: Callable[..., Reply], arguments: tuple[str, ...]) -> bool:
    try:
        inspect.signature(use_case).bind(None, None, *arguments)
    except TypeError:
        return False
    return True
