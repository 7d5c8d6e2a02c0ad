"""F25: whatever button a released version has shown, somebody may tap it after an upgrade: in a year, or one that is not theirs."""

from __future__ import annotations

from itertools import count
from pathlib import Path

import pytest

from bot.store import migrate
from tests.conversations.town import quick
from tests.databases import new_database
from tests.proof.numbers import note
from tests.proof.size import LONG
from tests.released import corpus
from tests.released.corpus import Button
from tests.released.frozen import Release, releases
from tests.released.tapping import Answered, answers, on

FIRST_STRANGER = 8_000_000_001
ANSWERS = {Answered.WORDS, Answered.REFUSED}
every_release = pytest.mark.parametrize("release", releases(), ids=str)


@every_release
async def test_every_button_that_a_released_version_showed_still_does_what_it_did(
    release: Release, tmp_path: Path
) -> None:
    url = new_database("sqlite", quick(tmp_path))
    release.write_to(url)
    migrate.upgrade(url)

    found = await answers(url, [(one.who, one) for one in tapped(release)])

    note(f"F25 owners {release}", numbers(release, found))
    assert {answer for _, answer in found} <= ANSWERS
    assert newly_refused(found) == []


@every_release
async def test_a_stranger_who_taps_the_button_of_somebody_else_gets_an_answer(release: Release, tmp_path: Path) -> None:
    url = new_database("sqlite", quick(tmp_path), migrated=True)

    found = await answers(url, zip(count(FIRST_STRANGER), tapped(release), strict=False))

    note(f"F25 strangers {release}", numbers(release, found))
    assert {answer for _, answer in found} <= ANSWERS


@every_release
async def test_the_bot_still_has_an_ear_for_every_button_that_a_released_version_showed(
    release: Release, tmp_path: Path
) -> None:
    async with on(new_database("sqlite", quick(tmp_path), migrated=True)) as village:
        known = set(corpus.verbs(village.application))

    assert {one.verb for one in release.buttons} <= known


def numbers(release: Release, found: list[tuple[Button, Answered]]) -> dict[str, int]:
    """For the table."""
    answered, refused = sum(answer in ANSWERS for _, answer in found), len(newly_refused(found))
    return {"recorded": len(release.buttons), "tapped": len(found), "answered": answered, "refused": refused}


def newly_refused(found: list[tuple[Button, Answered]]) -> list[Button]:
    """The buttons that were not refused when they were shown, and are now."""
    return [one for one, answer in found if answer is Answered.REFUSED and not one.refused]


def tapped(release: Release) -> list[Button]:
    """One button of each verb and length; at full size every button."""
    every = {(one.verb, one.data.count(":")): one for one in reversed(release.buttons)}
    return release.buttons if LONG else list(every.values())
