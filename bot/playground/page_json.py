"""What the chat page is told: the world's values as JSON. Instants are Unix seconds."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from bot.playground.time_machine import MachineState
from bot.playground.values import Event, Keyboard, Message, Person, ReplyKeyboard, StoredFile, Tap
from bot.playground.world import World

Json = dict[str, Any]


def hello(world: World, phones: Mapping[int, str], state: MachineState) -> Json:
    """All there is, for a page that has just connected. `phones` are the zones that were chosen, by person."""
    return {
        "type": "hello",
        "people": [person(world, somebody, phones.get(somebody.id)) for somebody in world.people.values()],
        "machine": machine(state),
    }


def person(world: World, somebody: Person, zone: str | None) -> Json:
    """Somebody, their chat, and the bot as they see it."""
    pinned = world.pinned(somebody.id)
    language = somebody.language_code
    return {
        "id": somebody.id,
        "name": somebody.first_name,
        "language": language,
        "zone": zone,
        "blocked": world.chat(somebody.id).blocked,
        "bot": {
            "name": world.profile.text_for(world.profile.names, language),
            "about": world.profile.text_for(world.profile.descriptions, language),
        },
        "commands": [{"name": name, "about": about} for name, about in world.commands(somebody.id)],
        "messages": [message(one) for one in world.history(somebody.id)],
        "pinned": None if pinned is None else pinned.id,
        "reply_keyboard": reply_keyboard(world.reply_keyboard(somebody.id)),
    }


def event(world: World, happened: Event) -> Json | None:
    """An event in somebody's chat with the bot. None for what the page does not show, such as groups."""
    if happened.kind == "commands_changed":
        commands = {
            str(somebody): [{"name": name, "about": about} for name, about in world.commands(somebody)]
            for somebody in world.people
        }
        return {"type": "commands", "commands": commands}
    if happened.chat_id not in world.people:
        return None
    told: Json = {"type": happened.kind, "person": happened.chat_id}
    match happened.payload:
        case Message() as what:
            told["message"] = message(what)
            told["reply_keyboard"] = reply_keyboard(world.reply_keyboard(happened.chat_id))
            pinned = world.pinned(happened.chat_id)
            told["pinned"] = None if pinned is None else pinned.id
        case Tap() as tap:
            told |= {"message_id": tap.message_id, "data": tap.data}
            if tap.answer is not None:
                told |= {"text": tap.answer.text, "alert": tap.answer.alert, "url": tap.answer.url}
        case str() as action:
            told["action"] = action
    return told


def machine(state: MachineState) -> Json:
    """The time machine."""
    walk = state.walk
    return {
        "type": "machine",
        "now": state.now.timestamp(),
        "running": state.running,
        "walk": walk and {"kind": walk.kind, "start": walk.start.timestamp(), "until": walk.until.timestamp()},
        "next": _unix(state.next),
        "outcome": state.outcome,
    }


def message(one: Message) -> Json:
    """A message as the page shows it."""
    return {
        "id": one.id,
        "own": not one.from_bot,
        "date": one.date.timestamp(),
        "edited": _unix(one.edit_date),
        "kind": one.kind,
        "text": one.text,
        "html": one.html,
        "keyboard": _rows(one.keyboard),
        "silent": one.silent,
        "photo": one.photo and _file(one.photo),
        "document": one.document and _file(one.document),
        "reply_to": one.reply_to,
        "details": _details(one),
    }


def reply_keyboard(keyboard: ReplyKeyboard | None) -> Json | None:
    """The buttons below the input line."""
    if keyboard is None:
        return None
    return {"rows": _rows(keyboard.rows), "placeholder": keyboard.placeholder}


def _rows(keyboard: Keyboard) -> list[list[Json]]:
    return [
        [{"text": key.text, "kind": key.kind, "value": key.value, "style": key.style} for key in row]
        for row in keyboard
    ]


def _file(file: StoredFile) -> Json:
    return {"id": file.id, "name": file.name, "size": len(file.content), "width": file.width, "height": file.height}


def _details(one: Message) -> Json:
    """Of what the Bot API says of a message, the part that is drawn."""
    shown: Json = {}
    for kind, names in _DRAWN.items():
        if isinstance(found := one.details.get(kind), Mapping):
            shown[kind] = {name: found[name] for name in names if name in found}
    return shown


_DRAWN = {
    "location": ("latitude", "longitude"),
    "contact": ("first_name", "phone_number"),
    "sticker": ("emoji",),
    "voice": ("duration",),
    "pinned_message": ("message_id",),
}


def _unix(instant: datetime | None) -> float | None:
    return None if instant is None else instant.timestamp()
