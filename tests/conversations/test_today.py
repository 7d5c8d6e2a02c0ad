"""/today and the pinned card, from the first hour to after the year. Maria's treatment ended on Friday 6 March, 15:04."""

from __future__ import annotations

from bot.care.card import card
from bot.care.work import Person, Work
from tests.content.measures import GIVES_AWAY, GLANCE
from tests.conversations.town import Town
from tests.conversations.walks import line_with, treated, until

STAGES = (
    (
        "2026-03-06 15:10",
        "Day 0. Closing",
        "Use only what your clinic gave you",
        "from Fri 6 March 21:04: lukewarm water",
    ),
    ("2026-03-07 10:00", "Day 1. Closing", "Use only what your clinic gave you", "from Sat 7 March 15:04: gentle wash"),
    ("2026-03-09 10:00", "Day 3. Settling", "SPF 30 or more", "from Mon 9 March 15:04: sport"),
    ("2026-03-13 10:00", "Day 7. Renewing", "Wash softly", "from Fri 13 March 15:04: acids and scrubs, vitamin C"),
    ("2026-03-20 16:00", "Day 14. Building", "at least until Fri 3 April 16:04", "other treatments there"),
    ("2026-06-04 10:00", "Day 90. Firming up", "Sunscreen each morning", "All of it has opened"),
    ("2027-03-06 10:00", "Day 365. The last", "Sunscreen each morning", "All of it has opened"),
)


async def test_today_says_the_day_what_to_do_and_what_opens_and_a_glance_at_the_card_gives_nothing_away(
    town: Town,
) -> None:
    maria = await treated(town)
    for when, day, to_do, opens in STAGES:
        await until(town, when)
        await maria.says("/today")

        assert day in maria.screen, when
        assert to_do in maria.screen, when
        assert opens in maria.screen.split("Opens next")[1], when
        assert "Advice from your clinic comes first." in maria.screen, when
        assert maria.card is not None
        assert GIVES_AWAY.search(maria.card.text[:GLANCE]) is None, when


async def test_what_to_leave_is_told_by_its_moment(town: Town) -> None:
    maria = await treated(town)
    await maria.says("/today")
    assert "Hands, sprays and make-up off the skin" in maria.screen
    assert "Keep out of the sun until Fri 20 March 15:04" in maria.screen

    await until(town, "2026-04-01 10:00")
    await maria.says("/today")
    assert "No bare midday sun" in maria.screen
    assert "Hands" not in maria.screen


async def test_two_areas_treated_on_two_days_are_told_apart(town: Town) -> None:
    amir = await treated(town, "Amir")
    await until(town, "2026-03-10 10:00")
    await amir.says("just finished, scalp, 0.5 mm, at the clinic")
    await amir.taps("Start")
    await amir.says("/today")

    assert "Day 0, scalp. Closing" in amir.screen
    assert "Day 4, face. Settling" in amir.screen
    assert (
        line_with(amir.screen, "hair wash")
        == "• from Wed 11 March 10:00: alcohol, hair wash, tight hats and helmets, minoxidil"
    )


async def test_a_worry_withholds_what_would_open_and_can_be_put_right_on_the_spot(town: Town) -> None:
    maria = await treated(town)
    await until(town, "2026-03-07 16:05")
    await maria.taps("Worse")
    await maria.says("/today")
    assert "ask your clinic first, for all of it" in maria.screen
    assert "make-up" not in maria.screen

    await maria.taps("Sorted")
    await maria.says("/today")
    assert "from Sun 8 March 15:04: make-up, alcohol" in maria.screen


async def test_the_card_is_pinned_once_edited_in_place_and_silent(town: Town) -> None:
    maria = await treated(town)
    assert maria.card is not None
    first = maria.card.id
    assert "Next message: Fri 6 March 19:30" in maria.card.text

    await until(town, "2026-03-08 10:00")
    await maria.says("/today")

    assert maria.card.id == first
    assert maria.card.silent
    assert "Next message: Mon 9 March 09:30" in maria.card.text
    assert len(maria.hears) == 1


async def test_the_card_is_refreshed_by_the_next_message_without_being_asked(town: Town) -> None:
    maria = await treated(town)
    await until(town, "2026-03-07 09:31")

    assert maria.card is not None
    assert "Next message: Sat 7 March 16:00" in maria.card.text


async def test_a_card_that_is_off_is_left_alone(town: Town) -> None:
    maria = await treated(town)
    assert maria.card is not None
    await maria.says("/settings")
    await maria.taps("Pinned card off")
    as_it_was = maria.card.text
    await until(town, "2026-03-09 10:00")
    await maria.says("/today")
    assert maria.card.text == as_it_was

    await maria.says("/settings")
    await maria.taps("Pinned card on")
    assert "Next message: Tue 10 March 09:30" in maria.card.text


async def test_after_the_year_today_and_the_card_say_that_it_is_over(town: Town) -> None:
    maria = await treated(town)
    await until(town, "2027-03-08 10:00")
    await maria.says("/today")

    assert "Your year with me is over" in maria.screen
    assert maria.card is not None
    assert "Nothing is planned" in maria.card.text


async def test_before_a_treatment_today_offers_to_tell_of_one(town: Town) -> None:
    maria = town.person("Maria")
    await maria.says("/start")
    await maria.taps("I am 18 or over and I agree")
    await maria.says("/today")

    assert "I do not know your treatment yet" in maria.screen
    assert "Tell me the date" in maria.buttons
    assert maria.card is None


async def test_a_card_is_nothing_without_a_patient(town: Town) -> None:
    with town.store.read() as tx:
        stranger = Person(1, 1, "en", 1)

        assert card(Work(tx, town.clock(), town.assembly.house), stranger) == ()
