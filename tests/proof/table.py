"""Writes docs/reliability.md from what the runs noted: `python -m tests.proof.table`. With `--tests` it prints the tests instead."""

from __future__ import annotations

import sys
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.proof.numbers import noted
from tests.proof.outcomes import held

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "reliability.md"
HEAD = """# Reliability

What can go wrong, what must hold then, and what was reached. Written by `make soak`; a change by hand is lost.

Lost: owed or committed, and neither delivered nor listed with a reason. In flight: between the commit that says that a message leaves and
the commit that it arrived; read from the database, message by message, when a process was killed or stopped. A duplicate is explained when
that very message was in flight just then, or its answer was lost, or the database was away; its second copy is silent and says what it is.
"Passes": tests without numbers of their own held in that run.

| | What happens | Aim | Reached | Tested in | Run |
| --- | --- | --- | --- | --- | --- |
"""


@dataclass(frozen=True, slots=True)
class Fault:
    """One row of the table: see faults.toml."""

    id: str
    fault: str
    aim: str
    tests: tuple[str, ...]
    numbers: tuple[str, ...]
    reached: str


def faults() -> list[Fault]:
    """Every row, in the order of the file."""
    given = tomllib.loads((Path(__file__).parent / "faults.toml").read_text(encoding="utf-8"))
    return [
        Fault(
            name, one["fault"], one["aim"], tuple(one["tests"]), tuple(one.get("numbers", ())), one.get("reached", "")
        )
        for name, one in given.items()
    ]


def main() -> None:
    """Prints the tests, or writes the page."""
    if "--tests" in sys.argv:
        tests = {test for one in faults() for test in one.tests if "::" in test}
        sys.stdout.write("\n".join(sorted(tests)) + "\n")
        return
    PAGE.write_text(HEAD + "".join(_row(one) for one in faults()), encoding="utf-8")


def _row(one: Fault) -> str:
    reached, runs = [], set()
    for beginning in one.numbers:
        found = noted(beginning)
        if found:
            kind = beginning.split(" ", 1)[1] if len(one.numbers) > 1 else ""
            reached.append(f"{kind}: {_added(found, one.reached)}".removeprefix(": "))
            runs |= {f"{each['day']}, {each['cores']} cores, {each['memory_gib']} GiB" for each in found}
    where = "<br>".join(f"`{test.removeprefix('tests/')}`" for test in one.tests)
    said = "<br>".join(reached) or ("not run yet" if one.numbers else _outcome(one.tests))
    return f"| {one.id} | {one.fault} | {one.aim} | {said} | {where} | {'; '.join(sorted(runs))} |\n"


def _outcome(tests: tuple[str, ...]) -> str:
    """What became of tests that have no numbers."""
    noted = held()
    if not all(test in noted for test in tests):
        return "not run yet"
    return "passes" if all(noted[test] for test in tests) else "**fails**"


class _Numbers(dict[str, Any]):
    """A number that a run of long ago did not note is a dash."""

    def __missing__(self, name: str) -> str:
        return "–"


def _added(found: list[dict[str, Any]], template: str) -> str:
    """Several runs of one kind count together: numbers add up, the largest of the largest stays."""
    together: dict[str, Any] = {}
    for each in found:
        for name, value in each.items():
            if isinstance(value, int | float) and not isinstance(value, bool):
                old = together.get(name, 0)
                together[name] = max(old, value) if name.startswith("most") else old + value
    return template.format_map(_Numbers(together))


if __name__ == "__main__":
    main()
