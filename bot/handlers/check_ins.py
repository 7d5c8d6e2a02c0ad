"""How somebody is: answers to check-ins, [I'm worried], [In 1 hour], [Sorted], and [Show] in discreet mode."""

from __future__ import annotations

from telegram import Update
from telegram.ext import CallbackQueryHandler

from bot.care import check, check_again, check_ins, concerns, later, shown, worried
from bot.care.work import Person, Work
from bot.handlers.context import App, Context, desk_of, run
from bot.handlers.routes import on_command, on_tap, refuse
from bot.words.buttons import VERSION, decode
from bot.words.message import OutgoingMessage, Reply

_SHOW = 3
"""How many arguments [Show] carries: what the message is about, its step, its occurrence."""


def register(application: App) -> None:
    """The answers to single steps that `bookings` takes come before these."""
    on_tap(application, "answer", check_ins.answer)
    on_tap(application, "snooze", later.snooze)
    on_command(application, "check", worried.worried)
    on_tap(application, "worried", worried.worried)
    on_tap(application, "signs", check.serious)
    on_tap(application, "symptoms", check.symptoms)
    on_tap(application, "symptom", check.symptom)
    on_tap(application, "symptom-anew", check.symptom_anew)
    on_tap(application, "which", check.which)
    on_tap(application, "felt", check.felt)
    on_tap(application, "lifted", check.lifted)
    on_tap(application, "not-here", check.not_here)
    on_tap(application, "again", check_again.ask_again)
    on_tap(application, "sorted", concerns.sorted_out)
    application.add_handler(CallbackQueryHandler(_show, pattern=rf"^{VERSION}:show:"))


async def _show(update: Update, context: Context) -> None:
    """Puts the whole message in the place of its plain line. It is rendered from the plan, so it is not a `Say`."""
    tapped = decode(update.callback_query.data or "") if update.callback_query else None
    if tapped is None or len(tapped.args) != _SHOW:
        await run(update, context, refuse)
        return
    about, step, occurrence = tapped.args
    seen: list[OutgoingMessage] = []

    def reveal(work: Work, person: Person) -> Reply:
        seen[:] = [shown.reveal(work, person, about, step, occurrence)]
        return ()

    await run(update, context, reveal)
    message = update.callback_query.message if update.callback_query else None
    if seen and message is not None:
        await desk_of(context).messenger.edit(message.chat.id, message.message_id, seen[0])
