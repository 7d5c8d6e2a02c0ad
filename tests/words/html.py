"""A reader of the little HTML of messages that shares nothing with the code under test: it goes letter by letter and knows no patterns."""

from __future__ import annotations

from dataclasses import dataclass

ESCAPES = {"&lt;": "<", "&gt;": ">", "&amp;": "&"}


@dataclass(frozen=True)
class Entity:
    """One piece of markup, by its place in UTF-16 units."""

    name: str
    offset: int
    length: int
    attributes: str = ""


def read(marked: str) -> tuple[str, list[Entity]]:
    """The visible text and its entities. `AssertionError` for anything that a strict server might refuse."""
    text = ""
    entities: list[Entity] = []
    opened: list[tuple[str, str, int]] = []
    at = 0
    while at < len(marked):
        if marked[at] == "<":
            end = marked.index(">", at)
            inside = marked[at + 1 : end]
            at = end + 1
            if inside.startswith("/"):
                name, attributes, offset = opened.pop()
                assert name == inside[1:], f"</{inside[1:]}> closes <{name}>"
                entities.append(Entity(name, offset, _units(text) - offset, attributes))
            else:
                name, _, attributes = inside.partition(" ")
                assert name in ("b", "i", "tg-time"), name
                opened.append((name, attributes, _units(text)))
        elif marked[at] == "&":
            end = marked.index(";", at) + 1
            text += ESCAPES[marked[at:end]]
            at = end
        else:
            assert marked[at] != ">"
            text += marked[at]
            at += 1
    assert not opened
    return text, entities


def _units(text: str) -> int:
    return sum(2 if ord(one) > 0xFFFF else 1 for one in text)
