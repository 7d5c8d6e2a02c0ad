"""Reading what arrived, whatever it looks like."""

from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st

from bot.intake.inbox import arrived

MARIA, CLINIC = 7_000_000_001, -100_200_300

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(st.characters()),
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.text(st.characters(), max_size=12), inner, max_size=4)
    ),
    max_leaves=12,
)


def test_the_lane_is_the_person_who_acted_also_in_a_group() -> None:
    (row,) = arrived([{"update_id": 5, "message": {"from": {"id": MARIA}, "chat": {"id": CLINIC}, "text": "hi"}}])
    assert (row.update_id, row.lane, row.kind) == (5, MARIA, "message")


def test_without_a_person_the_lane_is_the_chat() -> None:
    rows = list(
        arrived(
            [
                {"update_id": 6, "message": {"chat": {"id": CLINIC}}},
                {"update_id": 7, "callback_query": {"message": {"chat": {"id": CLINIC}}}},
                {"update_id": 8, "levitation": {"height": 3}},
            ]
        )
    )
    assert [(row.lane, row.kind) for row in rows] == [(CLINIC, "message"), (CLINIC, "callback_query"), (0, "other")]


def test_nul_and_lone_surrogates_are_replaced_one_for_one() -> None:
    (row,) = arrived([{"update_id": 9, "message": {"text": "a\0b\udfffc\U0001f600", "from": {"id": MARIA}}}])
    assert json.loads(row.raw)["message"]["text"] == "a\ufffdb\ufffdc\U0001f600"
    assert row.raw.isascii()


def test_what_has_no_number_is_left_out_and_the_others_are_kept() -> None:
    rows = arrived([None, 5, {}, {"update_id": "7"}, {"update_id": True}, {"update_id": 1 << 70}, {"update_id": 10}])
    assert [row.update_id for row in rows] == [10]
    assert list(arrived({"not": "a list"})) == []


@given(st.lists(JSON | st.fixed_dictionaries({"update_id": st.integers(0, 1 << 40), "message": JSON}), max_size=5))
def test_no_answer_of_a_server_breaks_the_reading(updates: list[object]) -> None:
    for row in arrived(updates):
        assert json.loads(row.raw)["update_id"] == row.update_id
        assert abs(row.lane) < 1 << 63


def test_an_update_that_is_nested_without_end_is_one_that_nobody_can_read_and_costs_the_others_nothing() -> None:
    nested: dict[str, object] = {}
    for _ in range(2000):
        nested = {"reply": nested}
    rows = list(arrived([{"update_id": 5, "message": nested}, {"update_id": 6, "message": {"chat": {"id": CLINIC}}}]))
    assert [(row.update_id, row.lane, row.kind) for row in rows] == [(5, 0, "unreadable"), (6, CLINIC, "message")]
    assert rows[0].raw == "null"
