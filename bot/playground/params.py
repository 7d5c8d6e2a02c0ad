"""A call's parameters, read as leniently as Telegram reads them: from the query, a form, multipart or JSON; unknown
ones are ignored.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from aiohttp import BodyPartReader, web

from bot.playground.answers import bad_request

_TRUE = frozenset({"true", "yes", "1"})
_NUMBER = re.compile(r"\s*([+-]?\d+)")
MEGABYTE = 1 << 20
UPLOAD_LIMIT = 50 * MEGABYTE


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that came with the call."""

    name: str
    mime: str
    content: bytes


class Params:
    """The parameters of one call, all of them strings, and its files."""

    def __init__(self, values: Mapping[str, str], files: Mapping[str, Upload] | None = None) -> None:
        self._values = values
        self._files = files or {}

    def text(self, name: str) -> str:
        """As it came; "" when it did not come."""
        return self._values.get(name, "")

    def required(self, name: str) -> str:
        """As it came; refused when it is missing or empty."""
        value = self._values.get(name, "")
        if not value:
            raise bad_request(f'parameter "{name}" is required')
        return value

    def flag(self, name: str) -> bool:
        """`true`, `yes` and `1` are true, everything else is false."""
        return self.text(name).strip().lower() in _TRUE

    def integer(self, name: str, default: int = 0, *, low: int = -(1 << 62), high: int = 1 << 62) -> int:
        """The leading digits, clamped into the range; what is no number counts as 0, what is missing as `default`."""
        if not self.text(name).strip():
            return default
        found = _NUMBER.match(self.text(name))
        return min(max(int(found.group(1)) if found else 0, low), high)

    def parsed(self, name: str, words: str) -> Any:
        """A value given as JSON, None when it is missing; refused with `words` when it is not JSON."""
        if not self.text(name).strip():
            return None
        try:
            return json.loads(self.text(name))
        except ValueError:
            raise bad_request(words) from None

    def upload(self, name: str) -> Upload | None:
        """The file of this parameter, also when the parameter points to it with `attach://part`."""
        value = self.text(name)
        if value.startswith("attach://"):
            return self._files.get(value.removeprefix("attach://"))
        return self._files.get(name)


async def read_params(request: web.Request) -> Params:
    """All parameters of a request. The body wins over the query. Refused when a text is not UTF-8 or JSON cannot be
    read.
    """
    values: dict[str, str] = dict(request.query)
    files: dict[str, Upload] = {}
    try:
        await _read_body(request, values, files)
    except ValueError:
        raise bad_request("can't parse request") from None
    for value in values.values():
        try:
            value.encode()
        except UnicodeEncodeError:
            raise bad_request("strings must be encoded in UTF-8") from None
    return Params(values, files)


async def _read_body(request: web.Request, values: dict[str, str], files: dict[str, Upload]) -> None:
    if request.content_type == "application/json":
        values.update(_from_json(await request.read()))
    elif request.content_type == "multipart/form-data":
        await _read_parts(request, values, files)
    elif request.can_read_body:
        form = await request.post()
        values.update((name, value) for name, value in form.items() if isinstance(value, str))


def params_from_json(body: bytes) -> Params:
    """The parameters of a call that came as the answer to a webhook."""
    return Params(_from_json(body))


def _from_json(body: bytes) -> dict[str, str]:
    if not body.strip():
        return {}
    try:
        given = json.loads(body)
    except ValueError:
        raise bad_request("can't parse request: body is not valid JSON") from None
    if not isinstance(given, dict):
        raise bad_request("can't parse request: object expected")
    return {name: _as_text(value) for name, value in given.items() if value is not None}


def _as_text(value: Any) -> str:
    if isinstance(value, str):
        return value
    return json.dumps(value, ensure_ascii=False)


async def _read_parts(request: web.Request, values: dict[str, str], files: dict[str, Upload]) -> None:
    reader = await request.multipart()
    while (part := await reader.next()) is not None:
        if not isinstance(part, BodyPartReader) or part.name is None:
            continue
        content = bytes(await part.read(decode=False))
        if part.filename is None:
            try:
                values[part.name] = content.decode()
            except UnicodeDecodeError:
                raise bad_request("strings must be encoded in UTF-8") from None
        else:
            files[part.name] = Upload(part.filename, part.headers.get("Content-Type", ""), content)
