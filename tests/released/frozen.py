"""What was frozen: one folder per released version, written by `freeze` and changed by nobody."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path

from tests.released import dumps
from tests.released.corpus import Button
from tests.released.village import ROOT

HERE = Path(__file__).parent
SCHEMA = {"sqlite": "schema-sqlite.sql", "postgresql": "schema-postgresql.sql"}
ROWS, OWED, STEPS, BUTTONS = "rows.sql", "owed.txt", "steps.txt", "buttons.txt"


@dataclass(frozen=True, slots=True)
class Release:
    """One version as it was released."""

    version: str
    folder: Path

    def __str__(self) -> str:
        return self.version

    @property
    def rows(self) -> str:
        """The frozen world as INSERTs that name their columns."""
        return self._text(ROWS)

    @property
    def owed(self) -> list[str]:
        """What was on the books and what was owed at `settlers.NOON`: see `owed.owed`."""
        return self._text(OWED).splitlines()

    @property
    def steps(self) -> frozenset[str]:
        """Ids of every step and line that its protocol knew."""
        return frozenset(self._text(STEPS).split())

    @property
    def buttons(self) -> list[Button]:
        """One button of each shape that it showed: who was shown it, what it carries, and perhaps `refused`."""
        lines = (line.split() for line in self._text(BUTTONS).splitlines())
        return [Button(int(who), data, refused=bool(rest)) for who, data, *rest in lines]

    def write_to(self, url: str) -> None:
        """Makes an empty database the one of this version, with the frozen world in it."""
        kind = "sqlite" if url.startswith("sqlite") else "postgresql"
        dumps.write(url, self._text(SCHEMA[kind]), self.rows)

    def write_schema_to(self, url: str) -> None:
        """Makes an empty database the one of this version, with nothing in it."""
        kind = "sqlite" if url.startswith("sqlite") else "postgresql"
        dumps.write(url, self._text(SCHEMA[kind]))

    def _text(self, name: str) -> str:
        return (self.folder / name).read_text(encoding="utf-8")


def version_of_this_program() -> str:
    """As pyproject.toml has it."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return str(project["version"])


def releases() -> list[Release]:
    """Every version that was frozen, the oldest first."""
    folders = [one for one in HERE.iterdir() if one.name[0].isdigit()]
    return [Release(one.name, one) for one in sorted(folders, key=lambda one: [int(n) for n in one.name.split(".")])]
