"""What is said where nobody is alone, and what is not said at all."""

from __future__ import annotations

from bot.care.work import Person, Work
from bot.store import chats
from bot.words.message import Reply, Say


def invited_to_group(_work: Work, _person: Person) -> Reply:
    """The one line in a group: this is a matter between two."""
    return (Say("group-private-only", worry=False),)


def upgraded(work: Work, person: Person, chat_id: int) -> Reply:
    """The group has another id from now on. Nothing is said to it."""
    chats.move(work.tx, person.chat_id, chat_id)
    return ()


def silence(_work: Work, _person: Person) -> Reply:
    """Nothing is said, and nothing happens."""
    return ()
