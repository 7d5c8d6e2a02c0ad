"""What every method of the Bot API works with."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from bot.playground.ledger import Ledger
from bot.playground.params import Params
from bot.playground.polling import Polling
from bot.playground.rules import Rules
from bot.playground.webhook import Webhook
from bot.playground.world import World


@dataclass(frozen=True, slots=True)
class Desk:
    """One bot's server: its world, what is written down of it, and the two ways in which updates leave."""

    world: World
    ledger: Ledger
    rules: Rules
    polling: Polling
    webhook: Webhook


Method = Callable[[Desk, Params], Any | Awaitable[Any]]
"""A method of the Bot API: answers the result as JSON, or raises `RefusedError`."""
