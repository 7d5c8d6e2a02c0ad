"""Sessions that are still to come."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from bot.store.states import TreatmentState
from tests.conversations.test_registering import only_treatment, treatments
from tests.conversations.town import Human, Town
from tests.conversations.walks import reads, treated, until
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


async def test_what_comes_at_once_stands_among_the_first_messages(town: Town) -> None:
    maria = town.person("Maria")
    await maria.says("/start")
    await maria.taps(AGREE, "Yes", "It is still to come", "9", "15:00")

    assert "My first messages:\n• Now: what to leave out before the visit\n• Now: check before" in maria.screen


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


def pushed(town: Town, human: Human, word: str) -> list[str]:
    """When messages that hold a word came, on the clocks of Lisbon."""
    there = ZoneInfo(LISBON)
    found = (one for one in town.world.history(human.id) if one.from_bot and word in one.text)
    return [f"{one.date.astimezone(there):%a %d %b %H:%M}" for one in found]


async def test_what_comes_before_and_after_follows_a_date_that_moves(town: Town) -> None:
    """Booked for 26 March, put off on the 20th to 9 April, and that day to the 10th."""
    maria = await books(town)
    await until(town, "2026-03-20 12:00")
    assert pushed(town, maria, "Your visit comes closer: Thu 26 March") == ["Thu 19 Mar 09:30"]
    await maria.says("/treatment")
    await maria.taps("Thu 26 March, 15:00", "Move it", "▶", "9", "15:00", "Yes, note it")
    await until(town, "2026-04-09 10:00")
    assert pushed(town, maria, "Your visit comes closer: Thu 9 April") == ["Thu 02 Apr 09:30"]
    assert pushed(town, maria, "A quick check before Thu 9 April") == ["Tue 07 Apr 09:30"]
    await maria.says("/treatment")
    await maria.taps("Thu 9 April, 15:00", "Move it", "10", "15:00", "Yes, note it")
    await until(town, "2026-04-10 16:00")

    assert pushed(town, maria, "comes closer") == ["Thu 19 Mar 09:30", "Thu 02 Apr 09:30"], "a day more is no news"
    assert pushed(town, maria, "A quick check before") == ["Tue 07 Apr 09:30"]
    assert pushed(town, maria, "How did it go?") == ["Fri 10 Apr 15:00"]


async def test_a_date_that_moves_closer_is_told_at_once_what_a_week_before_it_would_have_said(town: Town) -> None:
    maria = await books(town)
    await maria.says("/treatment")
    await maria.taps("Thu 26 March, 15:00", "Move it", "11", "15:00", "Yes, note it")

    assert [text for text in maria.hears if "retinol" in text]
    assert "Your visit comes closer: Wed 11 March" in maria.screen
    await until(town, "2026-03-12 10:00")
    assert pushed(town, maria, "A quick check before Wed 11 March") == ["Mon 09 Mar 09:30"]
    assert pushed(town, maria, "How did it go?") == ["Wed 11 Mar 15:00", "Thu 12 Mar 09:30"]


async def test_what_was_said_a_week_before_is_not_said_again_in_the_reply_to_moving(town: Town) -> None:
    maria = await books(town, "16", "15:00")
    await until(town, "2026-03-09 12:00")
    await maria.says("/treatment")
    await maria.taps("Mon 16 March, 15:00", "Move it", "12", "15:00", "Yes, note it")

    assert not [text for text in maria.hears if "retinol" in text]


async def test_booked_for_the_same_day_the_reply_offers_the_check_that_would_come_too_late(town: Town) -> None:
    maria = town.person("Maria")
    await maria.says("/start")
    await maria.taps(AGREE, "Yes")
    await maria.says("today 16:30")
    await maria.taps("Yes, note it")

    assert "is there anything that speaks against it?" in maria.screen
    assert "Go through the list" in maria.buttons


async def test_booked_at_night_for_the_next_morning_the_reply_offers_the_check_as_well(town: Town) -> None:
    await until(town, "2026-03-06 22:00")
    maria = town.person("Maria")
    await maria.says("/start")
    await maria.taps(AGREE, "Yes")
    await maria.says("7 March 10:00")
    await maria.taps("Yes, note it")
    assert "Go through the list" in maria.buttons
    await until(town, "2026-03-07 09:59")

    assert pushed(town, maria, "A quick check before") == []


async def test_a_date_that_is_called_off_asks_nothing_more_and_can_be_brought_back(town: Town) -> None:
    maria = await books(town)
    await maria.says("/treatment")
    await maria.taps("Thu 26 March, 15:00")
    assert "It did not happen" not in maria.buttons, "it still lies ahead"
    await maria.taps("Cancel this date")
    assert only_treatment(town).state is TreatmentState.NOT_HAPPENED
    assert await town.assembly.next_moment() is None
    await maria.taps("Undo")

    assert await town.assembly.next_moment() == at("2026-03-19 09:30", LISBON)


async def test_confirmed_three_days_after_the_hour_is_asked_and_only_what_is_still_true_is_said(town: Town) -> None:
    maria = await books(town)
    await until(town, "2026-03-29 12:00")
    asked = pushed(town, maria, "How did it go?")
    assert asked == ["Thu 26 Mar 15:00", "Fri 27 Mar 09:30"], "once more next morning, then never"
    await maria.taps("Just finished")
    assert "It was planned for Thu 26 March, 15:00. That is a while ago" in maria.screen
    assert "Thu 26 March: when did it end?" in maria.screen
    await maria.taps("16:30", "Face", "Clinic, depth not known", "None of these", "Start")

    assert only_treatment(town).ends_at == at("2026-03-26 16:30", LISBON)
    (summary,) = maria.hears
    assert "Now: Days 1 to 3" in summary
    assert "Open: " in summary
    assert "I was away" not in summary, "she knows why it comes now"
    await until(town, "2026-03-30 10:00")
    assert not [
        text for text in maria.hears if text.startswith(("Good morning. This is day 1", "Tonight", "Hello, day 2"))
    ]


async def test_a_date_that_passed_while_the_bot_was_away_is_asked_about_where_she_looks(town: Town) -> None:
    maria = await books(town)
    await town.clock_reads("2026-03-25 20:00")
    await town.clock_reads("2026-03-28 12:00")
    assert pushed(town, maria, "How did it go?") == [], "its time was over"
    await maria.says("/today")
    assert "Your session was booked for Thu 26 March. Did it take place?" in maria.screen
    await maria.taps("It took place", "15:00", "Face", "Clinic, depth not known", "None of these", "Start")

    assert only_treatment(town).ends_at == at("2026-03-26 15:00", LISBON)


async def test_it_cannot_have_ended_in_the_future_nor_before_the_session_before_it(town: Town) -> None:
    maria = await treated(town)
    await maria.says("/treatment")
    await maria.taps("I had another session", "It is still to come", "▶", "8", "15:00", "Yes, note it")
    await until(town, "2026-04-08 15:30")
    await maria.taps("It ended at …")
    assert "It is still to come" not in maria.buttons
    await maria.says("tomorrow 15:00")
    assert "That lies ahead, so it cannot be over yet." in maria.screen
    await maria.taps("Another time")
    await maria.says("5 March 15:00")
    assert "Your session before it ended later than that: Fri 6 March, 15:04." in maria.screen
    assert len(treatments(town)) == 2
    await maria.taps("Another time", "15:00", "Face", "Clinic, depth not known", "Start")

    assert [one.state for one in treatments(town)] == [TreatmentState.DONE, TreatmentState.DONE]


async def test_it_lies_ahead_after_all_and_is_moved(town: Town) -> None:
    maria = await books(town)
    await until(town, "2026-03-26 15:30")
    await maria.taps("It ended at …")
    await maria.says("1 April 15:00")
    await maria.taps("Move it", "▶", "1", "15:00", "Yes, note it")

    assert (only_treatment(town).state, only_treatment(town).ends_at) == (
        TreatmentState.BOOKED,
        at("2026-04-01 15:00", LISBON),
    )


async def test_settled_in_two_ways_one_after_the_other_it_is_settled_once(town: Town) -> None:
    maria = await books(town)
    await until(town, "2026-03-26 15:05")
    asked = maria.message
    await maria.taps("Just finished", "Face", "Clinic, depth not known", "None of these")
    summary = maria.message
    await maria.taps_on(asked, asked.keyboard[1][0].value)
    assert only_treatment(town).state is TreatmentState.NOT_HAPPENED
    await maria.taps_on(summary, summary.keyboard[0][0].value)
    assert "That form is closed" in maria.screen
    assert only_treatment(town).state is TreatmentState.NOT_HAPPENED
    await maria.taps("Undo")
    await maria.taps_on(asked, asked.keyboard[0][0].value)
    await maria.taps("Face", "Clinic, depth not known", "None of these", "Start")
    await maria.taps_on(asked, asked.keyboard[1][0].value)

    assert only_treatment(town).state is TreatmentState.DONE


async def test_the_question_about_the_old_date_does_not_call_off_the_new_one(town: Town) -> None:
    maria = await books(town)
    await until(town, "2026-03-26 15:05")
    asked = maria.message
    await maria.says("/treatment")
    await maria.taps("Thu 26 March, 15:00", "Move it", "▶", "9", "15:00", "Yes, note it")
    await maria.taps_on(asked, asked.keyboard[1][0].value)

    assert "You have moved it, and it stays as it is" in reads(town, maria, asked.id)
    assert (only_treatment(town).state, only_treatment(town).ends_at) == (
        TreatmentState.BOOKED,
        at("2026-04-09 15:00", LISBON),
    )


async def test_two_booked_sessions_are_each_asked_about_and_settled_alone(town: Town) -> None:
    maria = await books(town, "12", "15:00")
    await maria.says("/treatment")
    await maria.taps("I had another session", "It is still to come", "19", "15:00", "Yes, note it")
    await until(town, "2026-03-12 15:05")
    await maria.taps("It did not happen")
    await until(town, "2026-03-19 15:05")
    await maria.taps("Just finished", "Face", "Clinic, depth not known", "None of these", "Start")

    assert {f"{one.ends_at:%d}": one.state for one in treatments(town)} == {
        "12": TreatmentState.NOT_HAPPENED,
        "19": TreatmentState.DONE,
    }
    assert pushed(town, maria, "How did it go?") == ["Thu 12 Mar 15:00", "Thu 19 Mar 15:00"]


async def test_just_finished_typed_on_the_day_is_the_booked_one(town: Town) -> None:
    maria = await books(town, "12", "18:00")
    await until(town, "2026-03-12 10:30")
    await maria.says("just finished, face, at the clinic, depth not known")
    await maria.taps("None of these", "Start")
    assert "Is this the session that was planned for Thu 12 March, 18:00?" in maria.screen
    await maria.taps("Yes, that one")

    told = only_treatment(town)
    assert (told.state, told.ends_at) == (TreatmentState.DONE, at("2026-03-12 10:30", LISBON))
    await until(town, "2026-03-13 12:00")
    assert pushed(town, maria, "How did it go?") == []


async def test_who_needles_at_home_is_not_told_of_a_clinic_because_a_date_is_booked(town: Town) -> None:
    maria = town.person("Maria")
    await maria.says("/start")
    await maria.taps(AGREE, "Yes", "14:30", "Face", "I did it at home", "Up to 0.3 mm", "None of these", "Start")
    await maria.says("/treatment")
    await maria.taps("I had another session", "It is still to come", "20", "15:00", "Yes, note it")
    await until(town, "2026-03-14 10:00")

    assert "Your date comes closer: Fri 20 March" in "".join(maria.hears)
    assert not [text for text in maria.hears if "your clinic" in text]


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
