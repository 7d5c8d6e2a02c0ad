"""The numbers that a proof reached, and whether it held, kept for the table in docs/reliability.md."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

from bot.clock import system_clock
from tests.proof.size import LONG

FOLDER = Path(os.environ.get("PROOF_NUMBERS", Path(__file__).parents[2] / ".proof"))
FULL, SMALL = FOLDER / "soak", FOLDER / "test"


def note(name: str, numbers: dict[str, Any]) -> None:
    """Keeps what a run reached, in place of what the last one did."""
    machine = {
        "cores": os.cpu_count(),
        "memory_gib": round(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30),
    }
    folder = FULL if LONG else SMALL
    folder.mkdir(parents=True, exist_ok=True)
    kept = {"name": name, "day": system_clock().date().isoformat(), **machine, **numbers}
    (folder / f"{name.replace(' ', '-').replace('/', '-')}.json").write_text(json.dumps(kept) + "\n")


def noted(beginning: str) -> list[dict[str, Any]]:
    """What was noted under names that begin so: at full size, or, where there is none, in `make test`."""
    for folder in (FULL, SMALL):
        kept = [json.loads(path.read_text()) for path in sorted(folder.glob("*.json"))]
        found = [one for one in kept if str(one["name"]).startswith(beginning)]
        if found:
            return found
    return []
