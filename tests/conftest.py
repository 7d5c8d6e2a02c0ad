"""One browser for all tests of the page, and the same examples in every run of `make test`: `make soak` looks for new ones."""

from __future__ import annotations

import os
from collections.abc import AsyncIterator

import pytest_asyncio
from hypothesis import settings
from playwright.async_api import Browser, async_playwright, expect

from tests.playground.browser import FLAGS, find_chromium

settings.register_profile("test", derandomize=True, deadline=None)
settings.register_profile("soak", deadline=None, print_blob=True)
settings.load_profile("soak" if "EXAMPLES" in os.environ else "test")


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def chromium() -> AsyncIterator[Browser]:
    """A headless Chromium that stays open for the whole run. Its patience is long: a busy machine is not a broken page."""
    expect.set_options(timeout=15_000)
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=find_chromium(playwright), args=list(FLAGS))
        yield browser
        await browser.close()
