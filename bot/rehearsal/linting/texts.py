"""What is wrong with English words as they are written, whoever reads them. Clinical evidence, section 7."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta

from bot.rehearsal.linting.readings import Written
from bot.schedules.asked import hear
from bot.schedules.offsets import AfterConcern, OnDay
from bot.schedules.protocol import Activity, Protocol
from bot.words.phrasebook import ENGLISH

BANNED = re.compile(
    r"\b(safe|safely|safety|harmless|guarantee\w*|cure\w*|will|won't|heals? completely|permanent results?|detox\w*|purg(?:e|es|ing)|"
    r"diagnos[ie]s|nothing to worry about|miracle\w*)\b|100 ?%",
    re.IGNORECASE,
)
"""What promises, or plays down. "I cannot examine you or diagnose" is asked for there, so the verb is not among them."""
_COUNTED = r"\d+|one|two|three|four|five|six|seven|ten|twelve"
VAGUE = re.compile(
    r"\b(today|tonight|tomorrow|soon|(?:the )?next day|a day or two|"
    rf"(?<!every )(?:{_COUNTED}|some|a few|several|a couple of) ?-?(?:h|hrs?|hours?|days?))\b",
    re.IGNORECASE,
)
"""Ways to tell when something opens that are wrong, or say nothing, by the time they are read."""
SAID = ("step-", "line-", "symptom-", "reply-", "check-", "slip-", "can-")
"""What is said to somebody about their own days. What a study found, and what lies behind somebody, keeps its numbers."""

_NUMBERS = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "ten": 10, "twelve": 12}
_SPAN = re.compile(rf"(?<!every )\b({_COUNTED})[ -](hours?|days?)\b", re.IGNORECASE)
_SENTENCE_ENDS = re.compile(r"(?<=[.!?])[”\"]?\s+|\n+")


def complaints(protocol: Protocol, words: tuple[Written, ...]) -> Iterator[str]:
    """One line for each word and reason."""
    known = _spans_of(protocol)
    for word in words:
        if word.language != ENGLISH:
            continue
        for sentence in dict.fromkeys(one for text in word.readings for one in asked_and_answered(text)):
            for reason in _wrong(word.id, sentence, known):
                yield f"{word.file}: {word.id}: {reason}: “{sentence}”"


def _wrong(id_: str, sentence: str, known: frozenset[timedelta]) -> Iterator[str]:
    banned = BANNED.search(sentence)
    if banned is not None:
        yield f"“{banned[0]}” promises, or plays down"
    if not id_.startswith(SAID):
        return
    vague = VAGUE.search(sentence)
    if vague is not None and (about := activities(sentence)):
        yield f"“{vague[0]}” beside {', '.join(about)}: only the moment itself is right for everybody"
    for number, unit in _SPAN.findall(sentence):
        if _span(number, unit) not in known:
            yield f"“{number} {unit}” is no window of this protocol"


def sentences(text: str) -> list[str]:
    """Ends of lines end a sentence too."""
    return [one.strip() for one in _SENTENCE_ENDS.split(text) if any(letter.isalnum() for letter in one)]


def asked_and_answered(text: str) -> list[str]:
    """The sentences, each question together with what follows it: "Make-up? After 24 hours." speaks of make-up."""
    found: list[str] = []
    for one in sentences(text):
        if found and found[-1].endswith("?"):
            found[-1] = f"{found[-1]} {one}"
        else:
            found.append(one)
    return found


def activities(sentence: str) -> tuple[Activity, ...]:
    """The activities that a sentence names, in the words in which people ask about them."""
    return tuple(Activity(key) for key in hear(sentence).keys if key in tuple(Activity))


def _span(number: str, unit: str) -> timedelta:
    count = int(number) if number.isdigit() else _NUMBERS[number.lower()]
    return timedelta(hours=count) if unit.lower().startswith("hour") else timedelta(days=count)


def _spans_of(protocol: Protocol) -> frozenset[timedelta]:
    """Every span of time that the protocol itself counts with."""
    found: set[timedelta | None] = {wait for waits in protocol.unlock.values() for wait in waits.values()}
    found |= {wait + protocol.slowed_by for wait in found if wait is not None}
    found |= {wait for lengths in protocol.windows.values() for wait in lengths.values()}
    for symptom in protocol.symptoms:
        for window in (symptom.window, *(choice.window for choice in symptom.choices)):
            found |= set(window.values()) if window is not None else set()
        if any(choice.two_days for choice in symptom.choices):
            found.add(timedelta(days=2))
    found |= {timedelta(days=interval.days) for interval in protocol.intervals}
    for step in protocol.steps:
        match step.when:
            case OnDay(day=day):
                found.add(timedelta(days=day))
            case AfterConcern(wait=wait):
                found.add(wait)
    return frozenset(wait for wait in found if wait is not None)
