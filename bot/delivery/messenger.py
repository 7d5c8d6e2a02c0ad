"""The only sender. What it is told to say arrives as an `OutgoingMessage`; what became of it goes back as a `Receipt`,
never as an exception.

A refusal that a change can mend is mended here, once: markup that the server cannot read goes out as plain text, an
edit of a message that is gone as a new message. Nothing is repeated whose outcome is unknown: that is decided by
whoever sends (`dispatcher`, `handlers.replies`).
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from functools import partial

from telegram import (
    Bot,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InputFile,
    KeyboardButton,
    LinkPreviewOptions,
    ReplyKeyboardMarkup,
)
from telegram.constants import ParseMode
from telegram.error import TelegramError

from bot.delivery.budget import Budget
from bot.delivery.last_look import only_if
from bot.delivery.markup import plain, without_date_times
from bot.delivery.receipts import Later, NotSent, Receipt, Refusal, Refused, Sent, Unknown, Unreachable
from bot.delivery.refusals import DOUBT_S, meaning
from bot.delivery.server import ServerTraits
from bot.delivery.transport import HeldBackError
from bot.logs import log
from bot.words.message import Button, OutgoingMessage

PATIENCE_S = 60.0
"""Longest pause of Telegram's that an answer to a person waits out; after a longer one it comes back as `Later`."""
TOAST_LENGTH = 200
"""Characters of the answer to a tap that Telegram takes."""

_NO_PREVIEW = LinkPreviewOptions(is_disabled=True)
_Call = Callable[[str, ParseMode | None], Awaitable[int]]
"""Sends a text, read as that markup or as none, and answers the id of the message."""


