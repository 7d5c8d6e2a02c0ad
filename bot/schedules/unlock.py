"""The unlock clock: when each activity opens for one treatment. Clinical evidence, section 2.3, as changed by the protocol, section 1."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.schedules.facts import TreatmentFacts
from bot.schedules.plan import Opening
from bot.schedules.protocol import Activity, Band, Protocol

_STRICTER = {Band.S: Band.M, Band.M: Band.L, Band.L: Band.XL, Band.XL: Band.XL}
OF_SKIN = frozenset({Activity.RINSE, Activity.CLEANSER, Activity.MOISTURISER})
"""Washing and cream. On a scalp the hair wash stands for them: lists of openings leave them out for it."""
WHOLE_PERSON = frozenset({Activity.EXERCISE, Activity.ALCOHOL, Activity.POOL})
"""What nobody does with one area alone: the strictest moment over all treatments holds."""
ENDS = frozenset({Activity.STRICT_SUN_ENDS, Activity.DAILY_SPF_ENDS})
"""Activities that are the end of a duty, not the opening of something."""


def applies(protocol: Protocol, treatment: TreatmentFacts, activity: Activity) -> bool:
    """Whether an activity concerns the treated areas: hair ones the scalp, make-up face and neck, the rest always."""
    areas = protocol.unlock_areas.get(activity)
    return areas is None or bool(areas & treatment.areas)


def wait(protocol: Protocol, treatment: TreatmentFacts, activity: Activity) -> timedelta | None:
    """Elapsed time from the end of the treatment until an activity opens; `None` is never."""
    waits = protocol.unlock[activity]
    if activity in ENDS and protocol.sun_stricter.holds(treatment.tags):
        if activity is Activity.DAILY_SPF_ENDS:
            own = waits[treatment.band]
            return None if own is None else max(own, protocol.long_spf)
        return waits[_STRICTER[treatment.band]]
    base = waits[treatment.band]
    if base is not None and activity in protocol.slowed and protocol.slowing.holds(treatment.tags):
        return base + protocol.slowed_by
    return base


def opening(protocol: Protocol, treatment: TreatmentFacts, activity: Activity) -> datetime | None:
    """The instant, in UTC, at which an activity opens; `None` is never."""
    after = wait(protocol, treatment, activity)
    return None if after is None else treatment.ended_at + after


def openings(protocol: Protocol, treatment: TreatmentFacts, *, concern_open: bool) -> tuple[Opening, ...]:
    """All activities that apply, in the order of `Activity`. Under an open concern what opens is withheld; ends of duties are not."""
    return tuple(
        Opening(activity, opening(protocol, treatment, activity), withheld=concern_open and activity not in ENDS)
        for activity in Activity
        if applies(protocol, treatment, activity)
    )
