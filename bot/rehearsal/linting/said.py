"""What is wrong with the messages that a protocol makes: planned and put into words for different patients."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta

from bot.rehearsal.linting.patients import AREAS, DEPTHS, a_patient, everybody, treated
from bot.rehearsal.linting.readings import Written
from bot.rehearsal.linting.texts import activities, sentences
from bot.schedules.facts import BookingFacts, Concern, PatientFacts
from bot.schedules.plan import Bubble
from bot.schedules.planner import plan
from bot.schedules.protocol import ConcernLevel, Protocol, Setting
from bot.schedules.symptoms import symptom_words
from bot.schedules.unlock import ENDS, applies, opening
from bot.words.markup import CAPTION, ELLIPSIS, MESSAGE, units, visible
from bot.words.message import Reader
from bot.words.moments import bubble_text
from bot.words.phrasebook import ENGLISH, CannotSay, Phrasebook
from bot.words.step_facts import step_facts

MOST_WORDS, MOST_WITH_LINES = 60, 90
"""Words of a message, and with its lines; the standing sentence, which has to be there, is not counted."""
LINE_WORDS, SENTENCE_WORDS = 20, 20
CAPTIONS = ("plan-picture", "plan-file")
"""Words that stand under a picture or a file."""

_ALLOWS = re.compile(
    r"\b(fine|allowed|okay|ok|you (?:may|can)|may (?:start|come back)|go ahead|again)\b", re.IGNORECASE
)
_HOLDS_BACK = re.compile(
    r"\b(no|not|never|don't|without|until|from|since|before|wait|avoid|ask|pause|stop|leave|if)\b|n't\b", re.IGNORECASE
)


def complaints(protocol: Protocol, book: Phrasebook, words: tuple[Written, ...]) -> Iterator[str]:
    """One line for each word and reason."""
    files = {(word.language, word.id): word.file for word in words}
    seen: set[tuple[str, str]] = set()
    for language in book.languages:
        for id_, reason in _of(protocol, book, language):
            if (id_, reason) not in seen:
                seen.add((id_, reason))
                yield f"{files.get((language, id_), f'words ({language})')}: {id_}: {reason}"


def _of(protocol: Protocol, book: Phrasebook, language: str) -> Iterator[tuple[str, str]]:
    done: set[tuple[tuple[str, ...], str]] = set()
    for facts, now in _occasions():
        for moment in plan(facts, protocol, now).moments:
            for bubble in moment.bubbles:
                reader = _reader(facts, max(moment.due, now), language)
                try:
                    text = bubble_text(bubble, facts, protocol, book, reader)
                except CannotSay as wrong:
                    yield _word(bubble.step, protocol), f"cannot be said: {wrong}"
                    continue
                if (bubble.ids, text) not in done:
                    done.add((bubble.ids, text))
                    if _was_cut(visible(text)):
                        reason = f"does not fit into a message, which holds {MESSAGE} characters"
                        yield _word(bubble.step, protocol), reason
                    elif language == ENGLISH:
                        own = visible(text).replace(book.plain("standing", {}, reader), "")
                        yield from _hard(bubble, own, protocol)
                        yield from _allowed_too_early(bubble, visible(text), protocol, facts, reader)
    yield from _symptoms(protocol, book, language)
    yield from _captions(book, language)


def _occasions() -> Iterator[tuple[PatientFacts, datetime]]:
    """Facts and a moment from which on they are planned."""
    for facts in everybody():
        yield facts, facts.treatments[0].ended_at
    for setting, depths in DEPTHS.items():
        for areas in AREAS:
            plain = treated(depths[0], areas=areas, setting=setting, modifiers=frozenset())
            yield a_patient(plain), plain.ended_at
        yield from _other_occasions(setting)


def _other_occasions(setting: Setting) -> Iterator[tuple[PatientFacts, datetime]]:
    """A session ahead, a worry of each level, and the date told late."""
    treatment = treated(0.3, setting=setting, modifiers=frozenset())
    facts, ended = a_patient(treatment), treatment.ended_at
    booking = BookingFacts("b", ended + timedelta(days=20), "UTC", ended)
    yield PatientFacts("UTC", bookings=(booking,)), ended
    for level in ConcernLevel:
        opened = ended + timedelta(days=3)
        yield replace(facts, concerns=(Concern("c", level, opened),)), opened
    for days in (0.125, 1, 3, 6, 12, 40, 120):
        told = ended + timedelta(days=days)
        late = replace(treatment, registered_at=told)
        yield replace(facts, treatments=(late,)), told


def _reader(facts: PatientFacts, now: datetime, language: str) -> Reader:
    setting = facts.treatments[-1].setting if facts.treatments else Setting.PROFESSIONAL
    return Reader(now, language, facts.zone, country="DE", setting=setting, date_time_entity=False)


def _word(id_: str, protocol: Protocol) -> str:
    return f"step-{id_.lower()}" if protocol.has_step(id_) else f"line-{id_.lower()}"


def _was_cut(text: str) -> bool:
    """Whether `bubble_text` had to end it early, which it does at a space."""
    return text.endswith(ELLIPSIS) and units(text) > MESSAGE // 8 * 7


def _hard(bubble: Bubble, text: str, protocol: Protocol) -> Iterator[tuple[str, str]]:
    parts = text.split("\n")
    count = len(bubble.ids) - protocol.has_step(bubble.step)
    own, lines = parts[: len(parts) - count], parts[len(parts) - count :]
    own = [line for line in own if not _is_list(bubble.step, line)]
    words = _count(" ".join(own))
    if words > MOST_WORDS:
        yield _word(bubble.step, protocol), f"has {words} words; {MOST_WORDS} are read"
    if _count(text) > MOST_WITH_LINES and not any(_is_list(bubble.step, line) for line in parts):
        yield _word(bubble.step, protocol), f"has {_count(text)} words with its lines; {MOST_WITH_LINES} are read"
    for id_, line in zip(bubble.ids[len(bubble.ids) - count :], lines, strict=True):
        if _count(line) > LINE_WORDS:
            yield f"line-{id_.lower()}", f"has {_count(line)} words; a line has {LINE_WORDS}"
    for sentence in sentences("\n".join(own)):
        if _count(sentence) > SENTENCE_WORDS:
            yield _word(bubble.step, protocol), f"has a sentence of {_count(sentence)} words: “{sentence}”"


def _is_list(step: str, line: str) -> bool:
    """S-LATE lists what is open and what opens next: as long as the list is."""
    return step == "S-LATE" and line.startswith(("Open:", "Next:"))


def _count(text: str) -> int:
    return sum(any(one.isalnum() for one in token) for token in text.split())


def _allowed_too_early(
    bubble: Bubble, text: str, protocol: Protocol, facts: PatientFacts, reader: Reader
) -> Iterator[tuple[str, str]]:
    """A sentence that allows an activity, with no moment and no condition, while it is still shut for this patient."""
    for sentence in sentences(text):
        if not _ALLOWS.search(sentence) or _HOLDS_BACK.search(sentence):
            continue
        shut = [one for one in activities(sentence) if one not in ENDS and _is_shut(one, protocol, facts, reader.now)]
        for activity in shut:
            (treatment,) = facts.treatments
            yield (
                _word(bubble.step, protocol),
                f"allows {activity} while it is shut (band {treatment.band}): “{sentence}”",
            )


def _is_shut(activity: object, protocol: Protocol, facts: PatientFacts, now: datetime) -> bool:
    return any(
        applies(protocol, one, kind) and ((at := opening(protocol, one, kind)) is None or at > now)
        for one in facts.treatments
        for kind in protocol.unlock
        if kind == activity
    )


def _symptoms(protocol: Protocol, book: Phrasebook, language: str) -> Iterator[tuple[str, str]]:
    """Every word of "is this normal?" can be said to somebody treated, and to somebody of whom nothing is known."""
    treatment = treated(modifiers=frozenset())
    for facts in (a_patient(treatment), PatientFacts("UTC")):
        reader = _reader(facts, treatment.ended_at + timedelta(days=2), language)
        given = step_facts((), facts, protocol, reader)
        for word in symptom_words(protocol):
            try:
                book.say(word, given, reader)
            except CannotSay as wrong:
                yield word, f"cannot be said: {wrong}"


def _captions(book: Phrasebook, language: str) -> Iterator[tuple[str, str]]:
    facts = a_patient(treated())
    reader = _reader(facts, facts.treatments[0].ended_at, language)
    for word in CAPTIONS:
        if units(book.plain(word, {}, reader)) > CAPTION:
            yield word, f"does not fit under a picture, where {CAPTION} characters stand"
