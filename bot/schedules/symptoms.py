"""What people ask "is this normal?" about, and what is answered: the values of `symptoms.toml`, and the verdict.

The rules stand in `triage`. Clinical evidence, section 4.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import IntEnum, StrEnum

from bot.schedules.protocol import Band, Condition, Modifier, Protocol


class Level(IntEnum):
    """How soon somebody should look at it; a higher one wins."""

    NORMAL = 0
    """Normal so far: always told until when."""
    SOON = 1
    """The next working day."""
    TODAY = 2
    """The same day, at any hour."""
    URGENT = 3
    """The emergency number, now."""


class Rule(StrEnum):
    """What decided a verdict."""

    WINDOW = "window"
    """Inside the time in which it is usual."""
    PAST = "past"
    """Past that time."""
    EARLY = "early"
    """Before the time at which it is expected."""
    SIGN = "sign"
    """What was tapped needs a look by itself, whatever the day."""
    WORSE = "worse"
    """It gets worse when it should not any more: after 48 hours, of soreness from day 2."""
    NOT_SURE = "not-sure"
    RAISED = "raised"
    """One level up, for a condition of this person."""
    NOT_KNOWN = "not-known"
    """No treatment is known, so no window can be counted."""


URGENT, NOT_SURE = "urgent", "not-sure"
"""The two choices that the rules know by their ids."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing that can be tapped under a symptom: `faint`, `worse`, `hot-spot`."""

    id: str
    level: Level
    """The level by itself. `NORMAL` is judged by the window."""
    window: Mapping[Band, timedelta] | None
    """How long it is usual: its own, or its symptom's. Never `None` where the level is `NORMAL`."""
    past: Level
    """The level past its window, at least `SOON`."""
    raised_by: frozenset[Modifier]
    """Conditions that lift its level by one, also `NORMAL`."""
    start_day: Mapping[Band, int] | None = None
    """Before this day of the calendar it is not expected: then at least `SOON`."""
    worse: bool = False
    """It says that something gets worse: at least `TODAY` from `Protocol.settles` on."""
    worse_day: int | None = None
    """From this day of the calendar on worse is at least `TODAY`, even before that."""
    sooner: bool = False
    """Its window ends at `Symptom.sooner` for those who are looked at sooner."""
    two_days: bool = False
    """`SOON`, but within two days, weekend or not."""


@dataclass(frozen=True, slots=True)
class Sooner:
    """For whom a symptom is looked at sooner, and from when on, counted from the end of the treatment."""

    condition: Condition
    after: timedelta


@dataclass(frozen=True, slots=True)
class Symptom:
    """One row of the table. Its words: `symptom-<id>` (button), `symptom-<id>-ask`, `symptom-<id>-<choice>` (button, also of the
    choice `urgent`), `symptom-<id>-meanwhile`, and where it has the choice `urgent`, `symptom-<id>-signs`: its own urgent
    signs, in one line.
    """

    id: str
    condition: Condition
    """For whom it is listed, over the tags of `TreatmentFacts`: scalp rows for the scalp."""
    window: Mapping[Band, timedelta] | None
    """How long it is usual, from the end of the treatment; the longer end of a range. `None`: never normal, or its choices
    have windows of their own."""
    choices: tuple[Choice, ...]
    likely_from: timedelta
    likely_until: timedelta
    """When it is likeliest: what the first page of the list offers."""
    facts: tuple[str, ...]
    """Ids in `evidence.toml`."""
    sooner: Sooner | None = None

    @property
    def raised_by(self) -> frozenset[Modifier]:
        """Conditions that lift the level of some of its choices."""
        return frozenset(modifier for one in self.choices for modifier in one.raised_by)

    def choice(self, choice_id: str) -> Choice | None:
        """The choice of this id, which may come from an old button."""
        return next((one for one in self.choices if one.id == choice_id), None)


def symptom_words(protocol: Protocol) -> Iterator[str]:
    """The ids of all words that the symptoms of a protocol need."""
    for symptom in protocol.symptoms:
        name = f"symptom-{symptom.id}"
        yield from (name, f"{name}-ask", f"{name}-meanwhile")
        for choice in symptom.choices:
            yield f"{name}-{choice.id}"
        if symptom.choice(URGENT) is not None:
            yield f"{name}-signs"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is answered to one symptom and one choice."""

    symptom: str
    choice: str
    level: Level
    rule: Rule
    until: datetime | None
    """For `NORMAL`: when it stops being normal, aware UTC. Never `None` then."""
    two_days: bool = False
    raised_by: frozenset[Modifier] = frozenset()
    """The conditions of this person that lifted the level."""
    would_raise: frozenset[Modifier] = frozenset()
    """Conditions that would lift it, of a person of whom it is not known."""
