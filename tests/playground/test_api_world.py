"""The world as a page and a test see it: people, messages, keyboards, pins, events."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.clock import FrozenClock
from bot.playground.profile import scope_key
from bot.playground.values import Event, Message, Tap
from bot.playground.world import NoSuchError, World

from .api_caller import AMIR, MARIA, MORNING, playground


def lisbon() -> World:
    world = World(FrozenClock(MORNING), "7:x")
    world.add_person(MARIA, "Maria", "pt")
    return world


def test_what_a_person_says_stands_in_the_history_as_safe_html() -> None:
    world = lisbon()
    world.person_says(MARIA, "  <script>alert(1)</script> /today ")
    [said] = world.history(MARIA)
    assert said.text == "<script>alert(1)</script> /today"
    assert said.html == (
        '&lt;script&gt;alert(1)&lt;/script&gt; <span class="bot-command" data-command="/today">/today</span>'
    )
    assert (said.from_bot, said.date, said.kind) == (False, MORNING, "text")


def test_a_person_edits_their_own_messages_only() -> None:
    world = lisbon()
    world.add_person(AMIR, "Amir")
    said = world.person_says(MARIA, "12.05")
    assert world.person_edits(MARIA, said.id, "12 May").edit_date == MORNING
    assert [message.text for message in world.history(MARIA)] == ["12 May"]
    with pytest.raises(NoSuchError):
        world.person_edits(AMIR, said.id, "x")
    with pytest.raises(NoSuchError):
        world.person_taps(MARIA, 1, "x")
    with pytest.raises(NoSuchError):
        world.person_says(999, "Hi")


async def test_every_happening_is_told_to_who_listens() -> None:
    async with playground() as p:
        heard: list[Event] = []
        stop = p.world.subscribe(heard.append)
        hers = p.world.person_says(MARIA, "hello")
        await p.call("sendChatAction", chat_id=MARIA, action="typing")
        card = await p.says("Card")
        about = {"chat_id": MARIA, "message_id": card}
        await p.call("editMessageText", **about, text="Card 2")
        await p.call("pinChatMessage", **about)
        await p.call("answerCallbackQuery", callback_query_id=p.world.person_taps(MARIA, card, "x").id)
        await p.call("deleteMessage", **about)
        await p.call("setMyCommands", commands=[{"command": "today", "description": "Now"}])
        assert [event.kind for event in heard] == [
            "message_new",
            "chat_action",
            "message_new",
            "message_edited",
            "message_new",
            "message_pinned",
            "tap_answered",
            "message_unpinned",
            "message_deleted",
            "commands_changed",
        ]
        assert heard[0].payload == hers
        assert heard[1].payload == "typing"
        assert isinstance(heard[6].payload, Tap)
        deleted = heard[8].payload
        assert isinstance(deleted, Message)
        assert deleted.text == "Card 2"
        stop()
        p.world.person_says(MARIA, "unheard")
        assert len(heard) == 10


async def test_the_pinned_card_is_the_newest_pin_that_is_left() -> None:
    async with playground() as p:
        first, second = await p.says("one"), await p.says("two")
        for number in (first, second, second):
            assert (await p.call("pinChatMessage", chat_id=MARIA, message_id=number)).result is True
        pinned = p.world.pinned(MARIA)
        assert pinned is not None
        assert pinned.id == second
        await p.call("deleteMessage", chat_id=MARIA, message_id=second)
        pinned = p.world.pinned(MARIA)
        assert pinned is not None
        assert pinned.id == first
        await p.call("unpinAllChatMessages", chat_id=MARIA)
        assert p.world.pinned(MARIA) is None
        refused = await p.call("unpinChatMessage", chat_id=MARIA)
        assert refused.refusal == (400, "Bad Request: message to unpin not found")


async def test_the_keyboard_below_comes_and_goes() -> None:
    async with playground() as p:
        await p.says(
            reply_markup={
                "keyboard": [["Yes", {"text": "Where I am", "request_location": True}]],
                "one_time_keyboard": True,
            }
        )
        shown = p.world.reply_keyboard(MARIA)
        assert shown is not None
        assert [[(button.text, button.kind) for button in row] for row in shown.rows] == [
            [("Yes", "reply"), ("Where I am", "location")]
        ]
        p.world.person_says(MARIA, "Yes")
        assert p.world.reply_keyboard(MARIA) is None
        await p.says(reply_markup={"keyboard": [["Stay"]]})
        p.world.person_says(MARIA, "Stay")
        assert p.world.reply_keyboard(MARIA) is not None
        await p.says(reply_markup={"remove_keyboard": True})
        assert p.world.reply_keyboard(MARIA) is None


async def test_buttons_of_all_kinds_are_shown() -> None:
    async with playground() as p:
        row = [
            {"text": "Tap", "callback_data": "x"},
            {"text": "Read", "url": "https://example.org/"},
            {"text": "Copy", "copy_text": {"text": "112"}},
        ]
        await p.says(reply_markup={"inline_keyboard": [row]})
        [shown] = p.last().keyboard
        assert [(button.kind, button.value) for button in shown] == [
            ("callback", "x"),
            ("url", "https://example.org/"),
            ("copy", "112"),
        ]


async def test_the_narrowest_scope_and_ones_own_language_decide_the_menu() -> None:
    async with playground() as p:

        async def publish(words: str, scope: str = "default", language: str = "", **more: int) -> None:
            command = [{"command": "today", "description": words}]
            answer = await p.call(
                "setMyCommands", commands=command, scope={"type": scope, **more}, language_code=language
            )
            assert answer.result is True

        await publish("for all")
        await publish("para todos", language="pt")
        assert p.world.commands(MARIA) == (("today", "para todos"),)
        await publish("in private", scope="all_private_chats")
        assert p.world.commands(MARIA) == (("today", "in private"),)
        await publish("for Maria", scope="chat", chat_id=MARIA)
        assert p.world.commands(MARIA) == (("today", "for Maria"),)
        assert p.world.commands(AMIR) == (("today", "in private"),)
        assert scope_key("chat", [MARIA]) == f"chat:{MARIA}"
        await p.call("deleteMyCommands", scope={"type": "chat", "chat_id": MARIA})
        assert p.world.commands(MARIA) == (("today", "in private"),)


@pytest.mark.parametrize(
    ("command", "words"),
    [
        ({"command": "Today!", "description": "x"}, "BOT_COMMAND_INVALID"),
        ({"command": "x" * 33, "description": "x"}, "BOT_COMMAND_INVALID"),
        ({"command": "today", "description": ""}, "BOT_COMMAND_DESCRIPTION_INVALID"),
        ({"command": "today", "description": "x" * 257}, "BOT_COMMAND_DESCRIPTION_INVALID"),
    ],
)
async def test_a_command_that_telegram_does_not_take_is_refused(command: dict[str, str], words: str) -> None:
    async with playground() as p:
        refused = await p.call("setMyCommands", commands=[command])
        assert refused.refusal == (400, f"Bad Request: {words}")
        too_many = [{"command": f"c{number}", "description": "x"} for number in range(101)]
        refused = await p.call("setMyCommands", commands=too_many)
        assert refused.refusal == (400, "Bad Request: BOT_COMMANDS_TOO_MUCH")


async def test_dates_follow_the_worlds_clock_in_whole_seconds() -> None:
    async with playground() as p:
        p.clock.move(timedelta(days=2, microseconds=5))
        await p.says("later")
        assert p.last().date == MORNING + timedelta(days=2)
