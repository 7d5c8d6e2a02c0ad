"""/settings, pausing, /stop, /privacy, /forget, /about, /help: what somebody chooses about the bot itself."""

from __future__ import annotations

from bot.care import about, clinic_phone, leaving, pausing, place, settings
from bot.handlers.context import App
from bot.handlers.routes import on_command, on_tap


def register(application: App) -> None:
    """Each command, and the buttons of its screens."""
    _settings(application)
    on_command(application, "pause", pausing.pause)
    on_tap(application, "pause", pausing.pause)
    on_command(application, "resume", pausing.resume)
    on_tap(application, "resume", pausing.resume)
    on_command(application, "stop", pausing.stop)
    on_tap(application, "come-back", pausing.come_back)
    on_command(application, "privacy", leaving.privacy)
    on_tap(application, "privacy", leaving.privacy_page)
    on_command(application, "forget", leaving.forget)
    on_tap(application, "forget", leaving.forget)
    on_tap(application, "forget-yes", leaving.forget_yes)
    on_tap(application, "forget-no", leaving.forget_no)
    on_command(application, "about", about.about)
    on_command(application, "help", about.help_)
    on_tap(application, "help", about.help_)


def _settings(application: App) -> None:
    on_command(application, "settings", settings.settings)
    on_tap(application, "settings", settings.tapped)
    on_tap(application, "set-morning", settings.morning)
    on_tap(application, "set-quiet", settings.quiet)
    on_tap(application, "set", settings.switch)
    on_tap(application, "essentials", settings.only_the_essentials)
    on_tap(application, "set-phone", clinic_phone.ask)
    on_tap(application, "phone", clinic_phone.keep)
    on_tap(application, "phone-none", clinic_phone.remove)
    on_tap(application, "phone-no", clinic_phone.not_it)
    on_tap(application, "place", place.place)
    on_tap(application, "place-share", place.share)
    on_tap(application, "place-no", place.not_there)
    on_tap(application, "zone", place.move)
    on_tap(application, "number-how", place.number_how)
    on_tap(application, "number-is", place.set_number)
