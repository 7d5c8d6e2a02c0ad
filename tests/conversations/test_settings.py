"""/settings: each change in a tap or two, each saying what it changed. It is Friday 6 March, 15:04 in Lisbon."""

from __future__ import annotations

from datetime import time

from bot.store import patients
from tests.conversations.town import Human, Town
from tests.conversations.walks import reads, treated, until


async def opens_settings(person: Human, *labels: str) -> None:
    """From /settings through some buttons."""
    await person.says("/settings")
    await person.taps(*labels)


async def test_the_screen_shows_what_is_set(town: Town) -> None:
    maria = await treated(town)
    await maria.says("/settings")

    for line in (
        "Your time: 15:04, Lisbon, Portugal",
        "Emergency number: 112",
        "Clinic's phone: not given",
        "Morning messages: 09:30",
        "Quiet hours: 21:00 to 08:30",
        "My messages are on.",
    ):
        assert line in maria.screen


async def test_another_morning_moves_the_messages_and_says_how_many(town: Town) -> None:
    maria = await treated(town)
    await opens_settings(maria, "Morning time", "10:30")
    assert "Morning messages come at 10:30." in maria.screen
    assert "18 later messages move." in maria.screen

    await until(town, "2026-03-07 10:29")
    assert "day 1" not in maria.screen
    await until(town, "2026-03-07 10:30")
    assert "day 1" in maria.screen


async def test_a_morning_that_was_never_offered_is_refused(town: Town) -> None:
    maria = await treated(town)
    await opens_settings(maria, "Morning time")
    for forged in (
        "1:set-morning:0300",
        "1:set-morning:noon",
        "1:set-quiet:0000-2359",
        "1:set:discreet:maybe",
        "1:set:x:on",
    ):
        await maria.taps_on(maria.message, forged)

    assert maria.patient().morning is None
    assert not maria.patient().discreet


async def test_other_quiet_hours_hold_back_what_falls_into_them(town: Town) -> None:
    maria = await treated(town)
    await opens_settings(maria, "Quiet hours", "22:00 – 10:00")
    assert "I am quiet from 22:00 to 10:00." in maria.screen

    await until(town, "2026-03-07 09:59")
    assert "day 1" not in maria.screen
    await until(town, "2026-03-07 10:00")
    assert "day 1" in maria.screen


async def test_only_the_essentials_stands_under_a_message_and_can_be_taken_back(town: Town) -> None:
    maria = await treated(town)
    await until(town, "2026-03-08 09:30")
    reminder, text = maria.message.id, maria.screen
    await maria.taps("Only the essentials")
    assert "You get the essentials and the photo days." in maria.screen
    assert reads(town, maria, reminder) == text
    changed = maria.message.id
    await until(town, "2026-03-10 12:00")
    assert "Day 4" not in maria.screen

    await maria.taps("All messages")
    assert "You get all messages." in reads(town, maria, changed)
    await until(town, "2026-03-11 09:30")
    assert "Day 5" in maria.screen


async def test_discreet_mode_hides_the_text_until_show_is_tapped(town: Town) -> None:
    maria = await treated(town)
    await opens_settings(maria, "Hide the text")
    await until(town, "2026-03-07 16:00")
    assert maria.screen == "A note for you is ready."
    covered = maria.message.id

    await maria.taps("Show")
    assert maria.message.id == covered
    assert "last night" in maria.screen
    await maria.taps("Better")
    assert "Good to hear" in maria.screen


async def test_nobody_is_shown_what_was_sent_to_somebody_else(town: Town) -> None:
    maria, amir = await treated(town), await treated(town, "Amir")
    await opens_settings(maria, "Hide the text")
    await until(town, "2026-03-07 16:00")
    stolen = maria.message.keyboard[0][0].value
    for forged in (stolen, "1:show:x:y", "1:show:x:y:0"):
        await amir.taps_on(amir.message, forged)
        assert amir.screen.startswith("I cannot use that button any more."), forged


