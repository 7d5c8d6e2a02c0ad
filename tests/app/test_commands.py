"""The command line: what an operator got wrong is one line without the token, and an exit code."""

from __future__ import annotations

import asyncio
import signal
import socket
import sqlite3
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot import cli
from bot.clock import FrozenClock, system_clock
from bot.errors import Exit
from bot.playground.server import serve
from bot.playground.world import World
from bot.store.records import Inbox
from bot.store.states import InboxState
from bot.store.store import open_store
from tests.app.conftest import ROOT, TOKEN

SETTINGS = (
    "BOT_TOKEN",
    "BOT_API_URL",
    "DATABASE_URL",
    "LOG_LEVEL",
    "HOME_ZONE",
    "HOME_COUNTRY",
    "NUMBERS_FILE",
    "CLOCK_URL",
    "TRIAGE",
    "TRIAGE_CHOSEN_BY",
    "WEBHOOK_URL",
    "WEBHOOK_SECRET",
    "PORT",
    "PAID_BROADCAST",
    "SQLITE_ON_A_LENT_DISK",
    "WAITS_SCALE",
    "ADMIN_CHAT",
    "METRICS_TOKEN",
    "METRICS_PORT",
    "DYNO",
)
CHOSEN = {"TRIAGE": "graded", "TRIAGE_CHOSEN_BY": "the tests"}
"""Without it nothing runs."""
PLAIN = {"PATH": "/usr/bin:/bin", "PYTHONPATH": str(ROOT)}
"""The environment of a process of its own."""


@pytest.fixture
def operator(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """An operator in an empty folder, with a token of the right form, who has chosen how worries are answered."""
    for name in SETTINGS:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)
    for name, value in {"BOT_TOKEN": TOKEN, **CHOSEN}.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr("bot.app.connect.TRIES_S", (0.01, 0.01))
    return monkeypatch


def ends(
    operator: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], *arguments: str, **settings: str
) -> tuple[int, str]:
    """The exit code of a command and what it wrote to stderr, which is one line if it could not do its work."""
    for name, value in settings.items():
        operator.setenv(name, value)
    operator.setattr(sys, "argv", ["bot", *arguments])
    code = int(cli.main())
    lines = [line for line in capsys.readouterr().err.splitlines() if not line.startswith("{")]
    assert not any("Traceback" in line for line in lines)
    assert TOKEN.partition(":")[2] not in "".join(lines)
    return code, "\n".join(lines)


def test_the_help_lists_every_command_and_imports_none() -> None:
    script = "import sys; from bot import cli; sys.argv = ['bot', '--help']; cli.main(); print(sorted(sys.modules))"
    said = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, cwd=ROOT, check=True).stdout
    for name in ("run", "demo", "migrate", "backup", "restore", "plan", "rehearse", "lint"):
        assert name in said
    for heavy in ("telegram", "sqlalchemy", "aiohttp", "bot.app", "bot.settings"):
        assert f"'{heavy}'" not in said


