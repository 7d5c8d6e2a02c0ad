"""From /start to the running plan, by taps."""

from __future__ import annotations

from hashlib import sha256

from sqlmodel import select

from bot.schedules.protocol import Area, Modifier, Setting
from bot.store.records import Consent, Draft, Treatment
from tests.conversations.town import Human, Town, labels
from tests.people import LISBON, TEHRAN, at

AGREE = "I am 18 or over and I agree"


def treatments(town: Town) -> list[Treatment]:
    """Every session in the database, in the order in which they were told."""
    with town.store.read() as tx:
        return sorted(tx.exec(select(Treatment)).all(), key=lambda one: (one.registered_at, one.ends_at))


def only_treatment(town: Town) -> Treatment:
    """The one session there is."""
    (found,) = treatments(town)
    return found


async def reaches(maria: Human, *taps: str) -> None:
    """/start, and as many of the plain case's taps as are given."""
    await maria.says("/start")
    await maria.taps(AGREE, *taps)


async def test_the_plain_case_takes_seven_taps_from_start_to_the_running_plan(town: Town) -> None:
    maria = town.person("Maria")
    taps = (AGREE, "Yes", "14:30", "Face", "Clinic, depth not known", "None of these", "Start")
    await maria.says("/start")
    await maria.taps(*taps)

    assert len(taps) == 7
    told = only_treatment(town)
    assert told.ends_at == at("2026-03-06 14:30", LISBON)
    assert (told.areas, told.depth_mm, told.setting) == (frozenset({Area.FACE}), None, Setting.PROFESSIONAL)
    assert [text.partition("\n")[0] for text in maria.hears] == [
        "I am an automatic reminder service. I cannot examine you or diagnose. Advice from your clinic comes first.",
        "For now: hands off, and stay in the shade. Outdoors, wear a clean, loose hat.",
    ]
    assert maria.card is not None


async def test_every_tap_is_answered_and_the_screens_follow_in_place(town: Town) -> None:
    maria = town.person("Maria")
    await reaches(maria)
    messages = len(town.world.history(maria.id))
    for tap in ("Yes", "14:30", "Face", "Clinic, depth not known", "None of these"):
        await maria.taps(tap)
        assert maria.toast == ""

    assert len(town.world.history(maria.id)) == messages
    assert "Is this right?" in maria.screen


async def test_nothing_is_kept_before_they_agree(town: Town) -> None:
    maria = town.person("Maria")
    await maria.says("/start")
    await maria.says("yesterday 15:00, 1.5 mm, face")

    assert "have not kept it" in maria.screen
    assert maria.patient_or_none() is None
    await maria.taps("No")
    assert maria.patient_or_none() is None
    assert "kept nothing" in maria.message.text or "kept nothing" in "".join(
        one.text for one in town.world.history(maria.id)
    )


async def test_the_agreement_keeps_what_was_agreed_to_and_by_which_update(town: Town) -> None:
    maria = town.person("Maria")
    await maria.says("/start")
    shown = maria.message.text
    await maria.taps("Read more", "Shorter", AGREE)

    with town.store.read() as tx:
        (consent,) = tx.exec(select(Consent)).all()
    assert consent.text_hash == sha256(shown.encode()).hexdigest()
    assert (consent.text_version, consent.language) == ("1", "en")
    assert consent.update_id > 0


async def test_agreeing_twice_is_agreeing_once(town: Town) -> None:
    maria = town.person("Maria")
    await maria.says("/start")
    message = maria.message
    data = message.keyboard[0][0].value
    await maria.taps_on(message, data)
    await maria.taps_on(message, data)

    with town.store.read() as tx:
        assert len(tx.exec(select(Consent)).all()) == 1
    assert "Is it" in maria.screen


async def test_the_half_hours_of_today_are_on_one_screen_the_nearest_first(town: Town) -> None:
    maria = town.person("Maria")
    await reaches(maria, "Yes")

    assert maria.buttons[:4] == ["Just now", "15:00", "14:30", "14:00"]
    assert maria.buttons[-5:] == ["08:00", "Yesterday", "Another day", "It is still to come", "I'm worried"]


async def test_just_now_is_this_very_minute(town: Town) -> None:
    maria = town.person("Maria")
    await maria.registers("Just now")

    assert only_treatment(town).ends_at == at("2026-03-06 15:04", LISBON)


async def test_the_moments_of_the_summary_are_those_that_come(town: Town) -> None:
    maria = town.person("Maria")
    await reaches(maria, "Yes", "14:30", "Face", "Clinic, depth not known", "None of these")

    assert "Fri 6 March 19:30: this evening" in maria.screen
    await maria.taps("Start")
    await town.clock_reads("2026-03-06 19:30")
    assert maria.screen.startswith("Tonight.")


