"""What can be made to go wrong with a call, by script or by rate.

A rule says which calls it means and what becomes of them; the first rule that fits decides. Chances are drawn from a
seeded generator, and the seed is printed when it matters, so that a failing run can be repeated.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class FaultKind(StrEnum):
    """How a call goes wrong. "Deliver" means that it is carried out before."""

    REFUSE = "refuse"
    """The connection is reset before anything is done. (For a port that nobody listens on, see `server.Door`.)"""
    DROP_BEFORE = "drop-before"
    """The connection is closed without an answer, before anything is done."""
    HANG = "hang"
    """Accepted, and neither carried out nor answered; after `seconds` (0: never) the connection is closed."""
    DELIVER_THEN_HANG = "deliver-then-hang"
    DELIVER_THEN_DROP = "deliver-then-drop"
    DELIVER_THEN_RESET = "deliver-then-reset"
    DELIVER_THEN_502 = "deliver-then-502"
    """Carried out, and a proxy's 502 page in HTML."""
    HALF_BODY = "half-body"
    """Carried out, and half of the answer before the connection is closed."""
    SLOW_DRIP = "slow-drip"
    """Carried out, and the answer byte by byte, `seconds` for each."""
    LATE_ANSWER = "late-answer"
    """Carried out, and answered in order `seconds` later: a line that is only slow."""
    CAPTIVE_PORTAL = "html-200"
    """Not carried out: 200 with a page of HTML, as hotel networks answer."""
    UNAUTHORIZED = "401"
    NOT_FOUND = "404"
    TOO_MANY = "429"
    """Not carried out: to be tried again after `seconds`."""
    SERVER_ERROR = "500"
    BAD_GATEWAY = "502"
    """Not carried out: a proxy's 502 page in HTML."""


@dataclass(frozen=True, slots=True)
class Rule:
    """Which calls go wrong, and how. A field that is None fits every call."""

    kind: FaultKind
    method: str | None = None
    chat_id: int | None = None
    nth: int | None = None
    """Only the nth (from 1) of the calls that fit otherwise."""
    times: int | None = None
    """At most so many calls."""
    rate: float = 1.0
    """The chance that a call which fits goes wrong."""
    seconds: float = 0.0
    text: str | None = None
    """Only calls whose text holds this."""


@dataclass(slots=True)
class _Script:
    rule: Rule
    seen: int = 0
    done: int = 0


class Faults:
    """The rules in force."""

    def __init__(self, seed: int | None = None) -> None:
        self.seed = random.SystemRandom().randrange(1 << 32) if seed is None else seed
        self._random = random.Random(self.seed)  # noqa: S311 - faults must be repeatable
        self._scripts: list[_Script] = []
        self._told = False

    def add(self, rule: Rule) -> None:
        """Puts a rule behind the others."""
        if rule.rate < 1 and not self._told:
            self._told = True
            sys.stderr.write(f"playground faults: seed {self.seed}\n")
        self._scripts.append(_Script(rule))

    def clear(self) -> None:
        """All calls go well again."""
        self._scripts.clear()

    def choose(self, method: str, chat_id: int | None, text: str = "") -> Rule | None:
        """The rule that decides what becomes of a call, or None."""
        for script in self._scripts:
            rule = script.rule
            if rule.method is not None and rule.method.lower() != method.lower():
                continue
            if rule.chat_id not in {None, chat_id} or (rule.text is not None and rule.text not in text):
                continue
            script.seen += 1
            if rule.nth not in {None, script.seen} or (rule.times is not None and script.done >= rule.times):
                continue
            if rule.rate < 1 and self._random.random() >= rule.rate:
                continue
            script.done += 1
            return rule
        return None


def rule_from_json(given: Mapping[str, Any]) -> Rule:
    """A rule as the control endpoint takes it. Raises ValueError or TypeError for what is no rule."""
    return Rule(**{**given, "kind": FaultKind(given["kind"])})
