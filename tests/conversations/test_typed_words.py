"""What people type when nothing was asked. Maria's treatment ended on Friday 6 March, 15:04."""

from __future__ import annotations

import pytest

from bot.schedules.asked import About, hear
from bot.store.treatments import treatments_of
from tests.conversations.town import Town, unanswered
from tests.conversations.walks import treated, until

SLIPS = {
    "I already went to the gym": "from Mon 9 March 15:04",
    "oops, I put on make-up": "Sun 8 March 15:04",
    "I drank wine yesterday": "You may see more flushing",
    "I picked at it": "Wash your hands",
    "I forgot": "It happens",
    "I put makeup on this morning": "Sun 8 March 15:04",
    "I went swimming": "Wed 11 March 15:04",
}
SMALL = {
    "thanks!": "You are welcome",
    "Thank you so much": "You are welcome",
    "are you real?": "I am a program, and no person reads along here",
    "Hello": "Hello. I am the reminder service",
    "Morpheus8": "That device works with radio waves",
    "was it RF needling?": "That device works with radio waves",
    "/export": "I do not know that command",
    "the weather is nice": "did not understand",
}
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


async def test_a_slip_is_met_kindly_with_what_to_do_now_and_until_when(town: Town) -> None:
    maria = await treated(town)
    for words, answer in SLIPS.items():
        await maria.says(words)

        assert answer in maria.screen, words
        assert "should have" not in maria.screen, words


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


async def test_a_worry_gets_the_list_before_the_answer_about_ice(town: Town) -> None:
    maria = await treated(town)

    await maria.says("my cheek is very swollen, can I use ice?")

    signs, list_of_signs, ice = [message.text for message in maria._said()[-3:]]
    assert "112" in signs
    assert "None of these" in list_of_signs
    assert ice.startswith("No ice")


@pytest.mark.parametrize(
    "signs", ["my throat feels tight", "my palms are blue", "my skin is grey", "vision blurry", "the needle was shared"]
)
def test_a_sign_that_the_bot_names_itself_is_heard_when_it_is_typed(signs: str) -> None:
    assert About.DANGER in hear(signs)


def test_may_i_is_no_slip() -> None:
    assert About.SLIP in hear("I put makeup on")
    assert About.SLIP not in hear("can I put makeup on?")


async def test_small_talk_has_an_answer(town: Town) -> None:
    maria = await treated(town)
    for words, answer in SMALL.items():
        await maria.says(words)

        assert answer in maria.screen, words
        assert maria.buttons[-1] == "I'm worried", words


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
    await maria.edits("can I swim?")

    assert maria.hears == []
    assert unanswered(town) == []


@pytest.mark.parametrize(
    ("text", "kinds", "keys"),
    [
        ("Can I go to the GYM?", {About.ACTIVITY}, ("exercise",)),
        ("no scrub please", {About.ACTIVITY}, ("acids",)),
        ("No!", {About.NO}, ()),
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
