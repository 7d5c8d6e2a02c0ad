"""Files that Telegram keeps, and what it looks at in a picture before it takes it."""

from __future__ import annotations

import mimetypes
import re
import secrets
import struct
from pathlib import PurePosixPath

from bot.playground.values import StoredFile

_LETTERS = re.compile(r"[^\w.\- ]", re.UNICODE)


class FileStore:
    """All files of one world, by id and by path."""

    def __init__(self) -> None:
        self._by_id: dict[str, StoredFile] = {}
        self._by_path: dict[str, StoredFile] = {}

    def keep(self, content: bytes, name: str, mime: str = "", folder: str = "documents") -> StoredFile:
        """Stores bytes under a new id and a path of its own; the type is guessed from the name when none is given."""
        number = len(self._by_id)
        suffix = PurePosixPath(name).suffix or ".bin"
        guessed = mime or mimetypes.guess_type(name)[0] or "application/octet-stream"
        width, height = picture_size(content) or (0, 0)
        file = StoredFile(
            id=f"BQAC{secrets.token_urlsafe(24)}",
            unique_id=f"AgAD{secrets.token_urlsafe(8)}",
            path=f"{folder}/file_{number}{_LETTERS.sub('', suffix)}",
            name=PurePosixPath(name).name or "file",
            mime=guessed,
            content=content,
            width=width,
            height=height,
        )
        self._by_id[file.id] = file
        self._by_path[file.path] = file
        return file

    def get(self, file_id: str) -> StoredFile | None:
        """The file of this id."""
        return self._by_id.get(file_id)

    def at(self, path: str) -> StoredFile | None:
        """The file that the file endpoint serves under this path."""
        return self._by_path.get(path)


def picture_size(content: bytes) -> tuple[int, int] | None:
    """Width and height of a PNG or JPEG; None for anything else, which Telegram refuses as a photo."""
    if content[:8] == b"\x89PNG\r\n\x1a\n" and len(content) >= 24:
        width, height = struct.unpack(">II", content[16:24])
        return width, height
    if content[:2] != b"\xff\xd8":
        return None
    place = 2
    while place + 9 <= len(content) and content[place] == 0xFF:
        marker, size = content[place + 1], struct.unpack(">H", content[place + 2 : place + 4])[0]
        if 0xC0 <= marker <= 0xCF and marker not in {0xC4, 0xC8, 0xCC}:
            height, width = struct.unpack(">HH", content[place + 5 : place + 9])
            return width, height
        place += 2 + size
    return None
