"""The conversation: what people type and tap, and which use case answers. `register` is the table of contents."""

from __future__ import annotations

from bot.handlers import (
    bookings,
    check_ins,
    choices,
    day,
    elsewhere,
    first,
    media,
    mistakes,
    registration,
    screening,
    start,
    talk,
    treatments,
)
from bot.handlers.context import App, Desk


def register(application: App, desk: Desk) -> None:
    """Adds every handler, in the order in which they are asked; the first that fits answers.

    A new topic adds a file with `register(application)` and a line here, above `talk`. What it makes of typed words
    is a `TextUseCase`, listed in `talk.READERS`.
    """
    application.bot_data["desk"] = desk
    application.add_error_handler(mistakes.carry)
    elsewhere.register(application)  # groups, channels, people who block the bot: never further than here
    first.register(application)  # despair, wherever it is written: before everything
    start.register(application)  # /start, consent, place and number
    registration.register(application)  # the screens of a treatment or of a booked session
    treatments.register(application)  # /treatment: look, correct, cancel, undo
    screening.register(application)  # what speaks against a session
    bookings.register(application)  # before and at a booked session
    day.register(application)  # /today, /plan, /can, /why, /learn
    check_ins.register(application)  # every other answer, "I'm worried", later, [Show]
    choices.register(application)  # /settings, /stop, /privacy, /forget, /about, /help
    media.register(application)  # photos, voices, stickers, a shared location
    talk.register(application)  # typed words, and whatever nobody else knew: always last
