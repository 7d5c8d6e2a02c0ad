"""Answers to check-ins, and [In 1 hour], [Tonight]. Maria's treatment ended on Friday 6 March, 15:04."""

from __future__ import annotations

import pytest

from bot.schedules.protocol import ConcernLevel
from bot.store import answers, patients, treatments
from bot.store.facts import changing, facts_of
from tests.conversations.town import Human, Town
from tests.conversations.walks import treated, until

URGENT = "Call 112 now"
CAREFUL = (
    (
        ("2026-03-07 16:00", "Worse", ConcernLevel.TODAY, "Sat 7 March 20:00"),
        ("2026-03-13 09:30", "Not calm", ConcernLevel.SOON, "Sat 14 March 09:30"),
        ("2026-03-20 09:30", "Something", ConcernLevel.SOON, "Sat 21 March 09:30"),
        ("2026-04-17 09:30", "Not sure", ConcernLevel.SOON, "Sat 18 April 09:30"),
    ),
    (
        ("2026-03-07 16:00", "Something new", ConcernLevel.SOON, "Sun 8 March 09:30"),
        ("2026-03-13 09:30", "Not sure", ConcernLevel.SOON, "Sat 14 March 09:30"),
    ),
)
"""Two unlucky healings: when it is, what is tapped, what it opens, and when the bot asks again."""
CALM = (
    (
        ("2026-03-07 16:00", "Better", "Good to hear."),
        ("2026-03-09 09:30", "The same", "is usual until Wed 11 March"),
        ("2026-04-17 09:30", "All clear", "about once a month"),
    ),
    (("2026-03-07 16:00", "The same", "No change on day 1 is common."),),
)


def choices(town: Town, person: Human) -> list[tuple[str, str]]:
    """What the bot has kept of their answers."""
    with town.store.read() as tx:
        return [(one.step, one.choice) for one in facts_of(tx, person.patient()).answered]


def worries(town: Town, person: Human) -> list[tuple[ConcernLevel, bool]]:
    """Their concerns: how urgent, and whether still open."""
    with town.store.read() as tx:
        return [(one.level, one.closed_at is None) for one in facts_of(tx, person.patient()).concerns]


@pytest.mark.parametrize("healing", CAREFUL)
async def test_a_careful_answer_shows_the_urgent_signs_first_and_is_asked_about_again(
    town: Town, healing: tuple[tuple[str, str, ConcernLevel, str], ...]
) -> None:
    maria = await treated(town)
    for when, label, level, asked_again in healing:
        await until(town, when)
        await maria.taps(label)

        (told,) = maria.hears
        assert told.startswith(URGENT), label
        assert f"I ask you again: {asked_again}" in told, label
        assert "808 24 24 24" in told, label
        assert "Advice from your clinic comes first." in told, label
        assert maria.buttons == ["One of these", "None of these"], label
        assert worries(town, maria)[-1] == (level, True), label
        await maria.says("/today")
        await maria.taps("Sorted")


@pytest.mark.parametrize("healing", CALM)
async def test_a_calming_answer_says_what_is_usual_and_until_when(
    town: Town, healing: tuple[tuple[str, str, str], ...]
) -> None:
    maria = await treated(town)
    for when, label, reply in healing:
        await until(town, when)
        await maria.taps(label)

        assert reply in maria.screen, label
        assert maria.toast == "Noted.", label
    assert worries(town, maria) == []


async def test_products_come_back_only_as_the_reply_to_calm_with_their_moments(town: Town) -> None:
    maria = await treated(town)
    await until(town, "2026-03-13 09:30")
    assert "come back" not in maria.screen
    await maria.taps("Calm")

    assert "one at a time" in maria.screen
    assert "Fri 13 March 15:04" in maria.screen


async def test_the_dye_line_joins_the_reply_of_a_scalp_once_dye_has_opened(town: Town) -> None:
    amir = town.person("Amir")
    await amir.says("/start")
    await amir.taps("I am 18 or over and I agree", "Yes", "08:30", "Scalp")
    await amir.taps("Clinic, up to 0.5 mm", "None of these", "Start")
    await until(town, "2026-03-13 10:00")
    await amir.taps("Calm")

    assert "patch test" in amir.screen


