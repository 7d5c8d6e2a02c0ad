"""/can, by buttons and by words, at each stage of the year. Maria's treatment ended on Friday 6 March, 15:04."""

from __future__ import annotations

from bot.schedules.asked import hear
from tests.conversations.town import Town
from tests.conversations.walks import treated, until

STAGES = (
    ("2026-03-06 15:10", "Gym, hard sweat, very hot showers: from Mon 9 March 15:04."),
    ("2026-03-07 16:00", "Gym, hard sweat, very hot showers: from Mon 9 March 15:04."),
    ("2026-03-09 15:04", "since Mon 9 March 15:04."),
    ("2026-03-13 10:00", "since Mon 9 March 15:04."),
    ("2026-03-20 16:00", "since Mon 9 March 15:04."),
    ("2026-06-04 10:00", "since Mon 9 March 15:04."),
    ("2027-03-06 10:00", "since Mon 9 March 2026 15:04."),
)

QUESTIONS = {
    "/can go to the gym": ("exercise", "Mon 9 March 15:04"),
    "/can take a painkiller": ("painkillers", "pharmacist"),
    "may I take a shower?": ("shower", "Fri 6 March 21:04"),
    "wash my hair": ("hair-wash", "Sat 7 March 15:04"),
    "hyaluronic acid": ("hyaluronic", "Fri 13 March 15:04"),
    "Vaseline?": ("petroleum-jelly", "Sat 7 March 15:04"),
    "mascara": ("mascara", "Sun 8 March 15:04"),
    "lip balm": ("lip-balm", "Sat 7 March 15:04"),
    "/can wear a mask": ("mask", "Fri 13 March 15:04"),
    "Can I fly on Sunday?": ("flying", "Sat 7 March 15:04"),
    "sleeping on my side": ("side-sleeping", "back"),
    "My clinic gave me nothing": ("nothing-given", "Fri 6 March 21:04"),
    "with PRP": ("prp", "your clinic"),
    "under my eyes": ("under-eyes", "Sun 8 March 15:04"),
    "sunbathing at noon": ("midday-sun", "never"),
    "Retin-A": ("retinoid", "Fri 20 March 15:04"),
    "WINE!!!": ("alcohol", "Sun 8 March 15:04"),
}
"""What people type, what it is about, and what must be in the answer."""


async def test_may_i_go_to_the_gym_is_answered_with_its_moment_at_each_stage_of_the_year(town: Town) -> None:
    maria = await treated(town)
    for when, answer in STAGES:
        await until(town, when)
        await maria.says("/can go to the gym")

        assert answer in maria.screen, when


async def test_what_people_ask_in_their_own_words_has_an_answer(town: Town) -> None:
    maria = await treated(town)
    for question, (key, answer) in QUESTIONS.items():
        await maria.says(question)

        assert hear(question).keys == (key,), question
        assert answer in maria.screen, question
        assert "I'm worried" in maria.buttons, question


async def test_by_buttons_a_group_shows_all_its_moments_and_each_can_be_opened(town: Town) -> None:
    maria = await treated(town)
    await maria.says("/can")
    screen = maria.message.id
    await maria.taps("Serums and acids")
    assert "acids and scrubs: from Fri 13 March 15:04" in maria.screen
    assert "Minoxidil" not in maria.buttons

    await maria.taps("Vitamin C, serums")
    assert "So I am slow here." in maria.screen
    await maria.taps("Back", "Back")
    assert maria.screen.startswith("May I …?")
    assert maria.message.id == screen


async def test_two_questions_in_one_text_get_both_answers(town: Town) -> None:
    maria = await treated(town)
    await maria.says("can I drink wine and swim?")

    assert "Alcohol: from Sun 8 March" in maria.screen
    assert "Pool, sea, hot tub, sauna: from Wed 11 March" in maria.screen


async def test_what_is_not_understood_is_not_guessed(town: Town) -> None:
    maria = await treated(town)
    for text in ("/can blorb", "/can 🙂🙂", "/can ..."):
        await maria.says(text)

        assert "I did not understand that, and I do not guess" in maria.screen, text
        assert maria.buttons[-1] == "I'm worried", text


async def test_while_a_worry_is_open_every_permit_says_to_ask_first(town: Town) -> None:
    maria = await treated(town)
    await until(town, "2026-03-09 16:00")
    await maria.taps("Something new")
    await maria.says("/can go to the gym")
    assert "please ask your clinic first" in maria.screen
    assert "Mon 9 March" not in maria.screen

    await maria.says("/can")
    await maria.taps("Washing, cream, sun")
    assert "sunscreen: ask your clinic first" in maria.screen
    assert "March" not in maria.screen

    await until(town, "2026-03-13 10:00")
    await maria.taps("Calm")
    await until(town, "2026-03-16 16:05")
    await maria.says("/can go to the gym")
    assert "since Mon 9 March 15:04" in maria.screen


async def test_areas_with_different_moments_are_told_apart_where_that_is_possible(town: Town) -> None:
    amir = await treated(town, "Amir")
    await until(town, "2026-03-10 10:00")
    await amir.says("just finished, scalp, 0.5 mm, at the clinic")
    await amir.taps("Start")

    await amir.says("shaving")
    assert "shaving (face): from Wed 11 March 15:04" in amir.screen
    assert "shaving (scalp): from Fri 13 March 10:00" in amir.screen
    await amir.says("alcohol")
    assert "Alcohol: from Wed 11 March 10:00." in amir.screen
    assert "(face)" not in amir.screen


async def test_a_question_about_skin_that_was_not_treated_is_not_answered_with_a_moment(town: Town) -> None:
    amir = town.person("Amir")
    await amir.says("/start")
    await amir.taps("I am 18 or over and I agree", "Yes", "Just now", "Scalp")
    await amir.taps("Clinic, up to 0.5 mm", "None of these", "Start")
    await amir.says("mascara")
    assert "I only name times for the skin that was treated" in amir.screen

    await amir.says("minoxidil")
    assert "Minoxidil: from Sat 7 March 15:04" in amir.screen


async def test_forged_buttons_of_can_are_refused(town: Town) -> None:
    maria = await treated(town)
    await maria.says("/can")
    for forged in ("1:may:nonsense", "1:may:crisis", "1:may", "1:can:nonsense", "1:can:care:x"):
        await maria.taps_on(maria.message, forged)

        assert maria.toast is not None, forged
        assert "March" not in "".join(maria.hears), forged
