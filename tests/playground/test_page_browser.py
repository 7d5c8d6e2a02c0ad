"""The tests of the page are never skipped for want of a browser: one is found, or got, or it is said how to get one."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from playwright.async_api import async_playwright

from . import browser
from .browser import NoBrowserError, find_chromium


def an_executable(path: Path) -> str:
    path.write_text("#!/bin/sh\n")
    path.chmod(0o755)
    return str(path)


async def test_a_chromium_on_the_path_is_taken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    own = an_executable(tmp_path / "google-chrome")
    async with async_playwright() as playwright:
        monkeypatch.setenv("PATH", str(tmp_path))
        assert find_chromium(playwright) == own


async def test_a_script_that_only_tells_how_to_install_one_is_passed_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "chromium-browser").write_text("#!/bin/sh\nexit 1\n")
    (tmp_path / "chromium-browser").chmod(0o755)
    own = an_executable(tmp_path / "google-chrome")
    async with async_playwright() as playwright:
        monkeypatch.setenv("PATH", str(tmp_path))
        assert find_chromium(playwright) == own


async def test_without_one_it_is_installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async with async_playwright() as playwright:
        monkeypatch.setattr(playwright.chromium, "_impl_obj", Nowhere(tmp_path / "none"))
        monkeypatch.setenv("PATH", str(tmp_path))
        ran: list[list[str]] = []

        def install(command: list[str]) -> str:
            ran.append(command)
            an_executable(tmp_path / "chromium")
            return "done"

        monkeypatch.setattr(browser, "_run", install)
        assert find_chromium(playwright) == str(tmp_path / "chromium")
        assert ran


async def test_when_that_fails_too_the_error_says_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async with async_playwright() as playwright:
        monkeypatch.setattr(playwright.chromium, "_impl_obj", Nowhere(tmp_path / "none"))
        monkeypatch.setenv("PATH", str(tmp_path) + os.pathsep)
        monkeypatch.setattr(browser, "_run", lambda command: f"$ {' '.join(command)}\n  exit code 1: no network")
        with pytest.raises(NoBrowserError, match="apt-get install chromium"):
            find_chromium(playwright)


class Nowhere:
    """A Playwright that has not downloaded its browser."""

    def __init__(self, path: Path) -> None:
        self.executable_path = str(path)
