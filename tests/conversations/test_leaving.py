"""Pausing, /stop, blocking, /privacy, /forget, /about, /help."""

from __future__ import annotations

from sqlmodel import select

from bot.store import records
from bot.store.states import PatientState
from tests.conversations.town import Town
from tests.conversations.walks import treated, until


async def test_a_pause_is_silent_and_its_end_brings_one_summary(town: Town) -> None:
    maria = await treated(town)
    await maria.says("/settings")
    await maria.taps("Pause")
    assert maria.screen.startswith("Paused.")
    paused = maria.message.id
    await until(town, "2026-03-12 10:00")
    assert maria.message.id == paused

    await maria.taps("Go on")
    assert maria.hears[0].startswith("Good to have you back.")
    await until(town, "2026-03-12 11:00")
    assert (
        sum("Here is where you are" in text or "I am an automatic reminder service" in text for text in maria.hears)
        == 1
    )
    await until(town, "2026-03-13 09:30")
    assert "One week" in maria.screen


async def test_pausing_twice_and_resuming_twice_is_said(town: Town) -> None:
    maria = await treated(town)
    await maria.says("/pause")
    await maria.says("/pause")
    assert maria.screen == "My messages are paused already."

    await maria.says("/resume")
    await maria.says("/resume")
    assert maria.screen.startswith("My messages were not paused.")


async def test_a_paused_person_is_still_answered(town: Town) -> None:
    maria = await treated(town)
    await maria.says("/pause")
    await until(town, "2026-03-08 10:00")
    await maria.says("/today")
    assert "Day 2." in maria.screen

    await maria.taps("I'm worried")
    assert maria.hears[0].startswith("Call 112 now")


async def test_stop_ends_all_messages_keeps_the_data_and_start_brings_them_back(town: Town) -> None:
    maria = await treated(town)
    await maria.says("/stop")
    assert "To come back, send /start." in maria.screen
    stopped = maria.message.id
    await until(town, "2026-03-09 10:00")
    assert maria.message.id == stopped
    await maria.says("/stop")
    assert maria.screen.startswith("My messages are off already.")
    await maria.says("/today")
    assert "Day 3." in maria.screen

    await maria.says("/start")
    assert maria.hears[0].startswith("Welcome back.")
    await until(town, "2026-03-10 09:30")
    assert "Day 4" in maria.screen


async def test_somebody_who_blocks_the_bot_hears_nothing_until_they_write_again(town: Town) -> None:
    maria = await treated(town)
    town.world.person_blocks(maria.id)
    await town.settle()
    assert maria.patient().state is PatientState.UNREACHABLE
    last = maria.message.id
    town.world.person_unblocks(maria.id)
    await until(town, "2026-03-09 10:00")
    assert maria.message.id == last

    await maria.says("/start")
    assert maria.patient().state is PatientState.ACTIVE
    await until(town, "2026-03-10 09:30")
    assert "Day 4" in maria.screen


async def test_forget_asks_once_and_then_nothing_is_left(town: Town) -> None:
    maria = await treated(town)
    await until(town, "2026-03-07 16:00")
    await maria.taps("Worse")
    await maria.says("/forget")
    assert maria.screen.startswith("Erase everything?")
    await maria.taps("No, keep it")
    assert maria.patient_or_none() is not None

    await maria.says("/forget")
    await maria.taps("Yes, erase everything")
    assert "Everything about you is erased." in maria.screen
    assert "I'm worried" in maria.buttons
    assert maria.patient_or_none() is None
    with town.store.read() as tx:
        for table in (
            records.Treatment,
            records.Reminder,
            records.Message,
            records.Answer,
            records.Concern,
            records.Consent,
        ):
            assert tx.exec(select(table)).all() == [], table.__name__
        assert len(tx.exec(select(records.Tombstone)).all()) == 1


async def test_after_forgetting_old_buttons_answer_politely_and_nothing_comes(town: Town) -> None:
    maria = await treated(town)
    await until(town, "2026-03-07 16:00")
    question = maria.message
    await maria.says("/forget")
    await maria.taps("Yes, erase everything")
    erased = maria.message.id
    await until(town, "2026-03-20 10:00")
    assert maria.message.id == erased

    await maria.taps_on(question, question.keyboard[0][0].value)
    assert maria.toast is not None
    assert "/start" in maria.screen
    await maria.says("/forget")
    assert maria.screen == "I keep nothing about you, so there is nothing to erase."


async def test_privacy_fits_on_two_screens_and_says_what_telegram_can_read(town: Town) -> None:
    stranger = town.person("Amir")
    await stranger.says("/privacy")
    assert "Photos: I keep none." in stranger.screen
    await stranger.taps("How long, who, rights")

    assert "Telegram bot chats are not end-to-end encrypted." in stranger.screen
    assert "/forget" in stranger.screen
    await stranger.taps("Back")
    assert stranger.screen.startswith("What I keep, and why")


async def test_about_names_the_protocol_and_that_nobody_has_signed_it(town: Town) -> None:
    stranger = town.person("Amir")
    await stranger.says("/about")
    protocol = town.assembly.house.protocol

    assert f"“{protocol.id}”, version {protocol.version}. No clinician has signed this yet." in stranger.screen
    assert "radio waves (RF)" in stranger.screen


async def test_help_leads_to_everything(town: Town) -> None:
    maria = await treated(town)
    await maria.says("/help")
    helped = maria.message
    for command in (
        "/check",
        "/can",
        "/today",
        "/plan",
        "/treatment",
        "/settings",
        "/why",
        "/learn",
        "/privacy",
        "/stop",
    ):
        assert command in maria.screen

    for label, shown in (
        ("May I …?", "May I …?"),
        ("Today", "Your day"),
        ("My year", "Your plan"),
        ("Settings", "Your settings"),
    ):
        button = next(one.value for row in helped.keyboard for one in row if one.text == label)
        await maria.taps_on(helped, button)
        assert maria.screen.startswith(shown)


async def test_stop_can_be_typed_and_the_plan_says_that_messages_are_off(town: Town) -> None:
    maria = await treated(town)
    await maria.says("STOP!")
    assert maria.screen.startswith("All my messages are off.")
    await maria.says("/plan")
    assert "My messages are off" in maria.screen
    assert maria.card is not None
    assert "No message is planned." in maria.card.text
