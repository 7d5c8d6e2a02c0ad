"""The messenger against a real server on loopback: what it mends by itself, and what it answers."""

from __future__ import annotations

import asyncio
from dataclasses import replace

import pytest

from bot.delivery.receipts import Later, NotSent, Refused, Sent, Unknown, Unreachable
from bot.playground.faults import FaultKind, Rule
from bot.playground.sendings import PIXEL
from bot.words.message import Button, OutgoingMessage
from tests.delivery.conftest import MARIA, Connect
from tests.proof.numbers import note

PLAIN = "Good morning, you & Maria"
UNREADABLE = (
    "<b>Good <i>morning</b>, you &amp; Maria",
    "<b>Good morning, you &amp; Maria",
    "Good morning</b>, you &amp; Maria",
    "<h1>Good morning</h1>, you &amp; Maria",
    '<a href="tg://nothing>Good morning</a>, you &amp; Maria',
    "<code>Good morning</i>, you &amp; Maria",
    "<span>Good morning</span>, you &amp; Maria",
)
"""The same words, in markup that no server reads."""
OPENS = 'Sunscreen from <tg-time unix="1772469000" format="wDT">Mon 2 March 16:30</tg-time>.'


async def test_a_message_arrives_with_its_buttons_and_rings(connect: Connect) -> None:
    async with connect() as line:
        buttons = ((Button("I'm worried", "1:worry"),), (Button("Read", url="https://example.org/"),))
        receipt = await line.messenger.send(MARIA, OutgoingMessage("<b>Good morning.</b>", buttons))
        assert isinstance(receipt, Sent)
        message = line.world.message(MARIA, receipt.message_id)
        assert message.html == "<b>Good morning.</b>"
        assert [[one.value for one in row] for row in message.keyboard] == [["1:worry"], ["https://example.org/"]]
        assert not message.silent


async def test_a_silent_message_does_not_ring(connect: Connect) -> None:
    async with connect() as line:
        receipt = await line.messenger.send(MARIA, OutgoingMessage("Day 4.", silent=True))
        assert isinstance(receipt, Sent)
        assert line.world.message(MARIA, receipt.message_id).silent


async def test_pictures_and_files_and_the_location_key_arrive(connect: Connect) -> None:
    async with connect() as line:
        await line.messenger.send(MARIA, OutgoingMessage("Your year", photo=PIXEL))
        await line.messenger.send(MARIA, OutgoingMessage("", document=b"BEGIN:VCALENDAR", file_name="year.ics"))
        await line.messenger.send(MARIA, OutgoingMessage("Where are you?", location_key="Send location"))
        picture, file, _ = (one for one in line.world.history(MARIA) if one.from_bot)
        assert picture.photo is not None
        assert picture.text == "Your year"
        assert file.document is not None
        assert file.document.name == "year.ics"
        keyboard = line.world.reply_keyboard(MARIA)
        assert keyboard is not None
        assert keyboard.rows[0][0].kind == "location"


async def test_a_date_goes_out_as_the_readers_own_time(connect: Connect) -> None:
    async with connect() as line:
        await line.messenger.send(MARIA, OutgoingMessage(OPENS))
        assert "date_time" in {one["type"] for one in line.world.history(MARIA)[-1].entities}
        assert line.learnt == []


async def test_an_older_server_gets_the_same_words_and_is_asked_only_once(connect: Connect) -> None:
    async with connect(api="9.0") as line:
        for _ in range(3):
            assert isinstance(await line.messenger.send(MARIA, OutgoingMessage(OPENS)), Sent)
        assert line.texts() == ["Sunscreen from Mon 2 March 16:30."] * 3
        assert line.learnt == ["no date-time"]
        assert [call.status for call in line.served.ledger.calls if call.method == "sendMessage"] == [
            400,
            200,
            200,
            200,
        ]


async def test_markup_that_the_server_cannot_read_goes_out_as_plain_text(connect: Connect) -> None:
    async with connect() as line:
        for html in UNREADABLE:
            assert isinstance(await line.messenger.send(MARIA, OutgoingMessage(html)), Sent)
        refused = [call for call in line.served.ledger.calls if call.method == "sendMessage" and call.status == 400]
        delivered = line.texts().count(PLAIN)
        note("F47 markup", {"refused": len(refused), "delivered": delivered})
        assert len(refused) == len(UNREADABLE)
        assert line.texts() == [PLAIN] * len(UNREADABLE)

        question = await line.messenger.send(MARIA, OutgoingMessage("How are you?"))
        assert isinstance(question, Sent)
        assert await line.messenger.edit(MARIA, question.message_id, OutgoingMessage(UNREADABLE[0])) == question
        assert line.texts()[-1] == PLAIN


async def test_who_blocked_the_bot_is_unreachable(connect: Connect) -> None:
    async with connect() as line:
        line.world.person_blocks(MARIA)
        assert await line.messenger.send(MARIA, OutgoingMessage("Day 4.")) == Unreachable()
        assert await line.messenger.send(MARIA + 5, OutgoingMessage("Day 4.")) == Unreachable()


async def test_too_long_a_text_is_refused_and_not_repeated(connect: Connect) -> None:
    async with connect() as line:
        receipt = await line.messenger.send(MARIA, OutgoingMessage("a" * 5000))
        assert isinstance(receipt, Refused)
        assert len([call for call in line.served.ledger.calls if call.method == "sendMessage"]) == 1


