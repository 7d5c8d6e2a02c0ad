"""Photos, voices, files, stickers, contacts, a shared location. An album is many updates, and gets one answer."""

from __future__ import annotations

from collections import deque
from functools import partial

from telegram import Message, Update
from telegram.ext import MessageHandler, filters

from bot.care import media, place
from bot.care.reach import silence
from bot.care.work import Person, UseCase, Work
from bot.handlers.context import App, Context, run
from bot.words.message import Reply

ALBUMS = "albums"
ALBUMS_KEPT = 256
"""How many albums are remembered. Forgotten with the process: then one more polite line is said."""

_PICTURES = filters.PHOTO | filters.VIDEO | filters.Document.ALL | filters.PAID_MEDIA
_VOICES = filters.VOICE | filters.AUDIO | filters.VIDEO_NOTE
_OTHER = filters.Sticker.ALL | filters.ANIMATION | filters.Dice.ALL | filters.POLL | filters.GAME | filters.STORY


def register(application: App) -> None:
    """Only messages as they arrive: what is edited later is left alone."""
    application.bot_data[ALBUMS] = deque(maxlen=ALBUMS_KEPT)
    fresh = filters.UpdateType.MESSAGE
    application.add_handler(MessageHandler(fresh & filters.LOCATION, _location))
    application.add_handler(MessageHandler(fresh & filters.CONTACT, _contact))
    application.add_handler(MessageHandler(fresh & _OTHER, _other))
    application.add_handler(MessageHandler(fresh & _PICTURES, _picture))
    application.add_handler(MessageHandler(fresh & _VOICES, _voice))


async def _picture(update: Update, context: Context) -> None:
    message = update.effective_message
    use_case: UseCase = partial(_with_caption, (message.caption or "") if message else "")
    await run(update, context, silence if _album_answered(message, context) else use_case)


def _with_caption(caption: str, work: Work, person: Person) -> Reply:
    return media.picture(work, person, caption)


async def _voice(update: Update, context: Context) -> None:
    await run(update, context, media.voice)


async def _other(update: Update, context: Context) -> None:
    await run(update, context, media.other)


async def _contact(update: Update, context: Context) -> None:
    sent = update.effective_message.contact if update.effective_message else None
    phone = sent.phone_number if sent else ""
    await run(update, context, lambda work, person: media.contact(work, person, phone))


async def _location(update: Update, context: Context) -> None:
    sent = update.effective_message.location if update.effective_message else None
    if sent is not None:
        latitude, longitude = sent.latitude, sent.longitude
        await run(update, context, lambda work, person: place.located(work, person, latitude, longitude))


def _album_answered(message: Message | None, context: Context) -> bool:
    """Whether another picture of the same album has been answered."""
    album = message.media_group_id if message else None
    albums: deque[str] = context.bot_data[ALBUMS]
    if album is None:
        return False
    if album in albums:
        return True
    albums.append(album)
    return False
