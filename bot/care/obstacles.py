"""What stands in the way of noting a date as it was told: it is earlier than the skin needs, lies ahead although it took
place, or comes before the session before it. Each is said with the ways on; none is kept.
"""

from __future__ import annotations

from bot.care.course import Vouched, too_early
from bot.care.form import Form
from bot.care.summary import NEW, when_word
from bot.care.work import Work
from bot.schedules.days import local
from bot.schedules.facts import BookingFacts, PatientFacts
from bot.schedules.protocol import Setting
from bot.store.facts import facts_of
from bot.store.records import Patient
from bot.store.treatments import told_of, treatment_by_id, treatments_of
from bot.words.message import FactValue, Tap

Obstacle = tuple[str, dict[str, FactValue], tuple[tuple[Tap, ...], ...]]
"""Word, facts and buttons of a screen."""
_ANOTHER_TIME = ((Tap("book-another-time", "ask", ("when",)),),)


def obstacle(work: Work, patient: Patient, form: Form) -> Obstacle | None:
    """The screen to show in place of the next question, or `None` if the date can be."""
    ends_at = form.ends_at(patient.zone, work.now)
    if ends_at is None or form.correcting is not None:
        return None
    if ends_at > work.now:
        return _ahead(form) if form.settling else _early(work, patient, form)
    return _before_the_last(work, patient, form) if form.settling else None


def _ahead(form: Form) -> Obstacle:
    return "book-ahead", {}, (*_ANOTHER_TIME, (Tap("treat-move", "move", (form.booking or "",)),))


def _early(work: Work, patient: Patient, form: Form) -> Obstacle | None:
    ends_at = form.ends_at(patient.zone, work.now)
    if ends_at is None:
        return None
    facts = facts_of(work.tx, patient)
    booking = BookingFacts(form.booking or NEW, ends_at, patient.zone, work.now)
    earliest = too_early(facts, work.house.protocol, booking)
    if earliest is None or form.vouched_for(patient.zone, work.now) is not None:
        return None
    said: dict[str, FactValue] = {"day": local(ends_at, patient.zone).date(), "earliest": earliest}
    later = (Tap("course-later", "later-day", (f"{earliest:%Y%m}",)),)
    area = (Tap("course-other-area", "vouch", (Vouched.AREA.value,)),)
    if at_home(facts):
        return "course-too-early-home", said, (later, area)
    clinic = (Tap("course-clinic-set", "vouch", (Vouched.CLINIC.value,)),)
    return "course-too-early", said, (later, clinic, area)


def at_home(facts: PatientFacts) -> bool:
    """Whether the latest session was done at home: then no clinic is there to set a date."""
    latest = max(facts.treatments, key=lambda one: one.ended_at, default=None)
    return latest is not None and latest.setting is Setting.HOME


def _before_the_last(work: Work, patient: Patient, form: Form) -> Obstacle | None:
    """A booked session cannot have ended before the one that came before it."""
    session = treatment_by_id(work.tx, patient, form.booking or "")
    ends_at = form.ends_at(patient.zone, work.now)
    if session is None or ends_at is None:
        return None
    done = [one for one in treatments_of(work.tx, patient) if one.id != session.id and one.ends_at < session.ends_at]
    known = [one for one in done if one.ends_at <= work.now and one.areas]
    if not known or known[-1].ends_at < ends_at:
        return None
    return "book-before-the-last", {"when": when_word(told_of(known[-1]))}, _ANOTHER_TIME
