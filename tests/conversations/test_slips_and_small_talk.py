"""Slips, questions and small talk, typed the way people type. Maria's treatment ended on Friday 6 March, 15:04, on face and scalp."""

from __future__ import annotations

import re

import pytest

from bot.schedules.protocol import Activity
from bot.schedules.unlock import ENDS
from bot.store.treatments import treatments_of
from tests.content.measures import BANNED
from tests.conversations.town import Human, Town, unanswered
from tests.conversations.walks import treated, until

AGREE = "I am 18 or over and I agree"

SLIPS: dict[str, tuple[tuple[str, ...], str]] = {
    "rinse": (("oops I rinsed it", "I already splash water on it", "i put micellar water on"),
        "Pat it dry with something clean. Next time: from Fri 6 March 21:04"),
    "cleanser": (("I washed my face with soap", "i used my cleanser already", "washed it by accident"),
        "Next time: from Sat 7 March 15:04"),
    "moisturiser": (("I put my night cream on", "i applied cerave", "oops, used lotion"), "Next time: from Sat 7 March 15:04"),
    "sunscreen": (("i put sunscreen on already", "I used SPF 50", "accidentally used sun cream"), "meant well"),
    "make-up": (("oops, I put on make-up", "i wore foundation to work", "I put concealer on this morning"), "Take it off softly"),
    "exercise": (("I already went to the gym", "i worked out this morning", "just came back from the gym"), "Cool down"),
    "alcohol": (("I drank wine", "had two beers last night", "i had a glass of prosecco"), "You may see more flushing"),
    "pool": (("I went swimming", "i was in the sauna", "been in the hot tub"), "Pat it dry with something clean."),
    "shaving": (("I shaved", "i already used my razor", "shaved by mistake"), "nothing scented"),
    "waxing": (("I waxed", "i used fake tan", "i had threading done"), "Cool it with a clean, damp cloth"),
    "acids": (("I used my retinol", "i put toner on", "accidentally used a scrub"), "Burning that stays"),
    "vitamin-c": (("I used vitamin c", "put my serum on by accident", "i put facial oil on it"), "Write down which product it was"),
    "retinoid": (("I used tretinoin last night", "i put differin on", "oops, adapalene"), "or as prescribed"),
    "procedure": (("I had botox done too", "i got a laser yesterday", "I had a hydrafacial by mistake"), "Tell both places about it"),
    "midday-sun": (("I was in the sun all day", "i sunbathed", "i went to the beach"), "Go into the shade"),
    "hair-wash": (("I washed my hair", "i used shampoo", "oops dry shampoo"), "Let it dry in the air"),
    "tight-hat": (("I wore a helmet", "i already wore my cap", "i had my wig on"), "let the skin breathe"),
    "minoxidil": (("I put minoxidil on", "i already used rogaine", "oops, regaine"), "Leave it off for now"),
    "hair-dye": (("I dyed my hair", "i bleached it", "i used henna"), "Rinse it out"),
}  # fmt: skip

QUESTIONS: dict[str, tuple[tuple[str, ...], str]] = {
    "painkillers": (("can i take ibuprofen", "paracetamol ok?", "pain killers??"), "before you take anything new"),
    "shower": (("can I shower", "is a bath ok", "when may i take a shower"), "Water"),
    "hair wash": (("when can I wash my hair", "shampoo?", "washing my hair ok"), "Hair wash"),
    "hyaluronic acid": (("hyaluronic acid serum", "can i use hyaluron", "HA serum ok?"), "Your own serum"),
    "petroleum jelly": (("is vaseline ok", "can i put aquaphor on", "slugging?"), "A thick layer works like a cover"),
    "mascara": (("mascara?", "can I wear eyeliner", "false lashes tomorrow ok"), "Mascara and eye make-up"),
    "lip balm": (("lip balm", "chapstick?", "can I use lipstick"), "A plain balm on the lips"),
    "mask": (("do I have to wear a mask", "sheet mask ok?", "face mask at work"), "A sheet or clay mask counts as a serum"),
    "flying": (("can I fly on sunday", "is a flight ok", "I have to take a plane"), "No study was found on flying"),
    "sleeping on the side": (("can I sleep on my side", "how should I sleep", "I'm a side sleeper"), "your back is best"),
    "nothing given": (("my clinic gave me nothing", "they gave me no cream", "no aftercare instructions"), "less is enough"),
    "PRP": (("it was with PRP", "vampire facial", "they used platelets"), "With PRP"),
    "under the eyes": (("under my eyes", "they did around my eyes", "undereye area"), "Skin there is thin"),
    "photos": (("how do I take a photo", "before and after photos", "how should I take photos"), "Photos that compare well"),
}  # fmt: skip

