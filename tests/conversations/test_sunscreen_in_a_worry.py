"""A worry holds back what is new. It does not take away the sunscreen of somebody who has used it for weeks."""

from __future__ import annotations

from tests.conversations.test_check import with_
from tests.conversations.town import Town
from tests.conversations.walks import until


async def test_new_dark_patches_in_week_three_leave_the_sunscreen_in_use(town: Town) -> None:
    maria = await with_(town, "Maria", "Dark patches (melasma)")
    await until(town, "2026-03-26 10:00")
    await maria.says("new brown patches")
    await maria.taps("New brown or grey patches")
    assert "Stay with the sunscreen that you use, if it does not sting." in maria.screen

    await maria.says("can I use sunscreen?")
    assert "You use one already? Go on with it, if it does not sting." in maria.screen


async def test_on_the_first_day_it_is_no_way_round_the_wait(town: Town) -> None:
    maria = await with_(town, "Maria")
    await until(town, "2026-03-06 18:00")
    await maria.says("new brown patches")
    await maria.taps("New brown or grey patches")
    await maria.says("can I use sunscreen?")

    assert "Sunscreen: ask your clinic first." in maria.screen
    assert "already" not in maria.screen
