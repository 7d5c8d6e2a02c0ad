"""Which steps of one treatment are owed: superseding by later sessions, experience, courses, and the permit that joins its check-in."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.schedules import days, timing
from bot.schedules.answers import CLEAR
from bot.schedules.concerns import concern_is_open
from bot.schedules.facts import PatientFacts, Said, SaidState, TreatmentFacts
from bot.schedules.offsets import AtInterval, AtUnlock, OnDay
from bot.schedules.owed import Basket, Ledger, Owed, standing_of
from bot.schedules.plan import Part, Reason, Skipped
from bot.schedules.protocol import Kind, Line, Priority, Protocol, Role, Setting, Step
from bot.schedules.superseding import remains
from bot.schedules.unlock import opening

FEW_AT_HOME = ("D0-1", "D0-2", "D1-1", "D3-1")
"""All that home users get from the third session within `HOME_SPAN` on."""
HOME_SPAN = timedelta(days=60)


@dataclass(slots=True)
class TreatmentSteps:
    """Gathers the steps of one treatment."""

    facts: PatientFacts
    protocol: Protocol
    treatment: TreatmentFacts
    ledger: Ledger
    basket: Basket
    now: datetime

    def gather(self) -> None:
        for step in self.protocol.steps:
            if step.role in (Role.HEALING, Role.RESULT):
                found = self._one(step)
                if isinstance(found, Owed):
                    self.basket.owed.append(found)
                elif found is not None:
                    self._skip(step, found)
        self._merge_permit_into_host()

    def _skip(self, step: Step, reason: Reason, row: Said | None = None, due: datetime | None = None) -> None:
        occurrence = 0 if row is None else row.occurrence
        about = self.treatment.id
        latest = None if due is None else timing.latest_of_treatment_step(self.facts, step, self.treatment, due)
        self.basket.skipped.append(Skipped(about, step.id, occurrence, reason, None, due, latest))
        for line in self.protocol.lines_on(step.id):
            holds = self._line_holds(line, step, self.treatment.tags)
            why = Reason.NOT_FOR_YOU if not holds else Reason.IN_REPLY if line.in_reply else Reason.HOST_NOT_SAID
            self.basket.skipped.append(Skipped(about, line.id, occurrence, why, step.id, due, latest))

    def _one(self, step: Step) -> Owed | Reason | None:
        """The step as it is owed; a reason if it is not said; `None` if that is settled and noted."""
        treatment = self.treatment
        due = self._due(step)
        if isinstance(due, Reason):
            return due
        standing = standing_of(step, self.ledger.get((treatment.id, step.id), []), due)
        if isinstance(standing, Said):
            if standing.state is SaidState.SKIPPED:
                self._skip(step, Reason(standing.reason or Reason.PAST), standing, standing.due)
            return None
        latest = timing.latest_of_treatment_step(self.facts, step, treatment, due)
        shared = remains(step, treatment, self.facts.treatments, max(due, min(self.now, latest)))
        if shared is None:
            return Reason.SUPERSEDED
        if not step.condition.holds(shared.tags):
            return Reason.NOT_FOR_YOU
        if latest <= self.facts.closed_until:
            return Reason.PAST
        floor = max(treatment.ended_at, treatment.registered_at)
        if isinstance(step.when, AtUnlock):
            floor = max(floor, due)
        part = Part(treatment.id, step.id, standing, None, due)
        item = Owed(
            step, (part,), due, latest, floor, self._lines(step, shared, part), reply=self._replies(step, due),
            registered=treatment.registered_at,
        )  # fmt: skip
        if reason := self._left_out(item):
            self.basket.drop(item, reason)
            return None
        return item

    def _replies(self, step: Step, due: datetime) -> bool:
        treatment = self.treatment
        first = timing.is_reply_to_registering(step) or timing.starts_with_the_first(self.facts, treatment, step)
        return first and due == treatment.registered_at

    def _due(self, step: Step) -> datetime | Reason:
        facts, protocol, treatment = self.facts, self.protocol, self.treatment
        if timing.is_reply_to_registering(step) or timing.starts_with_the_first(facts, treatment, step):
            return treatment.registered_at
        match step.when:
            case OnDay():
                return timing.due_on_day(facts, protocol, treatment, step.when)
            case AtUnlock():
                return self._due_at_unlock(step, step.when)
            case AtInterval():
                if treatment.setting is Setting.HOME:
                    return Reason.NOT_FOR_YOU
                if treatment.sessions_left < 1:
                    return Reason.NO_COURSE
                if facts.bookings:
                    return Reason.SAID_ELSEWHERE  # what is booked has its own steps, which name the date
                due = timing.due_at_interval(facts, protocol, treatment, step.when)
                return due if self._is_clear(due) else Reason.NOT_CLEAR
            case _:
                raise AssertionError(step.id)

    def _due_at_unlock(self, step: Step, when: AtUnlock) -> datetime | Reason:
        """The unlock moment, if it is one that no other step says."""
        at = opening(self.protocol, self.treatment, when.activity)
        if at is None:
            return Reason.NOT_FOR_YOU
        there = days.local(at, self.facts.zone)
        if there.date() != days.nth_day(self.treatment.day0, when.day, self.facts.zone):
            return Reason.SAID_ELSEWHERE
        clock = there.time()
        as_line = step.line_of is not None and step.line_of.start <= clock <= step.line_of.end
        return at if as_line or when.after < clock <= when.by else Reason.SAID_ELSEWHERE

    def _merge_permit_into_host(self) -> None:
        """A step whose moment falls into its host's hours becomes a line of the host, if the host is said, and not before that moment."""
        for item in [one for one in self.basket.owed if one.step.line_of and one.about == (self.treatment.id,)]:
            rule = item.step.line_of
            clock = days.local(item.due, self.facts.zone).time()
            if rule is None or not rule.start <= clock <= rule.end:
                continue
            self.basket.owed.remove(item)
            hosts = [h for h in self.basket.owed if h.step.id == rule.step and h.about == item.about]
            if hosts and hosts[0].due >= item.due:
                host = hosts[0]
                part = replace(item.parts[0], host=host.step.id)
                self.basket.owed[self.basket.owed.index(host)] = replace(host, also=(*host.also, part))
            else:
                self.basket.drop(item, Reason.SAID_ELSEWHERE)

    def _earlier(self) -> list[TreatmentFacts]:
        mine = self.treatment
        return [one for one in self.facts.treatments if one.ended_at < mine.ended_at and one.areas & mine.areas]

    def _left_out(self, item: Owed) -> Reason | None:
        step, earlier = item.step, self._earlier()
        at_home = [
            one
            for one in earlier
            if one.setting is Setting.HOME and self.treatment.ended_at - one.ended_at <= HOME_SPAN
        ]
        if self.treatment.setting is Setting.HOME and len(at_home) >= 2 and step.id not in FEW_AT_HOME:
            return Reason.EXPERIENCED
        early = isinstance(step.when, OnDay) and step.when.day <= 14
        if earlier and early and item.priority >= Priority.P2:
            return Reason.EXPERIENCED
        if self.facts.essentials_only and item.priority > Priority.P0 and step.kind is not Kind.PHOTO:
            return Reason.ESSENTIALS
        return None

    def _is_clear(self, due: datetime) -> bool:
        """Whether every permit-giving check-in of this treatment before `due` was answered as clear, and no worry and no STOP of a
        screening stands against it. Unanswered is not clear.
        """
        if self.facts.stopped or concern_is_open(self.facts, due):
            return False
        for step in self.protocol.steps:
            if not CLEAR & set(step.answers) or not isinstance(step.when, OnDay):
                continue
            if timing.due_on_day(self.facts, self.protocol, self.treatment, step.when) >= due:
                continue
            answers = [one for one in self.facts.answered if one.about == self.treatment.id and one.step == step.id]
            if not answers or max(answers, key=lambda one: one.at).choice not in CLEAR:
                return False
        return True

    @staticmethod
    def _line_holds(line: Line, step: Step, tags: frozenset[str]) -> bool:
        on_this = any(host.step == step.id and host.only.holds(tags) for host in line.hosts)
        return on_this and line.condition.holds(tags)

    def _lines(self, step: Step, treatment: TreatmentFacts, host: Part) -> tuple[tuple[Line, tuple[Part, ...]], ...]:
        lines: list[tuple[Line, tuple[Part, ...]]] = []
        for line in self.protocol.lines_on(step.id):
            holds = self._line_holds(line, step, treatment.tags)
            if holds and not line.in_reply:
                part = Part(host.about, line.id, host.occurrence, step.id, host.due)
                lines.append((line, (part,)))
            else:
                reason = Reason.IN_REPLY if holds else Reason.NOT_FOR_YOU
                self.basket.skipped.append(
                    Skipped(host.about, line.id, host.occurrence, reason, step.id, host.due, None)
                )
        return tuple(lines)