SMALL: dict[str, tuple[tuple[str, ...], str]] = {
    "thanks": (("thanks!", "thx", "omg thank you so much", "ty 🙏"), "You are welcome"),
    "real": (("are you real?", "r u a bot", "who am I talking to", "can I talk to a human"), "I am a program, and no person reads along"),
    "yes and no": (("yes", "ok", "okay 👍", "no", "nope.", "got it"), "I have no open question for you"),
    "emoji": (("👍", "😭😭😭", "❤️"), "I cannot read pictures"),
    "device": (("Morpheus8", "it was RF needling", "they used secret rf", "sylfirm x"), "That device works with radio waves"),
    "hello": (("hi", "Good morning!", "hola"), "I am the reminder service"),
    "quiet hours": (("not before 10", "no messages after 8pm", "please don't write at night", "you woke me up"),
        "You choose when I write first"),
    "too many": (("too many messages", "write less please", "stop spamming me"), "You can have less of me"),
    "nobody answers": (("my clinic doesn't answer", "can't reach my clinic", "who do I call"), "Closed, or no answer? Call"),
    "a photo": (("can I send you a photo", "look at my face pls", "check my photo"), "I cannot look at photos"),
    "results": (("I see no difference", "when will I see results", "is it working?"), "Month 3 is the first fair time"),
    "nonsense": (("the weather is nice", "asdfgh", "???", "lorem ipsum dolor"), "did not understand"),
}  # fmt: skip


async def face_and_scalp(town: Town) -> Human:
    maria = town.person("Maria")
    await maria.says("/start")
    await maria.taps(AGREE, "Yes", "Just now")
    await maria.says("face and scalp")
    await maria.taps("Clinic, up to 0.5 mm", "None of these", "Start")
    return maria


async def test_every_slip_has_its_own_answer_kind_and_with_what_to_do_now(town: Town) -> None:
    maria = await face_and_scalp(town)
    assert {*SLIPS} == set(Activity) - ENDS
    for phrases, answer in SLIPS.values():
        for typed in phrases:
            await maria.says(typed)

            assert answer in maria.screen, (typed, maria.screen)
            assert maria.screen.startswith("It happens"), typed
            assert not re.search(r"should have|your fault|why did you|you must", maria.screen), typed
            assert "I'm worried" in maria.buttons, typed


@pytest.mark.parametrize("table", [QUESTIONS, SMALL], ids=["questions", "small talk"])
async def test_what_people_type_has_its_own_answer(town: Town, table: dict[str, tuple[tuple[str, ...], str]]) -> None:
    maria = await face_and_scalp(town)
    for phrases, answer in table.values():
        assert len(phrases) >= 3
        for typed in phrases:
            await maria.says(typed)

            assert answer in maria.screen, (typed, maria.screen)
            assert "I'm worried" in maria.buttons, typed
            assert not BANNED.findall(maria.screen), typed
    assert unanswered(town) == []


PERMITS = re.compile(
    r"\b(fine|you may|may be used|allowed|since (Mon|Tue|Wed|Thu|Fri|Sat|Sun)|from (Mon|Tue|Wed|Thu|Fri|Sat|Sun))\b",
    re.IGNORECASE,
)


async def test_under_an_open_worry_nothing_typed_gets_a_permit(town: Town) -> None:
    maria = await treated(town)
    await until(town, "2026-03-13 10:00")
    await maria.taps("Not calm")
    for table in (SLIPS, QUESTIONS):
        for phrases, _ in table.values():
            await maria.says(phrases[0])

            assert not PERMITS.search(maria.screen), maria.screen


async def test_quiet_hours_lead_to_their_screen_by_one_tap(town: Town) -> None:
    maria = await treated(town)
    await maria.says("not before 10 please")
    await maria.taps("Quiet hours")
    assert "When should I be quiet?" in maria.screen

    await maria.says("no messages before 11")
    await maria.taps("Morning time")
    await maria.taps("11:00")
    assert "Morning messages come at 11:00." in maria.screen


async def test_fewer_messages_are_one_tap_away(town: Town) -> None:
    maria = await treated(town)
    await maria.says("too many messages!")
    await maria.taps("Only the essentials")

    assert "You get the essentials" in maria.screen


async def test_somebody_unknown_is_told_whom_to_call_and_is_asked_to_start_for_the_rest(town: Town) -> None:
    amir = town.person("Amir")
    await amir.says("my clinic doesn't answer")
    assert "112" in amir.screen
    for typed in ("yes", "not before 10", "👍"):
        await amir.says(typed)
        assert "/start" in amir.screen, typed


WATER = re.compile(r"\b(lukewarm|water|rinse)\b", re.IGNORECASE)


async def test_before_its_moment_no_answer_to_a_slip_speaks_of_water_on_the_skin(town: Town) -> None:
    maria = await treated(town)
    washable = set(SLIPS) - {"rinse", "alcohol", "hair-dye", "hair-wash", "minoxidil", "tight-hat"}
    for key in sorted(washable):
        await maria.says(SLIPS[key][0][0])
        assert not WATER.search(maria.screen), (key, maria.screen)
    for typed in ("i used mascara", "oops a sheet mask", "I already used hyaluronic acid"):
        await maria.says(typed)
        assert not WATER.search(maria.screen), (typed, maria.screen)

    await until(town, "2026-03-06 21:05")
    for typed in ("I went swimming", "I used my retinol", "I put my night cream on"):
        await maria.says(typed)
        assert "lukewarm water" in maria.screen, typed