async def test_the_clinics_phone_is_typed_asked_back_and_shown_when_worried(town: Town) -> None:
    maria = await treated(town)
    await opens_settings(maria, "Clinic's phone")
    await maria.says("+351 210 000 000")
    await maria.taps("Yes, keep it", "I'm worried", "None of these", "It is not here, or I am not sure")
    assert "Whom to call now: your clinic, +351210000000." in maria.screen

    await opens_settings(maria, "Clinic's phone", "Remove it")
    assert maria.patient().clinic_phone is None


async def test_a_number_that_is_not_the_clinics_is_not_kept(town: Town) -> None:
    maria = await treated(town)
    await maria.says("0351 210 000 000")
    await maria.taps("No")

    assert maria.patient().clinic_phone is None
    assert maria.screen == "All right. I kept nothing of it."


async def test_a_typed_city_is_asked_back_and_moves_everything_later(town: Town) -> None:
    maria = await treated(town)
    await opens_settings(maria, "Time and place")
    await maria.says("Tokyo")
    assert maria.screen == "Are you in Tokyo, Japan now? It is 00:04 there. Emergency number: 119."
    assert maria.patient().zone == "Europe/Lisbon"

    asked = maria.message.id
    await maria.taps("Yes, I am")
    assert "later messages move." in reads(town, maria, asked)
    assert maria.patient().zone == "Asia/Tokyo"
    await maria.says("/plan")
    assert "Sat 7 March 09:30: day 1" in maria.screen
    await maria.taps("I'm worried")
    assert maria.hears[0].startswith("Call 119 now")


async def test_what_the_clock_shows_finds_the_place(town: Town) -> None:
    maria = await treated(town)
    await maria.says("16:04")
    assert maria.screen == "Which one is it?"
    await maria.taps("No, leave it")
    assert maria.patient().zone == "Europe/Lisbon"

    await maria.says("15:04")
    assert maria.screen == "That is what I have: Lisbon, Portugal, 15:04."


async def test_a_shared_location_gives_the_zone_and_is_not_kept(town: Town) -> None:
    maria = await treated(town)
    await opens_settings(maria, "Time and place", "Send location")
    await maria.sends("location", latitude=35.7, longitude=51.4)
    assert "Tehran, Iran" in maria.screen

    asked = maria.message.id
    await maria.taps("Yes, I am")
    assert maria.patient().zone == "Asia/Tehran"
    assert "Emergency number: 115." in reads(town, maria, asked)


async def test_where_no_number_is_known_it_is_asked_for(town: Town) -> None:
    maria = await treated(town)
    await maria.says("Kabul")
    assert "I know no emergency number for it." in maria.screen
    asked = maria.message.id
    await maria.taps("Yes, I am")
    assert "Please type the number that you would call" in reads(town, maria, asked)

    await maria.says("119")
    await maria.taps("Yes, show that", "I'm worried")
    assert maria.hears[0].startswith("Call 119 now")


async def test_a_zone_that_does_not_exist_is_refused(town: Town) -> None:
    maria = await treated(town)
    for forged in ("1:zone:Mars/Olympus", "1:zone:UTC", "1:zone:..", "1:number-is:rm"):
        await maria.taps_on(maria.message, forged)
        assert maria.toast is not None

    assert maria.patient().zone == "Europe/Lisbon"


async def test_lord_howe_with_its_half_hour_keeps_its_mornings(town: Town) -> None:
    amir = await treated(town, "Amir")
    await amir.says("Lord Howe Island")
    await amir.taps("Yes, I am")
    await amir.says("/plan")

    assert "Sat 7 March 09:30: day 1" in amir.screen
    with town.store.read() as tx:
        patient = patients.patient_by_telegram(tx, amir.id)
        assert patient is not None
        assert (patient.zone, patient.morning) == ("Australia/Lord_Howe", None)


async def test_settings_say_when_everything_is_at_its_default_again(town: Town) -> None:
    maria = await treated(town)
    await opens_settings(maria, "Morning time", "12:00", "Settings", "Morning time", "09:30", "Settings")

    assert "Morning messages: 09:30" in maria.screen
    assert maria.patient().morning == time(9, 30)
