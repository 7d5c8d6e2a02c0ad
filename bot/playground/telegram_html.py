"""Telegram's HTML parse mode: a marked-up text becomes a plain one and its entities, or is refused in Telegram's words.

Follows the Bot API server's own parser: it reads bytes, so the places that refusals name are byte offsets; entities
count UTF-16 units. What is not a tag or one of `&lt; &gt; &amp; &quot;` and numbers stays as it is.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from bot.playground.entities import settle, trim
from bot.playground.values import Entity

_SIMPLE = {
    "b": "bold", "strong": "bold", "i": "italic", "em": "italic", "u": "underline", "ins": "underline",
    "s": "strikethrough", "strike": "strikethrough", "del": "strikethrough", "tg-spoiler": "spoiler", "span": "spoiler",
    "blockquote": "blockquote", "code": "code", "pre": "pre",
}  # fmt: skip
_OTHERS = frozenset({"a", "tg-emoji", "tg-time"})
_NAMED = {b"lt": "<", b"gt": ">", b"amp": "&", b"quot": '"'}
_REFERENCE = re.compile(rb"&(?:#x([0-9a-fA-F]+)|#([0-9]+)|([a-zA-Z]+));?")
_SPACE = b" \t\n\r\v\0"
_TOKEN = re.compile(rb"[A-Za-z0-9.-]*")

_LONE_SURROGATE = (
    "Text contains invalid Unicode characters after decoding HTML entities, check for unmatched surrogate code units"
)

DATES_SINCE = (9, 5)
"""The Bot API version that brought `tg-time`."""


class ParseError(Exception):
    """A text that Telegram cannot parse; the message is Telegram's, without "can't parse entities"."""


@dataclass(slots=True)
class _Open:
    tag: str
    attributes: dict[str, str]
    offset: int
    place: int


def parse_html(source: str, api: tuple[int, int] = (10, 0)) -> tuple[str, list[Entity]]:
    """The plain text and its entities, trimmed and put in order. Raises `ParseError`."""
    text, entities = _Parser(source.encode(), api).run()
    kept, moved = trim(text, settle(entities))
    return kept, moved


def date_format(letters: str) -> str | None:
    """A date-time format as the Bot API writes it back: `r`, or `w`, then `d` or `D`, then `t` or `T`. None: no such
    format.
    """
    if letters in {"r", "R"}:
        return "r"
    if re.fullmatch("[tTdDwW]*", letters) is None:
        return None
    shown = "w" if "w" in letters.lower() else ""
    for short in "dt":
        shown += short if short in letters else short.upper() if short.upper() in letters else ""
    return shown


