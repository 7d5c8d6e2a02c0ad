"""How big the proofs are: small in `make test`, at full size with SOAK=1, which `make soak` sets. A single number can be set by its
name: KILLS, PEOPLE, PAUSES, DAYS.
"""

from __future__ import annotations

import os
import random

LONG = "SOAK" in os.environ


def size(name: str, small: int, full: int) -> int:
    """A number of this run."""
    return int(os.environ.get(name, full if LONG else small))


def seed_of_this_run(small: int) -> int:
    """The seed: SEED, or a new one at full size, where it is printed so that the run can be repeated."""
    seed = int(os.environ.get("SEED", random.randrange(1 << 32) if LONG else small))
    print(f"SEED={seed}")  # noqa: T201 - shown by pytest when the test fails
    return seed
