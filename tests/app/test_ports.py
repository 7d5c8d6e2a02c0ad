"""The ports of the tests: nobody else is given one between its choice and its use."""

from __future__ import annotations

import socket
from collections.abc import Iterator

import pytest

from tests.app.ports import BLOCK, Ports, first_ephemeral, free_port


@pytest.fixture
def ports() -> Iterator[Ports]:
    opened = Ports()
    yield opened
    opened.close()


@pytest.fixture
def others() -> Iterator[Ports]:
    """Those of another process: to claim a block asks the system, which does not ask who it is that claims."""
    opened = Ports()
    yield opened
    opened.close()


def test_no_two_who_ask_are_given_the_same_port(ports: Ports, others: Ports) -> None:
    given = [free_port() for _ in range(9)] + [asked.give() for asked in (ports, others) for _ in range(9)]
    assert len(set(given)) == 27


def test_no_port_is_one_that_the_system_gives_to_whoever_asks_for_any(ports: Ports) -> None:
    assert ports.block.stop <= first_ephemeral()
    assert ports.give() in ports.block


def test_a_port_on_which_somebody_listens_is_passed_over(ports: Ports) -> None:
    taken = ports.give()
    with socket.create_server(("127.0.0.1", taken)):
        assert taken not in [ports.give() for _ in range(BLOCK)]


def test_a_port_comes_back_only_after_all_the_others(ports: Ports) -> None:
    first = ports.give()
    later = [ports.give() for _ in range(BLOCK // 2)]
    assert first not in later


def test_a_block_that_was_left_can_be_claimed_again() -> None:
    for _ in range(first_ephemeral() // BLOCK):  # more often than there are blocks
        Ports().close()
