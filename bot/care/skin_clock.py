"""When each activity opens for one person, over all their treatments and areas: what /today, /can and the replies to
check-ins read.

One area has one moment: the strictest of the treatments that touched it. Areas with the same moment stand together.
Protocol, section 5.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from bot.schedules.facts import PatientFacts, TreatmentFacts
from bot.schedules.protocol import Activity, Area, Protocol
from bot.schedules.unlock import ENDS, OF_SKIN, WHOLE_PERSON, applies, opening
from bot.words.message import FactValue, Lines, Opens, Word

STILL_COUNTS = timedelta(days=90)
"""Every moment of the unlock clock lies within this time of the treatment, so an older one says nothing about today.
"""

_NEVER = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Unlock:
    """The moment of one activity for some areas."""

    activity: Activity
    at: datetime | None
    """`None` is never."""
    areas: tuple[Area, ...]
    """Empty where it is the same for every area it concerns."""

    def is_open(self, now: datetime) -> bool:
        return self.at is not None and self.at <= now


def counting(facts: PatientFacts, now: datetime) -> tuple[TreatmentFacts, ...]:
    """The treatments whose moments still matter, the latest first: at least the latest one."""
    ended = sorted((one for one in facts.treatments if one.ended_at <= now), key=lambda one: one.ended_at, reverse=True)
    return tuple(one for place, one in enumerate(ended) if place == 0 or now - one.ended_at < STILL_COUNTS)


def unlocks(
    protocol: Protocol, treatments: Iterable[TreatmentFacts], activity: Activity, now: datetime
) -> tuple[Unlock, ...]:
    """The moments of one activity, the earliest first; empty if it concerns none of the treated areas.

    Areas are only told apart where that helps: not once all of them have opened.
    """
    listed = protocol.unlock_areas.get(activity, frozenset(Area)) - ({Area.SCALP} if activity in OF_SKIN else set())
    strictest: dict[Area, datetime] = {}
    for treatment in treatments:
        at = opening(protocol, treatment, activity) or _NEVER
        for area in treatment.areas & listed:
            strictest[area] = max(strictest.get(area, at), at)
    if not strictest:
        return ()
    last = max(strictest.values())
    if activity in WHOLE_PERSON or last <= now:
        return (Unlock(activity, _or_never(last), ()),)
    by_moment = {moment: tuple(area for area in Area if strictest.get(area) == moment) for moment in strictest.values()}
    if len(by_moment) == 1:
        return (Unlock(activity, _or_never(last), ()),)
    return tuple(Unlock(activity, _or_never(moment), areas) for moment, areas in sorted(by_moment.items()))


def still_shut(protocol: Protocol, treatments: tuple[TreatmentFacts, ...], now: datetime) -> tuple[Unlock, ...]:
    """What opens later, in the order of `Activity`; ends of duties are not among it, nor what never opens."""
    openable = (activity for activity in Activity if activity not in ENDS)
    found = (unlock for activity in openable for unlock in unlocks(protocol, treatments, activity, now))
    return tuple(one for one in found if one.at is not None and one.at > now)


def ends_at(protocol: Protocol, treatments: tuple[TreatmentFacts, ...], activity: Activity) -> datetime | None:
    """When a duty (strict shade, daily sunscreen) ends for the last of the treatments; `None` without one."""
    found = (opening(protocol, one, activity) for one in treatments)
    return max((at for at in found if at is not None), default=None)


def concerned(protocol: Protocol, treatments: tuple[TreatmentFacts, ...], activity: Activity) -> bool:
    """Whether an activity is listed for any of the treated areas."""
    return any(applies(protocol, one, activity) for one in treatments)


def word_of(unlock: Unlock, *, withheld: bool) -> Word:
    """One line: "Make-up: from Sat 7 March 16:30". While a concern is open it says to ask the clinic first, whatever
    the moment.
    """
    name = activity_word(unlock.activity)
    if unlock.at is None:
        return Word("unlock-never", {"what": name})
    if withheld:
        return Word("unlock-withheld", {"what": name})
    facts: dict[str, FactValue] = {"what": name, "when": Opens(unlock.at)}
    if unlock.areas:
        return Word("unlock-area", facts | {"area": areas_word(unlock.areas)})
    return Word("unlock-line", facts)


def grouped(unlocked: Iterable[Unlock]) -> Lines:
    """Lines by moment, the earliest first: "From Sat 7 March 16:30: gentle wash, plain cream, sunscreen"."""
    by_moment: dict[tuple[datetime, tuple[Area, ...]], list[Activity]] = {}
    for one in unlocked:
        if one.at is not None:
            by_moment.setdefault((one.at, one.areas), []).append(one.activity)
    lines = []
    for (at, areas), activities in sorted(by_moment.items(), key=lambda item: item[0][0]):
        facts: dict[str, FactValue] = {"when": Opens(at), "what": listed([activity_word(one) for one in activities])}
        word = Word("unlock-group-area", facts | {"area": areas_word(areas)}) if areas else Word("unlock-group", facts)
        lines.append(word)
    return Lines(tuple(lines))


def activity_word(activity: Activity) -> Word:
    """The name of an activity as it stands inside a sentence."""
    return Word(f"activity-{activity}")


def areas_word(areas: Iterable[Area]) -> Word:
    """Areas by name, with commas between them."""
    return listed([Word(f"area-{area}") for area in areas])


def _or_never(at: datetime) -> datetime | None:
    return None if at == _NEVER else at


def listed(words: list[Word]) -> Word:
    """Words in one line with commas between them. At least one."""
    first, *rest = words
    return Word("listed", {"first": first, "rest": listed(rest)}) if rest else first
