"""The address to which Telegram brings updates: stored first, then acknowledged with 200.

One path, one method, one secret. The secret is compared before a byte of the body is read; whoever does not know it
learns nothing, not even that the path exists. Any number of replicas may answer at the same address.
"""

from __future__ import annotations

import asyncio
import hmac
import json
from collections.abc import Awaitable, Callable
from functools import partial

from aiohttp import web

from bot.intake.inbox import arrived
from bot.logs import log
from bot.store import inbox
from bot.store.store import Store
from bot.store.trouble import StoreTrouble

BODY_LIMIT = 1024 * 1024
"""Bytes of one request. An update is at most 64 KiB of JSON; twelve times as much when every character is escaped."""
BODY_S = 10.0
"""How long a body may take to arrive."""
COME_BACK_S = 5
"""When Telegram shall try again while the database does not answer."""
SHUT_S = 5.0
"""How long requests in hand may take when the server shuts."""
SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - the header's name, not what is in it

Receive = Callable[[web.Request], Awaitable[web.StreamResponse]]

_log = log("intake")


class Door:
    """Takes updates in for one bot. `stored` is called after each commit that holds a new one."""

    def __init__(self, bot_id: int, store: Store, *, path: str, secret: str, stored: Callable[[], None]) -> None:
        self._bot_id = bot_id
        self._store = store
        self._path = path
        self._secret = secret.encode()
        self._stored = stored

    async def receive(self, request: web.Request) -> web.Response:
        """One update. 200: it is stored; 404: not for you; 400, 408, 413: it cannot be read; 503: come back."""
        wrong = self._wrong_with(request)
        if wrong is not None:
            _log.debug("webhook_refused", reason=wrong)
            return _closing(web.Response(status=404))
        try:
            async with asyncio.timeout(BODY_S):
                body = await request.read()
        except TimeoutError:
            return self._unread(408)
        except web.HTTPRequestEntityTooLarge:
            return self._unread(413)
        try:
            update = json.loads(body)
        except (UnicodeDecodeError, RecursionError, ValueError):
            return self._unread(400)
        rows = list(arrived([update]))
        if not rows:
            # What has no number can be neither stored nor told apart; repeating it would bring nothing else.
            _log.error("update_unreadable")
            _log.debug("webhook_refused", reason="unreadable")
            return web.Response()
        try:
            fresh = await asyncio.to_thread(partial(self._put, rows))
        except StoreTrouble as trouble:
            _log.error("update_delayed", reason=trouble.kind.value)
            return web.Response(status=503, headers={"Retry-After": str(COME_BACK_S)})
        _log.debug("updates_received", counts={rows[0].kind: 1}, known=1 - fresh)
        if fresh:
            self._stored()
        return web.Response()

    def _wrong_with(self, request: web.Request) -> str | None:
        """What says that a request is not Telegram's; `None` if it is."""
        given = request.headers.getall(SECRET_HEADER, [])
        right = len(given) == 1 and hmac.compare_digest(given[0].encode("utf-8", "surrogateescape"), self._secret)
        if request.path != self._path:
            return "path"
        if request.method != "POST":
            return "method"
        return None if right else "secret"

    def _unread(self, status: int) -> web.Response:
        _log.error("update_unreadable", code=status)
        _log.debug("webhook_refused", reason="unreadable")
        return _closing(web.Response(status=status))

    def _put(self, rows: list[inbox.Arrived]) -> int:
        with self._store.transaction() as tx:
            return inbox.put(tx, self._bot_id, rows)


def runner_of(receive: Receive, *others: web.AbstractRouteDef) -> web.AppRunner:
    """A web server that hands what arrives to a door. `others` are asked first: health, metrics."""
    application = web.Application(client_max_size=BODY_LIMIT)
    application.add_routes([*others, web.route("*", "/{path:.*}", receive)])
    # Without lingering: who was refused is not listened to any longer.
    return web.AppRunner(application, access_log=None, lingering_time=0, shutdown_timeout=SHUT_S)


def _closing(response: web.Response) -> web.Response:
    """Ends the connection with the answer, so that nobody can go on sending a body that is not wanted."""
    response.force_close()
    return response
