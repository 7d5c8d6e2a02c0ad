"""A frozen world many times over: its people once more under other numbers, as often as it takes to fill a database."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

from tests.released.frozen import OWED, ROWS, Release

ONCE = {"alembic_version", "meta", "pace", "tombstone"}
"""Tables about nobody: a database has them once."""
_ROW = re.compile(r"INSERT INTO (\w+) \(([^)]*)\) VALUES \((.*?)\);\n", re.DOTALL)
_VALUE = re.compile(r"'(?:[^']|'')*'|[^',\s]+")
_OF_TELEGRAM = re.compile(r"\b7000000(\d{3})\b")
_OF_OURS = re.compile(r"\b(frozen-\d+)\b")
_UPDATE = re.compile(r'("update_id":)(\d+)')
_COUNTED = {"id": 10_000, "consent_id": 10_000, "update_id": 100_000}
"""Numbers that a database counts up, and how far those of the next copy are from them."""


def crowd(release: Release, copies: int, folder: Path) -> Release:
    """The same version with so many copies of everybody, and of what they are owed, written into a new folder."""
    grown = folder / release.version
    shutil.copytree(release.folder, grown)
    rows = list(_ROW.finditer(release.rows))
    assert "".join(row[0] for row in rows) == release.rows, "every row is understood"
    written = [_copied(row, copy) for copy in range(copies) for row in rows if not copy or row[1] not in ONCE]
    (grown / ROWS).write_text("".join(written), encoding="utf-8")
    owed = [f"{_renamed(line, copy)}\n" for copy in range(copies) for line in release.owed]
    (grown / OWED).write_text("".join(owed), encoding="utf-8")
    return Release(release.version, grown)


def _copied(row: re.Match[str], copy: int) -> str:
    table, columns, values = row.groups()
    pairs = zip(columns.split(", "), _VALUE.findall(values), strict=True)
    numbered = ", ".join(_value(column, value, copy) for column, value in pairs)
    return f"INSERT INTO {table} ({columns}) VALUES ({numbered});\n"  # noqa: S608 - frozen rows


def _value(column: str, value: str, copy: int) -> str:
    if value.isdigit() and column in _COUNTED:
        return str(int(value) + copy * _COUNTED[column])
    return _UPDATE.sub(lambda found: f"{found[1]}{int(found[2]) + copy * _COUNTED['update_id']}", _renamed(value, copy))


def _renamed(text: str, copy: int) -> str:
    """The first copy is the original."""
    if not copy:
        return text
    return _OF_OURS.sub(rf"\g<1>x{copy}", _OF_TELEGRAM.sub(rf"7000{copy:03}\g<1>", text))
