"""What moves or holds back what is owed: quiet hours, concerns, pauses, a late start, an outage; and the summary that stands for it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from bot.schedules import days, timing
from bot.schedules.answers import WORSE
from bot.schedules.concerns import spans
from bot.schedules.facts import PatientFacts, Said, SaidState
from bot.schedules.offsets import WhenLate
from bot.schedules.owed import Basket, Owed
from bot.schedules.plan import Part, Reason, Skipped
from bot.schedules.protocol import Kind, Priority, Protocol, Role, Step

GRACE = timedelta(minutes=30)
"""A step this late was merely slow on its way, not missed: two moments a few seconds apart are no outage."""
BEFORE_QUIET = timedelta(minutes=15)
"""How long before the quiet hours a step is said that cannot wait for their end."""


@dataclass(slots=True)
class Shifts:
    """Applies the rules of protocol, sections 1 and 4, to a basket, in this order: quiet hours, late starts, concerns, pauses, outage."""

    facts: PatientFacts
    protocol: Protocol
    now: datetime
    basket: Basket
    _summary: Step = field(init=False)

    def __post_init__(self) -> None:
        self._summary = next(step for step in self.protocol.steps if isinstance(step.when, WhenLate))

    def apply(self) -> None:
        self._quiet()
        self._late_starts()
        self._concerns()
        self._pauses()
        self._concerns()
        self._spare_bad_days()
        self._covered_by_an_earlier_summary()
        self._drop_withheld_lines()

    # ── quiet hours ──

    def _quiet(self) -> None:
        self.basket.owed[:] = [moved for item in self.basket.owed if (moved := self._out_of_quiet(item)) is not None]

    def _out_of_quiet(self, item: Owed) -> Owed | None:
        """The item at a time that is allowed: the end of the quiet hours; else, if it matters, just before them; else not at all."""
        quiet, zone = timing.quiet_hours(self.facts, self.protocol), self.facts.zone
        if item.reply or not quiet.holds(item.due, zone):
            return item
        began, ended = quiet.span(item.due, zone)
        if ended <= item.latest:
            return replace(item, due=ended)
        before = began - BEFORE_QUIET
        if item.priority <= Priority.P1 and before >= item.floor and self.now < began:
            return replace(item, due=before)
        self.basket.drop(item, Reason.QUIET)
        return None

    def next_allowed(self, at: datetime) -> datetime:
        return timing.quiet_hours(self.facts, self.protocol).next_allowed(at, self.facts.zone)

    # ── the summary ──

    def _summaries(self) -> list[Said]:
        return [row for row in self.facts.said if row.step == self._summary.id]

    def _resolved(self, cause: datetime) -> bool:
        """Whether a summary has been said, or given up, since something made one necessary."""
        return any(max(row.at, row.due) >= cause for row in self._summaries())

    def summarise(self, due: datetime, *, reply: bool = False) -> None:
        """Owes a summary at a moment; one that is owed by then already stands for both."""
        step = self._summary
        for index, item in enumerate(self.basket.owed):
            same = item.due == due or item.due <= self.now
            if item.step is step and same:
                later = max(item.due, due)
                answers_a_tap = item.reply if later == item.due else reply
                occurrence = item.parts[0].occurrence
                self.basket.owed[index] = self._summary_item(later, occurrence, reply=answers_a_tap)
                return
        pending = sum(item.step is step for item in self.basket.owed)
        occurrence = max((row.occurrence for row in self._summaries()), default=-1) + 1 + pending
        self.basket.owed.append(self._summary_item(due, occurrence, reply=reply))

    def _summary_item(self, due: datetime, occurrence: int, *, reply: bool) -> Owed:
        latest = timing.latest_after_due(self.facts, self._summary, due)
        part = Part("", self._summary.id, occurrence, None, due)
        return Owed(self._summary, (part,), due, latest, due, reply=reply)

    def _take(self, items: Iterable[Owed], reason: Reason) -> None:
        for item in items:
            self.basket.owed.remove(item)
            self.basket.drop(item, reason)

    def _covered_by_an_earlier_summary(self) -> None:
        """What was due before a summary was said is covered by it, if its treatment was known by then."""
        said = [row.at for row in self._summaries() if row.state is SaidState.SAID]
        if said:
            last = max(said)
            self._take(
                [
                    item
                    for item in self.basket.owed
                    if item.foldable
                    and last - item.due > GRACE
                    and item.registered is not None
                    and item.registered <= last
                ],
                Reason.COVERED,
            )

    # ── late starts ──

    def _late_starts(self) -> None:
        for treatment in sorted(self.facts.treatments, key=lambda one: one.registered_at):
            if not timing.registered_late(treatment):
                continue
            since = treatment.registered_at
            mine = [
                one for one in self.basket.owed if one.about == (treatment.id,) and one.due <= since and not one.asked
            ]
            if self._began(treatment.id):  # a corrected date: what lay before the registering is not said now
                self._take(mine, Reason.PAST)
                continue
            self._take(mine, Reason.COVERED)
            if not self._resolved(since):
                self.summarise(since, reply=True)

    def _began(self, about: str) -> bool:
        """Whether a treatment started as usual: a correction of its date does not make it a late start."""
        return any(
            row.about == about
            and row.state is SaidState.SAID
            and self.protocol.has_step(row.step)
            and timing.is_reply_to_registering(self.protocol.step(row.step))
            for row in self.facts.said
        )

    # ── concerns ──

    def _concerns(self) -> None:
        for start, end in spans(self.facts.concerns):
            held = [one for one in self.basket.owed if self._falls_under(one, start, end) and self._waits(one)]
            self._lift(held, end, Reason.HELD)

    def _falls_under(self, item: Owed, start: datetime, end: datetime) -> bool:
        """Whether a concern is open when an item is said: at its moment, or now if that has passed and it was not said yet."""
        return start <= item.due < end or item.due < start <= self.now < end

    @staticmethod
    def _waits(item: Owed) -> bool:
        """Under a concern only safety steps are said: P0 that allow nothing, and questions about concerns and bookings."""
        if (item.reply and item.asked is None) or item.step.role in (Role.CONCERN, Role.SUMMARY):
            return False
        return item.step.priority > Priority.P0 or item.step.kind is Kind.PERMIT

    def _lift(self, held: list[Owed], end: datetime, reason: Reason, *, missed: bool = False) -> None:
        """At the end of a hold: one moment is said then, several are summed up, what is stale by then is not said."""
        self._take([item for item in held if item.latest <= end], reason)
        fresh = [item for item in held if item.latest > end]
        at = self.next_allowed(end)
        foldable = [item for item in fresh if item.foldable]
        summaries = [item for item in fresh if item.step is self._summary]
        for item in summaries:
            self.basket.owed.remove(item)
        if self._resolved(end):
            self._take(foldable, Reason.COVERED)
        elif missed or summaries or len({item.due for item in foldable}) > 1 or self._owed_since_an_outage() == at:
            self._take(foldable, Reason.COVERED)
            self.summarise(at)
        else:
            self._move(foldable, at, reason)
        self._move([item for item in fresh if item not in foldable and item not in summaries], at, reason)

    def _move(self, items: list[Owed], at: datetime, reason: Reason) -> None:
        for item in items:
            self.basket.owed.remove(item)
            if at < item.latest:
                self.basket.owed.append(replace(item, due=at))
            else:
                self.basket.drop(item, reason)

    def _spare_bad_days(self) -> None:
        """Nobody who said "worse" is asked for a photo, or told of a next session, on that day, sorted or not."""
        zone = self.facts.zone
        bad = {days.local(one.at, zone).date() for one in self.facts.answered if one.choice == WORSE}
        for item in [one for one in self.basket.owed if one.step.kind in (Kind.PHOTO, Kind.NEXT_SESSION)]:
            due = max(item.due, self.now) if item.due <= self.now else item.due
            while days.local(due, zone).date() in bad:
                due = timing.next_morning(self.facts, self.protocol, due)
            if due > max(item.due, self.now):
                self._move([item], self.next_allowed(due), Reason.HELD)

    def _drop_withheld_lines(self) -> None:
        """Lines that allow something are left out of what is said under a concern."""
        for start, end in spans(self.facts.concerns):
            for index, item in enumerate(self.basket.owed):
                if item.reply or not self._falls_under(item, start, end):
                    continue
                withheld = [(line, parts) for line, parts in item.lines if line.permit]
                for line, parts in withheld:
                    for part in parts:
                        self._note(part, line.id, item)
                for part in item.also:
                    self._note(part, part.step, item)
                kept = tuple(pair for pair in item.lines if not pair[0].permit)
                self.basket.owed[index] = replace(item, lines=kept, also=())

    def _note(self, part: Part, step_id: str, item: Owed) -> None:
        host = part.host if part.step == step_id and self.protocol.has_step(step_id) is False else None
        self.basket.skipped.append(
            Skipped(part.about, step_id, part.occurrence, Reason.HELD, host, item.due, item.latest)
        )

    # ── pauses ──

    def _pauses(self) -> None:
        for pause in sorted(self.facts.pauses, key=lambda one: one.start):
            held = [
                one
                for one in self.basket.owed
                if self._can_be_paused(one, pause.start) and self._falls_into(one, pause.start, pause.until)
            ]
            if pause.until is None:
                self._take(held, Reason.PAUSED)
                continue
            missed = self._missed_in(held, pause.start, pause.until)
            self._lift(held, pause.until, Reason.PAUSED, missed=missed)

    @staticmethod
    def _can_be_paused(item: Owed, start: datetime) -> bool:
        """A reply is given in a pause too; what was put off before it is none."""
        return not item.reply or (item.asked is not None and item.asked <= start)

    def _falls_into(self, item: Owed, start: datetime, until: datetime | None) -> bool:
        if item.due >= start:
            return until is None or item.due < until
        return self.now >= start and item.latest > start

    def _missed_in(self, held: list[Owed], start: datetime, until: datetime) -> bool:
        """Whether a P0 or P1 step of a treatment ended unsaid within the pause."""
        if any(self._of_treatment(one) and one.latest <= until and one.priority <= Priority.P1 for one in held):
            return True
        return any(
            row.reason == Reason.PAUSED and start <= row.due < until and self._matters(row) for row in self.facts.said
        )

    def _matters(self, row: Said) -> bool:
        if row.host is not None or not self.protocol.has_step(row.step):
            return False
        step = self.protocol.step(row.step)
        return step.priority <= Priority.P1 and step.role in (Role.HEALING, Role.RESULT, Role.SUMMARY)

    def _can_be_summed_up(self, row: Said) -> bool:
        known = row.host is None and self.protocol.has_step(row.step)
        return known and self.protocol.step(row.step).role in (Role.HEALING, Role.RESULT)

    # ── outage ──

    def outage(self) -> None:
        """Steps that should have been said by now. Called after overlaps and caps, so that a capped step is not taken for a missed one."""
        stale = [item for item in self.basket.owed if item.latest <= self.now]
        missed = any(self._of_treatment(item) and item.priority <= Priority.P1 for item in stale)
        self._take(stale, Reason.OUTAGE)
        late = [item for item in self.basket.owed if item.foldable and self.now - item.due > GRACE]
        several = len({item.due for item in late}) > 1
        since = self._owed_since_an_outage()
        pending = any(item.step is self._summary and item.due <= self.now for item in self.basket.owed)
        if missed or several or pending or since is not None:
            self._take(late, Reason.COVERED)
        told = any(item.reply and item.asked is None for item in (*stale, *late))
        if missed or several:
            # What answers a tap is not held by a pause, nor is the summary that stands for it.
            at = self.next_allowed(self.now)
            self._summarise_at(at if told else self._after_pauses(at))
        elif since is not None:
            self._summarise_at(since)
        for item in [one for one in self.basket.owed if one.due <= self.now and not one.reply]:
            self._say_now(item)
        for item in [one for one in self.basket.owed if one.asked is not None and self.now - one.due > GRACE]:
            self._say_now(item)  # the moment that was chosen has passed: the night counts again

    @staticmethod
    def _of_treatment(item: Owed) -> bool:
        return item.step.role in (Role.HEALING, Role.RESULT, Role.SUMMARY)

    def _owed_since_an_outage(self) -> datetime | None:
        """When a summary is due because an outage made a step that matters end unsaid, or because a restored database cannot know
        whether a step was said; `None` once one stood for it, or none can.
        """
        lost = [
            row.at
            for row in self.facts.said
            if row.state is SaidState.SKIPPED
            and (
                (row.reason == Reason.OUTAGE and self._matters(row))
                or (row.reason == Reason.RESTORE and self._can_be_summed_up(row))
            )
        ]
        if not lost or self._resolved(max(lost)):
            return None
        due = self._after_pauses(self.next_allowed(max(lost)))
        return due if due and self.now < timing.latest_after_due(self.facts, self._summary, due) else None

    def _after_pauses(self, at: datetime) -> datetime | None:
        """The instant itself, or the first allowed one after the pause in which it lies; `None` while that lasts."""
        for pause in sorted(self.facts.pauses, key=lambda one: one.start):
            if pause.until is None and pause.start <= at:
                return None
            if pause.until is not None and pause.start <= at < pause.until:
                at = self.next_allowed(pause.until)
        return at

    def _summarise_at(self, due: datetime | None) -> None:
        if due is not None:
            self.summarise(due)

    def _say_now(self, item: Owed) -> None:
        """A step that is late is due now, or at the end of the quiet hours: with whatever else is said then."""
        allowed = self.next_allowed(self.now)
        if allowed == self.now and self.now - item.due <= GRACE:
            return
        self.basket.owed.remove(item)
        if item.step is self._summary:  # it tells what is true when it is said, so it is never too late for it
            self.summarise(allowed)
        elif allowed < item.latest:
            self.basket.owed.append(replace(item, due=allowed))
        else:
            self.basket.drop(item, Reason.QUIET)