class Messenger:
    """Speaks to people through one bot. Safe to use from many tasks at once. `paid`: Telegram may charge for messages
    above its free pace.
    """

    def __init__(self, bot: Bot, budget: Budget, server: ServerTraits, *, paid: bool = False) -> None:
        self._bot = bot
        self._paid = paid or None
        self._budget = budget
        self._server = server

    async def send(self, chat_id: int, message: OutgoingMessage, *, waits: bool = True) -> Receipt:
        """Sends a new message. `waits`: sits out a pause that Telegram asked for; without it, and when this process is
        about to stop, such a pause is answered with `Later`.
        """

        async def call(text: str, mode: ParseMode | None) -> int:
            return await self._send_new(chat_id, message, text, mode)

        receipt = await self._deliver("sendMessage", chat_id, message.text, call, waits=waits)
        if receipt in (Refused(Refusal.NO_METHOD), Refused(Refusal.TOKEN), Refused(Refusal.CONFLICT)):
            return NotSent(DOUBT_S)  # whether the token is still good is the poller's question, not this message's
        return receipt

    async def edit(self, chat_id: int, message_id: int, message: OutgoingMessage, *, anew: bool = True) -> Receipt:
        """Puts a message in the place of another one. If that is gone it is sent as a new one: `Sent` tells under which
        id it now stands. Without `anew` that is left to the caller, who is answered with `Refused`.
        """

        async def call(text: str, mode: ParseMode | None) -> int:
            await self._bot.edit_message_text(
                text,
                chat_id=chat_id,
                message_id=message_id,
                parse_mode=mode,
                link_preview_options=_NO_PREVIEW,
                reply_markup=_inline(message.buttons),
            )
            return message_id

        if message.photo is not None or message.document is not None:
            return await self.send(chat_id, message)
        receipt = await self._deliver("editMessageText", chat_id, message.text, call, waits=True)
        match receipt:
            case Refused(Refusal.NOT_MODIFIED):
                return Sent(message_id)
            case Refused(Refusal.TOKEN | Refusal.CONFLICT):
                return NotSent(DOUBT_S)  # as above
            case Refused(Refusal.GONE | Refusal.NO_METHOD) if anew:
                return await self.send(chat_id, message)
        return receipt

    async def answer_tap(self, tap_id: str, text: str = "") -> bool:
        """Stops the button's spinner, with a short text or none. False if it could not be answered, which matters to
        nobody: a tap of a few seconds ago may be too old already.
        """
        call = self._bot.answer_callback_query(tap_id, text=text[:TOAST_LENGTH] or None)
        return await self._done("answerCallbackQuery", call)

    async def pin(self, chat_id: int, message_id: int) -> bool:
        """Pins silently. False if it could not be done; a server that has no pins is not asked again."""
        if not self._server.has("pinChatMessage"):
            return False
        call = self._bot.pin_chat_message(chat_id, message_id, disable_notification=True)
        return await self._done("pinChatMessage", call)

    async def unpin(self, chat_id: int, message_id: int) -> bool:
        """Takes one pin away. False if it could not be done."""
        if not self._server.has("unpinChatMessage"):
            return False
        return await self._done("unpinChatMessage", self._bot.unpin_chat_message(chat_id, message_id))

    async def _deliver(self, method: str, chat_id: int, html: str, call: _Call, *, waits: bool) -> Receipt:
        """Each further try follows a definite refusal, so nothing can arrive twice."""
        text = html if self._server.date_times else without_date_times(html)
        receipt = await self._once(method, chat_id, call, text, ParseMode.HTML, waits=waits)
        if receipt == Refused(Refusal.DATE_TIME):
            self._server.lacks_date_times()
            receipt = await self._once(method, chat_id, call, without_date_times(html), ParseMode.HTML, waits=waits)
        if receipt in (Refused(Refusal.DATE_TIME), Refused(Refusal.MARKUP)):
            log("delivery").error("markup_refused", method=method)
            receipt = await self._once(method, chat_id, call, plain(html), None, waits=waits)
        return receipt

    async def _once(
        self, method: str, chat_id: int, call: _Call, text: str, mode: ParseMode | None, *, waits: bool
    ) -> Receipt:
        """One call; one more after each pause that Telegram asks for, if this message waits for such."""
        while True:
            await self._budget.look()
            pause = self._budget.paused(chat_id)
            if pause and not (waits and pause <= PATIENCE_S and await self._budget.outwait(pause)):
                return Later(pause)
            if waits:
                await self._budget.answer(chat_id)  # reminders were let through before
            try:
                with only_if(lambda: not self._budget.paused(chat_id), partial(self._budget.allows, chat_id)):
                    message_id = await call(text, mode)
                self._budget.taken()
                return Sent(message_id)
            except HeldBackError:
                if self._budget.paused(chat_id):
                    continue
                return NotSent(0.0)  # whoever held it back decides anew
            except TelegramError as error:
                receipt = meaning(error)
            except (AttributeError, KeyError, TypeError, ValueError) as error:
                # The server said "ok" and then something that is not a message: it was carried out, but under which id?
                log("delivery").error("answer_unreadable", method=method, error=type(error).__name__)
                return Unknown()
            _note(method, receipt)
            if isinstance(receipt, Refused | Unreachable):
                self._budget.taken()
            if not isinstance(receipt, Later):
                return receipt
            self._budget.pause(chat_id, receipt.retry_after)
            if not waits:
                return receipt

    async def _send_new(self, chat_id: int, message: OutgoingMessage, text: str, mode: ParseMode | None) -> int:
        markup = _keyboard(message)
        if message.photo is not None:
            sent = await self._bot.send_photo(
                chat_id,
                InputFile(message.photo, filename=message.file_name or "picture.png"),
                caption=text or None,
                parse_mode=mode,
                disable_notification=message.silent,
                allow_paid_broadcast=self._paid,
                reply_markup=markup,
            )
        elif message.document is not None:
            sent = await self._bot.send_document(
                chat_id,
                InputFile(message.document, filename=message.file_name or "file"),
                caption=text or None,
                parse_mode=mode,
                disable_notification=message.silent,
                allow_paid_broadcast=self._paid,
                reply_markup=markup,
            )
        else:
            sent = await self._bot.send_message(
                chat_id,
                text,
                parse_mode=mode,
                disable_notification=message.silent,
                allow_paid_broadcast=self._paid,
                link_preview_options=_NO_PREVIEW,
                reply_markup=markup,
            )
        return sent.message_id

    async def _done(self, method: str, call: Awaitable[object]) -> bool:
        """A call that nothing depends on. A server without the method is remembered, whatever else goes wrong is
        not.
        """
        try:
            await call
        except TelegramError as error:
            receipt = meaning(error)
            if receipt == Refused(Refusal.NO_METHOD) or (receipt == Refused(Refusal.OTHER) and method in _PINS):
                self._server.lacks(method)
            _note(method, receipt)
            return False
        return True


def _note(method: str, receipt: Receipt) -> None:
    reason = receipt.reason if isinstance(receipt, Refused) else None
    if reason is not Refusal.NOT_MODIFIED:
        log("delivery").info("call_failed", method=method, outcome=type(receipt).__name__.lower(), reason=reason)


_PINS = frozenset({"pinChatMessage", "unpinChatMessage"})


def _keyboard(message: OutgoingMessage) -> InlineKeyboardMarkup | ReplyKeyboardMarkup | None:
    if message.location_key is None:
        return _inline(message.buttons)
    key = KeyboardButton(message.location_key, request_location=True)
    return ReplyKeyboardMarkup([[key]], resize_keyboard=True, one_time_keyboard=True)


def _inline(rows: tuple[tuple[Button, ...], ...]) -> InlineKeyboardMarkup | None:
    if not rows:
        return None
    return InlineKeyboardMarkup(
        [[InlineKeyboardButton(one.label, callback_data=one.data, url=one.url) for one in row] for row in rows]
    )
