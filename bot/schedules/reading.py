"""Reads values out of TOML tables, and names file, key and reason when one is wrong."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import time, timedelta
from enum import StrEnum
from typing import Any, TypeVar

from bot.errors import Mistake

_Choice = TypeVar("_Choice", bound=StrEnum)
_WAIT = re.compile(r"(\d{1,4})([hd])")


@dataclass(slots=True)
class Table:
    """One TOML table that is being read. Keys that nobody asked for are a mistake: a typo must not become a missing message."""

    file: str
    where: str
    values: Mapping[str, Any]
    _asked: set[str] = field(default_factory=set)

    def wrong(self, key: str, reason: str) -> Mistake:
        """The mistake to raise: file, key and reason on one line."""
        place = f"{self.where}.{key}" if self.where else key
        return Mistake(f"{self.file}: {place}: {reason}")

    def get(self, key: str, kind: type[Any], default: Any = None) -> Any:
        """The value of a key, which must be of the given type; without a default the key must be there."""
        self._asked.add(key)
        if key not in self.values:
            if default is None:
                raise self.wrong(key, "is missing")
            return default
        value = self.values[key]
        if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
            raise self.wrong(key, f"should be {_NAMES[kind]}")
        return value

    def text(self, key: str, default: str | None = None) -> str:
        value: str = self.get(key, str, default)
        return value

    def number(self, key: str, default: int | None = None) -> int:
        value: int = self.get(key, int, default)
        return value

    def decimal(self, key: str) -> float:
        return float(self.get(key, float))

    def flag(self, key: str, *, default: bool = False) -> bool:
        self._asked.add(key)
        if key not in self.values:
            return default
        value: bool = self.get(key, bool)
        return value

    def clock(self, key: str) -> time:
        value: time = self.get(key, time)
        return value

    def texts(self, key: str, *, optional: bool = True) -> tuple[str, ...]:
        """A list of strings; missing is empty if `optional`."""
        if optional and key not in self.values:
            self._asked.add(key)
            return ()
        values = self.get(key, list)
        if not all(isinstance(value, str) for value in values):
            raise self.wrong(key, "should be a list of strings")
        return tuple(values)

    def choice(self, key: str, kind: type[_Choice], default: str | None = None) -> _Choice:
        """One of the values of an enumeration."""
        return self.one_of(key, self.text(key, default), kind)

    def one_of(self, key: str, value: str, kind: type[_Choice]) -> _Choice:
        try:
            return kind(value)
        except ValueError:
            raise self.wrong(key, f"should be one of {', '.join(kind)}") from None

    def wait(self, key: str, value: str | None = None) -> timedelta:
        """An elapsed time such as "48h" or "7d" (days of 24 hours)."""
        found = _WAIT.fullmatch(self.text(key) if value is None else value)
        if found is None:
            raise self.wrong(key, 'should be a time such as "48h" or "7d"')
        amount = int(found[1])
        return timedelta(hours=amount) if found[2] == "h" else timedelta(days=amount)

    def table(self, key: str) -> Table:
        """A table inside this one."""
        return Table(self.file, f"{self.where}.{key}" if self.where else key, self.get(key, dict))

    def tables(self, key: str) -> tuple[Table, ...]:
        """A list of tables, each named by its `id` or its position."""
        rows = self.get(key, list)
        if not all(isinstance(row, dict) for row in rows):
            raise self.wrong(key, "should be a list of tables")
        return tuple(Table(self.file, f"{key} {row.get('id', number)}", row) for number, row in enumerate(rows, 1))

    def names(self) -> tuple[str, ...]:
        return tuple(self.values)

    def done(self) -> None:
        """Refuses keys that nobody read."""
        for key in self.values:
            if key not in self._asked:
                raise self.wrong(key, "is not a key that is known here")


_NAMES: dict[type[Any], str] = {
    str: "text", int: "a whole number", float: "a number with a point", bool: "true or false", list: "a list", dict: "a table",
    time: "a time such as 09:30:00",
}  # fmt: skip
