"""Words as they stand in their files: every way in which each can read, and what each refers to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from fluent.syntax import ast

from bot.words.markup import visible
from bot.words.sources import read_sources


@dataclass(frozen=True, slots=True)
class Written:
    """One word, as it is written in a file."""

    id: str
    language: str
    file: str
    readings: tuple[str, ...]
    """Its text with each of its variants in turn, other words inside it written out, variables as `{name}`."""
    refers_to: frozenset[str]
    """Ids of the words that stand inside it."""
    own: bool = True
    """Whether it belongs to the protocol, not to the interface."""


def written(folder: Path, *, beside: Path | None = None) -> tuple[Written, ...]:
    """Every word of a protocol's folder, and of the interface's (`beside`), in every language. `Mistake` for a file that is wrong."""
    found: list[Written] = []
    for language, sources in read_sources((folder,) if beside is None else (beside, folder)).items():
        patterns = {
            entry.id.name: entry.value for source in sources for entry in source.entries() if entry.value is not None
        }
        for source in sources:
            for entry in source.entries():
                if entry.value is not None:
                    texts = tuple(dict.fromkeys(visible(text) for text in _readings(entry.value, patterns)))
                    refers = frozenset(_references(entry.value))
                    own = source.path.parent == folder
                    found.append(Written(entry.id.name, language, source.path.name, texts, refers, own))
    return tuple(found)


def _readings(pattern: ast.Pattern, patterns: Mapping[str, ast.Pattern]) -> list[str]:
    """The text with the default of every choice, then with each other variant in its place, one at a time."""
    choices = [_options(element, patterns) for element in pattern.elements]
    plain = "".join(options[0] for options in choices)
    others = [
        "".join((*(one[0] for one in choices[:place]), option, *(one[0] for one in choices[place + 1 :])))
        for place, options in enumerate(choices)
        for option in options[1:]
    ]
    return [plain, *others]


def _options(element: object, patterns: Mapping[str, ast.Pattern]) -> list[str]:
    match element:
        case ast.TextElement(value=text):
            return [text]
        case ast.Placeable(expression=inner):
            return _options(inner, patterns)
        case ast.StringLiteral():
            return [element.parse()["value"]]
        case ast.NumberLiteral(value=number):
            return [number]
        case ast.VariableReference(id=name):
            return [f"{{{name.name}}}"]
        case ast.MessageReference(id=name) if name.name in patterns:
            return _readings(patterns[name.name], patterns)
        case ast.SelectExpression(variants=variants):
            ordered = sorted(variants, key=lambda one: not one.default)
            return [text for one in ordered for text in _readings(one.value, patterns)]
        case _:
            return [""]


def _references(node: object) -> Iterator[str]:
    if isinstance(node, ast.MessageReference):
        yield node.id.name
    parts: Iterable[object] = ()
    match node:
        case ast.Pattern(elements=elements):
            parts = elements
        case ast.Placeable(expression=inner):
            parts = (inner,)
        case ast.SelectExpression(selector=selector, variants=variants):
            parts = (selector, *(one.value for one in variants))
    for part in parts:
        yield from _references(part)
