"""The chat page on top of the playground's world: files, pictures, and one WebSocket for each open page.

Only this machine's own browser may drive it. A foreign website can make that browser connect here (DNS rebinding, a
form, a WebSocket), so every request must name a loopback host, and must come from no other page than ours.
"""

from __future__ import annotations

import asyncio
import ipaddress
import json
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit

from aiohttp import WSCloseCode, WSMsgType, web

from bot.logs import log
from bot.playground import page_json
from bot.playground.page_deeds import DEEDS, FIRST_ID, NotDoneError, Room
from bot.playground.time_machine import TimeMachine
from bot.playground.values import Event
from bot.playground.world import NoSuchError, World

STATIC = Path(__file__).with_name("static")
LARGEST_REQUEST = 16 * 1024 * 1024
"""Bytes of one WebSocket message: a picture of 10 MB as base64."""
PATIENCE_WITH_A_PAGE = 2_000
"""Messages that may wait for a page that does not read; then it is hung up on and has to ask anew."""

_LOOK_EVERY = 1.0
_log = log("playground.page")
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


def add_page(app: web.Application, world: World, machine: TimeMachine) -> None:
    """Adds the chat page to a server bound to loopback: `/`, `/static/…`, `/media/…` and the WebSocket `/ws`."""
    page = _Page(world, machine)
    app.router.add_get("/", _guarded(page.index))
    app.router.add_get("/static/{name}", _guarded(page.static))
    app.router.add_get("/media/{file_id}", _guarded(page.media))
    app.router.add_get("/ws", _guarded(page.socket))
    app.on_shutdown.append(page.close)


