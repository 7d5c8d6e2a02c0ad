"""Photos, albums, voices, stickers, places, contacts: nothing is looked at, nothing is kept, everything gets a fitting answer.

Maria's treatment ended on Friday 6 March, 15:04; on Saturday at 16:00 she is asked how it is.
"""

from __future__ import annotations

from typing import Any

from bot.store.treatments import treatments_of
from tests.conversations.town import Human, Town, unanswered
from tests.conversations.walks import treated, until

SENT: tuple[tuple[str, dict[str, Any], str], ...] = (
    ("photo", {}, "I cannot look at photos"),
    ("video", {}, "I cannot look at photos"),
    ("document", {}, "I cannot look at photos"),
    ("voice", {}, "I cannot listen to that"),
    ("audio", {}, "I cannot listen to that"),
    ("video_note", {}, "I cannot listen to that"),
    ("sticker", {}, "I only understand words and buttons"),
    ("animation", {}, "I only understand words and buttons"),
    ("dice", {}, "I only understand words and buttons"),
    ("poll", {}, "I only understand words and buttons"),
    ("contact", {"phone_number": "+351210000000"}, "Is +351210000000 your clinic's phone number?"),
    ("contact", {"phone_number": "nonsense"}, "I cannot read that"),
    ("location", {}, "That is what I have: Lisbon, Portugal"),
    ("venue", {}, "That is what I have: Lisbon, Portugal"),
)
ANSWERS = ["Better", "The same", "Worse", "Something new"]


async def on_day_1(town: Town) -> Human:
    """Maria, who has just been asked how it is."""
    maria = await treated(town)
    await until(town, "2026-03-07 16:05")
    assert maria.buttons[:4] == ANSWERS
    return maria


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


async def test_danger_written_under_whatever_is_sent_comes_first(town: Town) -> None:
    maria = await treated(town)
    for kind in ("photo", "video", "animation", "voice"):
        await maria.sends(kind, caption="my lips are swollen")

        assert maria.hears[0].startswith("Call 112 now"), kind


async def test_is_this_normal_under_a_photo_leads_to_the_signs_and_never_to_a_verdict(town: Town) -> None:
    maria = await treated(town)
    for caption in ("is this normal?", "is this normal? pls look"):
        await maria.sends("photo", caption=caption)

        assert "I cannot look at photos" in maria.hears[0]
        assert any(text.startswith("Call 112 now") for text in maria.hears[1:])
        assert not any("normal so far" in text.casefold() for text in maria.hears)


async def test_a_harmless_caption_changes_nothing(town: Town) -> None:
    maria = await treated(town)
    await maria.sends("photo", caption="can I swim with this?")

    assert len(maria.hears) == 1
    assert "I cannot look at photos" in maria.screen
    assert "Pool" not in maria.screen


async def test_an_album_of_ten_photos_gets_one_answer(town: Town) -> None:
    maria = await treated(town)
    heard = []
    for _ in range(10):
        await maria.sends("photo", media_group_id="an-album")
        heard += maria.hears

    assert len(heard) == 1
    assert "I cannot look at photos" in heard[0]
    await maria.sends("photo", media_group_id="another-album")
    assert len(maria.hears) == 1
    assert unanswered(town) == []


async def test_an_album_sent_at_once_gets_one_answer_too(town: Town) -> None:
    maria = await treated(town)
    before = len(town.world.history(maria.id))
    for _ in range(10):
        town.world.person_sends(maria.id, "photo", media_group_id="an-album")
    await town.settle()

    assert len([one for one in town.world.history(maria.id)[before:] if one.from_bot]) == 1


async def test_danger_under_the_third_photo_of_an_album_is_seen_and_said_once(town: Town) -> None:
    maria = await treated(town)
    heard = []
    for caption in ("", "", "there is pus", "there is pus", ""):
        await maria.sends("photo", media_group_id="an-album", caption=caption)
        heard.append(maria.hears)

    assert "I cannot look at photos" in heard[0][0]
    assert heard[1] == []
    assert heard[2][0].startswith("Call 112 now")
    assert heard[3:] == [[], []]


