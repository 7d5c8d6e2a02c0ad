"""Who should wait: the whole list, the same for everybody, page by page. Nothing is asked, nothing is kept."""

from __future__ import annotations

from bot.words.message import How, Say, Tap, Word

LIST = ("who", "who-1", "who-2", "who-3", "who-4", "who-5")
"""Its pages, by the ends of their words."""
BACK = (Tap("learn-tap-back", "learn"),)


def list_page(name: str, how: How = How.EDIT) -> Say:
    """One page of `LIST`, with the buttons that turn it."""
    said = {"text": Word(f"learn-{name}"), "closing": Word("learn-closing")}
    return Say("learn-page", said, _turning(name), how)


def _turning(name: str) -> tuple[tuple[Tap, ...], ...]:
    at = LIST.index(name)
    row = [Tap("page-back", "learn", (LIST[at - 1],))] if at > 0 else []
    if at + 1 < len(LIST):
        row.append(Tap("page-on", "learn", (LIST[at + 1],)))
    return (tuple(row), BACK)
