"""python-telegram-bot talks to the playground as it talks to Telegram, and sees its own exceptions."""

from __future__ import annotations

import asyncio
import io
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta

import pytest
from telegram import Bot, BotCommand, InlineKeyboardButton, InlineKeyboardMarkup, MessageEntity, Update
from telegram.constants import ParseMode
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)

from bot.playground import groups
from bot.playground.faults import FaultKind, Rule
from bot.playground.sendings import PIXEL

from .api_caller import AMIR, MARIA, TOKEN, Playground, a_group, eventually, playground


@pytest.fixture(autouse=True)
def _waits_are_timedeltas(monkeypatch: pytest.MonkeyPatch) -> None:
    """What python-telegram-bot will do anyway one day; without it, it warns."""
    monkeypatch.setenv("PTB_TIMEDELTA", "1")


@asynccontextmanager
async def a_bot(api: str = "10.0") -> AsyncIterator[tuple[Playground, Bot]]:
    async with (
        playground(api=api) as p,
        Bot(TOKEN, base_url=p.served.base_url, base_file_url=f"{p.served.url}/file/bot") as bot,
    ):
        yield p, bot


async def test_a_conversation_with_keyboard_tap_edit_and_toast() -> None:
    async with a_bot() as (p, bot):
        p.world.person_says(MARIA, "/start now")
        [started] = await bot.get_updates(timeout=5)
        assert started.message is not None
        assert started.message.parse_entities(["bot_command"]) == {started.message.entities[0]: "/start"}
        keyboard = InlineKeyboardMarkup([[InlineKeyboardButton("Yes", callback_data="yes", style="success")]])
        asked = await bot.send_message(
            MARIA, "<b>Done?</b> <i>Tap</i>", ParseMode.HTML, reply_markup=keyboard, disable_notification=True
        )
        assert [entity.type for entity in asked.entities] == [MessageEntity.BOLD, MessageEntity.ITALIC]
        tap = p.world.person_taps(MARIA, asked.message_id, "yes")
        _, update = await bot.get_updates()
        assert update.callback_query is not None
        assert await update.callback_query.answer("Noted", show_alert=True)
        await update.callback_query.edit_message_text("Thank you")
        assert tap.answer is not None
        assert tap.answer.text == "Noted"
        assert (p.last().text, p.last().keyboard, p.last().silent) == ("Thank you", (), True)


async def test_a_date_goes_there_and_back() -> None:
    async with a_bot() as (_, bot):
        sent = await bot.send_message(
            MARIA, 'from <tg-time unix="1774600200" format="wDt">Fri</tg-time>', parse_mode=ParseMode.HTML
        )
        [date] = sent.entities
        assert (date.type, date.date_time_format) == (MessageEntity.DATE_TIME, "wDt")
    async with a_bot(api="9.0") as (_, bot):
        with pytest.raises(BadRequest, match="unsupported start tag"):
            await bot.send_message(MARIA, '<tg-time unix="5">x</tg-time>', parse_mode=ParseMode.HTML)


async def test_a_picture_and_a_file_are_sent_and_a_photo_is_fetched() -> None:
    async with a_bot() as (p, bot):
        await bot.send_photo(MARIA, PIXEL, caption="Your year", filename="year.png")
        await bot.send_document(MARIA, io.BytesIO(b"BEGIN:VCALENDAR"), filename="plan.ics", caption="Calendar")
        picture, calendar = p.world.history(MARIA)[-2:]
        assert picture.photo is not None
        assert picture.photo.content == PIXEL
        assert calendar.document is not None
        assert (calendar.document.name, calendar.document.content) == ("plan.ics", b"BEGIN:VCALENDAR")
        p.world.person_sends(MARIA, "photo", content=PIXEL)
        [update] = await bot.get_updates()
        assert update.message is not None
        file = await update.message.photo[-1].get_file()
        assert bytes(await file.download_as_bytearray()) == PIXEL


async def test_every_kind_of_message_that_a_person_sends_can_be_parsed() -> None:
    kinds = ("photo", "document", "sticker", "voice", "audio", "video", "video_note", "animation")
    async with a_bot() as (p, bot):
        for kind in (*kinds, "location", "contact", "dice", "venue"):
            p.world.person_sends(MARIA, kind)
        updates = await bot.get_updates()
        for update, kind in zip(updates, (*kinds, "location", "contact", "dice", "venue"), strict=True):
            assert update.message is not None
            assert getattr(update.message, kind), kind


