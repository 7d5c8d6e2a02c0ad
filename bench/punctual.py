"""How late reminders leave when 25 people a second are due. Run: `make bench`.

One bot process, Telegram on loopback at its free pace. People were treated one twenty-fifth of a second apart, and a day
later each of them may use sunscreen, to the second.
"""

from __future__ import annotations

import asyncio
import os
import statistics
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.databases import KINDS
from tests.people import LISBON, at
from tests.proof.arena import Arena, an_arena
from tests.proof.forks import Zygote
from tests.proof.numbers import note

PEOPLE = int(os.environ.get("PEOPLE", "500"))
APART = timedelta(seconds=1) / 25
TREATED = at("2026-03-06 16:30", LISBON)
DAY = timedelta(days=1)


async def main() -> None:
    """Measures it on both databases, prints it, and keeps it for the table."""
    zygote = Zygote()
    for kind in KINDS:
        with TemporaryDirectory() as folder:
            async with an_arena(zygote, kind, Path(folder)) as arena:
                late = await lateness(arena)
        early, latest = sum(one < 0 for one in late), round(max(late), 1)
        note(f"P4 {kind}", {"due": len(late), "early": early, "p99_s": p99(late), "latest_s": latest})
        print(f"{kind:12} {len(late)} due   early {early}   p99 {p99(late)} s late   the latest {latest} s")
    zygote.close()


async def lateness(arena: Arena) -> list[float]:
    """Seconds between the moment at which each was due and its arrival. Less than none would be early."""
    arena.slow(0.02)
    arena.clock.hold()
    people = []
    for place in range(PEOPLE):
        arena.clock.set(TREATED + place * APART)
        people += arena.comes(1)
    arena.clock.run()
    arena.settings["PAID_BROADCAST"] = "on"
    first = await arena.start()
    await arena.walk(TREATED + DAY - timedelta(minutes=1) - arena.clock(), patience=300)
    await arena.stop(first)
    arena.settings["PAID_BROADCAST"] = "off"
    bot = await arena.start()
    await arena.until(lambda: bot.events("bot_started"))
    arena.clock.set(TREATED + DAY - timedelta(seconds=5))
    await arena.until(lambda: arena.clock() > TREATED + DAY + PEOPLE * APART, patience=PEOPLE)
    await arena.settled(60)
    due = {who: TREATED + DAY + place * APART for place, who in enumerate(people)}
    got = {one.chat_id: one.at for one in arena.served.ledger.entries if one.action == "sent"}  # the last of each
    return [(got[who] - due[who]).total_seconds() for who in people]


def p99(times: list[float]) -> float:
    """What one of a hundred is later than."""
    return round(statistics.quantiles(times, n=100)[98], 1)


if __name__ == "__main__":
    asyncio.run(main())