class _Parser:
    """One pass over the bytes of one text."""

    def __init__(self, source: bytes, api: tuple[int, int]) -> None:
        self._source = source
        self._at = 0
        self._tags = {*_SIMPLE, *_OTHERS} - (set() if api >= DATES_SINCE else {"tg-time"})
        self._text: list[str] = []
        self._offset = 0
        self._stack: list[_Open] = []
        self._entities: list[dict[str, Any]] = []

    def run(self) -> tuple[str, list[Entity]]:
        source = self._source
        while self._at < len(source):
            match source[self._at : self._at + 1]:
                case b"<" if source[self._at + 1 : self._at + 2] == b"/":
                    self._close()
                case b"<":
                    self._begin()
                case b"&":
                    self._say(self._reference() or self._one())
                case _:
                    stop = min(
                        (p for p in (source.find(b"<", self._at), source.find(b"&", self._at)) if p >= 0), default=-1
                    )
                    plain = source[self._at : stop if stop >= 0 else len(source)]
                    self._at += len(plain)
                    self._say(plain.decode())
        if self._stack:
            raise ParseError(f'Can\'t find end tag corresponding to start tag "{self._stack[-1].tag}"')
        for entity in self._entities:
            entity.pop("_language", None)
        return "".join(self._text), list(self._entities)

    def _say(self, plain: str) -> None:
        self._text.append(plain)
        self._offset += len(plain) + sum(1 for letter in plain if letter > "\uffff")

    def _one(self) -> str:
        self._at += 1
        return "&"

    def _reference(self) -> str:
        """The character that a reference at this place names, or "" when it names none; then nothing is read."""
        match = _REFERENCE.match(self._source, self._at)
        if match is None:
            return ""
        hexadecimal, decimal, name = match.groups()
        if name is not None:
            letter = _NAMED.get(name, "")
        else:
            number = int(hexadecimal, 16) if hexadecimal is not None else int(decimal)
            if number == 0 or number >= 0x10FFFF:
                return ""
            if 0xD800 <= number <= 0xDFFF:
                raise ParseError(_LONE_SURROGATE)
            letter = chr(number)
        if letter:
            self._at = match.end()
        return letter

    def _skip(self, *, spaces: bool, until: bytes = b"") -> bytes:
        """Reads on over white space, or over everything that is neither white space nor in `until`."""
        begin = self._at
        while self._at < len(self._source):
            byte = self._source[self._at : self._at + 1]
            if (byte in _SPACE) is not spaces or byte in until:
                break
            self._at += 1
        return self._source[begin : self._at]

    def _here(self) -> bytes:
        return self._source[self._at : self._at + 1]

    def _begin(self) -> None:
        place = self._at
        self._at += 1
        tag = self._skip(spaces=False, until=b">").decode().lower()
        if not self._here():
            raise ParseError(f"Unclosed start tag at byte offset {place}")
        if tag not in self._tags:
            raise ParseError(f'Unsupported start tag "{tag}" at byte offset {place}')
        attributes: dict[str, str] = {}
        while True:
            self._skip(spaces=True)
            if self._here() == b">":
                break
            name, value = self._attribute(tag, place)
            attributes.setdefault(name, value)
        self._at += 1
        if tag == "span" and attributes.get("class") != "tg-spoiler":
            raise ParseError(f'Tag "span" must have class "tg-spoiler" at byte offset {place}')
        self._stack.append(_Open(tag, attributes, self._offset, len(self._text)))

    def _attribute(self, tag: str, place: int) -> tuple[str, str]:
        name = self._skip(spaces=False, until=b"=>").decode().lower()
        if not name:
            raise ParseError(f'Empty attribute name in the tag "{tag}" at byte offset {place}')
        self._skip(spaces=True)
        if self._here() != b"=":
            if not self._here():
                raise ParseError(f'Unclosed start tag "{tag}" at byte offset {place}')
            if tag == "blockquote" and name == "expandable":
                return name, ""
            raise ParseError(
                f'Expected equal sign in declaration of an attribute of the tag "{tag}" at byte offset {place}'
            )
        self._at += 1
        self._skip(spaces=True)
        quote = self._here()
        if quote not in {b"'", b'"'}:
            return name, self._name_token()
        self._at += 1
        value: list[bytes] = []
        while (byte := self._here()) != quote:
            if not byte:
                raise ParseError(f"Unclosed start tag at byte offset {place}")
            letter = self._reference() if byte == b"&" else ""
            if letter:
                value.append(letter.encode())
            else:
                value.append(byte)
                self._at += 1
        self._at += 1
        return name, b"".join(value).decode()

    def _name_token(self) -> str:
        begin = self._at
        token = _TOKEN.match(self._source, begin)
        self._at = begin if token is None else token.end()
        if not self._here() or self._here() not in _SPACE + b">":
            raise ParseError(f"Unexpected end of name token at byte offset {begin}")
        return self._source[begin : self._at].decode().lower()

    def _close(self) -> None:
        place = self._at
        if not self._stack:
            raise ParseError(f"Unexpected end tag at byte offset {place}")
        self._at += 2
        name = self._skip(spaces=False, until=b">").decode().lower()
        self._skip(spaces=True)
        if self._here() != b">":
            raise ParseError(f"Unclosed end tag at byte offset {place}")
        self._at += 1
        opened = self._stack.pop()
        if name and name != opened.tag:
            raise ParseError(f'Unmatched end tag at byte offset {place}, expected "</{opened.tag}>", found "</{name}>"')
        if self._offset > opened.offset:
            self._mark(opened)

    def _mark(self, opened: _Open) -> None:
        span = {"offset": opened.offset, "length": self._offset - opened.offset}
        given = opened.attributes
        if opened.tag == "a":
            url = given.get("href") or "".join(self._text[opened.place :])
            if "." in url or ":" in url:
                self._entities.append({"type": "text_link", **span, "url": url if ":" in url else f"http://{url}/"})
        elif opened.tag == "tg-emoji":
            if not given.get("emoji-id", "").isdigit():
                raise ParseError("Invalid custom emoji identifier specified")
            self._entities.append({"type": "custom_emoji", **span, "custom_emoji_id": given["emoji-id"]})
        elif opened.tag == "tg-time":
            letters = date_format(given.get("format", ""))
            if letters is None:
                raise ParseError("Invalid date-time format specified")
            if (unix := _leading_number(given.get("unix", ""))) > 0:
                self._entities.append({"type": "date_time", **span, "unix_time": unix, "date_time_format": letters})
        elif opened.tag in {"code", "pre"}:
            self._mark_code(opened, span)
        else:
            kind = "expandable_blockquote" if "expandable" in given else _SIMPLE[opened.tag]
            self._entities.append({"type": kind, **span})

    def _mark_code(self, opened: _Open, span: dict[str, int]) -> None:
        """`<pre><code class="language-x">` and the reverse are one block with a language."""
        named = opened.attributes.get("class", "")
        last = self._entities[-1] if self._entities else {}
        doubled = {last.get("type"), opened.tag} == {"code", "pre"} and all(last[key] == span[key] for key in span)
        if not doubled:
            entity = {"type": opened.tag, **span}
            if opened.tag == "code" and named.startswith("language-"):
                entity["_language"] = named.removeprefix("language-")
            self._entities.append(entity)
            return
        last["type"] = "pre"
        language = last.pop("_language", "") or named.removeprefix("language-")
        if language:
            last["language"] = language


def _leading_number(value: str) -> int:
    found = re.match("[0-9]{1,10}", value)
    return int(found.group()) if found else 0
