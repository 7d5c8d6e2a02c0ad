"""What a bot has told Telegram about itself: name, descriptions, commands and menu button, by scope and language."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

Commands = tuple[tuple[str, str], ...]
"""Pairs of a command without its slash and its description."""

_CHAT_SCOPES = {
    True: ("all_private_chats", "default"),
    False: ("all_group_chats", "default"),
}


@dataclass(slots=True)
class Profile:
    """Everything that `set…` methods wrote. Keys of texts are language codes, "" for everybody else."""

    username: str
    names: dict[str, str] = field(default_factory=dict)
    descriptions: dict[str, str] = field(default_factory=dict)
    short_descriptions: dict[str, str] = field(default_factory=dict)
    commands: dict[tuple[str, str], Commands] = field(default_factory=dict)
    """Keys: scope as `scope_key` writes it, language code."""
    menus: dict[int, Mapping[str, object]] = field(default_factory=dict)
    """The menu button of a chat; 0 is the default."""

    def commands_for(self, chat_id: int, language: str, *, private: bool = True) -> Commands:
        """The commands that a person with this language sees in this chat: the narrowest scope wins, and in it their
        own language.
        """
        for scope in (f"chat:{chat_id}", *_CHAT_SCOPES[private]):
            for code in (language, ""):
                if found := self.commands.get((scope, code)):
                    return found
        return ()

    def text_for(self, texts: Mapping[str, str], language: str) -> str:
        """A name or description for somebody with this language."""
        return texts.get(language) or texts.get("", "")

    def menu_for(self, chat_id: int) -> Mapping[str, object]:
        """The menu button of a chat, as the Bot API writes it."""
        return self.menus.get(chat_id) or self.menus.get(0) or {"type": "default"}


def scope_key(kind: str, ids: Sequence[int]) -> str:
    """One key for a command scope: `default`, `all_private_chats`, `chat:5`, `chat_member:-100:5`."""
    return ":".join([kind, *(str(number) for number in ids)])
