"""Plays a course as it would happen: people register, book, move, answer, worry and pause at their moments, the bot sleeps
and wakes, and what is due is said from facts that know nothing of the future.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from bot.schedules.answers import CAREFUL
from bot.schedules.facts import (
    Answered,
    BookingFacts,
    Concern,
    PatientFacts,
    Pause,
    SaidState,
    Snooze,
    TreatmentFacts,
)
from bot.schedules.plan import Moment
from bot.schedules.planner import next_wake, plan
from bot.schedules.protocol import ConcernLevel, Protocol
from tests.saying import after_closing, after_saying

Change = Callable[[PatientFacts, datetime], PatientFacts]


@dataclass(frozen=True)
class Saying:
    """One moment that was said, and the facts as they were then."""

    at: datetime
    moment: Moment
    facts: PatientFacts


@dataclass
class Course:
    """A life: what happens when, how each question is answered, and when the bot is away."""

    facts: PatientFacts
    protocol: Protocol
    now: datetime
    happens: list[tuple[datetime, Change]]
    answers: Iterable[tuple[str | None, timedelta]]
    """For each question that is put, in order: the answer (its place among the choices, as text; `None` for none) and after how long."""
    asleep: list[tuple[datetime, datetime]]
    until: datetime
    said: list[Saying] = field(default_factory=list)

    def play(self) -> Course:
        """To the end. Every change is written as the store writes it: what the old facts left unsaid is closed first."""
        replies = iter(self.answers)
        for _ in range(2000):
            self.happens.sort(key=lambda one: one[0])
            wake = next_wake(self.facts, self.protocol, self.now)
            wake = self._awake(max(wake, self.now)) if wake is not None else None
            event = self.happens[0][0] if self.happens else None
            if event is not None and (wake is None or event <= wake):
                self.now = max(self.now, event)
                _, change = self.happens.pop(0)
                self.facts = change(after_closing(self.facts, self.protocol, self.now), self.now)
            elif wake is not None and wake <= self.until:
                self.now = wake
                self._say(replies)
            else:
                break
        else:
            raise AssertionError("it never comes to rest")
        self.facts = after_closing(self.facts, self.protocol, max(self.now, self.until))
        return self

    def _awake(self, at: datetime) -> datetime:
        return next((end for start, end in self.asleep if start <= at < end), at)

    def _say(self, replies: Iterable[tuple[str | None, timedelta]]) -> None:
        self.facts = after_closing(self.facts, self.protocol, self.now)
        while (moments := plan(self.facts, self.protocol, self.now).moments) and moments[0].due <= self.now:
            self.said.append(Saying(self.now, moments[0], self.facts))
            self.facts = after_saying(self.facts, moments[0], self.now)
            self._will_answer(moments[0], replies)

    def _will_answer(self, moment: Moment, replies: Iterable[tuple[str | None, timedelta]]) -> None:
        for bubble in moment.bubbles:
            for part in bubble.parts:
                choices = self.protocol.step(part.step).answers if self.protocol.has_step(part.step) else ()
                picked, wait = next(iter(replies), (None, timedelta(0))) if choices else (None, timedelta(0))
                if picked is not None:
                    choice = choices[int(picked) % len(choices)]
                    answered = Answered(part.about, part.step, part.occurrence, choice, self.now + wait)
                    self.happens.append((self.now + wait, _answers(answered)))


def _answers(answered: Answered) -> Change:
    """An answer, and the concern that a careful one opens or "sorted" closes."""

    def change(facts: PatientFacts, now: datetime) -> PatientFacts:
        facts = replace(facts, answered=(*facts.answered, replace(answered, at=now)))
        if answered.choice in CAREFUL and any(one.id == answered.about for one in facts.treatments):
            return worries(CAREFUL[answered.choice])(facts, now)
        return calls_it_sorted(facts, now) if answered.choice == "sorted" else facts

    return change


def registers(treatment: TreatmentFacts) -> Change:
    return lambda facts, now: replace(facts, treatments=(*facts.treatments, replace(treatment, registered_at=now)))


def corrects(name: str, by: timedelta) -> Change:
    """The end of a session was told wrong."""

    def change(facts: PatientFacts, now: datetime) -> PatientFacts:
        return replace(
            facts,
            treatments=tuple(
                replace(one, ended_at=min(one.ended_at + by, now)) if one.id == name else one
                for one in facts.treatments
            ),
        )

    return change


def cancels(name: str) -> Change:
    """A session that was entered by mistake, or a visit that will not take place."""
    return lambda facts, _: replace(
        facts,
        treatments=tuple(one for one in facts.treatments if one.id != name),
        bookings=tuple(one for one in facts.bookings if one.id != name),
    )


def books(booking: BookingFacts) -> Change:
    return lambda facts, now: replace(facts, bookings=(*facts.bookings, replace(booking, booked_at=now)))


def moves(name: str, to: datetime) -> Change:
    return lambda facts, _: replace(
        facts, bookings=tuple(replace(one, ends_at=to) if one.id == name else one for one in facts.bookings)
    )


def worries(level: ConcernLevel) -> Change:
    return lambda facts, now: replace(
        facts,
        concerns=(*facts.concerns, Concern(f"c{len(facts.concerns)}", level, now)),
    )


def calls_it_sorted(facts: PatientFacts, now: datetime) -> PatientFacts:
    return replace(
        facts, concerns=tuple(one if one.closed_at else replace(one, closed_at=now) for one in facts.concerns)
    )


def pauses(facts: PatientFacts, now: datetime) -> PatientFacts:
    if any(one.until is None for one in facts.pauses):
        return facts
    return replace(facts, pauses=(*facts.pauses, Pause(now)))


def resumes(facts: PatientFacts, now: datetime) -> PatientFacts:
    return replace(facts, pauses=tuple(replace(one, until=one.until or now) for one in facts.pauses))


def wants_only_the_essentials(facts: PatientFacts, _: datetime) -> PatientFacts:
    return replace(facts, essentials_only=not facts.essentials_only)


def puts_off(by: timedelta, protocol: Protocol) -> Change:
    """The last message that can be put off comes once more, if that is not too late."""

    def change(facts: PatientFacts, now: datetime) -> PatientFacts:
        for row in reversed(facts.said):
            if row.state is not SaidState.SAID or row.host is not None or not protocol.has_step(row.step):
                continue
            if protocol.step(row.step).snooze and any(one.id == row.about for one in facts.treatments):
                mine = (row.about, row.step)
                used = [one.occurrence for one in facts.said if (one.about, one.step) == mine]
                used += [one.occurrence for one in facts.snoozes if (one.about, one.step) == mine]
                again = Snooze(row.about, row.step, max(used) + 1, now + by, now)
                return replace(facts, snoozes=(*facts.snoozes, again))
        return facts

    return change
