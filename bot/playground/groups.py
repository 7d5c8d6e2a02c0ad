"""Groups: how the bot comes and goes, and what it may read there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.playground import telegram_json
from bot.playground.chats import Chat
from bot.playground.values import ChatKind, Message, Person

if TYPE_CHECKING:
    from bot.playground.world import World


def add_bot(world: World, person: Person, title: str, *, group_id: int | None, supergroup: bool) -> Chat:
    """A person adds the bot to a group, which is made when `group_id` is new: the bot is told of its membership, and
    the group of the bot.
    """
    kind = ChatKind.SUPERGROUP if supergroup else ChatKind.GROUP
    if group_id is None:
        group_id = _next_id(world, kind)
    chat = world.chats.setdefault(group_id, Chat(group_id, kind, title, bot_status="left"))
    chat.members.add(person.id)
    chat.known = True
    before, chat.bot_status = chat.bot_status, "member"
    tell_membership(world, chat, person, before, "member")
    _service(world, chat, person, {"new_chat_members": [world.bot_user()], "new_chat_member": world.bot_user()})
    return chat


def remove_bot(world: World, person: Person, chat: Chat) -> None:
    """A person removes the bot from a group: from then on it is refused with "bot was kicked"."""
    before, chat.bot_status = chat.bot_status, "kicked"
    tell_membership(world, chat, person, before, "kicked")


def upgrade(world: World, person: Person, chat: Chat) -> Chat:
    """A group becomes a supergroup with another id; both tell, and the old one refuses with the new id."""
    fresh = Chat(
        _next_id(world, ChatKind.SUPERGROUP), ChatKind.SUPERGROUP, chat.title, known=True, members=set(chat.members)
    )
    world.chats[fresh.id] = fresh
    _service(world, chat, person, {"migrate_to_chat_id": fresh.id})
    chat.migrated_to = fresh.id
    _service(world, fresh, person, {"migrate_from_chat_id": chat.id})
    return fresh


def bot_may_read(world: World, chat: Chat, message: Message) -> bool:
    """Privacy mode: in groups a bot sees commands, mentions of itself and answers to its messages, nothing else."""
    if chat.bot_status != "member":
        return False
    replied = chat.messages.get(message.reply_to) if message.reply_to else None
    addressed = f"@{world.profile.username}".lower()
    return (
        message.text.startswith("/") or addressed in message.text.lower() or (replied is not None and replied.from_bot)
    )


def tell_membership(world: World, chat: Chat, by: Person, before: str, after: str) -> None:
    """A `my_chat_member` update: the bot's own status in a chat changed."""
    bot = world.bot_user()
    content = {
        "chat": telegram_json.chat(chat),
        "from": telegram_json.user(by),
        "date": telegram_json.unix(world.clock()),
        "old_chat_member": _member(bot, before),
        "new_chat_member": _member(bot, after),
    }
    world.updates.add("my_chat_member", content, f"member:{chat.id}")


def _member(bot: dict[str, object], status: str) -> dict[str, object]:
    return {"user": bot, "status": status, **({"until_date": 0} if status == "kicked" else {})}


def _service(world: World, chat: Chat, by: Person, details: dict[str, object]) -> None:
    message = world.keep(
        Message(
            id=world.next_message_id(chat),
            chat_id=chat.id,
            from_id=by.id,
            from_bot=False,
            date=world.now(),
            kind="service",
            details=details,
        )
    )
    world.updates.add("message", world.as_json(message), f"chat:{chat.id}")


def _next_id(world: World, kind: ChatKind) -> int:
    taken = sum(1 for chat in world.chats.values() if chat.kind is not ChatKind.PRIVATE)
    return -(1_000_000_000_001 if kind is ChatKind.SUPERGROUP else 1_000_001) - taken
