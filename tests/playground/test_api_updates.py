"""Updates by long poll: order, offsets, age, and two pollers at once."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import Any

import pytest

from bot.clock import MovableClock
from bot.playground.rules import Rules
from bot.playground.world import World

from .api_caller import AMIR, MARIA, Answer, Playground, a_group, eventually, playground

CONFLICT = "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"


def texts(updates: list[dict[str, Any]]) -> list[str]:
    return [update["message"]["text"] for update in updates]


def says(p: Playground, *texts: str) -> None:
    for text in texts:
        p.world.person_says(MARIA, text)


async def a_waiting_poll(p: Playground, seconds: int = 30) -> asyncio.Task[Answer]:
    """A long poll of which the server knows by now."""
    poll = asyncio.create_task(p.call("getUpdates", timeout=seconds))
    polling = p.served.api.desk.polling
    before = polling._current
    await eventually(lambda: polling._current is not before)
    return poll


async def test_updates_stay_until_a_higher_offset_confirms_them() -> None:
    async with playground() as p:
        says(p, "one", "two", "three")
        first = await p.updates()
        assert texts(first) == ["one", "two", "three"]
        assert [update["update_id"] for update in first] == [1002, 1003, 1004]
        assert texts(await p.updates()) == ["one", "two", "three"]
        assert texts(await p.updates(offset=1004)) == ["three"]
        assert texts(await p.updates()) == ["three"]
        assert await p.updates(offset=1005) == []


async def test_a_negative_offset_keeps_the_newest_and_forgets_the_rest() -> None:
    async with playground() as p:
        says(p, "one", "two", "three")
        assert texts(await p.updates(offset=-2)) == ["two", "three"]
        assert texts(await p.updates()) == ["two", "three"]
        assert texts(await p.updates(offset=-100)) == ["two", "three"]


@pytest.mark.parametrize("offset", [1, 999, 5000, 1 << 40])
async def test_an_offset_out_of_range_falls_back_to_the_head(offset: int) -> None:
    async with playground() as p:
        says(p, "one", "two")
        assert texts(await p.updates(offset=offset)) == ["one", "two"]
        assert texts(await p.updates()) == ["one", "two"]


@pytest.mark.parametrize(("limit", "given"), [(1, 1), (2, 2), (0, 1), (-5, 1), (1000, 100), ("many", 1)])
async def test_a_limit_is_clamped_to_1_and_100(limit: Any, given: int) -> None:
    async with playground() as p:
        says(p, *[str(number) for number in range(120)])
        assert len(await p.updates(limit=limit)) == given


async def test_a_long_poll_ends_with_the_next_update() -> None:
    async with playground() as p:
        poll = await a_waiting_poll(p)
        says(p, "at last")
        assert texts((await poll).result) == ["at last"]


async def test_the_older_of_two_waiting_pollers_is_ended_with_a_conflict() -> None:
    async with playground() as p:
        older = await a_waiting_poll(p)
        newer = await a_waiting_poll(p)
        assert (await older).refusal == (409, CONFLICT)
        says(p, "hello")
        assert texts((await newer).result) == ["hello"]


async def test_a_poll_that_need_not_wait_ends_nobodys_wait() -> None:
    async with playground() as p:
        waiting = await a_waiting_poll(p)
        assert await p.updates() == []
        assert not waiting.done()
        says(p, "hello")
        assert texts((await waiting).result) == ["hello"]


async def test_a_poller_that_hangs_up_makes_room_without_a_word() -> None:
    async with playground() as p:
        gone = await a_waiting_poll(p)
        gone.cancel()
        with pytest.raises(asyncio.CancelledError):
            await gone
        says(p, "hello")
        assert texts(await p.updates(timeout=5)) == ["hello"]


async def test_with_a_webhook_nobody_may_poll() -> None:
    async with playground() as p:
        waiting = await a_waiting_poll(p)
        assert (await p.call("setWebhook", url="http://127.0.0.1:9/hook")).result is True
        assert (await waiting).refusal == (409, "Conflict: terminated by setWebhook request")
        refused = await p.call("getUpdates")
        assert refused.refusal == (
            409,
            "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first",
        )
        assert (await p.call("deleteWebhook")).result is True
        assert await p.updates() == []


async def test_a_message_waits_a_day_and_a_tap_150_seconds() -> None:
    async with playground() as p:
        asked = await p.says("Done?", reply_markup={"inline_keyboard": [[{"text": "Yes", "callback_data": "y"}]]})
        says(p, "hello")
        p.world.person_taps(MARIA, asked, "y")
        p.clock.move(timedelta(seconds=149))
        assert [list(update)[1] for update in await p.updates()] == ["message", "callback_query"]
        p.clock.move(timedelta(seconds=1))
        assert [list(update)[1] for update in await p.updates()] == ["message"]
        p.clock.move(timedelta(hours=24) - timedelta(seconds=151))
        assert texts(await p.updates()) == ["hello"]
        p.clock.move(timedelta(seconds=1))
        assert await p.updates() == []


async def test_a_tap_carries_its_message_and_any_data_at_all() -> None:
    async with playground() as p:
        asked = await p.says("Done?", reply_markup={"inline_keyboard": [[{"text": "Yes", "callback_data": "y"}]]})
        p.world.person_taps(AMIR, p.world.history(AMIR)[0].id, "forged" * 40)
        tap = p.world.person_taps(MARIA, asked, "y")
        forged, real = (update["callback_query"] for update in await p.updates())
        assert forged["data"] == "forged" * 40
        assert real["id"] == tap.id
        assert real["from"]["id"] == MARIA
        assert real["message"]["reply_markup"]["inline_keyboard"] == [[{"text": "Yes", "callback_data": "y"}]]


async def test_allowed_updates_hold_from_then_on_and_are_remembered() -> None:
    async with playground() as p:
        asked = await p.says("Done?")
        await p.updates(allowed_updates=["callback_query", "nonsense"])
        says(p, "unheard")
        p.world.person_taps(MARIA, asked, "y")
        assert [list(update)[1] for update in await p.updates()] == ["callback_query"]
        await p.updates(offset=-1, allowed_updates=[])
        says(p, "heard")
        assert [list(update)[1] for update in await p.updates()] == ["callback_query", "message"]


@pytest.mark.parametrize("nonsense", ["{", "5", '"message"', "[1]"])
async def test_allowed_updates_that_cannot_be_read_change_nothing(nonsense: str) -> None:
    async with playground() as p:
        await p.updates(allowed_updates=["message"])
        await p.updates(allowed_updates=nonsense)
        assert p.world.updates.allowed == {"message"}


async def test_an_edit_a_photo_a_place_and_a_pin_are_told_as_telegram_tells_them() -> None:
    async with playground() as p:
        hers = p.world.person_says(MARIA, "12.05")
        p.world.person_edits(MARIA, hers.id, "12 May")
        p.world.person_sends(MARIA, "photo", caption="my cheek")
        p.world.person_sends(MARIA, "location", latitude=38.7, longitude=-9.1)
        card = await p.says("Your day")
        await p.call("pinChatMessage", chat_id=MARIA, message_id=card)
        _, edited, photo, place, pinned = await p.updates()
        assert edited["edited_message"]["text"] == "12 May"
        assert photo["message"]["caption"] == "my cheek"
        assert photo["message"]["photo"][0]["width"] == 1
        assert place["message"]["location"] == {"latitude": 38.7, "longitude": -9.1}
        assert pinned["message"]["pinned_message"]["message_id"] == card
        assert pinned["message"]["from"]["is_bot"] is True


async def test_in_a_group_the_bot_hears_commands_mentions_and_replies_only() -> None:
    async with playground() as p:
        group = a_group(p.world, supergroup=True)
        asked = await p.says("Who calls her?", chat_id=group.id)
        p.world.person_says(MARIA, "just talk", chat_id=group.id)
        p.world.person_says(MARIA, "/today", chat_id=group.id)
        p.world.person_says(MARIA, "ask @aftercare_bot", chat_id=group.id)
        p.world.person_says(MARIA, "I do", chat_id=group.id, reply_to=asked)
        assert texts(await p.updates()) == ["/today", "ask @aftercare_bot", "I do"]


async def test_anything_at_all_can_be_injected() -> None:
    async with playground() as p:
        number = p.world.inject_update({"message": {"text": "no date, no chat"}})
        assert await p.updates() == [{"update_id": number, "message": {"text": "no date, no chat"}}]


async def test_a_strict_server_gives_a_hurried_poller_one_update_at_a_time() -> None:
    async with playground(rules=Rules(strict=True)) as p:
        says(p, "one", "two")
        assert texts(await p.updates(offset=1002)) == ["one", "two"]
        assert texts(await p.updates(offset=1002)) == ["one"]


def test_a_new_start_never_repeats_the_numbers_of_an_earlier_one() -> None:
    def next_number() -> tuple[int, int]:
        world = World(MovableClock(), "1:x")
        world.add_person(MARIA, "Maria")
        message = world.person_says(MARIA, "/start")
        return world.updates.waiting()[0].number, message.id

    then, later = next_number(), next_number()
    assert later >= then
    assert then[0] > 400_000_000, "it comes from the machine's time, so that it has moved on by the next start"


async def test_the_bot_is_idle_only_when_nothing_waits_and_no_call_is_under_way() -> None:
    async with playground() as p:
        assert p.world.idle_since() is not None
        says(p, "hello")
        assert p.world.idle_since() is None
        [update] = await p.updates()
        assert p.world.idle_since() is None
        poll = asyncio.create_task(p.call("getUpdates", offset=update["update_id"] + 1, timeout=1))
        await eventually(lambda: p.world.idle_since() is not None)
        poll.cancel()
