"""The year as a picture: when what heals, when I write, what opens when. For a phone, and fit to be seen by others."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from bot.pictures.bands import CHIP, Band, Dot, Scale, Stretch, draw_chip, draw_legend
from bot.pictures.canvas import ACCENT, CARD, INK, QUIET_INK, WIDTH, Canvas, estimated, png
from bot.pictures.opening_list import draw_openings
from bot.pictures.voice import Voice, local, short
from bot.schedules import days
from bot.schedules.facts import PatientFacts, SaidState
from bot.schedules.phases import LAST_DAY
from bot.schedules.plan import Opening, Plan
from bot.schedules.protocol import Protocol

MARGIN = 36
LEFT = MARGIN + 40
RIGHT = WIDTH - LEFT
COLUMN = (RIGHT - LEFT) / 2
ROW = 50
HEADING = 88
SIZE = 30
NAME_SIZE = 28
CHIP_AND_GAP = CHIP + 16
HALF_A_MONTH = 15
COLOURS = ("#e8a598", "#efc296", "#ecdba4", "#bcd6b0", "#96cabb", "#8bb9d0", "#a7b0da")
"""From warm to cool, one for each phase; a protocol with more phases begins again."""
FIRST_WEEKS = 28


@dataclass(frozen=True, slots=True)
class _Year:
    """What is drawn, on the reader's calendar."""

    day0: date
    starts: date
    """Where the axis begins: day 0, or the first message if that comes before."""
    stretches: tuple[Stretch, ...]
    dots: tuple[Dot, ...]


def year_picture(
    facts: PatientFacts, protocol: Protocol, plan: Plan, openings: Sequence[Opening], voice: Voice
) -> bytes:
    """A PNG, `WIDTH` pixels wide and as high as it needs to be.

    The year is that of the latest session; without one, that of the booked session. `ValueError` without either.
    `openings` may be withheld: then no moment is shown for them.
    """
    return png(year_drawing(facts, protocol, plan, openings, voice))


def year_drawing(facts: PatientFacts, protocol: Protocol, plan: Plan, openings: Sequence[Opening], voice: Voice) -> str:
    """The same as SVG."""
    year = _year(facts, protocol, plan, voice)
    canvas = Canvas(rtl=voice.rtl)
    y = _title(canvas, year, voice)
    y = _weeks(canvas, y, year, voice)
    y = _months(canvas, y, year, voice)
    y = _phases(canvas, y, year, voice)
    if openings:
        y = _openings(canvas, y, openings, voice)
    canvas.text(WIDTH / 2, y + 30, voice.plain("picture-footer", {}), SIZE, fill=QUIET_INK, anchor="middle")
    return canvas.svg(y + 64)


def _year(facts: PatientFacts, protocol: Protocol, plan: Plan, voice: Voice) -> _Year:
    treatment = max(facts.treatments, key=lambda one: one.ended_at, default=None)
    if treatment is None and not facts.bookings:
        raise ValueError("no session to draw a year of")
    ended = treatment.ended_at if treatment else min(booking.ends_at for booking in facts.bookings)
    day0 = treatment.day0 if treatment else local(ended, voice).date()
    sent = (row for row in facts.said if row.state is SaidState.SAID and row.bubble)
    said = {Dot(local(row.at, voice), rings=True, sent=True) for row in sent}
    ahead = {Dot(local(moment.due, voice), rings=moment.rings, sent=False) for moment in plan.moments}
    dots = sorted(said | ahead, key=lambda dot: dot.at)
    starts = day0 if treatment else min((dot.at.date() for dot in dots), default=day0)
    shown = tuple(dot for dot in dots if dot.at.date() >= starts)
    return _Year(day0, min(starts, day0), _stretches(ended, day0, protocol, voice), shown)


def _stretches(ended: datetime, day0: date, protocol: Protocol, voice: Voice) -> tuple[Stretch, ...]:
    begins = []
    for phase in protocol.phases:
        if phase.start_hours is not None:
            begins.append(local(ended + timedelta(hours=phase.start_hours), voice).replace(tzinfo=None))
        elif phase.start_day is not None:
            begins.append(datetime.combine(days.nth_day(day0, phase.start_day, voice.zone), time()))
    ends = [*begins[1:], datetime.combine(days.nth_day(day0, LAST_DAY + 1, voice.zone), time())]
    return tuple(
        Stretch(place + 1, voice.plain(f"phase-{phase.id}", {}), start, end, COLOURS[place % len(COLOURS)])
        for place, (phase, start, end) in enumerate(zip(protocol.phases, begins, ends, strict=True))
    )


