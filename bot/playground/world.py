"""The in-memory Telegram of one bot: people, chats, messages, and what waits for the bot.

`World` is what a person can do and see; all of it is synchronous and belongs to one thread, the one that serves the
Bot API. What the bot does stands in the modules `methods_…`, groups in `groups.py`.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from bot.clock import Clock
from bot.playground import groups, sendings, telegram_json
from bot.playground.chats import Chat
from bot.playground.entities import to_html, trim, with_found
from bot.playground.files import FileStore
from bot.playground.profile import Profile
from bot.playground.updates import TAP_AGE, UpdateQueue, first_number
from bot.playground.values import ChatKind, Event, Message, Person, ReplyKeyboard, StoredFile, Tap

Json = dict[str, Any]


class NoSuchError(LookupError):
    """A person, chat or message that this world does not have."""


class World:
    """One bot's Telegram.

    `api` is the Bot API version it plays, "10.0" or an older one. `first_update_id`, for tests, replaces a number
    derived from the machine's time.
    """

    def __init__(
        self,
        clock: Clock,
        token: str,
        *,
        bot_name: str = "Aftercare",
        bot_username: str = "aftercare_bot",
        api: str = "10.0",
        first_update_id: int | None = None,
    ) -> None:
        self.clock = clock
        self.token = token
        major, _, minor = api.partition(".")
        self.api = (int(major), int(minor or 0))
        self.bot_id = int(token.partition(":")[0])
        self.profile = Profile(username=bot_username, names={"": bot_name})
        self.files = FileStore()
        self.updates = UpdateQueue(clock, first_update_id)
        self.people: dict[int, Person] = {}
        self.chats: dict[int, Chat] = {}
        self.taps: dict[str, Tap] = {}
        self.born = clock()
        self.logged_out = False
        self._message_ids: dict[int, int] = {}
        self._next_tap = first_number()
        self._listeners: list[Callable[[Event], None]] = []
        self._calls_in_flight = 0
        self._last_stir = time.monotonic()
        self.updates.on_change(self._stir)

    # What a person does

    def add_person(self, person_id: int, first_name: str, language: str = "en") -> Person:
        """Somebody joins Telegram. The bot cannot write to them before they have written to it."""
        person = Person(person_id, first_name, language)
        self.people[person_id] = person
        self.chats[person_id] = Chat(person_id, ChatKind.PRIVATE, first_name, members={person_id})
        return person

    def person_says(
        self, person_id: int, text: str, *, chat_id: int | None = None, reply_to: int | None = None
    ) -> Message:
        """A text, in the private chat unless `chat_id` names a group. Who had blocked the bot unblocks it by writing,
        as the app does.
        """
        kept, _ = trim(text, ())
        return self._hear(person_id, chat_id, kind="text", text=kept, reply_to=reply_to)

    def person_edits(self, person_id: int, message_id: int, text: str, *, chat_id: int | None = None) -> Message:
        """Changes the text of a message of theirs."""
        chat = self.chat(chat_id or person_id)
        before = self.message(chat.id, message_id)
        if before.from_id != person_id:
            raise NoSuchError(f"message {message_id} is not theirs")
        kept, _ = trim(text, ())
        entities = tuple(with_found(kept, ()))
        after = replace(before, text=kept, entities=entities, html=to_html(kept, entities), edit_date=self.now())
        chat.messages[message_id] = after
        self.emit("message_edited", chat.id, after)
        self.updates.add("edited_message", self.as_json(after), f"chat:{chat.id}")
        return after

    def person_taps(self, person_id: int, message_id: int, data: str, *, chat_id: int | None = None) -> Tap:
        """Presses an inline button. `data` is not compared with the buttons that are there: a forged or stale one
        arrives as well.
        """
        chat = self.chat(chat_id or person_id)
        message = self.message(chat.id, message_id)
        tap = Tap(
            str((person_id << 32 | self._next_tap) % (1 << 63)), person_id, chat.id, message_id, data, self.clock()
        )
        self._next_tap += 1
        self.taps[tap.id] = tap
        content: Json = {
            "id": tap.id,
            "from": telegram_json.user(self.person(person_id)),
            "message": self.as_json(message),
            "chat_instance": str(-chat.id * 7919),
            "data": data,
        }
        self.updates.add("callback_query", content, f"user:{person_id}", TAP_AGE)
        return tap

    def person_sends(self, person_id: int, kind: str, *, chat_id: int | None = None, **fields: Any) -> Message:
        """Sends something that is not text: photo, sticker, voice, video, document, contact, location …

        `content` (bytes), `name` and `caption` belong to files; other fields go into the kind's object as they are
        (`latitude=38.7`).
        """
        if kind in sendings.WITHOUT_FILE:
            return self._hear(person_id, chat_id, kind=kind, details=sendings.details(kind, fields, None))
        name, mime, _ = sendings.WITH_FILE[kind]
        content = fields.pop("content", sendings.PIXEL if kind == "photo" else b"\0")
        caption = str(fields.pop("caption", ""))
        stored = self.files.keep(content, str(fields.pop("name", name)), mime, f"{kind}s")
        return self._hear(
            person_id,
            chat_id,
            kind=kind,
            text=caption,
            photo=stored if kind == "photo" else None,
            document=stored if kind == "document" else None,
            details=sendings.details(kind, fields, stored),
        )

    def person_blocks(self, person_id: int) -> None:
        """Blocks the bot: it is told once, and refused from then on."""
        self._turn(person_id, blocked=True)

    def person_unblocks(self, person_id: int) -> None:
        """Takes the block back."""
        self._turn(person_id, blocked=False)

    def person_leaves_telegram(self, person_id: int) -> None:
        """Deletes the account: the bot is refused with "user is deactivated"."""
        self.people[person_id] = replace(self.person(person_id), deactivated=True)

    def person_adds_to_group(
        self, person_id: int, title: str = "Clinic", *, group_id: int | None = None, supergroup: bool = False
    ) -> Chat:
        """Adds the bot to a new group, or to the one named by `group_id`."""
        return groups.add_bot(self, self.person(person_id), title, group_id=group_id, supergroup=supergroup)

    def inject_update(self, raw: Mapping[str, Any]) -> int:
        """Queues anything at all as an update, malformed too, under the next number; answers that number."""
        return self.updates.add_raw(dict(raw), "raw")

    # What can be seen

    def history(self, chat_id: int) -> list[Message]:
        """The messages of a chat, oldest first."""
        return list(self.chat(chat_id).messages.values())

    def message(self, chat_id: int, message_id: int) -> Message:
        """One message. Raises `NoSuchError` when it was deleted or never was."""
        found = self.chat(chat_id).messages.get(message_id)
        if found is None:
            raise NoSuchError(f"no message {message_id} in this chat")
        return found

    def pinned(self, chat_id: int) -> Message | None:
        """The message that was pinned last and still is."""
        chat = self.chat(chat_id)
        return chat.messages[chat.pinned[-1]] if chat.pinned else None

    def reply_keyboard(self, chat_id: int) -> ReplyKeyboard | None:
        """The keyboard below the input line, if the bot has put one there."""
        return self.chat(chat_id).reply_keyboard

    def commands(self, person_id: int) -> Sequence[tuple[str, str]]:
        """The command menu that this person sees in their chat: command without slash, description."""
        return self.profile.commands_for(person_id, self.person(person_id).language_code)

    def file(self, file_id: str) -> StoredFile:
        """A file that was sent by either side."""
        found = self.files.get(file_id)
        if found is None:
            raise NoSuchError("no such file")
        return found

    def subscribe(self, listener: Callable[[Event], None]) -> Callable[[], None]:
        """Calls `listener` for everything that happens; answers how to stop that."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    def idle_since(self) -> float | None:
        """For how many seconds (monotonic) the bot has had nothing to do: no call other than getUpdates is under way,
        and no update waits. None while it is busy. The bot may still work on what it confirmed last: wait for a while
        of quiet.
        """
        if self._calls_in_flight or self.updates.count():
            return None
        return time.monotonic() - self._last_stir

    # For the rooms beside this one

    def now(self) -> datetime:
        """The world's time in whole seconds, as Telegram dates messages."""
        return self.clock().replace(microsecond=0)

    def person(self, person_id: int) -> Person:
        """Somebody who was added. Raises `NoSuchError`."""
        if person_id not in self.people:
            raise NoSuchError(f"no person {person_id}")
        return self.people[person_id]

    def chat(self, chat_id: int) -> Chat:
        """A chat's state. Raises `NoSuchError`."""
        if chat_id not in self.chats:
            raise NoSuchError(f"no chat {chat_id}")
        return self.chats[chat_id]

    def bot_user(self) -> Json:
        """The bot as a User."""
        name = self.profile.names[""]
        return {"id": self.bot_id, "is_bot": True, "first_name": name, "username": self.profile.username}

    def as_json(self, message: Message) -> Json:
        """A message as the Bot API writes it, with the message that it answers."""
        chat = self.chat(message.chat_id)
        replied = chat.messages.get(message.reply_to) if message.reply_to else None
        shown = None if replied is None else telegram_json.message(replied, chat, self._sender(replied))
        return telegram_json.message(message, chat, self._sender(message), shown)

    def next_message_id(self, chat: Chat) -> int:
        """Supergroups count for themselves; all other chats of a bot share one row of numbers."""
        row = chat.id if chat.kind is ChatKind.SUPERGROUP else 0
        self._message_ids[row] = self._message_ids.get(row, first_number() % 100_000_000) + 1
        return self._message_ids[row]

    def emit(self, kind: str, chat_id: int, payload: Message | Tap | str | None) -> None:
        """Tells every subscriber."""
        event = Event(kind, chat_id, payload)
        for listener in list(self._listeners):
            listener(event)

    def keep(self, message: Message) -> Message:
        """Puts a new message into its chat, with the entities that Telegram finds and its HTML, and shows it."""
        entities = tuple(with_found(message.text, message.entities))
        whole = replace(message, entities=entities, html=to_html(message.text, entities))
        chat = self.chat(message.chat_id)
        chat.messages[whole.id] = whole
        if whole.reply_keyboard is not None:
            chat.reply_keyboard = whole.reply_keyboard if whole.reply_keyboard.rows else None
        self.emit("message_new", chat.id, whole)
        return whole

    def call_begins(self) -> None:
        """The bot called a method other than getUpdates."""
        self._calls_in_flight += 1

    def call_ends(self) -> None:
        """That call was answered, or broke off."""
        self._calls_in_flight -= 1
        self._stir()

    def _stir(self) -> None:
        self._last_stir = time.monotonic()

    def _sender(self, message: Message) -> Json:
        return self.bot_user() if message.from_bot else telegram_json.user(self.person(message.from_id))

    def _hear(self, person_id: int, chat_id: int | None, **parts: Any) -> Message:
        self.person(person_id)
        chat = self.chat(chat_id or person_id)
        if chat.blocked:
            self.person_unblocks(person_id)
        if chat.kind is ChatKind.PRIVATE:
            chat.known = True
        if chat.reply_keyboard is not None and chat.reply_keyboard.one_time:
            chat.reply_keyboard = None
        message = self.keep(
            Message(
                id=self.next_message_id(chat),
                chat_id=chat.id,
                from_id=person_id,
                from_bot=False,
                date=self.now(),
                **parts,
            )
        )
        if chat.kind is ChatKind.PRIVATE or groups.bot_may_read(self, chat, message):
            self.updates.add("message", self.as_json(message), f"chat:{chat.id}")
        return message

    def _turn(self, person_id: int, *, blocked: bool) -> None:
        chat = self.chat(person_id)
        if chat.blocked is blocked:
            return
        chat.blocked = blocked
        statuses = ("member", "kicked") if blocked else ("kicked", "member")
        groups.tell_membership(self, chat, self.person(person_id), *statuses)
