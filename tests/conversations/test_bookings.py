"""Sessions that are still to come."""

from __future__ import annotations

from bot.store.states import TreatmentState
from tests.conversations.test_registering import only_treatment, treatments
from tests.conversations.town import Human, Town
from tests.people import LISBON, at

AGREE = "I am 18 or over and I agree"


async def books(town: Town, *taps: str) -> Human:
    """Maria books a session: on Thu 26 March at 15:00, unless other taps are given."""
    maria = town.person("Maria")
    await maria.says("/start")
    await maria.taps(AGREE, "Yes", "It is still to come", *(taps or ("26", "15:00")), "Yes, note it")
    return maria


async def test_a_session_to_come_is_noted_and_nothing_of_the_aftercare_starts(town: Town) -> None:
    maria = await books(town)

    assert "Noted: Thu 26 March, 15:00." in maria.hears[0] if maria.hears else "Noted: Thu 26 March" in maria.screen
    booked = only_treatment(town)
    assert (booked.state, booked.ends_at) == (TreatmentState.BOOKED, at("2026-03-26 15:00", LISBON))
    assert await town.assembly.next_moment() == at("2026-03-19 09:30", LISBON)


async def test_a_future_date_that_is_typed_is_a_booking_and_no_mistake(town: Town) -> None:
    maria = town.person("Maria")
    await maria.says("/start")
    await maria.taps(AGREE, "Yes")
    await maria.says("26 March 15:00")
    assert "Still to come: Thu 26 March, 15:00" in maria.screen
    await maria.taps("Yes, note it")

    assert only_treatment(town).state is TreatmentState.BOOKED


async def test_booked_too_late_for_the_week_before_it_is_said_at_once(town: Town) -> None:
    maria = await books(town, "9", "15:00")

    assert any("retinol" in text for text in maria.hears)


async def test_the_check_before_it_is_answered_usefully(town: Town) -> None:
    maria = await books(town)
    await town.passes(days=18)
    assert "quick check" in maria.screen
    await maria.taps("Not sure")
    assert "ask first" in maria.screen
    await maria.taps("None of these")

    assert "not a medical check" in maria.screen


async def test_done_and_just_finished_asks_what_was_done_and_starts(town: Town) -> None:
    maria = await books(town)
    await town.clock_reads("2026-03-24 10:00")
    await town.clock_reads("2026-03-26 15:00")
    assert "How did it go?" in maria.screen
    await town.clock_reads("2026-03-26 15:20")
    await maria.taps("Just finished", "Face", "Clinic, depth not known", "None of these", "Start")

    told = only_treatment(town)
    assert (told.state, told.ends_at) == (TreatmentState.DONE, at("2026-03-26 15:20", LISBON))
    assert "first notes" in maria.hears[0] or "automatic reminder service" in maria.hears[0]


async def test_it_ended_at_another_time(town: Town) -> None:
    maria = await books(town)
    await town.clock_reads("2026-03-26 18:00")
    await maria.taps("It ended at …")
    assert "Thu 26 March: when did it end?" in maria.screen
    await maria.taps("16:30", "Face", "Clinic, depth not known", "None of these", "Start")

    assert only_treatment(town).ends_at == at("2026-03-26 16:30", LISBON)


async def test_a_form_that_is_left_half_way_is_asked_for_again_next_morning(town: Town) -> None:
    maria = await books(town)
    await town.clock_reads("2026-03-26 15:05")
    await maria.taps("Just finished")
    await town.clock_reads("2026-03-27 09:30")

    assert "How did it go?" in maria.screen
    assert only_treatment(town).state is TreatmentState.BOOKED


async def test_it_did_not_happen_and_can_be_undone(town: Town) -> None:
    maria = await books(town)
    await town.clock_reads("2026-03-26 15:05")
    await maria.taps("It did not happen")
    assert "Nothing has been started" in maria.screen
    assert only_treatment(town).state is TreatmentState.NOT_HAPPENED
    await maria.taps("Undo")

    assert only_treatment(town).state is TreatmentState.BOOKED


async def test_a_settled_booking_says_so_when_its_old_buttons_are_tapped(town: Town) -> None:
    maria = await books(town)
    await town.clock_reads("2026-03-26 15:05")
    asked = maria.message
    await maria.taps("It did not happen")
    await maria.taps_on(asked, asked.keyboard[0][0].value)

    assert "settled already" in next(one.text for one in town.world.history(maria.id) if one.id == asked.id)


async def test_a_booking_is_moved(town: Town) -> None:
    maria = await books(town)
    await maria.says("/treatment")
    await maria.taps("Thu 26 March, 15:00", "Move it", "27", "16:00", "Yes, note it")

    assert only_treatment(town).ends_at == at("2026-03-27 16:00", LISBON)
    assert len(treatments(town)) == 1


async def test_further_than_sixty_days_is_refused_with_the_limit(town: Town) -> None:
    maria = town.person("Maria")
    await maria.says("/start")
    await maria.taps(AGREE, "Yes", "It is still to come", "▶", "▶")
    assert "May 2026" in maria.buttons
    assert "5" in maria.buttons
    assert "6" not in maria.buttons
    await maria.says("20 May 2026")

    assert "up to 60 days ahead" in maria.screen


async def test_later_today_is_a_booking_too(town: Town) -> None:
    maria = town.person("Maria")
    await maria.says("/start")
    await maria.taps(AGREE, "Yes")
    await maria.says("today 18:00")
    await maria.taps("Yes, note it")

    assert only_treatment(town).state is TreatmentState.BOOKED
    await town.clock_reads("2026-03-06 18:00")
    assert "How did it go?" in maria.screen


async def test_what_it_was_for_is_asked_on_day_four_and_kept(town: Town) -> None:
    maria = town.person("Maria")
    await maria.registers("14:30")
    await town.passes(days=4)
    await maria.taps("Acne scars")

    assert "fit that" in maria.screen
    assert only_treatment(town).goal == "acne-scars"
