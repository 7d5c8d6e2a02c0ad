"""One update, one transaction, one reply: what happens when something breaks in between."""

from __future__ import annotations

import json
import time
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlmodel import select
from telegram import Chat, Message, Update, User

from bot.care import registration
from bot.care.reach import silence
from bot.care.work import Person, Work
from bot.errors import CannotDo
from bot.handlers import context
from bot.playground.faults import FaultKind, Rule
from bot.playground.updates import TAP_AGE
from bot.store import inbox, patients
from bot.store.inbox import Arrived
from bot.store.records import Inbox
from bot.store.states import InboxState, PatientState
from bot.store.trouble import StoreTrouble, Trouble
from bot.words.message import Reply, Say
from bot.words.saved import Kept, dumps
from tests.conversations.test_registering import AGREE, treatments
from tests.conversations.town import Human, Town, labels
from tests.conversations.walks import treated
from tests.proof.numbers import note


def row_of(town: Town, update_id: int) -> Inbox:
    """An update as the inbox holds it."""
    with town.store.read() as tx:
        found = inbox.find(tx, town.world.bot_id, update_id)
    assert found is not None
    return found


def last_update(town: Town) -> int:
    """The number of the update that came last."""
    with town.store.read() as tx:
        return max(row.update_id for row in tx.exec(select(Inbox)).all())


def errors(town: Town) -> list[object]:
    """A list of what handlers raise from now on."""
    raised: list[object] = []

    async def hears(_update: object, about: context.Context) -> None:
        raised.append(about.error)

    town.assembly.application.add_error_handler(hears)
    return raised


async def on_the_summary(town: Town) -> Human:
    """Maria, one tap before [Start]."""
    maria = town.person("Maria")
    await maria.says("/start")
    await maria.taps(AGREE, "Yes", "14:30", "Face", "Clinic, depth not known", "None of these")
    return maria


async def test_an_answered_update_is_forgotten_but_for_its_number(town: Town) -> None:
    maria = await on_the_summary(town)
    await maria.says("hello")

    row = row_of(town, last_update(town))
    assert row.state is InboxState.ANSWERED
    assert (row.raw, row.reply, row.lane) == (None, None, None)


async def test_the_same_update_delivered_again_changes_nothing(town: Town) -> None:
    maria = await on_the_summary(town)
    await maria.taps("Start")
    number = last_update(town)
    with town.store.transaction() as tx:
        again = inbox.put(tx, town.world.bot_id, [Arrived(number, maria.id, "callback_query", "{}")])

    assert again == 0
    assert len(treatments(town)) == 1


async def test_a_reply_that_was_committed_but_not_sent_is_sent_later_and_its_effects_happen_once(town: Town) -> None:
    maria = await on_the_summary(town)
    town.served.faults.add(Rule(FaultKind.BAD_GATEWAY, method="editMessageText", times=2))
    await maria.taps("Start")

    assert len(treatments(town)) == 1
    assert any("Your plan is running" in one.text for one in town.world.history(maria.id))


async def test_a_pause_that_telegram_asks_for_is_waited_out(town: Town) -> None:
    maria = await on_the_summary(town)
    town.served.faults.add(Rule(FaultKind.TOO_MANY, method="sendMessage", times=1, seconds=1))
    await maria.says("/treatment")

    assert "You began to tell me of a session" in maria.screen


async def test_a_screen_that_was_deleted_is_sent_anew(town: Town) -> None:
    maria = await on_the_summary(town)
    old = maria.message
    del town.world.chat(maria.id).messages[old.id]
    with pytest.raises(LookupError):
        town.world.message(maria.id, old.id)
    await maria.says("/start")
    await maria.taps("Change")

    assert maria.screen == "What should I change?"


