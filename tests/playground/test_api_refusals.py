"""What the Bot API refuses, with the codes and in the words of Telegram."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import aiohttp
import pytest

from bot.playground import groups
from bot.playground.rules import Rules, default_missing
from bot.playground.sendings import PIXEL

from .api_caller import AMIR, MARIA, NOBODY, TOKEN, a_group, playground

TOO_OLD = (400, "Bad Request: query is too old and response timeout expired or query ID is invalid")
SAME = (
    "message is not modified: specified new message content and reply markup are exactly the same as a current content "
    "and reply markup of the message"
)
NOT_MODIFIED = (400, f"Bad Request: {SAME}")


def keyboard(*data: str) -> dict[str, Any]:
    return {"inline_keyboard": [[{"text": "Go", "callback_data": one}] for one in data]}


async def test_maria_blocks_the_bot_and_every_send_is_forbidden_until_she_writes_again() -> None:
    async with playground() as p:
        p.world.person_blocks(MARIA)
        [told] = await p.updates()
        assert told["my_chat_member"]["chat"]["id"] == MARIA
        assert told["my_chat_member"]["new_chat_member"]["status"] == "kicked"
        blocked = (403, "Forbidden: bot was blocked by the user")
        assert (await p.call("sendMessage", chat_id=MARIA, text="Hi")).refusal == blocked
        assert (await p.call("sendChatAction", chat_id=MARIA, action="typing")).refusal == blocked
        p.world.person_says(MARIA, "/start")
        unblocked, started = (await p.updates())[1:]
        assert unblocked["my_chat_member"]["new_chat_member"]["status"] == "member"
        assert started["message"]["text"] == "/start"
        assert await p.says("Welcome back")


async def test_who_deleted_their_account_is_deactivated() -> None:
    async with playground() as p:
        p.world.person_leaves_telegram(AMIR)
        refused = await p.call("sendMessage", chat_id=AMIR, text="Hi")
        assert refused.refusal == (403, "Forbidden: user is deactivated")


async def test_who_never_wrote_to_the_bot_is_not_found() -> None:
    async with playground() as p:
        p.world.add_person(NOBODY, "Nobody")
        for chat_id in (NOBODY, 123456, "@somebody", "abc"):
            refused = await p.call("sendMessage", chat_id=chat_id, text="Hi")
            assert refused.refusal == (400, "Bad Request: chat not found")
        assert (await p.call("sendMessage", text="Hi")).refusal == (400, "Bad Request: chat_id is empty")


async def test_an_edit_that_changes_nothing_is_refused() -> None:
    async with playground() as p:
        number = await p.says("<b>One</b>", parse_mode="HTML", reply_markup=keyboard("a"))
        same = {"chat_id": MARIA, "message_id": number, "text": "<b>One</b>", "parse_mode": "HTML"}
        assert (await p.call("editMessageText", **same, reply_markup=keyboard("a"))).refusal == NOT_MODIFIED
        markup = await p.call("editMessageReplyMarkup", chat_id=MARIA, message_id=number, reply_markup=keyboard("a"))
        assert markup.refusal == NOT_MODIFIED
        assert (await p.call("editMessageText", **same)).result["message_id"] == number
        assert p.last().keyboard == ()


async def test_messages_that_are_gone_or_not_the_bots_cannot_be_edited_or_deleted() -> None:
    async with playground() as p:
        number = await p.says()
        assert (await p.call("deleteMessage", chat_id=MARIA, message_id=number)).result is True
        gone = {"chat_id": MARIA, "message_id": number}
        assert (await p.call("editMessageText", **gone, text="x")).refusal == (
            400,
            "Bad Request: message to edit not found",
        )
        assert (await p.call("deleteMessage", **gone)).refusal == (400, "Bad Request: message to delete not found")
        assert (await p.call("pinChatMessage", **gone)).refusal == (400, "Bad Request: message to pin not found")
        reply = await p.call("sendMessage", chat_id=MARIA, text="x", reply_parameters={"message_id": number})
        assert reply.refusal == (400, "Bad Request: message to be replied not found")
        hers = p.world.person_says(MARIA, "mine")
        edited = await p.call("editMessageText", chat_id=MARIA, message_id=hers.id, text="x")
        assert edited.refusal == (400, "Bad Request: message can't be edited")
        nowhere = await p.call("editMessageText", chat_id=MARIA, text="x")
        assert nowhere.refusal == (400, "Bad Request: message identifier is not specified")


async def test_a_message_can_be_deleted_for_two_days() -> None:
    async with playground() as p:
        early, late = await p.says("one"), await p.says("two")
        p.clock.move(timedelta(hours=48) - timedelta(seconds=1))
        assert (await p.call("deleteMessage", chat_id=MARIA, message_id=early)).result is True
        p.clock.move(timedelta(seconds=1))
        refused = await p.call("deleteMessage", chat_id=MARIA, message_id=late)
        assert refused.refusal == (400, "Bad Request: message can't be deleted for everyone")
        assert (await p.call("editMessageText", chat_id=MARIA, message_id=late, text="still editable")).result


async def test_a_tap_is_answered_once_and_within_150_seconds() -> None:
    async with playground() as p:
        number = await p.says("Done?", reply_markup=keyboard("yes"))
        first = p.world.person_taps(MARIA, number, "yes")
        answered = await p.call("answerCallbackQuery", callback_query_id=first.id, text="Good", show_alert=True)
        assert answered.result is True
        assert first.answer is not None
        assert (first.answer.text, first.answer.alert) == ("Good", True)
        assert (await p.call("answerCallbackQuery", callback_query_id=first.id)).refusal == TOO_OLD
        late = p.world.person_taps(MARIA, number, "yes")
        p.clock.move(timedelta(seconds=150))
        assert (await p.call("answerCallbackQuery", callback_query_id=late.id)).refusal == TOO_OLD
        assert (await p.call("answerCallbackQuery", callback_query_id="12")).refusal == TOO_OLD
        assert late.answer is None


async def test_an_upgraded_group_names_its_new_id() -> None:
    async with playground() as p:
        old = a_group(p.world)
        new = groups.upgrade(p.world, p.world.person(MARIA), old)
        refused = await p.call("sendMessage", chat_id=old.id, text="Hi")
        assert refused.refusal == (400, "Bad Request: group chat was upgraded to a supergroup chat")
        assert refused.body["parameters"] == {"migrate_to_chat_id": new.id}
        assert await p.says("Hi", chat_id=new.id)


@pytest.mark.parametrize(("supergroup", "kind"), [(False, "group"), (True, "supergroup")])
async def test_a_bot_that_was_removed_or_left_may_not_write(supergroup: bool, kind: str) -> None:
    async with playground() as p:
        group = a_group(p.world, supergroup=supergroup)
        groups.remove_bot(p.world, p.world.person(MARIA), group)
        refused = await p.call("sendMessage", chat_id=group.id, text="Hi")
        assert refused.refusal == (403, f"Forbidden: bot was kicked from the {kind} chat")
        other = a_group(p.world, supergroup=supergroup)
        assert (await p.call("leaveChat", chat_id=other.id)).result is True
        refused = await p.call("sendMessage", chat_id=other.id, text="Hi")
        assert refused.refusal == (403, f"Forbidden: bot is not a member of the {kind} chat")


async def test_a_group_takes_20_messages_a_minute_and_then_says_how_long_to_wait() -> None:
    async with playground() as p:
        group = a_group(p.world, supergroup=True)
        for second in range(20):
            await p.says(f"message {second}", chat_id=group.id)
            p.clock.move(timedelta(seconds=1))
        refused = await p.call("sendMessage", chat_id=group.id, text="one too many")
        assert refused.refusal == (429, "Too Many Requests: retry after 40")
        assert refused.body["parameters"] == {"retry_after": 40}
        last = p.last(group.id)
        assert (await p.call("editMessageText", chat_id=group.id, message_id=last.id, text="edits cost nothing")).result
        p.clock.move(timedelta(seconds=40))
        assert await p.says("room for one", chat_id=group.id)
        assert (await p.call("sendMessage", chat_id=group.id, text="not for two")).status == 429


async def test_a_private_chat_takes_a_burst_unless_the_rules_are_strict() -> None:
    async with playground() as p:
        for burst in range(30):
            await p.says(f"message {burst}")
    async with playground(rules=Rules(strict=True)) as p:
        await p.says("one")
        assert (await p.call("sendMessage", chat_id=MARIA, text="two")).refusal == (
            429,
            "Too Many Requests: retry after 1",
        )
        assert await p.says("to somebody else", chat_id=AMIR)
        p.clock.move(timedelta(seconds=1))
        assert await p.says("two")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "Bad Request: message text is empty"),
        (" \n", "Bad Request: text must be non-empty"),
        ("<b></b>", "Bad Request: text must be non-empty"),
        ("<u>x", "Bad Request: can't parse entities: Can't find end tag corresponding to start tag \"u\""),
        ("x" * 4097, "Bad Request: message is too long"),
        ("😀" * 2049, "Bad Request: message is too long"),
    ],
)
async def test_texts_that_show_nothing_too_much_or_nonsense_are_refused(text: str, words: str) -> None:
    async with playground() as p:
        assert (await p.call("sendMessage", chat_id=MARIA, text=text, parse_mode="HTML")).refusal == (400, words)


async def test_lengths_are_counted_after_parsing_in_utf_16_units() -> None:
    async with playground() as p:
        assert await p.says(f"<b>{'x' * 4096}</b>", parse_mode="HTML")
        assert await p.says("&lt;" * 4096, parse_mode="HTML")
        assert await p.says("😀" * 2048)
        assert (await p.call("sendMessage", chat_id=MARIA, text="x", parse_mode="Elm")).refusal == (
            400,
            "Bad Request: unsupported parse_mode",
        )


@pytest.mark.parametrize(
    ("markup", "words"),
    [
        ("{", "can't parse reply keyboard markup JSON object"),
        ("[]", "object expected as reply markup"),
        ({"inline_keyboard": [{}]}, 'field "inline_keyboard" must be of type Array of Array'),
        (keyboard(""), "BUTTON_DATA_INVALID"),
        (keyboard("x" * 65), "BUTTON_DATA_INVALID"),
        (keyboard("é" * 33), "BUTTON_DATA_INVALID"),
        (keyboard(*["x"] * 101), "reply markup is too long"),
        (
            {"inline_keyboard": [[{"text": "Go"}]]},
            "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard",
        ),
        (
            {"inline_keyboard": [[{"callback_data": "a"}]]},
            "can't parse inline keyboard button: Can't find field \"text\"",
        ),
        ({"inline_keyboard": [[{"text": "Go", "copy_text": {"text": "x" * 257}}]]}, "BUTTON_COPY_TEXT_INVALID"),
        (
            {"inline_keyboard": [[{"text": "Go", "url": "http://localhost/x"}]]},
            "inline keyboard button URL 'http://localhost/x' is invalid: Wrong HTTP URL",
        ),
    ],
)
async def test_keyboards_that_telegram_does_not_take_are_refused(markup: Any, words: str) -> None:
    async with playground() as p:
        refused = await p.call("sendMessage", chat_id=MARIA, text="Hi", reply_markup=markup)
        assert refused.refusal == (400, f"Bad Request: {words}")


async def test_a_keyboard_of_100_buttons_with_64_bytes_each_is_taken() -> None:
    async with playground() as p:
        await p.says(reply_markup=keyboard(*["é" * 32] * 100))
        assert len(p.last().keyboard) == 100


async def test_of_two_actions_of_one_button_the_first_in_telegrams_order_wins() -> None:
    async with playground() as p:
        button = {"text": "Go", "callback_data": "x", "url": "https://example.org/", "style": "danger"}
        await p.says(reply_markup={"inline_keyboard": [[button]]})
        [[shown]] = p.last().keyboard
        assert (shown.kind, shown.value, shown.style) == ("url", "https://example.org/", "danger")


@pytest.mark.parametrize(
    ("path", "status", "words"),
    [
        ("/botnocolon/getMe", 401, "Unauthorized: invalid token specified"),
        ("/bot0:abc/getMe", 401, "Unauthorized: invalid token specified"),
        (f"/bot1:{'x' * 80}/getMe", 401, "Unauthorized: invalid token specified"),
        ("/bot5:other/getMe", 401, "Unauthorized"),
        (f"/bot{TOKEN}/getYou", 404, "Not Found: method not found"),
        ("/elsewhere", 404, "Not Found"),
        (f"/bot{TOKEN}", 404, "Not Found"),
    ],
)
async def test_wrong_tokens_and_paths_have_their_own_words(path: str, status: int, words: str) -> None:
    async with playground() as p, p.http.get(p.served.url + path) as answer:
        assert (answer.status, (await answer.json())["description"]) == (status, words)


async def test_a_method_may_be_called_in_any_case_by_get_query_form_multipart_or_json() -> None:
    async with playground() as p:
        given = {"chat_id": str(MARIA), "text": "Hi", "unknown": "ignored", "disable_notification": " Yes "}
        async with p.http.get(p.url("sendmessage"), params=given) as answer:
            assert answer.status == 200
        async with p.http.post(p.url("SENDMESSAGE"), data=given) as answer:
            assert answer.status == 200
        async with p.http.post(p.url("sendMessage"), json=given) as answer:
            assert answer.status == 200
        form = aiohttp.FormData(given, default_to_multipart=True)
        async with p.http.post(p.url("sendMessage"), data=form) as answer:
            assert answer.status == 200
        assert [message.text for message in p.world.history(MARIA)[1:]] == ["Hi"] * 4
        assert all(message.silent for message in p.world.history(MARIA)[1:])


async def test_what_is_not_utf_8_or_not_json_is_a_bad_request_and_not_a_crash() -> None:
    async with playground() as p:
        headers = {"Content-Type": "application/json"}
        for body in (b"{", b"[]", b"\xff\xfe", json.dumps({"chat_id": MARIA, "text": "\ud800"}).encode()):
            async with p.http.post(p.url("sendMessage"), data=body, headers=headers) as answer:
                assert answer.status == 400


async def test_an_older_server_knows_neither_dates_nor_pins() -> None:
    async with playground(api="9.0") as p:
        dated = await p.call(
            "sendMessage", chat_id=MARIA, parse_mode="HTML", text='<tg-time unix="1774600200" format="t">9</tg-time>'
        )
        assert dated.refusal == (
            400,
            'Bad Request: can\'t parse entities: Unsupported start tag "tg-time" at byte offset 0',
        )
        for method in ("pinChatMessage", "unpinChatMessage", "setMyShortDescription"):
            assert (await p.call(method, chat_id=MARIA)).refusal == (404, "Not Found: method not found")
        assert (await p.call("setMyDescription", description="A diary for your skin")).result is True
    assert default_missing((9, 0)) >= {"sendchecklist", "sendrichmessage", "pinchatmessage"}
    assert "pinchatmessage" not in default_missing((10, 0))


async def test_only_photos_are_photos_and_captions_have_their_own_limit() -> None:
    async with playground() as p:

        async def send(method: str, content: bytes, caption: str = "") -> tuple[int, str]:
            form = aiohttp.FormData({"chat_id": str(MARIA), "caption": caption})
            form.add_field(method.removeprefix("send").lower(), content, filename="year.png")
            async with p.http.post(p.url(method), data=form) as answer:
                return answer.status, (await answer.json()).get("description", "")

        assert await send("sendPhoto", PIXEL, "My year") == (200, "")
        assert p.last().photo is not None
        assert (p.last().kind, p.last().text) == ("photo", "My year")
        assert await send("sendPhoto", b"not a picture") == (400, "Bad Request: IMAGE_PROCESS_FAILED")
        assert await send("sendPhoto", PIXEL, "x" * 1025) == (400, "Bad Request: message caption is too long")
        assert await send("sendDocument", b"") == (400, "Bad Request: file must be non-empty")
        assert await send("sendDocument", b"BEGIN:VCALENDAR") == (200, "")
        refused = await p.call("editMessageText", chat_id=MARIA, message_id=p.last().id, text="x")
        assert refused.refusal == (400, "Bad Request: there is no text in the message to edit")
        edited = await p.call("editMessageCaption", chat_id=MARIA, message_id=p.last().id, caption="Calendar")
        assert edited.result["caption"] == "Calendar"
        text = await p.says()
        refused = await p.call("editMessageCaption", chat_id=MARIA, message_id=text, caption="x")
        assert refused.refusal == (400, "Bad Request: there is no caption in the message to edit")


async def test_a_reaction_comes_from_the_fixed_list() -> None:
    async with playground() as p:
        hers = p.world.person_says(MARIA, "Better today")
        about = {"chat_id": MARIA, "message_id": hers.id}
        good = await p.call("setMessageReaction", **about, reaction=[{"type": "emoji", "emoji": "👍"}])
        assert good.result is True
        bad = await p.call("setMessageReaction", **about, reaction=[{"type": "emoji", "emoji": "✅"}])
        assert bad.refusal == (400, "Bad Request: REACTION_INVALID")


async def test_after_logging_out_every_call_is_refused_and_closing_too_early_too() -> None:
    async with playground() as p:
        assert (await p.call("close")).status == 429
        p.clock.move(timedelta(minutes=10))
        assert (await p.call("close")).result is True
        assert (await p.call("logOut")).result is True
        assert (await p.call("getMe")).refusal == (400, "Logged out")
