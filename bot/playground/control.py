"""Endpoints under `/control/`, by which a test in another process turns the clock, plays a person and reads the ledger.

They take and give JSON, and refuse what a web page of another origin sends.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

from aiohttp import web

from bot.clock import MovableClock, system_clock
from bot.playground import groups
from bot.playground.api import Api
from bot.playground.door import Door
from bot.playground.faults import rule_from_json
from bot.playground.values import Message
from bot.playground.world import NoSuchError, World

JUMP_WAIT = 50.0
"""Real seconds after which a wait for the next jump of the clock is answered without one."""

Json = dict[str, Any]


class Control:
    """The endpoints of one playground."""

    def __init__(self, api: Api, door: Door) -> None:
        self._api = api
        self._door = door
        self._world = api.desk.world
        self._revision = 0
        self._jumped = asyncio.Event()
        self._closing: asyncio.Task[None] | None = None
        if isinstance(self._world.clock, MovableClock):
            self._world.clock.on_jump(self._note_jump)

    def add_routes(self, app: web.Application) -> None:
        """Puts the endpoints into an application."""
        app.middlewares.append(_only_from_here)
        app.router.add_get("/control/clock", self._get_clock)
        app.router.add_post("/control/clock", self._post_clock)
        app.router.add_post("/control/person/{deed}", self._post_person)
        app.router.add_get("/control/tap", self._get_tap)
        app.router.add_get("/control/history", self._get_history)
        app.router.add_get("/control/ledger", self._get_ledger)
        app.router.add_get("/control/idle", self._get_idle)
        app.router.add_post("/control/faults", self._post_faults)
        app.router.add_post("/control/door", self._post_door)

    def _note_jump(self) -> None:
        self._revision += 1
        self._jumped.set()
        self._jumped = asyncio.Event()

    async def _get_clock(self, request: web.Request) -> web.Response:
        after = request.query.get("after")
        if after is not None and int(after) == self._revision:
            try:
                await asyncio.wait_for(self._jumped.wait(), JUMP_WAIT)
            except TimeoutError:
                return self._clock_now()
        return self._clock_now()

    async def _post_clock(self, request: web.Request) -> web.Response:
        given = await _order(request)
        clock = self._world.clock
        if not isinstance(clock, MovableClock):
            raise ValueError("this world's clock cannot be moved")
        if "set" in given:
            instant = datetime.fromisoformat(given["set"])
            if instant.tzinfo is None:
                raise ValueError("an instant needs its offset")
            clock.set(instant)
        else:
            clock.move(timedelta(seconds=float(given["move_seconds"])))
        return self._clock_now()

    def _clock_now(self) -> web.Response:
        now = self._world.clock()
        offset = (now - system_clock()).total_seconds()
        return web.json_response({"revision": self._revision, "now": now.isoformat(), "offset_seconds": offset})

    async def _post_person(self, request: web.Request) -> web.Response:
        given = await _order(request)
        deed = _DEEDS.get(request.match_info["deed"])
        if deed is None:
            raise web.HTTPNotFound
        person_id = int(given.pop("person"))
        if person_id not in self._world.people:
            self._world.add_person(person_id, given.pop("name", "Maria"), given.pop("language", "en"))
        return web.json_response(deed(self._world, person_id, given))

    async def _get_tap(self, request: web.Request) -> web.Response:
        tap = self._world.taps.get(request.query["id"])
        if tap is None:
            raise NoSuchError("no such tap")
        return web.json_response({**asdict(tap), "at": tap.at.isoformat()})

    async def _get_history(self, request: web.Request) -> web.Response:
        return web.json_response([as_json(message) for message in self._world.history(int(request.query["chat"]))])

    async def _get_ledger(self, request: web.Request) -> web.Response:
        return web.json_response(self._api.desk.ledger.as_json(int(request.query.get("after", "0"))))

    async def _get_idle(self, _request: web.Request) -> web.Response:
        return web.json_response({"idle_since": self._world.idle_since()})

    async def _post_faults(self, request: web.Request) -> web.Response:
        """Replaces all rules by those of the list."""
        rules = [rule_from_json(given) for given in await request.json()]
        self._api.faults.clear()
        for rule in rules:
            self._api.faults.add(rule)
        return web.json_response({"rules": len(rules), "seed": self._api.faults.seed})

    async def _post_door(self, request: web.Request) -> web.Response:
        seconds = float((await _order(request))["shut_seconds"])

        async def shut_soon() -> None:
            await asyncio.sleep(0.05)  # so that this answer still gets out
            await self._door.shut_for(seconds)

        self._closing = asyncio.create_task(shut_soon())
        return web.json_response({"shut_seconds": seconds})


async def _order(request: web.Request) -> Json:
    given = await request.json()
    if not isinstance(given, dict):
        raise TypeError("an object is expected")
    return given


def as_json(message: Message) -> Json:
    """A message for a test in another process."""
    return {
        "id": message.id,
        "chat_id": message.chat_id,
        "from_id": message.from_id,
        "from_bot": message.from_bot,
        "date": message.date.isoformat(),
        "edit_date": message.edit_date.isoformat() if message.edit_date else None,
        "kind": message.kind,
        "text": message.text,
        "html": message.html,
        "entities": [dict(entity) for entity in message.entities],
        "keyboard": [[asdict(button) for button in row] for row in message.keyboard],
        "reply_keyboard": asdict(message.reply_keyboard) if message.reply_keyboard else None,
        "silent": message.silent,
        "reply_to": message.reply_to,
        "file": next((f.path for f in (message.photo, message.document) if f is not None), None),
    }


def _says(world: World, person_id: int, given: Json) -> Json:
    return as_json(
        world.person_says(person_id, given["text"], chat_id=given.get("chat"), reply_to=given.get("reply_to"))
    )


def _edits(world: World, person_id: int, given: Json) -> Json:
    return as_json(world.person_edits(person_id, given["message"], given["text"], chat_id=given.get("chat")))


def _taps(world: World, person_id: int, given: Json) -> Json:
    return {"tap": world.person_taps(person_id, given["message"], given["data"], chat_id=given.get("chat")).id}


def _sends(world: World, person_id: int, given: Json) -> Json:
    kind = given.pop("kind")
    return as_json(world.person_sends(person_id, kind, chat_id=given.pop("chat", None), **given))


def _blocks(world: World, person_id: int, _given: Json) -> Json:
    world.person_blocks(person_id)
    return {}


def _unblocks(world: World, person_id: int, _given: Json) -> Json:
    world.person_unblocks(person_id)
    return {}


def _leaves(world: World, person_id: int, _given: Json) -> Json:
    world.person_leaves_telegram(person_id)
    return {}


def _adds_to_group(world: World, person_id: int, given: Json) -> Json:
    chat = world.person_adds_to_group(person_id, given.get("title", "Clinic"), supergroup=bool(given.get("supergroup")))
    return {"chat": chat.id}


def _removes_bot(world: World, person_id: int, given: Json) -> Json:
    groups.remove_bot(world, world.person(person_id), world.chat(given["chat"]))
    return {}


def _upgrades_group(world: World, person_id: int, given: Json) -> Json:
    return {"chat": groups.upgrade(world, world.person(person_id), world.chat(given["chat"])).id}


def _injects(world: World, _person_id: int, given: Json) -> Json:
    return {"update_id": world.inject_update(given["update"])}


_DEEDS: dict[str, Callable[[World, int, Json], Json]] = {
    "says": _says,
    "edits": _edits,
    "taps": _taps,
    "sends": _sends,
    "blocks": _blocks,
    "unblocks": _unblocks,
    "leaves-telegram": _leaves,
    "adds-to-group": _adds_to_group,
    "removes-bot": _removes_bot,
    "upgrades-group": _upgrades_group,
    "injects": _injects,
}


@web.middleware
async def _only_from_here(request: web.Request, handler: Any) -> web.StreamResponse:
    if not request.path.startswith("/control/"):
        passed: web.StreamResponse = await handler(request)
        return passed
    origin = request.headers.get("Origin")
    if origin is not None and urlsplit(origin).netloc != request.host:
        return web.json_response({"error": "another origin"}, status=403)
    try:
        answered: web.StreamResponse = await handler(request)
    except NoSuchError as error:
        return web.json_response({"error": str(error)}, status=404)
    except (KeyError, ValueError, TypeError) as error:
        return web.json_response({"error": f"{type(error).__name__}: {error}"}, status=400)
    return answered
