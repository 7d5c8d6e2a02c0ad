"""Asked to stop at a bad moment: it does so in time, and the next one goes on where it was."""

from __future__ import annotations

from pathlib import Path

from bot.playground.faults import FaultKind, Rule
from tests.proof.arena import an_arena
from tests.proof.checker import check
from tests.proof.forks import Zygote


async def test_a_stop_does_not_wait_for_the_end_of_a_pause_and_whoever_was_to_be_answered_is_answered_afterwards(
    zygote: Zygote, tmp_path: Path
) -> None:
    async with an_arena(zygote, "sqlite", tmp_path) as arena:
        arena.served.faults.add(Rule(FaultKind.TOO_MANY, "sendMessage", seconds=50))
        (maria,) = arena.comes(1, treated=False)
        arena.world.person_says(maria, "/help")
        bot = await arena.start()
        await arena.until(lambda: bot.events("call_failed"), what="a refusal")
        amir, _ = arena.comes(2)
        arena.world.person_says(amir, "/about")
        await arena.until(lambda: not arena.world.updates.count())

        assert await arena.stop(bot) == 0, "and not with a fault, after twenty seconds"
        assert bot.events("bot_stopped")[-1]["outcome"] == "drained"
        assert arena.arrived == 0

        arena.served.faults.clear()
        await arena.start()
        await arena.all_said(60)
        report = check(arena, steps=("D0-1", "D0-2"))
        assert not report.wrong
        assert report.duplicated == report.reply_copies == 0
        assert len(arena.served.ledger.sent(maria)) == 1
        assert len(arena.served.ledger.sent(amir)) == 3
