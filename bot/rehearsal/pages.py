"""A rehearsal on paper: as a person would read it, and as JSON for programs."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from bot.rehearsal.printed import OF_NO_INTEREST, treatment_line, utc_text
from bot.rehearsal.transcript import Entry, Kind, Transcript
from bot.schedules import days
from bot.schedules.facts import SaidState, TreatmentFacts
from bot.schedules.phases import day_of, phase_of
from bot.schedules.plan import Reason
from bot.words.countries import country_name
from bot.words.message import Button, Reader
from bot.words.phrasebook import Phrasebook

WIDTH = 100
"""Columns of a page."""
_MARGIN = " " * 7
_BULLET = "  "
_PATIENT = frozenset({Kind.TYPED, Kind.TAPPED})
_KINDS = {
    Kind.TYPED: "patient types",
    Kind.TAPPED: "patient taps",
    Kind.REPLY: "bot replies",
    Kind.EDIT: "the message becomes",
    Kind.TOAST: "shown for a moment",
    Kind.CARD: "bot pins a card, silent",
}


def as_pages(played: Transcript, book: Phrasebook, language: str) -> str:
    """The conversation with a heading for each day, and what was not said at its end. Edits of the pinned card are left out."""
    zone = played.facts.zone
    lines = [*_head(played, language)]
    day = phase = None
    before: Entry | None = None
    for entry in played.entries:
        if entry.kind is Kind.CARD_EDIT:
            continue
        local = days.local(entry.at, zone)
        if local.date() != day:
            day = local.date()
            lines += ["", _heading(played, entry.at, book, language)]
            phase, known = _phase(played, entry.at), phase
            if phase is not None and phase != known:
                reader = Reader(entry.at, language, zone)
                lines += _wrapped(book.plain(f"phase-{phase}-biology", {}, reader), _MARGIN, _MARGIN)
            lines.append("")
            before = None
        elif not _goes_on(before, entry):
            lines.append("")
        lines += _entry(entry, zone)
        before = entry
    return "\n".join([*lines, "", *_tail(played, book, language), ""])


def as_data(played: Transcript, language: str) -> str:
    """The same conversation as one JSON object. Instants end in Z, `local` has its offset."""
    whole = {
        "protocol": played.protocol.id,
        "version": played.protocol.version,
        "zone": played.facts.zone,
        "country": played.country,
        "language": language,
        "entries": [_datum(entry, played.facts.zone) for entry in played.entries],
        "not_said": [
            {"step": step, "on": host, "reason": reason} for step, host, reason in dict.fromkeys(_left_out(played))
        ],
        "not_played": list(played.unasked),
    }
    return json.dumps(whole, ensure_ascii=False, indent=2)


def _datum(entry: Entry, zone: str) -> dict[str, Any]:
    found: dict[str, Any] = {
        "at": utc_text(entry.at),
        "local": days.local(entry.at, zone).isoformat(),
        "by": "patient" if entry.kind in _PATIENT else "bot",
        "kind": entry.kind.value,
        "text": entry.text,
        "buttons": [[button.label for button in row] for row in entry.buttons],
    }
    if entry.kind is Kind.REMINDER:
        found |= {"ids": list(entry.ids), "ring": entry.rings}
    if entry.file is not None:
        found["file"] = entry.file
    return found


def _head(played: Transcript, language: str) -> Iterator[str]:
    zone = played.facts.zone
    yield f"{played.protocol.id} {played.protocol.version}, rehearsed in {zone}, {country_name(played.country, language)}"
    for one in played.facts.treatments:
        told = "" if one.registered_at == one.ended_at else f", told {_when(one.registered_at, zone)}"
        yield from _wrapped(f"ended {_when(one.ended_at, zone)}{told}: {treatment_line(one)}", "", "  ")


def _heading(played: Transcript, at: datetime, book: Phrasebook, language: str) -> str:
    zone = played.facts.zone
    title = f"── {days.local(at, zone):%A %d %B %Y}"
    latest = _latest(played, at)
    if latest is not None:
        title += f" ── day {day_of(latest, at, zone)}"
        phase = _phase(played, at)
        if phase is not None:
            title += f" ── {book.plain(f'phase-{phase}', {}, Reader(at, language, zone))}"
    return f"{title} {'─' * max(2, WIDTH - len(title) - 1)}"


def _phase(played: Transcript, at: datetime) -> str | None:
    """The phase of the latest session."""
    latest = _latest(played, at)
    phase = phase_of(played.protocol, latest, at, played.facts.zone) if latest is not None else None
    return phase.id if phase is not None else None


def _latest(played: Transcript, at: datetime) -> TreatmentFacts | None:
    """The latest session that has ended, as it is known at the end of the rehearsal."""
    ended = [one for one in played.facts.treatments if one.ended_at <= at]
    return max(ended, key=lambda one: one.ended_at, default=None)


def _goes_on(before: Entry | None, entry: Entry) -> bool:
    """A tap and the short answer to it stand together."""
    return before is None or (before.kind is Kind.TAPPED and entry.kind is Kind.TOAST)


def _entry(entry: Entry, zone: str) -> Iterator[str]:
    clock = f"{days.local(entry.at, zone):%H:%M}  "
    match entry.kind:
        case Kind.TYPED:
            yield from _wrapped(f"{_KINDS[entry.kind]}  “{entry.text}”", clock, _MARGIN)
        case Kind.TAPPED:
            yield f"{clock}{_KINDS[entry.kind]}  [{entry.text}]"
        case Kind.TOAST:
            yield from _wrapped(f"{_KINDS[entry.kind]}: {entry.text}", clock, _MARGIN)
        case Kind.REMINDER:
            yield f"{clock}bot {'♪ rings' if entry.rings else 'silent'} · {' + '.join(entry.ids)}"
            yield from _message(entry)
        case _:
            yield f"{clock}{_KINDS[entry.kind]}"
            yield from _message(entry)


def _message(entry: Entry) -> Iterator[str]:
    if entry.file is not None:
        yield f"{_MARGIN}<{entry.file}>"
    for line in entry.text.split("\n"):
        yield from _wrapped(line, _MARGIN, _MARGIN + (_BULLET if line.startswith("• ") else ""))
    for row in entry.buttons:
        yield from _wrapped(" ".join(map(_button, row)), _MARGIN, _MARGIN)


def _button(button: Button) -> str:
    label = button.label.replace(" ", "\u00a0")  # a label is not torn apart
    return f"[{label} → {button.url}]" if button.url else f"[{label}]"


def _wrapped(text: str, first: str, others: str) -> Iterator[str]:
    lines = textwrap.wrap(
        text, WIDTH, initial_indent=first, subsequent_indent=others, break_long_words=False, break_on_hyphens=False
    )
    yield from (line.replace("\u00a0", " ") for line in lines or [""])


def _tail(played: Transcript, book: Phrasebook, language: str) -> Iterator[str]:
    reminders = [one for one in played.entries if one.kind is Kind.REMINDER]
    moments = len({one.at for one in reminders})
    rings = sum(one.rings for one in reminders)
    yield "─" * WIDTH
    yield f"{len(reminders)} messages in {moments} moments, {rings} of them ring"
    rows = [(step, host, reason) for step, host, reason in _left_out(played) if reason not in OF_NO_INTEREST]
    reader = Reader(played.entries[-1].at, language, played.facts.zone)
    if rows:
        yield ""
        yield "Not said"
    for step, host, reason in dict.fromkeys(rows):
        name = step if host is None else f"{step} on {host}"
        said = book.plain(f"reason-{reason}", {}, reader) if reason in tuple(Reason) else reason
        yield from _wrapped(f"{name:<18}  {said}", "  ", " " * 22)
    if played.unasked:
        yield ""
        yield "Not played"
        yield from (f"  {one}" for one in played.unasked)


def _left_out(played: Transcript) -> Iterator[tuple[str, str | None, str]]:
    """Step, host and reason: what was closed unsaid, then what the plan leaves out as of the end."""
    for row in played.facts.said:
        if row.state is SaidState.SKIPPED:
            yield row.step, row.host, row.reason or Reason.PAST.value
    closed = {(row.about, row.step, row.host) for row in played.facts.said}
    for one in played.left_out:
        if (one.about, one.step, one.host) not in closed:
            yield one.step, one.host, one.reason.value


def _when(at: datetime, zone: str) -> str:
    return f"{days.local(at, zone):%a %d %b %Y %H:%M}"
