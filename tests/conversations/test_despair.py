"""Somebody writes that they want to die. Maria is in Lisbon, day 1 after her treatment."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import text as sql

from bot.store import patients
from tests.conversations.town import Human, Town, a_town, labels
from tests.conversations.walks import asks, treated, until
from tests.people import LISBON

AGREE = "I am 18 or over and I agree"
CRISIS = "Step away from anything you could hurt yourself with."


def in_the_database(town: Town, *words: str) -> list[str]:
    """The tables in which one of these words stands anywhere."""
    found = []
    with town.store.read() as tx:
        tables = tx.execute(sql("SELECT name FROM sqlite_master WHERE type = 'table'")).scalars().all()
        for table in tables:
            rows = tx.execute(sql(f'SELECT * FROM "{table}"')).all()  # noqa: S608 - a name from the database itself
            found += [table for row in rows if any(word in str(row) for word in words)]
    return found


async def lets_go(town: Town, person: Human) -> None:
    """The minutes of silence are over: in real time, which no test waits for."""
    with town.store.transaction() as tx:
        patients.release_lease(tx, patients.HELD, [person.patient().id])
    await person.says("/help")
    await town.settle()


async def test_she_gets_the_numbers_at_once_a_person_near_her_and_no_button(town: Town) -> None:
    maria = await treated(town)
    await maria.says("I want to die")

    assert len(maria.hears) == 1
    assert "112" in maria.screen
    assert "crisis line in your country" in maria.screen
    assert "Is somebody near you?" in maria.screen
    assert CRISIS in maria.screen
    assert maria.buttons == []


async def test_the_crisis_line_of_the_country_is_named(tmp_path: Path) -> None:
    async with a_town(tmp_path, zone="Europe/Berlin") as town:
        maria = await treated(town)
        await maria.says("everyone would be better off without me")

        assert "Please call 0800 111 0 111 now." in maria.screen
        assert "Call 112." in maria.screen


async def test_a_stranger_gets_the_same_and_is_not_asked_to_agree_to_anything(town: Town) -> None:
    amir = town.person("Amir")
    await amir.says("I can't go on")

    assert CRISIS in amir.screen
    assert "What I named is for Portugal." in amir.screen
    assert amir.buttons == []
    assert amir.patient_or_none() is None


async def test_no_photo_day_and_no_check_comes_in_the_same_minute_and_none_is_lost(town: Town) -> None:
    maria = await treated(town)
    await until(town, "2026-03-07 15:59")
    await maria.says("no point in living")
    await until(town, "2026-03-07 16:01")
    assert len(maria.hears) == 1
    assert CRISIS in maria.screen

    await lets_go(town, maria)
    assert "How is it now, compared with last night?" in maria.screen


async def test_the_same_tapped_in_the_list_holds_them_back_as_well(town: Town) -> None:
    maria = await treated(town)
    await until(town, "2026-03-07 15:59")
    await asks(maria, "Very low or worried", "I think of harming myself")
    crisis = maria.screen
    await until(town, "2026-03-07 16:01")
    assert CRISIS in crisis
    assert maria.screen == crisis

    await lets_go(town, maria)
    assert "How is it now, compared with last night?" in maria.screen


async def test_nothing_of_it_is_kept_and_nothing_is_logged(town: Town, capsys: pytest.CaptureFixture[str]) -> None:
    maria = await treated(town)
    await maria.says("I want to kill myself")
    await maria.says("I feel so ugly")

    assert in_the_database(town, "kill", "ugly", "said-crisis", "said-low", "crisis") == []
    written = capsys.readouterr()
    for word in ("kill", "ugly", "crisis", "despair", "said-"):
        assert word not in written.out + written.err


async def test_the_next_ordinary_message_is_answered_as_ever(town: Town) -> None:
    maria = await treated(town)
    await maria.says("I want to disappear. i want to disappear")
    await maria.says("can I swim?")
    assert "Pool, sea, hot tub, sauna: from Wed 11 March" in maria.screen

    await maria.says("thanks")
    assert "You are welcome" in maria.screen


async def test_in_the_middle_of_registering_it_comes_first_and_the_question_stays(town: Town) -> None:
    maria = town.person("Maria")
    await maria.says("/start")
    for answer in (AGREE, "Yes", "14:30", "Face", "Clinic, depth not known", "None of these"):
        await maria.says("I want to die")
        assert CRISIS in maria.screen, answer
        assert len(maria.hears) == 1, answer
        await maria.taps(answer)

    await maria.taps("Start")
    assert "Call 112 at once" in "".join(one.text for one in town.world.history(maria.id))


async def test_in_a_caption_it_is_read_and_the_picture_is_not(town: Town) -> None:
    maria = await treated(town)
    for kind in ("photo", "video", "document", "animation", "voice", "audio"):
        await maria.sends(kind, caption="i just want to disappear")

        assert len(maria.hears) == 1, kind
        assert CRISIS in maria.screen, kind
        assert "photos" not in maria.screen, kind


async def test_in_an_edited_message_it_is_read(town: Town) -> None:
    maria = await treated(town)
    await maria.says("thanks")
    await maria.edits("thanks, I want to die")

    assert CRISIS in maria.screen


async def test_behind_a_command_it_is_read(town: Town) -> None:
    maria = await treated(town)
    for command in ("/can", "/check", "/start", "/treatment", "/nonsense"):
        await maria.says(f"{command} I want to die")

        assert CRISIS in maria.screen, command


async def test_as_the_answer_to_a_check_in_it_answers_nothing_and_the_question_stays_open(town: Town) -> None:
    maria = await treated(town)
    await until(town, "2026-03-07 16:05")
    check_in = maria.message
    assert "Better" in labels(check_in)
    await maria.says("worse, I don't want to live anymore")
    assert CRISIS in maria.screen
    assert len(maria.hears) == 1

    await maria.taps("Better")
    assert "Good to hear" in maria.screen


async def test_danger_in_the_same_breath_puts_the_emergency_number_first(town: Town) -> None:
    maria = await treated(town)
    await maria.says("I took all my pills and I feel faint")

    assert maria.screen.startswith("Please call 112 now.")


async def test_low_spirits_get_kind_words_and_somebody_to_talk_to(town: Town) -> None:
    maria = await treated(town)
    for words in ("I feel so ugly", "I hate my face", "so depressed about my skin"):
        await maria.says(words)

        assert len(maria.hears) == 1, words
        assert "Tell somebody you trust" in maria.screen, words
        assert "112" in maria.screen, words
        assert "photo" not in maria.screen.casefold(), words
        assert maria.buttons == ["I'm worried"], words


async def test_low_spirits_about_a_swollen_face_get_both(town: Town) -> None:
    maria = await treated(town)
    await maria.says("my face is so swollen, I feel so ugly")

    assert "Tell somebody you trust" in maria.hears[0]
    assert "Swelling" in maria.buttons


async def test_danger_comes_before_low_spirits(town: Town) -> None:
    maria = await treated(town)
    await maria.says("I feel so ugly and my throat is closing")

    assert "Call 112 now" in maria.hears[0]


async def test_in_a_group_nobody_reads_along(town: Town) -> None:
    maria = await treated(town)
    group = town.world.person_adds_to_group(maria.id, "Family")
    await town.settle()
    before = len(town.world.history(group.id))
    town.world.person_says(maria.id, "I want to die", chat_id=group.id)
    await town.settle()

    assert not [one for one in town.world.history(group.id)[before:] if one.from_bot]


def test_the_town_is_in_a_country_whose_crisis_line_is_not_known() -> None:
    from bot.words.countries import country_of_zone, numbers

    assert numbers(country_of_zone(LISBON)).crisis is None