def test_no_token(operator: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    code, line = ends(operator, capsys, "run", BOT_TOKEN="")
    assert (code, line.count("\n")) == (Exit.BAD_TOKEN, 0)
    assert "BOT_TOKEN is not set" in line


def test_something_that_is_no_token(operator: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    code, line = ends(operator, capsys, "run", BOT_TOKEN="hunter2 and more")
    assert (code, line.count("\n")) == (Exit.BAD_TOKEN, 0)
    assert "hunter2" not in line


@pytest.mark.parametrize(
    ("name", "value", "says"),
    [
        ("HOME_ZONE", "Mars/Olympus", "HOME_ZONE is not a time zone"),
        ("HOME_ZONE", "../etc/passwd", "HOME_ZONE is not a time zone"),
        ("HOME_COUNTRY", "Portugal", "HOME_COUNTRY must be a code of two letters"),
        ("BOT_API_URL", "api.telegram.org", "BOT_API_URL must be an address"),
        ("LOG_LEVEL", "loud", "LOG_LEVEL must be one of"),
        ("TRIAGE", "both", "TRIAGE must be graded or list"),
        ("TRIAGE_CHOSEN_BY", "Dr Silva\nand others", "TRIAGE_CHOSEN_BY must be one line"),
        ("DATABASE_URL", "mysql://somewhere/x", "DATABASE_URL must begin with"),
        ("ADMIN_CHAT", "@operators", "ADMIN_CHAT must be the id of a chat, such as -1001234567890."),
        ("ADMIN_CHAT", "9" * 26, "ADMIN_CHAT must be the id of a chat, such as -1001234567890."),
        ("METRICS_TOKEN", "too-short", "METRICS_TOKEN must be 32 to 256"),
        ("METRICS_PORT", "99999", "METRICS_PORT must be 65535 or less."),
        ("METRICS_PORT", "-1", "METRICS_PORT must be 0 or more."),
        ("METRICS_PORT", "any", "METRICS_PORT must be a whole number."),
        ("METRICS_PORT", "8" * 5000, "METRICS_PORT must be a whole number."),
        ("PAID_BROADCAST", "perhaps", "PAID_BROADCAST must be on or off."),
        ("WAITS_SCALE", "0", "WAITS_SCALE must be more than 0.0."),
        ("WAITS_SCALE", "nan", "WAITS_SCALE must be 1.0 or less."),
        ("WAITS_SCALE", "slow", "WAITS_SCALE must be a number."),
    ],
)
def test_a_setting_that_cannot_be(
    operator: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], name: str, value: str, says: str
) -> None:
    code, line = ends(operator, capsys, "run", **{name: value})
    assert (code, line.count("\n")) == (Exit.WRONG_USE, 0)
    assert line.startswith(says)


def test_nobody_has_chosen_how_worries_are_answered(
    operator: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    code, line = ends(operator, capsys, "run", TRIAGE="")
    assert (code, line.count("\n")) == (Exit.WRONG_USE, 0)
    for told in ("TRIAGE is not set", "medical device", "docs/clinical.md", "TRIAGE=graded or TRIAGE=list"):
        assert told in line

    code, line = ends(operator, capsys, "run", TRIAGE="list", TRIAGE_CHOSEN_BY="")
    assert (code, line.count("\n")) == (Exit.WRONG_USE, 0)
    assert "who decided on TRIAGE=list" in line


def test_a_zone_of_no_country_needs_the_country(
    operator: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    code, line = ends(operator, capsys, "run", HOME_ZONE="UTC")
    assert (code, line) == (Exit.WRONG_USE, "HOME_COUNTRY must be set: UTC is in no country.")


def test_a_port_that_is_taken(operator: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        code, line = ends(operator, capsys, "demo", "--no-open", "--port", str(taken.getsockname()[1]))
    assert (code, line.count("\n")) == (Exit.ADDRESS_IN_USE, 0)
    assert "is taken" in line


def test_a_server_that_nobody_answers_at(operator: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        code, line = ends(operator, capsys, "run", BOT_API_URL=f"http://127.0.0.1:{taken.getsockname()[1]}")
    assert (code, line.count("\n")) == (Exit.UNREACHABLE, 0)
    assert "cannot be reached" in line


def test_a_folder_that_cannot_be_written(
    operator: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("not a folder")
    code, line = ends(operator, capsys, "run", DATABASE_URL=f"sqlite:///{tmp_path}/file/bot.db")
    assert (code, line.count("\n")) == (Exit.DATABASE, 0)


def test_a_database_of_a_newer_program(
    operator: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    url = f"sqlite:///{tmp_path}/bot.db"
    assert ends(operator, capsys, "migrate", DATABASE_URL=url)[0] == Exit.OK
    with sqlite3.connect(tmp_path / "bot.db") as database:
        database.execute("UPDATE alembic_version SET version_num = '9999'")
    database.close()
    for command in ("run", "migrate"):
        code, line = ends(operator, capsys, command, DATABASE_URL=url)
        assert (code, line.count("\n")) == (Exit.DATABASE, 0)
        assert "newer" in line


def test_dead_says_by_its_exit_code_whether_there_is_anything(
    operator: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    url = f"sqlite:///{tmp_path}/bot.db"
    assert ends(operator, capsys, "dead", DATABASE_URL=url)[0] == Exit.DATABASE, "no schema yet"
    assert ends(operator, capsys, "migrate")[0] == Exit.OK
    assert ends(operator, capsys, "dead", "--since", "2026-03-01T12:00:00+01:00") == (Exit.OK, "")
    assert ends(operator, capsys, "dead", "--json", "--since", "24h") == (Exit.OK, "")
    code, line = ends(operator, capsys, "dead", "--since", "yesterday")
    assert (code, line) == (Exit.WRONG_USE, "--since is 24h, 7d, or a date such as 2026-03-01.")

    store = open_store(url)
    with store.transaction() as tx:
        tx.add(Inbox(bot_id=1, update_id=1, kind="message", state=InboxState.PARKED, received_at=system_clock()))
    store.close()
    assert ends(operator, capsys, "dead", "--since", "24h") == (Exit.UNDELIVERED, "")


async def test_a_token_that_the_server_does_not_know() -> None:
    world = World(FrozenClock(datetime(2026, 3, 6, 14, 20, tzinfo=UTC)), TOKEN)
    async with serve(world) as served:
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "bot", "run"),
            env={**PLAIN, **CHOSEN, "BOT_TOKEN": "99:somebody-elses-token", "BOT_API_URL": served.url},
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
        )
        out, err = await asyncio.wait_for(process.communicate(), 20)
    line = "BOT_TOKEN is not accepted: the server does not know this token.\n"
    assert (process.returncode, out, err.decode()) == (Exit.BAD_TOKEN, b"", line)


async def test_the_demo_prints_one_line_and_ends_cleanly(tmp_path: Path) -> None:
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot", "demo", "--port", "0", "--no-open"),
        env=PLAIN,
        cwd=tmp_path,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    assert process.stdout is not None
    line = (await asyncio.wait_for(process.stdout.readline(), 20)).decode()
    assert line.startswith("Chat with the bot at http://127.0.0.1:")
    process.send_signal(signal.SIGINT)
    out, err = await asyncio.wait_for(process.communicate(), 25)
    assert (process.returncode, out, err) == (Exit.OK, b"", b"")
    assert (tmp_path / ".demo" / "1" / "bot.db").exists()


def test_the_procfile_runs_commands_that_exist() -> None:
    lines = (ROOT / "Procfile").read_text(encoding="utf-8").splitlines()
    runs = dict(line.split(": ", 1) for line in lines if not line.startswith("#"))
    assert set(runs) == {"release", "worker", "web"}
    for line in runs.values():
        program, command = line.rsplit(" ", 1)
        assert program == "python -m bot"
        assert command in cli.COMMANDS
