"""What the world sees of `serve`: the address to which Telegram brings updates, and whether this process is well.

`/healthz` answers as long as the process lives; `/readyz` once it can take updates in. Both say nothing else.
"""

from __future__ import annotations

import asyncio
import hashlib
import hmac
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial

from aiohttp import web
from telegram import Bot
from telegram.error import InvalidToken, TelegramError

from bot.app.assembly import Assembly
from bot.app.connect import set_webhook
from bot.errors import Exit, Mistake
from bot.intake.webhook import Door, runner_of
from bot.logs import log
from bot.store.store import Store
from bot.store.trouble import StoreTrouble

READY_S = 2.0
"""How long the database may take to answer before this process counts as not ready."""
REFUSALS = 3
"""How often in a row the token must be refused before it is believed."""

_log = log("app")


class Front:
    """The web server of one process. Until `open` is called it takes no updates in: Telegram is told to come back."""

    def __init__(self, secret: str) -> None:
        self._secret = secret
        self._door: Door | None = None
        self._store: Store | None = None

    @property
    def path(self) -> str:
        """Where updates arrive. Nobody can guess it, and every replica has the same."""
        return "/telegram/" + hmac.new(self._secret.encode(), b"path", hashlib.sha256).hexdigest()[:24]

    def open(self, assembly: Assembly) -> None:
        """Takes updates in from now on."""
        self._store = assembly.store
        self._door = Door(
            assembly.application.bot.id,
            assembly.store,
            path=self.path,
            secret=self._secret,
            stored=assembly.lanes.wake,
        )

    @asynccontextmanager
    async def listening(self, port: int) -> AsyncIterator[int]:
        """Listens on all addresses of this machine, and gives the port. `Mistake` when it is taken."""
        runner = runner_of(self._receive, web.get("/healthz", self._healthz), web.get("/readyz", self._readyz))
        await runner.setup()
        try:
            try:
                await web.TCPSite(runner, port=port, reuse_port=None).start()
            except OSError:
                raise Mistake(f"PORT {port} is taken or may not be used.", Exit.ADDRESS_IN_USE) from None
            yield runner.addresses[0][1]
        finally:
            await runner.cleanup()

    async def _receive(self, request: web.Request) -> web.StreamResponse:
        if self._door is None:
            return web.Response(status=503, headers={"Retry-After": "5"})
        return await self._door.receive(request)

    async def _healthz(self, _request: web.Request) -> web.Response:
        return web.Response(text="ok\n")

    async def _readyz(self, _request: web.Request) -> web.Response:
        ready = self._store is not None and await self._database_answers(self._store)
        return web.Response(status=200 if ready else 503, text="ready\n" if ready else "not ready\n")

    async def _database_answers(self, store: Store) -> bool:
        try:
            async with asyncio.timeout(READY_S):
                await asyncio.to_thread(partial(_look, store))
        except (StoreTrouble, TimeoutError):
            return False
        return True


async def receive(front: Front, assembly: Assembly, base: str, secret: str, *, watch_s: float, take_over: bool) -> None:
    """Has Telegram bring updates here, and watches that it does, until it is cancelled.

    `Mistake` when the address or, in the long run, the token is not accepted.
    """
    bot, url = assembly.application.bot, base + front.path
    front.open(assembly)
    await set_webhook(bot, url, secret, take_over=take_over)
    refusals = 0
    while True:
        await asyncio.sleep(watch_s if not refusals else watch_s / 20)
        try:
            await _watch(bot, url, secret)
            refusals = 0
        except InvalidToken:
            refusals += 1
            if refusals >= REFUSALS:
                raise Mistake("Telegram does not accept the token any more.", Exit.BAD_TOKEN) from None
        except TelegramError as error:
            _log.warning("webhook_unknown", error=type(error).__name__)


async def _watch(bot: Bot, url: str, secret: str) -> None:
    """A webhook that is gone is set again; one of somebody else is theirs, and said."""
    info = await bot.get_webhook_info()
    if not info.url:
        _log.error("webhook_lost")
        await set_webhook(bot, url, secret, take_over=False)
    elif info.url != url:
        _log.error("webhook_elsewhere")


def _look(store: Store) -> None:
    with store.read() as tx:
        tx.connection()
