"""How a call travels to the Bot API: python-telegram-bot's request interface over aiohttp.

What matters here is the *cause* of a failure. A call that never left may be repeated at once; of a call that left and
was not answered nobody knows whether it was carried out. PTB calls both "timed out"; here they are two exceptions.
"""

from __future__ import annotations

import json
import os
import time
from types import SimpleNamespace
from typing import Any

import aiohttp
from telegram.error import NetworkError
from telegram.request import BaseRequest, RequestData
from yarl import URL

from bot.delivery.last_look import may_leave, still_may_leave
from bot.logs import log

os.environ.setdefault("PTB_TIMEDELTA", "1")  # retry_after as a timedelta, which PTB 23 does anyway

CONNECT_S = 5.0
"""Longest wait for a free connection, a name or an open socket."""
TOTAL_S = 15.0
"""Longest wait for a whole call."""
IDLE_S = 4.0
"""How long an unused connection is kept. A server that closes it just as it is used leaves an unknown outcome, so: not
long.
"""


class NeverLeftError(NetworkError):
    """The call did not reach the server: no name, no connection, none free. It was certainly not carried out."""


class HeldBackError(NeverLeftError):
    """Whoever made the call did not want it to leave any more when it could: see `last_look`."""


class UnansweredError(NetworkError):
    """The call may have reached the server, but no whole answer came back: it may have been carried out."""


class _Answer(dict[str, Any]):
    """An answer of a Bot API server. PTB takes the result of whatever came with the status of a success."""

    def __missing__(self, key: str) -> Any:
        raise UnansweredError(f"a success without {key}")


class _Way:
    """How far one call has come."""

    __slots__ = ("held", "left", "written")

    def __init__(self) -> None:
        self.left = False
        self.held = False
        self.written = False


async def _leave(_session: object, context: SimpleNamespace, _headers: object) -> None:
    """Called by aiohttp when a connection is at hand, before it writes anything."""
    if not await may_leave():
        raise HeldBackError("held back")
    context.trace_request_ctx.left = True


async def _write(_session: object, context: SimpleNamespace, _chunk: object) -> None:
    """Called by aiohttp just before it writes a part of the body, and the head with the first: in a turn of the loop of its
    own, before which anything may have happened.
    """
    way = context.trace_request_ctx
    if not (way.written or still_may_leave()):
        way.held = True
        raise HeldBackError("held back")
    way.written = True


class Transport(BaseRequest):
    """One HTTP session to a Bot API server.

    `connections` limits how many calls are under way at once; `total_s` is the longest a call may take unless it says
    otherwise; `proxies`: whether those of the environment (`HTTPS_PROXY`) are used. Failures are raised as
    `NeverLeftError` or `UnansweredError`, refusals as PTB's own errors.
    """

    __slots__ = ("_connections", "_proxies", "_session", "_total_s")

    def __init__(self, *, connections: int = 8, total_s: float = TOTAL_S, proxies: bool = False) -> None:
        self._connections = connections
        self._proxies = proxies
        self._total_s = total_s
        self._session: aiohttp.ClientSession | None = None

    @property
    def read_timeout(self) -> float:
        return self._total_s

    async def initialize(self) -> None:
        if self._session is None or self._session.closed:
            connector = aiohttp.TCPConnector(limit=self._connections, keepalive_timeout=IDLE_S)
            headers = {"User-Agent": self.USER_AGENT}
            leaving = aiohttp.TraceConfig()
            leaving.on_request_headers_sent.append(_leave)
            leaving.on_request_chunk_sent.append(_write)
            self._session = aiohttp.ClientSession(
                connector=connector, headers=headers, trust_env=self._proxies, trace_configs=[leaving]
            )

    async def shutdown(self) -> None:
        if self._session is not None:
            await self._session.close()
            self._session = None

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: object = BaseRequest.DEFAULT_NONE,
        write_timeout: object = BaseRequest.DEFAULT_NONE,  # noqa: ARG002 - PTB's interface; one limit for the whole call is enough
        connect_timeout: object = BaseRequest.DEFAULT_NONE,  # noqa: ARG002
        pool_timeout: object = BaseRequest.DEFAULT_NONE,  # noqa: ARG002
    ) -> tuple[int, bytes]:
        """The status and body of one call. `read_timeout`, in seconds, replaces the longest time that the whole call
        may take.
        """
        if self._session is None:
            raise NeverLeftError("the session is closed")
        total = read_timeout if isinstance(read_timeout, int | float) else self._total_s
        timeout = aiohttp.ClientTimeout(total=total, connect=min(CONNECT_S, total), sock_connect=min(CONNECT_S, total))
        way, began = _Way(), time.monotonic()
        try:
            async with self._session.request(
                method,
                URL(url),
                data=_body(request_data),
                timeout=timeout,
                allow_redirects=False,
                trace_request_ctx=way,
            ) as answer:
                body = await answer.read()
                _note(url, str(answer.status), time.monotonic() - began)
                return answer.status, body
        except (aiohttp.ClientError, TimeoutError, OSError) as error:
            if way.held:
                raise HeldBackError("held back") from error
            kind = UnansweredError if way.left else NeverLeftError
            _note(url, "unanswered" if way.left else "never-left")
            raise kind(type(error).__name__) from error

    @staticmethod
    def parse_json_payload(payload: bytes) -> dict[str, Any]:
        """The answer as an object that is either a result or a refusal; anything else (a captive portal's page, half a
        body) is junk.

        PTB's own parser logs the whole body, which holds people's words, and lets an object without `result` through to
        a KeyError.
        """
        try:
            answer = json.loads(payload)
        except (RecursionError, ValueError) as error:
            raise UnansweredError("not JSON") from error
        if not isinstance(answer, dict) or not (answer.get("ok") is False or "result" in answer):
            raise UnansweredError("not an answer of a Bot API server")
        return _Answer(answer)


def _note(url: str, code: str, seconds: float | None = None) -> None:
    """Which method was called, and what came back. Nothing else of the address: the token is in it."""
    ms = None if seconds is None else round(seconds * 1000)
    log("delivery").debug("call_ended", method=URL(url).name.replace("_", ""), code=code, ms=ms)


def _body(request_data: RequestData | None) -> aiohttp.FormData | None:
    """Parameters as a form; files make it multipart."""
    if request_data is None:
        return None
    form = aiohttp.FormData()
    for name, value in request_data.json_parameters.items():
        form.add_field(name, value)
    if request_data.contains_files:
        for name, (file_name, content, mime) in request_data.multipart_data.items():
            form.add_field(name, content, filename=file_name, content_type=mime)
    return form
