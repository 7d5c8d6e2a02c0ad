"""How this process is: `/healthz` for whoever would start it anew, `/readyz` for whoever sends it work, `/metrics` for
whoever draws and alerts. The first two say nothing else.
"""

from __future__ import annotations

import asyncio
import hmac
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from aiohttp import web

from bot.errors import Exit, Mistake
from bot.intake.webhook import runner_of
from bot.ops.metrics import CONTENT_TYPE, Metrics
from bot.ops.pulse import Pulse
from bot.store.store import Store
from bot.store.trouble import StoreTrouble

READY_S = 2.0
"""How long the database may take to answer before this process counts as not ready."""


class Health:
    """The answers of one process. `token`: what a reader of the metrics has to say; empty if nothing."""

    def __init__(self, pulse: Pulse, metrics: Metrics, token: str) -> None:
        self._pulse = pulse
        self._metrics = metrics
        self._token = token
        self._store: Store | None = None

    def open(self, store: Store) -> None:
        """From now on this process takes updates in."""
        self._store = store

    def routes(self, *, local: bool) -> list[web.RouteDef]:
        """Where it answers. `local`: only this machine can ask; everybody else needs the token for the metrics, and
        there are none without one.
        """
        routes = [web.get("/healthz", self._healthz), web.get("/readyz", self._readyz)]
        return [*routes, web.get("/metrics", self._show)] if local or self._token else routes

    @asynccontextmanager
    async def listening(self, port: int) -> AsyncIterator[int]:
        """Listens to this machine alone, and gives the port. `Mistake` when it is taken."""
        runner = runner_of(_nothing_here, *self.routes(local=True))
        await runner.setup()
        try:
            try:
                await web.TCPSite(runner, host="127.0.0.1", port=port).start()
            except OSError:
                raise Mistake(f"METRICS_PORT {port} is taken or may not be used.", Exit.ADDRESS_IN_USE) from None
            yield runner.addresses[0][1]
        finally:
            await runner.cleanup()

    async def _healthz(self, _request: web.Request) -> web.Response:
        return _said(well=self._pulse.is_alive, word="ok")

    async def _readyz(self, _request: web.Request) -> web.Response:
        ready = self._store is not None and self._pulse.is_in_touch and await self._database_answers(self._store)
        return _said(well=ready, word="ready")

    async def _show(self, request: web.Request) -> web.Response:
        given = request.headers.get("Authorization", "").encode("utf-8", "surrogateescape")
        if self._token and not hmac.compare_digest(given, f"Bearer {self._token}".encode()):
            return web.Response(status=401, headers={"WWW-Authenticate": "Bearer"})
        text = await asyncio.to_thread(self._metrics.text)
        return web.Response(body=text, headers={"Content-Type": CONTENT_TYPE})

    async def _database_answers(self, store: Store) -> bool:
        try:
            async with asyncio.timeout(READY_S):
                return await asyncio.to_thread(store.is_current)
        except (StoreTrouble, TimeoutError):
            return False


def _said(*, well: bool, word: str) -> web.Response:
    return web.Response(status=200 if well else 503, text=f"{word}\n" if well else f"not {word}\n")


async def _nothing_here(_request: web.Request) -> web.Response:
    return web.Response(status=404)
