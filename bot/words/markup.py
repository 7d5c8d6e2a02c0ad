"""The little HTML that messages are made of: escaping what people typed, measuring as Telegram does, cutting without
tearing.

A text here holds only what this bot writes: `<b>`, `<i>`, `<tg-time …>` and the three escapes `&amp;`, `&lt;`,
`&gt;`.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterator

MESSAGE = 4096
"""UTF-16 units of a message after parsing. Telegram counts characters; units are the stricter count."""
CAPTION = 1024
"""The same for the text under a picture or a file."""
TOAST = 200
"""The same for the short answer to a tap."""
ENTITIES = 100
"""Pieces of markup in one message; Telegram ignores or refuses more."""

ELLIPSIS = "…"
FIRST_STRONG_ISOLATE, POP_ISOLATE = "\u2068", "\u2069"

_TAG = re.compile(r"<(/?)([a-z-]+)[^<>]*>")
_PART = re.compile(r"(<tg-time [^<>]*>[^<>]*</tg-time>)|(<[^<>]*>)|(&(?:amp|lt|gt);)|([^<&]+)")
_DIRECTION_CONTROLS = re.compile("[\u202a-\u202e\u2066-\u2069\u2028\u2029]")
_ZERO_WIDTH_JOINER = "\u200d"


def harmless(text: str) -> str:
    """Typed text as one line that can disturb nothing around it: no control characters, no direction overrides, no
    half characters.
    """
    kept = "".join(
        "\ufffd" if unicodedata.category(one) == "Cs" else one
        for one in _DIRECTION_CONTROLS.sub(" ", text)
        if one.isspace() or unicodedata.category(one) != "Cc"
    )
    return " ".join(kept.split())


def isolated(text: str, *, rtl: bool) -> str:
    """The text, fenced off where its direction could rearrange a sentence of the other direction.

    In a left-to-right sentence that is a text with right-to-left letters; in a right-to-left one, a text with Latin
    letters or digits (a telephone number, say).
    """
    turns = ("L", "EN", "AN") if rtl else ("R", "AL", "AN")
    if any(unicodedata.bidirectional(one) in turns for one in text):
        return f"{FIRST_STRONG_ISOLATE}{text}{POP_ISOLATE}"
    return text


def escape(text: str) -> str:
    """Plain text as HTML."""
    return html.escape(text, quote=False)


def visible(marked: str) -> str:
    """What a person sees of it: no tags, no escapes."""
    return html.unescape(_TAG.sub("", marked))


def without_times(marked: str) -> str:
    """The same text with its moments as mere words."""
    return re.sub(r"</?tg-time[^<>]*>", "", marked)


def units(text: str) -> int:
    """UTF-16 units of plain text: what Telegram's offsets and most clients count."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def fit(marked: str, limit: int) -> str:
    """The text, cut to `limit` visible UTF-16 units if it is longer: at a space where one is near, and never inside a
    tag, a moment or an emoji.

    More than `ENTITIES` pieces of markup lose their moments first, so that the rest stays readable.
    """
    if len(re.findall(r"<[a-z]", marked)) > ENTITIES:
        marked = without_times(marked)
    if units(visible(marked)) <= limit:
        return marked
    kept, used = _taken(marked, limit - units(ELLIPSIS))
    kept = _back_to_a_space(kept, at_most=used // 8)
    text = "".join(kept).rstrip() + ELLIPSIS
    text += POP_ISOLATE * (text.count(FIRST_STRONG_ISOLATE) - text.count(POP_ISOLATE))
    return text + "".join(f"</{name}>" for name in reversed(_open_tags(text)))


def fit_plain(text: str, limit: int) -> str:
    """The same for plain text."""
    return visible(fit(escape(text), limit))


def _taken(marked: str, room: int) -> tuple[list[str], int]:
    """Whole pieces from the start that show at most `room` units."""
    kept: list[str] = []
    used = 0
    for piece in _pieces(marked):
        shown = units(visible(piece))
        if used + shown > room:
            break
        kept.append(piece)
        used += shown
    return kept, used


def _back_to_a_space(kept: list[str], *, at_most: int) -> list[str]:
    """Ends at the last space or line, unless that would throw away more than `at_most` pieces of one long word."""
    for back in range(min(at_most, len(kept))):
        if kept[-1 - back].isspace():
            return kept[: len(kept) - back]
    return kept


def _pieces(marked: str) -> Iterator[str]:
    """What may not be torn apart: tags, whole moments, escapes, and characters with all that belongs to them."""
    for part in _PART.finditer(marked):
        if part[4] is None:
            yield part[0]
        else:
            yield from clusters(part[0])


def clusters(text: str) -> Iterator[str]:
    """Characters as a person counts them, near enough for cutting: marks, joiners, skin tones and flags stay with
    their emoji.
    """
    start = 0
    flag_open = False
    for at, one in enumerate(text):
        if at == 0:
            flag_open = _is_flag_half(one)
            continue
        pairs_up = flag_open and _is_flag_half(one)
        if pairs_up or text[at - 1] == _ZERO_WIDTH_JOINER or _extends(one):
            flag_open = False
            continue
        yield text[start:at]
        start = at
        flag_open = _is_flag_half(one)
    if text:
        yield text[start:]


def _is_flag_half(one: str) -> bool:
    return "\U0001f1e6" <= one <= "\U0001f1ff"


def _extends(one: str) -> bool:
    if unicodedata.category(one) in ("Mn", "Me", "Mc") or one == _ZERO_WIDTH_JOINER:
        return True
    return "\U0001f3fb" <= one <= "\U0001f3ff" or "\U000e0020" <= one <= "\U000e007f"


def _open_tags(marked: str) -> list[str]:
    names: list[str] = []
    for tag in _TAG.finditer(marked):
        if tag[1]:
            names.pop()
        else:
            names.append(tag[2])
    return names