async def test_a_delivered_message_without_an_answer_is_unknown_and_not_repeated(connect: Connect) -> None:
    async with connect() as line:
        line.served.faults.add(Rule(FaultKind.DELIVER_THEN_DROP, "sendMessage"))
        assert await line.messenger.send(MARIA, OutgoingMessage("Day 4.")) == Unknown()
        assert line.texts() == ["Day 4."]


@pytest.mark.parametrize("kind", [FaultKind.NOT_FOUND, FaultKind.UNAUTHORIZED])
async def test_a_401_or_404_to_a_message_is_not_the_end_of_it(connect: Connect, kind: FaultKind) -> None:
    async with connect() as line:
        line.served.faults.add(Rule(kind, "sendMessage", times=1))
        assert isinstance(await line.messenger.send(MARIA, OutgoingMessage("Day 4.")), NotSent)
        assert isinstance(await line.messenger.send(MARIA, OutgoingMessage("Day 4.")), Sent)


async def test_an_answer_waits_out_a_429_and_a_reminder_comes_back_later(connect: Connect) -> None:
    async with connect() as line:
        line.served.faults.add(Rule(FaultKind.TOO_MANY, "sendMessage", times=1, seconds=1))
        reminder = await line.messenger.send(MARIA, OutgoingMessage("Day 4."), waits=False)
        assert reminder == Later(1.0)
        again = await line.messenger.send(MARIA, OutgoingMessage("Day 4."), waits=False)
        assert isinstance(again, Later)
        assert isinstance(await line.messenger.send(MARIA, OutgoingMessage("An answer.")), Sent)
        statuses = [(call.status, call.started) for call in line.served.ledger.calls if call.method == "sendMessage"]
        assert [status for status, _ in statuses] == [429, 200]
        assert statuses[1][1] - statuses[0][1] >= 0.9


async def test_an_edit_takes_the_place_of_the_message(connect: Connect) -> None:
    async with connect() as line:
        sent = await line.messenger.send(MARIA, OutgoingMessage("Where?"))
        assert isinstance(sent, Sent)
        changed = OutgoingMessage("Face.", ((Button("Change", "1:change"),),))
        assert await line.messenger.edit(MARIA, sent.message_id, changed) == sent
        assert line.texts() == ["Face."]
        assert await line.messenger.edit(MARIA, sent.message_id, changed) == sent


async def test_an_edit_of_a_message_that_is_gone_is_sent_as_a_new_one(connect: Connect) -> None:
    async with connect() as line:
        sent = await line.messenger.send(MARIA, OutgoingMessage("Where?"))
        assert isinstance(sent, Sent)
        await line.bot.delete_message(MARIA, sent.message_id)
        again = await line.messenger.edit(MARIA, sent.message_id, OutgoingMessage("Face."))
        assert isinstance(again, Sent)
        assert again.message_id != sent.message_id
        assert line.texts() == ["Face."]


async def test_an_edit_of_a_picture_into_words_is_sent_as_a_new_message(connect: Connect) -> None:
    async with connect() as line:
        sent = await line.messenger.send(MARIA, OutgoingMessage("Your year", photo=PIXEL))
        assert isinstance(sent, Sent)
        again = await line.messenger.edit(MARIA, sent.message_id, OutgoingMessage("The list."))
        assert isinstance(again, Sent)
        assert line.texts() == ["Your year", "The list."]


async def test_a_tap_is_answered_and_one_that_is_too_old_is_no_error(connect: Connect) -> None:
    async with connect() as line:
        sent = await line.messenger.send(MARIA, OutgoingMessage("Better?", ((Button("Yes", "1:yes"),),)))
        assert isinstance(sent, Sent)
        tap = line.world.person_taps(MARIA, sent.message_id, "1:yes")
        assert await line.messenger.answer_tap(tap.id, "Noted. " + "x" * 300)
        assert tap.answer is not None
        assert tap.answer.text.startswith("Noted.")
        assert not await line.messenger.answer_tap("12345", "Too late")


async def test_a_server_without_pins_is_asked_once_and_nothing_else_is_touched(connect: Connect) -> None:
    async with connect(api="9.0") as line:
        sent = await line.messenger.send(MARIA, OutgoingMessage("Card"))
        assert isinstance(sent, Sent)
        assert not await line.messenger.pin(MARIA, sent.message_id)
        assert not await line.messenger.pin(MARIA, sent.message_id)
        assert [call.status for call in line.served.ledger.calls if call.method == "pinChatMessage"] == [404]
        assert isinstance(await line.messenger.send(MARIA, OutgoingMessage("Day 4.")), Sent)


async def test_one_message_that_cannot_be_pinned_does_not_end_pinning(connect: Connect) -> None:
    async with connect() as line:
        sent = await line.messenger.send(MARIA, OutgoingMessage("Card"))
        assert isinstance(sent, Sent)
        assert not await line.messenger.pin(MARIA, sent.message_id + 900)
        assert await line.messenger.pin(MARIA, sent.message_id)
        pinned = line.world.pinned(MARIA)
        assert pinned is not None
        assert pinned.id == sent.message_id
        assert await line.messenger.unpin(MARIA, sent.message_id)


async def test_answers_to_people_leave_while_the_reminders_are_held_back(connect: Connect) -> None:
    async with connect() as line:
        held = [line.budget.reminder(1000 + n) for n in range(4)]
        for one in held:
            await one.__aenter__()
        answer = OutgoingMessage("Yes, you may.")
        receipts = await asyncio.gather(*(line.messenger.send(MARIA, replace(answer, text=f"{n}")) for n in range(6)))
        assert all(isinstance(receipt, Sent) for receipt in receipts)
        for one in held:
            await one.__aexit__(None, None, None)
