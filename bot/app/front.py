"""What the world sees of `serve`: the address to which Telegram brings updates, and how this process is (`health`)."""

from __future__ import annotations

import asyncio
import hashlib
import hmac
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from aiohttp import web
from telegram import Bot
from telegram.error import InvalidToken, TelegramError

from bot.app.assembly import Assembly
from bot.app.connect import set_webhook
from bot.app.health import Health
from bot.errors import Exit, Mistake
from bot.intake.webhook import Door, runner_of
from bot.logs import log

REFUSALS = 3
"""How often in a row the token must be refused before it is believed."""

_log = log("app")


class Front:
    """The web server of one process. Until `open` is called it takes no updates in: Telegram is told to come back."""

    def __init__(self, secret: str, health: Health) -> None:
        self._secret = secret
        self._health = health
        self._door: Door | None = None

    @property
    def path(self) -> str:
        """Where updates arrive. Nobody can guess it, and every replica has the same."""
        return "/telegram/" + hmac.new(self._secret.encode(), b"path", hashlib.sha256).hexdigest()[:24]

    def open(self, assembly: Assembly) -> None:
        """Takes updates in from now on."""
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
        runner = runner_of(self._receive, *self._health.routes(local=False))
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


async def receive(front: Front, assembly: Assembly, base: str, secret: str, *, watch_s: float, take_over: bool) -> None:
    """Has Telegram bring updates here, and watches that it does, until it is cancelled.

    `Mistake` when the address or, in the long run, the token is not accepted.
    """
    bot, url = assembly.application.bot, base + front.path
    front.open(assembly)
    refusals, is_set = 0, False
    while True:
        try:
            if is_set:
                await _watch(bot, url, secret)
            else:
                await set_webhook(bot, url, secret, take_over=take_over)
            refusals, is_set = 0, True
        except InvalidToken:
            refusals += 1
            if refusals >= REFUSALS:
                raise Mistake("Telegram does not accept the token any more.", Exit.BAD_TOKEN) from None
        except TelegramError as error:
            _log.warning("webhook_unknown", error=type(error).__name__)
        await asyncio.sleep(watch_s if not refusals else watch_s / 20)


async def _watch(bot: Bot, url: str, secret: str) -> None:
    """A webhook that is gone is set again; one of somebody else is theirs, and said."""
    info = await bot.get_webhook_info()
    _log.debug("webhook_seen", depth=info.pending_update_count)
    if not info.url:
        _log.error("webhook_lost")
        await set_webhook(bot, url, secret, take_over=False)
    elif info.url != url:
        _log.error("webhook_elsewhere")
