"""How a call is made to go wrong on the wire."""

from __future__ import annotations

import asyncio
import socket
import struct

from aiohttp import web

from bot.playground.answers import RefusedError, not_found, too_many, unauthorized
from bot.playground.faults import FaultKind, Rule

PROXY_PAGE = (
    "<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n<body>\r\n<center><h1>502 Bad Gateway</h1></center>\r\n"
    "<hr><center>nginx</center>\r\n</body>\r\n</html>\r\n"
)
PORTAL_PAGE = "<!doctype html><title>Welcome</title><p>Please accept the terms to use this network.</p>"


class Broken(Exception):
    """The call is over: `response` is all that can still be said, `status` what the ledger notes (0: no answer)."""

    def __init__(self, response: web.StreamResponse, status: int) -> None:
        super().__init__()
        self.response = response
        self.status = status


async def break_before(request: web.Request, rule: Rule) -> None:
    """Ends a call that is not to be carried out. Returns when it is."""
    match rule.kind:
        case FaultKind.REFUSE:
            raise _cut(request, reset=True)
        case FaultKind.DROP_BEFORE:
            raise _cut(request)
        case FaultKind.HANG:
            raise await _hang(request, rule.seconds)
        case FaultKind.CAPTIVE_PORTAL:
            raise Broken(web.Response(text=PORTAL_PAGE, content_type="text/html"), 200)
        case FaultKind.BAD_GATEWAY:
            raise _proxy_page()
        case FaultKind.UNAUTHORIZED:
            raise unauthorized()
        case FaultKind.NOT_FOUND:
            raise not_found()
        case FaultKind.TOO_MANY:
            raise too_many(max(1, round(rule.seconds)))
        case FaultKind.SERVER_ERROR:
            raise RefusedError(500, "Internal Server Error")
        case _:
            return


async def break_after(request: web.Request, rule: Rule, body: bytes) -> None:
    """Spoils the answer of a call that was carried out. Returns when it may still be given."""
    match rule.kind:
        case FaultKind.LATE_ANSWER:
            await asyncio.sleep(rule.seconds)
        case FaultKind.DELIVER_THEN_HANG:
            raise await _hang(request, rule.seconds)
        case FaultKind.DELIVER_THEN_RESET:
            raise _cut(request, reset=True)
        case FaultKind.DELIVER_THEN_502:
            raise _proxy_page()
        case FaultKind.HALF_BODY:
            answer = await _headers(request, body)
            await answer.write(body[: len(body) // 2])
            raise _cut(request, status=200)
        case FaultKind.SLOW_DRIP:
            answer = await _headers(request, body)
            for place in range(len(body)):
                await answer.write(body[place : place + 1])
                await asyncio.sleep(rule.seconds)
            await answer.write_eof()
            raise Broken(answer, 200)
        case _:
            raise _cut(request)


async def _headers(request: web.Request, body: bytes) -> web.StreamResponse:
    answer = web.StreamResponse(headers={"Content-Type": "application/json", "Content-Length": str(len(body))})
    await answer.prepare(request)
    return answer


async def _hang(request: web.Request, seconds: float) -> Broken:
    await asyncio.sleep(seconds or 86_400)
    return _cut(request)


def _proxy_page() -> Broken:
    return Broken(web.Response(status=502, text=PROXY_PAGE, content_type="text/html"), 502)


def _cut(request: web.Request, *, reset: bool = False, status: int = 0) -> Broken:
    """Closes the connection: politely after what was written, or with a reset."""
    transport = request.transport
    if transport is not None:
        if reset:
            wire = transport.get_extra_info("socket")
            wire.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            transport.abort()
        else:
            transport.close()
    return Broken(web.Response(), status)
