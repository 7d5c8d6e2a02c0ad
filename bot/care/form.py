"""What is known so far of a session that is being entered, and what has to be asked next.

The answers can come in any order, by taps on old screens or in one typed sentence: a form knows what it lacks. It is
kept as a draft, so nothing is lost by a restart or a week of thinking it over.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from typing import Any

from bot.care.course import Vouched
from bot.care.work import Work
from bot.errors import CannotDo
from bot.schedules.days import is_in_gap, later_of_fold, local
from bot.schedules.protocol import Area, Goal, Modifier, Setting
from bot.schedules.timing import ON_TIME
from bot.schedules.typed import Told as ToldMoment
from bot.schedules.typed import check, instant_told
from bot.store import drafts
from bot.store.records import Patient
from bot.store.treatments import Told

KIND = "session"
"""The kind of draft in which a form is kept."""
HOURS_MATTER = timedelta(days=8)
"""How long after a treatment its time of day still decides something that opens or eases."""
PLANNED_END = time(18)
"""When a booked session ends if nobody can say."""

TAPPING = timedelta(minutes=10)
"""How long the taps between telling the date and [Start] may take without making somebody late."""

_END_OF_DAY = time(23, 59)


class Question(StrEnum):
    """What can be asked, in the order in which it is asked."""

    PLACE = "place"
    NUMBER = "number"
    WHEN = "when"
    TIME = "time"
    AREAS = "areas"
    DEPTH = "depth"
    SETTING = "setting"
    MODIFIERS = "modifiers"
    GOAL = "goal"
    """Only in a correction; otherwise it is asked on day 4."""
    SUMMARY = "summary"


@dataclass(frozen=True, slots=True)
class Form:
    """A session as far as it is known. `None` and empty mean: not said yet."""

    place_known: bool = False
    number_known: bool = False
    """Whether there is an emergency number, or the person said that they know none."""
    day: date | None = None
    """The local date of its end, as told."""
    at: time | None = None
    """The local time of its end, as told. With `time_unknown` it stays empty."""
    time_unknown: bool = False
    instant: datetime | None = None
    """The end as an instant, for "an hour ago": it stays the same whatever the zone turns out to be."""
    areas: frozenset[Area] = frozenset()
    several: bool = False
    """Areas are being ticked one by one."""
    depth_mm: float | None = None
    depth_told: bool = False
    """A length was told, or that nobody knows it."""
    setting: Setting | None = None
    modifiers: frozenset[Modifier] = frozenset()
    modifiers_told: bool = False
    goal: Goal | None = None
    sessions_left: int = 0
    course: frozenset[Area] = frozenset()
    """In a correction: the areas that `sessions_left` counts for. On others none is planned."""
    booking: str | None = None
    """Id of the booked session that this is about."""
    settling: bool = False
    """The booked session is said to have taken place: its end cannot lie ahead."""
    vouched: Vouched | None = None
    vouched_day: date | None = None
    """What the person said about an early date, and about which one: another day is asked about again."""
    correcting: str | None = None
    """Id of the session that this corrects."""

    def ends_at(self, zone: str, now: datetime) -> datetime | None:
        """The end as an instant, or `None` while the day is not known, or for a time that never was.

        With the time unknown: the latest that the day allows and that is not in the future.
        """
        if self.instant is not None:
            return self.instant
        if self.day is None:
            return None
        if self.at is not None:
            wall = datetime.combine(self.day, self.at)
            return None if is_in_gap(wall, zone) else instant_told(wall, now=now, zone=zone)
        if self.day > local(now, zone).date():
            return later_of_fold(datetime.combine(self.day, PLANNED_END), zone)
        return min(later_of_fold(datetime.combine(self.day, _END_OF_DAY), zone), now.astimezone(UTC))

    def is_booking(self, zone: str, now: datetime) -> bool:
        """Whether the session is still to come."""
        ends_at = self.ends_at(zone, now)
        return ends_at is not None and ends_at > now

    def vouched_for(self, zone: str, now: datetime) -> Vouched | None:
        """What was vouched for the date as it stands."""
        ends_at = self.ends_at(zone, now)
        day = local(ends_at, zone).date() if ends_at is not None else None
        return self.vouched if day is not None and day == self.vouched_day else None

    def next_question(self, zone: str, now: datetime) -> Question:
        """What is asked next: the first thing that is missing."""
        for question, missing in (
            (Question.PLACE, not self.place_known),
            (Question.NUMBER, not self.number_known),
            (Question.WHEN, self.day is None and self.instant is None),
            (Question.TIME, self._lacks_time(zone, now)),
        ):
            if missing:
                return question
        if self.is_booking(zone, now):
            return Question.SUMMARY
        for question, missing in (
            (Question.AREAS, not self.areas or self.several),
            (Question.DEPTH, not self.depth_told),
            (Question.SETTING, self.setting is None),
            (Question.MODIFIERS, not self.modifiers_told),
        ):
            if missing:
                return question
        return Question.SUMMARY

    def _lacks_time(self, zone: str, now: datetime) -> bool:
        if self.instant is not None or self.time_unknown or self.day is None:
            return False
        if self.at is None:
            return self.day > (local(now, zone) - HOURS_MATTER).date()
        return is_in_gap(datetime.combine(self.day, self.at), zone)

    def ended(self, told: ToldMoment, zone: str) -> Form:
        """The form with a moment that was read from typed words. A day without a time leaves the time to be asked."""
        wall = local(told.at, zone)
        if told.elapsed:
            return replace(self, day=None, at=None, time_unknown=False, instant=told.at)
        if told.exact:
            return replace(self, day=wall.date(), at=wall.time().replace(second=0), time_unknown=False, instant=None)
        return replace(self, day=wall.date(), at=None, time_unknown=False, instant=None)

    def told(self, zone: str, now: datetime) -> Told:
        """What the store keeps. `CannotDo` if the end is not known or out of bounds by now."""
        ends_at = self.ends_at(zone, now)
        if ends_at is None:
            raise CannotDo("reg-closed")
        problem = check(ends_at, now=now, zone=zone)
        if problem is not None:
            raise CannotDo(f"reg-{problem}")
        goes_on = not self.course or bool(self.course & self.areas)
        return Told(
            ends_at=ends_at,
            ends_local=local(ends_at, zone).strftime("%Y-%m-%dT%H:%M"),
            zone=zone,
            areas=self.areas,
            depth_mm=self.depth_mm,
            setting=self.setting or Setting.PROFESSIONAL,
            goal=self.goal,
            modifiers=self.modifiers,
            sessions_left=self.sessions_left if goes_on else 0,
        )


def like(told: Told) -> Form:
    """A form for a further session of the same person: who they are is not asked again, what was done is."""
    return Form(place_known=True, number_known=True, modifiers=told.modifiers, modifiers_told=True)


def of_session(told: Told) -> Form:
    """A form that holds everything that is known of a session already."""
    wall = datetime.fromisoformat(told.ends_local)
    return Form(
        place_known=True,
        number_known=True,
        day=wall.date(),
        at=wall.time(),
        areas=told.areas,
        depth_mm=told.depth_mm,
        depth_told=True,
        setting=told.setting,
        modifiers=told.modifiers,
        modifiers_told=True,
        goal=told.goal,
        sessions_left=told.sessions_left,
        course=told.areas,
    )


def load(work: Work, patient: Patient) -> Form | None:
    """The form that this person is filling in, if there is one."""
    draft = drafts.get(work.tx, patient, KIND)
    return read_form(draft.known) if draft is not None else None


def being_filled(work: Work, patient: Patient) -> Form:
    """The same, for a button that makes no sense without one. `CannotDo`: the form is closed, it can be begun again."""
    form = load(work, patient)
    if form is None:
        raise CannotDo("reg-closed")
    return form


def asked(work: Work, patient: Patient) -> Question | None:
    """The question that is on the screen: what typed words are an answer to."""
    draft = drafts.get(work.tx, patient, KIND)
    return Question(draft.step) if draft is not None else None


def keep(work: Work, patient: Patient, form: Form, *, asking: Question | None = None) -> Question:
    """Keeps the form, and answers what is to be asked next: what is missing, or a question that is asked once more."""
    question = asking or form.next_question(patient.zone, work.now)
    drafts.put(work.tx, patient, KIND, step=question.value, known=write_form(form), now=work.now)
    return question


def drop(work: Work, patient: Patient) -> None:
    """Nothing is being entered any more."""
    drafts.delete(work.tx, patient, KIND)


def drop_about(work: Work, patient: Patient, session_id: str) -> None:
    """What was being entered about a session that counts no more is not asked any further."""
    form = load(work, patient)
    if form is not None and session_id in (form.booking, form.correcting):
        drop(work, patient)


def write_form(form: Form) -> dict[str, Any]:
    """The form as plain JSON data. `read_form(write_form(form)) == form`."""
    return {
        "place_known": form.place_known,
        "number_known": form.number_known,
        "day": form.day.isoformat() if form.day else None,
        "at": form.at.isoformat("minutes") if form.at else None,
        "time_unknown": form.time_unknown,
        "instant": form.instant.isoformat() if form.instant else None,
        "areas": sorted(form.areas),
        "several": form.several,
        "depth_mm": form.depth_mm,
        "depth_told": form.depth_told,
        "setting": form.setting.value if form.setting else None,
        "modifiers": sorted(form.modifiers),
        "modifiers_told": form.modifiers_told,
        "goal": form.goal.value if form.goal else None,
        "sessions_left": form.sessions_left,
        "course": sorted(form.course),
        "booking": form.booking,
        "settling": form.settling,
        "vouched": form.vouched.value if form.vouched else None,
        "vouched_day": form.vouched_day.isoformat() if form.vouched_day else None,
        "correcting": form.correcting,
    }


def read_form(known: dict[str, Any]) -> Form:
    """The form that `write_form` wrote."""
    return Form(
        place_known=known["place_known"],
        number_known=known["number_known"],
        day=date.fromisoformat(known["day"]) if known["day"] else None,
        at=time.fromisoformat(known["at"]) if known["at"] else None,
        time_unknown=known["time_unknown"],
        instant=datetime.fromisoformat(known["instant"]) if known["instant"] else None,
        areas=frozenset(Area(one) for one in known["areas"]),
        several=known["several"],
        depth_mm=known["depth_mm"],
        depth_told=known["depth_told"],
        setting=Setting(known["setting"]) if known["setting"] else None,
        modifiers=frozenset(Modifier(one) for one in known["modifiers"]),
        modifiers_told=known["modifiers_told"],
        goal=Goal(known["goal"]) if known["goal"] else None,
        sessions_left=known["sessions_left"],
        course=frozenset(Area(one) for one in known["course"]),
        booking=known["booking"],
        settling=known["settling"],
        vouched=Vouched(known["vouched"]) if known["vouched"] else None,
        vouched_day=date.fromisoformat(known["vouched_day"]) if known["vouched_day"] else None,
        correcting=known["correcting"],
    )


def told_at(ended_at: datetime, now: datetime) -> datetime:
    """When the date was told. Who said "two hours ago" is not late because the taps after it took some minutes."""
    return min(now, ended_at + ON_TIME) if now - ended_at <= ON_TIME + TAPPING else now
