"""How a story gets from one day to another, and what a message says line by line."""

from __future__ import annotations

from datetime import timedelta

from tests.conversations.town import Human, Town
from tests.people import at


async def until(town: Town, text: str) -> None:
    """Lets time pass to a wall-clock time of the town, with everything that is due on the way."""
    await town.passes(seconds=(at(text, town.zone) - town.clock()) / timedelta(seconds=1))


async def treated(town: Town, name: str = "Maria", ended: str = "Just now") -> Human:
    """Somebody whose plan runs: face, by a clinic, depth not known."""
    person = town.person(name)
    await person.registers(ended)
    return person


async def asks(person: Human, symptom: str, choice: str) -> None:
    """From the button under every message to an answer, in four taps and as many turns of the list as it takes."""
    await person.taps("I'm worried", "None of these")
    while symptom not in person.buttons:
        await person.taps("More ▶")
    await person.taps(symptom, choice)


def line_with(text: str, word: str) -> str:
    """The first line that holds a word."""
    return next(line for line in text.splitlines() if word in line)


def reads(town: Town, person: Human, message_id: int) -> str:
    """What a message says by now, also when newer ones have come below it."""
    return next(one.text for one in town.world.history(person.id) if one.id == message_id)
