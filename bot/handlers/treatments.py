"""/treatment: look, correct, delete, undo, plan further sessions."""

from __future__ import annotations

from bot.care import corrections, treatments
from bot.handlers.context import App
from bot.handlers.routes import on_command, on_tap


def register(application: App) -> None:
    """The command and its buttons."""
    on_command(application, "treatment", treatments.overview)
    on_tap(application, "sessions", treatments.overview_again)
    on_tap(application, "session", treatments.open_session)
    on_tap(application, "correct", corrections.correct)
    on_tap(application, "goal", corrections.goal)
    on_tap(application, "apply", corrections.apply)
    on_tap(application, "leave", corrections.leave)
    on_tap(application, "course", corrections.ask_course)
    on_tap(application, "course-is", corrections.plan_course)
    on_tap(application, "cancel", treatments.ask_cancel)
    on_tap(application, "cancel-yes", treatments.cancel)
    on_tap(application, "undo", treatments.undo)
