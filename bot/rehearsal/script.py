"""What is to happen in a rehearsal: sessions, answers, words and taps, each with its moment. Read from the command line.

A moment is a local date and time (2026-03-08T23:00) or a day of the first session's calendar (d2@23:00; d2 is its noon).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from bot.errors import Mistake
from bot.rehearsal.described import Described, read_moment, read_session, read_zone
from bot.schedules.facts import TreatmentFacts
from bot.schedules.protocol import Goal, Protocol
from bot.schedules.typed import check
from bot.words.countries import country_of_zone, numbers
from bot.words.moments import ASKS_FOR_GOAL
from bot.words.phrasebook import Phrasebook

READ_AFTER = timedelta(minutes=5)
"""How long after a question its answer comes, if nothing else is said."""

_WAIT = re.compile(r"\+(\d{1,3})(m|h|d)")
_UNITS = {"m": "minutes", "h": "hours", "d": "days"}
_QUOTES = re.compile(r"([\"'“”])(.*)[\"'“”]", re.DOTALL)
_SESSION_KEYS = ("area", "depth", "goal", "setting", "modifier", "course", "told", "booked")


@dataclass(frozen=True, slots=True)
class Session:
    """One session, and since when it is known to the bot."""

    facts: TreatmentFacts
    """`registered_at` is when it is told that it took place."""
    booked_at: datetime | None = None
    """When it was told that it is to come."""
    option: str = "--treated"
    """The option that described it."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What is answered to a check-in: at a moment, or so long after it was asked."""

    step: str
    choice: str
    wait: timedelta = READ_AFTER
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Act:
    """Something that the patient types, or the label of a button that they tap."""

    at: datetime
    option: str
    """The option that asked for it: for what went wrong."""
    typed: str | None = None
    tapped: str | None = None


@dataclass(frozen=True, slots=True)
class Script:
    """A whole rehearsal."""

    zone: str
    country: str
    language: str
    sessions: tuple[Session, ...]
    """In the order in which they are first told of."""
    answers: tuple[Answer, ...] = ()
    well: bool = False
    """What no answer is given for is answered as by somebody who is well."""
    acts: tuple[Act, ...] = ()
    """In order of time."""
    discreet: bool = False
    essentials: bool = False
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Options:
    """The options of a rehearsal as they were typed, besides those that describe the first session."""

    zone: str
    country: str | None = None
    lang: str = "en"
    booked: str | None = None
    sessions: tuple[str, ...] = ()
    answers: tuple[str, ...] = ()
    well: bool = False
    says: tuple[str, ...] = ()
    taps: tuple[str, ...] = ()
    pauses: tuple[str, ...] = ()
    discreet: bool = False
    essentials: bool = False
    until: str | None = None


def read_script(first: Described, given: Options, protocol: Protocol, book: Phrasebook) -> Script:
    """The script of these options. `Mistake`, in one line, for the first that is wrong."""
    try:
        return _script(first, given, protocol, book)
    except Mistake as mistake:  # what was typed is repeated, and may hold line breaks
        raise Mistake(" ".join(mistake.line.split())) from None


def _script(first: Described, given: Options, protocol: Protocol, book: Phrasebook) -> Script:
    zone = read_zone(given.zone)
    sessions = list(_sessions(first, given, zone))
    day0 = sessions[0].facts.day0
    acts = [
        *(_act("--says", text, zone, day0) for text in given.says),
        *(_act("--taps", text, zone, day0) for text in given.taps),
        *(act for text in given.pauses for act in _pause(text, zone, day0)),
    ]
    begins = min(one.booked_at or one.facts.registered_at for one in sessions)
    for act in acts:
        if act.at < begins:
            raise Mistake(f"{act.option}: lies before the first session is told, when nobody talks to the bot yet")
    until = None if given.until is None else read_moment("--until", given.until, zone, day0)
    if until is not None and until < begins:
        raise Mistake("--until: lies before the first session is told, when nobody talks to the bot yet")
    return Script(
        zone=zone,
        country=_country(given.country, zone),
        language=_language(given.lang, book),
        sessions=tuple(sorted(sessions, key=lambda one: one.booked_at or one.facts.registered_at)),
        answers=tuple(_answer(text, zone, day0, protocol) for text in given.answers),
        well=given.well,
        acts=tuple(sorted(acts, key=lambda act: act.at)),
        discreet=given.discreet,
        essentials=given.essentials,
        until=until,
    )


def _country(given: str | None, zone: str) -> str:
    """ISO 3166 code in capitals."""
    if given is None:
        found = country_of_zone(zone)
        if found is None:
            raise Mistake(f"--country: has to be given, {zone} is in no country")
        return found
    if not re.fullmatch(r"[A-Za-z]{2}", given):
        raise Mistake("--country: should be a code of two letters such as DE")
    if numbers(given.upper()).urgent is None:
        raise Mistake(f"--country: no emergency number is known for {given.upper()}")
    return given.upper()


