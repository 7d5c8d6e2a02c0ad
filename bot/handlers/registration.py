"""The screens of a session: when, where, who and how deep, what applies, and [Start]."""

from __future__ import annotations

from bot.care import beginning, reach, registration
from bot.handlers.context import App
from bot.handlers.routes import on_tap


def register(application: App) -> None:
    """One line for each button."""
    on_tap(application, "new", registration.new)
    on_tap(application, "ask", registration.ask_again)
    on_tap(application, "change", registration.change)
    on_tap(application, "ended", registration.ended)
    on_tap(application, "ended-on", registration.ended_on)
    on_tap(application, "ended-unknown", registration.time_unknown)
    on_tap(application, "month", registration.earlier_month)
    on_tap(application, "coming", registration.coming_month)
    on_tap(application, "later-day", registration.later_day)
    on_tap(application, "vouch", registration.vouch)
    on_tap(application, "areas", registration.areas)
    on_tap(application, "areas-several", registration.several_areas)
    on_tap(application, "area", registration.area)
    on_tap(application, "areas-done", registration.areas_done)
    on_tap(application, "by", registration.by)
    on_tap(application, "depth", registration.depth)
    on_tap(application, "home-depth", registration.home_depth)
    on_tap(application, "depth-mm", registration.exact_depth)
    on_tap(application, "depth-rf", registration.radiofrequency)
    on_tap(application, "applies", registration.applies)
    on_tap(application, "applies-none", registration.applies_none)
    on_tap(application, "applies-done", registration.applies_done)
    on_tap(application, "begin", beginning.begin)
    on_tap(application, "nothing", reach.silence)
