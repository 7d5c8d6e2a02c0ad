""" "I'm worried": urgent signs first, whom to call at this hour, for everybody and at any hour."""

from __future__ import annotations

from bot.schedules.facts import PatientFacts
from bot.store.facts import facts_of
from tests.conversations.town import Town
from tests.conversations.walks import treated, until

DANGER = (
    "my lips are swollen", "I CAN'T BREATHE", "there is pus coming out", "I shared a needle", "fever of 39",
    "is this normal?",
)  # fmt: skip


async def test_urgent_signs_and_the_number_come_first_then_the_list_then_whom_to_call(town: Town) -> None:
    maria = await treated(town)
    for how in ("button", "command"):
        await (maria.taps("I'm worried") if how == "button" else maria.says("/check"))

        first, then = maria.hears
        assert first.startswith("Call 112 now")
        assert then.startswith("None of these? Then show it to your clinic.")
        places = [then.index(one) for one in ("The same day", "The next working day", "Until then", "Whom to call")]
        assert places == sorted(places)
        assert "Advice from your clinic comes first." in then
        assert then.endswith("Call 112 now."), "on a phone only the end is in view"


async def test_whom_to_call_depends_on_the_hour(town: Town) -> None:
    maria = await treated(town)
    await maria.says("/check")
    assert "Whom to call now: your clinic." in maria.screen

    for shut in ("2026-03-06 23:00", "2026-03-07 11:00", "2026-03-09 08:59"):
        await until(town, shut)
        await maria.says("/check")
        assert "Closed now? Call 808 24 24 24, or 112 if it gets worse." in maria.screen, shut


async def test_being_worried_opens_nothing_and_stops_nothing(town: Town) -> None:
    maria = await treated(town)
    await maria.taps("I'm worried")

    with town.store.read() as tx:
        facts: PatientFacts = facts_of(tx, maria.patient())
    assert facts.concerns == ()
    await until(town, "2026-03-07 09:30")
    assert "day 1" in maria.screen


async def test_a_stranger_is_helped_too_and_told_for_which_country_the_number_holds(town: Town) -> None:
    amir = town.person("Amir")
    await amir.says("/check")

    assert "112 is the number in this country: Portugal." in amir.hears[0]
    assert "show it to your clinic" in amir.hears[1]


async def test_at_home_the_clinic_reads_a_doctor_or_pharmacist(town: Town) -> None:
    amir = town.person("Amir")
    await amir.says("/start")
    await amir.taps("I am 18 or over and I agree", "Yes", "Just now", "Face", "I did it at home", "Up to 0.3 mm")
    await amir.taps("None of these", "Start")
    await amir.says("/check")

    assert "show it to a doctor or pharmacist" in amir.hears[1]
    assert "your clinic" not in amir.hears[1]


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
        assert "I am only a program" in said, words


async def test_a_stranger_in_despair_is_told_for_which_country_the_numbers_hold(town: Town) -> None:
    amir = town.person("Amir")
    await amir.says("I want to end my life")

    assert "112" in amir.screen
    assert "112 is the number in this country: Portugal." in amir.screen
