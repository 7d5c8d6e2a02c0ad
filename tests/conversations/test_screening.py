"""Going through what speaks against a session: before the first one, before later ones, and whenever somebody wants."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from sqlmodel import select

from bot.schedules.protocol import Modifier
from bot.store.facts import facts_of
from bot.store.records import Draft, Screening
from tests.conversations.test_bookings import books
from tests.conversations.town import Human, Town, a_town
from tests.conversations.walks import line_with, treated, until

NONE, ON, OPEN = "None of these", "Go on", "Go through the list"
PAGES = (
    "The skin to be treated, now",
    "The skin before",
    "Your health",
    "Your medicines",
    "Place and device",
    "You, these days",
)
CLOSING = "This list is not a medical check. Please always talk to a trained professional before any new treatment."


async def asked(town: Town) -> Human:
    """Maria has booked for Thu 26 March, 15:00, and gets the check two days before it."""
    maria = await books(town)
    await until(town, "2026-03-24 10:00")
    assert "Go through the list" in maria.screen
    return maria


async def nothing_applies(person: Human, pages: int = 6) -> None:
    for _ in range(pages):
        await person.taps(NONE)


def kept(town: Town) -> list[str] | None:
    """What is stored of the only screening; `None` if there is none."""
    with town.store.read() as tx:
        row = tx.exec(select(Screening)).one_or_none()
        return list(row.points) if row is not None else None


def modifiers(town: Town, person: Human) -> frozenset[Modifier]:
    with town.store.read() as tx:
        (treatment,) = facts_of(tx, person.patient()).treatments
        return treatment.modifiers


def is_stopped(town: Town, person: Human) -> bool:
    with town.store.read() as tx:
        return facts_of(tx, person.patient()).stopped


async def test_before_her_first_session_maria_goes_through_six_pages_with_six_taps(town: Town) -> None:
    maria = await asked(town)
    await maria.taps(OPEN)
    page = maria.message.id
    for number, title in enumerate(PAGES, 1):
        assert maria.screen.startswith(f"{title} ({number} of 6)")
        assert len(maria.screen) <= 900
        await maria.taps(NONE)

    assert maria.message.id == page
    assert "Your answers of Tue 24 March" in maria.screen
    assert "Nothing on this list speaks against it. Your professional decides." in maria.screen
    assert maria.screen.endswith(CLOSING)
    assert kept(town) == []
    assert not is_stopped(town, maria)


async def test_scars_that_grow_are_a_stop_with_whom_to_call_before_which_day(town: Town) -> None:
    maria = await asked(town)
    await maria.says("+351 210 000 000")
    await maria.taps("Yes, keep it", OPEN, NONE, "Big scars …")
    assert "Which one is it?" in maria.screen
    await maria.taps("Mine grew bigger than the wound")
    assert "✓ Big scars …" in maria.buttons
    assert NONE not in maria.buttons
    await maria.taps(ON)
    await nothing_applies(maria, 4)

    told = maria.screen.split("\n")
    assert told[1] == "STOP: please do not go ahead until a professional says so."
    assert told[2] == "• Scars of yours that grew bigger than the wound."
    assert "Before you go on Thu 26 March, call +351210000000." in maria.screen
    assert "/treatment moves it" in maria.screen
    assert CLOSING in maria.screen
    assert kept(town) == ["keloid/self"]
    assert is_stopped(town, maria)


async def test_not_sure_is_one_more_tap_and_counts_as_talk(town: Town) -> None:
    maria = await asked(town)
    await maria.taps(OPEN, "A changing spot")
    assert "✓ A changing spot" in maria.buttons
    await maria.taps("✓ A changing spot")
    assert "? A changing spot" in maria.buttons
    await maria.taps(ON)
    await nothing_applies(maria, 5)

    assert "TALK to the person who treats you, or a doctor, first:" in maria.screen
    assert "• Not sure: A spot that is new, changing, bleeding or rough." in maria.screen
    assert "STOP" not in maria.screen
    assert kept(town) == ["spot/not-sure"]


async def test_not_sure_of_several_options_has_a_button_of_its_own(town: Town) -> None:
    maria = await asked(town)
    await maria.taps(OPEN, NONE, NONE, NONE, "Acne capsules …", "Not sure")
    assert "? Acne capsules …" in maria.buttons
    await maria.taps("? Acne capsules …")
    assert "✓ Not sure" in maria.buttons
    await maria.taps("It does not apply")

    assert "Acne capsules …" in maria.buttons


async def test_of_a_point_with_several_options_more_than_one_can_apply(town: Town) -> None:
    maria = await asked(town)
    await maria.taps(OPEN, NONE, NONE, NONE, NONE, NONE, "Fever, illness …")
    assert "More than one? Tap one, then come back for the next." in maria.screen
    await maria.taps("Fever, or ill these days", "✓ Fever, illness …", "Hepatitis or HIV", ON)

    assert line_with(maria.screen, "Fever") == "• Fever, or ill these days. Wait until you are well."
    assert line_with(maria.screen, "HIV") == "• Hepatitis or HIV."


async def test_perhaps_pregnant_and_diabetes_of_unknown_control_are_a_stop(town: Town) -> None:
    maria = await asked(town)
    await maria.taps(OPEN, NONE, NONE, "Diabetes …", "Not sure", ON, NONE, NONE, "Pregnancy", "✓ Pregnancy", ON)

    stop = maria.screen.split("\n")[1:4]
    assert stop[0].startswith("STOP")
    assert stop[1:] == ["• Not sure: Diabetes.", "• Not sure: You are pregnant, or might be."]


async def test_a_third_tap_takes_the_point_back(town: Town) -> None:
    maria = await asked(town)
    await maria.taps(OPEN, "Infection", "✓ Infection", "? Infection")
    assert "Infection" in maria.buttons
    assert NONE in maria.buttons


async def test_who_is_upset_by_their_looks_is_met_kindly(town: Town) -> None:
    maria = await asked(town)
    await maria.taps(OPEN, NONE, NONE, NONE, NONE, NONE)
    assert "If you like: how you look upsets you most days." in maria.screen
    await maria.taps("Upset by looks", ON)

    assert "You are not alone with it." in maria.screen
    assert "There is no hurry." in maria.screen


async def test_maria_changes_her_mind_and_the_stop_is_gone(town: Town) -> None:
    maria = await asked(town)
    await maria.taps(OPEN, "Infection", ON)
    await nothing_applies(maria, 5)
    assert is_stopped(town, maria)
    await maria.taps("Change my answers")
    assert "What I know of you is ticked." in maria.screen
    await maria.taps("✓ Infection", "? Infection", NONE)
    await nothing_applies(maria, 5)

    assert "Nothing on this list speaks against it." in maria.screen
    assert not is_stopped(town, maria)


async def test_the_answers_can_be_deleted_and_nothing_of_them_stays(town: Town) -> None:
    maria = await treated(town)
    await maria.says("/learn")
    await maria.taps("Should I have it?", NONE, NONE, NONE, "Blood thinners", ON, NONE, NONE)
    assert modifiers(town, maria) == {Modifier.BLOOD_THINNERS}
    await maria.taps("Delete these answers")

    assert "deleted" in maria.screen
    assert kept(town) is None
    assert modifiers(town, maria) == frozenset()


async def test_an_answer_changes_the_running_plan_and_taking_it_back_changes_it_again(town: Town) -> None:
    maria = await treated(town)
    await maria.says("/learn")
    await maria.taps("Should I have it?", NONE, NONE, "Smoking", ON, NONE, NONE, NONE)
    assert modifiers(town, maria) == {Modifier.SMOKING}
    await maria.says("/can go to the gym")
    assert "Tue 10 March" in maria.screen  # a day later than for others

    await maria.says("/learn")
    await maria.taps("Should I have it?")
    assert "Smoking or vaping. Skin mends more slowly." in maria.screen
    await maria.taps("Change my answers", NONE, NONE, "✓ Smoking", "? Smoking", NONE, NONE, NONE, NONE)
    await maria.says("/can go to the gym")
    assert "Mon 9 March" in maria.screen


async def test_what_was_told_with_the_treatment_is_ticked_and_stays_with_the_treatment(town: Town) -> None:
    maria = town.person("Maria")
    await maria.says("/start")
    await maria.taps("I am 18 or over and I agree", "Yes", "Just now", "Face", "Clinic, depth not known")
    await maria.taps("Cold sores", "Done", "Start")
    await maria.says("/learn")
    await maria.taps("Should I have it?")
    assert "What I know of you is ticked." in maria.screen
    await maria.taps(NONE)
    assert "✓ Cold sores, ever" in maria.buttons
    await maria.taps("✓ Cold sores, ever", "? Cold sores, ever", NONE)
    await nothing_applies(maria, 4)

    assert kept(town) == []
    assert modifiers(town, maria) == {Modifier.COLD_SORES}


async def test_soon_after_a_session_the_list_names_the_first_day_for_another_one(town: Town) -> None:
    maria = await treated(town)
    await maria.says("/learn")
    await maria.taps("Should I have it?")
    await nothing_applies(maria)

    assert "STOP" in maria.screen
    assert "• The same area again before Fri 3 April: too soon." in maria.screen
    assert not is_stopped(town, maria)  # it passes by itself
    await until(town, "2026-04-03 12:00")
    await maria.says("/learn")
    await maria.taps("Should I have it?")
    assert "too soon" not in maria.screen
    assert "Your answers of Fri 6 March" in maria.screen


async def test_a_booked_date_that_a_session_makes_too_early_is_a_stop(town: Town) -> None:
    maria = await treated(town)
    await maria.says("/treatment")
    await maria.taps("I had another session")
    await maria.says("10 April 15:00")
    await maria.taps("Yes, note it")
    await until(town, "2026-03-20 15:00")
    await maria.says("/treatment")
    await maria.taps("I had another session", "Just now", "Face", "Clinic, depth not known", "Start")
    await maria.says("/learn")
    await maria.taps("Is it for me?", "Should I have it?")
    await nothing_applies(maria)

    assert line_with(maria.screen, "too soon") == (
        "• The same area again before Fri 17 April: too soon. For another area, this does not count."
    )
    assert "Before you go on Fri 10 April, call your clinic." in maria.screen


async def test_before_a_later_session_the_list_is_short_and_what_was_told_still_counts(town: Town) -> None:
    maria = await asked(town)
    await maria.taps(OPEN, NONE, NONE, NONE, NONE, NONE, "Age …", "18 to 21", ON)
    assert "The makers' labels say 22 and over." in maria.screen
    await until(town, "2026-03-26 15:05")
    await maria.taps("Just finished", "Face", "Clinic, depth not known", "None of these", "Start")
    await until(town, "2026-05-01 12:00")
    await maria.says("/treatment")
    await maria.taps("I had another session")
    await maria.says("27 May 2026 15:00")
    await maria.taps("Yes, note it")
    await until(town, "2026-05-25 10:00")
    await maria.taps(OPEN)
    assert maria.screen.startswith("The skin to be treated, now (1 of 3)")
    await maria.taps(NONE)
    assert "Any other new medicine? Tell your clinic." in maria.screen
    await maria.taps(NONE, NONE)

    assert "TALK" in maria.screen
    assert "The makers' labels say 22 and over." in maria.screen
    assert kept(town) == ["age/under-22"]


async def test_the_quick_answers_still_work_and_offer_the_list(town: Town) -> None:
    maria = await asked(town)
    question = maria.message
    for answer, needed in (("Something", "call your clinic"), ("Not sure", "ask first"), (NONE, CLOSING[:30])):
        data = next(one.value for row in question.keyboard for one in row if one.text == answer)
        await maria.taps_on(question, data)
        assert needed in maria.screen
        assert OPEN in maria.buttons
    await maria.taps(OPEN)
    assert maria.screen.startswith(PAGES[0])


async def test_typing_it_opens_the_list_too(town: Town) -> None:
    maria = await asked(town)
    await maria.says("go through the list")

    assert maria.screen.startswith(PAGES[0])


async def test_nobody_gets_to_the_result_past_a_page(town: Town) -> None:
    maria = await asked(town)
    await maria.taps(OPEN)
    await maria.taps_on(maria.message, "1:screen-done:long")
    assert maria.screen.startswith("The skin before (2 of 6)")
    await maria.taps_on(maria.message, "1:screen-page:long:6")
    assert maria.screen.startswith("Your health (3 of 6)")
    await maria.taps("◀ Back", "◀ Back")
    assert maria.screen.startswith(PAGES[0])

    assert kept(town) is None


async def test_old_doubled_and_forged_taps_have_their_right_answer(town: Town) -> None:
    maria = await asked(town)
    await maria.taps(OPEN)
    page = maria.message
    for forged in (
        "1:screen-tick:long:moon", "1:screen-set:long:keloid:moon", "1:screen:tall", "1:screen-page:long:x",
        "1:screen-tick:short:keloid", "1:screen-done:wide", "1:screen-set:long",
    ):  # fmt: skip
        await maria.taps_on(page, forged)
        assert "I cannot use that button" in maria.hears[-1], forged
    await nothing_applies(maria)
    result = maria.message
    await maria.taps_on(result, "1:screen-done:long")
    assert "Your answers of Tue 24 March" in maria.screen
    assert kept(town) == []
    await maria.taps_on(result, "1:screen-tick:long:spot")
    assert "✓ A changing spot" in maria.buttons
    assert kept(town) == []  # not before the last page


async def test_half_way_through_nothing_is_lost_and_nothing_counts(town: Town) -> None:
    maria = await asked(town)
    await maria.taps(OPEN, "Infection", ON)
    assert not is_stopped(town, maria)
    await town.passes(hours=3)
    await maria.says("/learn")
    await maria.taps("Should I have it?")

    assert maria.screen.startswith("The skin to be treated, now (1 of 6)")
    assert "✓ Infection" in maria.buttons


async def test_after_forget_nothing_of_it_is_left(town: Town) -> None:
    maria = await asked(town)
    await maria.taps(OPEN, "Infection", ON)
    await nothing_applies(maria, 5)
    await maria.taps("Change my answers")
    await maria.says("/forget")
    await maria.taps("Yes, erase everything")

    assert kept(town) is None
    with town.store.read() as tx:
        assert tx.exec(select(Draft)).all() == []


async def test_a_stranger_reads_the_list_and_nothing_is_asked_or_kept(town: Town) -> None:
    amir = town.person("Amir")
    await amir.says("/learn")
    assert "Should I have it?" not in amir.buttons
    await amir.taps("Who should wait?", "More ▶")
    assert "Your skin there, right now" in amir.screen
    for forged in ("1:screen:long", "1:screening", "1:screen-done:long", "1:screen-tick:long:spot", "1:screen-clear"):
        await amir.taps_on(amir.message, forged)
        assert "/start" in amir.hears[-1], forged

    assert amir.patient_or_none() is None
    assert kept(town) is None


@pytest.fixture
async def town_of_lists(tmp_path: Path) -> AsyncIterator[Town]:
    """A bot whose host has chosen lists."""
    async with a_town(tmp_path, triage="list") as made:
        yield made


async def test_where_the_host_shows_lists_it_is_the_same_list_for_everybody(town_of_lists: Town) -> None:
    town = town_of_lists
    maria = await asked(town)
    await maria.taps(OPEN)
    assert maria.screen.startswith("Who should wait?")
    assert "It is the same list for everybody." in maria.screen
    for forged in ("1:screen-tick:long:spot", "1:screening", "1:screen-done:long", "1:screen-page:long:2"):
        await maria.taps_on(maria.message, forged)
        assert maria.screen.startswith("Who should wait?"), forged
    await maria.says("/learn")
    assert "Should I have it?" not in maria.buttons

    assert kept(town) is None
    with town.store.read() as tx:
        assert tx.exec(select(Draft)).all() == []


async def test_the_answers_stand_in_the_order_stop_talk_care(town: Town) -> None:
    maria = await asked(town)
    await maria.taps(OPEN, "Infection", ON, "Brown patches", ON, "Smoking", ON, NONE, NONE, NONE)
    lines = maria.screen.split("\n")
    order = [lines.index(line_with(maria.screen, word)) for word in ("STOP", "TALK", "CARE")]

    assert order == sorted(order)
    assert lines[order[0] + 1].startswith("• Infected")
    assert lines[order[1] + 1].startswith("• Brown patches")
    assert lines[order[2] + 1].startswith("• Smoking")
