"""How values of ours become columns that mean the same on SQLite and on PostgreSQL."""

from __future__ import annotations

import json
import secrets
from enum import StrEnum
from typing import Any, TypeVar

from sqlalchemy import Enum, Text, TypeDecorator
from sqlalchemy.engine.interfaces import Dialect

ENUM_LENGTH = 24

T = TypeVar("T")


def new_id() -> str:
    """A random name for a patient, treatment, concern or message: 11 characters that fit into a button, 64 bits that
    nobody guesses.
    """
    return secrets.token_urlsafe(8)


def by_value(kind: type[StrEnum]) -> Enum:
    """A column that holds the value of an enum, not its name in the code, so that a renamed member still reads what
    is stored.
    """
    return Enum(
        kind,
        values_callable=lambda members: [member.value for member in members],
        native_enum=False,
        validate_strings=True,
        length=ENUM_LENGTH,
    )


class _AsText(TypeDecorator[T]):
    """A value of ours that the database sees as text."""

    impl = Text

    def to_text(self, value: T) -> str:
        raise NotImplementedError

    def from_text(self, text: str) -> T:
        raise NotImplementedError

    def process_bind_param(self, value: T | None, dialect: Dialect) -> str | None:  # noqa: ARG002 - SQLAlchemy's
        return None if value is None else self.to_text(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> T | None:  # noqa: ARG002 - SQLAlchemy's
        return None if value is None else self.from_text(value)


class SetOf(_AsText[frozenset[StrEnum]]):
    """A set of enum members as their values, sorted, with blanks between them: `face neck`."""

    cache_ok = True

    def __init__(self, kind: type[StrEnum]) -> None:
        super().__init__()
        self.kind = kind

    def to_text(self, value: frozenset[StrEnum]) -> str:
        return " ".join(sorted(self.kind(member).value for member in value))

    def from_text(self, text: str) -> frozenset[StrEnum]:
        return frozenset(self.kind(word) for word in text.split())


class Words(_AsText[tuple[str, ...]]):
    """Ids with blanks between them, in order: `D1-1 A-SUN-1`."""

    cache_ok = True

    def to_text(self, value: tuple[str, ...]) -> str:
        return " ".join(value)

    def from_text(self, text: str) -> tuple[str, ...]:
        return tuple(text.split())


class Json(_AsText[dict[str, Any]]):
    """A small object as JSON in ASCII. To change it, assign a new one: what is changed inside it is not noticed."""

    cache_ok = True

    def to_text(self, value: dict[str, Any]) -> str:
        return json.dumps(value, separators=(",", ":"))

    def from_text(self, text: str) -> dict[str, Any]:
        return dict(json.loads(text))


class Typed(_AsText[str]):
    """Text that a person typed. NUL, which PostgreSQL refuses, and lone surrogates, which both refuse, are dropped."""

    cache_ok = True

    def to_text(self, value: str) -> str:
        return value.replace("\0", "").encode("utf-8", "ignore").decode("utf-8")

    def from_text(self, text: str) -> str:
        return text