async def test_a_sticker_as_an_answer_shows_the_buttons_again(town: Town) -> None:
    maria = await on_day_1(town)
    for kind in ("sticker", "animation", "voice", "photo"):
        await maria.sends(kind)

        assert len(maria.hears) == 1, kind
        assert "My question is still open. One tap is enough:" in maria.screen, kind
        assert maria.buttons == [*ANSWERS, "I'm worried"], kind
    await maria.taps("Better")
    assert "Good to hear" in maria.screen


async def test_once_it_is_answered_a_sticker_shows_no_buttons(town: Town) -> None:
    maria = await on_day_1(town)
    await maria.taps("Better")
    await maria.sends("sticker")

    assert maria.buttons == ["I'm worried"]


async def test_her_own_contact_is_never_taken_for_the_clinics(town: Town) -> None:
    maria = await treated(town)
    await maria.sends("contact", phone_number="+351910000000", first_name="Maria", user_id=maria.id)

    assert "That is your own number" in maria.screen
    assert "Yes, keep it" not in maria.buttons
    await maria.sends("contact", phone_number="+351210000000", first_name="Clinic", user_id=maria.id + 1)
    await maria.taps("Yes, keep it")
    assert maria.patient().clinic_phone == "+351210000000"


async def test_a_place_that_nobody_asked_for_is_asked_back_and_not_kept(town: Town) -> None:
    maria = await treated(town)
    await maria.sends("location", latitude=52.52, longitude=13.40)
    assert "Are you in Berlin, Germany now?" in maria.screen
    assert maria.patient().zone == "Europe/Lisbon"

    await maria.taps("No, leave it")
    assert maria.patient().zone == "Europe/Lisbon"


async def test_a_forwarded_message_is_read_like_a_typed_one(town: Town) -> None:
    maria = await treated(town)
    for words, answer in (("is this normal?", "112"), ("can I swim?", "Pool, sea")):
        await forwards(town, maria, words)

        assert any(answer in text for text in maria.hears), words


async def forwards(town: Town, person: Human, words: str) -> None:
    """Forwards what somebody else wrote."""
    message = town.world.message(person.id, max(one.id for one in town.world.history(person.id)))
    person._mark()
    origin = {"type": "hidden_user", "sender_user_name": "A friend", "date": int(town.clock().timestamp())}
    update = {
        **town.world.as_json(message),
        "message_id": message.id + 1000,
        "from": {"id": person.id, "is_bot": False, "first_name": person.name},
        "text": words,
        "forward_origin": origin,
    }
    update.pop("reply_markup", None)
    town.world.updates.add("message", update, f"chat:{person.id}")
    await town.settle()


async def test_the_standard_for_photos_is_one_tap_below_the_photo_day(town: Town) -> None:
    maria = await treated(town)
    await until(town, "2026-04-03 10:00")
    photo_day = maria.message
    assert "One month." in photo_day.text
    await maria.taps("How to take it")
    assert maria.screen.startswith("Photos that compare well")
    assert "locked album" in maria.screen
    assert maria.message.id != photo_day.id


async def test_a_stranger_gets_an_answer_too(town: Town) -> None:
    amir = town.person("Amir")
    for kind in ("photo", "sticker", "voice", "animation", "poll"):
        await amir.sends(kind)

        assert len(amir.hears) == 1, kind
    await amir.sends("photo", caption="there is pus")
    assert amir.hears[0].startswith("Call 112 now")
    assert amir.patient_or_none() is None


async def test_nothing_that_is_sent_registers_a_session(town: Town) -> None:
    maria = await treated(town)
    await maria.sends("photo", caption="just finished, face, at the clinic")

    with town.store.read() as tx:
        assert len(treatments_of(tx, maria.patient())) == 1
