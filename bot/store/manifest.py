"""What a backup file says of itself, in a table of its own, and whether the rest of the file is still that.

A backup is an SQLite file with the tables of this program. Its manifest names the schema, the program, the instant, the
rows of each table, and a SHA-256 over all of this and over every row: SQLite's own check would not see a changed letter.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from urllib.parse import quote

from bot.errors import Exit, Mistake
from bot.store.migrations import REVISIONS

TABLE = "backup_manifest"
_MAGIC = b"SQLite format 3\x00"
"""How every SQLite file begins. https://www.sqlite.org/fileformat.html"""


@dataclass(frozen=True, slots=True)
class Manifest:
    """What one backup holds."""

    revision: str
    """The schema that it has."""
    version: str
    """The program that made it."""
    made_at: str
    """When it was begun, in ISO 8601: what was committed by then is in it."""
    rows: Mapping[str, int]
    """How many rows each table has."""

    @property
    def at(self) -> datetime:
        """When it was begun, aware UTC."""
        return datetime.fromisoformat(self.made_at)

    @property
    def total(self) -> int:
        """All rows together."""
        return sum(self.rows.values())


def seal(path: Path, revision: str, version: str, made_at: datetime) -> Manifest:
    """Writes the manifest into a backup that is complete, and makes it one file without anything beside it."""
    with _opened(f"file:{quote(str(path))}") as connection:
        connection.execute("PRAGMA journal_mode = DELETE").close()
        names = _tables(connection)
        manifest = Manifest(revision, version, made_at.isoformat(), {name: _count(connection, name) for name in names})
        connection.execute("BEGIN")
        connection.execute(f"CREATE TABLE {TABLE} (manifest TEXT NOT NULL, sha256 TEXT NOT NULL)")
        connection.execute(
            f"INSERT INTO {TABLE} VALUES (?, ?)",  # noqa: S608 - a name of our own
            (json.dumps(asdict(manifest)), _digest(connection, manifest)),
        )
        connection.execute("COMMIT")
        return manifest


def unseal(path: Path) -> None:
    """Takes the manifest out of a copy that is to become a database."""
    with _opened(f"file:{quote(str(path))}") as connection:
        connection.execute(f"DROP TABLE {TABLE}")


def verify(path: Path) -> Manifest:
    """Reads a whole backup and compares it with its manifest. Writes nothing, beside it neither.

    `Mistake` (exit code 7) in one line: no such file, no backup of this program, one of a newer program, or damaged.
    """
    try:
        with path.open("rb") as file:
            if file.read(len(_MAGIC)) != _MAGIC:
                raise Mistake(f"{path.name} is not a backup of this program, or it is damaged.", Exit.BACKUP)
    except OSError as error:
        raise Mistake(f"{path.name} cannot be read: {error.strerror}.", Exit.BACKUP) from None
    try:
        with _opened(f"file:{quote(str(path))}?mode=ro&immutable=1") as connection:
            return _verified(connection, path.name)
    except (sqlite3.Error, ValueError, TypeError, UnicodeError):
        raise Mistake(f"{path.name} is damaged: it cannot be restored.", Exit.BACKUP) from None


def _verified(connection: sqlite3.Connection, name: str) -> Manifest:
    kinds = dict(connection.execute("SELECT name, type FROM sqlite_master").fetchall())
    if kinds.get(TABLE) != "table" or not set(kinds.values()) <= {"table", "index"}:
        raise Mistake(f"{name} is not a backup of this program.", Exit.BACKUP)
    ((written, digest),) = connection.execute(f"SELECT manifest, sha256 FROM {TABLE}").fetchall()  # noqa: S608 - our own name
    manifest = Manifest(**json.loads(written))
    if manifest.revision not in REVISIONS:
        raise Mistake(f"{name} was made by a newer program: restore it with that one.", Exit.BACKUP)
    whole = connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    if not whole or _digest(connection, manifest) != digest:
        raise ValueError
    return manifest


def _digest(connection: sqlite3.Connection, manifest: Manifest) -> str:
    digest = hashlib.sha256(repr(sorted(asdict(manifest).items())).encode())
    for described in connection.execute("SELECT type, name, sql FROM sqlite_master ORDER BY type, name"):
        if described[1] != TABLE:
            digest.update(repr(described).encode())
    for table in _tables(connection):
        for row in connection.execute(f'SELECT * FROM "{table}" ORDER BY rowid'):  # noqa: S608 - named by the file, quoted
            digest.update(repr(row).encode("utf-8", "surrogatepass"))
    return digest.hexdigest()


def _tables(connection: sqlite3.Connection) -> list[str]:
    found = connection.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name <> ? ORDER BY name", (TABLE,)
    )
    names = [str(name) for (name,) in found if not str(name).startswith("sqlite_")]
    if any('"' in name for name in names):
        raise ValueError
    return names


def _count(connection: sqlite3.Connection, table: str) -> int:
    return int(connection.execute(f'SELECT count(*) FROM "{table}"').fetchone()[0])  # noqa: S608 - named by the file, quoted


@contextmanager
def _opened(uri: str) -> Iterator[sqlite3.Connection]:
    connection = sqlite3.connect(uri, uri=True, isolation_level=None)
    try:
        connection.execute("PRAGMA trusted_schema = OFF").close()
        connection.execute("PRAGMA synchronous = FULL").close()
        yield connection
    finally:
        connection.close()
