"""The variables of the protocol's words: everything that the text of a step or a line may say or depend on.

    $face $neck $scalp $body       whether that area was treated
    $band $depth-known $goal $setting $first
    $cold-sores $smoking $uses-minoxidil $pigment     about the person; pigment is prone skin, melasma, or that goal
    $concern                       whether a worry is open
    $watch                         whether this is about a worry that only watches: see `ConcernLevel.WATCH`
    $X  $X-at  $X-open             for each activity X that applies: "from …", the bare moment, whether it has come;
                                   where X does not apply, $X-open is "none" and the others are not there
    $W-by  $W-past                 for each window W: the day until which something is usual, whether it has passed
    $day $started $phase           of the latest session
    $open-now $opens-next          in one line each
    $next-session                  the earliest day for another session
    $session  $session-day         the planned end of a booked one, and its day: nobody told when it begins
    $gap                           of a summary: why it comes, "outage", "pause" or "none" (see `gap_facts`)

Over several treatments the strictest holds: the deepest band, the latest moment. Yes and no are "yes" and "no".
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.schedules.concerns import concern_is_open, end_of, holds
from bot.schedules.facts import PatientFacts, SaidState, TreatmentFacts
from bot.schedules.phases import LAST_DAY, day_of, phase_of
from bot.schedules.plan import Opening, Part
from bot.schedules.protocol import Activity, Area, Band, Goal, Modifier, Protocol, Role, Setting
from bot.schedules.superseding import left_of
from bot.schedules.timing import earliest_next
from bot.schedules.unlock import ENDS, OF_SKIN, WHOLE_PERSON, applies, opening
from bot.words.message import FactValue, Opens, Reader, Word

NAMED_AT_ONCE = 2
"""How many openings one sentence names."""

STILL_HEALS = timedelta(days=28)
"""How long two sessions on different areas have to be told apart: until the end of the fourth week."""
JUST_TOLD = timedelta(hours=12)
_ASK_FIRST = Word("ask-clinic-first")


def step_facts(about: Collection[str], facts: PatientFacts, protocol: Protocol, reader: Reader) -> dict[str, FactValue]:
    """The variables for the words of a step, of its lines, and of the reply to its answers.

    `about`: ids of the treatments, bookings or concerns that it is about.
    """
    treatments = _treatments(about, facts, reader.now)
    held = concern_is_open(facts, reader.now)
    found: dict[str, FactValue] = {"concern": held}
    found |= _person(treatments, facts, reader.now)
    all_of_them = _treatments((), facts, reader.now)
    for activity in Activity:
        over = all_of_them if activity in WHOLE_PERSON else treatments
        found |= _activity(activity, over, protocol, reader.now, held=held)
    if treatments:
        found |= _windows(treatments, protocol, reader)
        found |= _calendar(treatments[-1], facts, protocol, reader)
        found |= _openings(facts, protocol, reader.now, held=held)
    for booking in facts.bookings:
        if booking.id in about:
            found["session"] = booking.ends_at
            found["session-day"] = booking.ends_at.astimezone(ZoneInfo(reader.zone)).date()
    worries = [one for one in facts.concerns if one.id in about]
    found["watch"] = bool(worries) and not any(holds(one) for one in worries)
    return found


def gap_facts(part: Part, facts: PatientFacts, protocol: Protocol, now: datetime) -> dict[str, FactValue]:
    """Why a summary comes, for the one line that says so: after an outage, or after messages that were off. Who told of
    a session late, or had a worry, knows why. Nothing for other steps.
    """
    if not protocol.has_step(part.step) or protocol.step(part.step).role is not Role.SUMMARY:
        return {}
    rows = {row.occurrence: row.at for row in facts.said if row.step == part.step and row.state is SaidState.SAID}
    told = rows.get(part.occurrence, now)
    before = max((at for at in rows.values() if at < told), default=datetime.min.replace(tzinfo=UTC))
    late = any(one.registered_at == part.due for one in facts.treatments)
    paused = (pause.until for pause in facts.pauses if pause.until is not None)
    worried = (end_of(concern) for concern in facts.concerns)
    # The end of a gap may lie in the quiet hours: the summary then waits for the morning.
    since = max(before, part.due - timedelta(days=1))
    if late or any(since < end <= part.due for end in worried):
        return {"gap": "none"}
    return {"gap": "pause" if any(since < end <= part.due for end in paused) else "outage"}


def areas_if_others(about: Collection[str], facts: PatientFacts, now: datetime) -> Word | None:
    """The areas that a message is about, where another session heals elsewhere at the same time; else `None`.

    Not on the first day: what comes then answers the session that was just told.
    """
    if any(one.id in about and now - one.ended_at < JUST_TOLD for one in facts.treatments):
        return None
    healing = [one for one in facts.treatments if one.ended_at <= now < one.ended_at + STILL_HEALS]
    left = {one.id: rest.areas for one in healing if (rest := left_of(one, facts.treatments, now)) is not None}
    mine = frozenset(area for name, areas in left.items() if name in about for area in areas)
    others = frozenset(area for name, areas in left.items() if name not in about for area in areas)
    if not mine or not others - mine:
        return None
    return _listed([Word(f"area-{area}") for area in Area if area in mine], "")


def openings_of(facts: PatientFacts, protocol: Protocol, now: datetime) -> tuple[Opening, ...]:
    """When everything opens for a patient, the strictest moment over all sessions; withheld while a worry is open."""
    held = concern_is_open(facts, now)
    treatments = _treatments((), facts, now)
    scalp_only = all(one.areas == {Area.SCALP} for one in treatments)
    shown = (activity for activity in Activity if not (scalp_only and activity in OF_SKIN))
    found = ((activity, _strictest(treatments, protocol, activity)) for activity in shown)
    return tuple(
        Opening(activity, opens.at, withheld=held and activity not in ENDS)
        for activity, opens in found
        if opens is not None
    )


def _treatments(about: Collection[str], facts: PatientFacts, now: datetime) -> tuple[TreatmentFacts, ...]:
    """The treatments in question, the latest last: for a booking, a worry or a summary all of the last year, or the latest."""
    ordered = sorted((one for one in facts.treatments if one.ended_at <= now), key=lambda one: one.ended_at)
    named = tuple(one for one in ordered if one.id in about)
    recent = tuple(one for one in ordered if now - one.ended_at <= timedelta(days=LAST_DAY))
    return named or recent or tuple(ordered[-1:])


def _person(treatments: tuple[TreatmentFacts, ...], facts: PatientFacts, now: datetime) -> dict[str, FactValue]:
    left = [left_of(one, facts.treatments, now) or one for one in treatments]
    areas = frozenset(area for one in left for area in one.areas)
    modifiers = frozenset(modifier for one in treatments for modifier in one.modifiers)
    goals = [one.goal for one in reversed(treatments) if one.goal is not None]
    prone = {Modifier.PIGMENT_PRONE, Modifier.MELASMA} & modifiers
    found: dict[str, FactValue] = {area.value: area in areas for area in Area}
    found |= {
        "band": max((one.band for one in treatments), key=list(Band).index, default=Band.L).value,
        "depth-known": all(one.depth_mm is not None for one in treatments),
        "goal": goals[0].value if goals else "unset",
        "first": all(_is_first(one, facts) for one in treatments),
        "cold-sores": Modifier.COLD_SORES in modifiers,
        "smoking": Modifier.SMOKING in modifiers,
        "uses-minoxidil": Modifier.MINOXIDIL in modifiers,
        "pigment": bool(prone) or Goal.PIGMENT in goals,
    }
    if treatments:
        at_home = treatments[-1].setting is Setting.HOME
        found["setting"] = (Setting.HOME if at_home else Setting.PROFESSIONAL).value
    return found


def _is_first(treatment: TreatmentFacts, facts: PatientFacts) -> bool:
    """Whether no earlier session touched any of its areas."""
    return not any(other.ended_at < treatment.ended_at and other.areas & treatment.areas for other in facts.treatments)


def _strictest(treatments: Iterable[TreatmentFacts], protocol: Protocol, activity: Activity) -> Opens | None:
    """The latest moment over the treatments; `None` if the activity applies to none of them."""
    found = [opening(protocol, one, activity) for one in treatments if applies(protocol, one, activity)]
    known = [at for at in found if at is not None]
    if not found:
        return None
    return Opens(max(known)) if len(known) == len(found) else Opens(None)


def _activity(
    activity: Activity, treatments: tuple[TreatmentFacts, ...], protocol: Protocol, now: datetime, *, held: bool
) -> dict[str, FactValue]:
    opens = _strictest(treatments, protocol, activity)
    if opens is None:
        return {f"{activity}-open": "none"}
    withheld = held and activity not in ENDS
    found: dict[str, FactValue] = {
        activity.value: _ASK_FIRST if withheld else opens,
        f"{activity}-open": opens.at is not None and opens.at <= now and not withheld,
    }
    if opens.at is not None:
        found[f"{activity}-at"] = opens.at
    return found


def _windows(treatments: tuple[TreatmentFacts, ...], protocol: Protocol, reader: Reader) -> dict[str, FactValue]:
    found: dict[str, FactValue] = {}
    for window, lengths in protocol.windows.items():
        end = max(one.ended_at + lengths[one.band] for one in treatments)
        found[f"{window}-by"] = end.astimezone(ZoneInfo(reader.zone)).date()
        found[f"{window}-past"] = end < reader.now
    return found


def _calendar(latest: TreatmentFacts, facts: PatientFacts, protocol: Protocol, reader: Reader) -> dict[str, FactValue]:
    phase = phase_of(protocol, latest, reader.now, reader.zone)
    return {
        "day": day_of(latest, reader.now, reader.zone),
        "started": latest.day0,
        "next-session": earliest_next(facts, protocol, latest.areas) or latest.day0,
        "phase": Word(f"phase-{phase.id}" if phase else "year-is-over"),
    }


def _openings(facts: PatientFacts, protocol: Protocol, now: datetime, *, held: bool) -> dict[str, FactValue]:
    """What opened last and what opens next, each as one line without a full stop."""
    if held:
        return {"open-now": _ASK_FIRST, "opens-next": _ASK_FIRST}
    dated = [(one.at, one.activity) for one in openings_of(facts, protocol, now) if one.at and one.activity not in ENDS]
    dated.sort(key=lambda one: one[0])
    opened = [Word(f"activity-{activity}") for at, activity in dated if at <= now]
    ahead = [_opening(at, activity) for at, activity in dated if at > now]
    latest = _listed(opened[-NAMED_AT_ONCE:], "opening-none-yet")
    return {
        "open-now": Word("opening-and-before", {"what": latest}) if len(opened) > NAMED_AT_ONCE else latest,
        "opens-next": _listed(ahead[:NAMED_AT_ONCE], "opening-all"),
    }


def _opening(at: datetime, activity: Activity) -> Word:
    return Word("opening", {"name": Word(f"activity-{activity}"), "opens": Opens(at)})


def _listed(words: list[Word], empty: str) -> Word:
    if not words:
        return Word(empty)
    first, *rest = words
    return Word("opening-list", {"first": first, "rest": _listed(rest, empty)}) if rest else first
