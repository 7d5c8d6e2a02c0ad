"""Methods by which a bot introduces itself: getMe, commands, name, descriptions, menu button."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from bot.playground.access import chat_of
from bot.playground.answers import bad_request, too_many
from bot.playground.desk import Desk, Method
from bot.playground.entities import units
from bot.playground.params import Params
from bot.playground.profile import Commands, scope_key

COMMANDS_LIMIT = 100
COMMAND = re.compile("[a-z0-9_]{1,32}")
CLOSABLE_AFTER = timedelta(minutes=10)
_LANGUAGE = re.compile("([a-z]{2})?")
_SCOPES: Mapping[str, tuple[str, ...]] = {
    "default": (),
    "all_private_chats": (),
    "all_group_chats": (),
    "all_chat_administrators": (),
    "chat": ("chat_id",),
    "chat_administrators": ("chat_id",),
    "chat_member": ("chat_id", "user_id"),
}


def get_me(desk: Desk, _params: Params) -> Any:
    """getMe."""
    return {
        **desk.world.bot_user(),
        "can_join_groups": True,
        "can_read_all_group_messages": False,
        "supports_inline_queries": False,
        "can_connect_to_business": False,
        "has_main_web_app": False,
    }


def set_my_commands(desk: Desk, params: Params) -> Any:
    """setMyCommands, for a scope and a language."""
    given = params.parsed("commands", "can't parse commands JSON object")
    if not isinstance(given, list):
        raise bad_request("expected an Array of BotCommand")
    if len(given) > COMMANDS_LIMIT:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    desk.world.profile.commands[_scope(desk, params)] = tuple(_command(one) for one in given)
    desk.world.emit("commands_changed", 0, None)
    return True


def delete_my_commands(desk: Desk, params: Params) -> Any:
    """deleteMyCommands: the next wider scope shows again."""
    desk.world.profile.commands.pop(_scope(desk, params), None)
    desk.world.emit("commands_changed", 0, None)
    return True


def get_my_commands(desk: Desk, params: Params) -> Any:
    """getMyCommands: of exactly this scope and language."""
    commands: Commands = desk.world.profile.commands.get(_scope(desk, params), ())
    return [{"command": name, "description": words} for name, words in commands]


def set_my_name(desk: Desk, params: Params) -> Any:
    """setMyName. The default name cannot be taken away, only replaced."""
    name, code = _words(params, "name", 64), _language(params)
    if name or code:
        desk.world.profile.names[code] = name
    return True


def get_my_name(desk: Desk, params: Params) -> Any:
    """getMyName."""
    return {"name": desk.world.profile.text_for(desk.world.profile.names, _language(params))}


def set_my_description(desk: Desk, params: Params) -> Any:
    """setMyDescription: what an empty chat shows."""
    desk.world.profile.descriptions[_language(params)] = _words(params, "description", 512)
    return True


def get_my_description(desk: Desk, params: Params) -> Any:
    """getMyDescription."""
    profile = desk.world.profile
    return {"description": profile.text_for(profile.descriptions, _language(params))}


def set_my_short_description(desk: Desk, params: Params) -> Any:
    """setMyShortDescription: what the bot's profile shows."""
    desk.world.profile.short_descriptions[_language(params)] = _words(params, "short_description", 120)
    return True


def get_my_short_description(desk: Desk, params: Params) -> Any:
    """getMyShortDescription."""
    profile = desk.world.profile
    return {"short_description": profile.text_for(profile.short_descriptions, _language(params))}


def set_chat_menu_button(desk: Desk, params: Params) -> Any:
    """setChatMenuButton, of one private chat or of all."""
    given = params.parsed("menu_button", "can't parse menu button JSON object") or {"type": "default"}
    if not isinstance(given, dict) or given.get("type") not in {"default", "commands", "web_app"}:
        raise bad_request("MenuButton has unsupported type")
    desk.world.profile.menus[_chat(desk, params)] = given
    return True


def get_chat_menu_button(desk: Desk, params: Params) -> Any:
    """getChatMenuButton."""
    return desk.world.profile.menu_for(_chat(desk, params))


def log_out(desk: Desk, _params: Params) -> Any:
    """logOut: from then on every call is refused with "Logged out"."""
    desk.world.logged_out = True
    return True


def close(desk: Desk, _params: Params) -> Any:
    """close: refused in the bot's first ten minutes; nothing else happens here."""
    left = CLOSABLE_AFTER - (desk.world.clock() - desk.world.born)
    if left > timedelta(0):
        raise too_many(int(left.total_seconds()) + 1)
    return True


def _chat(desk: Desk, params: Params) -> int:
    return chat_of(desk.world, params).id if params.text("chat_id") else 0


def _language(params: Params) -> str:
    code = params.text("language_code")
    if _LANGUAGE.fullmatch(code) is None:
        raise bad_request("invalid language code specified")
    return code


def _scope(desk: Desk, params: Params) -> tuple[str, str]:
    given = params.parsed("scope", "can't parse BotCommandScope JSON object") or {"type": "default"}
    if not isinstance(given, dict):
        raise bad_request("BotCommandScope must be an Object")
    wanted = _SCOPES.get(str(given.get("type")))
    if wanted is None:
        raise bad_request("can't parse BotCommandScope: Unsupported type specified")
    ids = [int(given.get(name) or 0) for name in wanted]
    if ids and (ids[0] not in desk.world.chats or not desk.world.chats[ids[0]].known):
        raise bad_request("chat not found")
    return scope_key(str(given["type"]), ids), _language(params)


def _command(given: Any) -> tuple[str, str]:
    if not isinstance(given, dict):
        raise bad_request("can't parse BotCommand: expected an Object")
    name = str(given.get("command", "")).strip().removeprefix("/")
    words = str(given.get("description", "")).strip()
    if COMMAND.fullmatch(name) is None:
        raise bad_request("BOT_COMMAND_INVALID")
    if not 1 <= units(words) <= 256:
        raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
    return name, words


def _words(params: Params, name: str, limit: int) -> str:
    words = params.text(name).strip()
    if units(words) > limit:
        raise bad_request(f"{name.replace('_', ' ')} is too long")
    return words


METHODS: Mapping[str, Method] = {
    "getMe": get_me,
    "setMyCommands": set_my_commands,
    "deleteMyCommands": delete_my_commands,
    "getMyCommands": get_my_commands,
    "setMyName": set_my_name,
    "getMyName": get_my_name,
    "setMyDescription": set_my_description,
    "getMyDescription": get_my_description,
    "setMyShortDescription": set_my_short_description,
    "getMyShortDescription": get_my_short_description,
    "setChatMenuButton": set_chat_menu_button,
    "getChatMenuButton": get_chat_menu_button,
    "logOut": log_out,
    "close": close,
}
