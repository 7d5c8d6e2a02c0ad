"""From a saying to a message."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.words.buttons import decode
from bot.words.markup import units, visible
from bot.words.message import Attachment, Button, How, OutgoingMessage, Say, Tap
from bot.words.phrasebook import Phrasebook
from bot.words.render import as_repeat, render
from tests.words.readers import a_book, maria

WORRIED = Button("I'm worried", data="1:worried")


@pytest.fixture
def book(tmp_path: Path) -> Phrasebook:
    return a_book(tmp_path, "hello = <b>Hello</b> { $name }\nyes = Yes, { $name }\nread = Read\n")


def test_a_message_has_its_text_its_buttons_and_somebody_to_turn_to(book: Phrasebook) -> None:
    taps = ((Tap("yes", "consent", ("1",), {"name": "<Maria>"}), Tap("read", url="https://example.org")),)

    message = render(Say("hello", {"name": "<Maria>"}, taps), book, maria())
    assert message.text == "<b>Hello</b> &lt;Maria&gt;"
    yes = Button("Yes, <Maria>", data="1:consent:1")
    assert message.buttons == ((yes, Button("Read", url="https://example.org")), (WORRIED,))
    assert not message.silent


@pytest.mark.parametrize("how", [How.NEW, How.EDIT, How.CARD])
def test_the_worry_button_is_under_everything_that_is_a_message(book: Phrasebook, how: How) -> None:
    assert render(Say("hello", {"name": "x"}, how=how), book, maria()).buttons == ((WORRIED,),)


def test_the_worry_button_stands_there_once_or_not_at_all(book: Phrasebook) -> None:
    own = ((Tap("read", "worried", ("skin",)),),)

    assert render(Say("hello", {"name": "x"}, own), book, maria()).buttons == (
        (Button("Read", data="1:worried:skin"),),
    )
    assert render(Say("hello", {"name": "x"}, worry=False), book, maria()).buttons == ()


def test_a_toast_is_plain_short_and_without_buttons(book: Phrasebook) -> None:
    message = render(Say("hello", {"name": "<Maria> " * 60}, how=How.TOAST), book, maria())

    assert message.text.startswith("Hello <Maria> <Maria>")
    assert units(message.text) <= 200
    assert message.buttons == ()


@pytest.mark.parametrize(("attachment", "limit"), [(None, 4096), (Attachment.CALENDAR, 1024)])
def test_a_text_is_never_longer_than_telegram_takes(
    book: Phrasebook, attachment: Attachment | None, limit: int
) -> None:
    message = render(Say("hello", {"name": "👩‍👩‍👧 " * 4096}, attachment=attachment), book, maria())

    assert limit - 20 < units(visible(message.text)) <= limit


def test_asking_for_the_location_shows_telegrams_own_key(book: Phrasebook) -> None:
    message = render(Say("hello", {"name": "x"}, ask_location=True), book, maria())

    assert message.location_key == "Send location"
    assert message.buttons == ()


def test_a_button_that_could_not_be_read_back_is_never_sent(book: Phrasebook) -> None:
    with pytest.raises(ValueError, match="read back"):
        render(Say("hello", {"name": "x"}, ((Tap("read", "go", ("a:b",)),),)), book, maria())


def test_empty_rows_are_left_out(book: Phrasebook) -> None:
    assert render(Say("hello", {"name": "x"}, ((), ())), book, maria()).buttons == ((WORRIED,),)


def test_what_every_button_carries_can_be_read(book: Phrasebook) -> None:
    message = render(Say("hello", {"name": "x"}, ((Tap("read", "go", ("k3f9", "D1-3")),),)), book, maria())

    assert [decode(button.data or "") is not None for row in message.buttons for button in row] == [True, True]


@pytest.mark.parametrize(("picture", "limit"), [(None, 4096), (b"\x89PNG", 1024)])
def test_a_repeat_says_so_makes_no_sound_and_is_not_too_long(tmp_path: Path, picture: bytes | None, limit: int) -> None:
    book = a_book(tmp_path, "possible-repeat = You may have this.\nhello = <b>Hello</b> { $name }\n")
    long = OutgoingMessage("word " * 4096, buttons=((WORRIED,),), photo=picture)
    again = as_repeat(long, book, maria())

    assert again.text.startswith("You may have this.\n\nword word")
    assert units(visible(again.text)) <= limit
    assert again.silent
    assert (again.buttons, again.photo) == (long.buttons, picture)