async def test_the_same_answer_twice_is_kept_once_and_answered_once(town: Town) -> None:
    maria = await treated(town)
    await until(town, "2026-03-07 16:00")
    await maria.taps("Better")
    await maria.taps("Better")

    assert maria.hears == ["I have noted “Better” already. My reply is above. If it has changed, tap another answer."]
    assert choices(town, maria) == [("D1-3", "better")]


async def test_of_two_answers_both_are_kept_and_the_more_careful_one_counts(town: Town) -> None:
    maria = await treated(town)
    await until(town, "2026-03-07 16:00")
    await maria.taps("Worse")
    await maria.taps("Better")
    assert "stay on the careful side" in maria.screen
    assert "Good to hear" not in maria.screen
    assert choices(town, maria) == [("D1-3", "worse"), ("D1-3", "better")]
    assert worries(town, maria) == [(ConcernLevel.TODAY, True)]

    await maria.taps("Sorted")
    assert "I am glad that it is sorted." in maria.screen
    assert worries(town, maria) == [(ConcernLevel.TODAY, False)]


async def test_a_better_answer_that_turns_worse_is_taken_as_worse(town: Town) -> None:
    maria = await treated(town)
    await until(town, "2026-03-07 16:00")
    await maria.taps("Better", "Worse")

    assert maria.hears[0].startswith(URGENT)
    assert worries(town, maria) == [(ConcernLevel.TODAY, True)]


async def test_two_careful_answers_within_hours_are_one_worry(town: Town) -> None:
    maria = await treated(town)
    await until(town, "2026-03-07 16:00")
    await maria.taps("Worse", "Something new")

    assert worries(town, maria) == [(ConcernLevel.TODAY, True)]


async def test_sorted_closes_the_worry_and_the_moments_count_again(town: Town) -> None:
    maria = await treated(town)
    await until(town, "2026-03-07 16:00")
    await maria.taps("Worse")
    await until(town, "2026-03-07 20:00")
    assert "How is it now?" in maria.screen
    await maria.taps("Sorted")
    assert "My times count again" in maria.screen
    assert worries(town, maria) == [(ConcernLevel.TODAY, False)]

    await maria.says("/can wear make-up")
    assert "from Sun 8 March 15:04" in maria.screen


async def test_still_the_same_says_whom_to_call_and_the_worry_stays_open(town: Town) -> None:
    maria = await treated(town)
    await until(town, "2026-03-07 16:00")
    await maria.taps("Worse")
    await until(town, "2026-03-07 20:00")
    await maria.taps("The same")

    assert "let somebody look at it" in maria.screen
    assert worries(town, maria) == [(ConcernLevel.TODAY, True)]


async def test_while_a_worry_is_open_a_calm_answer_to_another_question_allows_nothing(town: Town) -> None:
    maria = await treated(town)
    await until(town, "2026-03-13 08:00")
    await maria.says("/start")
    await until(town, "2026-03-13 09:30")
    question = maria.message
    await maria.taps("Not sure")
    calm = next(button.value for row in question.keyboard for button in row if button.text == "Calm")
    await maria.taps_on(question, calm)

    assert "March 15:04" not in maria.screen


async def test_an_answer_a_year_late_is_kept_and_opens_no_worry(town: Town) -> None:
    maria = await treated(town)
    await until(town, "2026-03-07 16:00")
    question = maria.message
    await town.passes(days=370)
    better, worse = (button.value for button in (question.keyboard[0][0], question.keyboard[1][0]))
    await maria.taps_on(question, better)
    assert maria.screen.startswith("Thank you. That question was of Sat 7 March 2026 16:00")

    await maria.taps_on(question, worse)
    assert maria.screen.startswith(URGENT)
    assert "That question was of Sat 7 March 2026 16:00" in maria.screen
    assert choices(town, maria) == [("D1-3", "better"), ("D1-3", "worse")]
    assert worries(town, maria) == []


async def test_an_answer_after_cancelling_is_polite_and_opens_no_worry(town: Town) -> None:
    maria = await treated(town)
    await until(town, "2026-03-07 16:00")
    question = maria.message
    cancels(town, maria)
    await maria.taps_on(question, question.keyboard[1][0].value)

    assert maria.hears[0].startswith(URGENT)
    assert worries(town, maria) == []


def cancels(town: Town, person: Human) -> None:
    """Cancels the one session, as the store sees it."""
    protocol = town.assembly.house.protocol
    with town.store.transaction() as tx, changing(tx, person.patient(), protocol, town.clock()) as patient:
        (session,) = treatments.treatments_of(tx, patient)
        treatments.cancel(tx, patient, session, town.clock())


