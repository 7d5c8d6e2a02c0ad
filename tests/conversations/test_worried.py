""" "I'm worried": urgent signs first, whom to call at this hour, for everybody and at any hour."""

from __future__ import annotations

from bot.schedules.protocol import ConcernLevel
from tests.conversations.test_check_ins import worries
from tests.conversations.town import Town
from tests.conversations.walks import asks, treated, until

DANGER = (
    "my lips are swollen", "I CAN'T BREATHE", "there is pus coming out", "I shared a needle", "fever of 39",
    "is this normal?",
)  # fmt: skip


async def test_urgent_signs_and_the_number_come_first_and_nothing_else(town: Town) -> None:
    maria = await treated(town)
    for how in ("button", "command"):
        await (maria.taps("I'm worried") if how == "button" else maria.says("/check"))

        (signs,) = maria.hears
        assert signs.startswith("Call 112 now")
        assert signs.endswith("Any of these? Call 112 now."), "the first line may be above the edge of a phone"
        assert maria.buttons == ["One of these", "None of these"]


async def test_one_of_these_says_to_call_now_and_what_to_tell_them(town: Town) -> None:
    maria = await treated(town)
    await maria.taps("I'm worried", "One of these")

    assert maria.screen.startswith(
        "This may be serious. Please call 112 or go to an emergency department now. Do not wait for a reply here."
    )
    assert "Tell them: microneedling, Fri 6 March 15:04." in maria.screen
    assert "I ask you again: Fri 6 March 19:04" in maria.screen
    assert "Advice from your clinic comes first." in maria.screen
    assert worries(town, maria) == [(ConcernLevel.URGENT, True)]


async def test_a_slip_of_the_finger_can_be_put_right(town: Town) -> None:
    maria = await treated(town)
    await maria.taps("I'm worried", "One of these")
    assert "Was it a slip of the finger? Then tap “Sorted”." in maria.screen
    await maria.taps("None of these after all")
    assert maria.screen.startswith("What comes nearest?")
    assert worries(town, maria) == [(ConcernLevel.URGENT, True)], "the careful side, until it is sorted"

    await maria.taps("Sorted")
    assert worries(town, maria) == [(ConcernLevel.URGENT, False)]


async def test_whom_to_call_depends_on_the_hour(town: Town) -> None:
    maria = await treated(town)
    await asks(maria, "Pus, heat or more pain", "Pus or yellow crust")
    assert "Whom to call now: your clinic. No answer within four hours? Call 808 24 24 24" in maria.screen

    for shut in ("2026-03-06 23:00", "2026-03-07 11:00", "2026-03-09 08:59"):
        await until(town, shut)
        await asks(maria, "Pus, heat or more pain", "Pus or yellow crust")
        assert "Closed now? Call 808 24 24 24, or 112 if it gets worse." in maria.screen, shut


async def test_being_worried_opens_nothing_and_stops_nothing(town: Town) -> None:
    maria = await treated(town)
    await maria.taps("I'm worried", "None of these", "More ▶")

    assert worries(town, maria) == []
    await until(town, "2026-03-07 09:30")
    assert "day 1" in maria.screen


async def test_a_stranger_is_helped_too_and_told_for_which_country_the_number_holds(town: Town) -> None:
    amir = town.person("Amir")
    await amir.says("/check")
    assert "112 is the number in this country: Portugal." in amir.screen
    assert amir.screen.endswith("Any of these? Call 112 now.")
    await amir.taps("One of these")
    assert "112 is the number in this country: Portugal." in amir.screen
    assert "Tell them that you had microneedling, and when." in amir.screen

    assert amir.patient_or_none() is None


async def test_typed_danger_shows_the_urgent_signs_first(town: Town) -> None:
    maria = await treated(town)
    for words in DANGER:
        await maria.says(words)

        assert maria.hears[0].startswith("Call 112 now"), words


async def test_danger_comes_before_what_is_being_registered(town: Town) -> None:
    amir = town.person("Amir")
    await amir.says("/start")
    await amir.taps("I am 18 or over and I agree", "Yes")
    await amir.says("my tongue is swollen")

    assert amir.hears[0].startswith("Call 112 now")


async def test_despair_gets_a_person_to_talk_to_at_once(town: Town) -> None:
    maria = await treated(town)
    await maria.says("London")
    await maria.taps("Yes, I am")
    for words in ("I want to die", "i might hurt myself", "I don't want to live anymore."):
        await maria.says(words)

        (said,) = maria.hears
        assert "116 123" in said, words
        assert "999" in said, words
        assert "I am a program" in said, words


async def test_a_stranger_in_despair_is_told_for_which_country_the_numbers_hold(town: Town) -> None:
    amir = town.person("Amir")
    await amir.says("I want to end my life")

    assert "112" in amir.screen
    assert "What I named is for Portugal." in amir.screen
