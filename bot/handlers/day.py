"""/today, /plan, /can, /why, /learn: what holds today, what comes, and what it rests on."""

from __future__ import annotations

from bot.care import learn, may_i, today, why, year_plan
from bot.handlers.context import App
from bot.handlers.routes import on_command, on_tap


def register(application: App) -> None:
    """Each command, and the buttons of its screens."""
    on_command(application, "today", today.today)
    on_tap(application, "today", today.today)
    on_command(application, "plan", year_plan.year_plan)
    on_tap(application, "plan", year_plan.turn)
    on_tap(application, "plan-picture", year_plan.picture)
    on_tap(application, "plan-file", year_plan.calendar_file)
    on_tap(application, "plan-left", year_plan.left_out)
    on_command(application, "can", may_i.may_i)
    on_tap(application, "can", may_i.menu)
    on_tap(application, "may", may_i.about)
    on_command(application, "why", why.why)
    on_tap(application, "why", why.why_step)
    on_tap(application, "why-choose", why.choose)
    on_command(application, "learn", learn.learn)
    on_tap(application, "learn", learn.page)