async def test_forged_answers_change_nothing_and_are_refused_politely(town: Town) -> None:
    maria, amir = await treated(town), await treated(town, "Amir")
    await until(town, "2026-03-07 16:00")
    theirs = amir.message.keyboard[0][0].value
    about = maria.message.keyboard[0][0].value.split(":")[2]
    for forged in (
        theirs,
        f"1:answer:{about}:D3-1:0:worse",
        f"1:answer:{about}:D1-3:7:worse",
        f"1:answer:{about}:D1-3:0:sorted",
        f"1:answer:{about}:D1-3:x:worse",
        f"1:answer:{about}:nonsense:0:worse",
        f"1:answer:{about}:D1-3:0",
        f"1:answer:{about}:D1-3:0:worse:more",
    ):
        await maria.taps_on(maria.message, forged)
        assert maria.toast is not None, forged

    assert choices(town, maria) == []
    assert worries(town, maria) == []


async def test_an_answer_can_be_typed_and_yes_or_no_is_asked_back(town: Town) -> None:
    maria = await treated(town)
    await until(town, "2026-03-13 09:30")
    await maria.says("no")
    assert maria.screen == "I would rather not guess. Which one do you mean?"
    assert maria.buttons == ["Calm", "Not calm", "Not sure", "I'm worried"]

    await maria.says("calm!")
    assert "one at a time" in maria.screen
    assert choices(town, maria) == [("D7-1", "calm")]
    await maria.says("no")
    assert "no open question" in maria.screen


@pytest.mark.parametrize("vague", ["ok", "Fine.", "all good", "👍", "🙂🙂", "so-so", "I'm fine"])
async def test_a_word_that_could_mean_anything_is_asked_back_and_never_taken_for_calm(town: Town, vague: str) -> None:
    maria = await treated(town)
    await until(town, "2026-03-13 09:30")
    await maria.says(vague)

    assert maria.screen == "I would rather not guess. Which one do you mean?"
    assert choices(town, maria) == []
    await maria.taps("Not calm")
    assert choices(town, maria) == [("D7-1", "not-calm")]


async def test_in_one_hour_says_it_once_more_and_shifts_nothing_else(town: Town) -> None:
    maria = await treated(town)
    await until(town, "2026-03-07 16:00")
    await maria.says("/plan")
    before = maria.screen
    await maria.taps("In 1 hour")
    assert maria.screen == "All right. Once more: Sat 7 March 17:00."

    await until(town, "2026-03-07 17:00")
    assert "last night" in maria.screen
    await maria.says("/plan")
    assert maria.screen == before


async def test_putting_off_ends_after_two_times_and_with_the_day(town: Town) -> None:
    maria = await treated(town)
    await until(town, "2026-03-07 16:00")
    await maria.taps("In 1 hour")
    await until(town, "2026-03-07 17:00")
    await maria.taps("Tonight")
    assert "Sat 7 March 19:30" in maria.screen
    await until(town, "2026-03-07 19:30")
    asked = [one for one in town.world.history(maria.id) if "last night" in one.text]
    assert len(asked) == 3
    assert "In 1 hour" not in maria.buttons

    await maria.taps_on(asked[0], next(b.value for row in asked[0].keyboard for b in row if b.text == "In 1 hour"))
    assert "twice already" in maria.screen or "too late" in maria.screen


async def test_what_was_answered_is_not_asked_once_more(town: Town) -> None:
    maria = await treated(town)
    await until(town, "2026-03-07 16:00")
    await maria.taps("In 1 hour", "Better")
    await until(town, "2026-03-07 18:00")
    assert "Good to hear" in maria.screen

    await maria.taps("In 1 hour")
    assert maria.screen == "You have answered that one already. Thank you."


async def test_too_late_for_tonight_is_said(town: Town) -> None:
    maria = await treated(town)
    await until(town, "2026-03-07 20:00")
    await maria.taps("Tonight")

    assert maria.screen.startswith("By then it would be too late")


async def test_one_question_about_two_sessions_is_answered_once_for_both(town: Town) -> None:
    maria = await treated(town)
    await maria.says("just finished, scalp, at the clinic, depth not known")
    await maria.taps("Start")
    await until(town, "2026-03-07 16:00")
    await maria.taps("Better")

    assert choices(town, maria) == [("D1-3", "better"), ("D1-3", "better")]


