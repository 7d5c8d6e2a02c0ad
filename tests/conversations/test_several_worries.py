"""More than one worry: [Sorted] closes what its own message knew of, and says so. Maria ended on Friday 6 March, 15:04."""

from __future__ import annotations

from bot.playground.values import Message
from bot.schedules.protocol import ConcernLevel
from tests.conversations.test_check_ins import worries
from tests.conversations.town import Human, Town
from tests.conversations.walks import asks, treated, until

TODAY = ConcernLevel.TODAY


async def burns_and_swells(town: Town) -> Human:
    """Burning got worse at 23:00 on day 2; ten minutes later one side swells."""
    maria = await treated(town)
    await until(town, "2026-03-08 23:00")
    await asks(maria, "Sore or burning", "Getting worse")
    await town.passes(minutes=10)
    await asks(maria, "Swelling", "More on one side")
    assert worries(town, maria) == [(TODAY, True), (TODAY, True)]
    return maria


async def test_sorted_under_an_older_answer_leaves_the_later_worry_open_and_it_is_asked_about(town: Town) -> None:
    maria = await burns_and_swells(town)
    (older,) = said(town, maria, "Sore or burning: Getting worse")
    await maria.taps_on(older, button(older, "Sorted"))

    assert worries(town, maria) == [(TODAY, False), (TODAY, True)]
    assert "Sorted: your worry of Sun 8 March 23:00." in maria.screen
    assert "Your worry of Sun 8 March 23:10 still stands." in maria.screen
    assert "My times count again" not in maria.screen
    await maria.says("/can wear make-up")
    assert "ask your clinic first" in maria.screen

    assert len(said(town, maria, "How is it now?")) == 0
    await until(town, "2026-03-09 09:00")
    assert len(said(town, maria, "How is it now?")) == 1


async def test_what_is_left_has_a_button_of_its_own(town: Town) -> None:
    maria = await burns_and_swells(town)
    (older,) = said(town, maria, "Sore or burning: Getting worse")
    await maria.taps_on(older, button(older, "Sorted"))
    await maria.taps("Sorted")

    assert worries(town, maria) == [(TODAY, False), (TODAY, False)]
    assert "My times count again" in maria.screen
    await maria.taps_on(older, button(older, "Sorted"))
    assert "no open worry" in maria.screen


async def test_sorted_under_today_closes_both_and_says_so(town: Town) -> None:
    maria = await burns_and_swells(town)
    await maria.says("/today")
    await maria.taps("Sorted")

    assert worries(town, maria) == [(TODAY, False), (TODAY, False)]
    assert "Both worries are sorted: Sun 8 March 23:00, Sun 8 March 23:10." in maria.screen


async def test_an_old_today_screen_does_not_close_what_came_up_after_it(town: Town) -> None:
    maria = await treated(town)
    await asks(maria, "Swelling", "More on one side")
    await maria.says("/today")
    screen = maria.message
    await town.passes(minutes=30)
    await maria.taps("I'm worried", "One of these")
    await maria.taps_on(screen, button(screen, "Sorted"))

    assert sorted(worries(town, maria)) == [(TODAY, False), (ConcernLevel.URGENT, True)]


async def test_a_button_of_before_asks_which_one_is_sorted(town: Town) -> None:
    maria = await burns_and_swells(town)
    await maria.taps_on(maria.message, "1:sorted")
    assert maria.screen == "You told me of more than one worry. Which one is sorted?"
    assert worries(town, maria) == [(TODAY, True), (TODAY, True)]

    await maria.taps("Sorted: Sun 8 March 23:10")
    assert worries(town, maria) == [(TODAY, True), (TODAY, False)]
    await maria.taps_on(maria.message, "1:sorted")
    assert worries(town, maria) == [(TODAY, False), (TODAY, False)], "of one worry it is the one that is meant"


async def test_the_question_about_a_worry_sorts_no_later_one(town: Town) -> None:
    maria = await burns_and_swells(town)
    await until(town, "2026-03-09 09:00")
    (question,) = said(town, maria, "How is it now?")
    await town.passes(hours=1)
    await asks(maria, "Pus, heat or more pain", "Pus or yellow crust")
    await maria.taps_on(question, button(question, "Sorted"))

    assert worries(town, maria) == [(TODAY, False), (TODAY, False), (TODAY, True)]
    assert "still stands" in maria.screen


