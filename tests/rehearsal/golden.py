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


def write() -> None:
    """Plays every script and keeps its page."""
    for script in SCRIPTS:
        command = [sys.executable, "-m", "bot", "rehearse", "--script", str(script)]
        page = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True).stdout
        (GOLDEN / f"rehearsal-{script.stem}.txt").write_text(page, "utf-8")


if __name__ == "__main__":
    write()
