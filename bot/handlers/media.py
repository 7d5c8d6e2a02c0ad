"""Photos, voices, files, stickers, contacts, a shared location. An album is many updates, and gets one answer."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from functools import partial

from telegram import Message, Update
from telegram.ext import MessageHandler, filters

from bot.care import media, place
from bot.care.work import Person, UseCase, Work
from bot.handlers.context import App, Context, run
from bot.handlers.first import written
from bot.handlers.routes import on_tap
from bot.words.message import Reply

ALBUMS = "albums"
ALBUMS_KEPT = 256
"""How many albums are remembered. Forgotten with the process: then one more polite line is said."""

_PICTURES = filters.PHOTO | filters.VIDEO | filters.Document.ALL | filters.PAID_MEDIA
_VOICES = filters.VOICE | filters.AUDIO | filters.VIDEO_NOTE
_OTHER = filters.Sticker.ALL | filters.ANIMATION | filters.Dice.ALL | filters.POLL | filters.GAME | filters.STORY

_Captioned = Callable[[Work, Person, str], Reply]


def register(application: App) -> None:
    """Only messages as they arrive: what is edited later is left alone."""
    application.bot_data[ALBUMS] = deque(maxlen=ALBUMS_KEPT)
    fresh = filters.UpdateType.MESSAGE
    application.add_handler(MessageHandler(fresh & (filters.LOCATION | filters.VENUE), _location))
    application.add_handler(MessageHandler(fresh & filters.CONTACT, _contact))
    application.add_handler(MessageHandler(fresh & _OTHER, _other))  # before files: Telegram sends a GIF as both
    application.add_handler(MessageHandler(fresh & _PICTURES, _picture))
    application.add_handler(MessageHandler(fresh & _VOICES, _voice))
    on_tap(application, "photos", media.how_to)


async def _picture(update: Update, context: Context) -> None:
    message = update.effective_message
    await run(update, context, _with_caption(_of_album(message, context), message))


async def _voice(update: Update, context: Context) -> None:
    await run(update, context, _with_caption(media.voice, update.effective_message))


async def _other(update: Update, context: Context) -> None:
    await run(update, context, _with_caption(media.other, update.effective_message))


def _with_caption(use_case: _Captioned, message: Message | None) -> UseCase:
    caption = written(message)
    return lambda work, person: use_case(work, person, caption)


async def _contact(update: Update, context: Context) -> None:
    sent = update.effective_message.contact if update.effective_message else None
    phone, owner = (sent.phone_number, sent.user_id) if sent else ("", None)
    await run(update, context, lambda work, person: media.contact(work, person, phone, owner))


async def _location(update: Update, context: Context) -> None:
    message = update.effective_message
    sent = message and (message.location or (message.venue.location if message.venue else None))
    if sent:
        await run(update, context, partial(_located, sent.latitude, sent.longitude))


def _located(latitude: float, longitude: float, work: Work, person: Person) -> Reply:
    return place.located(work, person, latitude, longitude)


def _of_album(message: Message | None, context: Context) -> _Captioned:
    """How a picture is answered: of an album only the first, and the first of which a worry is written."""
    album = message.media_group_id if message else None
    if album is None:
        return media.picture
    albums: deque[tuple[str, bool]] = context.bot_data[ALBUMS]
    earlier = {worry for one, worry in albums if one == album}
    albums.append((album, media.speaks_of_a_worry(written(message))))
    if not earlier:
        return media.picture
    return media.silent if True in earlier else media.alarm
