"""Whatever arrives gets a fitting answer or polite silence, never a trace, and harms nobody."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlmodel import select

from bot.playground.groups import upgrade
from bot.store import patients
from bot.store.records import Draft, Inbox
from bot.store.states import InboxState
from bot.words.buttons import LIMIT, decode, encode
from tests.conversations.test_registering import treatments
from tests.conversations.town import Human, Town
from tests.conversations.walks import treated

AGREE = "I am 18 or over and I agree"
ANSWERS = ("I cannot use that button", "one year at most", "p to 60 days ahead", "That form is closed", "On which day")
"""What a forged button can get: the refusal, or the limits, which are no secret."""

GROUP_LINE = 'I only talk in private, one to one. Open my profile and tap "Message".'

ODD_TEXTS = (
    "😀" * 2048,
    "\u202e\u2067 اَلْعَرَبِيَّة \u2069\u202c",
    "<b>bold</b> & <tg-time unix='1'>x</tg-time>",
    "{ $clinic } { reg-when }",
    "a" * 4096,
    "\x00\x01\x02",
    "/",
    "/unknown_command",
    "/start@another_bot",
    "' OR 1=1 --",
)


async def at_every_question(town: Town) -> list[Human]:
    """Somebody at each question of registering."""
    people = []
    taps = (AGREE, "Yes", "14:30", "Face", "Clinic, depth not known", "None of these")
    for number in range(1, len(taps) + 1):
        human = town.person(f"Maria {number}")
        await human.says("/start")
        await human.taps(*taps[:number])
        people.append(human)
    return people


def broken(town: Town) -> list[Inbox]:
    """Updates that were given up."""
    with town.store.read() as tx:
        return list(tx.exec(select(Inbox).where(Inbox.state == InboxState.PARKED)).all())


async def test_odd_texts_get_an_answer_at_every_question_and_change_nothing(town: Town) -> None:
    for human in await at_every_question(town):
        for text in ODD_TEXTS:
            await human.says(text)
            assert len(human.hears) == 1, (human.name, text[:20], human.hears)

    assert broken(town) == []
    assert treatments(town) == []


async def test_odd_texts_get_an_answer_from_a_stranger_and_from_a_patient(town: Town) -> None:
    maria, amir = town.person("Maria"), town.person("Amir")
    await maria.registers("14:30")
    for human in (maria, amir):
        for text in ODD_TEXTS:
            await human.says(text)
            assert len(human.hears) == 1, (human.name, text[:20], human.hears)

    assert broken(town) == []
    assert amir.patient_or_none() is None


@pytest.mark.parametrize("kind", ["photo", "sticker", "voice", "video", "document", "contact"])
async def test_what_is_no_text_gets_an_answer_in_the_middle_of_registering(town: Town, kind: str) -> None:
    maria = town.person("Maria")
    await maria.says("/start")
    await maria.taps(AGREE, "Yes")
    await maria.sends(kind)

    assert len(maria.hears) == 1
    await maria.taps("14:30")
    assert any(one.text == "Where were you treated?" for one in town.world.history(maria.id))
    assert broken(town) == []


FORGED = (
    "", "x", "1", "1:", "1::", "2:begin", "1:nosuchverb", "1:ended", "1:ended:", "1:ended:yesterday", "1:ended:20260230T1430",
    "1:ended:99991231T2359", "1:ended:00010101T0000", "1:ended-on:20260306:x", "1:ended-unknown:2026030", "1:month:209913",
    "1:month:000000", "1:coming:999912", "1:areas:moon", "1:area:moon", "1:depth:9", "1:depth-mm:nan", "1:depth-mm:-1",
    "1:depth-mm:1e9", "1:home-depth:7", "1:by:nobody", "1:applies:everything", "1:ask:nothing", "1:place-is:Mars/Olympus",
    "1:place-is:../../etc/passwd", "1:place-is:UTC", "1:session:", "1:undo", "1:cancel-yes:x", "1:course-is:x:2",
    "1:goal:fame", "1:apply", "1:begin:sure:sure:sure", "1:answer:a:BOOK-1:0:just-finished", "1:answer:a:PRE-2:x:none-apply",
    "1:answer:a:D4-1:0:goal-fame", "1:answer:a:D4-1:0:fame", "1:agree:twice", "1:consent", "ы" * 30, "1:" + "a" * 62,
)  # fmt: skip


async def test_any_callback_data_gets_one_polite_answer(town: Town) -> None:
    maria = town.person("Maria")
    await maria.says("/start")
    await maria.taps(AGREE, "Yes")
    for data in FORGED:
        await maria.taps_on(maria.message, data)
        assert maria.toast is not None, data
        assert any(answer in maria.screen for answer in ANSWERS), (data, maria.screen)

    assert broken(town) == []
    assert treatments(town) == []
    with town.store.read() as tx:
        (draft,) = tx.exec(select(Draft)).all()
    assert draft.known["day"] is None


async def test_a_stranger_who_taps_is_asked_to_start(town: Town) -> None:
    amir = town.person("Amir")
    await amir.says("/start")
    for data in ("1:begin", "1:new", "1:ended:now", "1:sessions", "1:undo:abc", "1:place-yes", "1:change"):
        await amir.taps_on(amir.message, data)
        assert "Tap /start" in amir.screen, data

    assert amir.patient_or_none() is None


@given(st.text(max_size=80))
def test_what_does_not_decode_does_not_break_the_decoder(data: str) -> None:
    tapped = decode(data)

    if tapped is not None:
        assert encode(tapped.verb, *tapped.args) == data
        assert len(data.encode()) <= LIMIT


async def test_a_group_hears_one_line_and_then_nothing(town: Town) -> None:
    maria = town.person("Maria")
    await maria.registers("14:30")
    group = town.world.person_adds_to_group(maria.id, "Family")
    await town.settle()
    said = [one.text for one in town.world.history(group.id) if one.from_bot and one.kind != "service"]
    assert said == [GROUP_LINE]
    for text in ("/start", "/today", "just finished, face", "/treatment@aftercare_bot"):
        town.world.person_says(maria.id, text, chat_id=group.id)
        await town.settle()

    assert [one.text for one in town.world.history(group.id) if one.from_bot and one.kind != "service"] == said
    assert len(treatments(town)) == 1


async def test_a_group_that_was_upgraded_meanwhile_hears_its_line_under_its_new_id(town: Town) -> None:
    maria = await treated(town)
    group = town.world.person_adds_to_group(maria.id, "Family")
    larger = upgrade(town.world, town.world.person(maria.id), group)
    await town.settle()

    assert not town.served.ledger.sent(group.id)
    assert [one.text for one in town.served.ledger.sent(larger.id)] == [GROUP_LINE]


async def test_who_is_spoken_to_in_a_group_is_followed_when_telegram_tells_of_its_new_id(town: Town) -> None:
    maria = await treated(town)
    group = town.world.person_adds_to_group(maria.id, "Family")
    await town.settle()
    with town.store.transaction() as tx:
        patients.change(tx, maria.patient(), chat_id=group.id)
    larger = upgrade(town.world, town.world.person(maria.id), group)
    await town.settle()

    assert maria.patient().chat_id == larger.id
    assert not town.served.ledger.sent(larger.id)


async def test_who_blocks_the_bot_is_left_alone_and_hears_one_summary_on_return(town: Town) -> None:
    maria = town.person("Maria")
    await maria.registers("14:30")
    town.world.person_blocks(maria.id)
    await town.settle()
    assert await town.assembly.next_moment() is None
    await town.passes(days=3)
    before = len(town.world.history(maria.id))
    town.world.person_unblocks(maria.id)
    await town.settle()
    await maria.says("/start")

    said = [one for one in town.world.history(maria.id)[before:] if one.from_bot and one.kind != "service"]
    assert len(said) == 2, [one.text[:60] for one in said]


def test_two_handlers_never_share_a_verb() -> None:
    from bot.handlers import register

    class Noted:
        """Notes the patterns of buttons in the place of an application."""

        def __init__(self) -> None:
            self.bot_data: dict[str, object] = {}
            self.patterns: list[str] = []

        def add_handler(self, handler: object, group: int = 0) -> None:
            del group
            pattern = getattr(handler, "pattern", None)
            if pattern is not None:
                self.patterns.append(pattern.pattern)

        def add_error_handler(self, callback: object) -> None:
            del callback

    noted = Noted()
    register(noted, None)  # type: ignore[arg-type]

    assert len(noted.patterns) == len(set(noted.patterns))
