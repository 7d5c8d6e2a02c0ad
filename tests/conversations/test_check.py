""" "Is this normal today?", told as people live it. Maria's treatment ended on Friday 6 March, 15:04: face, depth not known."""

from __future__ import annotations

from bot.schedules.protocol import ConcernLevel
from bot.words.message import Reader
from tests.conversations.test_check_ins import worries
from tests.conversations.town import Human, Town
from tests.conversations.walks import asks, treated, until

STANDING = "Advice from your clinic comes first."
LATE = "2026-03-08 23:00"


async def with_(town: Town, name: str, *applies: str, area: str = "Face", by: str = "Clinic, depth not known") -> Human:
    """Somebody of whom more is known."""
    person = town.person(name)
    await person.says("/start")
    await person.taps("I am 18 or over and I agree", "Yes", "Just now", area, by)
    await person.taps(*applies, *(["Done"] if applies else ["None of these"]), "Start")
    return person


async def test_a_frightened_patient_with_brown_skin_gets_from_pus_to_the_right_words_in_two_taps(town: Town) -> None:
    maria = await with_(town, "Maria", "Brown or black skin, or marks that last")
    await until(town, LATE)
    await maria.says("pus")
    (signs,) = maria.hears
    assert signs.startswith("Call 112 now")

    await maria.taps("None of these")
    assert (
        "On brown and black skin it may look brown, purple or grey. Heat, pain and swelling tell more." in maria.screen
    )
    assert maria.message.keyboard[0][0].value == "1:felt:infection:urgent", "the urgent choice stands first"

    await maria.taps("Pus or yellow crust")
    assert maria.screen.startswith("Contact your clinic today, Sun 8 March.")
    for said in (
        "No squeezing.",
        "Call 112 now for any of these: It spreads fast, or is near an eye.",
        "Closed now? Call 808 24 24 24, or 112 if it gets worse.",
        "I ask you again: Mon 9 March 08:30. Other notes wait until it is sorted.",
        STANDING,
    ):
        assert maria.screen.count(said) == 1, said
    assert maria.screen.endswith("Contact your clinic today."), "what to do stands next to the buttons"
    assert "I cannot examine you" not in maria.screen
    rows = [[button.text for button in row] for row in maria.message.keyboard]
    assert rows == [["Sorted", "Ask me in the morning"], ["Something else", "I'm worried"]]
    assert worries(town, maria) == [(ConcernLevel.TODAY, True)]


async def test_normal_swelling_on_day_1_is_told_with_the_moment_at_which_it_stops_being_normal(town: Town) -> None:
    maria = await treated(town)
    await until(town, "2026-03-07 11:00")
    await asks(maria, "Swelling", "As before, or going down")

    assert maria.screen.startswith("Normal so far.")
    for said in (
        "This is often seen at this time.",
        "Not better by Mon 9 March 15:04? Contact your clinic that day.",
        "Keep your head high, also at night.",
        "Lips, tongue or throat swell. An eye is swollen shut.",
        "Want to ask somebody now? Call 808 24 24 24, or 112 if it gets worse.",
        STANDING,
    ):
        assert said in maria.screen, said
    assert worries(town, maria) == []
    assert maria.buttons == ["Ask me in the morning", "Something else", "I'm worried"]
    assert maria.screen.splitlines()[-1].startswith("Not better by"), (
        "a normal answer ends with when it stops being that"
    )


async def test_swelling_on_day_6_is_for_the_same_day_and_the_bot_asks_again(town: Town) -> None:
    maria = await treated(town)
    await until(town, "2026-03-12 11:00")
    await asks(maria, "Swelling", "As before, or going down")
    assert maria.screen.startswith("Contact your clinic today, Thu 12 March.")
    assert "By now it is past the time in which it is usual." in maria.screen
    assert "Whom to call now: your clinic. No answer within four hours?" in maria.screen
    assert "I ask you again: Thu 12 March 15:00." in maria.screen

    await until(town, "2026-03-12 15:00")
    assert "How is it now?" in maria.screen
    await maria.taps("Sorted")
    assert worries(town, maria) == [(ConcernLevel.TODAY, False)]


async def test_breakouts_a_few_are_normal_and_many_are_for_the_next_working_day(town: Town) -> None:
    maria = await treated(town)
    await until(town, "2026-03-13 20:00")
    await maria.says("I'm breaking out")
    await maria.taps("A few small ones")
    assert maria.screen.startswith("Normal so far.")
    assert "Not better by Mon 16 March 15:04? Contact your clinic." in maria.screen

    await maria.says("so many pimples")
    await maria.taps("Many, or sore")
    assert maria.screen.startswith("Contact your clinic on the next working day, by Mon 16 March.")
    assert "I ask you again: Sat 14 March 09:30" in maria.screen
    assert worries(town, maria) == [(ConcernLevel.SOON, True)]


async def test_the_answer_takes_the_place_of_the_question(town: Town) -> None:
    maria = await treated(town)
    await maria.taps("I'm worried", "None of these")
    below_the_signs = maria.message.id
    await maria.taps("Swelling", "Growing")

    assert maria.hears == []
    assert maria.message.id == below_the_signs
    assert maria.screen.startswith("Normal so far.")


async def test_getting_worse_after_two_days_is_for_the_same_day(town: Town) -> None:
    maria = await treated(town)
    await until(town, "2026-03-07 14:00")
    await asks(maria, "Red or darker skin", "Getting worse")
    assert "Not better by Sun 8 March 15:04? Contact your clinic that day." in maria.screen

    await until(town, "2026-03-08 15:30")
    await asks(maria, "Red or darker skin", "Getting worse")
    assert maria.screen.startswith("Contact your clinic today")
    assert "It should not get worse any more." in maria.screen


