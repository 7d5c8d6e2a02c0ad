"""Reading and checking Fluent files: what is wrong in one is said at start, in one line, with file, id and reason.

Fluent itself is silent about mistakes: what does not parse becomes "junk" and is skipped, a doubled id is ignored, an
unknown reference shows up as its own name in front of a patient.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from fluent.syntax import FluentParser, ast
from fluent.syntax.visitor import Transformer, Visitor

from bot.errors import Mistake
from bot.words.markup import escape

_FILE = re.compile(r"([a-z]{2,3}(?:-[A-Z]{2})?)(?:-[a-z0-9-]+)?")
_MARKUP = re.compile(r"(</?[bi]>)")
_FUNCTIONS = frozenset({"NUMBER"})


@dataclass(frozen=True, slots=True)
class Source:
    """One parsed file. The text of its patterns is already HTML: only `<b>` and `<i>` are markup, everything else is
    escaped.
    """

    path: Path
    language: str
    resource: ast.Resource

    def entries(self) -> Iterator[ast.Message | ast.Term]:
        """Messages and terms, in order."""
        for entry in self.resource.body:
            if isinstance(entry, ast.Message | ast.Term):
                yield entry


def read_sources(folders: Iterable[Path]) -> dict[str, list[Source]]:
    """All `<language>*.ftl` files of some folders, by language. `Mistake` for the first thing that is wrong in one."""
    by_language: dict[str, list[Source]] = {}
    for folder in folders:
        for path in sorted(folder.glob("*.ftl")):
            source = _read(path)
            by_language.setdefault(source.language, []).append(source)
    for sources in by_language.values():
        _check_ids(sources)
        _check_references(sources)
    return by_language


def variables_of(sources: Iterable[Source]) -> dict[str, frozenset[str]]:
    """The variables that each message and term reads, also through the others that it refers to; by `name_of`."""
    reading = {name_of(entry): _Reading(entry) for source in sources for entry in source.entries()}
    found: dict[str, frozenset[str]] = {}

    def follow(name: str, seen: set[str]) -> set[str]:
        if name in seen:
            return set()
        seen.add(name)
        return reading[name].variables.union(*(follow(other, seen) for other in reading[name].others))

    for name in reading:
        found[name] = frozenset(follow(name, set()))
    return found


def name_of(entry: ast.Message | ast.Term) -> str:
    """The id as one writes it in a reference: a term's begins with a dash."""
    return f"-{entry.id.name}" if isinstance(entry, ast.Term) else str(entry.id.name)


def _read(path: Path) -> Source:
    matched = _FILE.fullmatch(path.stem)
    if matched is None:
        raise Mistake(f"{path.name}: a file of words is called <language>.ftl or <language>-<topic>.ftl")
    try:
        text = path.read_text("utf-8")
    except UnicodeDecodeError:
        raise Mistake(f"{path.name}: not UTF-8") from None
    resource = FluentParser().parse(text)
    for entry in resource.body:
        if isinstance(entry, ast.Junk):
            raise Mistake(f"{path.name}: {_why_junk(entry, text)}")
    source = Source(path, matched[1], resource)
    for entry in source.entries():
        _Marked(f"{path.name}: {name_of(entry)}").visit(entry)
    return source


def _why_junk(junk: ast.Junk, text: str) -> str:
    begins = (junk.content or "").strip().splitlines()[0].split("=")[0].strip()[:40]
    note = junk.annotations[0]
    line = text.count("\n", 0, note.span.start if note.span else 0) + 1
    return f"{begins}: line {line}: {note.message}"


class _Marked(Transformer):
    """Makes the text of patterns HTML, and refuses markup that does not close where it opened."""

    def __init__(self, where: str) -> None:
        self._where = where

    def visit_Pattern(self, node: ast.Pattern) -> ast.Pattern:  # noqa: N802 - the visitor's own naming
        opened: list[str] = []
        for element in node.elements:
            if isinstance(element, ast.TextElement):
                element.value = self._html(element.value, opened)
        if opened:
            raise Mistake(f"{self._where}: <{opened[-1]}> is not closed in the same text")
        self.generic_visit(node)
        return node

    def visit_StringLiteral(self, node: ast.StringLiteral) -> ast.StringLiteral:  # noqa: N802
        if set(str(node.parse()["value"])) & set("<>&"):
            raise Mistake(f"{self._where}: write <, > and & as text, not inside quotes")
        return node

    def _html(self, text: str, opened: list[str]) -> str:
        parts = _MARKUP.split(text)
        for tag in parts[1::2]:
            name = tag.strip("</>")
            if not tag.startswith("</"):
                opened.append(name)
            elif not opened or opened.pop() != name:
                raise Mistake(f"{self._where}: {tag} closes what is not open")
        return "".join(part if at % 2 else escape(part) for at, part in enumerate(parts))


def _check_ids(sources: list[Source]) -> None:
    seen: dict[str, str] = {}
    for source in sources:
        for entry in source.entries():
            name = name_of(entry)
            if name in seen:
                raise Mistake(f"{source.path.name}: {name}: already in {seen[name]}")
            seen[name] = source.path.name


def _check_references(sources: list[Source]) -> None:
    known = {name_of(entry): entry for source in sources for entry in source.entries()}
    for source in sources:
        for entry in source.entries():
            where = f"{source.path.name}: {name_of(entry)}"
            if isinstance(entry, ast.Message) and entry.value is None:
                raise Mistake(f"{where}: has no text of its own")
            _References(where, known).visit(entry)


class _Reading(Visitor):
    """What one entry reads by itself."""

    def __init__(self, entry: ast.Message | ast.Term) -> None:
        self.variables: set[str] = set()
        self.others: set[str] = set()
        self.visit(entry)

    def visit_VariableReference(self, node: ast.VariableReference) -> None:  # noqa: N802
        self.variables.add(node.id.name)

    def visit_MessageReference(self, node: ast.MessageReference) -> None:  # noqa: N802
        self.others.add(node.id.name)

    def visit_TermReference(self, node: ast.TermReference) -> None:  # noqa: N802
        self.others.add(f"-{node.id.name}")
        self.generic_visit(node)


class _References(Visitor):
    """Refuses references to what is not there."""

    def __init__(self, where: str, known: dict[str, ast.Message | ast.Term]) -> None:
        self._where = where
        self._known = known

    def visit_MessageReference(self, node: ast.MessageReference) -> None:  # noqa: N802
        self._must_exist(node.id.name, node.attribute)

    def visit_TermReference(self, node: ast.TermReference) -> None:  # noqa: N802
        self._must_exist(f"-{node.id.name}", node.attribute)

    def visit_FunctionReference(self, node: ast.FunctionReference) -> None:  # noqa: N802
        if node.id.name not in _FUNCTIONS:
            raise Mistake(f"{self._where}: there is no function {node.id.name}")
        self.generic_visit(node)

    def _must_exist(self, name: str, attribute: ast.Identifier | None) -> None:
        entry = self._known.get(name)
        if entry is None:
            raise Mistake(f"{self._where}: refers to {name}, which is not there")
        if attribute and attribute.name not in {one.id.name for one in entry.attributes}:
            raise Mistake(f"{self._where}: refers to {name}.{attribute.name}, which is not there")
