"""The ledger: what the bot did, in order, for tests that compare it with the bot's own books."""

from __future__ import annotations

import asyncio
import hashlib
import time
from datetime import timedelta

from bot.playground.faults import FaultKind, Faults, Rule
from bot.playground.values import Button

from .api_caller import AMIR, MARIA, MORNING, eventually, playground


async def test_a_message_that_is_sent_edited_pinned_unpinned_and_deleted_leaves_five_lines() -> None:
    async with playground() as p:
        before = time.monotonic()
        card = await p.says(
            "<b>Day 1</b>",
            parse_mode="HTML",
            disable_notification=True,
            reply_markup={"inline_keyboard": [[{"text": "Fine", "callback_data": "f"}]]},
        )
        p.clock.move(timedelta(hours=1))
        about = {"chat_id": MARIA, "message_id": card}
        await p.call("editMessageText", **about, text="Day 2")
        await p.call("pinChatMessage", **about)
        await p.call("unpinChatMessage", chat_id=MARIA)
        await p.call("deleteMessage", **about)
        lines = p.ledger.entries
        assert [line.action for line in lines] == ["sent", "edited", "pinned", "unpinned", "deleted"]
        assert [line.number for line in lines] == [1, 2, 3, 4, 5]
        sent, edited = lines[:2]
        assert (sent.method, sent.chat_id, sent.message_id, sent.silent) == ("sendMessage", MARIA, card, True)
        assert (sent.at, edited.at) == (MORNING, MORNING + timedelta(hours=1))
        assert (sent.text, sent.text_hash) == ("Day 1", hashlib.sha256(b"Day 1").hexdigest())
        assert sent.keyboard == ((Button("Fine", "callback", "f"),),)
        assert (edited.text, edited.keyboard) == ("Day 2", ())
        assert before <= sent.monotonic <= edited.monotonic


async def test_what_was_refused_is_a_call_but_no_line() -> None:
    async with playground() as p:
        p.world.person_blocks(MARIA)
        await p.call("sendMessage", chat_id=MARIA, text="Hi")
        await p.call("sendMessage", chat_id=AMIR, text="Hi")
        await p.call("getMe")
        assert [(call.method, call.chat_id, call.status) for call in p.ledger.calls] == [
            ("sendMessage", MARIA, 403),
            ("sendMessage", AMIR, 200),
            ("getMe", None, 200),
        ]
        assert [line.chat_id for line in p.ledger.entries] == [AMIR]
        assert p.ledger.sent(MARIA) == []


async def test_it_knows_how_many_calls_were_under_way_together() -> None:
    faults = Faults(seed=1)
    faults.add(Rule(FaultKind.DELIVER_THEN_HANG, method="sendMessage"))
    async with playground(faults=faults) as p:
        poll = asyncio.create_task(p.call("getUpdates", timeout=30))
        calls = [asyncio.create_task(p.call("sendMessage", chat_id=MARIA, text="Hi")) for _ in range(3)]
        await eventually(lambda: len(p.ledger.sent(MARIA)) == 3)
        for call in calls:
            call.cancel()
        await eventually(lambda: p.world.idle_since() is not None)
        p.world.person_says(MARIA, "enough")
        await poll
        assert p.ledger.most_in_flight() == 3
        first = next(call for call in p.ledger.calls if call.method == "sendMessage")
        assert p.ledger.in_flight_at(first.finished - 1e-6) >= 1
        assert p.ledger.in_flight_at(first.started - 10) == 0


async def test_as_json_it_can_be_read_from_where_one_left_off() -> None:
    async with playground() as p:
        await p.says("one")
        await p.says("two")
        whole = p.ledger.as_json()
        assert [line["text"] for line in whole["entries"]] == ["one", "two"]
        assert [line["text"] for line in p.ledger.as_json(after=1)["entries"]] == ["two"]
        assert whole["entries"][0]["at"] == "2026-03-27T09:30:00+00:00"
        assert [call["method"] for call in whole["calls"]] == ["sendMessage"] * 2
