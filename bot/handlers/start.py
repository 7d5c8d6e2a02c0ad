"""/start, the agreement, and where the person is."""

from __future__ import annotations

from bot.care import consent, whereabouts
from bot.handlers.context import App
from bot.handlers.routes import on_command, on_tap


def register(application: App) -> None:
    """The first two screens of registering."""
    on_command(application, "start", consent.start)
    on_tap(application, "consent", consent.text)
    on_tap(application, "decline", consent.decline)
    on_tap(application, "agree", consent.agree)
    on_tap(application, "place-yes", whereabouts.confirm)
    on_tap(application, "place-other", whereabouts.other)
    on_tap(application, "place-send", whereabouts.send_location)
    on_tap(application, "place-is", whereabouts.choose)
    on_tap(application, "number-skip", whereabouts.no_number)