def _language(given: str, book: Phrasebook) -> str:
    if given not in book.languages:
        raise Mistake(f"--lang: there are no words in {given!r}; there are {', '.join(book.languages)}")
    return given


def _sessions(first: Described, given: Options, zone: str) -> list[Session]:
    found = [_session(first, given.booked, zone, "--booked", "session-1")]
    before = first
    for number, text in enumerate(given.sessions, start=2):
        before, booked = _further(text, before)
        try:
            further = _session(before, booked, zone, "booked", f"session-{number}")
        except Mistake as mistake:
            reason = mistake.line.replace("--treated: ", "").replace("--now", "told")
            raise Mistake(f"--session {text}: {reason}") from None
        found.append(replace(further, option=f"--session {text}"))
    return found


def _session(one: Described, booked: str | None, zone: str, option: str, name: str) -> Session:
    facts = read_session(one, zone, name)
    if check(facts.ended_at, now=facts.registered_at, zone=zone) is not None:
        raise Mistake("--now: is more than a year after the treatment, when nothing of the protocol is left")
    if booked is None:
        return Session(facts)
    booked_at = read_moment(option, booked, zone)
    if booked_at >= facts.ended_at:
        raise Mistake(f"{option}: has to lie before the session")
    if check(facts.ended_at, now=booked_at, zone=zone) is not None:
        raise Mistake(f"{option}: is so long before the session that the bot would not take it yet")
    return Session(facts, booked_at)


def _further(text: str, before: Described) -> tuple[Described, str | None]:
    """A further session: what is not said of it is as it was the last time."""
    treated, *pairs = text.split(",")
    said: dict[str, list[str]] = {}
    for pair in pairs:
        key, equals, value = pair.partition("=")
        if key not in _SESSION_KEYS or not equals or not value:
            raise Mistake(
                f"--session {text}: {pair!r} should be one of {', '.join(f'{one}=…' for one in _SESSION_KEYS)}"
            )
        said.setdefault(key, []).append(value)
    last = {key: values[-1] for key, values in said.items()}
    course = last.get("course", str(max(0, before.course - 1)))
    if not course.isdigit():
        raise Mistake(f"--session {text}: course should be a number of further sessions")
    further = Described(
        treated=treated,
        areas=tuple(said.get("area", before.areas)),
        depth=last.get("depth", before.depth),
        goal=last.get("goal", before.goal),
        setting=last.get("setting", before.setting),
        modifiers=tuple(said.get("modifier", before.modifiers)),
        course=int(course),
        now=last.get("told"),
    )
    return further, last.get("booked")


def _answer(text: str, zone: str, day0: date, protocol: Protocol) -> Answer:
    step, equals, rest = text.partition("=")
    choice, _, when = rest.partition("@")
    if not equals:
        raise Mistake(f"--answer {text}: should read STEP=CHOICE, such as D1-3=worse or D1-3=worse@+3h")
    asked = {one.id: choices_of(one.id, protocol) for one in protocol.steps if choices_of(one.id, protocol)}
    if step not in asked:
        raise Mistake(f"--answer {text}: {step} asks nothing; these do: {', '.join(asked)}")
    if choice not in asked[step]:
        raise Mistake(f"--answer {text}: {step} can be answered with {', '.join(asked[step])}")
    answer = Answer(step, choice)
    if not when:
        return answer
    wait = _WAIT.fullmatch(when)
    if wait is not None:
        return replace(answer, wait=timedelta(**{_UNITS[wait[2]]: int(wait[1])}))
    return replace(answer, at=read_moment(f"--answer {text}", when, zone, day0))


def choices_of(step: str, protocol: Protocol) -> tuple[str, ...]:
    """What a step can be answered with: its answers; the goals for the step that asks what it was for."""
    return tuple(f"goal-{goal}" for goal in Goal) if step == ASKS_FOR_GOAL else protocol.step(step).answers


def _act(option: str, text: str, zone: str, day0: date) -> Act:
    when, equals, what = text.partition("=")
    quoted = _QUOTES.fullmatch(what)
    what = (quoted[2] if quoted else what).strip()
    if not equals or not what:
        raise Mistake(f'{option} {text}: should read WHEN="…", such as d2@23:00="pus"')
    at = read_moment(f"{option} {text}", when, zone, day0)
    if option == "--says":
        return Act(at, f"{option} {text}", typed=what)
    return Act(at, f"{option} {text}", tapped=what)


def _pause(text: str, zone: str, day0: date) -> Sequence[Act]:
    start, dots, end = text.partition("..")
    option = f"--pause {text}"
    if not dots:
        raise Mistake(f"{option}: should read FROM..TO, such as 2026-04-01T10:00..2026-05-01T10:00")
    begins, ends = read_moment(option, start, zone, day0), read_moment(option, end, zone, day0)
    if begins >= ends:
        raise Mistake(f"{option}: ends before it begins")
    return (Act(begins, option, typed="/pause"), Act(ends, option, typed="/resume"))
