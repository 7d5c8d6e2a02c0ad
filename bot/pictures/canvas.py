"""A sheet to draw on, as SVG, and its print as PNG; turned round for languages that are written from right to left."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from html import escape

WIDTH = 1080
"""Pixels: the width of a phone's screen, so that nothing has to be enlarged."""
FONT = "Noto Sans"

INK = "#2a3138"
QUIET_INK = "#69737d"
FAINT = "#e4e3df"
PAPER = "#faf8f4"
CARD = "#ffffff"
ACCENT = "#1d6a70"

_RIGHT_TO_LEFT, _POP_ISOLATE = "\u2067", "\u2069"
_TURNED = {"start": "end", "end": "start", "middle": "middle"}
_SLIM = frozenset("iljI.,:;'’|!· tfr()-–")
_STOUT = frozenset("mwMWOQ@—…")


@dataclass(slots=True)
class Canvas:
    """Shapes in the order in which they are painted. `x` counts from the side where reading begins."""

    rtl: bool
    _shapes: list[str] = field(default_factory=list)

    def box(self, x: float, y: float, width: float, height: float, fill: str, *, radius: float = 0) -> None:
        """A filled rectangle."""
        left = WIDTH - x - width if self.rtl else x
        self._shapes.append(
            f'<rect x="{left:.1f}" y="{y:.1f}" width="{width:.1f}" height="{height:.1f}" rx="{radius}" fill="{fill}"/>'
        )

    def dot(self, x: float, y: float, radius: float, fill: str, stroke: str, *, opacity: float = 1) -> None:
        """A circle with a rim."""
        self._shapes.append(
            f'<circle cx="{self._across(x):.1f}" cy="{y:.1f}" r="{radius}" fill="{fill}" stroke="{stroke}"'
            f' stroke-width="3" opacity="{opacity}"/>'
        )

    def line(self, x: float, top: float, bottom: float, stroke: str, width: float, *, dashes: str = "none") -> None:
        """An upright line."""
        at = self._across(x)
        self._shapes.append(
            f'<line x1="{at:.1f}" x2="{at:.1f}" y1="{top:.1f}" y2="{bottom:.1f}" stroke="{stroke}"'
            f' stroke-width="{width}" stroke-dasharray="{dashes}" stroke-linecap="round"/>'
        )

    def text(
        self, x: float, y: float, said: str, size: int, *, fill: str = INK, bold: bool = False, anchor: str = "start"
    ) -> None:
        """One line of text, its baseline at `y`."""
        if self.rtl:
            said, anchor = f"{_RIGHT_TO_LEFT}{said}{_POP_ISOLATE}", _TURNED[anchor]
        self._shapes.append(
            f'<text x="{self._across(x):.1f}" y="{y:.1f}" font-family="{FONT}" font-size="{size}" fill="{fill}"'
            f' font-weight="{700 if bold else 400}" text-anchor="{anchor}">{escape(said)}</text>'
        )

    def paragraph(self, x: float, y: float, said: str, size: int, width: float, *, fill: str = INK) -> float:
        """Text broken at spaces to fit `width`. Answers the baseline for the line that would follow."""
        for line in wrapped(said, size, width):
            self.text(x, y, line, size, fill=fill)
            y += size * 1.4
        return y

    def svg(self, height: float) -> str:
        """The whole drawing."""
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height:.0f}">'
            f'<rect width="100%" height="100%" fill="{PAPER}"/>{"".join(self._shapes)}</svg>'
        )

    def _across(self, x: float) -> float:
        return WIDTH - x if self.rtl else x


def png(svg: str, width: int = WIDTH) -> bytes:
    """A drawing as a PNG of `width` pixels, with the fonts that come with the program and none of the machine's."""
    # Imported on use: drawing is rare.
    import resvg_py

    fonts = list(_fonts())
    return bytes(resvg_py.svg_to_bytes(svg_string=svg, font_files=fonts, skip_system_fonts=True, width=width))


def wrapped(said: str, size: int, width: float) -> list[str]:
    """Lines of at most `width` pixels by a careful estimate; a single word that is longer stands alone."""
    lines: list[str] = []
    for word in said.split():
        if lines and estimated(f"{lines[-1]} {word}", size) <= width:
            lines[-1] = f"{lines[-1]} {word}"
        else:
            lines.append(word)
    return lines


def estimated(said: str, size: int, *, bold: bool = False) -> float:
    """Pixels that a text takes, rather too many than too few: nothing here can measure letters."""
    return size * (1.08 if bold else 1) * sum(_width(one) for one in said)


def _width(letter: str) -> float:
    """Parts of the type size."""
    if letter in _SLIM:
        return 0.38 if letter in "tfr()-–" else 0.28
    if letter in _STOUT:
        return 0.95
    return 0.7 if letter.isupper() else 0.6


@cache
def _fonts() -> tuple[str, ...]:
    """Font files. Without one resvg draws no letters and says nothing."""
    from fontpkg_noto_sans import ROOT

    return tuple(str(path) for path in sorted((ROOT / "files").glob("*.ttf")))
