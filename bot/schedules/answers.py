"""What the answers to check-ins of a treatment mean: which need a look and how soon, which allow something."""

from __future__ import annotations

from bot.schedules.protocol import ConcernLevel

CAREFUL = {
    "worse": ConcernLevel.TODAY,
    "something-new": ConcernLevel.SOON,
    "not-calm": ConcernLevel.SOON,
    "something": ConcernLevel.SOON,
    "not-sure": ConcernLevel.SOON,
}
"""Answers that somebody should look at, and how soon."""
CLEAR = frozenset({"calm", "all-clear"})
"""Answers whose reply allows something."""
NEUTRAL = CLEAR | {"better"}
"""Answers after which a concern of a week ago no longer counts."""
WORSE = "worse"
SORTED = "sorted"
SAME = "same"
