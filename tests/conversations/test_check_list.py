"""The list that answers "is this normal?" where graded advice is not wanted: the whole table, the same for everybody."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.care import check_table
from bot.schedules.loader import default_protocol
from bot.schedules.protocol import ConcernLevel
from bot.schedules.symptoms import NOT_SURE, URGENT, Level
from bot.words.message import Reader
from tests.content.measures import book
from tests.conversations.test_check_ins import worries
from tests.conversations.town import Human, Town, a_town
from tests.conversations.walks import treated, until
from tests.people import LISBON, at

PROTOCOL = default_protocol()
ONWARD = (
    "The same day",
    "Within two days",
    "The next working day",
    "The urgent signs, one by one",
    "What is often seen",
)


@pytest.fixture
async def town(tmp_path: Path) -> AsyncIterator[Town]:
    """A town whose bot answers with the list."""
    async with a_town(tmp_path, triage="list") as made:
        yield made


async def pages(person: Human) -> list[str]:
    """Every page of the table, from the command."""
    await person.says("/check")
    await person.taps("None of these")
    found = [person.screen]
    for label in ONWARD[:-1]:
        await person.taps(label)
        found.append(person.screen)
    return found


async def test_everybody_reads_the_same_pages_whatever_was_treated(town: Town) -> None:
    maria, amir = await treated(town), town.person("Amir")
    await amir.says("/start")
    await amir.taps(
        "I am 18 or over and I agree", "Yes", "Just now", "Scalp", "Clinic, up to 0.5 mm", "Diabetes", "Done", "Start"
    )
    hers = await pages(maria)

    assert await pages(amir) == hers
    assert await pages(town.person("Nobody")) == hers
    assert hers[0].startswith("Often seen, and until when (1 of 5)")
    assert hers[1].startswith("Show these to your clinic the same day (2 of 5)")
    assert hers[4].startswith("Call 112 now for any of these (5 of 5)")
    for page in hers:
        assert "I cannot examine you or diagnose." in page


async def test_the_table_holds_every_row_of_the_symptoms(town: Town) -> None:
    maria = await treated(town)
    usual, today, two_days, soon, urgent = await pages(maria)
    reader = Reader(town.clock(), "en", LISBON, "PT")
    for row in PROTOCOL.symptoms:
        name = book().plain(f"symptom-{row.id}", {}, reader)
        for choice in row.choices:
            label = book().plain(f"symptom-{row.id}-{choice.id}", {}, reader)
            if choice.id in (NOT_SURE, URGENT):
                continue
            page = (
                two_days
                if choice.two_days
                else {Level.NORMAL: usual, Level.SOON: soon, Level.TODAY: today}[choice.level]
            )
            assert any(name in line and label in line for line in page.splitlines()), (row.id, choice.id)
        if row.choice(URGENT) is not None:
            signs = book().plain(f"symptom-{row.id}-signs", {}, reader)
            assert f"{name}: {signs}" in urgent, row.id


def test_the_times_stand_by_needle_length() -> None:
    reader = Reader(at("2026-03-06 15:04", LISBON), "en", LISBON, "PT")
    said = [book().plain(word.id, word.facts, reader) for word in check_table.usual(PROTOCOL)]

    for line in (
        "• Swelling: As before, or going down – 1 day / 2 days / 3 days / 5 days; longer: the same day",
        "• Spots or pimples: A few small ones – 10 days, not before day 2",
        "• Bleeding or clear fluid: A little – 2 hours / 4 hours / 1 day / 1 day; longer: the same day",
        "• Bruises: As before, or fading – not usual / 5 days / 10 days / 10 days",
        "• Tiny white bumps: A few – 4 weeks, not before day 1",
    ):
        assert line in said, line


async def test_nothing_is_judged_and_no_concern_is_opened(town: Town) -> None:
    maria = await treated(town)
    await maria.taps("I'm worried", "None of these", "The same day")
    assert worries(town, maria) == []
    await maria.taps("I'm worried", "One of these")
    assert maria.screen.startswith("This may be serious. Please call 112")
    assert "I ask you again" not in maria.screen
    assert worries(town, maria) == []


async def test_ask_me_again_in_the_morning_is_offered_here_too(town: Town) -> None:
    maria = await treated(town)
    await maria.taps("I'm worried", "None of these", "Ask me in the morning")

    assert maria.screen.startswith("All right. I ask you again: Sat 7 March 09:30.")
    assert worries(town, maria) == [(ConcernLevel.WATCH, True)]


async def test_typed_symptoms_and_old_buttons_lead_to_the_signs_and_the_table(town: Town) -> None:
    maria = await treated(town)
    for typed in ("my face is burning", "pus", "cheek is purple", "is this normal?"):
        await maria.says(typed)
        assert maria.screen.startswith("Call 112 now"), typed
        await maria.taps("None of these")
        assert maria.screen.startswith("Often seen, and until when"), typed

    for old in ("1:felt:swelling:one-sided", "1:symptom:swelling", "1:symptom-anew:swelling", "1:not-here", "1:which:swelling:fever",
                "1:lifted:infection:pus:diabetes"):  # fmt: skip
        await maria.taps_on(maria.message, old)
        assert "Contact your clinic" not in maria.screen, old
    assert worries(town, maria) == []


async def test_a_check_in_leads_to_the_table(town: Town) -> None:
    maria = await treated(town)
    await until(town, "2026-03-07 16:00")
    await maria.taps("Worse")
    assert maria.hears[0].startswith("Call 112 now")
    await maria.taps("None of these")

    assert maria.screen.startswith("Often seen, and until when")


async def test_about_says_which_way_it_is_and_that_nobody_examined_them(town: Town) -> None:
    maria = await treated(town)
    await maria.says("/about")

    assert "“Is this normal?” gets the same list for everybody. Nobody has examined you." in maria.screen