async def test_taps_that_are_too_old_to_be_answered_have_their_effect(town: Town) -> None:
    raised = errors(town)
    maria, amir = town.person("Maria"), town.person("Amir")
    for human in (maria, amir):
        await human.says("/start")
    labels = (AGREE, "Yes", "14:30", "Face", "Clinic, depth not known", "None of these", "Start")
    kept = 0
    for label in labels:
        message, data = maria._button(label)
        tap = town.world.person_taps(maria.id, message.id, data)
        tap.at -= TAP_AGE  # it lay somewhere on its way for so long
        await town.settle()
        assert tap.answer is None
        await amir.taps(label)
        kept += maria.screen == amir.screen

    answers = [call for call in town.served.ledger.calls if call.method == "answerCallbackQuery"]
    refused = sum(one.status == 400 for one in answers)
    note("F23 taps", {"taps": len(labels), "refused": refused, "kept": kept, "errors": len(raised)})
    assert [one.status for one in answers] == [400, 200] * len(labels)
    assert kept == len(labels)
    assert raised == []
    assert len(treatments(town)) == 2


async def test_an_edit_that_telegram_refuses_is_let_be_or_said_anew(town: Town) -> None:
    raised = errors(town)
    maria = await on_the_summary(town)
    summary, change = maria._button("Change")
    await maria.taps("Change")
    await maria.taps_on(summary, change)
    assert (maria.screen, maria.hears) == ("What should I change?", []), "it stands there already"

    messages, anew = town.world.chat(maria.id).messages, 0
    for becomes in (None, "photo", "service"):  # deleted; nothing with a text; nothing that can be edited
        tapped, where = maria._button("Where")
        town.world.person_taps(maria.id, tapped.id, where)
        del messages[tapped.id]
        if becomes is not None:
            messages[tapped.id] = replace(tapped, kind=becomes)
        await town.settle()
        anew += maria.message.id > tapped.id and maria.screen == "Where were you treated?"
        await maria.says("/start")
        await maria.taps("Change")

    refused = [one for one in town.served.ledger.calls if one.method == "editMessageText" and one.status == 400]
    note("F24 edits", {"refused": len(refused), "anew": anew, "errors": len(raised)})
    assert len(refused) == 4
    assert anew == 3
    assert raised == []


async def test_what_cannot_be_done_leaves_no_trace(town: Town) -> None:
    maria = await on_the_summary(town)

    def half_done(work: Work, person: Person) -> Reply:
        registration.several_areas(work, person)
        raise CannotDo("button-unknown")

    before = draft_of(town)
    with town.store.transaction() as tx:
        inbox.put(tx, town.world.bot_id, [Arrived(1, maria.id, "message", json.dumps({"update_id": 1}))])
    sender = context.Sender(1, maria.id, maria.id, "en", None, private=True)
    desk = town.assembly.application.bot_data["desk"]
    applied = context.apply(desk, sender, half_done)

    assert applied is not None
    assert applied.reply == (Say("button-unknown"),)
    assert draft_of(town) == before
    assert row_of(town, 1).reply == applied.written == dumps((Kept(Say("button-unknown"), doubts=1),))


