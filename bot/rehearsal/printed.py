"""A plan on paper: as JSON for programs, and as a calendar that a clinician can read."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from bot.schedules import days
from bot.schedules.facts import PatientFacts, TreatmentFacts
from bot.schedules.phases import phase_of
from bot.schedules.plan import Moment, Plan, Reason
from bot.schedules.protocol import Protocol
from bot.schedules.unlock import ENDS, openings
from bot.words.message import Reader
from bot.words.phrasebook import Phrasebook

OF_NO_INTEREST = frozenset({Reason.HOST_NOT_SAID, Reason.NOT_FOR_YOU, Reason.NO_BOOKING, Reason.NO_CONCERN})
"""Reasons that say nothing to somebody who reads what was left out."""


def utc_text(at: datetime) -> str:
    """An instant as ISO text that ends in Z."""
    return at.astimezone(UTC).isoformat().replace("+00:00", "Z")


def as_json(facts: PatientFacts, protocol: Protocol, plan: Plan) -> str:
    """The plan of a patient with one treatment as one JSON object. Instants end in Z, `local` has its offset, `at: null` is never."""
    treatment = facts.treatments[0]
    skipped: list[dict[str, Any]] = []
    for one in plan.skipped:
        row = {"step": one.step, "reason": one.reason.value}
        if one.host is not None:
            row["host"] = one.host
        skipped.append(row)
    whole = {
        "protocol": protocol.id,
        "version": protocol.version,
        "treated_utc": utc_text(treatment.ended_at),
        "moments": [
            {
                "due": utc_text(moment.due),
                "local": moment.local.isoformat(),
                "latest": utc_text(moment.latest),
                "ring": moment.rings,
                "bubbles": [list(bubble.ids) for bubble in moment.bubbles],
                "priority": moment.priority.name,
            }
            for moment in plan.moments
        ],
        "skipped": skipped,
        "unlock": [
            {"activity": one.activity.value, "at": None if one.at is None else utc_text(one.at)}
            for one in openings(protocol, treatment, concern_open=False)
        ],
    }
    return json.dumps(whole, ensure_ascii=False, indent=2)


def as_calendar(facts: PatientFacts, protocol: Protocol, plan: Plan, book: Phrasebook, reader: Reader) -> str:
    """The plan as a person reads it: phases with their messages, when things open, and what is left out."""
    treatment = facts.treatments[0]
    return "\n".join(
        [
            *_head(treatment, protocol, reader),
            *_messages(treatment, protocol, plan, book, reader),
            *_openings(treatment, protocol, book, reader),
            *_left_out(plan, book, reader),
            "",
        ]
    )


def _head(treatment: TreatmentFacts, protocol: Protocol, reader: Reader) -> Iterator[str]:
    yield f"{protocol.id} {protocol.version}"
    yield f"ended      {_when(treatment.ended_at, reader.zone)} {reader.zone}"
    yield f"treatment  {treatment_line(treatment)}"


def treatment_line(treatment: TreatmentFacts) -> str:
    """What a session is described by, in one line."""
    depth = "depth unknown" if treatment.depth_mm is None else f"{treatment.depth_mm:g} mm"
    areas = ", ".join(sorted(treatment.areas))
    more = ", ".join(sorted(treatment.modifiers)) or "none"
    return f"{areas}; {depth} (band {treatment.band}); {treatment.setting}; goal {treatment.goal or 'unset'}; modifiers {more}"


def _messages(
    treatment: TreatmentFacts, protocol: Protocol, plan: Plan, book: Phrasebook, reader: Reader
) -> Iterator[str]:
    bubbles = sum(len(moment.bubbles) for moment in plan.moments)
    rings = sum(moment.rings for moment in plan.moments)
    yield f"messages   {bubbles} in {len(plan.moments)} moments, {rings} of them ring"
    phase_id = ""
    for moment in plan.moments:
        phase = phase_of(protocol, treatment, moment.due, reader.zone)
        if phase is not None and phase.id != phase_id:
            phase_id = phase.id
            yield ""
            yield book.plain(f"phase-{phase_id}", {}, reader)
        yield f"  {_when(moment.due, reader.zone)}  {'ring  ' if moment.rings else 'silent'}  {_bubbles(moment)}"


def _bubbles(moment: Moment) -> str:
    return "  |  ".join(" + ".join(bubble.ids) for bubble in moment.bubbles)


def _openings(treatment: TreatmentFacts, protocol: Protocol, book: Phrasebook, reader: Reader) -> Iterator[str]:
    found = openings(protocol, treatment, concern_open=False)
    opens = [one for one in found if one.activity not in ENDS]
    yield ""
    yield "Opens"
    for one in sorted((one for one in opens if one.at is not None), key=lambda one: one.at or reader.now):
        yield f"  {_when(one.at or reader.now, reader.zone)}  {book.plain(f'activity-{one.activity}', {}, reader)}"
    for one in opens:
        if one.at is None:
            yield f"  {'never':<21}  {book.plain(f'activity-{one.activity}', {}, reader)}"
    yield ""
    yield "Lasts until"
    for one in found:
        if one.activity in ENDS and one.at is not None:
            yield f"  {_when(one.at, reader.zone)}  {book.plain(f'activity-{one.activity}', {}, reader)}"


def _left_out(plan: Plan, book: Phrasebook, reader: Reader) -> Iterator[str]:
    rows = [one for one in plan.skipped if one.reason not in OF_NO_INTEREST]
    if rows:
        yield ""
        yield "Not said"
    for one in rows:
        name = one.step if one.host is None else f"{one.step} on {one.host}"
        yield f"  {name:<18}  {book.plain(f'reason-{one.reason}', {}, reader)}"


def _when(at: datetime, zone: str) -> str:
    return days.local(at, zone).strftime("%a %d %b %Y %H:%M")