async def test_sorted_without_a_treatment_names_no_times(town: Town) -> None:
    maria = town.person("Maria")
    await maria.says("/start")
    await maria.taps("I am 18 or over and I agree", "Yes")
    await asks(maria, "Swelling", "More on one side")
    await maria.taps("Sorted")

    assert "I am glad that it is sorted." in maria.screen
    assert "/can" not in maria.screen
    await maria.taps_on(maria.message, "1:sorted")
    assert "/can" not in maria.screen


async def test_better_to_a_check_in_says_first_that_the_worry_still_stands(town: Town) -> None:
    maria = await treated(town)
    await until(town, "2026-03-08 23:00")
    await asks(maria, "Swelling", "More on one side")
    await until(town, "2026-03-09 08:30")
    (check_in,) = said(town, maria, "Day 3. Quick check")
    assert "In 1 hour" not in str(check_in.keyboard), "nothing is put off beside the question about a worry"
    await maria.taps_on(check_in, button(check_in, "Better"))

    assert maria.screen.startswith("Your worry of Sun 8 March 23:00 still stands. Is it sorted? Then tap “Sorted”.")
    assert "Good to hear." in maria.screen
    assert "Sorted" in maria.buttons
    await maria.taps("Sorted")
    assert worries(town, maria) == [(TODAY, False)]


async def test_on_monday_a_saturdays_answer_still_says_what_was_due_and_when(town: Town) -> None:
    maria = await treated(town)
    await until(town, "2026-03-07 11:00")
    await asks(maria, "Pus, heat or more pain", "Pus or yellow crust")
    await until(town, "2026-03-09 10:00")
    await asks(maria, "Tight, dry or flaky", "Tight or dry")

    assert maria.screen.startswith("Your answer of Sat 7 March 11:00 comes first: contact your clinic that day.")
    assert maria.screen.endswith("Not done? Contact your clinic now.")


async def test_an_answer_for_the_next_working_day_keeps_its_day(town: Town) -> None:
    maria = await treated(town)
    await until(town, "2026-03-07 11:00")
    await asks(maria, "Swelling", "Not sure")
    await asks(maria, "Swelling", "As before, or going down")
    assert "comes first: contact your clinic by Mon 9 March." in maria.screen
    assert maria.screen.endswith("Contact your clinic by Mon 9 March.")

    await until(town, "2026-03-10 11:00")
    await asks(maria, "Tight, dry or flaky", "Tight or dry")
    assert "comes first: contact your clinic by Mon 9 March." in maria.screen
    assert maria.screen.endswith("Not done? Contact your clinic now.")


async def test_a_pause_with_an_open_worry_says_that_it_is_not_asked_about_either_and_whom_to_call(town: Town) -> None:
    maria = await treated(town)
    await asks(maria, "Swelling", "More on one side")
    for silence, first in (
        ("/pause", "Paused."),
        ("/stop", "All my messages are off."),
        ("/stop", "My messages are off"),
    ):
        await maria.says(silence)

        assert maria.screen.startswith(first), silence
        assert "You told me of a worry. I do not ask about it now." in maria.screen, silence
        assert "Whom to call now: your clinic." in maria.screen, silence
        assert maria.screen.endswith("Any of the urgent signs? Call 112 now."), silence
    await town.passes(days=2)
    assert said(town, maria, "How is it now?") == []


async def test_a_pause_takes_back_the_question_that_was_promised_for_the_morning(town: Town) -> None:
    maria = await treated(town)
    await asks(maria, "Swelling", "As before, or going down")
    await maria.taps("Ask me in the morning")
    await maria.says("/pause")

    assert "I said that I would ask you again. Now I do not." in maria.screen
    assert "Whom to call now: your clinic." in maria.screen


async def test_a_pause_without_a_worry_speaks_of_none(town: Town) -> None:
    maria = await treated(town)
    for silence in ("/pause", "/stop"):
        await maria.says(silence)
        assert "worry" not in maria.screen, silence


def said(town: Town, person: Human, words: str) -> list[Message]:
    """The messages of the bot that hold some words."""
    return [one for one in town.world.history(person.id) if words in one.text]


def button(message: Message, label: str) -> str:
    """What a button of a message carries."""
    return next(one.value for row in message.keyboard for one in row if one.text == label)
