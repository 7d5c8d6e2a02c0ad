"""Answers of which nobody knows whether they arrived. Maria is in Lisbon; what she is told twice says so, and makes no sound."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from bot.playground.faults import FaultKind, Rule
from bot.playground.ledger import Entry
from bot.store import inbox, patients
from bot.store.inbox import Arrived
from bot.words.message import How, Say
from bot.words.saved import Kept, dumps
from tests.conversations.test_registering import AGREE
from tests.conversations.town import Human, Town, a_town
from tests.conversations.walks import treated

HELLO, MEND = Say("said-hello"), Say("said-correction")
REPEAT = "You may have this message already. Just in case, here it is once more.\n\n"


@pytest.fixture
async def town(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Town]:
    """The town, with short waits: nobody sits through a doubt."""
    monkeypatch.setattr("bot.intake.lanes.UNSENT_S", (0.05,))
    async with a_town(tmp_path, waits_scale=0.02) as made:
        yield made


def got(town: Town, person: Human, since: int) -> list[tuple[str, str]]:
    """What arrived after so many messages: how it came, and its first words."""
    return [(_came(one), first_words(one.text.removeprefix(REPEAT))) for one in sent(town, person)[since:]]


def first_words(text: str) -> str:
    """As far as the first comma or full stop."""
    return text[: min(at for at in (text.find("."), text.find(",")) if at > 0) + 1]


def sent(town: Town, person: Human) -> list[Entry]:
    return town.served.ledger.sent(person.id)


def _came(one: Entry) -> str:
    return ("marked " if one.text.startswith(REPEAT) else "plain ") + ("silent" if one.silent else "aloud")


async def found_after_a_crash(town: Town, person: Human, *kept: Kept, since: timedelta = timedelta(0)) -> None:
    """A process died with this reply committed; another one finds it a while later."""
    sender = {"id": person.id, "is_bot": False, "first_name": person.name, "language_code": "en"}
    chat = {"id": person.id, "type": "private", "first_name": person.name}
    message = {"message_id": 1, "date": 1_772_800_000, "chat": chat, "from": sender, "text": "hello"}
    raw = json.dumps({"update_id": 1, "message": message})
    with town.store.transaction() as tx:
        inbox.put(tx, town.world.bot_id, [Arrived(1, person.id, "message", raw)])
        inbox.mark_applied(tx, town.world.bot_id, 1, dumps(kept))
        row = inbox.find(tx, town.world.bot_id, 1)
        assert row is not None
        row.applied_at = tx.real_now() - since
    town.assembly.lanes.wake()
    await town.settle()


async def test_an_answer_that_may_be_lost_comes_once_more_and_says_so_silently(town: Town) -> None:
    maria = town.person("Maria")
    town.served.faults.add(Rule(FaultKind.DELIVER_THEN_DROP, method="sendMessage", times=1))
    await maria.says("/about")

    first, again = sent(town, maria)
    assert (first.silent, again.silent) == (False, True)
    assert again.text == REPEAT + first.text
    assert again.keyboard == first.keyboard


async def test_an_answer_that_never_arrived_is_there_after_all(town: Town) -> None:
    maria = town.person("Maria")
    town.served.faults.add(Rule(FaultKind.BAD_GATEWAY, method="sendMessage", times=1))
    await maria.says("I want to die")

    assert len(maria.hears) == 1
    assert "Step away from anything you could hurt yourself with." in maria.screen


async def test_after_a_second_doubt_it_is_left_and_the_log_says_so(
    town: Town, capsys: pytest.CaptureFixture[str]
) -> None:
    maria = town.person("Maria")
    town.served.faults.add(Rule(FaultKind.DELIVER_THEN_502, method="sendMessage", times=2))
    await maria.says("/about")

    assert [how for how, _ in got(town, maria, 0)] == ["plain aloud", "marked silent"]
    assert capsys.readouterr().out.count("answer_uncertain") == 1


async def test_what_certainly_did_not_leave_is_said_as_if_for_the_first_time(town: Town) -> None:
    maria = town.person("Maria")
    town.served.faults.add(Rule(FaultKind.UNAUTHORIZED, method="sendMessage", times=1))
    await maria.says("/about")

    assert [how for how, _ in got(town, maria, 0)] == ["plain aloud"]


async def test_a_doubt_is_not_forgotten_over_a_try_that_did_not_leave(town: Town) -> None:
    maria = town.person("Maria")
    town.served.faults.add(Rule(FaultKind.DELIVER_THEN_DROP, method="sendMessage", nth=1))
    town.served.faults.add(Rule(FaultKind.UNAUTHORIZED, method="sendMessage", nth=1))
    await maria.says("/about")

    assert [how for how, _ in got(town, maria, 0)] == ["plain aloud", "marked silent"]


async def test_a_picture_comes_once_more_with_the_mark_below_it(town: Town) -> None:
    maria = await treated(town)
    before = len(sent(town, maria))
    await maria.says("/plan")
    town.served.faults.add(Rule(FaultKind.DELIVER_THEN_DROP, method="sendPhoto", times=1))
    await maria.taps("As a picture")

    pictures = [one for one in sent(town, maria)[before:] if one.method == "sendPhoto"]
    assert [_came(one) for one in pictures] == ["plain aloud", "marked silent"]


async def test_an_edit_in_doubt_is_made_again_and_not_marked(town: Town) -> None:
    maria = town.person("Maria")
    await maria.says("/start")
    town.served.faults.add(Rule(FaultKind.DELIVER_THEN_DROP, method="editMessageText", times=2))
    await maria.taps(AGREE)

    assert "Portugal" in maria.screen
    assert not [one for one in town.served.ledger.entries if one.text.startswith(REPEAT)]


async def test_one_401_does_not_cost_the_answer_to_a_tap(town: Town) -> None:
    maria = town.person("Maria")
    await maria.says("/privacy")
    first = maria.screen
    town.served.faults.add(Rule(FaultKind.UNAUTHORIZED, method="editMessageText", times=1))
    await maria.taps("How long, who, rights")

    assert maria.screen != first
    assert len(sent(town, maria)) == 1, "in place of the first page"


async def test_an_edit_whose_message_is_gone_is_a_new_message_and_marked_like_one(town: Town) -> None:
    maria = town.person("Maria")
    await maria.says("/start")
    old = maria.message
    agree = next(button.value for row in old.keyboard for button in row if button.text == AGREE)
    town.served.faults.add(Rule(FaultKind.DELIVER_THEN_DROP, method="sendMessage", times=1))
    town.world.person_taps(maria.id, old.id, agree)
    del town.world.chat(maria.id).messages[old.id]
    await town.settle()

    assert [how for how, _ in got(town, maria, 1)][:2] == ["plain aloud", "marked silent"]


async def test_after_a_crash_only_what_was_on_the_wire_is_marked(town: Town) -> None:
    maria = await treated(town)
    before = len(sent(town, maria))
    await found_after_a_crash(town, maria, Kept(HELLO, doubts=1), Kept(MEND))

    assert got(town, maria, before) == [("marked silent", "Hello."), ("plain aloud", "That is quick to mend,")]


async def test_after_a_crash_an_answer_that_was_put_off_is_not_marked(town: Town) -> None:
    maria = await treated(town)
    before = len(sent(town, maria))
    await found_after_a_crash(town, maria, Kept(HELLO))

    assert got(town, maria, before) == [("plain aloud", "Hello.")]


async def test_after_ten_minutes_only_the_urgent_is_worth_saying_and_the_log_counts_the_rest(
    town: Town, capsys: pytest.CaptureFixture[str]
) -> None:
    maria = await treated(town)
    before = len(sent(town, maria))
    await found_after_a_crash(town, maria, Kept(HELLO), Kept(replace(MEND, urgent=True)), since=timedelta(minutes=11))

    assert got(town, maria, before) == [("plain aloud", "That is quick to mend,")]
    (line,) = (one for one in capsys.readouterr().out.splitlines() if "answer_stale" in one)
    assert "count=1" in line


async def test_a_reply_that_an_older_release_left_is_said_and_its_toast_is_none_by_now(town: Town) -> None:
    maria = await treated(town)
    before = len(sent(town, maria))
    toast = Say("settings-done", {"note": "x"}, how=How.TOAST)
    await found_after_a_crash(town, maria, Kept(toast, doubts=1), Kept(HELLO, doubts=1))

    assert got(town, maria, before) == [("marked silent", "Hello.")]


async def test_killed_twice_over_the_same_answer_it_is_left_and_the_rest_is_said(town: Town) -> None:
    maria = await treated(town)
    before = len(sent(town, maria))
    await found_after_a_crash(town, maria, Kept(HELLO, doubts=2), Kept(MEND))

    assert got(town, maria, before) == [("plain aloud", "That is quick to mend,")]


async def test_of_several_answers_the_one_in_doubt_comes_again_before_the_next(town: Town) -> None:
    maria = await treated(town)
    before = len(sent(town, maria))
    town.served.faults.add(Rule(FaultKind.DELIVER_THEN_DROP, method="sendMessage", nth=2))
    await found_after_a_crash(town, maria, Kept(HELLO), Kept(MEND), Kept(HELLO))

    assert got(town, maria, before) == [
        ("plain aloud", "Hello."),
        ("plain aloud", "That is quick to mend,"),
        ("marked silent", "That is quick to mend,"),
        ("plain aloud", "Hello."),
    ]


async def test_an_answer_that_cannot_be_put_into_words_does_not_bring_the_one_before_it_again(town: Town) -> None:
    maria = await treated(town)
    before = len(sent(town, maria))
    await found_after_a_crash(town, maria, Kept(HELLO), Kept(Say("no-such-word")))

    assert got(town, maria, before) == [("plain aloud", "Hello."), ("plain aloud", "Sorry,")]


async def test_a_card_in_doubt_is_not_made_twice(town: Town) -> None:
    maria = await treated(town)
    await maria.says("/settings")
    card = Kept(Say("card", how=How.CARD))
    with town.store.transaction() as tx:
        patients.change(tx, maria.patient(), card_message_id=None)
    before = len(sent(town, maria))
    town.served.faults.add(Rule(FaultKind.DELIVER_THEN_DROP, method="sendMessage", times=1))
    await found_after_a_crash(town, maria, card)

    assert len(sent(town, maria)) == before + 1
