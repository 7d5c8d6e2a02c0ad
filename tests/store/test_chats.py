"""A group gets another id."""

from __future__ import annotations

from bot.store import chats, ledger, patients
from bot.store.ledger import Outcome, begin_sending
from bot.store.states import MessageState
from bot.store.store import Store
from tests.store.someone import AMIR, MARIA, NOON, a_message, a_treated_patient

FAMILY, LARGER = -1_000_001, -1_000_000_000_002


def test_everybody_in_it_moves_at_once_and_nobody_else(store: Store) -> None:
    with store.transaction() as tx:
        maria, treatment = a_treated_patient(tx)
        amir, _ = a_treated_patient(tx, AMIR)
        patients.change(tx, maria, chat_id=FAMILY, card_message_id=5)
        patients.change(tx, amir, card_message_id=6)
        for one, number in ((a_message(treatment.id, "D0-1"), 7), (a_message(treatment.id, "D0-2"), 8)):
            assert begin_sending(tx, maria.id, maria.rev, [one], NOON)
            ledger.settle(tx, one.id, 1, Outcome(MessageState.SENT, telegram_message_id=number), NOON)
    with store.transaction() as tx:
        chats.move(tx, FAMILY, LARGER)

    with store.read() as tx:
        maria_now, amir_now = patients.patient_by_telegram(tx, MARIA), patients.patient_by_telegram(tx, AMIR)
        assert maria_now is not None
        assert amir_now is not None
        assert (maria_now.chat_id, maria_now.card_message_id, maria_now.rev) == (LARGER, None, maria.rev)
        assert ledger.message_by_telegram(tx, maria_now, 7) is None, "by now that is the number of another message"
        assert (amir_now.chat_id, amir_now.card_message_id) == (AMIR, 6)


def test_a_message_that_was_sent_to_the_old_one_waits_to_leave_for_the_new_one(store: Store) -> None:
    with store.transaction() as tx:
        maria, treatment = a_treated_patient(tx)
        patients.change(tx, maria, chat_id=FAMILY)
        message = a_message(treatment.id)
        assert begin_sending(tx, maria.id, maria.rev, [message], NOON)
    with store.transaction() as tx:
        settled = ledger.settle(tx, message.id, 1, Outcome(MessageState.LATER, retry_at=NOON, new_chat_id=LARGER), NOON)
        assert settled is not None
        assert settled.chat_id == LARGER
