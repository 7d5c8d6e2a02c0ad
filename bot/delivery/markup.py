"""Texts for servers that cannot read all of ours: without Telegram's date-time entity, and without any markup."""

from __future__ import annotations

import re
from html import unescape

_DATE_TIME = re.compile(r"</?tg-time\b[^>]*>")
_TAG = re.compile(r"</?[a-z][^>]*>", re.IGNORECASE)


def without_date_times(html: str) -> str:
    """The same text with its dates and times as written, not as entities."""
    return _DATE_TIME.sub("", html)


def plain(html: str) -> str:
    """The same text without markup. It was written by `words`, where every `<` of a person is escaped, so a tag is a
    tag.
    """
    return unescape(_TAG.sub("", html))
