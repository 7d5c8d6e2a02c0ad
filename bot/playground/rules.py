"""How strict and how old the server is that the playground plays."""

from __future__ import annotations

from dataclasses import dataclass

ADDED_LATER = {
    "sendchecklist": (9, 1),
    "editmessagechecklist": (9, 1),
    "sendmessagedraft": (9, 3),
    "sendrichmessage": (10, 1),
}
"""Methods that came after Bot API 9.0, by version."""

ABSENT_WHEN_OLD = frozenset({"pinChatMessage", "unpinChatMessage", "setMyShortDescription"})
"""What a server below 9.5 is taken to lack besides, so that a bot is seen to live without it."""


@dataclass(frozen=True, slots=True)
class Rules:
    """What may be set for a run."""

    strict: bool = False
    """One message a second per chat, and getUpdates held back when it is called too often, as a busy server does."""
    missing: frozenset[str] | None = None
    """Lower-case names of methods that are answered with 404 "method not found"; None: those of the world's version."""
    webhook_scale: float = 1.0
    """Real seconds that one second of waiting before a webhook is tried again takes, unless the world's clock gets
    there first.
    """
    local: bool = True
    """Like the official server's local mode: webhooks may be plain HTTP, on any port."""


def default_missing(api: tuple[int, int]) -> frozenset[str]:
    """The methods that a server of this Bot API version does not have, in lower case."""
    newer = {name for name, since in ADDED_LATER.items() if since > api}
    return frozenset(newer | ({name.lower() for name in ABSENT_WHEN_OLD} if api < (9, 5) else set()))
