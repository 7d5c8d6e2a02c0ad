"""From a saying to a message: words, buttons, and lengths that Telegram takes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from bot.words.buttons import encode
from bot.words.markup import CAPTION, MESSAGE, TOAST, fit, fit_plain
from bot.words.message import Button, How, OutgoingMessage, Reader, Say, Tap
from bot.words.phrasebook import Phrasebook

WORRIED = Tap("button-worried", "worried")
"""Stands under every message: what to do when something seems wrong."""

POSSIBLE_REPEAT = "possible-repeat"
"""The word put before a message that may have arrived before."""


def render(say: Say, book: Phrasebook, reader: Reader) -> OutgoingMessage:
    """The message of a saying. Of a toast, `text` is plain text; of everything else, HTML.

    Pictures and files are made where it is sent; the text is then short enough to stand under them. A message holds
    either buttons or a key under the text field: one that asks for the location has no "I'm worried" of its own.
    """
    if say.how is How.TOAST:
        return OutgoingMessage(fit_plain(book.plain(say.word, say.facts, reader), TOAST))
    limit = MESSAGE if say.attachment is None else CAPTION
    taps = say.taps if say.ask_location or not say.worry else with_worry(say.taps)
    return OutgoingMessage(
        text=fit(book.say(say.word, say.facts, reader), limit),
        buttons=buttons(taps, book, reader),
        location_key=book.plain("button-location", {}, reader) if say.ask_location else None,
    )


def as_repeat(message: OutgoingMessage, book: Phrasebook, reader: Reader) -> OutgoingMessage:
    """The message once more, of which nobody knows whether it arrived: silent, and it says so first."""
    limit = MESSAGE if message.photo is None and message.document is None else CAPTION
    text = fit(f"{book.say(POSSIBLE_REPEAT, {}, reader)}\n\n{message.text}", limit)
    return replace(message, text=text, silent=True)


def with_worry(rows: tuple[tuple[Tap, ...], ...]) -> tuple[tuple[Tap, ...], ...]:
    """The rows, and "I'm worried" as the last one, if it is not among them."""
    if any(tap.verb == WORRIED.verb for row in rows for tap in row):
        return rows
    return (*rows, (WORRIED,))


def buttons(rows: Iterable[Iterable[Tap]], book: Phrasebook, reader: Reader) -> tuple[tuple[Button, ...], ...]:
    """Rows of taps with their labels. Empty rows are left out."""
    return tuple(tuple(_button(tap, book, reader) for tap in row) for row in rows if row)


def _button(tap: Tap, book: Phrasebook, reader: Reader) -> Button:
    label = book.plain(tap.word, tap.facts, reader)
    return Button(label, url=tap.url) if tap.url else Button(label, data=encode(tap.verb, *tap.args))
