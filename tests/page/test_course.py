"""One voice over a course: three sessions on two areas in twelve weeks, as it reads from start to end on the page."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.async_api import Browser

from tests.page.course import GOLDEN, the_course

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def test_a_course_reads_as_one_voice(chromium: Browser, tmp_path: Path) -> None:
    told = await the_course(chromium, tmp_path)

    assert told.splitlines() == GOLDEN.read_text(encoding="utf-8").splitlines(), "python -m tests.page.course"
