"""The port that the playground listens on, which can be shut for a while."""

from __future__ import annotations

import asyncio
import errno

from aiohttp import web

from bot.errors import Exit, Mistake


class Door:
    """The port. Shut, nobody listens on it: connections are refused by the system, and open ones are cut."""

    def __init__(self) -> None:
        self._runner: web.AppRunner | None = None
        self._site: web.TCPSite | None = None
        self._host = ""
        self.port = 0

    async def hang(self, runner: web.AppRunner, host: str, port: int) -> None:
        """Opens the port for the first time; 0 takes a free one."""
        self._runner, self._host, self.port = runner, host, port
        await self.open()

    async def open(self) -> None:
        """Listens (again) on the same port. Raises `Mistake` when it is taken."""
        if self._runner is None or self._site is not None:
            return
        site = web.TCPSite(self._runner, self._host, self.port, reuse_address=True)
        try:
            await site.start()
        except OSError as error:
            if error.errno != errno.EADDRINUSE:
                raise
            raise Mistake(f"Port {self.port} is taken: choose another.", Exit.ADDRESS_IN_USE) from None
        self._site = site
        if not self.port:
            self.port = int(self._runner.addresses[0][1])

    async def shut(self) -> None:
        """Stops listening and cuts all connections."""
        if self._runner is None or self._site is None:
            return
        await self._site.stop()
        self._site = None
        server = self._runner.server
        for connection in [] if server is None else server.connections:
            if connection.transport is not None:
                connection.transport.abort()

    async def shut_for(self, seconds: float) -> None:
        """Shuts the port for so many real seconds."""
        await self.shut()
        await asyncio.sleep(seconds)
        await self.open()
