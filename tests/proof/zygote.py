"""A process that has imported the whole bot, and forks one per command: a start costs milliseconds instead of a second.

    python -m tests.proof.zygote

One JSON object a line on stdin: `argv`, `env`, `cwd`, `log`, and perhaps `crash` (see `crash_points`), `traced` (see `traced`) or `anew`:
it becomes the command itself, with nothing imported. One a line on stdout:
`{"pid": …}` for each bot, in order, and `{"pid": …, "exit": …, "at": …}` when it has ended: minus the signal's number when one ended
it, and the monotonic time.
Whoever reads that may stop and kill a bot by its pid. All of them are killed when stdin ends.
"""

from __future__ import annotations

import gc
import importlib
import json
import os
import select
import signal
import sys
import time
import traceback
import zoneinfo
from contextlib import suppress
from typing import Any

PRELOADED = (
    "alembic.command",
    "alembic.config",
    "bot.app.commands",
    "bot.app.process",
    "bot.cli",
    "bot.intake.webhook",
    "bot.pictures",
    "bot.store.moving",
    "psycopg",
    "sqlalchemy.dialects.postgresql.psycopg",
    "sqlalchemy.dialects.sqlite.pysqlite",
    "tests.proof.crash_points",
)


def main() -> None:
    """Forks until stdin ends."""
    _warm_up()
    woken, wake = os.pipe()
    for end in (woken, wake):
        os.set_blocking(end, False)
    signal.signal(signal.SIGCHLD, lambda *_: None)
    signal.set_wakeup_fd(wake)
    running: set[int] = set()
    _say({"ready": True})
    rest = b""
    while True:
        ready, _, _ = select.select([0, woken], [], [])
        if woken in ready:
            os.read(woken, 4096)
            running -= _reap()
        if 0 in ready:
            data = os.read(0, 65536)
            if not data:
                break
            *lines, rest = (rest + data).split(b"\n")
            for line in lines:
                running.add(_fork(json.loads(line)))
    for pid in running:
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)


def _warm_up() -> None:
    for name in PRELOADED:
        importlib.import_module(name)
    from sqlalchemy.orm import configure_mappers

    from bot.schedules.asked import hear
    from bot.schedules.loader import default_protocol
    from bot.words.phrasebook import default_book

    default_protocol()
    default_book()
    configure_mappers()
    hear("hello")
    gc.collect()
    gc.freeze()  # what is not touched stays shared


def _fork(order: dict[str, Any]) -> int:
    pid = os.fork()
    if pid:
        _say({"pid": pid})
        return pid
    code = 70
    try:
        code = _become(order)
    except Exception:  # noqa: BLE001 - nobody else would say it
        traceback.print_exc()
    finally:
        with suppress(OSError, ValueError):
            sys.stdout.flush()
            sys.stderr.flush()
        os._exit(code)


def _become(order: dict[str, Any]) -> int:
    """The child: a bot as `python -m bot …` would be one."""
    signal.set_wakeup_fd(-1)
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    log = os.open(order["log"], os.O_CREAT | os.O_WRONLY | os.O_APPEND, 0o600)
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.dup2(log, 1)
    os.dup2(log, 2)
    os.chdir(order["cwd"])
    os.environ.clear()
    os.environ.update(order["env"])
    if order.get("anew"):
        os.execv(sys.executable, [sys.executable, "-m", "bot", *order["argv"]])  # noqa: S606 - the command itself
    sys.argv = ["python -m bot", *order["argv"]]
    zoneinfo.reset_tzpath()  # of its own environment
    if order.get("crash"):
        from tests.proof.crash_points import arm

        arm(**order["crash"])
    if order.get("traced"):
        from tests.proof.traced import wait_for_a_tracer

        wait_for_a_tracer()
    from bot.cli import main as run

    return run()


def _reap() -> set[int]:
    ended = set()
    with suppress(ChildProcessError):
        while True:
            pid, status = os.waitpid(-1, os.WNOHANG)
            if not pid:
                break
            ended.add(pid)
            _say({"pid": pid, "exit": os.waitstatus_to_exitcode(status), "at": time.monotonic()})
    return ended


def _say(answer: dict[str, Any]) -> None:
    os.write(1, json.dumps(answer).encode() + b"\n")


if __name__ == "__main__":
    main()
