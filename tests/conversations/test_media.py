"""Photos, voices, stickers, files: nothing is looked at, nothing is kept, everything gets a fitting answer."""

from __future__ import annotations

from tests.conversations.town import Town, unanswered
from tests.conversations.walks import treated

SENT: tuple[tuple[str, dict[str, str], str], ...] = (
    ("photo", {}, "I cannot look at photos"),
    ("video", {}, "I cannot look at photos"),
    ("document", {}, "I cannot look at photos"),
    ("voice", {}, "I cannot listen to that"),
    ("sticker", {}, "I only understand words and buttons"),
    ("dice", {}, "I only understand words and buttons"),
    ("contact", {"phone_number": "+351210000000"}, "Is +351210000000 your clinic's phone number?"),
)


async def test_whatever_is_sent_gets_one_fitting_answer(town: Town) -> None:
    maria = await treated(town)
    for kind, fields, answer in SENT:
        await maria.sends(kind, **fields)

        assert len(maria.hears) == 1, kind
        assert answer in maria.screen, kind
        assert maria.buttons[-1] == "I'm worried", kind
    assert unanswered(town) == []


async def test_a_photo_belongs_to_the_clinic(town: Town) -> None:
    maria = await treated(town)
    await maria.sends("photo")

    assert "Please send it to your clinic." in maria.screen


async def test_danger_written_under_a_photo_comes_first(town: Town) -> None:
    maria = await treated(town)
    await maria.sends("photo", caption="my lips are swollen")

    assert maria.hears[0].startswith("Call 112 now")


async def test_an_album_gets_one_answer(town: Town) -> None:
    maria = await treated(town)
    await maria.sends("photo")
    photo = next(one for one in reversed(town.world.history(maria.id)) if not one.from_bot)
    answered = maria.message.id
    for _ in range(3):
        update = {**town.world.as_json(photo), "media_group_id": "an-album"}
        town.world.updates.add("message", update, f"chat:{maria.id}")
    await town.settle()

    assert len([one for one in town.world.history(maria.id) if one.from_bot and one.id > answered]) == 1


async def test_a_stranger_gets_an_answer_too(town: Town) -> None:
    amir = town.person("Amir")
    for kind in ("photo", "sticker", "voice"):
        await amir.sends(kind)

        assert len(amir.hears) == 1, kind
