"""What Telegram shows of the bot is brought in line, and only where it differs."""

from __future__ import annotations

from bot.delivery.publish import Profile, publish
from bot.playground.faults import FaultKind, Rule
from tests.delivery.conftest import MARIA, Connect

PROFILE = Profile("Daily Notes", "Long words.", "Short words.", (("check", "Is this normal?"), ("help", "Help")))


async def test_a_new_bot_gets_its_menu_name_and_words(connect: Connect) -> None:
    async with connect() as line:
        await publish(line.bot, PROFILE)
        assert list(line.world.commands(MARIA)) == list(PROFILE.commands)
        assert line.world.profile.names[""] == "Daily Notes"


async def test_the_second_start_sets_nothing(connect: Connect) -> None:
    async with connect() as line:
        await publish(line.bot, PROFILE)
        before = len(line.served.ledger.calls)
        await publish(line.bot, PROFILE)
        assert not [call for call in line.served.ledger.calls[before:] if call.method.startswith("set")]


async def test_a_name_that_may_not_be_set_now_does_not_keep_the_rest_from_being_set(connect: Connect) -> None:
    async with connect(api="9.0") as line:
        line.served.faults.add(Rule(FaultKind.TOO_MANY, "setMyCommands", seconds=3600))
        await publish(line.bot, PROFILE)
        assert line.world.profile.names[""] == "Daily Notes"
