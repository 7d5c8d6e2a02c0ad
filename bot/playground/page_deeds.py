"""What one can do on the chat page: each request that comes over the WebSocket names one deed of this table.

A request is read strictly: what is not understood is refused with a reason from a short list (or raises ValueError, or
the world's NoSuchError), and changes nothing.
"""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from bot.playground.time_machine import TimeMachine
from bot.playground.world import World

LONGEST_TEXT = 4096
"""Characters of a text message (Bot API, sendMessage), counted as code points: a text of emoji may have as many."""
FIRST_ID = 700_000_001
"""The id of the first person whom the page adds; Telegram's own ids look like it."""

_ZONE = re.compile(r"[A-Za-z][A-Za-z0-9_+/-]{0,63}")
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_LONGEST_JUMP = 400 * 24


class NotDoneError(Exception):
    """A request that is not carried out. `reason`: `malformed`, `empty`, `too_long`, `no_such`."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(slots=True)
class Room:
    """What the deeds work on: the world, its time machine, and what the phones are set to."""

    world: World
    machine: TimeMachine
    tell: Callable[[dict[str, Any]], None]
    """Sends something to every open page."""
    introduce: Callable[[], None]
    """Tells every open page of people whom it does not know yet."""
    phones: dict[int, str] = field(default_factory=dict)
    """The time zone that was chosen for somebody's phone."""


Request = Mapping[str, Any]
Walk = Awaitable[object]


def add_person(room: Room, request: Request) -> None:
    """Somebody new, with a phone of their own."""
    name = _text(request, "name").strip()
    language, zone = _text(request, "language"), _text(request, "zone")
    if not name:
        raise NotDoneError("empty")
    if len(name) > 64:
        raise NotDoneError("too_long")
    if not _LANGUAGE.fullmatch(language) or not _ZONE.fullmatch(zone):
        raise NotDoneError("malformed")
    number = max([*room.world.people, FIRST_ID - 1]) + 1
    room.phones[number] = zone
    room.world.add_person(number, name, language)
    room.introduce()


def set_zone(room: Room, request: Request) -> None:
    """The phone is somewhere else now."""
    somebody, zone = room.world.person(_whole(request, "person")), _text(request, "zone")
    if not _ZONE.fullmatch(zone):
        raise NotDoneError("malformed")
    room.phones[somebody.id] = zone
    room.tell({"type": "zone", "person": somebody.id, "zone": zone})


def say(room: Room, request: Request) -> None:
    """Writes a text."""
    room.world.person_says(_whole(request, "person"), _message_text(request))


def edit(room: Room, request: Request) -> None:
    """Changes a text of one's own."""
    room.world.person_edits(_whole(request, "person"), _whole(request, "message"), _message_text(request))


def tap(room: Room, request: Request) -> None:
    """Presses an inline button."""
    data = _text(request, "data")
    if not 1 <= len(data.encode()) <= 64:
        raise NotDoneError("malformed")
    room.world.person_taps(_whole(request, "person"), _whole(request, "message"), data)


def send(room: Room, request: Request) -> None:
    """Sends something that is not text."""
    person, kind = _whole(request, "person"), _text(request, "kind")
    match kind:
        case "photo":
            room.world.person_sends(person, kind, content=_picture(request), name="photo.png")
        case "sticker" | "voice":
            room.world.person_sends(person, kind)
        case "location":
            latitude, longitude = _number(request, "latitude", 90), _number(request, "longitude", 180)
            room.world.person_sends(person, kind, latitude=latitude, longitude=longitude)
        case "contact":
            name = room.world.person(person).first_name
            room.world.person_sends(person, kind, first_name=name, user_id=person)
        case _:
            raise NotDoneError("malformed")


def block(room: Room, request: Request) -> None:
    """Blocks the bot, or takes that back."""
    person, blocked = _whole(request, "person"), request.get("blocked") is True
    if blocked:
        room.world.person_blocks(person)
    else:
        room.world.person_unblocks(person)
    room.tell({"type": "blocked", "person": person, "blocked": blocked})


def walk(room: Room, request: Request) -> Walk:
    """Walks on by some hours."""
    return room.machine.walk(_hours(request))


def walk_to_next(room: Room, request: Request) -> Walk:
    """Walks to the bot's next message to this person."""
    somebody = room.world.person(_whole(request, "person"))

    def newest() -> int:
        return max((one.id for one in room.world.history(somebody.id) if one.from_bot), default=0)

    before = newest()
    return room.machine.walk_until(lambda: newest() > before)


def play(room: Room, _request: Request) -> Walk:
    """Plays the year."""
    return room.machine.play()


def stop(room: Room, _request: Request) -> Walk:
    """Stops the walk."""
    return room.machine.stop()


def jump(room: Room, request: Request) -> Walk:
    """An outage of some hours."""
    return room.machine.jump(_hours(request))


def hold(room: Room, request: Request) -> None:
    """Holds the clock or lets it run."""
    room.machine.hold(request.get("held") is True)


DEEDS: Mapping[str, Callable[[Room, Request], Walk | None]] = {
    deed.__name__: deed
    for deed in (add_person, set_zone, say, edit, tap, send, block, walk, walk_to_next, play, stop, jump, hold)
}
"""Every deed by the name that a request gives in `do`."""


def _text(request: Request, name: str) -> str:
    value = request.get(name)
    if not isinstance(value, str):
        raise NotDoneError("malformed")
    value.encode()  # half a surrogate pair cannot be sent: a UnicodeEncodeError, which is a ValueError
    return value


def _whole(request: Request, name: str) -> int:
    value = request.get(name)
    if not isinstance(value, int) or isinstance(value, bool):
        raise NotDoneError("malformed")
    return value


def _number(request: Request, name: str, limit: float) -> float:
    value = request.get(name)
    if not isinstance(value, int | float) or isinstance(value, bool) or not -limit <= value <= limit:
        raise NotDoneError("malformed")
    return float(value)


def _hours(request: Request) -> timedelta:
    hours = _whole(request, "hours")
    if not 1 <= hours <= _LONGEST_JUMP:
        raise NotDoneError("malformed")
    return timedelta(hours=hours)


def _message_text(request: Request) -> str:
    text = _text(request, "text").strip()
    if not text:
        raise NotDoneError("empty")
    if len(text) > LONGEST_TEXT:
        raise NotDoneError("too_long")
    return text


def _picture(request: Request) -> bytes:
    try:
        return base64.b64decode(_text(request, "content"), validate=True)
    except binascii.Error as error:
        raise NotDoneError("malformed") from error
