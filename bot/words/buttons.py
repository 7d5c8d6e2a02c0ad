"""The only encoder and decoder of what buttons carry.

`1:answer:k3f9:D1-3:0:better`: version, verb, arguments. At most 64 bytes, so that a button still works in a year,
after restarts and on any replica. Anybody can send any string as a tap: what is decoded here is well formed, not yet
allowed. Who may do it is looked up in the database by `from.id`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

VERSION = "1"
LIMIT = 64
"""Bytes of callback data that Telegram takes."""

_VERB = re.compile(r"[a-z][a-z-]{0,15}")
_ARGUMENT = re.compile(r"[A-Za-z0-9+._/-]{0,40}")


@dataclass(frozen=True, slots=True)
class Tapped:
    """A well-formed tap: a verb and its arguments, not yet authorised."""

    verb: str
    args: tuple[str, ...]


def encode(verb: str, *args: str) -> str:
    """Callback data for a verb and its arguments. `ValueError` if it would not decode to the same again."""
    data = ":".join((VERSION, verb, *args))
    if decode(data) != Tapped(verb, args):
        raise ValueError("a button that cannot be read back")
    return data


def decode(data: str) -> Tapped | None:
    """What a tap says, or `None` for anything that this bot did not write."""
    if not data.isascii() or len(data) > LIMIT:
        return None
    version, *rest = data.split(":")
    if version != VERSION or not rest or not _VERB.fullmatch(rest[0]):
        return None
    if not all(_ARGUMENT.fullmatch(argument) for argument in rest[1:]):
        return None
    return Tapped(rest[0], tuple(rest[1:]))
