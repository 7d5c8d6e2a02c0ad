"""Zone data as a government would have it: a file that Python's zoneinfo reads, with the changes that are told."""

from __future__ import annotations

import struct
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path


def write_zone(folder: Path, name: str, standard_h: int, summers: Sequence[tuple[datetime, datetime]]) -> None:
    """A zone `standard_h` hours ahead of UTC, an hour more in each summer (aware begin and end). It takes the
    place of what was there in one step. The format is RFC 8536, version 2; the part of version 1 is empty.
    """
    changes = [(int(at.timestamp()), kind) for begin, end in summers for at, kind in ((begin, 1), (end, 0))]
    kinds = ((standard_h * 3600, 0, 0), ((standard_h + 1) * 3600, 1, 4))
    names = b"STD\0SUM\0"
    data = struct.pack(">4sc15x6I", b"TZif", b"2", 0, 0, 0, 0, 0, 0)
    data += struct.pack(">4sc15x6I", b"TZif", b"2", 0, 0, 0, len(changes), len(kinds), len(names))
    data += b"".join(struct.pack(">q", at) for at, _ in changes)
    data += bytes(kind for _, kind in changes)
    data += b"".join(struct.pack(">iBB", *kind) for kind in kinds) + names
    data += f"\nSTD-{standard_h}\n".encode()
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    new = path.with_suffix(".new")
    new.write_bytes(data)
    new.replace(path)