def _title(canvas: Canvas, year: _Year, voice: Voice) -> float:
    ends = days.nth_day(year.day0, LAST_DAY, voice.zone)
    canvas.text(MARGIN + 8, 92, voice.plain("picture-title", {}), 60, bold=True)
    span = voice.plain("picture-span", {"from": year.day0, "to": ends})
    canvas.text(MARGIN + 8, 140, span, SIZE, fill=QUIET_INK)
    return 172


def _weeks(canvas: Canvas, y: float, year: _Year, voice: Voice) -> float:
    """The first four weeks, day by day."""
    scale = Scale(year.starts, year.starts + timedelta(days=FIRST_WEEKS + 1), LEFT, RIGHT)
    weeks = (year.starts + timedelta(days=7 * week) for week in range(5))
    ticks = {day: short(day, "picture-day-pattern", voice) for day in weeks}
    band = Band(scale, year.stretches, year.dots, ticks, _now(voice))
    bottom = _card(canvas, y, HEADING + band.height + 62, voice.plain("picture-first-weeks", {}))
    band.draw(canvas, y + HEADING, voice.plain("picture-today", {}))
    draw_legend(canvas, LEFT, y + HEADING + band.height + 34, voice)
    return bottom


def _months(canvas: Canvas, y: float, year: _Year, voice: Voice) -> float:
    """The rest, month by month."""
    first = year.starts + timedelta(days=FIRST_WEEKS + 1)
    last = days.nth_day(year.day0, LAST_DAY + 1, voice.zone)
    ticks = {month: short(month, "picture-month-pattern", voice) for month in _months_from(first, last)}
    band = Band(Scale(first, last, LEFT, RIGHT), year.stretches, year.dots, ticks, _now(voice))
    bottom = _card(canvas, y, HEADING + band.height + 18, voice.plain("picture-months", {}))
    band.draw(canvas, y + HEADING, voice.plain("picture-today", {}))
    return bottom


def _phases(canvas: Canvas, y: float, year: _Year, voice: Voice) -> float:
    """The stretches by number and name, in two columns where they fit; the one in which the reader is stands out."""
    wide = any(estimated(stretch.name, NAME_SIZE, bold=True) > COLUMN - CHIP_AND_GAP for stretch in year.stretches)
    rows = len(year.stretches) if wide else -(-len(year.stretches) // 2)
    bottom = _card(canvas, y, 110 + ROW * rows, voice.plain("picture-phases", {}))
    here = _now(voice)
    for place, stretch in enumerate(year.stretches):
        column, row = divmod(place, rows)
        x, line = LEFT + column * COLUMN, y + 122 + ROW * row
        draw_chip(canvas, x, line - 28, stretch)
        now = stretch.start <= here < stretch.end
        canvas.text(x + CHIP_AND_GAP, line, stretch.name, NAME_SIZE, bold=now, fill=ACCENT if now else INK)
    return bottom


def _openings(canvas: Canvas, y: float, openings: Sequence[Opening], voice: Voice) -> float:
    """The card lies under its text, but how high it must be is known only afterwards: so the text is set twice."""
    ends = draw_openings(Canvas(rtl=voice.rtl), LEFT, y + 122, openings, voice)
    bottom = _card(canvas, y, ends - y, voice.plain("picture-opens", {}))
    draw_openings(canvas, LEFT, y + 122, openings, voice)
    return bottom


def _card(canvas: Canvas, y: float, height: float, heading: str) -> float:
    """A white card with its heading. Answers where the next one begins."""
    canvas.box(MARGIN, y, WIDTH - 2 * MARGIN, height, CARD, radius=26)
    canvas.text(LEFT, y + 60, heading, 34, bold=True)
    return y + height + 22


def _now(voice: Voice) -> datetime:
    """The reader's wall-clock time."""
    return local(voice.now, voice).replace(tzinfo=None)


def _months_from(start: date, end: date) -> Iterator[date]:
    """Where each month begins on the axis; the first one at its start if half of it is still to come."""
    if start.day <= HALF_A_MONTH:
        yield start
    first = (start.replace(day=1) + timedelta(days=32)).replace(day=1)
    while (end - first).days > HALF_A_MONTH:
        yield first
        first = (first + timedelta(days=32)).replace(day=1)
