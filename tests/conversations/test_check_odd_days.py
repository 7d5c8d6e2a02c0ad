""" "Is this normal today?" on odd days: strangers, old screens, contradictions, second thoughts. Maria's treatment ended on Friday
6 March, 15:04: face, depth not known.
"""

from __future__ import annotations

from datetime import timedelta

from bot.schedules.protocol import ConcernLevel
from bot.store import patients
from tests.conversations.test_check_ins import cancels, worries
from tests.conversations.town import Human, Town
from tests.conversations.walks import asks, treated, until

TODAY, SOON, URGENT, WATCH = ConcernLevel.TODAY, ConcernLevel.SOON, ConcernLevel.URGENT, ConcernLevel.WATCH


def data_of(person: Human, label: str) -> str:
    return next(button.value for row in person.message.keyboard for button in row if button.text == label)


async def test_a_stranger_gets_a_careful_answer_and_nothing_is_kept(town: Town) -> None:
    amir = town.person("Amir")
    await amir.says("my face is burning")
    await amir.taps("As before, or easing")

    assert amir.screen.startswith("Contact your clinic on the next working day, by Mon 9 March.")
    assert "I know of no treatment of yours that fits this. So I stay on the careful side." in amir.screen
    assert "112 is the number in this country: Portugal." in amir.screen
    assert "I ask you again" not in amir.screen
    assert amir.buttons == ["Something else", "I'm worried"]
    assert amir.patient_or_none() is None


async def test_of_a_stranger_conditions_are_asked_and_lift_the_answer(town: Town) -> None:
    amir = town.person("Amir")
    await amir.says("there is pus")
    await amir.taps("None of these", "Pus or yellow crust")
    assert amir.screen.startswith("Contact your clinic today, Fri 6 March.")
    assert "Then it is one step sooner. Please tap it." in amir.screen
    assert amir.buttons[:2] == ["This applies: diabetes", "This applies: weak immunity"]

    await amir.taps("This applies: diabetes")
    assert amir.screen.startswith("This may be serious. Please call 112")
    assert "because of what you told me: diabetes" in amir.screen
    assert not [label for label in amir.buttons if label.startswith("This applies")]


async def test_somebody_who_has_only_booked_is_asked_for_conditions_too(town: Town) -> None:
    amir = town.person("Amir")
    await amir.says("/start")
    await amir.taps("I am 18 or over and I agree", "Yes")
    await amir.says("/start")
    await asks(amir, "Pus, heat or more pain", "A red or dark streak")
    assert worries(town, amir) == [(TODAY, True)]

    await amir.taps("This applies: weak immunity")
    assert set(worries(town, amir)) == {(TODAY, True), (URGENT, True)}
    assert "I ask you again" in amir.screen


async def test_after_the_treatment_was_cancelled_an_old_screen_still_gets_a_careful_answer(town: Town) -> None:
    maria = await treated(town)
    await maria.taps("I'm worried", "None of these", "Swelling")
    cancels(town, maria)
    await maria.taps("As before, or going down")

    assert maria.screen.startswith("Contact your clinic today")
    assert "I know of no treatment of yours that fits this." in maria.screen
    await until(town, "2026-03-07 09:00")
    assert "How is it now?" in maria.screen, "a worry is asked about, treatment or not"


async def test_after_forgetting_an_old_screen_still_helps_and_keeps_nothing(town: Town) -> None:
    maria = await treated(town)
    await maria.says("pus")
    signs = maria.message
    await maria.says("/forget")
    await maria.taps("Yes, erase everything")
    assert maria.patient_or_none() is None

    await maria.taps_on(signs, "1:symptom-anew:infection")
    await maria.taps("Pus or yellow crust")
    assert maria.screen.startswith("Contact your clinic today")
    assert maria.patient_or_none() is None


async def test_a_year_later_nothing_is_normal_any_more(town: Town) -> None:
    maria = await treated(town)
    await maria.taps("I'm worried", "None of these", "Swelling")
    question, same = maria.message, data_of(maria, "As before, or going down")
    with town.store.transaction() as tx:
        patients.change(tx, maria.patient(), card_on=False)
    town.clock.set(town.clock() + timedelta(days=364))
    await town.settle()
    await maria.taps_on(question, same)

    text = next(one.text for one in town.world.history(maria.id) if one.id == question.id)
    assert text.startswith("Contact your clinic today")
    assert "By now it is past the time in which it is usual." in text


async def test_a_screen_left_open_for_two_days_is_judged_by_the_moment_of_the_tap(town: Town) -> None:
    maria = await treated(town)
    await maria.taps("I'm worried", "None of these", "Sore or burning")
    question, same = maria.message, data_of(maria, "As before, or easing")
    await until(town, "2026-03-09 15:30")
    await maria.taps_on(question, same)

    text = next(one.text for one in town.world.history(maria.id) if one.id == question.id)
    assert text.startswith("Contact your clinic on the next working day")


async def test_of_two_answers_the_careful_one_counts_until_it_is_sorted(town: Town) -> None:
    maria = await treated(town)
    await asks(maria, "Swelling", "More on one side")
    await asks(maria, "Swelling", "As before, or going down")
    assert maria.screen.startswith("Your answer of Fri 6 March 15:04 comes first: contact your clinic that day.")
    assert maria.screen.endswith("Not done? Contact your clinic now.")
    assert "I keep both, and stay on the careful side." in maria.screen
    assert "Normal so far" not in maria.screen
    assert "Not better by" not in maria.screen
    assert worries(town, maria) == [(TODAY, True)]

    await maria.taps("Sorted")
    await asks(maria, "Swelling", "As before, or going down")
    assert maria.screen.startswith("Normal so far.")


