"""A clinician's desk: the commands typed in this process, and a copy of the protocol to scribble in."""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from bot import cli
from bot.schedules.loader import load
from bot.schedules.protocol import Protocol
from bot.words.phrasebook import PROTOCOL_WORDS

FACE = ("--treated", "2026-03-06T15:00", "--zone", "Europe/Lisbon", "--area", "face")
"""Maria in Lisbon: her face, by a clinic, depth not known."""


@dataclass(frozen=True)
class Desk:
    """Where commands are typed."""

    monkeypatch: pytest.MonkeyPatch
    capsys: pytest.CaptureFixture[str]

    def types(self, *arguments: str) -> tuple[int, str, str]:
        """The exit code of a command, what it printed, and what it complained of."""
        self.monkeypatch.setattr(sys, "argv", ["bot", *arguments])
        code = int(cli.main())
        printed = self.capsys.readouterr()
        assert "Traceback" not in printed.err
        return code, printed.out, printed.err

    def rehearses(self, *arguments: str) -> str:
        """The conversation of a rehearsal that can be played."""
        code, out, err = self.types("rehearse", *arguments)
        assert (code, err) == (0, "")
        return out

    def hears(self, *arguments: str) -> list[dict[str, Any]]:
        """The same as data."""
        entries: list[dict[str, Any]] = json.loads(self.rehearses(*arguments, "--json"))["entries"]
        return entries


def reminders(entries: list[dict[str, Any]]) -> list[str]:
    """What the bot said of its own accord: the ids of each message."""
    return [" + ".join(one["ids"]) for one in entries if one["kind"] == "reminder"]


def said_on(entries: list[dict[str, Any]], day: str) -> list[str]:
    """The same, on one local date."""
    return reminders([one for one in entries if one["local"].startswith(day)])


def copy_of_the_protocol(folder: Path, edits: Mapping[str, tuple[str, str]]) -> Path:
    """A copy with some texts replaced: file -> what stands there, what stands there then. What is not there cannot be replaced."""
    copy = folder / "protocol"
    shutil.copytree(PROTOCOL_WORDS.parent, copy)
    for file, (old, new) in edits.items():
        path = copy / file
        text = path.read_text("utf-8")
        assert text.count(old) >= 1, f"{file} does not hold {old!r}"
        path.write_text(text.replace(old, new, 1), "utf-8")
    return copy


def edited(folder: Path, old: str, new: str) -> Protocol:
    """The protocol with one text of its table replaced."""
    return load(copy_of_the_protocol(folder, {"schedule.toml": (old, new)}))
