"""What is released is frozen, and what was frozen is for ever."""

from __future__ import annotations

import re

from bot.schedules.loader import default_protocol
from tests.released.frozen import releases, version_of_this_program
from tests.released.village import ROOT

_SECTION = re.compile(r"^## (\d+\.\d+\.\d+) \((unreleased|\d{4}-\d{2}-\d{2})\)$", re.MULTILINE)


def test_every_version_that_the_changelog_calls_released_is_frozen_and_the_one_in_the_making_is_not() -> None:
    sections = dict(_SECTION.findall((ROOT / "CHANGELOG.md").read_text(encoding="utf-8")))
    released = {version for version, day in sections.items() if day != "unreleased"}

    assert {str(one) for one in releases()} == released
    assert version_of_this_program() == next(iter(sections)), "the section on top is about this program"


def test_a_step_that_a_released_version_knew_is_still_there() -> None:
    protocol = default_protocol()
    today = {one.id for one in protocol.steps} | {one.id for one in protocol.lines}

    for release in releases():
        assert release.steps <= today, f"{release}: an id is for ever"
