"""What opens when, by date; and what to keep up until when."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import reduce

from bot.pictures.canvas import ACCENT, WIDTH, Canvas, estimated
from bot.pictures.voice import Voice
from bot.schedules.plan import Opening
from bot.schedules.unlock import ENDS

SIZE = 30
RIGHT = WIDTH - 76
GAP = 16
ROW_GAP = 6
STEP = 46


def draw_openings(canvas: Canvas, x: float, y: float, openings: Sequence[Opening], voice: Voice) -> float:
    """The list, its first baseline at `y`. Answers the baseline for what would follow."""
    dated = [one for one in openings if one.at is not None]
    ahead = [one for one in dated if one.at is not None and one.at > voice.now and not one.withheld]
    for word, group in (
        ("picture-held", [one for one in dated if one.withheld]),
        (
            "picture-open-now",
            [one for one in dated if one not in ahead and not one.withheld and one.activity not in ENDS],
        ),
    ):
        if group:
            canvas.text(x, y, voice.plain(word, {}), SIZE, bold=True, fill=ACCENT)
            y = canvas.paragraph(x, y + STEP, _named(group, voice), SIZE, RIGHT - x) + GAP
    y = _dated(canvas, x, y, [one for one in ahead if one.activity not in ENDS], voice)
    ends = [one for one in ahead if one.activity in ENDS]
    if ends:
        canvas.text(x, y + GAP, voice.plain("picture-keep-up", {}), SIZE, bold=True, fill=ACCENT)
        y = _dated(canvas, x, y + GAP + STEP, ends, voice)
    return y


def _dated(canvas: Canvas, x: float, y: float, openings: Sequence[Opening], voice: Voice) -> float:
    by_moment: dict[datetime, list[Opening]] = {}
    for one in openings:
        if one.at is not None:
            by_moment.setdefault(one.at, []).append(one)
    moments = {at: voice.plain("picture-moment", {"at": at}) for at in sorted(by_moment)}
    column = max((estimated(said, SIZE, bold=True) for said in moments.values()), default=0) + GAP
    for at, said in moments.items():
        canvas.text(x, y, said, SIZE, bold=True)
        y = canvas.paragraph(x + column, y, _named(by_moment[at], voice), SIZE, RIGHT - x - column) + ROW_GAP
    return y


def _named(openings: Sequence[Opening], voice: Voice) -> str:
    names = (voice.plain(f"activity-{one.activity}", {}) for one in openings)
    return reduce(lambda first, rest: voice.plain("opening-list", {"first": first, "rest": rest}), names)
