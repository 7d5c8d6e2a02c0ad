"""Bots in processes of their own, forked from one that has imported everything: see `zygote`."""

from __future__ import annotations

import asyncio
import json
import queue
import subprocess
import sys
import threading
from concurrent.futures import Future
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]


@dataclass
class Bot:
    """A bot in a process of its own, with what it wrote."""

    pid: int
    log: Path
    end: Future[tuple[int, float]]
    """Its exit code, and when it ended by the monotonic clock."""

    @property
    def alive(self) -> bool:
        return not self.end.done()

    async def ended(self, patience: float = 25.0) -> int:
        """Its exit code, once it has one; minus the signal's number when one ended it."""
        async with asyncio.timeout(patience):
            return (await asyncio.shield(asyncio.wrap_future(self.end)))[0]

    @property
    def memory_kib(self) -> int:
        """What it has in memory."""
        status = Path(f"/proc/{self.pid}/status").read_text(encoding="ascii")
        return next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmRSS:"))

    def said(self) -> str:
        return self.log.read_text(encoding="utf-8")

    def events(self, name: str) -> list[dict[str, Any]]:
        """The lines of its log about one event."""
        whole = (line for line in self.said().splitlines(keepends=True) if line.endswith("\n"))
        lines = (json.loads(line) for line in whole if line.startswith("{"))
        return [line for line in lines if line.get("event") == name]


class Zygote:
    """The process that forks bots: see `tests.proof.zygote`. One for all tests of a run. `root`: where the program lies."""

    def __init__(self, root: Path = ROOT) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.proof.zygote"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=root
        )
        self._born: queue.Queue[int] = queue.Queue()
        self._ends: dict[int, Future[tuple[int, float]]] = {}
        self._listening = threading.Thread(target=self._listen, daemon=True)
        self._one_at_a_time = threading.Lock()
        self._listening.start()

    def fork(self, order: dict[str, Any], log: Path) -> Bot:
        """A new bot. Blocks for some milliseconds."""
        assert self._process.stdin is not None
        with self._one_at_a_time:
            self._process.stdin.write(json.dumps({**order, "log": str(log)}).encode() + b"\n")
            self._process.stdin.flush()
            pid = self._born.get(timeout=20)
        return Bot(pid, log, self._ends[pid])

    def close(self) -> None:
        """Ends the process, and every bot that still runs."""
        assert self._process.stdin is not None
        self._process.stdin.close()
        self._process.wait()
        self._listening.join()
        assert self._process.stdout is not None
        self._process.stdout.close()

    def _listen(self) -> None:
        assert self._process.stdout is not None
        for line in self._process.stdout:
            said = json.loads(line)
            if "exit" in said:
                self._ends[said["pid"]].set_result((int(said["exit"]), float(said["at"])))
            elif "pid" in said:
                self._ends[said["pid"]] = Future()
                self._born.put(int(said["pid"]))
