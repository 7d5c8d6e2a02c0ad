"""Reads just enough of a PNG to count its pixels: eight bits a channel, not interlaced, as resvg writes them."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator

SIGNATURE = b"\x89PNG\r\n\x1a\n"
RGBA = 6


def size(png: bytes) -> tuple[int, int]:
    """Width and height in pixels."""
    assert png.startswith(SIGNATURE)
    width, height = struct.unpack(">II", png[16:24])
    return int(width), int(height)


def rows(png: bytes) -> list[bytes]:
    """Each row as RGBA."""
    width, height = size(png)
    assert (png[24], png[25], png[28]) == (8, RGBA, 0)
    raw = zlib.decompress(b"".join(data for kind, data in _chunks(png) if kind == b"IDAT"))
    stride = width * 4
    done: list[bytes] = []
    above = bytearray(stride)
    for at in range(0, height * (stride + 1), stride + 1):
        above = _unfiltered(raw[at], bytearray(raw[at + 1 : at + 1 + stride]), above)
        done.append(bytes(above))
    return done


def dark(row: bytes, start: int, end: int) -> int:
    """How many pixels between two columns are as dark as ink."""
    return sum(max(row[at : at + 3]) < 110 for at in range(start * 4, end * 4, 4))


def _chunks(png: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = len(SIGNATURE)
    while at < len(png):
        (length,) = struct.unpack(">I", png[at : at + 4])
        yield png[at + 4 : at + 8], png[at + 8 : at + 8 + length]
        at += 12 + length


def _unfiltered(kind: int, row: bytearray, above: bytearray) -> bytearray:
    for at in range(len(row)):
        left, corner = (row[at - 4], above[at - 4]) if at >= 4 else (0, 0)
        guess = (0, left, above[at], (left + above[at]) // 2, _paeth(left, above[at], corner))[kind]
        row[at] = (row[at] + guess) & 255
    return row


def _paeth(left: int, above: int, corner: int) -> int:
    guess = left + above - corner
    return min((left, above, corner), key=lambda one: abs(guess - one))
