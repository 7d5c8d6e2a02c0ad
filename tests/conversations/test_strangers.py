"""Every command before anybody has agreed to anything, and before a treatment is known."""

from __future__ import annotations

from tests.conversations.town import Town, unanswered

FOR_EVERYBODY = ("/check", "/learn", "/privacy", "/stop", "/forget", "/about", "/help")
AFTER_AGREEING = ("/today", "/plan", "/can", "/can go to the gym", "/why", "/settings", "/pause", "/resume")


async def test_a_stranger_gets_what_needs_no_agreement(town: Town) -> None:
    amir = town.person("Amir")
    for command in FOR_EVERYBODY:
        await amir.says(command)

        assert amir.hears, command
        assert "I do not know you yet" not in amir.screen, command
    assert amir.patient_or_none() is None


async def test_a_stranger_is_asked_to_start_for_everything_else(town: Town) -> None:
    amir = town.person("Amir")
    for text in (*AFTER_AGREEING, "can I swim?", "blah", "London", "+351 210 000 000"):
        await amir.says(text)

        assert "/start" in amir.screen, text
        assert amir.patient_or_none() is None, text
    assert unanswered(town) == []


async def test_before_a_treatment_every_command_says_what_is_missing(town: Town) -> None:
    maria = town.person("Maria")
    await maria.says("/start")
    await maria.taps("I am 18 or over and I agree")
    for command in (
        "/today",
        "/plan",
        "/can",
        "/can go to the gym",
        "I already went to the gym",
        "is my skin ok to swim?",
    ):
        await maria.says(command)

        assert "I do not know your treatment yet" in maria.screen, command
    for command in ("/settings", "/why", "/pause", "/resume", "/stop", "/forget"):
        await maria.says(command)

        assert maria.hears, command
    assert unanswered(town) == []


async def test_with_a_booked_session_today_names_its_date(town: Town) -> None:
    maria = town.person("Maria")
    await maria.says("/start")
    await maria.taps("I am 18 or over and I agree", "Yes")
    await maria.says("27 March 15:00")
    await maria.taps("Yes, note it")
    await maria.says("/today")
    assert "Your session is planned for Fri 27 March." in maria.screen

    await maria.says("/plan")
    assert "Fri 20 March 09:30: one week to go" in maria.screen
