"""Marked stretches of a text: what Telegram finds by itself, how it puts them in order, and how a page shows them.

Offsets and lengths count UTF-16 code units, as the Bot API does.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from html import escape
from itertools import pairwise
from typing import Any

from bot.playground.values import Entity

STYLES = ("bold", "italic", "underline", "strikethrough", "spoiler")
UNSTYLED = frozenset({"code", "pre", "date_time"})
"""Inside these no style holds: Telegram drops it there."""

_OPEN = frozenset({*STYLES, "blockquote", "expandable_blockquote"})
"""Inside these Telegram still looks for addresses and commands."""

_RANK = {"blockquote": 0, "expandable_blockquote": 0, "pre": 11, "code": 20, "date_time": 30, "text_link": 49}
_STYLE_RANK = {style: 90 + n for n, style in enumerate(STYLES)}

_FOUND = (
    ("url", re.compile(r"https?://[^\s<>\"]+[^\s<>\".,;:!?)\]']")),
    ("email", re.compile(r"(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+")),
    ("bot_command", re.compile(r"(?<![\w/@<>])/[A-Za-z0-9_]{1,64}(?:@[A-Za-z0-9_]{3,32})?(?![\w/<>])")),
    ("mention", re.compile(r"(?<![\w.+-])@[A-Za-z][A-Za-z0-9_]{3,31}(?!\w)")),
    ("hashtag", re.compile(r"(?<![\w&])#(?=\w*[^\W\d])\w{1,256}")),
)


def units(text: str) -> int:
    """The length of a text as Telegram counts it."""
    return len(text) + sum(1 for letter in text if letter > "\uffff")


def cut(text: str, offset: int, length: int) -> str:
    """The stretch that an entity marks."""
    return text.encode("utf-16-le")[2 * offset : 2 * (offset + length)].decode("utf-16-le")


def end(entity: Entity) -> int:
    """Where an entity ends."""
    return int(entity["offset"]) + int(entity["length"])


def in_order(entities: Iterable[Entity]) -> list[Entity]:
    """Sorted as the Bot API lists them: by place, the longer first, the outer kind first."""

    def place(entity: Entity) -> tuple[int, int, int]:
        kind = entity["type"]
        return entity["offset"], -entity["length"], _RANK.get(kind, _STYLE_RANK.get(kind, 50))

    return sorted((entity for entity in entities if entity["length"] > 0), key=place)


def settle(entities: Sequence[Entity]) -> list[Entity]:
    """Entities as Telegram keeps them: equal styles that touch are one, styles are cut where other entities begin and
    end, and none is left inside code or a date.
    """
    others = [entity for entity in entities if entity["type"] not in _STYLE_RANK]
    pieces: list[Entity] = []
    for style in STYLES:
        for begin, stop in _joined([entity for entity in entities if entity["type"] == style]):
            edges = {begin, stop}
            for other in others:
                edges.update(edge for edge in (int(other["offset"]), end(other)) if begin < edge < stop)
            places = sorted(edges)
            for left, right in pairwise(places):
                if not any(
                    other["type"] in UNSTYLED and other["offset"] < right and left < end(other) for other in others
                ):
                    pieces.append({"type": style, "offset": left, "length": right - left})
    return in_order([*others, *pieces])


def _joined(entities: Sequence[Entity]) -> list[tuple[int, int]]:
    stretches: list[tuple[int, int]] = []
    for entity in in_order(entities):
        if stretches and entity["offset"] <= stretches[-1][1]:
            stretches[-1] = (stretches[-1][0], max(stretches[-1][1], end(entity)))
        else:
            stretches.append((entity["offset"], end(entity)))
    return stretches


def trim(text: str, entities: Sequence[Entity]) -> tuple[str, list[Entity]]:
    """Without white space at either end, as Telegram stores texts; entities move and shrink along."""
    kept = text.strip()
    lead = units(text[: len(text) - len(text.lstrip())])
    stop = units(kept)
    moved: list[Entity] = []
    for entity in entities:
        begin = min(max(entity["offset"] - lead, 0), stop)
        close = min(max(end(entity) - lead, 0), stop)
        if close > begin:
            moved.append({**entity, "offset": begin, "length": close - begin})
    return kept, moved


def with_found(text: str, entities: Sequence[Entity]) -> list[Entity]:
    """Adds the addresses, commands, mentions and hashtags that Telegram finds by itself, outside code and links.

    What was found before is not found again.
    """
    taken = [(e["offset"], end(e)) for e in entities if e["type"] not in _OPEN]
    found: list[Entity] = []
    for kind, pattern in _FOUND:
        for match in pattern.finditer(text):
            offset = units(text[: match.start()])
            length = units(match.group())
            if not any(offset < stop and begin < offset + length for begin, stop in taken):
                found.append({"type": kind, "offset": offset, "length": length})
                taken.append((offset, offset + length))
    return in_order([*entities, *found])


def to_html(text: str, entities: Sequence[Entity]) -> str:
    """The text as HTML that is safe to put into a page: everything is escaped, only known tags are written, links
    lead to the web only.

    Line breaks stay line breaks (show with `white-space: pre-wrap`).
    """
    wide = text.encode("utf-16-le")
    ordered = in_order(entities)
    edges = sorted({0, len(wide) // 2, *(e["offset"] for e in ordered), *(end(e) for e in ordered)})
    out: list[str] = []
    opened: list[Entity] = []
    for left, right in pairwise(edges):
        wanted = [e for e in ordered if e["offset"] <= left and right <= end(e)]
        same = 0
        while same < min(len(opened), len(wanted)) and opened[same] is wanted[same]:
            same += 1
        out.extend(_tags(entity, text)[1] for entity in reversed(opened[same:]))
        out.extend(_tags(entity, text)[0] for entity in wanted[same:])
        opened = wanted
        out.append(escape(wide[2 * left : 2 * right].decode("utf-16-le")))
    out.extend(_tags(entity, text)[1] for entity in reversed(opened))
    return "".join(out)


_PLAIN_TAGS = {
    "bold": "b", "italic": "i", "underline": "u", "strikethrough": "s", "code": "code", "pre": "pre",
    "blockquote": "blockquote",
}  # fmt: skip


def _tags(entity: Entity, text: str) -> tuple[str, str]:
    kind: str = entity["type"]
    if kind in _PLAIN_TAGS:
        return f"<{_PLAIN_TAGS[kind]}>", f"</{_PLAIN_TAGS[kind]}>"
    if kind == "date_time":
        return (
            f'<time data-unix="{int(entity["unix_time"])}" data-format="{_attribute(entity["date_time_format"])}">',
            "</time>",
        )
    marked = cut(text, entity["offset"], entity["length"])
    if kind in {"text_link", "url", "email"}:
        address = str(entity.get("url", "mailto:" + marked if kind == "email" else marked))
        if address.lower().startswith(("http://", "https://", "mailto:", "tel:")):
            return f'<a href="{_attribute(address)}" target="_blank" rel="noopener noreferrer">', "</a>"
    if kind == "bot_command":
        return f'<span class="bot-command" data-command="{_attribute(marked)}">', "</span>"
    if kind == "expandable_blockquote":
        return '<blockquote class="expandable">', "</blockquote>"
    return f'<span class="tg-{_attribute(kind.replace("_", "-"))}">', "</span>"


def _attribute(value: Any) -> str:
    return escape(str(value), quote=True)