async def test_a_scalp_waits_for_its_own_water(town: Town) -> None:
    maria = town.person("Maria")
    await maria.says("/start")
    await maria.taps(AGREE, "Yes", "Just now", "Scalp", "Clinic, up to 0.5 mm", "None of these", "Start")
    await maria.says("i was in the sauna")
    assert not WATER.search(maria.screen)

    await until(town, "2026-03-07 16:00")
    await maria.says("i was in the sauna")
    assert "lukewarm water" in maria.screen


async def test_picked_scabs_get_one_answer_and_pain_beside_them_its_question(town: Town) -> None:
    maria = await treated(town)
    await maria.says("i picked my scabs")
    assert len(maria.hears) == 1
    assert maria.screen.startswith("It happens. Wash your hands")

    await maria.says("i picked my scabs and now it hurts")
    assert "Which one first?" in maria.hears[0]


async def test_water_tea_and_coffee_are_no_alcohol(town: Town) -> None:
    maria = await treated(town)
    for typed in ("can i drink water", "can I drink tea", "is coffee ok", "i drank coffee"):
        await maria.says(typed)
        assert "water, tea or coffee" in maria.screen, typed
        assert not maria.screen.startswith("Alcohol"), typed


async def test_a_wrong_date_leads_to_the_correction_and_not_to_a_second_session(town: Town) -> None:
    maria = await treated(town)
    wrong = "I typed the wrong date, it was yesterday 15:00, face"
    for typed in ("wrong date i did it yesterday", "i made a mistake it was on scalp", wrong):
        await maria.says(typed)
        assert "Correct" in maria.screen, typed
        assert "It happens" not in maria.screen, typed
    with town.store.read() as tx:
        assert len(treatments_of(tx, maria.patient())) == 1

    await maria.taps("My sessions")
    assert "6 March" in maria.screen


async def test_a_mistake_that_was_done_to_the_skin_is_a_slip(town: Town) -> None:
    maria = await treated(town)
    await maria.says("i made a mistake and used my retinol")
    assert maria.screen.startswith("It happens")


async def test_pause_and_go_on_can_be_typed(town: Town) -> None:
    maria = await treated(town)
    await maria.says("pause")
    assert "Go on" in maria.buttons
    await maria.says("go on")
    assert "Next message" in maria.screen


@pytest.mark.parametrize("typed", ["stop sending me messages", "please stop sending me messages!", "unsubscribe"])
async def test_no_more_messages_is_heard_as_stop(town: Town, typed: str) -> None:
    maria = await treated(town)
    await maria.says("/stop")
    stopped = maria.screen
    await maria.says("/start")
    await maria.says(typed)
    assert maria.screen == stopped


async def test_delete_my_data_asks_as_forget_does(town: Town) -> None:
    maria = await treated(town)
    await maria.says("/forget")
    asked = maria.screen
    await maria.says("please delete my data")
    assert maria.screen == asked
    assert maria.patient_or_none() is not None


async def test_all_good_now_closes_no_worry_by_itself_and_the_label_does(town: Town) -> None:
    maria = await treated(town)
    await until(town, "2026-03-07 16:00")
    await maria.taps("Worse")
    await maria.says("all good now")
    assert "tap “Sorted”" in maria.screen
    assert "Sorted" in maria.buttons
    await maria.says("can I swim?")
    assert "please ask your clinic first" in maria.screen

    await maria.says("Sorted")
    assert "sorted" in maria.screen
    await maria.says("can I swim?")
    assert "please ask your clinic first" not in maria.screen


async def test_somebody_who_has_moved_is_asked_about_the_place_or_shown_the_way_there(town: Town) -> None:
    maria = await treated(town)
    await maria.says("i moved to Berlin")
    assert "Berlin" in maria.screen
    await maria.says("i am in another country")
    assert "Time and place" in maria.buttons


async def test_pregnancy_gets_no_moment_whatever_is_asked_beside_it(town: Town) -> None:
    maria = await treated(town)
    for typed in (
        "im pregnant",
        "can i swim, i am pregnant",
        "/can i swim while pregnant",
        "i am pregnant and i went swimming",
    ):
        await maria.says(typed)
        assert "My times are not made for pregnancy" in maria.screen, typed
        assert "March" not in "".join(maria.hears), typed


async def test_who_should_wait_shows_the_list_and_settings_their_button(town: Town) -> None:
    maria = await treated(town)
    await maria.says("who should wait?")
    assert "wait" in maria.screen
    assert "did not understand" not in maria.screen
    await maria.says("can you help me with my settings")
    assert "Call 112" not in maria.screen
    await maria.taps("Settings")
    assert "Quiet hours" in maria.screen