async def test_yesterday_asks_for_the_time_and_takes_the_latest_when_nobody_knows(town: Town) -> None:
    maria = town.person("Maria")
    await reaches(maria, "Yes", "Yesterday")
    assert "Thu 5 March: when did it end?" in maria.screen
    await maria.taps("I do not know", "Face", "Clinic, depth not known", "None of these")
    assert "Thu 5 March, time not known" in maria.screen
    await maria.taps("Start")

    assert only_treatment(town).ends_at == at("2026-03-05 23:59", LISBON)


async def test_another_day_is_picked_from_a_calendar_and_a_day_long_ago_needs_no_time(town: Town) -> None:
    maria = town.person("Maria")
    await reaches(maria, "Yes", "Another day")
    assert "March 2026" in maria.buttons
    assert "7" not in maria.buttons, "tomorrow is no day on which it ended"
    await maria.taps("◀", "◀", "20")

    assert "Where were you treated?" in maria.screen
    await maria.taps("Face", "Clinic, depth not known", "None of these", "Start")
    assert only_treatment(town).ends_at == at("2026-01-20 23:59", LISBON)
    assert len(maria.hears) == 1, "one summary, not a flood"


async def test_the_calendar_reaches_back_a_year_and_no_further(town: Town) -> None:
    maria = town.person("Maria")
    await reaches(maria, "Yes", "Another day", *["◀"] * 12)

    assert "March 2025" in maria.buttons
    assert "◀" not in maria.buttons
    assert "5" not in maria.buttons
    assert "6" in maria.buttons


async def test_a_dot_of_the_calendar_does_nothing_and_is_answered(town: Town) -> None:
    maria = town.person("Maria")
    await reaches(maria, "Yes", "Another day")
    before = maria.screen
    await maria.taps("·")

    assert maria.toast == ""
    assert maria.screen == before


async def test_several_areas_are_ticked_one_by_one(town: Town) -> None:
    maria = town.person("Maria")
    await reaches(maria, "Yes", "14:30", "Several")
    assert "Done" not in maria.buttons
    await maria.taps("Scalp", "Body", "Face", "✓ Body")
    assert maria.buttons[:4] == ["✓ Face", "Neck", "✓ Scalp", "Body"]
    await maria.taps("Done", "Clinic, up to 0.5 mm", "None of these", "Start")

    assert only_treatment(town).areas == {Area.FACE, Area.SCALP}


async def test_what_applies_is_ticked_in_place(town: Town) -> None:
    maria = town.person("Maria")
    await reaches(maria, "Yes", "14:30", "Face", "Clinic, 1–1.5 mm")
    await maria.taps("Cold sores", "Smoking", "✓ Smoking", "Brown or black skin, or marks that last", "Done")
    assert "Applies: Brown or black skin, or marks that last, Cold sores" in maria.screen
    await maria.taps("Start")

    told = only_treatment(town)
    assert told.modifiers == {Modifier.COLD_SORES, Modifier.PIGMENT_PRONE}
    assert told.depth_mm == 1.5


async def test_home_use_up_to_half_a_millimetre_is_taken(town: Town) -> None:
    maria = town.person("Maria")
    await reaches(maria, "Yes", "14:30", "Face", "I did it at home", "Up to 0.3 mm", "None of these", "Start")

    told = only_treatment(town)
    assert (told.setting, told.depth_mm) == (Setting.HOME, 0.3)
    assert "a doctor or pharmacist" in maria.hears[0]


async def test_longer_needles_at_home_get_advice_and_no_plan(town: Town) -> None:
    maria = town.person("Maria")
    await reaches(maria, "Yes", "14:30", "Face", "I did it at home", "Longer")

    assert "not for home use" in maria.screen
    assert "call 112" in maria.screen
    assert treatments(town) == []
    await maria.taps("◀ Back", "0.4–0.5 mm")
    assert "Does any of this apply" in maria.screen


async def test_radiofrequency_is_out_of_scope_and_said_kindly(town: Town) -> None:
    maria = town.person("Maria")
    await reaches(maria, "Yes", "14:30", "Face", "Radiofrequency, or not sure")

    assert "heals in another way" in maria.screen
    await maria.taps("◀ Back", "Clinic, up to 0.5 mm")
    assert "Does any of this apply" in maria.screen


async def test_every_answer_can_be_changed_before_start(town: Town) -> None:
    maria = town.person("Maria")
    await reaches(maria, "Yes", "14:30", "Face", "Clinic, depth not known", "None of these")
    await maria.taps(
        "Change", "When", "13:00", "Change", "Where", "Scalp", "Change", "Who, how deep", "Clinic, over 1.5 mm"
    )
    await maria.taps("Change", "What applies", "Minoxidil", "Done", "Change", "My time or country", "Yes")
    assert "Fri 6 March, 13:00" in maria.screen
    await maria.taps("Start")

    told = only_treatment(town)
    assert (told.areas, told.depth_mm, told.modifiers) == (
        frozenset({Area.SCALP}),
        2.5,
        frozenset({Modifier.MINOXIDIL}),
    )


