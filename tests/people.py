"""The cast: builders with defaults, so that a test says only what matters to it."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from bot.schedules.facts import PatientFacts, TreatmentFacts
from bot.schedules.protocol import Area, Goal, Modifier, Setting

BERLIN = "Europe/Berlin"
LISBON = "Europe/Lisbon"
TEHRAN = "Asia/Tehran"
LORD_HOWE = "Australia/Lord_Howe"


def at(text: str, zone: str = BERLIN) -> datetime:
    """An instant, in UTC, from a wall-clock time such as "2026-03-06 09:00" in a zone."""
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)


def a_treatment(
    ended: str = "2026-03-06 09:00",
    *,
    zone: str = BERLIN,
    registered: datetime | None = None,
    areas: tuple[Area, ...] = (Area.FACE,),
    depth_mm: float | None = None,
    setting: Setting = Setting.PROFESSIONAL,
    goal: Goal | None = Goal.ACNE_SCARS,
    modifiers: tuple[Modifier, ...] = (),
    sessions_left: int = 0,
    name: str = "t1",
) -> TreatmentFacts:
    """A face treated by a clinic, depth unknown, for acne scars, told the minute it ended."""
    ended_at = at(ended, zone)
    return TreatmentFacts(
        id=name,
        ended_at=ended_at,
        zone=zone,
        registered_at=registered or ended_at,
        areas=frozenset(areas),
        depth_mm=depth_mm,
        setting=setting,
        goal=goal,
        modifiers=frozenset(modifiers),
        sessions_left=sessions_left,
    )


def a_patient(*treatments: TreatmentFacts, zone: str = BERLIN) -> PatientFacts:
    """A patient with these treatments, the usual quiet hours, and nothing said yet."""
    return PatientFacts(zone=zone, treatments=treatments)
