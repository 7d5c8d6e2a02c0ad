"""Going through what speaks against a session."""

from __future__ import annotations

from bot.care import screening
from bot.handlers.context import App
from bot.handlers.routes import on_tap


def register(application: App) -> None:
    """The way in, its pages, and what becomes of the answers."""
    on_tap(application, "screening", screening.entry)
    on_tap(application, "screen", screening.open_list)
    on_tap(application, "screen-page", screening.page)
    on_tap(application, "screen-tick", screening.tick)
    on_tap(application, "screen-set", screening.choose)
    on_tap(application, "screen-done", screening.done)
    on_tap(application, "screen-clear", screening.clear)