async def test_the_card_stops_naming_moments_as_soon_as_a_worry_opens(town: Town) -> None:
    maria = await treated(town)
    await until(town, "2026-03-07 16:00")
    assert maria.card is not None
    assert "make-up" in maria.card.text
    await maria.taps("Worse")
    assert "make-up" not in maria.card.text
    assert "Next message: Sat 7 March 20:00" in maria.card.text

    await until(town, "2026-03-07 20:00")
    await maria.taps("Sorted")
    assert "make-up" in maria.card.text


async def test_a_photo_day_can_be_put_off(town: Town) -> None:
    maria = await treated(town)
    await until(town, "2026-04-03 09:30")
    photo = maria.screen
    await maria.taps("Tonight")
    assert maria.screen == "All right. Once more: Fri 3 April 19:30."

    await until(town, "2026-04-03 19:30")
    assert maria.screen == photo


async def test_what_nobody_answered_is_asked_again_inside_the_next_message(town: Town) -> None:
    maria = await treated(town)
    await until(town, "2026-03-07 16:00")
    question = maria.message
    await until(town, "2026-03-08 09:30")

    assert maria.screen.startswith("Hello, day 2.")
    assert maria.screen.endswith("I asked on Sat 7 March 16:00 how it is. You can still tell me, here.")
    assert maria.buttons[:4] == ["Better", "The same", "Worse", "Something new"]
    assert not maria.message.silent

    await maria.taps("The same")
    assert "My question was of Sat 7 March 16:00. I take your answer as how it is now." in maria.screen
    assert "on day 1" not in maria.screen
    assert "is not usual now" in maria.screen
    assert choices(town, maria) == [("D1-3", "same")]

    await maria.taps_on(question, next(b.value for row in question.keyboard for b in row if b.text == "The same"))
    assert maria.screen.startswith("I have noted “The same” already.")
    await until(town, "2026-03-10 12:00")
    assert [one.text for one in town.world.history(maria.id) if "how it is. You can still" in one.text] == [
        one.text for one in town.world.history(maria.id) if "Hello, day 2." in one.text
    ] + [one.text for one in town.world.history(maria.id) if "Mon 9 March 09:30 how it is" in one.text]


async def test_the_old_buttons_still_answer_what_was_asked_again(town: Town) -> None:
    maria = await treated(town)
    await until(town, "2026-03-07 16:00")
    question = maria.message
    await until(town, "2026-03-08 09:30")
    again = maria.message
    await maria.taps_on(question, next(b.value for row in question.keyboard for b in row if b.text == "Better"))

    assert "Good to hear." in maria.screen
    await maria.taps_on(again, next(b.value for row in again.keyboard for b in row if b.text == "Better"))
    assert maria.screen.startswith("I have noted “Better” already.")
    await maria.taps_on(again, next(b.value for row in again.keyboard for b in row if b.text == "Worse"))
    assert maria.screen.startswith(URGENT)
    assert worries(town, maria) == [(ConcernLevel.TODAY, True)]


async def test_what_was_asked_again_can_be_answered_by_typing(town: Town) -> None:
    maria = await treated(town)
    await until(town, "2026-03-13 09:30")
    await until(town, "2026-03-16 09:30")
    await maria.says("ok")
    assert maria.buttons == ["Calm", "Not calm", "Not sure", "I'm worried"]
    await maria.says("calm")

    assert "one at a time" in maria.screen
    assert choices(town, maria) == [("D7-1", "calm")]


async def test_in_discreet_mode_the_second_asking_is_shown_on_request(town: Town) -> None:
    maria = await treated(town)
    await maria.says("/settings")
    await until(town, "2026-03-07 16:00")
    with town.store.transaction() as tx:
        patients.change(tx, maria.patient(), discreet=True)
    await until(town, "2026-03-08 09:30")
    assert "I asked on" not in maria.screen
    await maria.taps("Show")

    assert "I asked on Sat 7 March 16:00 how it is." in maria.screen
    await maria.taps("Better")
    assert choices(town, maria) == [("D1-3", "better")]


