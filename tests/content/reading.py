"""What the words themselves depend on: the variables that they read, and what they choose by."""

from __future__ import annotations

from functools import cache

from fluent.syntax import ast
from fluent.syntax.visitor import Visitor

from bot.words.phrasebook import INTERFACE_WORDS, PROTOCOL_WORDS
from bot.words.sources import Source, read_sources


@cache
def _sources() -> tuple[Source, ...]:
    return tuple(read_sources((INTERFACE_WORDS, PROTOCOL_WORDS))["en"])


@cache
def _words() -> dict[str, ast.Message | ast.Term]:
    return {entry.id.name: entry for source in _sources() for entry in source.entries()}


def variables_of(ids: list[str]) -> dict[str, set[str]]:
    """The variables that some words read, also through other words, each with the keys of the variants that it chooses among."""
    reading = _Reading()
    for id_ in ids:
        reading.follow(id_)
    return reading.found


class _Reading(Visitor):
    def __init__(self) -> None:
        self.found: dict[str, set[str]] = {}
        self._followed: set[str] = set()

    def follow(self, id_: str) -> None:
        if id_ not in self._followed:
            self._followed.add(id_)
            self.visit(_words()[id_])

    def visit_VariableReference(self, node: ast.VariableReference) -> None:  # noqa: N802 - the visitor's own naming
        self.found.setdefault(node.id.name, set())

    def visit_MessageReference(self, node: ast.MessageReference) -> None:  # noqa: N802
        self.follow(node.id.name)

    def visit_SelectExpression(self, node: ast.SelectExpression) -> None:  # noqa: N802
        if isinstance(node.selector, ast.VariableReference):
            keys = self.found.setdefault(node.selector.id.name, set())
            keys |= {one.key.name if isinstance(one.key, ast.Identifier) else one.key.value for one in node.variants}
        self.generic_visit(node)


def ids_in(file: str) -> tuple[str, ...]:
    """The ids of one file of words, in order."""
    return tuple(entry.id.name for source in _sources() if source.path.name == file for entry in source.entries())