async def test_not_sure_is_never_normal(town: Town) -> None:
    maria = await treated(town)
    await asks(maria, "Swelling", "Not sure")

    assert maria.screen.startswith("Contact your clinic on the next working day, by Mon 9 March.")
    assert "In doubt, let somebody look. I do not guess." in maria.screen


async def test_what_is_not_in_the_list_is_never_guessed(town: Town) -> None:
    maria = await treated(town)
    await maria.taps("I'm worried", "None of these", "It is not here, or I am not sure")

    assert maria.screen.startswith("Then let somebody look at it. Contact your clinic on the next working day")
    assert "I do not guess." in maria.screen
    assert maria.screen.endswith("Any of the urgent signs? Call 112 now.")
    assert worries(town, maria) == [(ConcernLevel.SOON, True)]


async def test_with_diabetes_pus_is_an_emergency_and_the_answer_says_why(town: Town) -> None:
    amir = await with_(town, "Amir", "Diabetes")
    await amir.says("pus")
    await amir.taps("None of these", "Pus or yellow crust")

    assert amir.screen.startswith("This may be serious. Please call 112 or go to an emergency department now.")
    assert "One step sooner, because of what you told me: diabetes." in amir.screen
    assert worries(town, amir) == [(ConcernLevel.URGENT, True)]
    assert "Ask me in the morning" not in amir.buttons


async def test_a_late_lump_is_for_two_days_weekend_or_not(town: Town) -> None:
    maria = await treated(town)
    await until(town, "2026-04-03 12:00")
    await maria.says("there is a new lump on my cheek")
    await maria.taps("There is one, not growing")

    assert maria.screen.startswith("Contact your clinic within two days, weekend or not: by Sun 5 April.")


async def test_the_likeliest_come_first_and_all_can_be_reached_and_turned_back_from(town: Town) -> None:
    maria = await treated(town)
    await until(town, "2026-03-13 12:00")
    await maria.taps("I'm worried", "None of these")
    first = maria.buttons[:9]
    assert "Spots or pimples" in first
    assert "After numbing cream" not in first

    seen = set(first)
    assert "◀ Back" not in maria.buttons
    while "More ▶" in maria.buttons:
        await maria.taps("More ▶")
        seen |= set(maria.buttons)
        assert "◀ Back" in maria.buttons
    house = town.assembly.house
    of_a_scalp = {"scalp", "hair-loss"}
    listed = {one.id for one in house.protocol.symptoms} - of_a_scalp
    labels = {house.book.plain(f"symptom-{one}", {}, Reader(town.clock(), "en", town.zone)) for one in listed}
    assert labels <= seen


async def test_pus_and_a_shared_needle_are_four_taps_away_in_the_first_days(town: Town) -> None:
    maria = await treated(town)
    for when in ("2026-03-06 16:00", "2026-03-07 12:00", "2026-03-08 23:00"):
        await until(town, when)
        await maria.taps("I'm worried", "None of these")

        assert {"Pus, heat or more pain", "A shared or dirty needle"} <= set(maria.buttons), when


async def test_another_country_leads_back_to_where_the_worry_was(town: Town) -> None:
    maria = await treated(town)
    await maria.taps("I'm worried", "None of these", "More ▶")
    page = maria.screen
    await maria.taps("Another country or number", "Back to the list")
    assert maria.screen == page

    await maria.taps("I'm worried", "One of these", "Another country or number", "Urgent signs")
    assert maria.screen.startswith("Call 112 now")


async def test_at_home_the_clinic_reads_a_doctor_or_pharmacist(town: Town) -> None:
    amir = town.person("Amir")
    await amir.says("/start")
    await amir.taps("I am 18 or over and I agree", "Yes", "Just now", "Face", "I did it at home", "Up to 0.3 mm")
    await amir.taps("None of these", "Start")
    await asks(amir, "Pus, heat or more pain", "Pus or yellow crust")

    assert amir.screen.startswith("Contact a doctor or pharmacist today, Fri 6 March.")
    assert "your clinic" not in amir.screen


async def test_a_shared_needle_does_not_wait(town: Town) -> None:
    amir = await treated(town, "Amir")
    await amir.says("we shared a needle")
    await amir.taps("None of these", "Yes, or it may be so")

    assert amir.screen.startswith("Contact your clinic today, Fri 6 March.")
    assert (
        "Do not wait for signs. Go to a doctor or a hospital: some help works only in about the first 72 hours."
        in amir.screen
    )


async def test_somebody_who_is_very_low_is_told_of_people_to_talk_to(town: Town) -> None:
    maria = await treated(town)
    await maria.says("London")
    await maria.taps("Yes, I am")
    await asks(maria, "Very low or worried", "Low, or very worried")
    assert "You need not carry this alone." in maria.screen
    assert "116 123" in maria.screen

    await asks(maria, "Very low or worried", "I think of harming myself")
    assert "Please call 116 123 now." in maria.screen
    assert "999" in maria.screen
    assert worries(town, maria) == [(ConcernLevel.SOON, True)], "nothing of it is kept"


async def test_a_country_without_numbers_names_an_out_of_hours_doctor_and_the_number_that_was_given(town: Town) -> None:
    amir = await treated(town, "Amir")
    await amir.says("Luxembourg")
    await amir.taps("Yes, I am")
    await until(town, "2026-03-07 22:00")
    await asks(amir, "Pus, heat or more pain", "Pus or yellow crust")

    assert "Closed now? Call an out-of-hours doctor, or 112 if it gets worse." in amir.screen
