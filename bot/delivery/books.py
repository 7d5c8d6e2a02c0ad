"""The dispatcher's transactions: who is looked after, what is about to leave, what became of it. Synchronous, for
worker threads.

Each method is one transaction (or reads only), so that it may be repeated when the database could not do it. Nothing is
rendered inside a transaction that writes.
"""

from __future__ import annotations

import time
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.care.work import House
from bot.clock import Clock
from bot.delivery.errands import Errand, Letter, prepare
from bot.delivery.faults import where
from bot.delivery.outcomes import put_off
from bot.delivery.waits import Waits
from bot.logs import log
from bot.schedules.plan import Reason
from bot.schedules.repeats import Later
from bot.schedules.shifts import GRACE
from bot.schedules.timing import quiet_hours
from bot.store import ledger, patients, retries
from bot.store.facts import Wake, facts_of, reschedule, wake
from bot.store.ledger import Outcome
from bot.store.records import Patient
from bot.store.states import MessageState
from bot.store.store import Store, Tx
from bot.store.trouble import StoreTrouble

GOES_ON = frozenset({MessageState.SENT, MessageState.UNKNOWN, MessageState.REFUSED})
"""Outcomes after which the next bubble is sent."""


@dataclass(frozen=True, slots=True)
class Trip:
    """An errand under way: at which letter it is, and the revision that the patient must still have."""

    errand: Errand
    rev: int
    good_until: float
    """Monotonic seconds: after that the lease does not hold for a whole call more."""
    planned_at: datetime
    """What ended unsaid by then is known; what ends between then and the departure is not."""
    place: int = 0
    sent: bool = False
    """Whether anything has arrived yet."""

    @property
    def letter(self) -> Letter:
        return self.errand.letters[self.place]

    @property
    def repeats(self) -> bool:
        """Whether what leaves next may have arrived before. An errand may have nothing to say, and only something to close."""
        return any(one.repeat for one in self.errand.letters[self.place : self.place + 1])

    @property
    def rest(self) -> tuple[Letter, ...]:
        return self.errand.letters[self.place + 1 :]

    @property
    def fresh(self) -> bool:
        """Whether the lease holds for a whole call more."""
        return time.monotonic() < self.good_until

    def in_time(self, now: datetime) -> bool:
        """Whether the next letter may leave as far as time goes: nobody else may say it yet, and it is still of use."""
        return self.fresh and now <= self.letter.latest

    def after(self, outcome: Outcome) -> Trip | None:
        """The same trip at its next letter, or `None` when it ends here."""
        if outcome.state not in GOES_ON or not self.rest:
            return None
        # A refusal changes what the plan sees, and so the revision: see `ledger.settle`.
        rev = self.rev + (outcome.state is MessageState.REFUSED)
        return replace(self, place=self.place + 1, rev=rev, sent=self.sent or outcome.state is MessageState.SENT)


@dataclass(frozen=True, slots=True)
class Landing:
    """What became of the letter at which a trip is."""

    trip: Trip
    outcome: Outcome
    written: bool = False
    """Whether that is committed already: see `Books.land`."""


