"""Before and at a booked session, and the one question about what a treatment was for."""

from __future__ import annotations

from bot.care import bookings
from bot.handlers.context import App
from bot.handlers.routes import on_answer, on_tap


def register(application: App) -> None:
    """Goes before the handler that takes the answers to all other check-ins."""
    on_answer(application, "PRE-2", bookings.answer_before)
    on_answer(application, "BOOK-1", bookings.answer_done)
    on_answer(application, "D4-1", bookings.answer_goal)
    on_tap(application, "took-place", bookings.took_place)
    on_tap(application, "move", bookings.move)
    on_tap(application, "not-happened", bookings.not_happened)
