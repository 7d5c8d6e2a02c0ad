"""One browser for all tests of the page, the same examples in every run of `make test` (`make soak` looks for new ones), and
who runs what when the run is shared by several workers.
"""

from __future__ import annotations

import gc
import os
from collections.abc import AsyncIterator, Generator

import pytest
import pytest_asyncio
from hypothesis import settings
from playwright.async_api import Browser, async_playwright, expect

from tests.playground.browser import FLAGS, find_chromium

settings.register_profile("test", derandomize=True, deadline=None)
settings.register_profile("soak", deadline=None, print_blob=True)
settings.load_profile("soak" if "EXAMPLES" in os.environ else "test")


LONG = ("page", "proof", "app")
"""Folders with the longest tests. They wait for processes and for a browser more than they compute."""


@pytest.hookimpl(wrapper=True, optionalhook=True)
def pytest_xdist_auto_num_workers() -> Generator[None, int, int]:
    """`-n auto`: half as many workers again as there are processors, since a third of a run is waiting."""
    processors = yield
    return processors * 3 // 2


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Each worker begins with long tests, so that none of those is left when the others have nothing more to do. A worker is given
    one run of neighbours; whoever is done takes from the end of somebody else's.
    """
    workers: int = getattr(config, "workerinput", {}).get("workercount", 1)
    if workers == 1:
        return
    short = [one for one in items if one.path.parent.name not in LONG]
    ordered: list[pytest.Item] = []
    for k in range(workers):
        share = [one for name in LONG[k::workers] for one in items if one.path.parent.name == name]
        size = (len(items) - len(ordered)) // (workers - k)
        filling = max(0, size - len(share))
        ordered += share + short[:filling]
        del short[:filling]
    items[:] = ordered + short


def pytest_collection_finish() -> None:
    """What was imported and collected stays to the end: the garbage collector need not go through it in every test."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(10_000, 10, 10)


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def chromium() -> AsyncIterator[Browser]:
    """A headless Chromium that stays open for the whole run. Its patience is long: a busy machine is not a broken page."""
    expect.set_options(timeout=15_000)
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=find_chromium(playwright), args=list(FLAGS))
        yield browser
        await browser.close()
