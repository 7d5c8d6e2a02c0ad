"""Finds a Chromium for the tests of the page, or gets one: the tests are never skipped for want of it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from playwright.async_api import Playwright

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FLAGS = (
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-quic",
)
_GET_IT = (
    "The tests of the chat page need Chromium and could not get it.\n"
    "  Debian, Ubuntu (as root): apt-get install chromium\n"
    "  elsewhere:                .venv/bin/python -m playwright install chromium\n"
)


class NoBrowserError(RuntimeError):
    """There is no Chromium here, and it could not be installed."""


def find_chromium(playwright: Playwright) -> str:
    """The path of a Chromium: one on PATH, Playwright's own, or one that is installed now.

    Raises `NoBrowserError` with what to do when none of these gives one.
    """
    said: list[str] = []
    for way in ([], *_ways()):
        said.extend(_run(command) for command in way)
        if found := _installed(playwright):
            return found
    raise NoBrowserError(_GET_IT + "\n".join(said))


def _installed(playwright: Playwright) -> str | None:
    known = [shutil.which(name) for name in NAMES]
    return next((path for path in [*known, playwright.chromium.executable_path] if path and _starts(path)), None)


def _starts(path: str) -> bool:
    """Whether it is a browser: Ubuntu's `chromium-browser` may be a script that only says how to install one."""
    if not Path(path).exists():
        return False
    return subprocess.run([path, "--version"], capture_output=True, check=False, timeout=60).returncode == 0


def _ways() -> list[list[list[str]]]:
    own = [[sys.executable, "-m", "playwright", "install", "chromium"]]
    if os.geteuid() != 0 or shutil.which("apt-get") is None:
        return [own]
    packaged = [["apt-get", "update", "-q"], ["apt-get", "install", "-y", "-q", "--no-install-recommends", "chromium"]]
    return [packaged, own]


def _run(command: list[str]) -> str:
    print(f"No Chromium yet: {' '.join(command)}", file=sys.stderr)  # noqa: T201
    done = subprocess.run(
        command,
        capture_output=True,
        text=True,
        check=False,
        timeout=600,
        env={**os.environ, "DEBIAN_FRONTEND": "noninteractive"},
    )
    line = " ".join(command)
    return f"$ {line}\n  exit code {done.returncode}: {done.stderr.strip()[-400:]}"
