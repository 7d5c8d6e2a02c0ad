"""Every screen of the conversation can be read by a child of twelve, promises nothing, and has a name for everything."""

from __future__ import annotations

from bot.schedules.loader import SEEN, STRENGTHS, default_protocol
from bot.schedules.plan import Reason
from bot.schedules.protocol import Activity, Area
from tests.content.measures import BANNED, book, grade, sentences, words
from tests.conversations.town import Town
from tests.conversations.walks import treated, until

HARDEST = 6.0
"""Flesch-Kincaid grade; clinical evidence, section 7.2."""
LONGEST = 20
"""Words in a sentence."""
SAID = (
    "/today", "/plan", "/can", "/can go to the gym", "/learn", "/pause", "/resume", "/check", "/privacy", "/about", "/help", "thanks",
    "hello", "blah", "/can blah", "/blah", "Tokyo", "+351 210 000 000", "I already swam", "/stop", "/start", "/forget",
)  # fmt: skip
TAPPED = (
    ("/can", "Sport, drinks, travel"), ("/settings", "Morning time"), ("/settings", "Quiet hours"), ("/settings", "Clinic's phone"),
    ("/settings", "Time and place"), ("/settings", "Only the essentials"), ("/settings", "All messages"), ("/plan", "What I leave out"),
    ("/privacy", "How long, who, rights"), ("/why", "Another message"), ("/forget", "No, keep it"),
)  # fmt: skip


async def test_every_screen_is_plain_and_promises_nothing(town: Town) -> None:
    maria = await treated(town)
    await until(town, "2026-03-09 09:30")
    texts: dict[str, str] = {}
    for command in SAID:
        await maria.says(command)
        texts |= {f"{command} {number}": text for number, text in enumerate(maria.hears)}
    for command, label in TAPPED:
        await maria.says(command)
        await maria.taps(label)
        texts[f"{command} {label}"] = maria.screen

    assert {name: found[0] for name, text in texts.items() if (found := BANNED.search(text))} == {}
    assert {name: one for name, text in texts.items() for one in sentences(text) if words(one) > LONGEST} == {}
    assert {name: grade(prose(text)) for name, text in texts.items() if grade(prose(text)) > HARDEST} == {}


def prose(text: str) -> str:
    """The text without lists of names and dates: they are looked through, not read."""
    return "\n".join(line for line in text.splitlines() if not (line.startswith("•") and ": " in line))


def test_everything_that_can_be_listed_has_a_name() -> None:
    protocol = default_protocol()
    wanted = {f"name-{step.id.lower()}" for step in protocol.steps}
    wanted |= {f"stage-{phase.id}" for phase in protocol.phases} | {f"phase-{phase.id}" for phase in protocol.phases}
    wanted |= {f"fact-{fact.lower()}" for fact in protocol.evidence}
    wanted |= {f"reason-{reason}" for reason in Reason}
    wanted |= {f"strength-{strength}" for strength in STRENGTHS} | {f"seen-{seen}" for seen in SEEN}
    wanted |= {f"activity-{activity}" for activity in Activity} | {f"area-{area}" for area in Area}

    assert wanted - book().ids() == set()