async def test_an_old_screen_still_works_while_the_form_is_open(town: Town) -> None:
    maria = town.person("Maria")
    await reaches(maria, "Yes")
    await maria.says("an hour ago")
    old = next(one for one in town.world.history(maria.id) if "15:00" in labels(one))
    await maria.taps_on(old, old.keyboard[1][0].value)
    await maria.taps("Face", "Clinic, depth not known", "None of these", "Start")

    assert only_treatment(town).ends_at == at("2026-03-06 15:00", LISBON)


async def test_start_tapped_twice_starts_once(town: Town) -> None:
    maria = town.person("Maria")
    await reaches(maria, "Yes", "14:30", "Face", "Clinic, depth not known", "None of these")
    message = maria.message
    data = next(button.value for row in message.keyboard for button in row if button.text == "Start")
    await maria.taps_on(message, data)
    await maria.taps_on(message, data)

    assert len(treatments(town)) == 1
    assert maria.toast == "Your plan is running already."


async def test_the_confirming_button_still_works_after_a_week_and_answers_politely_after_a_year(town: Town) -> None:
    maria, amir = town.person("Maria"), town.person("Amir")
    for one in (maria, amir):
        await reaches(one, "Yes", "14:30", "Face", "Clinic, depth not known", "None of these")
    await town.passes(days=7)
    await maria.taps("Start")
    assert len(treatments(town)) == 1
    await town.clock_reads("2027-03-20 12:00")
    await amir.taps("Start")

    assert len(treatments(town)) == 1
    assert "one year at most" in amir.screen


async def test_a_button_of_a_form_that_is_gone_says_so_and_offers_a_new_one(town: Town) -> None:
    maria = town.person("Maria")
    await reaches(maria, "Yes", "14:30", "Face", "Clinic, depth not known", "None of these")
    old = maria.message
    with town.store.transaction() as tx:
        for draft in tx.exec(select(Draft)):
            tx.delete(draft)
    await maria.taps_on(old, old.keyboard[0][0].value)
    assert "That form is closed" in maria.screen
    await maria.taps("Tell me of a session")

    assert "Is it" in maria.screen


async def test_start_again_says_what_is_running(town: Town) -> None:
    maria = town.person("Maria")
    await maria.registers()
    await maria.says("/start")

    assert "Your plan is running." in maria.screen
    assert "I had another session" in maria.buttons


async def test_start_again_in_the_middle_asks_the_open_question_once_more(town: Town) -> None:
    maria = town.person("Maria")
    await reaches(maria, "Yes", "14:30")
    await maria.says("/start")

    assert maria.hears == ["Where were you treated?"]


async def test_a_second_session_asks_only_what_was_done(town: Town) -> None:
    maria = town.person("Maria")
    await reaches(maria, "Yes", "14:30", "Face", "Clinic, depth not known", "Cold sores", "Done", "Start")
    await town.passes(days=30)
    await maria.says("/treatment")
    await maria.taps("I had another session", "Just now", "Neck", "Clinic, up to 0.5 mm")

    assert "Applies: Cold sores" in maria.screen
    assert "Your clock: 16:04, Portugal" in maria.screen, "the summer time has begun since"
    await maria.taps("Start")
    first, second = treatments(town)
    assert second.modifiers == first.modifiers
    assert second.areas == {Area.NECK}


async def test_who_she_is_and_where_can_be_changed_with_a_second_session(town: Town) -> None:
    maria = town.person("Maria")
    await reaches(maria, "Yes", "14:30", "Face", "Clinic, depth not known", "Cold sores", "Done", "Start")
    await town.passes(days=30)
    await maria.says("/treatment")
    await maria.taps("I had another session", "Just now", "Neck", "Clinic, up to 0.5 mm")
    await maria.taps("Change", "What applies", "✓ Cold sores", "None of these", "Change", "My time or country")
    await maria.taps("Another time or country")
    await maria.says("Tehran")
    await maria.taps("Yes")
    assert "Applies: none" in maria.screen
    assert "Your clock: 18:34, Iran" in maria.screen
    await maria.taps("Start")

    first, second = treatments(town)
    assert [one.modifiers for one in (first, second)] == [{Modifier.COLD_SORES}, set()]
    assert maria.patient().zone == TEHRAN


async def test_the_same_session_told_twice_is_asked_back(town: Town) -> None:
    maria = town.person("Maria")
    await maria.registers("14:30")
    await maria.says("/treatment")
    await maria.taps("I had another session", "15:00", "Face", "Clinic, depth not known", "Start")
    assert "already know a session" in maria.screen
    assert len(treatments(town)) == 1
    await maria.taps("Yes, another one")

    assert len(treatments(town)) == 2


async def test_what_is_not_understood_asks_the_same_question_again_with_its_buttons(town: Town) -> None:
    maria = town.person("Maria")
    await maria.says("/start")
    await maria.taps("I am 18 or over and I agree", "Yes", "Just now")
    buttons = maria.buttons
    await maria.says("blue bicycle")

    assert maria.screen.startswith("I did not understand that.")
    assert "Where were you treated?" in maria.screen
    assert "/can" not in maria.screen
    assert maria.buttons == buttons
