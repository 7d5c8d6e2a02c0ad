"""A band of coloured stretches on an axis of days, with the messages as dots above it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from bot.pictures.canvas import ACCENT, CARD, FAINT, INK, QUIET_INK, Canvas, estimated
from bot.pictures.voice import Voice

THICK = 46
RADIUS = 9
LEGEND_RADIUS = 8
SPACING = 26
"""Pixels between the middles of two dots; nearer ones are stacked."""
SENT_OPACITY = 0.35

CHIP = 38
"""Pixels of the square that carries a stretch's number."""

LABEL = 30
"""Pixels of the line in which "today" stands."""
SMALL = 26

_GAP = 2


@dataclass(frozen=True, slots=True)
class Stretch:
    """One phase, in the reader's wall-clock time."""

    number: int
    """Counted from 1: what the eye follows from the band to the name."""
    name: str
    start: datetime
    end: datetime
    colour: str


@dataclass(frozen=True, slots=True)
class Dot:
    """One message, in the reader's wall-clock time."""

    at: datetime
    rings: bool
    sent: bool


@dataclass(frozen=True, slots=True)
class Scale:
    """Days of a calendar laid out between two places. `last` is the day after the last one shown."""

    first: date
    last: date
    left: float
    right: float

    def x(self, at: datetime) -> float | None:
        """The place of a wall-clock time; `None` outside."""
        place = self._place(at)
        return place if self.left <= place <= self.right else None

    def clipped(self, at: datetime) -> float:
        """The place of a wall-clock time, or the nearer end."""
        return min(max(self._place(at), self.left), self.right)

    def _place(self, at: datetime) -> float:
        start = datetime.combine(self.first, time())
        whole = datetime.combine(self.last, time()) - start
        return self.left + (self.right - self.left) * ((at.replace(tzinfo=None) - start) / whole)


@dataclass(frozen=True, slots=True)
class Band:
    """One stretch of the year, ready to be drawn."""

    scale: Scale
    stretches: Sequence[Stretch]
    dots: Sequence[Dot]
    ticks: Mapping[date, str]
    now: datetime
    """The reader's wall-clock time; marked if it lies on the scale."""

    @property
    def above(self) -> float:
        """Pixels between the upper end and the band itself: the word "today", and as many rows of dots as it takes."""
        rows = max((row for row, _, _ in self._placed()), default=0) + 1
        return (LABEL if self.scale.x(self.now) is not None else 0) + rows * SPACING + 8

    @property
    def height(self) -> float:
        """Pixels from the upper end to below the ticks."""
        return self.above + THICK + 52

    def draw(self, canvas: Canvas, y: float, today: str) -> None:
        """Draws it, its upper end at `y`."""
        top = y + self.above
        self._draw_now(canvas, y, top, today)
        canvas.box(self.scale.left, top, self.scale.right - self.scale.left, THICK, FAINT, radius=10)
        for stretch in self.stretches:
            self._draw_stretch(canvas, top, stretch)
        for day, said in self.ticks.items():
            x = self.scale.clipped(datetime.combine(day, time()))
            canvas.line(x, top + THICK + 8, top + THICK + 18, QUIET_INK, 2)
            last = x + estimated(said, SMALL) > self.scale.right
            canvas.text(x, top + THICK + 46, said, SMALL, fill=QUIET_INK, anchor="end" if last else "start")
        for row, x, dot in self._placed():
            _draw_dot(canvas, x, top - 18 - row * SPACING, rings=dot.rings, sent=dot.sent)

    def _draw_stretch(self, canvas: Canvas, top: float, stretch: Stretch) -> None:
        start, end = self.scale.clipped(stretch.start), self.scale.clipped(stretch.end)
        if end - start <= _GAP:
            return
        canvas.box(start, top, end - start - _GAP, THICK, stretch.colour, radius=min(10, (end - start) / 3))
        if end - start > 20:
            canvas.text((start + end) / 2 - 1, top + 32, str(stretch.number), 24, bold=True, anchor="middle")

    def _draw_now(self, canvas: Canvas, y: float, top: float, today: str) -> None:
        x = self.scale.x(self.now)
        if x is None:
            return
        canvas.line(x, y + 6, top + THICK + 8, ACCENT, 4)
        room = self.scale.right - x > estimated(today, SMALL, bold=True) + 12
        at, anchor = (x + 12, "start") if room else (x - 12, "end")
        canvas.text(at, y + 22, today, SMALL, bold=True, fill=ACCENT, anchor=anchor)

    def _placed(self) -> Iterator[tuple[int, float, Dot]]:
        """Row (0 the lowest), place and dot: one that would touch another in its row goes into the row above."""
        ends: list[float] = []
        for dot in self.dots:
            place = self.scale.x(dot.at)
            if place is None:
                continue
            x = min(max(place, self.scale.left + RADIUS), self.scale.right - RADIUS)
            row = next((number for number, end in enumerate(ends) if x - end >= SPACING), len(ends))
            ends[row : row + 1] = [x]
            yield row, x, dot


def draw_chip(canvas: Canvas, x: float, y: float, stretch: Stretch) -> None:
    """The colour and number of a stretch, its upper corner at `x`, `y`."""
    canvas.box(x, y, CHIP, CHIP, stretch.colour, radius=9)
    canvas.text(x + CHIP / 2, y + 28, str(stretch.number), 24, bold=True, anchor="middle")


def draw_legend(canvas: Canvas, x: float, y: float, voice: Voice) -> None:
    """What the dots mean: never by colour alone."""
    for word, rings, sent in (
        ("picture-rings", True, False),
        ("picture-silent", False, False),
        ("picture-sent", True, True),
    ):
        _draw_dot(canvas, x + RADIUS, y - 8, rings=rings, sent=sent, radius=LEGEND_RADIUS)
        said = voice.plain(word, {})
        canvas.text(x + 30, y, said, SMALL, fill=QUIET_INK)
        x += 30 + estimated(said, SMALL) + 16


def _draw_dot(canvas: Canvas, x: float, y: float, *, rings: bool, sent: bool, radius: int = RADIUS) -> None:
    canvas.dot(x, y, radius, INK if rings else CARD, INK, opacity=SENT_OPACITY if sent else 1)