class Books:
    """The transactions of one dispatcher. `owner` names it in leases."""

    def __init__(self, store: Store, house: House, clock: Clock, owner: str, waits: Waits | None = None) -> None:
        self._store = store
        self._house = house
        self._clock = clock
        self._owner = owner
        self._waits = waits or Waits()

    @property
    def _lease(self) -> timedelta:
        return timedelta(seconds=self._waits.lease_s)

    def _good_until(self) -> float:
        """Until when a lease that is taken now holds for a whole call more; asked before it is taken."""
        return time.monotonic() + self._waits.lease_s - self._waits.left_s

    def recover(self, alone_since: datetime | None = None) -> int:
        """What a process that died left as `sending` becomes `unknown`. `alone_since`: whoever took a lease before
        that, in real time, is dead, so it counts for nothing. Returns how many patients were affected.
        """
        now = self._clock()
        with self._store.transaction() as tx:
            if alone_since is not None:
                patients.release_leases(tx, alone_since + self._lease)
            left = ledger.sending_left_over(tx, now)
            for patient in left:
                self._reschedule_if_possible(tx, patient, now)
        return len(left)

    def claim(self, limit: int, under_way: Collection[Trip] = ()) -> list[Trip]:
        """Takes a lease on patients who are due, and prepares what they are owed. Whoever is `under_way` here is not taken
        for left over by a dead process when their lease has run out: a call, or the database, can take longer than that.
        """
        now = self._clock()
        good_until = self._good_until()
        with self._store.transaction() as tx:
            ours = [one.errand.patient_id for one in under_way]
            claimed = patients.claim_due(tx, self._owner, now, lease_for=self._lease, limit=limit, but=ours)
            left = 0
            for one in claimed:
                # Before anything else: what comes after a message in doubt must not overtake it.
                left += ledger.doubt_left_over(tx, one, now)
                if retries.earliest_retry(tx, one) is not None:
                    self._give_back_late(tx, one, now)
        if left:
            log("delivery").warning("messages_left_over", count=left)
        errands = [errand for one in claimed if (errand := self._prepare(one.id, now)) is not None]
        return [Trip(errand, errand.rev, good_until, planned_at=now) for errand in errands]

    def land(self, trip: Trip, outcome: Outcome) -> Landing:
        """Writes down at once that a letter was sent, and nothing else: until that is committed a kill would have it
        repeated.

        The lease stays and `next_due_at` lies in the past, so somebody plans anew even if nobody comes to `step`.
        """
        now = self._clock()
        with self._store.transaction() as tx:
            ledger.settle(tx, trip.letter.id, trip.letter.attempt, outcome, now)
        return Landing(trip, outcome, written=True)

    def step(self, landings: Sequence[Landing], trips: Sequence[Trip]) -> list[Trip]:
        """Settles what has landed and writes what leaves next, in one commit. Returns the trips whose letter may leave
        now.
        """
        now = self._clock()
        wakes = self._wakes(landings, now)
        with self._store.transaction() as tx:
            for landing in landings:
                self._settle(tx, landing, now, wakes.get(landing.trip.errand.patient_id))
            return [departing for trip in trips if (departing := self._depart(tx, trip, now)) is not None]

    def is_wanted(self, trip: Trip) -> bool:
        """Whether nothing has changed that was planned from. Somebody may have said /stop while a message waited for its
        turn.
        """
        with self._store.read() as tx:
            return patients.stands(tx, trip.errand.patient_id, trip.rev)

    def release(self, trips: Iterable[Trip]) -> None:
        """Lets go of patients to whom nothing has left: they are still due."""
        with self._store.transaction() as tx:
            patients.release_lease(tx, self._owner, [trip.errand.patient_id for trip in trips])

    def next_due(self) -> datetime | None:
        """When the next patient whom nobody holds is due."""
        with self._store.read() as tx:
            return patients.earliest_next_due(tx)

    def _prepare(self, patient_id: str, now: datetime) -> Errand | None:
        try:
            with self._store.read() as tx:
                patient = patients.patient_by_id(tx, patient_id)
                return prepare(tx, patient, self._house, now) if patient is not None else None
        except StoreTrouble:
            raise
        except Exception as error:  # noqa: BLE001 - a mistake in one person's plan must not silence all the others
            # The lease stays: the next try is in a minute.
            log("delivery").error("plan_failed", error=type(error).__name__, where=where(error))
            return None

    def _give_back_late(self, tx: Tx, patient: Patient, now: datetime) -> None:
        """What Telegram did not take for long is planned anew, as after an outage of our own."""
        try:
            at_night = quiet_hours(facts_of(tx, patient), self._house.protocol).holds(now, patient.zone)
        except (LookupError, ValueError):  # facts that nobody can plan with: `_prepare` says so
            return
        retries.release_late(tx, patient, now - GRACE, at_night=at_night)

    def _depart(self, tx: Tx, trip: Trip, now: datetime) -> Trip | None:
        errand, good_until = trip.errand, self._good_until()
        patient = patients.patient_by_id(tx, errand.patient_id)
        if patient is None or not self._hold(tx, trip):
            return None
        if patient.rev != trip.rev:
            if self._was_written(tx, patient, trip):
                return self._departed(trip, good_until)
            self._end(tx, patient, now)
            return None
        ended = bool(errand.put_aside)
        if trip.place == 0:
            ended |= ledger.close(tx, patient, errand.closings, trip.planned_at)
            for one in errand.put_aside:
                retries.put_aside(tx, patient, one.id, one.why, trip.planned_at)
            missed = sum(one.reason is Reason.OUTAGE and one.host is None for one in errand.closings)
            if missed:
                log("delivery").warning("steps_missed", count=missed)
        if not errand.letters:
            # What ended, or was put aside, may have made something else due, and does not come up again by itself.
            (self._end if ended else self._end_idly)(tx, patient, now)
            return None
        if now > trip.letter.latest or not self._write(tx, trip, now):
            self._end(tx, patient, now)
            return None
        return self._departed(trip, good_until)

    @staticmethod
    def _departed(trip: Trip, good_until: float) -> Trip:
        return replace(trip, rev=trip.rev + 1, good_until=trip.good_until if trip.fresh else good_until)

    @staticmethod
    def _was_written(tx: Tx, patient: Patient, trip: Trip) -> bool:
        """Whether this very departure is committed already: a server can be lost between a commit and its answer, and then
        the same is tried again. Otherwise nobody would ever send it.
        """
        if not trip.errand.letters or patient.rev != trip.rev + 1:
            return False
        return ledger.is_under_way(tx, trip.letter.id, trip.letter.attempt)

    def _hold(self, tx: Tx, trip: Trip) -> bool:
        return trip.fresh or bool(patients.extend_lease(tx, self._owner, [trip.errand.patient_id], self._lease))

    def _write(self, tx: Tx, trip: Trip, now: datetime) -> bool:
        letter, patient_id = trip.letter, trip.errand.patient_id
        if letter.fresh is not None:
            return ledger.begin_sending(tx, patient_id, trip.rev, [letter.fresh], now)
        moment = Later(letter.due, letter.latest)
        return retries.begin_again(tx, patient_id, trip.rev, letter.id, letter.attempt - 1, now, moment) is not None

    def _wakes(self, landings: Sequence[Landing], now: datetime) -> dict[str, Wake]:
        """When those are to be looked at who got the last of their letters: planned before the transaction that writes
        it down, which others wait for.
        """
        ended = [one.trip.errand.patient_id for one in landings if one.written and one.trip.after(one.outcome) is None]
        if not ended:
            return {}
        with self._store.read() as tx:
            found = [patient for one in ended if (patient := patients.patient_by_id(tx, one)) is not None]
            return {one.id: wake(tx, one, self._house.protocol, now) for one in found if one.lease_owner == self._owner}

    def _settle(self, tx: Tx, landing: Landing, now: datetime, known: Wake | None) -> None:
        trip, outcome = landing.trip, landing.outcome
        if landing.written:
            patient = patients.patient_by_id(tx, trip.errand.patient_id)
        else:
            outcome = self._unless_they_are_back(tx, trip, outcome, now)
            patient = ledger.settle(tx, trip.letter.id, trip.letter.attempt, outcome, now)
        if patient is not None and outcome.state is MessageState.LATER:
            if patient.rev == trip.rev:
                self._put_off(tx, trip, outcome, now)
            else:  # a pause, a worry, a correction came while it was under way: what it says is planned anew
                retries.release_waiting(tx, patient, now)
        if patient is not None and trip.after(outcome) is None:
            self._end(tx, patient, now, known if patient.lease_owner == self._owner else None)

    @staticmethod
    def _unless_they_are_back(tx: Tx, trip: Trip, outcome: Outcome, now: datetime) -> Outcome:
        """That somebody cannot be reached was true when the message left. Who has done something since may be back, and must
        not be silenced by it: what it said is planned anew.
        """
        if outcome.state is not MessageState.UNREACHABLE:
            return outcome
        patient = patients.patient_by_id(tx, trip.errand.patient_id)
        changed = patient is not None and patient.rev != trip.rev
        return Outcome(MessageState.LATER, retry_at=now) if changed else outcome

    def _put_off(self, tx: Tx, trip: Trip, outcome: Outcome, now: datetime) -> None:
        """What was to follow waits too, or a second bubble would come before the first."""
        rev = trip.rev
        for place, letter in enumerate(trip.rest, start=1):
            if letter.fresh is None:
                continue
            written = now + timedelta(milliseconds=place)
            if not ledger.begin_sending(tx, trip.errand.patient_id, rev, [letter.fresh], written):
                return
            ledger.settle(tx, letter.id, letter.attempt, put_off(outcome, place, now), now)
            rev += 1

    def _reschedule_if_possible(self, tx: Tx, patient: Patient, now: datetime) -> None:
        try:
            reschedule(tx, patient, self._house.protocol, now)
        except Exception as error:  # noqa: BLE001 - a mistake in one person's plan must not keep everybody from starting
            log("delivery").error("plan_failed", error=type(error).__name__, where=where(error))

    def _end_idly(self, tx: Tx, patient: Patient, now: datetime) -> None:
        """There was nothing to say. Somebody who is due all the same is looked at again when the lease runs out, not at
        once and for ever.
        """
        reschedule(tx, patient, self._house.protocol, now)
        if patient.next_due_at is not None and patient.next_due_at <= now:
            log("delivery").error("plan_stuck")
            return
        patients.release_lease(tx, self._owner, [patient.id])

    def _end(self, tx: Tx, patient: Patient, now: datetime, known: Wake | None = None) -> None:
        reschedule(tx, patient, self._house.protocol, now, known)
        patients.release_lease(tx, self._owner, [patient.id])
