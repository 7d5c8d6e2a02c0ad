"""A group becomes a supergroup, which has another id: whoever is spoken to there is spoken to there."""

from __future__ import annotations

from datetime import timedelta

from bot.playground.chats import Chat
from bot.playground.faults import FaultKind, Rule
from bot.playground.groups import add_bot, upgrade
from bot.playground.server import Served
from bot.store.states import MessageState, PatientState
from bot.store.store import Store
from tests.delivery.conftest import MARIA
from tests.delivery.office import an_office
from tests.people import LISBON, at
from tests.proof.numbers import note

MORNING = at("2026-03-06 09:00", LISBON)


def an_upgraded_group(served: Served) -> tuple[Chat, Chat]:
    """A group with the bot in it, before and after."""
    maria = served.world.person(MARIA)
    old = add_bot(served.world, maria, "Family", group_id=None, supergroup=False)
    return old, upgrade(served.world, maria, old)


async def test_reminders_leave_once_more_for_the_new_group_in_their_order_and_unmarked(
    store: Store, served: Served
) -> None:
    old, new = an_upgraded_group(served)
    async with an_office(store, served, MORNING) as office:
        maria = office.treated(chat_id=old.id, card_message_id=5)
        await office.walk(MORNING + timedelta(minutes=1))
        assert [(one.ids[0], one.attempt, one.state) for one in office.messages()] == [
            ("D0-1", 2, MessageState.SENT),
            ("D0-2", 2, MessageState.SENT),
        ]
        first, second = served.ledger.sent(new.id)
        assert (first.silent, second.silent) == (False, True)
        assert "sunscreen" in second.text
        assert not served.ledger.sent(old.id)
        asked = [one.chat_id for one in served.ledger.calls if one.method == "sendMessage"]
        note("F26 group upgraded", {"most_tries": asked.count(old.id)})
        assert asked == [old.id, new.id, new.id], "one refusal, and nothing is asked there again"
        assert office.patient(maria).chat_id == new.id
        assert office.patient(maria).card_message_id is None


async def test_what_is_in_doubt_in_the_new_group_comes_again_there(store: Store, served: Served) -> None:
    old, new = an_upgraded_group(served)
    served.faults.add(Rule(FaultKind.DELIVER_THEN_DROP, "sendMessage", chat_id=new.id, times=1))
    async with an_office(store, served, MORNING) as office:
        office.treated(chat_id=old.id)
        await office.walk(MORNING + timedelta(minutes=5))
        texts = [one.text for one in served.ledger.sent(new.id)]
        assert len(texts) == 3
        assert texts[2].endswith(texts[0])


async def test_a_new_group_out_of_which_the_bot_was_put_is_not_asked_again(store: Store, served: Served) -> None:
    old, new = an_upgraded_group(served)
    new.bot_status = "kicked"
    async with an_office(store, served, MORNING) as office:
        maria = office.treated(chat_id=old.id)
        await office.walk(MORNING + timedelta(days=9))
        asked = [one.chat_id for one in served.ledger.calls if one.method == "sendMessage"]
        note("F26 put out of a group", {"most_tries": asked.count(new.id)})
        assert office.patient(maria).state is PatientState.UNREACHABLE
        assert asked == [old.id, new.id]
