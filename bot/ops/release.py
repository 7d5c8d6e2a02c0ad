"""Which release this program is."""

from __future__ import annotations

import tomllib
from pathlib import Path


def release() -> str:
    """The version in the `pyproject.toml` beside the program; `unknown` where it was left behind."""
    try:
        return str(
            tomllib.loads(Path(__file__).parents[2].joinpath("pyproject.toml").read_text())["project"]["version"]
        )
    except (OSError, KeyError, ValueError):
        return "unknown"