class _Page:
    def __init__(self, world: World, machine: TimeMachine) -> None:
        self._world = world
        self._machine = machine
        self._room = Room(world, machine, self._tell, self._introduce)
        self._known: set[int] = set()
        self._queues: dict[web.WebSocketResponse, asyncio.Queue[str]] = {}
        self._walks: set[asyncio.Future[object]] = set()
        self._files = {file.name: file for file in STATIC.iterdir() if file.is_file()}
        self._unsubscribe = (world.subscribe(self._happened), machine.subscribe(self._turned))

    async def index(self, _request: web.Request) -> web.StreamResponse:
        return web.FileResponse(STATIC / "index.html")

    async def static(self, request: web.Request) -> web.StreamResponse:
        file = self._files.get(request.match_info["name"])
        if file is None:
            raise web.HTTPNotFound
        return web.FileResponse(file)

    async def media(self, request: web.Request) -> web.StreamResponse:
        try:
            file = self._world.file(request.match_info["file_id"])
        except NoSuchError as error:
            raise web.HTTPNotFound from error
        inline = file.mime in {"image/png", "image/jpeg"}
        place = "inline" if inline else f"attachment; filename*=UTF-8''{quote(file.name)}"
        mime = file.mime if inline else "application/octet-stream"
        return web.Response(body=file.content, content_type=mime, headers={"Content-Disposition": place})

    async def socket(self, request: web.Request) -> web.StreamResponse:
        socket = web.WebSocketResponse(heartbeat=20, max_msg_size=LARGEST_REQUEST)
        await socket.prepare(request)
        if not self._world.people:
            self._world.add_person(FIRST_ID, "Maria", "en")
        self._introduce()
        queue: asyncio.Queue[str] = asyncio.Queue(PATIENCE_WITH_A_PAGE)
        self._queues[socket] = queue
        queue.put_nowait(json.dumps(page_json.hello(self._world, self._room.phones, self._machine.state())))
        helpers = [asyncio.create_task(self._write(socket, queue)), asyncio.create_task(self._look())]
        try:
            async for message in socket:
                if message.type is WSMsgType.TEXT:
                    self._do(socket, message.data)
        finally:
            del self._queues[socket]
            for helper in helpers:
                helper.cancel()
            await asyncio.gather(*helpers, return_exceptions=True)
        return socket

    async def close(self, _app: web.Application) -> None:
        for stop in self._unsubscribe:
            stop()
        await self._machine.stop()
        for socket in list(self._queues):
            await socket.close(code=WSCloseCode.GOING_AWAY)

    def _do(self, socket: web.WebSocketResponse, text: str) -> None:
        try:
            request = json.loads(text)
            deed = DEEDS.get(str(request.get("do"))) if isinstance(request, dict) else None
            if deed is None:
                raise NotDoneError("malformed")
            walk = deed(self._room, request)
        except NotDoneError as error:
            self._refuse(socket, error.reason)
            return
        except NoSuchError:
            self._refuse(socket, "no_such")
            return
        except ValueError:
            self._refuse(socket, "malformed")
            return
        if walk is not None:
            task = asyncio.ensure_future(walk)
            self._walks.add(task)
            task.add_done_callback(self._walked)

    def _refuse(self, socket: web.WebSocketResponse, reason: str) -> None:
        self._put(socket, json.dumps({"type": "refused", "reason": reason}))

    def _walked(self, task: asyncio.Future[object]) -> None:
        self._walks.discard(task)
        if not task.cancelled() and (error := task.exception()) is not None:
            _log.error("walk_failed", error=type(error).__name__)

    def _introduce(self) -> None:
        """Tells the pages of people who have joined meanwhile, through them or by another way."""
        for number, somebody in self._world.people.items():
            if number not in self._known:
                self._known.add(number)
                shown = page_json.person(self._world, somebody, self._room.phones.get(number))
                self._tell({"type": "person", "person": shown})

    def _happened(self, event: Event) -> None:
        self._introduce()
        told = page_json.event(self._world, event)
        if told is not None:
            self._tell(told)

    def _turned(self) -> None:
        self._tell(page_json.machine(self._machine.state()))

    def _tell(self, told: dict[str, Any]) -> None:
        text = json.dumps(told)
        for socket in list(self._queues):
            self._put(socket, text)

    def _put(self, socket: web.WebSocketResponse, text: str) -> None:
        try:
            self._queues[socket].put_nowait(text)
        except asyncio.QueueFull:
            asyncio.get_running_loop().create_task(socket.close(code=WSCloseCode.TRY_AGAIN_LATER))

    async def _write(self, socket: web.WebSocketResponse, queue: asyncio.Queue[str]) -> None:
        while not socket.closed:
            try:
                await socket.send_str(await queue.get())
            except ConnectionError:
                return

    async def _look(self) -> None:
        """Keeps "next" right while somebody looks: what the bot plans changes with every tap."""
        while True:
            if self._machine.state().walk is None:
                await self._machine.look()
            await asyncio.sleep(_LOOK_EVERY)


def _guarded(handler: Handler) -> Handler:
    """Lets in only what comes from our own page in this machine's browser, and sends what holds that page together."""

    async def checked(request: web.Request) -> web.StreamResponse:
        if not _names_loopback(request.host) or not _from_our_page(request):
            raise web.HTTPForbidden
        response = await handler(request)
        if not response.prepared:
            response.headers.update(_headers(request.host))
        return response

    return checked


def _names_loopback(host: str) -> bool:
    try:
        name = urlsplit(f"//{host}").hostname or ""
        return name == "localhost" or ipaddress.ip_address(name).is_loopback
    except ValueError:
        return False


def _from_our_page(request: web.Request) -> bool:
    origin = request.headers.get("Origin")
    if origin is not None and origin != f"{request.scheme}://{request.host}":
        return False
    site = request.headers.get("Sec-Fetch-Site", "none")
    return site in {"none", "same-origin"} or request.path == "/"


def _headers(host: str) -> dict[str, str]:
    policy = (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; "
        f"connect-src 'self' ws://{host}; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    )
    return {
        "Content-Security-Policy": policy,
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Referrer-Policy": "no-referrer",
        "X-Content-Type-Options": "nosniff",
        "Cache-Control": "no-cache",
    }
