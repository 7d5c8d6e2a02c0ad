"""The HTTP side of the Bot API: `/bot<token>/<method>` and `/file/bot<token>/<path>`.

Reads a call, lets it go wrong if a fault says so, has its method carried out, and writes down what happened.
"""

from __future__ import annotations

import inspect
import time
from collections.abc import Mapping
from typing import Any

from aiohttp import web

from bot.playground import methods_chat, methods_messages, methods_profile, methods_updates
from bot.playground.answers import (
    RefusedError,
    not_found,
    refusal_body,
    result_body,
    unauthorized,
)
from bot.playground.broken import Broken, break_after, break_before
from bot.playground.desk import Desk, Method
from bot.playground.faults import Faults
from bot.playground.ledger import POLLING, Call
from bot.playground.params import Params, params_from_json, read_params

METHODS: Mapping[str, Method] = {
    **methods_messages.METHODS,
    **methods_chat.METHODS,
    **methods_profile.METHODS,
    **methods_updates.METHODS,
}
_BY_LOWER_NAME = {name.lower(): (name, method) for name, method in METHODS.items()}
_NOT_IN_WEBHOOK_ANSWERS = ("get", "setwebhook", "deletewebhook", "close", "logout")


class Api:
    """One bot's Bot API over HTTP."""

    def __init__(self, desk: Desk, faults: Faults) -> None:
        self.desk = desk
        self.faults = faults
        desk.webhook.perform = self._perform_from_webhook

    def add_routes(self, app: web.Application) -> None:
        """Puts the API and its file endpoint into an application; unknown paths get Telegram's 404."""
        app.router.add_route("*", r"/bot{token:[^/]+}/{method:[^/]+}", self._handle)
        app.router.add_get(r"/file/bot{token:[^/]+}/{path:.+}", self._handle_file)
        app.middlewares.append(_unknown_paths)

    async def perform(self, method: str, params: Params) -> Any:
        """Carries out a method and answers its result. Raises `RefusedError`."""
        lower = method.lower()
        if lower not in _BY_LOWER_NAME or lower in (self.desk.rules.missing or ()):
            raise not_found("method not found")
        if self.desk.world.logged_out:
            raise RefusedError(400, "Logged out")
        result = _BY_LOWER_NAME[lower][1](self.desk, params)
        return await result if inspect.isawaitable(result) else result

    async def _handle(self, request: web.Request) -> web.StreamResponse:
        world = self.desk.world
        name = _BY_LOWER_NAME.get(request.match_info["method"].lower(), (request.match_info["method"], None))[0]
        counted = name != POLLING
        if counted:
            world.call_begins()
        started, at = time.monotonic(), world.clock()
        broken: str | None = None
        chat_id: int | None = None
        status = pause = 0
        try:
            self._check_token(request.match_info["token"])
            params = await read_params(request)
            chat_id = params.integer("chat_id") if params.text("chat_id") else None
            rule = self.faults.choose(name, chat_id, params.text("text") or params.text("caption"))
            broken = None if rule is None else str(rule.kind)
            if rule is not None:
                await break_before(request, rule)
            body = result_body(await self.perform(name, params))
            if rule is not None:
                await break_after(request, rule, body)
            status = 200
            return _json(200, body)
        except RefusedError as refused:
            status, pause = refused.code, int(refused.parameters.get("retry_after", 0))
            return _refused(refused)
        except Broken as done:
            status = done.status
            return done.response
        finally:
            if counted:
                world.call_ends()
            self.desk.ledger.note_call(Call(name, chat_id, at, started, time.monotonic(), status, broken, pause))

    async def _handle_file(self, request: web.Request) -> web.StreamResponse:
        try:
            self._check_token(request.match_info["token"])
            stored = self.desk.world.files.at(request.match_info["path"])
            if stored is None:
                raise not_found()
        except RefusedError as refused:
            return _refused(refused)
        return web.Response(body=stored.content, content_type="application/octet-stream")

    def _check_token(self, token: str) -> None:
        if ":" not in token or token.startswith("0") or len(token) > 80:
            raise unauthorized("invalid token specified")
        if token != self.desk.world.token:
            raise unauthorized()

    async def _perform_from_webhook(self, body: bytes) -> None:
        """One call may come as the answer to an update; refusals of it are told to nobody, as on Telegram."""
        try:
            params = params_from_json(body)
            method = params.text("method").lower()
            if method and not method.startswith(_NOT_IN_WEBHOOK_ANSWERS):
                await self.perform(method, params)
        except RefusedError:
            return


@web.middleware
async def _unknown_paths(request: web.Request, handler: Any) -> web.StreamResponse:
    try:
        answer: web.StreamResponse = await handler(request)
    except (web.HTTPNotFound, web.HTTPMethodNotAllowed):
        return _refused(not_found())
    except web.HTTPRequestEntityTooLarge:
        return _refused(RefusedError(413, "Request Entity Too Large"))
    return answer


def _refused(refused: RefusedError) -> web.Response:
    headers = {"Retry-After": str(refused.parameters["retry_after"])} if "retry_after" in refused.parameters else {}
    return _json(refused.code, refusal_body(refused), headers)


def _json(status: int, body: bytes, headers: Mapping[str, str] | None = None) -> web.Response:
    return web.Response(status=status, body=body, content_type="application/json", headers=headers)
