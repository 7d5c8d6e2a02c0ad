"""How typed words are heard, and what a slip changes. Maria's treatment ended on Friday 6 March, 15:04."""

from __future__ import annotations

import pytest

from bot.schedules.asked import About, hear
from bot.store.treatments import treatments_of
from tests.conversations.town import Town, unanswered
from tests.conversations.walks import treated, until
from tests.people import LISBON, at

ODD = (
    "🙂" * 2048,
    "\u202e\u2066olleh\u2069\u202c",
    "\u0000\ufeff\u200b",
    "<b>bold</b> & </b>",
    "{ $clinic } %s \\n",
    "سلام",
    "a" * 4096,
    "'; DROP TABLE patient; --",
    "1:answer:x:D1-3:0:better",
    "12345678901234567890",
    "99",
    "?",
)


async def test_what_has_opened_already_was_no_slip(town: Town) -> None:
    maria = await treated(town)
    await until(town, "2026-03-10 10:00")
    await maria.says("I already went to the gym")

    assert maria.screen == "By now that is fine, if all is calm – sport and hot showers: since Mon 9 March 15:04."


async def test_a_slip_of_yesterday_registers_no_treatment(town: Town) -> None:
    maria = await treated(town)
    await until(town, "2026-03-08 10:00")
    await maria.says("I went to the gym yesterday at 18:00")

    assert "from Mon 9 March 15:04" in maria.screen
    with town.store.read() as tx:
        assert len(treatments_of(tx, maria.patient())) == 1


async def test_under_a_worry_a_slip_is_for_the_clinic(town: Town) -> None:
    maria = await treated(town)
    await until(town, "2026-03-07 16:00")
    await maria.taps("Worse")
    await maria.says("I already went to the gym")

    assert "please tell your clinic of this too" in maria.screen


async def test_a_worry_gets_its_question_before_the_answer_about_ice(town: Town) -> None:
    maria = await treated(town)
    await maria.says("my cheek is very swollen, can I use ice?")

    question, ice = maria.hears
    assert question.startswith("Swelling\nCall 112 now for any of these:")
    assert ice.startswith("No ice")


@pytest.mark.parametrize(
    "signs", ["my throat feels tight", "my palms are blue", "my skin is grey", "vision blurry", "the needle was shared"]
)
def test_a_sign_that_the_bot_names_itself_is_heard_when_it_is_typed(signs: str) -> None:
    assert About.DANGER in hear(signs)


@pytest.mark.parametrize(
    "typed",
    [
        "112",
        "112!",
        "911",
        "my eye is completely shut",
        "i cant breath",
        "overdoses of vitamin c? i am shaking",
        "my ear rings",
    ],
)
async def test_what_is_grave_gets_the_urgent_signs_first_in_the_middle_of_registering_too(
    town: Town, typed: str
) -> None:
    maria = town.person("Maria")
    await maria.says(typed)
    assert maria.hears[0].startswith("Call 112 now"), maria.hears

    await maria.says("/start")
    await maria.taps("I am 18 or over and I agree", "Yes")
    await maria.says(typed)
    assert maria.hears[0].startswith("Call 112 now"), maria.hears


async def test_an_eye_that_does_not_open_leads_on_to_the_eye_and_not_to_plain_swelling(town: Town) -> None:
    maria = await treated(town)
    await maria.says("my left eye is swollen shut since this morning")
    await maria.taps("None of these")

    assert maria.screen.startswith("Eye trouble")
    assert maria.buttons[0] == "Swollen shut, pain, blurry"


async def test_too_many_pills_get_the_emergency_number_first_and_then_the_crisis_line(town: Town) -> None:
    maria = await treated(town)
    await maria.says("i took too many pills")

    assert maria.screen.startswith("Please call 112 now.")
    assert "crisis line" in maria.screen


async def test_a_number_is_an_answer_where_it_is_asked_for_and_a_call_elsewhere(town: Town) -> None:
    tashi = town.person("Tashi")
    await tashi.says("/start")
    await tashi.taps("I am 18 or over and I agree")
    await tashi.says("Kathmandu")
    await tashi.taps("Yes")
    await tashi.says("112")
    assert "When did your session end?" in tashi.screen
    assert tashi.patient().emergency == "112"

    await tashi.says("112")
    assert tashi.hears[0].startswith("Call 112 now")


def test_may_i_is_no_slip() -> None:
    assert About.SLIP in hear("I put makeup on")
    assert About.SLIP not in hear("can I put makeup on?")


async def test_whatever_is_typed_gets_an_answer_and_never_a_trace(town: Town) -> None:
    maria = await treated(town)
    for text in ODD:
        await maria.says(text)

        assert len(maria.hears) == 1, text[:20]
        assert maria.buttons[-1] == "I'm worried", text[:20]
    assert unanswered(town) == []


async def test_an_edited_message_is_left_alone(town: Town) -> None:
    maria = await treated(town)
    await maria.says("thanks")
    for words in ("can I swim?", "yesterday 15:00, 1.5 mm, face", "99"):
        await maria.edits(words)

        assert maria.hears == [], words
    assert unanswered(town) == []


async def test_danger_in_an_edited_message_is_seen(town: Town) -> None:
    maria = await treated(town)
    await maria.says("thanks")
    await until(town, "2026-03-07 10:00")
    await maria.edits("thanks, but my lips are swollen")

    assert maria.hears[0].startswith("Call 112 now")


@pytest.mark.parametrize("words", ["/can I breathe, my throat is closing", "/can I put cream on it, is this normal"])
async def test_behind_can_a_worry_comes_before_any_moment(town: Town, words: str) -> None:
    maria = await treated(town)
    await maria.says(words)

    assert any(text.startswith("Call 112 now") for text in maria.hears)
    assert "Sat 7 March" not in "".join(maria.hears)


async def test_last_night_offers_the_hours_of_the_night(town: Town) -> None:
    maria = town.person("Maria")
    await maria.says("/start")
    await maria.taps("I am 18 or over and I agree", "Yes")
    await maria.says("last night, 0.3 mm, face, at home")
    assert maria.buttons[:6] == [f"Thu 5 March, {hour}:00" for hour in range(18, 24)]

    await maria.taps("Thu 5 March, 23:00", "None of these", "Start")
    with town.store.read() as tx:
        (told,) = treatments_of(tx, maria.patient())
    assert told.ends_at == at("2026-03-05 23:00", LISBON)


@pytest.mark.parametrize(
    ("text", "kinds", "keys"),
    [
        ("Can I go to the GYM?", {About.ACTIVITY}, ("exercise",)),
        ("no scrub please", {About.ACTIVITY}, ("acids",)),
        ("No!", {About.NO, About.TALK}, ("nothing-asked",)),
        ("👍", {About.TALK}, ("emoji",)),
        ("I had questions", set(), ()),
        ("pleaseeee can I swimmm", {About.ACTIVITY}, ("pool",)),
        ("a hot shower", {About.ACTIVITY, About.TOPIC}, ("exercise",)),
        ("crème solaire, SPF 50", {About.ACTIVITY}, ("sunscreen",)),
        ("can\u2019t breathe", {About.DANGER}, ()),
        ("gymnasium", set(), ()),
        ("", set(), ()),
        ("wine, then the pool, then wine", {About.ACTIVITY}, ("alcohol", "pool")),
    ],
)
def test_whole_phrases_are_heard_without_case_accents_or_punctuation(
    text: str, kinds: set[About], keys: tuple[str, ...]
) -> None:
    heard = hear(text)

    assert (heard.kinds, heard.keys) == (frozenset(kinds), keys)