async def test_a_mistake_of_ours_is_apologised_for_once_with_a_number(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    maria = await on_the_summary(town)

    def breaks(*_: object) -> Reply:
        raise ZeroDivisionError

    monkeypatch.setattr("bot.care.form.load", breaks)
    await maria.taps("Change")
    monkeypatch.undo()

    assert len(maria.hears) == 1
    assert "Sorry, something broke on my side." in maria.screen
    assert maria.toast == ""
    await maria.taps("Change")
    assert "What should I change?" in [one.text for one in town.world.history(maria.id)]


async def test_one_persons_broken_update_holds_up_nobody_else(town: Town) -> None:
    maria, amir = town.person("Maria"), town.person("Amir")
    town.world.inject_update({"message": {"message_id": 1, "from": {"id": maria.id}, "text": 5}})
    await amir.says("/start")
    await maria.says("/start")

    assert AGREE in labels(amir.message)
    assert AGREE in labels(maria.message)


def draft_of(town: Town) -> dict[str, object]:
    """What is known of the session that is being entered."""
    from bot.store.records import Draft

    with town.store.read() as tx:
        (draft,) = tx.exec(select(Draft)).all()
    return dict(draft.known)


async def test_a_slow_answer_stops_the_button_from_turning_first(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    maria = await on_the_summary(town)
    quick = context.apply

    def slow(*given: Any) -> context.Applied | None:
        time.sleep(0.2)
        return quick(*given)

    monkeypatch.setattr(context, "TAP_PATIENCE", 0.02)
    monkeypatch.setattr(context, "apply", slow)
    await maria.taps("Change")

    assert maria.toast == ""
    assert maria.screen == "What should I change?"
    calls = [one.method.lower() for one in town.served.ledger.calls if one.chat_id or "callback" in one.method.lower()]
    assert calls[-2:] == ["answercallbackquery", "editmessagetext"]


async def test_a_kept_reply_is_dropped_after_ten_minutes_unless_it_is_urgent(town: Town) -> None:
    maria = await on_the_summary(town)
    desk = town.assembly.application.bot_data["desk"]
    user, chat = User(maria.id, "Maria", is_bot=False, language_code="en"), Chat(maria.id, Chat.PRIVATE)
    message = Message(1, town.clock(), chat, from_user=user, text="hello")
    kept = dumps((Kept(Say("reg-already")), Kept(Say("reg-number", urgent=True))))
    with town.store.transaction() as tx:
        inbox.put(tx, town.world.bot_id, [Arrived(1, maria.id, "message", "{}")])
        inbox.mark_applied(tx, town.world.bot_id, 1, kept)
    before = len(town.world.history(maria.id))
    await context.send_kept(desk, Update(1, message=message), kept, timedelta(minutes=11))

    assert [one.text for one in town.world.history(maria.id)[before:]] == [
        "What number do you call there in an emergency? Please type it.\nI show it when something is urgent."
    ]


async def test_one_who_types_without_end_is_answered_to_the_last_words_and_to_whatever_is_urgent(town: Town) -> None:
    maria = await treated(town)
    before = len(town.world.history(maria.id))
    said = ["/about"] * 30 + ["I can't breathe"] + ["/about"] * 28 + ["/privacy"]
    for words in said:
        town.world.person_says(maria.id, words)
    await town.settle()

    answers = [one.text for one in town.world.history(maria.id)[before:] if one.from_bot]
    assert context.TOO_MANY <= len(answers) < len(said)
    assert any("112" in one for one in answers)
    assert "Telegram" in answers[-1], "what stands in /privacy"
    assert {row_of(town, last_update(town) - place).state for place in range(len(said))} == {InboxState.ANSWERED}


async def test_words_in_a_group_do_not_mean_that_who_blocked_the_bot_is_back(town: Town) -> None:
    maria = await treated(town)
    town.world.person_blocks(maria.id)
    await town.settle()
    sender = context.Sender(1, maria.id, -100, "en", None, private=False)
    desk = town.assembly.application.bot_data["desk"]
    with town.store.transaction() as tx:
        inbox.put(tx, town.world.bot_id, [Arrived(1, maria.id, "message", "{}")])
    context.apply(desk, sender, silence)

    assert state_of(town, maria) is PatientState.UNREACHABLE


async def test_an_old_answer_that_is_sent_again_does_not_mean_that_they_are_back(town: Town) -> None:
    maria = await treated(town)
    town.world.person_blocks(maria.id)
    await town.settle()
    sender = context.Sender(1, maria.id, maria.id, "en", None, private=True)
    to = context.addressee_now(town.assembly.application.bot_data["desk"], sender)

    assert to.chat_id == maria.id
    assert state_of(town, maria) is PatientState.UNREACHABLE


async def test_a_database_that_is_busy_after_the_answer_does_not_have_it_sent_twice(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    maria = town.person("Maria")
    busy = [StoreTrouble(Trouble.BUSY)]

    def mark_answered(*args: Any) -> bool:
        if busy:
            raise busy.pop()
        return settled(*args)

    settled = inbox.mark_answered
    monkeypatch.setattr(inbox, "mark_answered", mark_answered)
    await maria.says("/about")

    assert not busy
    assert len(maria.hears) == 1


def state_of(town: Town, person: Human) -> PatientState:
    """Whether reminders go out to this person."""
    with town.store.read() as tx:
        patient = patients.patient_by_telegram(tx, person.id)
    assert patient is not None
    return patient.state