async def test_the_bot_introduces_itself() -> None:
    async with a_bot() as (p, bot):
        assert bot.username == "aftercare_bot"
        await bot.set_my_commands([BotCommand("today", "What now")])
        await bot.set_my_commands([BotCommand("today", "Hoje")], language_code="pt")
        await bot.set_my_name("Diary")
        await bot.set_my_description("A diary for your skin")
        await bot.set_my_short_description("A diary")
        assert p.world.commands(MARIA) == (("today", "Hoje"),)
        assert p.world.commands(AMIR) == (("today", "What now"),)
        assert (await bot.get_my_commands())[0].description == "What now"
        assert (await bot.get_my_name()).name == "Diary"
        assert (await bot.get_my_description()).description == "A diary for your skin"
        assert (await bot.get_my_short_description()).short_description == "A diary"
        assert (await bot.get_chat_menu_button()).type == "default"
        assert (await bot.get_chat(MARIA)).first_name == "Maria"


async def test_refusals_are_the_exceptions_that_ptb_has_for_them() -> None:
    async with a_bot() as (p, bot):
        group = a_group(p.world)
        fresh = groups.upgrade(p.world, p.world.person(MARIA), group)
        with pytest.raises(ChatMigrated) as moved:
            await bot.send_message(group.id, "Hi")
        assert moved.value.new_chat_id == fresh.id
        p.world.person_blocks(AMIR)
        with pytest.raises(Forbidden, match="bot was blocked by the user"):
            await bot.send_message(AMIR, "Hi")
        with pytest.raises(BadRequest, match="Chat not found"):
            await bot.send_message(12345, "Hi")
        sent = await bot.send_message(MARIA, "Hi")
        with pytest.raises(BadRequest, match="Message is not modified"):
            await sent.edit_text("Hi")
        for _ in range(20):
            await bot.send_message(fresh.id, "Hi")
        with pytest.raises(RetryAfter) as flood:
            await bot.send_message(fresh.id, "Hi")
        assert flood.value.retry_after == timedelta(seconds=60)


async def test_a_second_poller_is_a_conflict() -> None:
    async with a_bot() as (p, bot), Bot(TOKEN, base_url=p.served.base_url) as other:
        polling = p.served.api.desk.polling
        older = asyncio.create_task(bot.get_updates(timeout=30))
        await eventually(lambda: polling._current is not None)
        newer = asyncio.create_task(other.get_updates(timeout=30))
        with pytest.raises(Conflict, match="terminated by other getUpdates request"):
            await older
        p.world.person_says(MARIA, "enough")
        assert len(await newer) == 1


async def test_a_wrong_token_is_invalid_and_so_is_a_missing_method() -> None:
    async with playground(api="9.0") as p:
        with pytest.raises(InvalidToken):
            async with Bot("123:wrong", base_url=p.served.base_url):
                pass
        async with Bot(TOKEN, base_url=p.served.base_url) as bot:
            with pytest.raises(InvalidToken, match="method not found"):
                await bot.pin_chat_message(MARIA, 1)


@pytest.mark.parametrize(
    ("kind", "error"),
    [
        (FaultKind.REFUSE, NetworkError),
        (FaultKind.DROP_BEFORE, NetworkError),
        (FaultKind.HANG, TimedOut),
        (FaultKind.DELIVER_THEN_DROP, NetworkError),
        (FaultKind.DELIVER_THEN_RESET, NetworkError),
        (FaultKind.DELIVER_THEN_502, NetworkError),
        (FaultKind.HALF_BODY, NetworkError),
        (FaultKind.CAPTIVE_PORTAL, TelegramError),
        (FaultKind.UNAUTHORIZED, InvalidToken),
        (FaultKind.NOT_FOUND, InvalidToken),
        (FaultKind.TOO_MANY, RetryAfter),
        (FaultKind.SERVER_ERROR, NetworkError),
    ],
)
async def test_faults_are_the_exceptions_that_ptb_has_for_them(kind: FaultKind, error: type[TelegramError]) -> None:
    async with a_bot() as (p, bot):
        p.faults.add(Rule(kind, method="sendMessage", seconds=1 if kind is FaultKind.TOO_MANY else 0))
        with pytest.raises(TelegramError) as seen:
            await bot.send_message(MARIA, "Hi", read_timeout=0.3 if kind is FaultKind.HANG else 10)
        assert type(seen.value) is error


async def test_ptb_finds_every_update_of_the_world_well_formed() -> None:
    async with a_bot() as (p, bot):
        sent = await bot.send_message(MARIA, "Card")
        await sent.pin()
        hers = p.world.person_says(MARIA, "one", reply_to=sent.message_id)
        p.world.person_edits(MARIA, hers.id, "two")
        p.world.person_blocks(MARIA)
        p.world.person_unblocks(MARIA)
        p.world.person_adds_to_group(MARIA, supergroup=True)
        updates = await bot.get_updates(allowed_updates=Update.ALL_TYPES)
        assert [next(iter(key for key in update.to_dict() if key != "update_id")) for update in updates] == [
            "message",
            "message",
            "edited_message",
            "my_chat_member",
            "my_chat_member",
            "my_chat_member",
            "message",
        ]
