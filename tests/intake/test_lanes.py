"""From Telegram's queue through the inbox to a handler, and what failures cost whom."""

from __future__ import annotations

import asyncio
import io
import sqlite3
import time
from contextlib import closing
from pathlib import Path

from telegram import Update

from bot import logs
from bot.delivery.last_look import may_leave
from bot.playground.faults import FaultKind
from bot.store import inbox
from bot.store.inbox import Arrived
from bot.store.records import Inbox
from bot.store.states import InboxState
from tests.intake.conftest import AMIR, MARIA, OpenDesk, a_world
from tests.proof.numbers import note

HER_WORDS = "quetzal marmalade"


async def test_what_maria_writes_is_handled_in_the_order_in_which_she_wrote_it(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        desk.talk.slow["3"] = 0.1
        for n in range(10):
            desk.world.person_says(MARIA, str(n))
        await desk.until_empty()
        assert desk.talk.texts(MARIA) == [str(n) for n in range(10)]


async def test_amir_does_not_wait_for_marias_slow_message(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        desk.talk.slow["slow"] = 0.5
        desk.world.person_says(MARIA, "slow")
        desk.world.person_says(MARIA, "after")
        desk.world.person_says(AMIR, "quick")
        await desk.until_empty()
        assert [text for _, text in desk.talk.heard] == ["quick", "slow", "after"]


async def test_a_tap_and_the_message_before_it_share_the_lane_of_the_person(open_desk: OpenDesk) -> None:
    async with open_desk(listening=False) as desk:
        message = desk.world.person_says(MARIA, "hello")
        desk.world.person_taps(MARIA, message.id, "1:yes")
        running = [await desk.poll(), asyncio.create_task(desk.lanes.run())]
        await desk.until_empty()
        assert desk.talk.texts(MARIA) == ["hello", "1:yes"]
        for task in running:
            task.cancel()


async def test_a_handler_that_breaks_twice_is_tried_a_third_time(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        desk.talk.breaks_on["odd"] = 2
        desk.world.person_says(MARIA, "odd")
        desk.world.person_says(MARIA, "next")
        await desk.until_empty()
        numbers = {"tries": 2 - desk.talk.breaks_on["odd"] + desk.talk.texts(MARIA).count("odd")}
        note("F19 twice", {**numbers, "parked": len(desk.talk.parked)})
        assert desk.talk.texts(MARIA) == ["odd", "next"]
        assert desk.talk.parked == []


async def test_a_handler_that_always_breaks_costs_its_own_person_one_update_and_others_nothing(
    open_desk: OpenDesk,
) -> None:
    async with open_desk() as desk:
        desk.talk.breaks_on["poison"] = 99
        handled, amir_was_heard = desk.talk.handle, asyncio.Event()

        async def handle(update: Update) -> None:
            text = update.effective_message and update.effective_message.text
            if text == "poison" and desk.talk.breaks_on["poison"] == 97:  # the third try
                await amir_was_heard.wait()
            await handled(update)

        desk.talk.handle = handle  # type: ignore[method-assign]
        poison = desk.world.updates.waiting()
        desk.world.person_says(MARIA, "poison")
        (update,) = (one for one in desk.world.updates.waiting() if one not in poison)
        desk.world.person_says(MARIA, "next")
        said = time.monotonic()
        desk.world.person_says(AMIR, "hello")
        await desk.until(lambda: desk.talk.texts(AMIR) == ["hello"])
        waited = time.monotonic() - said
        assert desk.state(update.number) is InboxState.NEW, "he did not have to wait until that was over"
        amir_was_heard.set()
        await desk.until_empty()
        tries = 99 - desk.talk.breaks_on["poison"]
        numbers = {"tries": tries, "parked": len(desk.talk.parked), "most_ms": round(1000 * waited)}
        note("F19 always", numbers)
        assert tries == 3
        assert desk.state(update.number) is InboxState.PARKED
        assert desk.talk.texts(MARIA) == ["next"]
        assert len(desk.talk.parked) == 1, "an apology with a number"


async def test_a_stored_reply_that_cannot_be_put_into_words_is_given_up_after_three_tries(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        desk.talk.keeps_back.add("odd")
        desk.talk.unsayable = True
        before = desk.world.updates.waiting()
        desk.world.person_says(MARIA, "odd")
        (update,) = (one for one in desk.world.updates.waiting() if one not in before)
        desk.world.person_says(MARIA, "next")
        await desk.until_empty()
        assert desk.state(update.number) is InboxState.PARKED
        assert len(desk.talk.resent) == 3
        assert desk.talk.texts(MARIA) == ["odd", "next"], "the effects stay, and she can go on"
        assert len(desk.talk.parked) == 1, "an apology with a number"


async def test_malformed_updates_are_parked_and_the_others_go_on(open_desk: OpenDesk) -> None:
    log = io.StringIO()
    logs.configure("DEBUG", log)
    async with open_desk(listening=False) as desk:
        private = {"id": MARIA, "type": "private"}
        bad = [
            desk.world.inject_update(body)
            for body in (
                {"message": {"message_id": 5, "text": HER_WORDS}},  # no chat, no date
                {"message": {"message_id": 6, "date": 1, "chat": {"type": "private"}, "text": HER_WORDS}},
                {"message": HER_WORDS},
                {"callback_query": {"id": 3, "from": {"id": HER_WORDS}, "data": HER_WORDS}},
                {"message": {"message_id": 1, "date": HER_WORDS, "chat": private}},
                {"message": {"message_id": 7, "chat": private, "text": (HER_WORDS * 4000)[: 1 << 16]}},
            )
        ]
        nobodys = [desk.world.inject_update({}), desk.world.inject_update({"levitation": {"text": HER_WORDS}})]
        desk.world.person_says(AMIR, "hello")
        began = time.monotonic()
        running = [await desk.poll(), asyncio.create_task(desk.lanes.run())]
        await desk.until(lambda: desk.talk.texts(AMIR) == ["hello"])
        waited = time.monotonic() - began
        await desk.until_empty()
        for task in running:
            task.cancel()
        numbers = {
            "malformed": len(bad),
            "parked": sum(desk.state(number) is InboxState.PARKED for number in bad),
            "most_ms": round(1000 * waited),
            "bytes": sum(len(word) * log.getvalue().count(word) for word in HER_WORDS.split()),
        }
        note("F18 sqlite", numbers)
        assert log.getvalue().count('"update_parked"') == len(bad)
        assert (numbers["parked"], numbers["bytes"]) == (len(bad), 0)
        assert {desk.state(number) for number in nobodys} <= {InboxState.ANSWERED, InboxState.PARKED}


async def test_an_update_is_in_the_inbox_before_telegram_is_told_that_it_arrived(open_desk: OpenDesk) -> None:
    async with open_desk(listening=False) as desk:
        desk.world.person_says(MARIA, "hello")
        poll = await desk.poll()
        await desk.until(lambda: desk.unfinished() == 1)
        poll.cancel()
        assert desk.talk.heard == [], "stored, not handled: the process could end here"
        lanes = asyncio.create_task(desk.lanes.run())
        await desk.until(lambda: desk.talk.texts(MARIA) == ["hello"])
        lanes.cancel()


async def test_the_same_update_again_changes_nothing(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        desk.world.person_says(MARIA, "once")
        (update,) = desk.world.updates.waiting()
        await desk.until_empty()
        with desk.store.transaction() as tx:
            assert inbox.put(tx, desk.bot.id, [Arrived(update.number, MARIA, "message", "{}")]) == 0
        desk.lanes.wake()
        await asyncio.sleep(0.05)
        assert desk.talk.texts(MARIA) == ["once"]


async def test_a_reply_that_could_not_be_sent_is_sent_later_and_the_effects_are_not_repeated(
    open_desk: OpenDesk,
) -> None:
    async with open_desk() as desk:
        desk.talk.keeps_back.add("hello")
        desk.world.person_says(MARIA, "hello")
        await desk.until(lambda: desk.talk.resent == ['["reply"]'])
        await desk.until_empty()
        assert desk.talk.texts(MARIA) == ["hello"]


async def test_after_a_crash_between_commit_and_reply_only_the_reply_is_sent(open_desk: OpenDesk) -> None:
    async with open_desk(listening=False) as desk:
        with desk.store.transaction() as tx:
            raw = '{"update_id":5,"message":{"message_id":1,"date":1,"text":"hi","chat":{"id":1,"type":"private"}}}'
            inbox.put(tx, desk.bot.id, [Arrived(5, MARIA, "message", raw)])
            inbox.mark_applied(tx, desk.bot.id, 5, '["reply"]')
        lanes = asyncio.create_task(desk.lanes.run())
        await desk.until(lambda: not desk.unfinished())
        assert desk.talk.resent == ['["reply"]']
        assert desk.talk.heard == []
        lanes.cancel()


async def test_a_drain_finishes_what_is_in_hand(open_desk: OpenDesk) -> None:
    async with open_desk(listening=False) as desk:
        desk.talk.slow["slow"] = 0.3
        desk.world.person_says(MARIA, "slow")
        running = [await desk.poll(), asyncio.create_task(desk.lanes.run())]
        await desk.until(lambda: not desk.lanes.idle)
        for task in running:
            task.cancel()
        await asyncio.gather(*running, return_exceptions=True)
        await desk.lanes.drain()
        assert desk.talk.texts(MARIA) == ["slow"]
        assert desk.unfinished() == 0


async def test_a_drain_does_not_wait_until_an_answer_can_leave(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        desk.talk.slow["hello"] = 0.2
        desk.talk.keeps_back.add("hello")

        async def cannot_leave(row: Inbox) -> None:
            desk.talk.resent.append(row.reply or "")

        desk.lanes._resend = cannot_leave
        desk.world.person_says(MARIA, "hello")
        await desk.until(lambda: not desk.lanes.idle)
        desk.lanes.stop()
        async with asyncio.timeout(8):
            await desk.lanes.drain()
        assert desk.talk.texts(MARIA) == ["hello"]
        assert (desk.talk.resent, desk.unfinished()) == ([], 1), "it waits in the inbox"


async def test_polling_goes_on_after_every_kind_of_trouble_on_the_line(open_desk: OpenDesk) -> None:
    async with open_desk(world=a_world()) as desk:
        for kind in (FaultKind.REFUSE, FaultKind.BAD_GATEWAY, FaultKind.CAPTIVE_PORTAL, FaultKind.NOT_FOUND):
            seconds = await desk.goes_on_after(kind)
            note(f"F15 {kind.value}", {"most_seconds": round(seconds, 1)})


async def test_no_answer_leaves_while_it_is_not_sure_that_the_person_is_still_in_this_hand(
    open_desk: OpenDesk, tmp_path: Path
) -> None:
    async with open_desk(hold_s=3.0, left_s=2.0) as desk:
        handled = desk.talk.handle

        async def handle(update: Update) -> None:
            while not await may_leave():  # noqa: ASYNC110 - time itself is waited for
                await asyncio.sleep(0.01)
            with closing(sqlite3.connect(tmp_path / "bot.db", isolation_level=None)) as somebody:
                somebody.execute("BEGIN IMMEDIATE")  # so that nobody can write that she is still in hand
                while await may_leave():  # noqa: ASYNC110
                    await asyncio.sleep(0.01)
            while not await may_leave():  # noqa: ASYNC110
                await asyncio.sleep(0.01)
            await handled(update)

        desk.talk.handle = handle  # type: ignore[method-assign]
        desk.world.person_says(MARIA, "hello")
        await desk.until_empty()
        assert desk.talk.texts(MARIA) == ["hello"]


async def test_what_somebody_else_has_taken_up_meanwhile_is_left_to_them(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        desk.talk.keeps_back.add("hello")
        handled = desk.talk.handle

        async def handle(update: Update) -> None:
            await handled(update)
            with desk.store.transaction() as tx:
                row = tx.get_one(Inbox, (desk.bot.id, update.update_id))
                row.holder = "somebody else"

        desk.talk.handle = handle  # type: ignore[method-assign]
        desk.world.person_says(MARIA, "hello")
        await desk.until(lambda: desk.talk.texts(MARIA) == ["hello"] and desk.lanes.idle)
        assert desk.talk.resent == []
        assert desk.unfinished() == 1, "they will answer her"
