"""From a moment of the plan to its messages, with the default protocol and its own words."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from bot.schedules.facts import BookingFacts, Concern, PatientFacts, Snooze
from bot.schedules.loader import default_protocol
from bot.schedules.plan import Bubble, Moment, Part
from bot.schedules.planner import plan
from bot.schedules.protocol import Area, ConcernLevel, Goal, Modifier, Priority
from bot.words.buttons import decode
from bot.words.markup import visible
from bot.words.message import OutgoingMessage, Reader
from bot.words.moments import render_moment, render_shown
from bot.words.phrasebook import Phrasebook
from tests.people import BERLIN, a_patient, a_treatment, at
from tests.saying import after_saying
from tests.words.html import read
from tests.words.readers import greta, our_book


@pytest.fixture(scope="module")
def book() -> Phrasebook:
    return our_book()


def moment_with(step: str, facts: PatientFacts, now: str = "2026-03-06 09:00") -> Moment:
    """The planned moment in which a step is said."""
    moments = plan(facts, default_protocol(), at(now)).moments
    return next(moment for moment in moments if any(step in bubble.ids for bubble in moment.bubbles))


def said(
    moment: Moment, facts: PatientFacts, book: Phrasebook, reader: Reader | None = None
) -> tuple[OutgoingMessage, ...]:
    """The messages at the moment itself."""
    return render_moment(moment, facts, default_protocol(), book, reader or greta(moment.due))


def labels(message: OutgoingMessage) -> list[list[str]]:
    return [[button.label for button in row] for row in message.buttons]


def data(message: OutgoingMessage) -> list[str]:
    return [button.data or "" for row in message.buttons for button in row]


def test_the_year_is_said_message_by_message_and_every_one_reads(book: Phrasebook) -> None:
    facts, now = a_patient(a_treatment()), at("2026-03-06 09:00")
    seen = []
    while moments := plan(facts, default_protocol(), now).moments:
        now = max(now, moments[0].due)
        for message in said(moments[0], facts, book):
            text, _ = read(message.text)
            seen.append(text)
            assert len(text) < 900
            assert all(decode(one) for one in data(message))
        facts = after_saying(facts, moments[0], now)

    assert len(seen) == len(set(seen)) == 22


def test_only_the_first_message_of_a_ringing_moment_rings(book: Phrasebook) -> None:
    facts = a_patient(a_treatment())
    first = moment_with("D0-1", facts)

    assert [message.silent for message in said(first, facts, book)] == [False, True]
    assert [message.silent for message in said(replace(first, rings=False), facts, book)] == [True, True]


def test_lines_stand_below_the_step_each_on_its_own(book: Phrasebook) -> None:
    facts = a_patient(a_treatment(modifiers=(Modifier.COLD_SORES, Modifier.MELASMA)))
    moment = moment_with("D1-1", facts)
    bubble = moment.bubbles[0]

    lines = said(moment, facts, book)[0].text.splitlines()
    added = [book.say(f"line-{one.lower()}", {}, greta(moment.due)) for one in bubble.ids[1:]]
    assert bubble.ids[1:] == ("A-SUN-1", "A-HSV-1")
    assert lines[-2:] == added


def test_a_third_line_is_a_message_of_its_own(book: Phrasebook) -> None:
    modifiers = (Modifier.COLD_SORES, Modifier.MELASMA)
    facts = a_patient(a_treatment(areas=(Area.FACE, Area.SCALP), modifiers=modifiers))
    moment = moment_with("A-SCALP-1", facts)
    alone = next(place for place, bubble in enumerate(moment.bubbles) if bubble.ids == ("A-SCALP-1",))

    message = said(moment, facts, book)[alone]
    assert "\n" not in message.text
    assert labels(message) == [["I'm worried"]]


def test_the_sunscreen_opens_in_the_middle_of_the_check_in(book: Phrasebook) -> None:
    facts = a_patient(a_treatment("2026-03-06 13:00"))
    moment = moment_with("D1-2", facts, "2026-03-06 13:00")

    text = said(moment, facts, book)[0].text
    assert moment.bubbles[0].ids == ("D1-3", "D1-2")
    assert "since Sat 7 March 13:00" in text.splitlines()[-1]


def test_a_check_in_offers_its_answers_in_two_columns_and_to_be_put_off(book: Phrasebook) -> None:
    facts = a_patient(a_treatment())
    message = said(moment_with("D1-3", facts), facts, book)[0]

    assert labels(message) == [
        ["Better", "The same"],
        ["Worse", "Something new"],
        ["In 1 hour", "Tonight"],
        ["I'm worried"],
    ]
    assert data(message)[0] == "1:answer:t1:D1-3:0:better"
    assert data(message)[4:6] == ["1:snooze:t1:D1-3:0:hour", "1:snooze:t1:D1-3:0:tonight"]


def test_twice_put_off_it_cannot_be_put_off_again(book: Phrasebook) -> None:
    facts = a_patient(a_treatment())
    moment = moment_with("D1-3", facts)
    twice = tuple(Snooze("t1", "D1-3", occurrence, moment.due, moment.due) for occurrence in (1, 2))

    message = said(moment, replace(facts, snoozes=twice), book)[0]
    assert ["In 1 hour", "Tonight"] not in labels(message)


def test_what_is_not_safety_can_be_turned_off_under_every_such_message_and_only_once(book: Phrasebook) -> None:
    facts = a_patient(a_treatment())

    assert ["Only the essentials"] in labels(said(moment_with("D2-1", facts), facts, book)[0])
    assert ["Only the essentials"] not in labels(said(moment_with("D3-1", facts), facts, book)[0])
    content = replace(facts, essentials_only=True)
    assert ["Only the essentials"] not in labels(said(moment_with("W4-1", content), content, book)[0])


def test_day_four_asks_what_it_was_for_until_somebody_has_said(book: Phrasebook) -> None:
    unset, known = a_patient(a_treatment(goal=None)), a_patient(a_treatment())

    asked = data(said(moment_with("D4-1", unset), unset, book)[0])
    assert asked[0] == "1:answer:t1:D4-1:0:goal-acne-scars"
    assert sum("goal-" in one for one in asked) == 5
    assert not any("goal-" in one for one in data(said(moment_with("D4-1", known), known, book)[0]))


def test_two_areas_that_heal_side_by_side_are_told_apart(book: Phrasebook) -> None:
    face = a_treatment("2026-03-06 09:00")
    scalp = a_treatment("2026-03-07 09:05", areas=(Area.SCALP,), goal=Goal.HAIR, name="t2")
    both = plan(a_patient(face, scalp), default_protocol(), at("2026-03-07 09:05"))
    day2 = next(one for one in both.moments if any(b.step == "D2-1" for b in one.bubbles))
    alone = plan(a_patient(face), default_protocol(), at("2026-03-06 09:00")).moments[0]

    texts = [message.text for message in said(day2, a_patient(face, scalp), book)]

    assert any("Area: face." in text for text in texts)
    assert any("Area: scalp." in text for text in texts)
    assert not any("Area: " in message.text for message in said(alone, a_patient(face), book))


def test_the_next_session_and_the_last_message_lead_on(book: Phrasebook) -> None:
    facts = a_patient(a_treatment())
    part = Part("t1", "W4-N", 0, None, at("2026-04-04 09:30"))
    moment = moment_with("W4-1", facts)
    joined = replace(moment, bubbles=(*moment.bubbles, Bubble(("W4-N",), (part,), Priority.P1)))

    assert "1:new" in data(said(joined, facts, book)[-1])
    last = said(moment_with("M12-1", facts), facts, book)[0]
    assert {"1:new", "1:forget"} <= set(data(last))
    assert "1:essentials" not in data(last), "there is nothing left to thin out"


def test_a_booked_session_is_asked_after(book: Phrasebook) -> None:
    booking = BookingFacts("b1", at("2026-03-20 15:00"), BERLIN, at("2026-03-06 09:00"))
    facts = PatientFacts(BERLIN, bookings=(booking,))

    message = said(moment_with("BOOK-1", facts), facts, book)[0]
    assert [one for one in data(message) if one.startswith("1:answer:b1:BOOK-1:0:")] == [
        "1:answer:b1:BOOK-1:0:just-finished",
        "1:answer:b1:BOOK-1:0:ended-at",
        "1:answer:b1:BOOK-1:0:did-not-happen",
    ]


def test_two_sessions_of_one_day_are_one_message_with_the_stricter_moments(book: Phrasebook) -> None:
    face = a_treatment("2026-03-06 09:00", depth_mm=0.3, name="t1")
    body = a_treatment("2026-03-06 11:00", depth_mm=2.0, areas=(Area.BODY,), name="t2")
    facts = a_patient(face, body)
    moment = moment_with("D2-1", facts, "2026-03-06 11:00")

    assert set(moment.bubbles[0].about) == {"t1", "t2"}
    assert "since Sat 7 March 11:00" in visible(said(moment, facts, book)[0].text)


def test_under_an_open_worry_nothing_is_permitted(book: Phrasebook) -> None:
    worry = Concern("c1", ConcernLevel.TODAY, at("2026-03-06 20:00"))
    facts = replace(a_patient(a_treatment()), concerns=(worry,))

    text = said(moment_with("D1-1", facts, "2026-03-06 20:00"), facts, book)[0].text
    assert "ask your clinic first" in text
    assert "from Sat" not in text


def test_a_worry_is_asked_after_with_its_own_address(book: Phrasebook) -> None:
    worry = Concern("c1", ConcernLevel.TODAY, at("2026-03-08 10:00"))
    facts = replace(a_patient(a_treatment()), concerns=(worry,))

    message = said(moment_with("C-TODAY", facts, "2026-03-08 10:00"), facts, book)[0]
    assert "1:answer:c1:C-TODAY:0:sorted" in data(message)


def test_a_discreet_reader_sees_one_plain_line_and_opens_it(book: Phrasebook) -> None:
    facts = a_patient(a_treatment(modifiers=(Modifier.COLD_SORES,)))
    moment = moment_with("D1-1", facts)
    whole = said(moment, facts, book)
    covered = said(moment, facts, book, replace(greta(moment.due), discreet=True))

    assert [message.text for message in covered] == ["A note for you is ready."]
    assert data(covered[0]) == ["1:show:t1:D1-1:0", "1:worried"]
    told = after_saying(facts, moment, moment.due)
    shown = render_shown("t1", "D1-1", 0, told, default_protocol(), book, greta(moment.due))
    assert shown is not None
    assert (shown.text, shown.buttons) == (whole[0].text, whole[0].buttons)


def test_a_line_that_was_a_message_of_its_own_is_shown_alone(book: Phrasebook) -> None:
    modifiers = (Modifier.COLD_SORES, Modifier.MELASMA)
    facts = a_patient(a_treatment(areas=(Area.FACE, Area.SCALP), modifiers=modifiers))
    moment = moment_with("A-SCALP-1", facts)
    told = after_saying(facts, moment, moment.due)
    rows = (replace(row, bubble=row.step in {"D1-1", "A-SCALP-1"}) for row in told.said)
    told = replace(told, said=tuple(rows))

    for step, message in zip(("D1-1", "A-SCALP-1"), said(moment, facts, book), strict=True):
        shown = render_shown("t1", step, 0, told, default_protocol(), book, greta(moment.due))
        assert shown is not None
        assert shown.text == message.text


def test_what_was_never_sent_is_not_shown(book: Phrasebook) -> None:
    facts = a_patient(a_treatment())

    assert render_shown("t1", "D1-1", 0, facts, default_protocol(), book, greta()) is None
    assert render_shown("t2", "D9-9", 3, facts, default_protocol(), book, greta()) is None


def test_what_was_sent_covered_is_shown_as_of_now(book: Phrasebook) -> None:
    facts = a_patient(a_treatment())
    moment = moment_with("D2-1", facts)
    told = after_saying(facts, moment, moment.due)

    def shown(now: datetime) -> str:
        message = render_shown("t1", "D2-1", 0, told, default_protocol(), book, greta(now))
        return "" if message is None else message.text

    assert "from Sun 8 March 09:00" in shown(at("2026-03-07 12:00"))
    assert "since Sun 8 March 09:00" in shown(moment.due + timedelta(days=1))
