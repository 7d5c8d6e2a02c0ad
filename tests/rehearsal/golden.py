"""Rehearsals worth keeping as pages: each a script beside this file.

`python -m tests.rehearsal.golden` (or `make golden`) writes them anew into `tests/golden`, where a change of words or times shows
as a difference.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

SCRIPTS = tuple(sorted(Path(__file__).with_name("scripts").glob("*.toml")))
GOLDEN = Path(__file__).parents[1] / "golden"


def page_of(script: Path) -> str:
    """What a rehearsal prints."""
    command = [sys.executable, "-m", "bot", "rehearse", "--script", str(script)]
    return subprocess.run(command, stdout=subprocess.PIPE, encoding="utf-8", check=True).stdout


def kept(script: Path) -> Path:
    """Where its page is kept."""
    return GOLDEN / f"rehearsal-{script.stem}.txt"


def write() -> None:
    """Plays every script and keeps its page."""
    for script in SCRIPTS:
        kept(script).write_text(page_of(script), "utf-8")


if __name__ == "__main__":
    write()