async def test_a_more_urgent_answer_later_upgrades_and_a_doubled_tap_adds_nothing(town: Town) -> None:
    maria = await treated(town)
    await asks(maria, "Swelling", "Not sure")
    assert worries(town, maria) == [(SOON, True)]
    await maria.taps("I'm worried", "None of these", "Swelling")
    question = maria.message
    one_sided, urgent = data_of(maria, "More on one side"), data_of(maria, "Lips, throat, eye or breath")
    await maria.taps_on(question, one_sided)
    await maria.taps_on(question, one_sided)
    assert sorted(worries(town, maria)) == [(SOON, True), (TODAY, True)]

    await maria.taps_on(question, urgent)
    assert sorted(worries(town, maria)) == [(SOON, True), (TODAY, True), (URGENT, True)]
    assert maria.screen.startswith("This may be serious.")


async def test_while_it_is_open_permits_wait_everywhere(town: Town) -> None:
    maria = await treated(town)
    await until(town, "2026-03-10 12:00")
    await maria.says("/can wear make-up")
    assert "since Sun 8 March 15:04" in maria.screen
    await asks(maria, "Pus, heat or more pain", "Pus or yellow crust")

    await maria.says("/can wear make-up")
    assert "ask your clinic first" in maria.screen
    await asks(maria, "Tight, dry or flaky", "Flaky or rough")
    assert "Plain cream is fine" not in maria.screen


async def test_ask_me_again_in_the_morning_is_asked_once_however_often_it_is_tapped(town: Town) -> None:
    maria = await treated(town)
    await asks(maria, "Swelling", "As before, or going down")
    for _ in range(2):
        await maria.taps("Ask me in the morning")
        assert maria.screen.startswith("All right. I ask you again: Sat 7 March 09:30.")
    assert worries(town, maria) == [(WATCH, True)]
    await maria.says("/can wear make-up")
    assert "ask your clinic first" not in maria.screen, "it holds nothing back"

    await until(town, "2026-03-07 09:30")
    asked = [one for one in maria.hears if "How is it now" in one]
    assert len(asked) == 1


async def test_what_is_asked_next_morning_anyway_is_not_asked_twice(town: Town) -> None:
    maria = await treated(town)
    await until(town, "2026-03-07 22:00")
    await asks(maria, "Swelling", "More on one side")
    assert "I ask you again: Sun 8 March 08:30" in maria.screen
    await maria.taps("Ask me in the morning")

    assert maria.screen.startswith("All right. I ask you again: Sun 8 March 08:30.")
    assert worries(town, maria) == [(TODAY, True)]


async def test_somebody_who_has_paused_is_told_to_ask_by_themselves(town: Town) -> None:
    maria = await treated(town)
    await asks(maria, "Swelling", "As before, or going down")
    await maria.says("/settings")
    await maria.taps("Pause")
    await maria.taps("Ask me in the morning")

    assert "/check in the morning" in maria.screen


async def test_forged_and_outdated_buttons_lead_to_the_careful_screen_or_a_refusal(town: Town) -> None:
    maria = await treated(town)
    for forged in (
        "1:symptom:plague",
        "1:felt:swelling:huge",
        "1:felt:plague:same",
        "1:which:plague:gout",
        "1:symptom-anew:",
    ):
        await maria.taps_on(maria.message, forged)
        assert maria.screen.startswith("Call 112 now"), forged
    for forged in ("1:lifted:swelling:same:rich", "1:symptoms:x", "1:felt:swelling", "1:again:now", "1:signs:x"):
        await maria.taps_on(maria.message, forged)
        assert "button" in maria.screen, forged
    assert worries(town, maria) == []


async def test_a_question_for_leave_is_answered_as_one(town: Town) -> None:
    maria = await treated(town)
    await maria.says("can I wash my face if it itches?")
    assert maria.screen.startswith("A gentle cleanser: from Sat 7 March 15:04.")
    assert "How strong is the itch?" not in maria.screen


async def test_a_slip_that_hurts_gets_the_question_first_and_then_what_to_do_about_the_slip(town: Town) -> None:
    maria = await treated(town)
    await maria.says("oops, I put make-up on and it burns")
    question, slip = maria.hears
    assert question.startswith("Sore or burning\nCall 112 now")
    assert "Sun 8 March 15:04" in slip


async def test_flakes_are_those_of_what_was_treated(town: Town) -> None:
    maria, amir = await treated(town), town.person("Amir")
    await amir.says("/start")
    await amir.taps("I am 18 or over and I agree", "Yes", "Just now", "Scalp", "Clinic, up to 0.5 mm")
    await amir.taps("None of these", "Start")
    for person, heading in ((maria, "Tight, dry or flaky"), (amir, "Sore or flaky scalp")):
        await person.says("it is so flaky")
        assert person.screen.startswith(heading)


async def test_several_symptoms_are_asked_back(town: Town) -> None:
    maria = await treated(town)
    await maria.says("my cheek is purple")
    assert maria.screen.startswith("Which one first?")
    assert maria.buttons == ["Red or darker skin", "Bruises", "Something else", "Urgent signs"]
    await maria.taps("Bruises")
    assert "Blue, purple or brown marks." in maria.screen

    await maria.says("fever and pus and blisters")
    assert maria.screen.startswith("Call 112 now")
    await maria.taps("None of these")
    assert maria.buttons[:3] == ["Fever", "Pus, heat or more pain", "Tingling or blisters"]