async def test_the_question_of_day_1_answered_on_day_3_is_answered_for_day_3(town: Town) -> None:
    maria = await treated(town)
    await until(town, "2026-03-07 16:00")
    question = maria.message
    await until(town, "2026-03-09 12:00")
    for label, wrong in (("The same", "on day 1"), ("Better", "From tomorrow")):
        await maria.taps_on(question, next(b.value for row in question.keyboard for b in row if b.text == label))
        assert wrong not in maria.screen
        assert "Swelling" in maria.screen or "swelling" in maria.screen
        assert "Sat 7 March 16:00" in maria.screen

    await maria.taps_on(question, next(b.value for row in question.keyboard for b in row if b.text == "Worse"))
    assert "on days 1 and 2" not in maria.screen
    assert "What gets worse now is not usual." in maria.screen


async def test_worse_to_the_question_about_a_worry_raises_it(town: Town) -> None:
    maria = await treated(town)
    await until(town, "2026-03-07 16:00")
    await maria.taps("Worse")
    await until(town, "2026-03-07 20:00")
    await maria.taps("Worse")

    assert maria.screen.startswith(URGENT)
    assert worries(town, maria) == [(ConcernLevel.TODAY, True), (ConcernLevel.URGENT, True)]


async def test_the_same_after_a_week_keeps_the_worry_open(town: Town) -> None:
    maria = await treated(town)
    await until(town, "2026-03-07 16:00")
    await maria.taps("Worse")
    await until(town, "2026-03-14 16:00")
    assert "A week ago you told me of a worry." in maria.screen
    await maria.taps("The same")

    assert "let somebody look at it" in maria.screen
    assert "I ask you again: Sun 15 March 09:30" in maria.screen
    assert worries(town, maria) == [(ConcernLevel.TODAY, True), (ConcernLevel.SOON, True)]
    await maria.taps("Sorted")
    assert worries(town, maria) == [(ConcernLevel.TODAY, False), (ConcernLevel.SOON, False)]


async def test_a_week_of_silence_after_a_worry_allows_nothing(town: Town) -> None:
    maria = await treated(town)
    await until(town, "2026-03-07 16:00")
    await maria.taps("Worse")
    await until(town, "2026-03-16 12:00")
    await maria.says("/can wear make-up")
    assert "ask your clinic first" in maria.screen

    await maria.taps("Sorted")
    await maria.says("/can wear make-up")
    assert "since Sun 8 March 15:04" in maria.screen


def watches(town: Town, person: Human) -> None:
    """[Ask me in the morning], as the store sees it."""
    protocol = town.assembly.house.protocol
    with town.store.transaction() as tx, changing(tx, person.patient(), protocol, town.clock()) as patient:
        answers.open_concern(tx, patient, ConcernLevel.WATCH, town.clock())


async def test_who_wanted_to_be_asked_in_the_morning_is_asked_and_nothing_is_held_back(town: Town) -> None:
    maria = await treated(town)
    await until(town, "2026-03-08 18:00")
    watches(town, maria)
    await maria.says("/can wear make-up")
    assert "Sun 8 March 15:04" in maria.screen
    await until(town, "2026-03-09 09:30")
    asked = [one for one in town.world.history(maria.id) if "You wanted to be asked once more." in one.text]
    assert len(asked) == 1

    await maria.taps_on(asked[0], next(b.value for row in asked[0].keyboard for b in row if b.text == "The same"))
    assert "What is usual depends on the day." in maria.screen
    assert worries(town, maria) == [(ConcernLevel.WATCH, True)]
    await maria.taps_on(asked[0], next(b.value for row in asked[0].keyboard for b in row if b.text == "Worse"))
    assert maria.screen.startswith(URGENT)
    assert worries(town, maria) == [(ConcernLevel.WATCH, True), (ConcernLevel.TODAY, True)]


async def test_the_watched_can_be_called_sorted(town: Town) -> None:
    maria = await treated(town)
    await until(town, "2026-03-08 18:00")
    watches(town, maria)
    await until(town, "2026-03-09 09:30")
    await maria.taps("Sorted")

    assert worries(town, maria) == [(ConcernLevel.WATCH, False)]


async def test_a_photo_that_is_put_off_during_a_worry_waits_and_says_so(town: Town) -> None:
    maria = await treated(town)
    await until(town, "2026-04-03 09:30")
    photo = maria.message
    with (
        town.store.transaction() as tx,
        changing(tx, maria.patient(), town.assembly.house.protocol, town.clock()) as patient,
    ):
        answers.open_concern(tx, patient, ConcernLevel.SOON, town.clock())
    await maria.taps_on(photo, next(b.value for row in photo.keyboard for b in row if b.text == "Tonight"))

    assert maria.screen == "You told me of a worry, so this one waits until it is sorted."
