"""Ports for the bots that listen. Each is this process's own, also while nobody listens on it: between a kill and the
next start, say.
"""

from __future__ import annotations

import itertools
import socket
from functools import cache
from pathlib import Path

FIRST = 10_240
"""Below stand the services that a machine may have."""
BLOCK = 256
_USUAL_EPHEMERAL = 32_768
_RANGE = Path("/proc/sys/net/ipv4/ip_local_port_range")


class Ports:
    """A block of ports that no other process of any run of the tests is given as well."""

    def __init__(self) -> None:
        self._claim, self.block = _claimed()
        self._next = itertools.cycle(self.block)

    def give(self) -> int:
        """One on which nobody listens. It is not given again before all the others of the block were."""
        for port in itertools.islice(self._next, BLOCK):
            if _is_free(port):
                return port
        raise AssertionError(f"somebody listens on each of {self.block}")

    def close(self) -> None:
        """Leaves the block to others."""
        self._claim.close()


@cache
def _of_this_process() -> Ports:
    return Ports()


def free_port() -> int:
    """A port that a bot can listen on, and another one after it."""
    return _of_this_process().give()


def first_ephemeral() -> int:
    """From here on the system gives ports to whoever asks for any, and to every connection that leaves."""
    try:
        first = int(_RANGE.read_text(encoding="ascii").split()[0])
    except (OSError, ValueError, IndexError):  # not Linux: the others begin later
        return _USUAL_EPHEMERAL
    return first if first >= FIRST + BLOCK else _USUAL_EPHEMERAL


def _claimed() -> tuple[socket.socket, range]:
    """Claims a block by holding its first port for UDP, which no bot wants: the system gives it to one process at a time,
    of whatever checkout, and takes it back when that process ends, however it ends.
    """
    end = first_ephemeral()
    for first in range(FIRST, end - BLOCK + 1, BLOCK):
        claim = socket.socket(type=socket.SOCK_DGRAM)
        try:
            claim.bind(("127.0.0.1", first))
        except OSError:
            claim.close()
        else:
            return claim, range(first, first + BLOCK)
    raise AssertionError(f"all ports from {FIRST} to {end} are claimed")


def _is_free(port: int) -> bool:
    try:
        with socket.create_server(("", port)):  # on all addresses, as a bot does
            return True
    except OSError:
        return False
