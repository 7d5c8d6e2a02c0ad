"""Telling of a session in one's own words: what is said is not asked again, what cannot be is asked back."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.schedules.protocol import Area, Goal, Modifier, Setting
from tests.conversations.test_registering import only_treatment, treatments
from tests.conversations.town import Human, Town, a_town
from tests.people import LISBON, at

AGREE = "I am 18 or over and I agree"


async def at_when(town: Town) -> Human:
    """Maria at the question "when did it end?"."""
    maria = town.person("Maria")
    await maria.says("/start")
    await maria.taps(AGREE, "Yes")
    return maria


async def test_one_sentence_leaves_only_what_it_does_not_say(town: Town) -> None:
    maria = await at_when(town)
    await maria.says("yesterday 15:00, 1.5 mm, face")
    assert maria.hears == ["Who did it?"]
    await maria.taps("A clinic", "None of these", "Start")

    told = only_treatment(town)
    assert told.ends_at == at("2026-03-05 15:00", LISBON)
    assert (told.areas, told.depth_mm, told.setting) == (frozenset({Area.FACE}), 1.5, Setting.PROFESSIONAL)


async def test_just_finished_is_now(town: Town) -> None:
    maria = await at_when(town)
    await maria.says("just finished")
    await maria.taps("Face", "Clinic, depth not known", "None of these", "Start")

    assert only_treatment(town).ends_at == at("2026-03-06 15:04", LISBON)


async def test_another_one_today_that_has_just_finished_has_its_time(town: Town) -> None:
    maria = await at_when(town)
    await maria.says("i had another session today, face, just finished")
    assert maria.screen.startswith("Who did it")
    await maria.taps("Clinic, depth not known", "None of these", "Start")

    assert only_treatment(town).ends_at == at("2026-03-06 15:04", LISBON)


@pytest.mark.parametrize("words", ["i take eliquis", "xarelto", "Warfarin", "aspirin daily"])
async def test_a_blood_thinner_is_ticked_by_its_name(town: Town, words: str) -> None:
    maria = await at_when(town)
    await maria.taps("Just now", "Face", "Clinic, depth not known")
    await maria.says(words)

    assert any("✓" in one or "☑" in one or "✅" in one for one in maria.buttons if "thinner" in one.casefold()), (
        maria.buttons
    )


async def test_an_hour_ago_is_an_hour_ago(town: Town) -> None:
    maria = await at_when(town)
    await maria.says("an hour ago")
    await maria.taps("Face", "Clinic, depth not known", "None of these", "Start")

    assert only_treatment(town).ends_at == at("2026-03-06 14:04", LISBON)


async def test_every_question_can_be_answered_by_typing(town: Town) -> None:
    maria = await at_when(town)
    for words in ("yesterday", "15:00", "face and neck", "1,5", "a clinic", "none"):
        await maria.says(words)
        assert len(maria.hears) == 1, (words, maria.hears)
    assert "Face, Neck" in maria.screen
    await maria.taps("Start")

    told = only_treatment(town)
    assert (told.ends_at, told.depth_mm) == (at("2026-03-05 15:00", LISBON), 1.5)


async def test_twelve_oh_five_may_be_two_days_or_a_time(town: Town) -> None:
    await town.clock_reads("2026-11-22 15:04")
    maria = await at_when(town)
    await maria.says("12.05")

    assert maria.buttons == ["Tue 12 May", "Sun 22 November, 12:05", "Sat 5 December", "I'm worried"]
    await maria.taps("Sun 22 November, 12:05", "Face", "Clinic, depth not known", "None of these", "Start")
    assert only_treatment(town).ends_at == at("2026-11-22 12:05", LISBON)


@pytest.mark.parametrize(
    ("words", "answer"),
    [
        ("31 February", "does not exist"),
        ("25:99", "does not exist"),
        ("three years ago", "one year at most"),
        ("3 March 2023", "one year at most"),
        ("next year", "up to 60 days ahead"),
        ("in 90 days", "up to 60 days ahead"),
        ("yesterday or today", "not sure that I read that right"),
    ],
)
async def test_an_impossible_day_is_asked_again_with_the_limits(town: Town, words: str, answer: str) -> None:
    maria = await at_when(town)
    await maria.says(words)

    assert answer in maria.screen
    assert "When did your session end?" in maria.screen
    assert "14:30" in maria.buttons


async def test_a_time_that_the_clocks_left_out_is_asked_again(town: Town) -> None:
    await town.clock_reads("2026-03-29 12:00")
    maria = await at_when(town)
    await maria.says("today 01:30")

    assert "does not exist" in maria.screen
    await maria.taps("Just now", "Face", "Clinic, depth not known", "None of these", "Start")
    assert len(treatments(town)) == 1


async def test_a_depth_over_two_and_a_half_is_asked_back(town: Town) -> None:
    maria = await at_when(town)
    await maria.says("just finished, face, 3 mm")
    assert "Did you mean 0.3 mm?" in maria.screen
    await maria.taps("Yes, 0.3 mm", "A clinic", "None of these", "Start")

    assert only_treatment(town).depth_mm == 0.3


async def test_a_depth_that_cannot_be_is_asked_again(town: Town) -> None:
    maria = await at_when(town)
    await maria.says("just finished, face")
    await maria.says("99 mm")

    assert "from 0.1 to 2.5 mm" in maria.screen
    await maria.taps("No, another depth", "Clinic, depth not known")
    assert "Does any of this apply" in maria.screen


async def test_more_than_half_a_millimetre_at_home_gets_the_words_for_it(town: Town) -> None:
    maria = await at_when(town)
    await maria.says("just finished, face, at home, 1 mm")

    assert "not for home use" in maria.screen
    assert treatments(town) == []


async def test_a_length_that_is_too_long_for_home_is_noticed_when_home_is_said_last(town: Town) -> None:
    maria = await at_when(town)
    await maria.says("just finished, face, 1 mm")
    await maria.taps("I did, at home")

    assert "not for home use" in maria.screen


async def test_a_device_with_radio_waves_is_out_of_scope(town: Town) -> None:
    maria = await at_when(town)
    await maria.says("just finished Morpheus8 on my face")

    assert "heals in another way" in maria.screen
    assert treatments(town) == []


async def test_a_session_can_be_told_without_being_asked(town: Town) -> None:
    maria = town.person("Maria")
    await maria.registers("14:30")
    await town.passes(days=40)
    await maria.says("I had another treatment yesterday at 15:00, neck")
    await maria.taps("Clinic, up to 0.5 mm", "Start")

    assert len(treatments(town)) == 2


async def test_an_edited_message_counts_while_a_question_is_open_and_only_then(town: Town) -> None:
    maria = await at_when(town)
    await maria.says("31 February")
    await maria.edits("an hour ago")
    assert maria.hears == ["Where were you treated?"]
    await maria.taps("Face", "Clinic, depth not known", "None of these", "Start")
    await maria.edits("two hours ago, my treatment")

    assert maria.hears == []
    assert len(treatments(town)) == 1


async def test_what_is_about_something_else_is_not_taken_for_a_session(town: Town) -> None:
    maria = town.person("Maria")
    await maria.registers("14:30")
    for words in ("just finished dinner", "I was at the gym an hour ago and my face is red", "yesterday my neck hurt"):
        await maria.says(words)
        assert "Where were you treated?" not in maria.screen, words
        assert "Who did it" not in maria.screen, words

    assert len(treatments(town)) == 1


async def test_yes_is_an_answer_where_a_yes_is_asked_for(town: Town) -> None:
    maria = town.person("Maria")
    await maria.says("/start")
    await maria.taps(AGREE)
    await maria.says("no")
    assert "What does your clock show" in maria.screen
    for words in ("Lisbon", "yes", "just finished", "face", "a clinic, depth not known", "none", "Yes."):
        await maria.says(words)

    assert len(treatments(town)) == 1


async def test_a_session_on_another_area_asks_anew_what_it_is_for(town: Town) -> None:
    maria = town.person("Maria")
    await maria.registers("14:30")
    await town.passes(days=4)
    await maria.taps("Acne scars")
    await town.passes(days=30)
    for area in ("face", "scalp"):
        await maria.says(f"another session, just finished, {area}, at the clinic, depth not known")
        await maria.taps("Start")

    goals = {area: one.goal for one in treatments(town) for area in one.areas if one.registered_at == town.clock()}
    assert goals == {Area.FACE: Goal.ACNE_SCARS, Area.SCALP: None}


async def test_in_the_hour_that_comes_twice_a_time_that_has_ended_is_not_ahead(tmp_path: Path) -> None:
    async with a_town(tmp_path, now="2026-10-25 00:40", zone=LISBON) as town:
        town.clock.set(datetime(2026, 10, 25, 0, 40, tzinfo=UTC))
        maria = await at_when(town)
        await maria.taps("01:00", "Face", "Clinic, depth not known", "None of these", "Start")

        assert only_treatment(town).ends_at == datetime(2026, 10, 25, 0, 0, tzinfo=UTC)


async def test_two_hours_ago_is_not_late_because_the_taps_took_three_minutes(town: Town) -> None:
    maria = await at_when(town)
    await maria.says("2 hours ago")
    await town.passes(minutes=3)
    await maria.taps("Face", "Clinic, depth not known", "None of these")
    assert "first notes" in maria.screen
    await maria.taps("Start")
    await town.settle()

    assert any("Make-up: from" in message.text for message in maria._said())


async def test_what_a_sentence_says_of_the_person_is_ticked_and_still_asked(town: Town) -> None:
    maria = await at_when(town)
    await maria.says("half an hour ago, neck, I have cold sores and diabetes")
    await maria.taps("Clinic, depth not known", "Done", "Start")

    assert only_treatment(town).modifiers == frozenset({Modifier.COLD_SORES, Modifier.DIABETES})


async def test_a_clock_time_that_no_place_shows_is_asked_back(town: Town) -> None:
    maria = town.person("Maria")
    await maria.says("/start")
    await maria.taps(AGREE, "Another time or country")
    await maria.says("17:17")

    assert "No place that I know shows that time" in maria.screen
