"""Killed, stopped and started again: nothing is lost, and twice comes only what was on the wire."""

from __future__ import annotations

from collections import Counter

from bot.schedules.loader import default_protocol
from bot.store import facts, treatments
from tests.app.conftest import Ground, Json
from tests.people import LISBON, at
from tests.store import someone

MARIA = 7_000_000_001
EVERYBODY = [MARIA + n for n in range(10)]
AFTERNOON = at("2026-03-06 14:20", LISBON)
REPEAT = "You may have this message already. Just in case, here it is once more.\n\n"
SLOW = {"kind": "slow-drip", "method": "sendMessage", "seconds": 0.0001}
"""An answer that takes about a second: whatever is under way when the bot is killed has arrived."""


async def everybody_was_treated(ground: Ground) -> int:
    """People who have spoken to the bot, and whose first two messages are due now. Returns how many messages there are."""
    await ground.set_clock(AFTERNOON)
    bot = await ground.start_bot()
    for who in EVERYBODY:
        await ground.person("says", who, text="hello", name="Maria")
    await ground.until_sent(len(EVERYBODY))
    await ground.settled()
    assert await bot.stop() == 0
    for who in EVERYBODY:
        with ground.store.transaction() as tx:
            patient = someone.a_patient(tx, who, now=AFTERNOON)
            with facts.changing(tx, patient, default_protocol(), AFTERNOON) as locked:
                treatments.add_treatment(tx, locked, someone.told(AFTERNOON), default_protocol(), AFTERNOON)
    return len(await ground.entries())


def copies(entries: list[Json]) -> Counter[tuple[int, str]]:
    """How often each person got each text, a marked repeat counting as the text itself."""
    return Counter((entry["chat_id"], entry["text"].removeprefix(REPEAT)) for entry in entries)


async def test_a_killed_bot_loses_nothing_and_doubles_only_what_was_on_the_wire(ground: Ground) -> None:
    before = await everybody_was_treated(ground)
    await ground.faults(SLOW)
    for enough in (5, 12):
        bot = await ground.start_bot()
        await ground.until_sent(before + enough)
        bot.kill()
        await bot.ended()
    await ground.faults()
    bot = await ground.start_bot()
    await ground.until_sent(before + len(EVERYBODY) * 2)
    await ground.all_said()
    await ground.move(60)
    await ground.all_said()
    reminders = (await ground.entries())[before:]
    got = copies(reminders)
    assert Counter(who for who, _ in got) == dict.fromkeys(EVERYBODY, 2), "everybody has both, and nothing else"
    assert max(got.values()) <= 2
    twice = sum(number - 1 for number in got.values())
    marked = [one for one in reminders if one["text"].startswith(REPEAT)]
    assert twice <= len(marked) <= 4 * 2, "each second copy says so; in doubt was at most what was on the wire"
    assert twice, "the kills did fall into the middle"
    assert all(one["silent"] for one in marked)


async def test_one_signal_or_five_end_the_bot_in_order_and_nothing_comes_twice(ground: Ground) -> None:
    before = await everybody_was_treated(ground)
    await ground.faults(SLOW)
    for enough, signals in ((5, 1), (12, 5)):
        bot = await ground.start_bot()
        await ground.until_sent(before + enough)
        assert await bot.stop(signals=signals) == 0
    await ground.faults()
    await ground.start_bot()
    await ground.until_sent(before + len(EVERYBODY) * 2)
    await ground.all_said()
    await ground.move(60)
    await ground.all_said()
    got = copies((await ground.entries())[before:])
    assert got == dict.fromkeys(got, 1)
    assert len(got) == len(EVERYBODY) * 2


async def test_words_that_arrived_before_a_kill_are_answered_after_it(ground: Ground) -> None:
    await ground.set_clock(AFTERNOON)
    bot = await ground.start_program()
    await ground.until_connected()
    await ground.faults({"kind": "hang", "method": "sendMessage"})
    await ground.person("says", MARIA, text="/start", name="Maria")
    await ground.until_spoiled("sendMessage")
    bot.kill()
    await bot.ended()
    await ground.faults()
    await ground.start_program()
    await ground.until_sent(1)
    await ground.settled()
    assert len(await ground.entries()) == 1
